import type { RowCounts } from './row-counts';
import type { RowDifference } from './row-difference';

/** A row that a statement wrote or deleted. */
export interface DifferingRow<Facts> {
  readonly moodle_id: number;
  /** As it was stored; `null` for one that is new. */
  readonly before: Facts | null;
  readonly removed: boolean;
}

/** What a write did. */
export interface WrittenRows<Facts> {
  readonly counts: RowCounts;
  readonly differences: readonly RowDifference<Facts>[];
}

/** @param after the facts that a row holds now */
export function writtenRows<Facts, Row extends DifferingRow<Facts>>(
  rows: readonly Row[],
  after: (row: Row) => Facts | null,
): WrittenRows<Facts> {
  const differences = rows.map((row) => ({ before: row.before, after: row.removed ? null : after(row) }));
  const added = rows.filter(({ before }) => before === null).length;
  const removed = rows.filter((row) => row.removed).length;
  return { counts: { added, changed: rows.length - added - removed, removed }, differences };
}
