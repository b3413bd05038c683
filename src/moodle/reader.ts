import type { CoverageGap } from '../contract';
import type { AppError } from '../errors';
import type {
  MoodleAssignment,
  MoodleCourse,
  MoodleCourseExtras,
  MoodleCourseTotal,
  MoodleDiscussion,
  MoodleEvent,
  MoodleForum,
  MoodleGradeItem,
  MoodlePageText,
  MoodleProfile,
  MoodleQuiz,
  MoodleQuizState,
  MoodleSection,
  MoodleSubmissionDetail,
} from './words';

/** One read that may have cost only its own part: the value, or why there is none. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

/** A list as far as it could be read. */
export interface Listed<T> {
  readonly rows: readonly T[];
  /** Nothing of it was left out as unreadable. Only then does what is missing prove that it is gone. */
  readonly whole: boolean;
}

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

/** What concerns all courses at once; each part fails for itself. A course that may not be read is left out of each. */
export interface MoodleOverview {
  readonly courses: Outcome<readonly MoodleCourseExtras[]>;
  readonly assignments: Outcome<readonly MoodleAssignment[]>;
  readonly quizzes: Outcome<readonly MoodleQuiz[]>;
  readonly forums: Outcome<readonly MoodleForum[]>;
  readonly pages: Outcome<readonly MoodlePageText[]>;
  readonly events: Outcome<Listed<MoodleEvent>>;
  /** Of every course that shows its grades, whichever courses were asked for; none where no course was. */
  readonly totals: Outcome<readonly MoodleCourseTotal[]>;
  /** Courses that could not be looked into, with why: of them the lists of activities say nothing, not even that there are none. */
  readonly unread?: ReadonlyMap<number, AppError>;
}

export interface OverviewOptions {
  /** Calendar events from this second on; Moodle's work grows with their number. */
  readonly eventsSince: number;
}

/** One activity to ask about, by its id for `mod_*` functions, and where it stands. */
export interface AskedActivity {
  readonly id: number;
  readonly courseId: number;
}

/** What to ask of the courses besides their contents. What is not named is not asked. */
export interface CourseQuestions {
  /** Courses whose grade report is asked for. */
  readonly grades: Iterable<number>;
  /** Assignments whose submission is asked for. */
  readonly assignments: readonly AskedActivity[];
  /** Quizzes whose attempts and best grade are asked for. */
  readonly quizzes: readonly AskedActivity[];
  /** Forums whose newest discussions are asked for. */
  readonly forums: readonly AskedActivity[];
}

export interface ReadCoursesOptions {
  /**
   * Several courses in one request (the default), or requests of its own for each: then a course that brings its request down, or makes
   * it late, costs itself alone.
   */
  readonly together?: boolean;
}

/** What reading one course took. What it shared with others is divided by the number of questions, so figures may be fractions. */
export interface CourseCost {
  readonly requests: number;
  readonly bytes: number;
  /** Milliseconds of waiting for Moodle, pauses of the site's budget included. */
  readonly ms: number;
}

/** One course, with an answer for everything that was asked about it. */
export interface CourseReading {
  readonly courseId: number;
  readonly contents: Outcome<MoodleCourseContent>;
  /** `null` where it was not asked for. */
  readonly grades: Outcome<Listed<MoodleGradeItem>> | null;
  /** By assignment. */
  readonly submissions: ReadonlyMap<number, Outcome<MoodleSubmissionDetail>>;
  /** By quiz. */
  readonly quizzes: ReadonlyMap<number, Outcome<MoodleQuizState>>;
  /** By forum; the newest come first. */
  readonly discussions: ReadonlyMap<number, Outcome<Listed<MoodleDiscussion>>>;
  readonly cost: CourseCost;
}

/** A module that was listed once, and the course it was in. */
export interface AskedModule {
  readonly cmid: number;
  readonly courseId: number;
  /** Hidden when it was asked for last: worth a question beside others, and no request of its own. It may have no answer. */
  readonly wasHidden?: true;
}

/**
 * `shown`: the student may open it. `hidden`: it is there, but not for this student: hidden, restricted, or in a section that is.
 * `gone`: deleted, or about to be. `unknown`: nothing is proven, e.g. since the student may not enter the course any more.
 */
export type Presence = 'shown' | 'hidden' | 'gone' | 'unknown';

/**
 * Reads one student's Moodle. Every method rejects with an `AppError` (`moodle.*`, `auth.moodle-*`) and stops at once, with the
 * abort reason, when `signal` aborts. Nothing here retries: the pipeline decides that.
 */
export interface MoodleReader {
  readonly profile: MoodleProfile;
  /** What this way into Moodle cannot see; of that `null` says nothing. */
  readonly coverage: readonly CoverageGap[];
  /** The student's courses. An empty list proves nothing: Moodle answers so to whoever has something to do on the site first. */
  listCourses(signal: AbortSignal): Promise<Listed<MoodleCourse>>;
  /** What concerns all courses at once, in few requests. Rejects only where the student is no longer let in. */
  readOverview(
    courseIds: readonly number[],
    options: OverviewOptions,
    signal: AbortSignal,
  ): Promise<MoodleOverview>;
  /**
   * Reads these courses, several in one request, and hands out each as soon as it is there, in no certain order. A request that
   * fails costs its own courses alone, which then hold the error. Throws only where the student is no longer let in
   * (`auth.*`), or the abort reason. Whoever stops taking stops the reading.
   */
  readCourses(
    courseIds: readonly number[],
    questions: CourseQuestions,
    signal: AbortSignal,
    options?: ReadCoursesOptions,
  ): AsyncIterable<CourseReading>;
  /**
   * What became of modules that a course no longer lists; one answer for each (but see `wasHidden`), with about one request for twenty courses and one for
   * each of the first twenty that are `hidden`. Beyond those a module that waits for its deletion (Moodle takes a minute or more) is
   * `hidden` too. Rejects only where the student is no longer let in, or with the abort reason.
   */
  presence(modules: readonly AskedModule[], signal: AbortSignal): Promise<ReadonlyMap<number, Presence>>;
  /** Text of a page that Moodle serves as a file, e.g. a book's chapter; plain. */
  readHtml(url: string, signal: AbortSignal): Promise<string>;
  /**
   * Unix seconds by the site's own clock, as its last answer told it and time has gone on since; up to a second and the answer's way
   * behind, and as wrong as the site's clock is. `null` where no answer told it.
   */
  serverNow(): number | null;
  stats(): ReaderStats;
}
