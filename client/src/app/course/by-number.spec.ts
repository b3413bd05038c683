import type { ItemNumber } from '../../../../src/contract';
import { byNumber } from './by-number';

const item = (name: string, value: number | null = null, part: string | null = null) => ({
  name,
  number: value === null ? null : ({ kind: 'lecture', value, part } satisfies ItemNumber),
});
const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name);

describe('byNumber', () => {
  it('sorts by number and part, and leaves the rest behind in its order', () => {
    const items = [
      item('10', 10),
      item('z'),
      item('2b', 2, 'b'),
      item('2a', 2, 'a'),
      item('a'),
      item('6.1', 6.1),
    ];
    expect(names(byNumber(items))).toEqual(['2a', '2b', '6.1', '10', 'z', 'a']);
  });

  it('keeps the order of the course among equals, and where hardly anything is numbered', () => {
    expect(names(byNumber([item('first', 1), item('second', 1), item('x', 0)]))).toEqual([
      'x',
      'first',
      'second',
    ]);
    expect(names(byNumber([item('x'), item('1', 1), item('y')]))).toEqual(['x', '1', 'y']);
  });
});
