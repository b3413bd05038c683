/** Rows really written: what stands as it was is not among them. */
export interface RowCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

export const NO_ROWS: RowCounts = { added: 0, changed: 0, removed: 0 };

/** What one course holds. */
export interface CourseTotals {
  readonly sections: number;
  readonly items: number;
  readonly files: number;
  readonly deadlines: number;
}

export function sumOf(...counts: readonly RowCounts[]): RowCounts {
  const total = { added: 0, changed: 0, removed: 0 };
  for (const { added, changed, removed } of counts) {
    total.added += added;
    total.changed += changed;
    total.removed += removed;
  }
  return total;
}
