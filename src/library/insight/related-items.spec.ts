import type { Category, ItemNumber } from '../../contract';
import { relatedItems } from './related-items';

const item = (id: string, category: Category | null, value: number | null, part: string | null = null) => ({
  id,
  category,
  number: value === null ? null : ({ kind: 'item', value, part } satisfies ItemNumber),
});

describe('relatedItems', () => {
  it('leads from an exercise to its solution and recitation, and back', () => {
    const related = relatedItems([
      item('hw2', 'assignment', 2),
      item('sol2', 'assignment_solution', 2),
      item('rec2', 'recitation', 2),
      item('hw3', 'assignment', 3),
      item('lec2', 'lecture', 2),
    ]);
    expect(related.get('hw2')).toEqual([
      { itemId: 'sol2', as: 'solution' },
      { itemId: 'rec2', as: 'recitation' },
    ]);
    expect(related.get('sol2')).toEqual([{ itemId: 'hw2', as: 'task' }]);
    expect(related.get('rec2')).toEqual([{ itemId: 'hw2', as: 'task' }]);
    expect([related.get('hw3'), related.get('lec2')]).toEqual([undefined, undefined]);
  });

  it('keeps parts apart, and takes the whole for either', () => {
    const related = relatedItems([
      item('2a', 'exam', 2, 'a'),
      item('2b', 'exam_solution', 2, 'b'),
      item('2', 'exam_solution', 2),
    ]);
    expect(related.get('2a')).toEqual([{ itemId: '2', as: 'solution' }]);
  });

  it('says nothing where nothing is numbered or known, or where a number is everywhere', () => {
    const crowd = [1, 2, 3, 4, 5].map((at) => item(`sol${at}`, 'assignment_solution', 2019));
    expect(relatedItems([item('hw', 'assignment', 2019), ...crowd]).get('hw')).toBeUndefined();
    expect(relatedItems([item('a', 'assignment', null), item('b', null, 1)]).size).toBe(0);
  });
});
