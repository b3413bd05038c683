export type FactValue = string | number | boolean | null;

/** What is told of things, fact by fact: `module 50: name = …`. */
export class Facts {
  private readonly values = new Map<string, FactValue>();
  private readonly counts = new Map<string, number>();

  /** Facts about one thing. A second thing of the same kind and name is told apart by its number. */
  tell(kind: string, thing: string | number, facts: Readonly<Record<string, FactValue>>): void {
    let name = `${kind} ${thing}`;
    for (let number = 2; this.values.has(name); number += 1) name = `${kind} ${thing} (${number})`;
    this.set(kind, name, true);
    for (const [fact, value] of Object.entries(facts))
      this.set(`${kind}: ${fact}`, `${name}: ${fact}`, value);
  }

  /** Number of facts by kind. */
  get byKind(): ReadonlyMap<string, number> {
    return this.counts;
  }

  get size(): number {
    return this.values.size;
  }

  /** What is not the same here and there, in either direction. */
  differencesFrom(moodle: Facts): string[] {
    const show = (value: FactValue | undefined): string =>
      value === undefined ? 'nothing' : JSON.stringify(value);
    const names = new Set([...moodle.values.keys(), ...this.values.keys()]);
    return [...names].flatMap((name) => {
      const [theirs, ours] = [moodle.values.get(name), this.values.get(name)];
      return theirs === ours ? [] : [`${name}: Moodle shows ${show(theirs)}, the library has ${show(ours)}`];
    });
  }

  private set(kind: string, name: string, value: FactValue): void {
    this.values.set(name, value);
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }
}
