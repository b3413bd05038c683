import type { JobStatus, SyncEventData, SyncEventType } from '../../contract';
import type { RunIdentity } from './ports';

/** What a stage says happened. The message follows from the status, the sequence from the recorder. */
export type Report<T extends SyncEventType = SyncEventType> = {
  [K in T]: {
    readonly type: K;
    readonly status: JobStatus;
    readonly progress: number;
    readonly data: SyncEventData[K];
  };
}[T];

/** What one run is given from outside: identity, cancellation, time, and the way to say what happened. */
export interface RunContext extends RunIdentity {
  /** Where an earlier run of this job was stopped; `null` for the first. */
  readonly reached: { readonly status: JobStatus; readonly progress: number } | null;
  /** How long earlier runs of this job took, ms. */
  readonly spentMs: number;
  /** Resolves when the report is committed; rejects when this attempt may no longer write. */
  readonly report: (report: Report) => Promise<void>;
  /** Milliseconds, monotonic. */
  readonly clock: () => number;
  /** The time of day. */
  readonly now: () => Date;
  /** Lets other work of the process in, between two chunks of computing. */
  readonly breathe: () => Promise<void>;
  readonly retry: {
    readonly attempts: number;
    readonly baseDelayMs: number;
  };
}
