import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Category, CourseDetails, CourseSummary, Deadline, Page, SearchHit } from '../../contract';
import { AppError } from '../../errors';
import { decodeCursor } from '../paging/cursor';
import { courseKeys, deadlineKeys, hitKeys, LIBRARY_ID, SORTED_CHARACTERS } from '../paging/keys';
import { pageOf } from '../paging/page';
import { itemClassification } from '../corrections/item-classification';
import {
  CORRECTION_COLUMN,
  CourseCorrections,
  type CorrectionsRow,
  readCorrections,
} from './correction-rows';
import { CONTENT_COLUMNS, toSections, type ContentRow } from './course-content-view';
import { COURSE_ORDER_COLUMNS } from './course-order';
import { COURSE_COLUMNS, toCourseSummary, type CourseRow } from './course-view';
import { IS_OFFLINE, toDeadline, type DeadlineRow } from './deadline-view';

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

export interface DeadlineRequest extends PageRequest {
  /** First and last due date, both included. */
  readonly from: Date;
  readonly to?: Date;
}

/** A file as Moodle keeps it. */
export interface StoredFile {
  readonly name: string;
  readonly mimeType: string | null;
  /** Where Moodle serves it; needs a token. */
  readonly url: string;
}

/** Of an item, or of something in it; `cmid` is null where no item is spoken of. */
interface CategorisedRow {
  readonly course_id: string;
  readonly cmid: number | null;
  readonly category: Category | null;
}

/** $1 student, $2–$5 place after which to go on, $6 rows. Courses without a year come last, as do those without a term in theirs. */
const LIST_COURSES = `
  WITH sorted AS (
    SELECT c.*, ${COURSE_ORDER_COLUMNS} FROM library_courses c WHERE c.student_id = $1
  )
  SELECT ${COURSE_COLUMNS}, c.year_key, c.term_key, c.name_key
  FROM sorted c
  WHERE $2::integer IS NULL
     OR (c.year_key, c.term_key, c.name_key, c.id) > ($2::integer, $3::integer, $4::text, $5::bigint)
  ORDER BY c.year_key, c.term_key, c.name_key, c.id
  LIMIT $6`;

interface ListedCourseRow extends CourseRow {
  readonly year_key: number;
  readonly term_key: number;
  readonly name_key: string;
}

/** $1 student, $2 course. */
const GET_COURSE = `
  SELECT ${COURSE_COLUMNS}, ${CONTENT_COLUMNS}, ${CORRECTION_COLUMN}
  FROM library_courses c WHERE c.student_id = $1 AND c.id = $2`;

/** $1 student, $2 from, $3 to, $4–$5 place after which to go on, $6 rows. */
const LIST_DEADLINES = `
  SELECT i.id, i.course_id, i.cmid::float8 AS cmid, c.name AS course_name, i.name, i.type, v.category, i.url, i.due_at, i.opens_at, i.cutoff_at,
         i.deadline_source, i.submission_status, i.graded, i.submission_locked, i.description,
         coalesce((i.details #>> '{assignment,teamSubmission}')::boolean, false) AS team, i.${IS_OFFLINE}
  FROM library_items i JOIN library_courses c ON c.id = i.course_id
  LEFT JOIN library_verdicts v ON v.course_id = i.course_id AND v.item_id = i.id
  WHERE i.student_id = $1 AND i.due_at >= $2 AND i.gone_at IS NULL AND c.unlisted_at IS NULL
    AND ($3::timestamptz IS NULL OR i.due_at <= $3)
    AND ($4::timestamptz IS NULL OR (i.due_at, i.id) > ($4, $5::bigint))
  ORDER BY i.due_at, i.id
  LIMIT $6`;

interface ListedDeadlineRow extends DeadlineRow, CategorisedRow {
  readonly due_at: Date;
}

/** $1 student, $2 pattern, $3–$5 place after which to go on, $6 rows. */
const SEARCH = `
  WITH hits AS (
    SELECT 'course' AS kind, 1 AS rank, c.id, c.id AS course_id, c.name AS course_name, c.name, NULL AS category, NULL::float8 AS cmid
    FROM library_courses c
    WHERE c.student_id = $1
      AND (c.name ILIKE $2 OR c.full_name ILIKE $2 OR c.short_name ILIKE $2 OR c.code ILIKE $2)
    UNION ALL
    SELECT 'item', 2, i.id, c.id, c.name, i.name, v.category, i.cmid::float8
    FROM library_items i JOIN library_courses c ON c.id = i.course_id LEFT JOIN library_verdicts v ON v.course_id = i.course_id AND v.item_id = i.id
    WHERE c.student_id = $1 AND i.name ILIKE $2 AND i.gone_at IS NULL
    UNION ALL
    SELECT 'file', 3, f.id, c.id, c.name, f.name, v.category, i.cmid::float8
    FROM library_files f JOIN library_items i ON i.id = f.item_id JOIN library_courses c ON c.id = f.course_id
    LEFT JOIN library_verdicts v ON v.course_id = i.course_id AND v.item_id = i.id
    WHERE c.student_id = $1 AND f.name ILIKE $2 AND i.gone_at IS NULL
  ), sorted AS (
    SELECT *, left(name, ${SORTED_CHARACTERS}) AS name_key FROM hits
  )
  SELECT * FROM sorted
  WHERE $3::integer IS NULL OR (rank, name_key, id) > ($3::integer, $4::text, $5::bigint)
  ORDER BY rank, name_key, id
  LIMIT $6`;

