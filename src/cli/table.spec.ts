import { duration, facts, table } from './table';
import { widthOf } from './text-width';

/** Where a text begins, in columns of a terminal. */
const columnOf = (line: string, text: string): number => widthOf(line.slice(0, line.indexOf(text)));

describe('table', () => {
  it('keeps columns under each other, whatever language is in them', () => {
    const lines = table(
      ['name', 'note', 'end'],
      [
        ['plain', 'x', 'END'],
        ['חשבון אינפיניטסימלי', 'y', 'END'],
        ['🚀 rocket', 'z', 'END'],
        ['漢字', 'w', 'END'],
        ['שָׁלוֹם', 'v', 'END'],
      ],
    ).split('\n');
    expect(new Set(lines.slice(2).map((line) => columnOf(line, 'END'))).size).toBe(1);
    expect(columnOf(lines[0] ?? '', 'end')).toBe(columnOf(lines[2] ?? '', 'END'));
  });

  it('lets Hebrew move nothing that stands beside it', () => {
    const [, , line] = table(['a', 'b'], [['קורס 1', 'עוד 2']]).split('\n');
    expect(line).toBe('\u2068קורס 1\u2069  \u2068עוד 2\u2069');
  });

  it('lets nothing steer the terminal', () => {
    const [, , line] = table(['a'], [['\u001b[2J\u202Eevil\nnext']]).split('\n');
    expect(line).toBe('\uFFFD[2J\uFFFDevil\uFFFDnext');
  });

  it('sets numbers to the right, what is missing as a dash, and cuts what is too long', () => {
    const lines = table(
      ['n', 'x'],
      [
        [5, null],
        [1234, 'y'.repeat(300)],
      ],
    ).split('\n');
    expect(lines[2]).toBe('   5  -');
    expect(lines[3]).toBe(`1234  ${'y'.repeat(99)}…`);
  });

  it('tells facts one a line', () => {
    expect(
      facts([
        ['a', 'x'],
        ['long', 7],
      ]),
    ).toBe('a     x\nlong  7');
  });

  it.each([
    [0.25, '0.3 s'],
    [42, '42 s'],
    [75, '1 min 15 s'],
    [7300, '2 h 1 min'],
  ])('says %d seconds as %s', (seconds, said) => {
    expect(duration(seconds)).toBe(said);
  });
});
