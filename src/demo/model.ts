/**
 * What the demo university holds, in its own plain words. All times are Unix seconds. Names are stored raw, as a
 * teacher typed them; what Moodle does to them on the way out happens in `calls/names.ts`.
 */
export interface FileModel {
  name: string;
  /** Folder inside its file area, beginning and ending with `/`. */
  path: string;
  size: number;
  mimetype: string;
  created: number;
  modified: number;
  author: string;
  /** What the generated body says about itself. */
  title: string;
}

export type SubmissionStatus = 'none' | 'new' | 'draft' | 'submitted' | 'reopened';

export interface AssignmentModel {
  opens: number;
  /** 0 = no deadline. */
  due: number;
  cutoff: number;
  /** 0 = not graded. */
  gradeMax: number;
  intro: string;
  introFiles: FileModel[];
  team: boolean;
  /** Nothing is handed in on the site. */
  offline: boolean;
  submission: { status: SubmissionStatus; at: number; text: string; files: FileModel[] };
  feedback: { grade: number; at: number; comment: string; files: FileModel[] } | null;
  /** Seconds, 0 = looked at but none, null = never. */
  extension: number | null;
}

export interface QuizModel {
  opens: number;
  closes: number;
  /** Seconds, 0 = none. */
  timeLimit: number;
  attemptsAllowed: number;
  gradeMax: number;
  attempts: {
    state: 'inprogress' | 'overdue' | 'finished' | 'abandoned';
    started: number;
    finished: number;
  }[];
  bestGrade: number | null;
}

/** What a teacher moved for the student, or for a group of theirs; what is absent is as for everybody. */
export interface OverrideModel {
  for: 'student' | GroupModel;
  opens?: number;
  /** Of an assignment the deadline, of the others the moment they close. */
  due?: number;
  cutoff?: number;
  /** Seconds. */
  timeLimit?: number;
  attemptsAllowed?: number;
}

export interface GroupModel {
  id: number;
  name: string;
}

export interface PostModel {
  id: number;
  discussion: number;
  subject: string;
  message: string;
  author: string;
  authorId: number;
  at: number;
  /** Last change of it. */
  modified: number;
  pinned: boolean;
  replies: number;
  files: FileModel[];
}

export interface ModuleModel {
  cmid: number;
  instance: number;
  contextId: number;
  type: string;
  name: string;
  modified: number;
  /** false: hidden by the teacher, so students never see it. */
  visible: boolean;
  /** Reachable, but not listed on the course page. */
  stealth: boolean;
  /** Shown greyed out with this sentence (HTML). */
  restriction: string | null;
  indent: number;
  completion: 0 | 1 | 2;
  completedAt: number;
  description: string | null;
  files: FileModel[];
  url: string | null;
  html: string | null;
  chapters: { id: number; title: string; html: string }[];
  opens: number;
  closes: number;
  assignment: AssignmentModel | null;
  quiz: QuizModel | null;
  forum: { kind: 'news' | 'general'; posts: PostModel[] } | null;
  override: OverrideModel | null;
  /** Deleted by the teacher, while Moodle's cron has not come by yet: nobody sees it any more. */
  deleting: boolean;
  /** Id of the section a subsection module stands for. */
  sectionId: number | null;
}

export interface SectionModel {
  id: number;
  number: number;
  name: string;
  summary: string;
  visible: boolean;
  restriction: string | null;
  /** Instance of the subsection module this section belongs to. */
  subsectionOf: number | null;
  modules: ModuleModel[];
}

/** An event of a course's calendar. */
export interface ExamModel {
  id: number;
  name: string;
  at: number;
  hours: number;
  place: string;
  modified: number;
}

export interface CourseModel {
  id: number;
  contextId: number;
  shortname: string;
  fullname: string;
  idnumber: string;
  summary: string;
  categoryId: number;
  lecturer: { id: number; name: string };
  format: 'topics' | 'weeks';
  lang: '' | 'en' | 'he';
  starts: number;
  ends: number;
  modified: number;
  lastAccess: number | null;
  visible: boolean;
  favourite: boolean;
  hiddenByStudent: boolean;
  enrolledCount: number;
  image: FileModel | null;
  /** Those that the student is in. */
  groups: GroupModel[];
  exams: ExamModel[];
  sections: SectionModel[];
  /** Extra time core_course_get_contents takes for this course, in milliseconds. */
  contentsDelayMs: number;
}

export interface StudentModel {
  id: number;
  username: string;
  password: string;
  firstname: string;
  lastname: string;
  idnumber: string;
  courseIds: number[];
  mustChangePassword: boolean;
  confirmed: boolean;
  suspended: boolean;
  policyAgreed: boolean;
}

export interface CategoryModel {
  id: number;
  name: string;
}

export type Release = '4.5' | '4.1';
