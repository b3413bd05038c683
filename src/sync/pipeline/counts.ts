/** What the library holds of a course. */
export interface CourseTotals {
  readonly sections: number;
  readonly items: number;
  readonly files: number;
  readonly deadlines: number;
}

/** Rows really written, and entries of the change feed. */
export interface Written {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly changes: number;
}
