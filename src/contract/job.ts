import type { CoverageGap } from './coverage';
import type { ErrorReport } from './errors';
import type {
  CourseCounts,
  CourseFailure,
  CourseReceipt,
  JobTrigger,
  SyncEvent,
  SyncSummary,
} from './events';
import { isTerminal, type JobStatus } from './stages';
import type { LocalizedText } from './text';

/** A job as it stands after the event `lastSeq`: the same on REST, on the socket and in `sync_jobs`. */
export interface JobSnapshot {
  readonly jobId: string;
  readonly status: JobStatus;
  readonly progress: number;
  readonly message: LocalizedText;
  readonly attempt: number;
  readonly lastSeq: number;
  readonly trigger: JobTrigger;
  readonly courses: CourseCounts;
  readonly failures: readonly CourseFailure[];
  /** What became of each course, in Moodle's order; empty until the course list is known. */
  readonly receipt: readonly CourseReceipt[];
  /** What the way that was taken into Moodle cannot see; empty for one that sees everything, and until the course list is known. */
  readonly coverage: readonly CoverageGap[];
  readonly error: ErrorReport | null;
  readonly summary: SyncSummary | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly finishedAt: string | null;
}

/** The part of a snapshot that is kept in `sync_jobs.data`. */
export type JobData = Pick<
  JobSnapshot,
  'trigger' | 'courses' | 'failures' | 'receipt' | 'coverage' | 'error' | 'summary'
>;

export const EMPTY_COUNTS: CourseCounts = { total: null, done: 0, failed: 0 };

export function initialJobData(trigger: JobTrigger): JobData {
  return {
    trigger,
    courses: EMPTY_COUNTS,
    failures: [],
    receipt: [],
    coverage: [],
    error: null,
    summary: null,
  };
}

type Reducers = { [K in SyncEvent['type']]: (data: JobData, event: SyncEvent<K>) => JobData };

/** What each event changes in a job's data; one table for server and clients, so that they cannot tell two stories. */
const REDUCERS: Reducers = {
  'job.created': (data, { data: { trigger } }) => ({ ...data, trigger }),
  // A run that goes on from where another one was stopped keeps what that one had read.
  'job.started': (data, { data: { resumed } }) => (resumed ? data : initialJobData(data.trigger)),
  'stage.started': (data) => data,
  'courses.listed': (data, { data: { courses, receipts, coverage = [] } }) => ({
    ...data,
    courses,
    receipt: receipts,
    failures: [],
    coverage,
  }),
  'course.read': (data, { data: { courses, receipt } }) => ({
    ...data,
    courses,
    receipt: withReceipt(data.receipt, receipt),
  }),
  'course.failed': (data, { data: { courses, moodleId, name, error, receipt } }) => ({
    ...data,
    courses,
    receipt: withReceipt(data.receipt, receipt),
    failures: [
      ...data.failures.filter((failure) => failure.moodleId !== moodleId),
      { moodleId, name, error },
    ],
  }),
  'retry.scheduled': (data) => data,
  'part.failed': (data) => data,
  'job.completed': (data, { data: { summary, failures } }) => ({ ...ended(data), summary, failures }),
  'job.failed': (data, { data: { error } }) => ({ ...ended(data), error }),
  'job.cancelled': (data) => ended(data),
};

const withReceipt = (receipts: readonly CourseReceipt[], receipt: CourseReceipt): readonly CourseReceipt[] =>
  receipts.map((one) => (one.moodleId === receipt.moodleId ? receipt : one));

/** Whose turn never came is skipped. */
const ended = (data: JobData): JobData => ({
  ...data,
  receipt: (data.receipt ?? []).map((one) =>
    one.outcome === 'waiting' ? { ...one, outcome: 'skipped' } : one,
  ),
});

/** The data of a job after `event`. Pure; an event of an unknown (newer) type changes nothing. */
export function reduceJobData(data: JobData, event: Pick<SyncEvent, 'type' | 'data'>): JobData {
  const reducer = REDUCERS[event.type] as ((data: JobData, event: unknown) => JobData) | undefined;
  return reducer ? reducer(data, event) : data;
}

/** The snapshot after `event`; an event that was applied already (`seq ≤ lastSeq`) changes nothing. */
export function applyEvent(job: JobSnapshot, event: SyncEvent): JobSnapshot {
  if (event.seq <= job.lastSeq) return job;
  return {
    ...job,
    ...reduceJobData(job, event),
    status: event.status,
    progress: event.progress,
    message: event.message,
    attempt: event.attempt,
    lastSeq: event.seq,
    updatedAt: event.at,
    finishedAt: isTerminal(event.status) ? event.at : null,
  };
}
