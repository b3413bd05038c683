import { AppError, toAppError } from '../../errors';
import type { Meter } from '../http/moodle-http.client';
import type { Parsed } from '../parse';
import type { CourseCost, Listed, Outcome } from '../reader';
import { callTogether, type SubCall } from './batch';
import type { RestClient } from './rest.client';

export interface ReaderCallsParts {
  readonly rest: RestClient;
  /** Names of the functions that the token may call. */
  readonly functions: ReadonlySet<string>;
  readonly userId: number;
  /** Requests in flight at the same time. */
  readonly parallel: number;
  /** Counts all requests of the reader. */
  readonly meter: Meter;
  readonly warn: (message: string) => void;
}

/** How a reader asks several questions in one request, and reads their answers. */
export class ReaderCalls {
  constructor(private readonly parts: ReaderCallsParts) {}

  get parallel(): number {
    return this.parts.parallel;
  }

  get userId(): number {
    return this.parts.userId;
  }

  /**
   * One outcome for each question, and what they took together. A request that fails as a whole is every question's outcome; rejects
   * only where the student is no longer let in, or with the abort reason.
   */
  async together(
    calls: readonly SubCall[],
    signal: AbortSignal,
  ): Promise<{ outcomes: readonly Outcome<unknown>[]; cost: CourseCost }> {
    const { rest, functions, meter: total } = this.parts;
    const meter: Meter = { requests: 0, bytes: 0 };
    const began = performance.now();
    let outcomes: readonly Outcome<unknown>[];
    try {
      outcomes = await callTogether(rest, functions, calls, { signal, meter });
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toAppError(thrown);
      if (error.kind === 'sign-in' || error.code === 'server.unexpected') throw thrown;
      outcomes = calls.map(() => ({ ok: false, error }));
    } finally {
      total.requests += meter.requests;
      total.bytes += meter.bytes;
    }
    return { outcomes, cost: { ...meter, ms: performance.now() - began } };
  }

  /** The answer in our words; what had to be left out is warned of. */
  parsed<T>(what: string, answer: Outcome<unknown>, parse: (value: unknown) => Parsed<T>): Outcome<T> {
    const read = this.attempt(what, answer, parse);
    return read.ok ? { ok: true, value: read.value.value } : read;
  }

  /** As `parsed`, for a list whose reader has to know whether all of it is there. */
  listed<T>(
    what: string,
    answer: Outcome<unknown>,
    parse: (value: unknown) => Parsed<readonly T[]>,
  ): Outcome<Listed<T>> {
    const read = this.attempt(what, answer, parse);
    if (!read.ok) return read;
    const { value: rows, dropped } = read.value;
    return { ok: true, value: { rows, whole: dropped === 0 } };
  }

  /** As `parsed`, with the count of what was left out. */
  attempt<T>(
    what: string,
    answer: Outcome<unknown>,
    parse: (value: unknown) => Parsed<T>,
  ): Outcome<Parsed<T>> {
    if (!answer.ok) return answer;
    try {
      const value = parse(answer.value);
      if (value.dropped > 0)
        this.parts.warn(`${what}: ${value.dropped} left out as unreadable, the first at ${value.firstFault}`);
      return { ok: true, value };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, error };
      throw error;
    }
  }
}
