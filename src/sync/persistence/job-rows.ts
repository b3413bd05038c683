import {
  EMPTY_COUNTS,
  type JobData,
  type JobSnapshot,
  type JobStatus,
  type LocalizedText,
  STAGES,
  type SyncEvent,
  type SyncEventData,
  type SyncEventType,
} from '../../contract';

/** A row of `sync_jobs` as node-postgres gives it. */
export interface JobRow {
  readonly id: string;
  readonly user_id: string;
  readonly university_id: string;
  readonly status: JobStatus;
  readonly progress: number;
  readonly data: JobData;
  readonly attempt: number;
  readonly last_seq: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly finished_at: Date | null;
}

export const JOB_COLUMNS =
  'id, user_id, university_id, status, progress, data, attempt, last_seq, created_at, updated_at, finished_at';

/** SQL: the job has not ended. */
export const ACTIVE = `status NOT IN ('completed', 'failed', 'cancelled')`;

/** A row of `sync_job_events`. */
export interface EventRow {
  readonly job_id: string;
  readonly seq: number;
  readonly attempt: number;
  readonly type: SyncEventType;
  readonly status: JobStatus;
  readonly progress: number;
  readonly message_he: string;
  readonly message_en: string;
  readonly data: SyncEventData[SyncEventType];
  readonly at: Date;
}

export const EVENT_COLUMNS = 'job_id, seq, attempt, type, status, progress, message_he, message_en, data, at';

export function messageOf(status: JobStatus): LocalizedText {
  return STAGES[status].message;
}

/** The one empty list of all who have none. */
const NONE: readonly never[] = Object.freeze([]);

const listOf = <T>(items: readonly T[] | undefined): readonly T[] =>
  items && items.length > 0 ? items : NONE;

export function toSnapshot(row: JobRow): JobSnapshot {
  return {
    jobId: row.id,
    status: row.status,
    progress: row.progress,
    message: messageOf(row.status),
    attempt: row.attempt,
    lastSeq: row.last_seq,
    trigger: row.data.trigger,
    courses: row.data.courses.total === null ? EMPTY_COUNTS : row.data.courses,
    failures: listOf(row.data.failures),
    receipt: listOf(row.data.receipt), // jobs that began before there were receipts have none
    coverage: listOf(row.data.coverage),
    error: row.data.error,
    summary: row.data.summary,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

/** As it was said at the time, which is as it is said today but for a change of wording: then it is the one that all events share. */
function messageIn({ status, message_he: he, message_en: en }: EventRow): LocalizedText {
  const now = messageOf(status);
  return now.he === he && now.en === en ? now : { he, en };
}

export function toEvent(row: EventRow): SyncEvent {
  // The row was written from a SyncEvent by the recorder: type and data belong together.
  return {
    jobId: row.job_id,
    seq: row.seq,
    attempt: row.attempt,
    type: row.type,
    status: row.status,
    progress: row.progress,
    message: messageIn(row),
    data: row.data,
    at: row.at.toISOString(),
  } as SyncEvent;
}

/** An event as an announcement carries it: seq, attempt, type, status, progress, data, at. */
export type AnnouncedEvent = readonly [
  seq: number,
  attempt: number,
  type: SyncEventType,
  status: JobStatus,
  progress: number,
  data: SyncEventData[SyncEventType],
  at: string,
];

export function fromAnnouncement(
  jobId: string,
  [seq, attempt, type, status, progress, data, at]: AnnouncedEvent,
): SyncEvent {
  const { he, en } = messageOf(status);
  return toEvent({
    job_id: jobId,
    seq,
    attempt,
    type,
    status,
    progress,
    message_he: he,
    message_en: en,
    data,
    at: new Date(at),
  });
}

/** The inverse, of the events of any number of jobs: `[jobId, studentId, lastSeq, status, events]` each. */
export function announcementOf(
  recorded: readonly { readonly studentId: string; readonly event: SyncEvent }[],
): readonly (readonly [string, string, number, JobStatus, readonly AnnouncedEvent[]])[] {
  const jobs = new Map<string, [string, string, number, JobStatus, AnnouncedEvent[]]>();
  for (const { studentId, event } of recorded) {
    const { jobId, seq, attempt, type, status, progress, data, at } = event;
    const job = jobs.get(jobId) ?? [jobId, studentId, seq, status, []];
    jobs.set(jobId, job);
    [job[2], job[3]] = [seq, status];
    job[4].push([seq, attempt, type, status, progress, data, at]);
  }
  return [...jobs.values()];
}
