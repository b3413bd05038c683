import type { CourseTitle, Verdict } from '../../classification';
import type { CourseContent, Kept, LibraryMemory } from '../../library';
import type {
  Listed,
  MoodleCourse,
  MoodleCourseExtras,
  MoodleEvent,
  MoodleReader,
  Presence,
} from '../../moodle';
import type { Checkpoint, CourseCheckpoint, JobCheckpoint } from './checkpoint';
import type { CourseTotals, Written } from './counts';

/** Opens a student's Moodle with what sign-in left behind. */
export abstract class MoodleSource {
  /** Rejects with `auth.moodle-token-expired` or `auth.password-not-kept` when there is no way in, else like any read. */
  abstract open(studentId: string, signal: AbortSignal): Promise<MoodleReader>;
}

/** Builds the tables that are missing. */
export abstract class TablePreparer {
  /** Names of what was created; empty when all was there. */
  abstract prepare(): Promise<readonly string[]>;
}

export type StoredContent = Written & CourseTotals;

export interface OrganisedCourse extends CourseTotals {
  readonly classified: number;
  readonly removed: number;
  readonly changes: number;
}

export interface ListedCourse {
  readonly course: MoodleCourse;
  readonly title: CourseTitle;
}

export interface ItemVerdict extends Verdict {
  readonly cmid: number;
}

export interface CalendarReading {
  readonly events: Listed<MoodleEvent>;
  /** From when on they were asked for. */
  readonly since: Date;
  /** Moodle's ids of the courses that were asked about. */
  readonly courseIds: readonly number[];
}

/** Where what was read is kept. Every write is refused with an error when the run's attempt is no longer the job's. */
export abstract class LibraryStore {
  /** What earlier syncs left, as far as a new one has to know it. */
  abstract recall(studentId: string): Promise<LibraryMemory>;
  /** What a list that is whole lacks is marked as no longer listed. The checkpoint, if any, is kept in the same transaction. */
  abstract saveCourses(
    run: RunIdentity,
    courses: Listed<ListedCourse>,
    checkpoint: JobCheckpoint | null,
  ): Promise<Written>;
  /** What the site shows of the courses beside the enrolment. */
  abstract saveExtras(run: RunIdentity, extras: readonly MoodleCourseExtras[]): Promise<Partial<Written>>;
  /** The calendar; once the items are stored that its entries speak of. */
  abstract saveCalendar(run: RunIdentity, calendar: CalendarReading): Promise<Written>;
  /** With `checkpoint` the course is done: what it answers is kept in the same transaction. */
  abstract saveContent(
    run: RunIdentity,
    courseId: number,
    content: CourseContent,
    checkpoint: ((stored: StoredContent) => CourseCheckpoint) | null,
  ): Promise<StoredContent>;
  /** Writes verdicts; with `keep` (the course was read whole) marks as gone what is not in it. */
  abstract organise(
    run: RunIdentity,
    courseId: number,
    verdicts: readonly ItemVerdict[],
    keep: Kept | null,
  ): Promise<OrganisedCourse>;
}

/** What earlier runs of a job have left to go on from. */
export abstract class Checkpoints {
  abstract find(run: RunIdentity): Promise<Checkpoint>;
  /** What became of what is no longer listed, so that nobody asks again. Of a run that may no longer write nothing is kept. */
  abstract keepVanished(run: RunIdentity, vanished: ReadonlyMap<number, Presence>): Promise<void>;
}

/** Which analysis of which content of a course; see `AnalysisStore`. */
export interface AnalysisKey {
  /** `analysis_{courseId}_{lastModified}`: Moodle's id, Unix seconds. */
  readonly key: string;
  /** Of the content itself: students who see different content share nothing. */
  readonly fingerprint: string;
}

/** Results of content analysis, shared by the students of a site. Verdicts stand in the order of the course's items. */
export abstract class AnalysisStore {
  /** What is known of these, by fingerprint. */
  abstract find(
    universityId: string,
    keys: readonly AnalysisKey[],
  ): Promise<ReadonlyMap<string, readonly Verdict[]>>;
  abstract keep(
    universityId: string,
    analyses: readonly (AnalysisKey & { readonly verdicts: readonly Verdict[] })[],
  ): Promise<void>;
}

/** Which run of which job writes. `attempt` is the fencing token. */
export interface RunIdentity {
  readonly jobId: string;
  readonly studentId: string;
  readonly universityId: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
}
