/**
 * Moodle's facts in our words. Everything behind the parsers speaks these types; no reply of Moodle goes further than
 * `moodle/parse`. Times are Unix seconds (`null` where Moodle has 0 or nothing); texts are unescaped once.
 */

/** One Moodle site, as the operator's file names it. */
export interface MoodleSite {
  readonly universityId: string;
  /** `https://host[/path]`, without a trailing slash. */
  readonly baseUrl: string;
  /** Further addresses of the same site, in the same form, that the operator allows: it may have moved there. */
  readonly alsoAt?: readonly string[];
}

/** What it takes to speak for a student. The token is a secret: it is never logged, never put into an event or an error. */
export interface MoodleAccess {
  readonly site: MoodleSite;
  readonly token: string;
}

/** What a student types. Lives in memory for the sign-in alone. */
export interface MoodleCredentials {
  readonly username: string;
  readonly password: string;
}

/** What a site tells about itself before anybody signs in. */
export interface MoodlePublicConfig {
  /** The site's own idea of its base address, without a trailing slash; requests to any other are refused. */
  readonly wwwroot: string;
  readonly siteName: string | null;
  /** How students sign in: in Spike's own form, or only in a browser at the university (SSO). */
  readonly signIn: 'form' | 'browser' | 'embedded-browser';
  readonly webServices: boolean;
  readonly mobileService: boolean;
  readonly maintenance: boolean;
  readonly maintenanceMessage: string | null;
  readonly launchUrl: string | null;
  readonly language: string | null;
}

export interface MoodleProfile {
  readonly userId: number;
  readonly username: string;
  readonly fullName: string;
  readonly language: string | null;
  /** Moodle's own words, e.g. `4.5 (Build: 20241007)`. */
  readonly release: string | null;
  /** Names of the web-service functions that this token may call. */
  readonly functions: ReadonlySet<string>;
}

export interface MoodleCourse {
  readonly id: number;
  readonly shortName: string;
  readonly fullName: string;
  readonly summary: string | null;
  readonly categoryId: number | null;
  readonly format: string | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly modifiedAt: number | null;
  readonly lastAccessAt: number | null;
  readonly favourite: boolean;
  /** The student hid it on the dashboard; it is listed all the same. */
  readonly hidden: boolean;
  /** Percent, 0..100, or `null` where Moodle does not count. */
  readonly completion: number | null;
  readonly url: string;
}

export interface MoodleFile {
  readonly name: string;
  /** Folder inside the module: `/`, `/שבוע 1/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Where Moodle serves it, verbatim; needs a token, which is never part of it. */
  readonly url: string;
  readonly mimeType: string | null;
  readonly createdAt: number | null;
  readonly modifiedAt: number | null;
  readonly author: string | null;
  readonly sortOrder: number;
}

export interface MoodleDate {
  /** Moodle's stable identifier: `duedate`, `allowsubmissionsfromdate`, `timeopen`, `timeclose`, … */
  readonly id: string;
  /** Moodle's localised label. */
  readonly label: string;
  readonly at: number;
}

export interface MoodleActivity {
  readonly cmid: number;
  /** Moodle's `modname`. */
  readonly type: string;
  /** Id for `mod_*` functions; `null` where absent. */
  readonly instance: number | null;
  readonly name: string;
  /** Plain text. */
  readonly description: string | null;
  readonly url: string | null;
  /** Target of a `url` module. Never given a token. */
  readonly externalUrl: string | null;
  readonly files: readonly MoodleFile[];
  readonly dates: readonly MoodleDate[];
  /** Shown, but not open to the student. */
  readonly restricted: boolean;
  readonly restrictionReason: string | null;
  readonly stealth: boolean;
  readonly indent: number;
  /** For a `subsection` module: the id of the section it stands for. */
  readonly subsectionId: number | null;
  readonly modifiedAt: number | null;
}

export interface MoodleSection {
  readonly id: number;
  readonly name: string;
  /** Moodle's section number; position in the course. */
  readonly position: number;
  /** Plain text. */
  readonly summary: string | null;
  readonly restricted: boolean;
  readonly restrictionReason: string | null;
  readonly modules: readonly MoodleActivity[];
}

export interface MoodleAssignment {
  readonly id: number;
  readonly cmid: number;
  readonly courseId: number;
  readonly name: string;
  readonly dueAt: number | null;
  readonly opensAt: number | null;
  readonly cutoffAt: number | null;
  /** Points, or `null` for a scale or no grade. */
  readonly maxGrade: number | null;
  readonly teamSubmission: boolean;
  /** Plain text; `null` when there is none or it is not shown yet. */
  readonly intro: string | null;
  readonly attachments: readonly MoodleFile[];
  readonly modifiedAt: number | null;
}

export interface MoodleSubmission {
  readonly assignmentId: number;
  /** `none` when the student never saved anything. */
  readonly status: 'none' | 'draft' | 'submitted' | 'reopened';
  readonly submittedAt: number | null;
  readonly graded: boolean;
  /** The grade as Moodle shows it, plain text. */
  readonly grade: string | null;
  readonly extensionDueAt: number | null;
  readonly locked: boolean;
}
