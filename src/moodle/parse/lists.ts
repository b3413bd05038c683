import { z } from 'zod';
import { AppError } from '../../errors';

/** What a parser understood, and how many records it had to leave out. */
export interface Parsed<T> {
  readonly value: T;
  /** Records that could not be read. */
  readonly dropped: number;
  /** Where the first of them stood and which rule it broke, e.g. `3.modules.0.id: invalid_union`; never a value. */
  readonly firstFault: string | null;
}

/** Counts, over one reply, what had to be left out. */
export class Drops {
  private count = 0;
  private first: string | null = null;

  /** `error` is made only where it is the first. */
  add(where: string, error: () => z.ZodError): void {
    this.count += 1;
    if (this.first !== null) return;
    const issue = error().issues[0];
    this.first = `${[where, ...(issue?.path ?? [])].join('.')}: ${issue?.code ?? 'unreadable'}`;
  }

  /** So far. */
  get total(): number {
    return this.count;
  }

  result<T>(value: T): Parsed<T> {
    return { value, dropped: this.count, firstFault: this.first };
  }
}

/** Elements of a list; `null` and absent are empty, a PHP array that lost its order (`{"1":…}`) is its values. */
export function elementsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

/** Reads each element on its own: a bad one is counted and left out, the rest stays. */
export function readEach<S extends z.ZodType>(
  schema: S,
  value: unknown,
  where: string,
  drops: Drops,
): z.output<S>[] {
  const records: z.output<S>[] = [];
  for (const [index, element] of elementsOf(value).entries()) {
    const read = schema.safeParse(element);
    if (read.success) records.push(read.data);
    else drops.add(`${where}.${index}`, () => read.error);
  }
  return records;
}

/** Reads a whole reply, or rejects it as `moodle.invalid-response`. */
export function readWhole<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const place = [what, ...(issue?.path ?? [])].join('.');
  throw new AppError('moodle.invalid-response', { detail: `${place}: ${issue?.code ?? 'unreadable'}` });
}

/** A reply that must be a list. `null` is an empty one; anything else is no answer to the question. */
export function requireList(value: unknown, what: string): readonly unknown[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  throw new AppError('moodle.invalid-response', { detail: `${what}: not a list` });
}
