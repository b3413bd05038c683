import type {
  Listed,
  MoodleAssignment,
  MoodleDiscussion,
  MoodleGradeItem,
  MoodlePageText,
  MoodleQuiz,
  MoodleQuizState,
  MoodleSection,
  MoodleSubmissionDetail,
} from '../../moodle';

/** When something was last asked of Moodle, and the signs under which its answer holds. */
export interface AskedMark {
  /** ISO 8601, by our clock. */
  readonly at: string;
  /** What pointed at a change; another value means that it has to be asked again. */
  readonly sign: string;
  /** Code of the error that came instead of an answer, of those that asking again does not cure. */
  readonly error?: string;
}

/** By question: `grades`, `submission:ID`, `quiz:ID`, `forum:ID`. */
export type AskedMarks = Readonly<Record<string, AskedMark>>;

/**
 * All that was read of one course. `null`, and what is missing from a map: not read this time, what is known stays. What is missing from a
 * list that is not whole stays as well.
 */
export interface CourseContent {
  readonly sections: readonly MoodleSection[];
  /** All that Moodle shows of the course is in `sections`. */
  readonly whole: boolean;
  readonly assignments: readonly MoodleAssignment[] | null;
  readonly quizzes: readonly MoodleQuiz[] | null;
  readonly pages: readonly MoodlePageText[] | null;
  /** By assignment. */
  readonly submissions: ReadonlyMap<number, MoodleSubmissionDetail>;
  /** By quiz. */
  readonly quizStates: ReadonlyMap<number, MoodleQuizState>;
  /** Texts of books, by cmid. */
  readonly books: ReadonlyMap<number, { readonly key: string; readonly text: string }>;
  /** Activities with a date set for this student, as `type:instance`. */
  readonly overrides: Listed<string> | null;
  readonly grades: Listed<MoodleGradeItem> | null;
  readonly announcements: readonly {
    readonly forum: { readonly cmid: number; readonly name: string };
    readonly discussions: Listed<MoodleDiscussion>;
    /** How many were asked for at most. */
    readonly limit: number;
  }[];
  /** What was asked in this run; joins what is remembered. */
  readonly asked: AskedMarks;
  /** The highest course-module id that was known when the run began: ids grow over the whole site, so a lower one existed then. */
  readonly highestCmid: number | null;
  /** The server's own time of the reading, Unix seconds. */
  readonly serverTime: number | null;
  /** The way it was read by cannot see everything. */
  readonly partialView?: boolean;
}
