import type { Category } from '../../contract';

/** How many students of a course chose a category for one item. */
export interface Choice {
  readonly category: Category;
  readonly students: number;
  /** The student who reads is among them. */
  readonly own: boolean;
}

/** So many must say the same, in the smallest course. */
export const FEWEST = 3;
/** In a large one, one in so many of the students who have the course here. */
export const ONE_IN = 20;
/** Against any other choice it takes so many times as many. */
const MAJORITY = 2;

/**
 * The category which the students of a course gave an item together, or null. Those who keep it where the classification put it
 * say so by the same means, and count against the others: it takes fewer to undo a change than to make one.
 * @param classmates how many students have the course here
 */
export function agreedCategory(choices: readonly Choice[], classmates: number): Category | null {
  const [most, second] = [...choices].sort((a, b) => b.students - a.students);
  if (!most) return null;
  const needed = Math.max(FEWEST, Math.ceil(classmates / ONE_IN), MAJORITY * (second?.students ?? 0));
  return most.students >= needed ? most.category : null;
}
