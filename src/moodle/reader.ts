import type { AppError } from '../errors';
import type { MoodleAssignment, MoodleCourse, MoodleProfile, MoodleSection, MoodleSubmission } from './words';

/** One read that may have cost only its own part: the value, or why there is none. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

export interface ReaderStats {
  /** HTTP requests sent to Moodle. */
  readonly requests: number;
  /** Bytes of the answers, after decompression. */
  readonly bytes: number;
}

/** What Moodle shows of one course. */
export interface MoodleCourseContent {
  readonly sections: readonly MoodleSection[];
  /**
   * All that Moodle shows is here: nothing was left out as unreadable, and there is at least one section (every course has). Only then
   * does what is missing prove that it is gone.
   */
  readonly whole: boolean;
}

/**
 * Reads one student's Moodle. Every method rejects with an `AppError` (`moodle.*`, `auth.moodle-*`) and stops at once, with the
 * abort reason, when `signal` aborts. Nothing here retries: the pipeline decides that.
 */
export interface MoodleReader {
  readonly profile: MoodleProfile;
  listCourses(signal: AbortSignal): Promise<readonly MoodleCourse[]>;
  readCourse(courseId: number, signal: AbortSignal): Promise<MoodleCourseContent>;
  /** Assignments of these courses in as few requests as possible; a course that may not be read is left out. */
  listAssignments(courseIds: readonly number[], signal: AbortSignal): Promise<readonly MoodleAssignment[]>;
  /** The student's own submission state, batched; one outcome for each assignment asked for. */
  readSubmissions(
    assignmentIds: readonly number[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, Outcome<MoodleSubmission>>>;
  stats(): ReaderStats;
}
