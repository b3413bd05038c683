import type { DataSource } from 'typeorm';
import { inTransaction, type Query } from '../../src/library/persistence/transaction';
import type { Listed, MoodleDiscussion, MoodleEvent, MoodleGradeItem } from '../../src/moodle';
import { DUE, HOUR } from './library-fixtures';

/** As a reader hands a list out. */
export const listing = <T>(rows: readonly T[], whole = true): Listed<T> => ({ rows, whole });

export function gradeItem(id: number, more: Partial<MoodleGradeItem> = {}): MoodleGradeItem {
  return {
    id,
    kind: 'activity',
    name: `תרגיל ${id}`,
    activityType: 'assign',
    instance: id,
    cmid: null,
    itemNumber: 0,
    categoryId: 2,
    grade: 92.5,
    shown: '92.50',
    percentage: '92.50 %',
    weight: '20.00 %',
    min: 0,
    max: 100,
    feedback: 'יפה',
    gradedAt: DUE,
    hidden: false,
    ...more,
  };
}

/** Each an hour later than the one of the number before. */
export function discussion(id: number, more: Partial<MoodleDiscussion> = {}): MoodleDiscussion {
  return {
    id,
    postId: id + 1_000,
    subject: `הודעה ${id}`,
    message: 'שלום לכולם',
    author: 'ד״ר כהן',
    createdAt: DUE + id * HOUR,
    modifiedAt: DUE + id * HOUR,
    pinned: false,
    replies: 0,
    files: [],
    ...more,
  };
}

export function event(id: number, more: Partial<MoodleEvent> = {}): MoodleEvent {
  return {
    id,
    courseId: null,
    type: 'user',
    name: `אירוע ${id}`,
    description: null,
    startsAt: DUE,
    duration: 0,
    activityType: null,
    instance: null,
    modifiedAt: DUE,
    override: false,
    ...more,
  };
}

export interface CourseRow {
  readonly name: string;
  readonly year: number;
  readonly term: string;
  readonly url: string;
}

/** Puts rows beside which coursework stands, and runs its writers as the library does. */
export class Coursework {
  constructor(private readonly dataSource: DataSource) {}

  write<T>(work: (query: Query) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, {}, work);
  }

  async addCourse(studentId: string, moodleId: number, more: Partial<CourseRow> = {}): Promise<string> {
    const { name = `קורס ${moodleId}`, year, term, url } = more;
    const page = url ?? `http://moodle.test/course/view.php?id=${moodleId}`;
    return this.insert(
      `INSERT INTO library_courses (
         student_id, moodle_id, name, full_name, short_name, academic_year, term, favourite, hidden, url)
       VALUES ($1, $2, $3, $3, $3, $4, $5, false, false, $6) RETURNING id`,
      [studentId, moodleId, name, year ?? null, term ?? null, page],
    );
  }

  /** An item in a section of its own. */
  async addItem(courseId: string, cmid: number, type: string, instance: number = cmid): Promise<string> {
    const section = await this.insert(
      `INSERT INTO library_sections (student_id, course_id, moodle_id, position, name, restricted)
       SELECT student_id, id, $2, 0, 'שבוע', false FROM library_courses WHERE id = $1 RETURNING id`,
      [courseId, cmid],
    );
    return this.insert(
      `INSERT INTO library_items (
         student_id, course_id, section_id, cmid, position, type, instance, name, dates, restricted, stealth, indent,
         graded, submission_locked)
       SELECT student_id, id, $2, $3, 0, $4, $5, 'פריט', '[]', false, false, 0, false, false
       FROM library_courses WHERE id = $1 RETURNING id`,
      [courseId, section, cmid, type, instance],
    );
  }

  /** What Moodle no longer shows. */
  async takeItemAway(id: string): Promise<void> {
    await this.dataSource.query('UPDATE library_items SET gone_at = now() WHERE id = $1', [id]);
  }

  /** Which version of which row of a student stands where: any write to any row shows here. */
  versions(studentId: string): Promise<unknown[][]> {
    const tables = ['library_grades', 'library_announcements', 'library_events', 'library_files'];
    return Promise.all(
      tables.map((table) =>
        this.dataSource.query<unknown[]>(
          `SELECT id, xmin::text, ctid::text FROM ${table} WHERE student_id = $1 ORDER BY id`,
          [studentId],
        ),
      ),
    );
  }

  private async insert(sql: string, params: unknown[]): Promise<string> {
    const [row] = await this.dataSource.query<{ id: string }[]>(sql, params);
    if (row === undefined) throw new Error('no row was inserted');
    return row.id;
  }
}
