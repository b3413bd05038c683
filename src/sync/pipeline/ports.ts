import type { CourseTitle, Verdict } from '../../classification';
import type {
  MoodleAssignment,
  MoodleCourse,
  MoodleCourseContent,
  MoodleReader,
  MoodleSubmission,
} from '../../moodle';

/** Opens a student's Moodle with what sign-in left behind. */
export abstract class MoodleSource {
  /** Rejects with `auth.moodle-token-expired` when there is no usable token, else like any read. */
  abstract open(studentId: string, signal: AbortSignal): Promise<MoodleReader>;
}

/** Builds the tables that are missing. */
export abstract class TablePreparer {
  /** Names of what was created; empty when all was there. */
  abstract prepare(): Promise<readonly string[]>;
}

/** What the library holds of a course. */
export interface CourseTotals {
  readonly sections: number;
  readonly items: number;
  readonly files: number;
  readonly deadlines: number;
}

/** Rows really written, and what the course holds now. */
export interface StoredContent extends CourseTotals {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

export interface OrganisedCourse extends CourseTotals {
  readonly classified: number;
  readonly removed: number;
}

export interface ListedCourse {
  readonly course: MoodleCourse;
  readonly title: CourseTitle;
}

/** All that was read of one course. */
export interface CourseContent extends MoodleCourseContent {
  /** `null` when Moodle did not give them this time: what is known stays. */
  readonly assignments: readonly MoodleAssignment[] | null;
  readonly submissions: ReadonlyMap<number, MoodleSubmission>;
}

export interface ItemVerdict extends Verdict {
  readonly cmid: number;
}

/** Where what was read is kept. Every write is refused with an error when the run's attempt is no longer the job's. */
export abstract class LibraryStore {
  abstract saveCourses(
    run: RunIdentity,
    courses: readonly ListedCourse[],
  ): Promise<{ added: number; changed: number }>;
  abstract saveContent(run: RunIdentity, courseId: number, content: CourseContent): Promise<StoredContent>;
  /** Writes verdicts; with `keep` (the course was read whole) removes what is not in it. */
  abstract organise(
    run: RunIdentity,
    courseId: number,
    verdicts: readonly ItemVerdict[],
    keep: { readonly sectionIds: readonly number[]; readonly cmids: readonly number[] } | null,
  ): Promise<OrganisedCourse>;
}

/** Which run of which job writes. `attempt` is the fencing token. */
export interface RunIdentity {
  readonly jobId: string;
  readonly studentId: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
}
