import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database';
import type { CourseContent, ListedCourse } from '../../src/library';
import type {
  MoodleActivity,
  MoodleAssignment,
  MoodleFile,
  MoodleSection,
  MoodleSubmissionDetail,
} from '../../src/moodle';
import { createTestDatabase, templateDatabase } from '../support/test-database';

/** 2 December 2026, 12:59:22 UTC, in Moodle's seconds. */
export const DUE = 1_796_216_362;
export const HOUR = 3_600;
export const DAY = 24 * HOUR;

export const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

export interface LibraryDatabase {
  readonly dataSource: DataSource;
  /** A student of this name, and nothing else of theirs. */
  addStudent(id: string): Promise<string>;
  close(): Promise<void>;
}

/** A migrated database of the caller's own. */
export async function openLibraryDatabase(): Promise<LibraryDatabase> {
  const template = await templateDatabase(async (url) => {
    const dataSource = await createDataSource(url).initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
  }, 'library');
  const database = await createTestDatabase({ template });
  const dataSource = await createDataSource(database.url).initialize();
  let students = 0;
  return {
    dataSource,
    addStudent: async (id) => {
      students += 1;
      await dataSource.query(
        `INSERT INTO students (id, university_id, moodle_user_id, username, full_name) VALUES ($1, 'demo', $2, 'user', 'סטודנט')`,
        [id, students],
      );
      return id;
    },
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

export function listed(
  id: number,
  more: Partial<ListedCourse['course']> & Partial<ListedCourse['title']> = {},
): ListedCourse {
  const { code = null, academicYear = null, term = null, cleanTitle = `קורס ${id}`, ...course } = more;
  return {
    title: { code, academicYear, term, cleanTitle },
    course: {
      id,
      shortName: `c${id}`,
      fullName: `${cleanTitle} תשפ״ז`,
      summary: null,
      categoryId: 1,
      format: 'topics',
      startsAt: DUE - 30 * DAY,
      endsAt: null,
      modifiedAt: DUE,
      lastAccessAt: null,
      favourite: false,
      showsGrades: true,
      hidden: false,
      completion: null,
      url: `http://moodle.test/course/view.php?id=${id}`,
      ...course,
    },
  };
}

export function file(name: string, more: Partial<MoodleFile> = {}): MoodleFile {
  return {
    name,
    path: '/',
    size: 1_000,
    url: `http://moodle.test/webservice/pluginfile.php/1/${encodeURIComponent(name.replace(/\p{Surrogate}/gu, ''))}`,
    mimeType: 'application/pdf',
    createdAt: DUE,
    modifiedAt: DUE,
    author: null,
    sortOrder: 0,
    ...more,
  };
}

export function activity(cmid: number, more: Partial<MoodleActivity> = {}): MoodleActivity {
  return {
    cmid,
    type: 'resource',
    instance: cmid,
    name: `פריט ${cmid}`,
    description: null,
    url: `http://moodle.test/mod/resource/view.php?id=${cmid}`,
    externalUrl: null,
    files: [],
    dates: [],
    restricted: false,
    restrictionReason: null,
    stealth: false,
    indent: 0,
    subsectionId: null,
    chapters: [],
    completion: null,
    modifiedAt: DUE,
    ...more,
  };
}

export function section(
  id: number,
  modules: readonly MoodleActivity[],
  more: Partial<MoodleSection> = {},
): MoodleSection {
  return {
    id,
    name: `שבוע ${id}`,
    position: id,
    summary: null,
    restricted: false,
    restrictionReason: null,
    modules,
    ...more,
  };
}

export function assignment(id: number, cmid: number, more: Partial<MoodleAssignment> = {}): MoodleAssignment {
  return {
    id,
    cmid,
    courseId: 1,
    name: `תרגיל ${id}`,
    dueAt: DUE,
    opensAt: null,
    cutoffAt: null,
    maxGrade: 100,
    teamSubmission: false,
    intro: null,
    attachments: [],
    modifiedAt: DUE,
    ...more,
  };
}

export function submission(
  assignmentId: number,
  more: Partial<MoodleSubmissionDetail> = {},
): MoodleSubmissionDetail {
  return {
    assignmentId,
    status: 'none',
    attempt: 0,
    submittedAt: null,
    changedAt: null,
    text: null,
    files: [],
    graded: false,
    grade: null,
    gradedAt: null,
    points: null,
    feedback: null,
    feedbackFiles: [],
    extensionDueAt: null,
    locked: false,
    editable: true,
    ...more,
  };
}

export function content(
  sections: readonly MoodleSection[],
  assignments: readonly MoodleAssignment[] | null = [],
  submissions: readonly MoodleSubmissionDetail[] = [],
  more: Partial<CourseContent> = {},
): CourseContent {
  return {
    sections,
    whole: sections.length > 0,
    assignments,
    quizzes: [],
    pages: [],
    submissions: new Map(submissions.map((one) => [one.assignmentId, one])),
    quizStates: new Map(),
    books: new Map(),
    overrides: { rows: [], whole: true },
    grades: null,
    announcements: [],
    asked: {},
    highestCmid: null,
    serverTime: null,
    ...more,
  };
}
