import { encodeForm } from './form';

const decoded = (fields: Parameters<typeof encodeForm>[0]): string => decodeURIComponent(encodeForm(fields));

describe('encodeForm', () => {
  it.each([
    ['scalars', { courseid: 2, wsfunction: 'core_x' }, 'courseid=2&wsfunction=core_x'],
    ['lists', { courseids: [2, 5] }, 'courseids[0]=2&courseids[1]=5'],
    [
      'lists of structures',
      { options: [{ name: 'excludemodules', value: true }] },
      'options[0][name]=excludemodules&options[0][value]=1',
    ],
    ['booleans', { a: true, b: false }, 'a=1&b=0'],
    ['nothing for what is absent', { a: null, b: undefined, c: [] }, ''],
    ['zero and the empty string', { a: 0, b: '' }, 'a=0&b='],
  ])('writes %s', (_, fields, expected) => expect(decoded(fields)).toBe(expected));

  it('encodes what a password may hold, so that it comes back unchanged', () => {
    const password = 'Pa+ss &w%r=d"שלום1!#;\'\\ ';
    const sent = encodeForm({ password });
    expect(sent).not.toMatch(/[ &"#;]/);
    expect(new URLSearchParams(sent).get('password')).toBe(password);
  });

  it('writes half a character as the sign for what is unreadable', () =>
    expect(new URLSearchParams(encodeForm({ name: 'a\ud83d' })).get('name')).toBe('a\ufffd'));
});
