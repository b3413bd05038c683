import type { AppError } from '../../errors';
import type { Parsed } from '../parse';
import type { Listed, Outcome } from '../reader';
import type { ReaderCalls } from './reader-calls';

/**
 * One list out of the answers about several parts of the courses; what is in more than one, as events of the student are, is in it once.
 * Half a list would pass for the whole, so it is none.
 */
export class JoinedList<T extends { readonly id: number }> {
  private readonly all = new Map<number, T>();
  private whole = true;
  private error: AppError | null = null;

  constructor(
    private readonly calls: ReaderCalls,
    private readonly parse: (answer: unknown) => Parsed<readonly T[]>,
  ) {}

  take(what: string, answer: Outcome<unknown> | undefined): void {
    if (answer) this.add(this.calls.listed(what, answer, this.parse));
  }

  add(part: Outcome<Listed<T>>): void {
    if (!part.ok) {
      this.error ??= part.error;
      return;
    }
    for (const each of part.value.rows) this.all.set(each.id, each);
    this.whole &&= part.value.whole;
  }

  outcome(): Outcome<readonly T[]> {
    return this.error === null ? { ok: true, value: this.rows } : { ok: false, error: this.error };
  }

  /** As `outcome`, for a list whose reader has to know whether all of it is there. */
  listed(): Outcome<Listed<T>> {
    return this.error === null
      ? { ok: true, value: { rows: this.rows, whole: this.whole } }
      : { ok: false, error: this.error };
  }

  private get rows(): readonly T[] {
    return [...this.all.values()];
  }
}
