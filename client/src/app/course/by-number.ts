import type { LibraryItem } from '../../../../src/contract';

type Numbered = Pick<LibraryItem, 'number'>;

/**
 * Items of one kind by what they count: lecture 2 before lecture 10, 2a before 2b. What bears no number keeps its place after those
 * that do, in the order of the course; nothing is sorted where fewer than two are numbered alike.
 */
export function byNumber<Item extends Numbered>(items: readonly Item[]): Item[] {
  const numbered = items.filter(({ number }) => number !== null);
  if (numbered.length < 2) return [...items];
  const others = items.filter(({ number }) => number === null);
  return [...numbered.toSorted(compare), ...others];
}

function compare({ number: a }: Numbered, { number: b }: Numbered): number {
  if (a === null || b === null) return 0;
  return a.value - b.value || (a.part ?? '').localeCompare(b.part ?? '');
}
