import type { AppError } from '../../../errors';
import { toAppError } from '../../../errors';
import type { Outcome } from '../../reader';
import type { KnownCourses } from '../known/known-course';

export interface PageReaderOptions {
  /** By course. */
  readonly known?: KnownCourses;
  /**
   * `harmless` (the default): an activity that the site takes for done once it is opened is left alone, with what is in it, until the
   * student has opened it. `all`: it is opened.
   */
  readonly visits?: 'harmless' | 'all';
  /** Told about pages of which something had to be left out; holds figures and places, no values. */
  readonly warn?: (message: string) => void;
}

/** A part that may fail for itself. Rejects where the student is no longer let in, or with the abort reason. */
export async function outcomeOf<T>(signal: AbortSignal, read: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (thrown) {
    signal.throwIfAborted();
    const error: AppError = toAppError(thrown);
    if (error.kind === 'sign-in' || error.code === 'server.unexpected') throw thrown;
    return { ok: false, error };
  }
}
