import type { Category, TaskState, Term } from './categories';
import type { ErrorReport } from './errors';
import type { SyncEvent } from './events';
import type { JobSnapshot } from './job';
import type { LocalizedText } from './text';

/** Where the API lives; health and metrics stand outside. */
export const API_PREFIX = '/api';

// — sign-in —

export interface LoginRequest {
  readonly universityId: string;
  readonly username: string;
  readonly password: string;
}

export interface User {
  readonly id: string;
  readonly universityId: string;
  readonly username: string;
  readonly fullName: string;
}

export interface SessionReply {
  readonly accessToken: string;
  /** Only for clients that keep it themselves (they send `x-spike-client: token`); browsers hold it in an HttpOnly cookie. */
  readonly refreshToken?: string;
  /** Seconds until the access token expires. */
  readonly expiresIn: number;
  readonly user: User;
}

export interface LoginReply extends SessionReply {
  /** The job that began by itself; `null` when `AUTO_SYNC_ENABLED=false`. */
  readonly sync: { readonly jobId: string } | null;
}

/**
 * Address schemes by which a university's page hands a student back: `web+spike` opens a page of Spike where the browser knows it as the
 * handler, `spike` is for apps of ours, `moodlemobile` is Moodle's own app's, for a site that takes no other.
 */
export const RETURN_SCHEMES = ['web+spike', 'spike', 'moodlemobile'] as const;
export type ReturnScheme = (typeof RETURN_SCHEMES)[number];

export interface BrowserSignInRequest {
  readonly universityId: string;
  /** Default: `web+spike`. A site may force another one. */
  readonly scheme?: ReturnScheme;
  /** Of an earlier sign-in that is still under way, from clients that keep it themselves. */
  readonly secret?: string;
}

export interface BrowserSignInReply {
  /** The university's page; once the student is signed in there it redirects to `scheme://token=…`. */
  readonly url: string;
  /** The same, ending on a page that shows that address as a link, for browsers that cannot follow the redirect. */
  readonly linkUrl: string;
  /** Seconds until the sign-in must be finished. */
  readonly expiresIn: number;
  /** Only for clients that keep it themselves (they send `x-spike-client: token`); browsers hold it in an HttpOnly cookie. */
  readonly secret?: string;
}

export interface FinishBrowserSignInRequest {
  /** What the university returned, whole: `web+spike://token=…`. */
  readonly address: string;
  readonly secret?: string;
}

export interface MeReply {
  readonly user: User;
  /** Why Moodle takes the stored sign-in no more: nothing is asked of it until the student signs in again. `null` while all is well. */
  readonly signInAgain: ErrorReport | null;
}

export interface University {
  readonly id: string;
  readonly name: LocalizedText;
  /** How to sign in: with user name and password here, or on the university's own page (`POST /auth/browser`). */
  readonly signIn: 'password' | 'browser';
  /** The site as it was last seen; `unknown` until it was. */
  readonly status: 'ok' | 'maintenance' | 'unreachable' | 'unknown';
  /** Why one cannot sign in right now, in the site's own words where it has some; `null` where nothing is in the way. */
  readonly statusMessage: LocalizedText | null;
  readonly demo: boolean;
  /** Ready-made accounts to try, on the demo university only. */
  readonly demoAccounts?: readonly {
    readonly username: string;
    readonly password: string;
    readonly about: LocalizedText;
  }[];
}

// — jobs —

export interface StartSyncReply {
  readonly jobId: string;
  readonly created: boolean;
}

export type ActiveJobReply =
  | {
      readonly hasActiveJob: false;
      readonly jobId: null;
      readonly status: null;
      readonly progress: null;
      readonly message: null;
      readonly lastSeq: null;
    }
  | ({ readonly hasActiveJob: true } & JobSnapshot);

export interface EventsReply {
  readonly jobId: string;
  readonly events: readonly SyncEvent[];
  /** The job's newest sequence number; when it is above the last event here, ask again after that one. */
  readonly lastSeq: number;
  /** How long a client without a socket waits before it asks again, ms (`JOB_POLLING_INTERVAL`). */
  readonly pollAfterMs: number;
}

/**
 * Whether Spike syncs by itself between sign-ins. `scheduled`: it does. `off`: the student switched it off. `sign-in-again`: Moodle takes the
 * stored sign-in no more. `no-token`: the site is entered with a password alone, which is not kept. `inactive`: the student has not been here
 * for long, and the next visit brings it back. `unavailable`: the operator has switched it off.
 */
export type AutoSyncState = 'scheduled' | 'off' | 'sign-in-again' | 'no-token' | 'inactive' | 'unavailable';

