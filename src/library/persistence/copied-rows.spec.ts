import { cells, storableText } from './copied-rows';

describe('cells', () => {
  it.each<[string, Parameters<typeof cells>[0], string]>([
    ['values between tabs', ['a', 1, true, false, 0.5], 'a\t1\tt\tf\t0.5'],
    ['NULL for what is not there', [null, undefined, ''], '\\N\t\\N\t'],
    ['an empty text first', ['', 'a'], '\ta'],
    ['breaks, tabs and backslashes escaped', ['a\nb\rc\td\\e'], 'a\\nb\\rc\\td\\\\e'],
    ['a text that looks like NULL', ['\\N'], '\\\\N'],
    ['a text that looks like the end', ['\\.'], '\\\\.'],
    ['Hebrew and emoji as they are', ['שלום 👩‍🎓'], 'שלום 👩‍🎓'],
    ['texts without what cannot be stored', ['a\0b\ud83d', '\ude00\n'], 'ab\t\\n'],
  ])('writes %s', (_name, values, expected) => {
    expect(cells(values)).toBe(expected);
  });
});

describe('storableText', () => {
  it('takes out NUL and halves of surrogate pairs alone', () => {
    expect(storableText('a\0\ud83d😀\ude00\n')).toBe('a😀\n');
  });
});
