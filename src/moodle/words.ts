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

/** What it takes to speak for a student where the site has no tokens. */
export interface MoodlePageAccess {
  readonly site: MoodleSite;
  /** What was sealed of the sign-in, at the moment it is needed. */
  readonly credentials: () => Promise<MoodleCredentials>;
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
  /** The same for sign-in pages, where an old Moodle tells them apart. */
  readonly httpsWwwroot: string | null;
  readonly siteName: string | null;
  /** How students sign in: in Spike's own form, or only in a browser at the university (SSO). */
  readonly signIn: 'form' | 'browser' | 'embedded-browser';
  readonly webServices: boolean;
  readonly mobileService: boolean;
  readonly maintenance: boolean;
  readonly maintenanceMessage: string | null;
  readonly launchUrl: string | null;
  /** The sign-in page has fields for a user name and a password. */
  readonly loginForm: boolean;
  /** Names of the further ways in that the sign-in page offers, e.g. `Microsoft`. */
  readonly identityProviders: readonly string[];
  readonly language: string | null;
  /** Moodle's version without its last part, e.g. `4.5`, where the site lets it be known. */
  readonly version: string | null;
}

/** A site before anybody signs in, held against what the operator allows. */
export interface MoodleSiteFacts extends MoodlePublicConfig {
  /** The address at which it answered. */
  readonly foundAt: string;
  /** The site's own idea of its address is one of the operator's servers. */
  readonly homeAllowed: boolean;
  /** Where signing in at the university begins, always on one of the operator's servers. */
  readonly launchUrl: string;
  /** Everything the site calls its own address: what it signs a browser sign-in with is one of them. */
  readonly wwwroots: readonly string[];
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
  /** Its grade report is open to students. */
  readonly showsGrades: boolean;
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
  /** Chapters of a book, in reading order, sub-chapters behind their chapter; their texts are asked for one by one. */
  readonly chapters: readonly MoodleChapter[];
  /** `null` where Moodle does not track it. */
  readonly completion: MoodleCompletion | null;
  readonly modifiedAt: number | null;
}

export interface MoodleChapter {
  readonly title: string;
  /** 0 for a chapter, 1 for a sub-chapter. */
  readonly level: number;
  /** Where Moodle serves its HTML, verbatim. */
  readonly url: string;
  readonly modifiedAt: number | null;
}

export interface MoodleCompletion {
  readonly state: 'incomplete' | 'complete' | 'passed' | 'failed';
  /** Moodle decides by conditions; otherwise the student ticks it. */
  readonly automatic: boolean;
  readonly completedAt: number | null;
  readonly conditions: readonly { readonly label: string; readonly met: boolean }[];
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
  /** Nothing is handed in on the site: on paper, in class. */
  readonly offline?: true;
  /** Plain text; `null` when there is none or it is not shown yet. */
  readonly intro: string | null;
  readonly attachments: readonly MoodleFile[];
  /** Some of them could not be read: what is missing proves nothing. */
  readonly unreadableFiles?: true;
  readonly modifiedAt: number | null;
}

/** Where a submission stands, what the student handed in, and what came back. */
export interface MoodleSubmissionDetail {
  readonly assignmentId: number;
  /** `none` when the student never saved anything. */
  readonly status: 'none' | 'draft' | 'submitted' | 'reopened';
  readonly submittedAt: number | null;
  readonly graded: boolean;
  /** The grade as Moodle shows it, plain text. */
  readonly grade: string | null;
  readonly extensionDueAt: number | null;
  readonly locked: boolean;
  /** 1 for the first attempt; 0 where nothing was ever saved. */
  readonly attempt: number;
  readonly changedAt: number | null;
  /** Text typed into Moodle, plain. */
  readonly text: string | null;
  readonly files: readonly MoodleFile[];
  readonly gradedAt: number | null;
  /** Points as Moodle stores them; a negative number is none. */
  readonly points: number | null;
  /** The teacher's comment, plain. */
  readonly feedback: string | null;
  readonly feedbackFiles: readonly MoodleFile[];
  /** Some of either could not be read: what is missing proves nothing. */
  readonly unreadableFiles?: true;
  /** May still be changed, as Moodle sees it now. */
  readonly editable: boolean;
}