export interface AutoSyncReply {
  /** The student's own switch. */
  readonly enabled: boolean;
  readonly state: AutoSyncState;
  /** When the next one begins, or soon after; `null` unless `scheduled`. */
  readonly nextAt: string | null;
  /** For `sign-in-again`: why. */
  readonly error: ErrorReport | null;
}

export interface AutoSyncRequest {
  readonly enabled: boolean;
}

/** A list, paged by an opaque cursor. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

// — library. Times are ISO 8601 with zone —

export interface CourseSummary {
  readonly id: string;
  readonly moodleId: number;
  /** The title without code, year and term. */
  readonly name: string;
  /** The title as Moodle shows it. */
  readonly fullName: string;
  readonly shortName: string;
  readonly code: string | null;
  /** The autumn in which the academic year starts: 2026 for תשפ"ז. */
  readonly academicYear: number | null;
  readonly term: Term | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly favourite: boolean;
  readonly hidden: boolean;
  /** Percent completed as Moodle counts it, or `null` where it does not. */
  readonly completion: number | null;
  readonly url: string | null;
  /** The course category (faculty, department) on Moodle, where the site shows it. */
  readonly category: string | null;
  /** Names of the teachers, where the site shows them. */
  readonly teachers: readonly string[];
  /** Moodle lists it for the student. One that is no longer listed keeps what was read of it. */
  readonly listed: boolean;
  readonly counts: { readonly sections: number; readonly items: number; readonly files: number };
  /** When its content was last read from Moodle; `null` while it is only listed. */
  readonly syncedAt: string | null;
}

export interface LibraryFile {
  readonly id: string;
  readonly name: string;
  /** Folder inside the item, `/` for its root. */
  readonly path: string;
  /** Bytes, as Moodle states them. */
  readonly size: number;
  readonly mimeType: string | null;
  readonly modifiedAt: string | null;
  /** Where the file is served from, relative to the API's host; `null` for a link. */
  readonly downloadUrl: string | null;
}

export interface ItemReason {
  readonly code: string;
  readonly he: string;
  readonly en: string;
}

/** Who says what an item is: Spike's classification, this student, or students of the course who agree. */
export const CATEGORY_SOURCES = ['spike', 'student', 'course'] as const;
export type CategorySource = (typeof CATEGORY_SOURCES)[number];

/** What an item is to this student. */
export interface ItemClassification {
  readonly category: Category | null;
  /** 0..1, `null` until classified, 1 where students say it. */
  readonly confidence: number | null;
  readonly reasons: readonly ItemReason[];
  readonly categorySource: CategorySource;
}

/** What a number in a name counts, by which items sort: "lecture 5", "ex. 2a" (part `a`), "lecture 6.1". */
export interface ItemNumber {
  readonly kind: 'lecture' | 'recitation' | 'assignment' | 'exam' | 'week' | 'chapter' | 'item';
  readonly value: number;
  readonly part: string | null;
}

/** What the text of an assignment tells of the work it takes; `null` for what it does not tell. */
export interface ItemWork {
  /** Percent of the course's grade. */
  readonly gradePercent: number | null;
  readonly points: number | null;
  /** Pages to write. */
  readonly pages: number | null;
  readonly words: number | null;
  /** Questions, exercises or parts. */
  readonly parts: number | null;
  readonly group: 'alone' | 'pairs' | 'group' | null;
  /** A rough estimate from the above, in halves. */
  readonly hours: number | null;
}

