import { STAGES, type JobStatus } from '../../contract';
import { withRetry } from '../../errors';
import type { RunContext } from './run-context';

/** A student is waiting: a site that asks for minutes (`Retry-After`) is asked again sooner, and then left, ms. */
const LONGEST_WAIT_MS = 5_000;

/** `withRetry` for a stage: says on the job's own story that a request is tried again. */
export function retrying<T>(
  context: RunContext,
  status: JobStatus,
  fn: () => Promise<T>,
  progress: () => number = () => STAGES[status].progress ?? 0,
): Promise<T> {
  return withRetry(fn, context.retry.attempts, context.retry.baseDelayMs, {
    signal: context.signal,
    maxDelayMs: LONGEST_WAIT_MS,
    onRetry: (error, retry, delayMs) =>
      context.report({
        type: 'retry.scheduled',
        status,
        progress: progress(),
        data: { error: error.report(), retry, delayMs },
      }),
  });
}
