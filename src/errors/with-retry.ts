import { setTimeout as delay } from 'node:timers/promises';
import { toAppError, type AppError } from './app-error';

export interface RetryOptions {
  readonly signal?: AbortSignal;
  /** Called before each wait. */
  readonly onRetry?: (error: AppError, retry: number, delayMs: number) => void | Promise<void>;
  /** Waits `ms`, rejecting when `signal` aborts; an argument, so that tests need no clock. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Longest wait between two tries, ms. */
  readonly maxDelayMs?: number;
  /** 0..1; spreads waits so that many clients do not return in step. */
  readonly random?: () => number;
}

const wait = async (ms: number, signal?: AbortSignal): Promise<void> => {
  await delay(ms, undefined, signal ? { signal } : {});
};

/**
 * Runs `fn` up to `attempts` times. Only errors that can pass (`retryable`) are tried again, after `baseDelayMs`, doubled each
 * time and spread by up to a quarter; a wait that the other side asked for (`retryAfterMs`) is honoured up to `maxDelayMs`.
 * Rejects with the last error as an `AppError`, or with the abort reason as soon as `signal` aborts.
 */
export async function withRetry<T>(
  fn: (attempt: number) => Promise<T>,
  attempts = 3,
  baseDelayMs = 1000,
  { signal, onRetry, sleep = wait, maxDelayMs = 30_000, random = Math.random }: RetryOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await fn(attempt);
    } catch (thrown) {
      signal?.throwIfAborted();
      const error = toAppError(thrown);
      if (!error.retryable || attempt >= attempts) throw error;
      const growing = baseDelayMs * 2 ** (attempt - 1) * (1 + random() / 4);
      const delayMs = Math.round(Math.min(maxDelayMs, Math.max(growing, error.retryAfterMs ?? 0)));
      await onRetry?.(error, attempt, delayMs);
      await sleep(delayMs, signal);
    }
  }
}