/** What is behind a link, by its address. */
export const LINK_KINDS = [
  'meeting',
  'recording',
  'video',
  'drive',
  'form',
  'chat',
  'code',
  'document',
  'reading',
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** Another item of the course that belongs to this one: its solution, the recitation of the same number, what it solves. */
export interface RelatedItem {
  readonly itemId: string;
  readonly as: 'solution' | 'recitation' | 'task';
}

/** What an item's name, text and address tell besides its category. */
export interface ItemInsight {
  readonly number: ItemNumber | null;
  /** `null` for what is not handed in, and where the text tells nothing. */
  readonly work: ItemWork | null;
  /** `null` for what is no link, and for places that are not known. */
  readonly linkKind: LinkKind | null;
  /** ISO 639-1, `null` where it cannot be told. */
  readonly language: string | null;
}

export const ANNOUNCEMENT_TOPICS = [
  'exam_moved',
  'exam_date',
  'cancelled',
  'deadline_moved',
  'room_changed',
  'rescheduled',
  'grades',
  'material',
  'other',
] as const;
export type AnnouncementTopic = (typeof ANNOUNCEMENT_TOPICS)[number];

export interface AnnouncementInsight {
  readonly topic: AnnouncementTopic;
  /** 0 to 3: it can wait, is worth knowing, changes the week, must not be missed. */
  readonly importance: 0 | 1 | 2 | 3;
  /** The first day the text speaks of: a date and, where it is told, a time, both without a zone. */
  readonly speaksOf: { readonly date: string; readonly time: string | null } | null;
}

/** A student moves an item to another category: for themselves at once, and for the course when enough of its students say the same. */
export interface CorrectionRequest {
  readonly category: Category;
}

/**
 * Which date of Moodle's decided: the task's own due date, one set for this student or the student's group (`override`), an extension
 * granted to this student, the cut-off where there is no due date, or the closing time of a quiz or the like.
 */
export type DeadlineSource = 'duedate' | 'override' | 'extension' | 'cutoff' | 'timeclose';

export interface Deadline {
  readonly itemId: string;
  readonly courseId: string;
  readonly courseName: string;
  readonly name: string;
  readonly type: string;
  readonly category: Category | null;
  /** When it is due for this student; `source` says which of Moodle's dates decided. */
  readonly dueAt: string;
  readonly opensAt: string | null;
  /** After this nothing is accepted any more. */
  readonly cutoffAt: string | null;
  readonly source: DeadlineSource;
  readonly state: TaskState | null;
  readonly url: string | null;
  readonly work: ItemWork | null;
}

/** What the student handed in to an assignment, and what came back. */
export interface Submission {
  readonly status: 'none' | 'draft' | 'submitted' | 'reopened';
  /** 1 for the first attempt; 0 where nothing was ever saved. */
  readonly attempt: number;
  readonly submittedAt: string | null;
  /** Text typed into Moodle, plain. */
  readonly text: string | null;
  readonly files: readonly LibraryFile[];
  readonly graded: boolean;
  /** The grade as Moodle shows it. */
  readonly grade: string | null;
  readonly gradedAt: string | null;
  /** The teacher's comment, plain text. */
  readonly feedback: string | null;
  readonly feedbackFiles: readonly LibraryFile[];
  readonly extensionDueAt: string | null;
  /** The teacher allows no more changes. */
  readonly locked: boolean;
}

export interface Quiz {
  /** Seconds; `null` is no limit. */
  readonly timeLimit: number | null;
  /** `null` is no limit. */
  readonly attemptsAllowed: number | null;
  readonly maxGrade: number | null;
  readonly bestGrade: number | null;
  /** `null` while they were never read. */
  readonly attempts:
    | readonly {
        readonly number: number;
        readonly state: 'in-progress' | 'overdue' | 'finished' | 'abandoned' | 'unknown';
        readonly startedAt: string | null;
        readonly finishedAt: string | null;
      }[]
    | null;
}

/** Whether the student is done with an item, as Moodle counts it. */
export interface Completion {
  readonly state: 'incomplete' | 'complete' | 'passed' | 'failed';
  /** Moodle decides by conditions; otherwise the student ticks it. */
  readonly automatic: boolean;
  readonly completedAt: string | null;
  readonly conditions: readonly { readonly label: string; readonly met: boolean }[];
}

export interface LibraryItem extends ItemClassification, ItemInsight {
  readonly id: string;
  /** Moodle's course-module id. */
  readonly cmid: number;
  /** Moodle's activity type (`resource`, `assign`, …, or a plug-in's own name). */
  readonly type: string;
  readonly name: string;
  /** Plain text of the description, when there is one. */
  readonly description: string | null;
  /** The page of the item on Moodle. */
  readonly url: string | null;
  /** The target of a link (`url` activities). */
  readonly externalUrl: string | null;
  readonly files: readonly LibraryFile[];
  /** Dates Moodle shows with the item, by Moodle's own identifier (`duedate`, `timeopen`, …). */
  readonly dates: readonly { readonly id: string; readonly label: string; readonly at: string }[];
  readonly deadline: Pick<Deadline, 'dueAt' | 'opensAt' | 'cutoffAt' | 'source' | 'state'> | null;
  /** Plain text of a page, or of a book, chapter by chapter; `null` for all else and until it was read. */
  readonly text: string | null;
  /** Chapters of a book, in reading order; `level` 1 is a sub-chapter. */
  readonly chapters: readonly { readonly title: string; readonly level: number }[];
  /** `null` for all but assignments, and until it was read. */
  readonly submission: Submission | null;
  /** Points of an assignment, `null` for a scale, for no grade, and for all else. */
  readonly maxGrade: number | null;
  readonly quiz: Quiz | null;
  /** `null` where Moodle does not track it. */
  readonly completion: Completion | null;
  /** Shown by Moodle, but not open to the student. */
  readonly restricted: boolean;
  /** Moodle's own words on why, as plain text. */
  readonly restrictionReason: string | null;
  /** Reachable but not listed on the course page. */
  readonly stealth: boolean;
  readonly indent: number;
  readonly modifiedAt: string | null;
  readonly related: readonly RelatedItem[];
}

export interface LibrarySection {
  readonly id: string;
  readonly moodleId: number;
  readonly name: string;
  /** Position in the course, from 0. */
  readonly position: number;
  readonly summary: string | null;
  readonly restricted: boolean;
  readonly restrictionReason: string | null;
  readonly items: readonly LibraryItem[];
}

export interface CourseDetails extends CourseSummary {
  readonly sections: readonly LibrarySection[];
}

export interface SearchHit {
  readonly kind: 'course' | 'item' | 'file';
  readonly id: string;
  readonly courseId: string;
  readonly courseName: string;
  readonly name: string;
  readonly category: Category | null;
}

/** One row of a course's grade report, as Moodle shows it to the student. */
export interface Grade {
  readonly id: string;
  readonly courseId: string;
  readonly courseName: string;
  /** The item that is graded, where it is one of the library's. */
  readonly itemId: string | null;
  readonly cmid: number | null;
  /** `category` and `course` are totals. */
  readonly kind: 'activity' | 'manual' | 'category' | 'course' | 'other';
  /** `null` for totals, which Moodle does not name. */
  readonly name: string | null;
  readonly activityType: string | null;
  readonly grade: number | null;
  /** The grade in Moodle's own form (a letter, a scale's word); `null` where it shows a dash. */
  readonly shown: string | null;
  readonly percentage: string | null;
  readonly weight: string | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Plain text. */
  readonly feedback: string | null;
  readonly gradedAt: string | null;
  /** Moodle holds it back for now. */
  readonly hidden: boolean;
}

/** One discussion of a course's announcements. */
export interface Announcement extends AnnouncementInsight {
  readonly id: string;
  readonly courseId: string;
  readonly courseName: string;
  /** The forum it stands in. */
  readonly itemId: string | null;
  readonly forum: string;
  readonly subject: string;
  /** Plain text. */
  readonly message: string | null;
  readonly author: string | null;
  readonly createdAt: string | null;
  /** Last change, replies included. */
  readonly modifiedAt: string | null;
  readonly pinned: boolean;
  readonly replies: number;
  readonly files: readonly LibraryFile[];
  readonly url: string | null;
}

/** One entry of Moodle's calendar: course exams and meetings, the site's and the student's own entries, and those of activities. */
export interface CalendarEvent {
  readonly id: string;
  /** `null` for the site's and the student's own. */
  readonly courseId: string | null;
  readonly courseName: string | null;
  /** Moodle's own: `course`, `user`, `site`, `group`, or an activity's (`due`, `close`, `open`, …). */
  readonly type: string;
  readonly name: string;
  /** Plain text. */
  readonly description: string | null;
  readonly startsAt: string;
  /** `null` for a moment. */
  readonly endsAt: string | null;
  /** The activity it belongs to. */
  readonly itemId: string | null;
}

/**
 * `released`: it is new to the student, but has been on Moodle since before the last look. `hidden`: it is still on Moodle, no longer shown
 * to the student. `restored`: it is back. `deadline-moved`: `dueAt` is among the fields.
 */
export const CHANGE_KINDS = [
  'added',
  'changed',
  'hidden',
  'released',
  'removed',
  'restored',
  'deadline-moved',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export type ChangeSubject = 'course' | 'section' | 'item' | 'file' | 'grade' | 'announcement' | 'event';

/** A field that changed. Moments are ISO 8601; long texts are cut. */
export interface ChangedField {
  readonly field: string;
  readonly from: string | number | boolean | null;
  readonly to: string | number | boolean | null;
}

/** Something that is different from what the library held before. */
export interface LibraryChange {
  /** Grows with each change of this student; what `after` takes. */
  readonly id: string;
  /** When Spike noticed. */
  readonly at: string;
  readonly kind: ChangeKind;
  readonly subject: ChangeSubject;
  readonly courseId: string | null;
  readonly courseName: string | null;
  /** The item concerned, while the library shows it. */
  readonly itemId: string | null;
  readonly cmid: number | null;
  /** Name of what changed, as it is now, or was last. */
  readonly name: string;
  readonly fields: readonly ChangedField[];
  /** For what was `released`: since when Moodle has it, where it tells. */
  readonly uploadedAt: string | null;
}

/** Without `after` the newest come first, and `nextCursor` leads back in time; with it, what came after, the oldest first. */
export interface ChangesReply extends Page<LibraryChange> {
  /** The student's newest change; `0` where there is none. */
  readonly lastId: string;
}
