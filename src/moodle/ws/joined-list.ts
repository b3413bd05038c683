import type { AppError } from '../../errors';
import type { Parsed } from '../parse';
import type { Outcome } from '../reader';
import type { ReaderCalls } from './reader-calls';

/**
 * One list out of the answers about several parts of the courses; what is in more than one, as events of the student are, is in it once.
 * Half a list would pass for the whole, so it is none.
 */
export class JoinedList<T extends { readonly id: number }> {
  private readonly all = new Map<number, T>();
  private error: AppError | null = null;

  constructor(
    private readonly calls: ReaderCalls,
    private readonly parse: (answer: unknown) => Parsed<readonly T[]>,
  ) {}

  take(what: string, answer: Outcome<unknown> | undefined): void {
    if (answer) this.add(this.calls.parsed(what, answer, this.parse));
  }

  add(part: Outcome<readonly T[]>): void {
    if (part.ok) for (const each of part.value) this.all.set(each.id, each);
    else this.error ??= part.error;
  }

  outcome(): Outcome<readonly T[]> {
    return this.error === null
      ? { ok: true, value: [...this.all.values()] }
      : { ok: false, error: this.error };
  }
}