/** What the site shows of a course beside its enrolment. */
export interface MoodleCourseExtras {
  readonly id: number;
  readonly categoryId: number | null;
  readonly categoryName: string | null;
  /** Course contacts (teachers) in the site's order; empty where the site shows none. */
  readonly teachers: readonly string[];
}

export interface MoodleQuiz {
  readonly id: number;
  readonly cmid: number;
  readonly courseId: number;
  readonly name: string;
  /** Plain text. */
  readonly intro: string | null;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  /** Seconds; `null` is none. */
  readonly timeLimit: number | null;
  /** `null` is no limit. */
  readonly attemptsAllowed: number | null;
  readonly maxGrade: number | null;
}

export interface MoodleQuizAttempt {
  readonly id: number;
  /** 1 for the first. */
  readonly number: number;
  readonly state: 'in-progress' | 'overdue' | 'finished' | 'abandoned' | 'unknown';
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

export interface MoodleQuizState {
  readonly quizId: number;
  readonly attempts: readonly MoodleQuizAttempt[];
  /** Some of them could not be read: what is missing proves nothing. */
  readonly unreadableAttempts?: true;
  /** In the quiz's points; `null` where there is none or Moodle does not show it. */
  readonly bestGrade: number | null;
}

export interface MoodleGradeItem {
  readonly id: number;
  readonly kind: 'activity' | 'manual' | 'category' | 'course' | 'other';
  /** `null` for totals, which Moodle does not name. */
  readonly name: string | null;
  readonly activityType: string | null;
  readonly instance: number | null;
  readonly cmid: number | null;
  /** Which of the activity's grades: a workshop has two. */
  readonly itemNumber: number;
  /** For a category's own total, the category; for the rest, the one they stand in. */
  readonly categoryId: number | null;
  readonly grade: number | null;
  /** The grade as Moodle shows it (a scale's word, a letter); `null` where it shows a dash. */
  readonly shown: string | null;
  readonly percentage: string | null;
  readonly weight: string | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Plain text. */
  readonly feedback: string | null;
  readonly gradedAt: number | null;
  /** Listed without its grade, which is held back until a date that Moodle does not tell. */
  readonly hidden: boolean;
}

/** A course's total as the overview report shows it: a cheap sign that something was graded. */
export interface MoodleCourseTotal {
  /** The course. */
  readonly id: number;
  /** As Moodle shows it (points, a letter, a scale's word); `null` where it shows a dash. */
  readonly shown: string | null;
  /** Points as Moodle stores them, verbatim; `null` where there is none. */
  readonly raw: string | null;
}

export interface MoodleForum {
  readonly id: number;
  readonly cmid: number;
  readonly courseId: number;
  readonly name: string;
  /** `news` is a course's announcements. */
  readonly type: string;
  readonly discussions: number;
  readonly modifiedAt: number | null;
}

export interface MoodleDiscussion {
  readonly id: number;
  /** Its first post. */
  readonly postId: number;
  readonly subject: string;
  /** Plain text. */
  readonly message: string | null;
  readonly author: string | null;
  readonly createdAt: number | null;
  /** Its newest reply, or the last change of its first post, whichever is later. */
  readonly modifiedAt: number | null;
  readonly pinned: boolean;
  readonly replies: number;
  readonly files: readonly MoodleFile[];
}

export interface MoodleEvent {
  readonly id: number;
  /** `null` for events of the student and of the site. */
  readonly courseId: number | null;
  /** Moodle's `eventtype`: `course`, `user`, `site`, `group`, or an activity's own (`due`, `close`, `extension`, …). */
  readonly type: string;
  readonly name: string;
  /** Plain text. */
  readonly description: string | null;
  readonly startsAt: number;
  /** Seconds. */
  readonly duration: number;
  readonly activityType: string | null;
  readonly instance: number | null;
  /**
   * It stands for a date of an assignment, quiz or lesson that was moved for this student or a group of theirs; the activity's own
   * event is not listed then. Moodle signs an activity's own event with whoever saved it, so that this also holds for what a
   * member of staff made themselves. An override without a date of its own (a later cut-off, more attempts) has no event.
   */
  readonly override: boolean;
  readonly modifiedAt: number | null;
}

export interface MoodlePageText {
  readonly id: number;
  readonly cmid: number;
  readonly courseId: number;
  /** Plain text. */
  readonly text: string | null;
  readonly modifiedAt: number | null;
}
