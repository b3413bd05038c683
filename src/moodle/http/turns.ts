/** Whose turn it is: readers in the order of their last turn, each with its own questions in the order of asking. */
export class Turns<T> {
  /** A reader is here as long as something of it waits; a `Map` keeps the order, and whoever had a turn goes to its end. */
  private readonly lines = new Map<unknown, T[]>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(reader: unknown, item: T): void {
    const line = this.lines.get(reader);
    if (line) line.push(item);
    else this.lines.set(reader, [item]);
    this.count += 1;
  }

  /** Takes out what waits no longer. */
  remove(reader: unknown, item: T): void {
    const line = this.lines.get(reader);
    const index = line?.indexOf(item) ?? -1;
    if (!line || index < 0) return;
    line.splice(index, 1);
    this.count -= 1;
    if (line.length === 0) this.lines.delete(reader);
  }

  /** The next in turn, taken out. */
  next(): T | undefined {
    const [first] = this.lines;
    if (!first) return undefined;
    const [reader, line] = first;
    const item = line.shift();
    this.count -= 1;
    this.lines.delete(reader);
    if (line.length > 0) this.lines.set(reader, line);
    return item;
  }

  *[Symbol.iterator](): Generator<T> {
    for (const line of this.lines.values()) yield* line;
  }
}
