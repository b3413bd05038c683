import type { Page } from '../../contract';
import { encodeCursor } from './cursor';

/** One page out of `limit + 1` rows in order: the row beyond the page says that there is a next one, and is not shown. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keys: (row: Row) => readonly (string | number)[],
  show: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(show),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keys(last)) : null,
  };
}
