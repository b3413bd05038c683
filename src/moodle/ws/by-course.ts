/** Rows by the course they stand in, courses and rows in the order of their coming. */
export function byCourse<T extends { readonly courseId: number }>(
  rows: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const map = new Map<number, T[]>();
  for (const row of rows) {
    const known = map.get(row.courseId);
    if (known) known.push(row);
    else map.set(row.courseId, [row]);
  }
  return map;
}
