/** One row that a write found to differ: as it was (`null`: it is new), and as it is (`null`: it is gone). */
export interface RowDifference<Facts> {
  readonly before: Facts | null;
  readonly after: Facts | null;
}
