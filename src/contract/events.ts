import type { CoverageGap } from './coverage';
import type { ErrorReport } from './errors';
import type { JobStatus } from './stages';
import type { LocalizedText } from './text';

/** Why a job was created. */
export type JobTrigger = 'sign-in' | 'manual' | 'schedule';

export interface CourseCounts {
  /** `null` until the course list is known. */
  readonly total: number | null;
  readonly done: number;
  readonly failed: number;
}

/** A course (or a part of the sync) that could not be read, and why. */
export interface CourseFailure {
  /** Moodle's id of the course. */
  readonly moodleId: number;
  readonly name: string;
  readonly error: ErrorReport;
}

/** What of a course is asked of Moodle, beside its contents. */
export type CoursePart =
  | 'contents'
  | 'assignments'
  | 'submissions'
  | 'quizzes'
  | 'grades'
  | 'announcements'
  | 'calendar'
  | 'texts'
  | 'details';

/**
 * What became of one course in a job. `partial`: its contents were read, some part was not. `skipped`: the job ended before its turn.
 * A job's receipt has one for each course that Moodle listed.
 */
export interface CourseReceipt {
  /** Moodle's id of the course. */
  readonly moodleId: number;
  readonly name: string;
  readonly outcome: 'waiting' | 'read' | 'partial' | 'failed' | 'skipped';
  /** Why it failed. */
  readonly error: ErrorReport | null;
  /** Parts that could not be read; what was known of them is kept. */
  readonly parts: readonly { readonly part: CoursePart; readonly error: ErrorReport }[];
  /** For a course that was not read: when it last was, ISO 8601; `null` when it never was, and for one that was read. */
  readonly staleSince: string | null;
  /** The next sync asks for what is missing, without anybody doing anything. */
  readonly triedAgain: boolean;
  /** Its share of the requests, of bytes after decompression, and milliseconds of waiting for Moodle; requests may be fractions. */
  readonly requests: number;
  readonly bytes: number;
  readonly ms: number;
}

/** What a finished job brought. Counts are of the library as it stands for the courses read in this run. */
export interface SyncSummary {
  readonly courses: number;
  readonly coursesFailed: number;
  /** Courses of which a part could not be read. */
  readonly coursesPartial: number;
  /** Entries of the change feed that this run wrote. */
  readonly changes: number;
  readonly sections: number;
  readonly items: number;
  readonly files: number;
  readonly deadlines: number;
  /** Rows that the run really wrote: 0 for an unchanged second run. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly requests: number;
  /** Bytes of Moodle's answers, after decompression. */
  readonly bytes: number;
  /** Milliseconds, whole job and by stage. */
  readonly durationMs: number;
  readonly stageMs: Readonly<Partial<Record<JobStatus, number>>>;
}

/** What happened, by event type: plain facts, in the past tense, with ids and numbers only. */
export interface SyncEventData {
  'job.created': { readonly trigger: JobTrigger };
  /** A worker took the job; `attempt` of the event says for which time. `resumed`: it goes on from where an earlier one was stopped. */
  'job.started': { readonly resumed: boolean };
  'stage.started': Readonly<Record<string, never>>;
  'courses.listed': {
    readonly courses: CourseCounts;
    readonly receipts: readonly CourseReceipt[];
    /** Absent in events of versions that had one way into Moodle. */
    readonly coverage?: readonly CoverageGap[];
  };
  'course.read': {
    readonly moodleId: number;
    readonly name: string;
    readonly sections: number;
    readonly items: number;
    readonly courses: CourseCounts;
    readonly receipt: CourseReceipt;
  };
  'course.failed': CourseFailure & { readonly courses: CourseCounts; readonly receipt: CourseReceipt };
  /** A request to Moodle failed in a way that can pass and is tried again. */
  'retry.scheduled': { readonly error: ErrorReport; readonly retry: number; readonly delayMs: number };
  /** A part beside the courses could not be read (assignments, for one); what is there is kept. */
  'part.failed': { readonly part: string; readonly error: ErrorReport };
  'job.completed': { readonly summary: SyncSummary; readonly failures: readonly CourseFailure[] };
  'job.failed': { readonly error: ErrorReport };
  'job.cancelled': Readonly<Record<string, never>>;
}

export type SyncEventType = keyof SyncEventData;

/** One committed event of a job, as pushed to clients. `seq` runs 1..n per job without holes. */
export type SyncEvent<T extends SyncEventType = SyncEventType> = {
  [K in T]: {
    readonly jobId: string;
    readonly seq: number;
    readonly attempt: number;
    readonly type: K;
    readonly status: JobStatus;
    /** Percent, 0..100. */
    readonly progress: number;
    readonly message: LocalizedText;
    readonly data: SyncEventData[K];
    /** ISO 8601 with zone. */
    readonly at: string;
  };
}[T];