interface HitRow extends CategorisedRow {
  readonly kind: SearchHit['kind'];
  readonly rank: number;
  readonly id: string;
  readonly course_name: string;
  readonly name: string;
  readonly name_key: string;
}

/** $1 student, $2 file. */
const FIND_FILE = `SELECT name, mime_type AS "mimeType", url FROM library_files WHERE student_id = $1 AND id = $2`;

/**
 * What one student has. Every question names its student: somebody else's row is `library.not-found` like one that does not
 * exist. A cursor that is none is `request.invalid`.
 */
@Injectable()
export class LibraryReader {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest academic year first, in it the latest term, then by name. */
  async listCourses(studentId: string, { limit, cursor }: PageRequest): Promise<Page<CourseSummary>> {
    const after = cursor === undefined ? [null, null, null, null] : decodeCursor(cursor, courseKeys);
    const rows = await this.rows<ListedCourseRow>(LIST_COURSES, [studentId, ...after, limit + 1]);
    const keys = (row: ListedCourseRow) => [row.year_key, row.term_key, row.name_key, row.id];
    return pageOf(rows, limit, keys, toCourseSummary);
  }

  /** A course with all it holds, as of one moment. `now` decides where the student stands with its tasks. */
  async getCourse(studentId: string, id: string, now: Date): Promise<CourseDetails> {
    const row = await this.one<CourseRow & ContentRow & CorrectionsRow>(GET_COURSE, studentId, id);
    return { ...toCourseSummary(row), sections: toSections(row, new CourseCorrections([row]), now) };
  }

  /** The nearest first. */
  async listDeadlines(
    studentId: string,
    { limit, cursor, from, to }: DeadlineRequest,
    now: Date,
  ): Promise<Page<Deadline>> {
    const [dueAt, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, deadlineKeys);
    const params = [studentId, from, to ?? null, dueAt, id, limit + 1];
    const listed = await this.rows<ListedDeadlineRow>(LIST_DEADLINES, params);
    const rows = await this.corrected(studentId, listed);
    const page = pageOf(
      rows,
      limit,
      (row) => [row.due_at.toISOString(), row.id],
      (row) => toDeadline(row, now),
    );
    return { ...page, items: page.items.filter((deadline) => deadline !== null) };
  }

  /** Courses, then items, then files whose name holds `text`, whatever its case. */
  async search(studentId: string, text: string, { limit, cursor }: PageRequest): Promise<Page<SearchHit>> {
    const [rank, name, id] = cursor === undefined ? [null, null, null] : decodeCursor(cursor, hitKeys);
    const params = [studentId, containing(text), rank, name, id, limit + 1];
    const rows = await this.corrected(studentId, await this.rows<HitRow>(SEARCH, params));
    return pageOf(rows, limit, (row) => [row.rank, row.name_key, row.id], toHit);
  }

  async findFile(studentId: string, id: string): Promise<StoredFile> {
    return this.one<StoredFile>(FIND_FILE, studentId, id);
  }

  /** The same rows, under the category that each item has to this student. */
  private async corrected<Row extends CategorisedRow>(
    studentId: string,
    rows: readonly Row[],
  ): Promise<Row[]> {
    const corrections = await this.correctionsOf(
      studentId,
      rows.map((row) => row.course_id),
    );
    return rows.map((row) => {
      if (row.cmid === null) return row;
      const verdict = { category: row.category, confidence: null, reasons: [] };
      const { category } = itemClassification(verdict, corrections.of(row.course_id, row.cmid));
      return { ...row, category };
    });
  }

  private correctionsOf(studentId: string, courseIds: readonly string[]): Promise<CourseCorrections> {
    return readCorrections((sql, params) => this.rows(sql, params), studentId, courseIds);
  }

  private rows<Row>(sql: string, params: unknown[]): Promise<Row[]> {
    return this.dataSource.query<Row[]>(sql, params);
  }

  private async one<Row>(sql: string, studentId: string, id: string): Promise<Row> {
    const [row] = LIBRARY_ID.test(id) ? await this.rows<Row>(sql, [studentId, id]) : [];
    if (row === undefined) throw new AppError('library.not-found');
    return row;
  }
}

/** A pattern for ILIKE in which `%`, `_` and the backslash mean themselves. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function toHit(row: HitRow): SearchHit {
  return {
    kind: row.kind,
    id: row.id,
    courseId: row.course_id,
    courseName: row.course_name,
    name: row.name,
    category: row.category,
  };
}
