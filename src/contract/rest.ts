import type { Category, TaskState, Term } from './categories';
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

export interface MeReply {
  readonly user: User;
}

export interface University {
  readonly id: string;
  readonly name: LocalizedText;
  /** How to sign in; more ways may appear. */
  readonly signIn: 'password';
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

export interface Deadline {
  readonly itemId: string;
  readonly courseId: string;
  readonly courseName: string;
  readonly name: string;
  readonly type: string;
  readonly category: Category | null;
  /** When it is due: extension, else due date. */
  readonly dueAt: string;
  readonly opensAt: string | null;
  /** After this nothing is accepted any more. */
  readonly cutoffAt: string | null;
  readonly source: 'duedate' | 'extension' | 'cutoff' | 'timeclose';
  readonly state: TaskState | null;
  readonly url: string | null;
}

export interface LibraryItem {
  readonly id: string;
  /** Moodle's course-module id. */
  readonly cmid: number;
  /** Moodle's activity type (`resource`, `assign`, …, or a plug-in's own name). */
  readonly type: string;
  readonly name: string;
  readonly category: Category | null;
  /** 0..1, `null` until classified. */
  readonly confidence: number | null;
  readonly reasons: readonly ItemReason[];
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
  /** Shown by Moodle, but not open to the student. */
  readonly restricted: boolean;
  /** Moodle's own words on why, as plain text. */
  readonly restrictionReason: string | null;
  /** Reachable but not listed on the course page. */
  readonly stealth: boolean;
  readonly indent: number;
  readonly modifiedAt: string | null;
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
