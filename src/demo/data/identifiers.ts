/** Counters as Moodle's tables keep them: one a table, never reused. */
export class Identifiers {
  readonly #last = new Map<string, number>();

  next(table: string, first = 1): number {
    const id = Math.max((this.#last.get(table) ?? first - 1) + 1, first);
    this.#last.set(table, id);
    return id;
  }
}
