import type { Term } from '../../contract';
import type { MoodleCourse } from '../../moodle';
import { toRecordset, toTimestamp } from './recordset';
import type { RowCounts } from './row-counts';
import type { Query } from './transaction';

/** What a course's title says once it is taken apart. */
export interface ListedCourseTitle {
  readonly code: string | null;
  /** The autumn in which the academic year starts. */
  readonly academicYear: number | null;
  readonly term: Term | null;
  /** The title without code, year and term. */
  readonly cleanTitle: string;
}

export interface ListedCourse {
  readonly course: MoodleCourse;
  readonly title: ListedCourseTitle;
}

/** $1 student, $2 courses. Rows that are the same are neither written nor locked: they never reach the INSERT. */
const UPSERT = `
  WITH incoming AS (
    SELECT * FROM json_to_recordset($2::json) AS r (
      moodle_id bigint, name text, full_name text, short_name text, code text, academic_year integer, term text,
      summary text, category_id bigint, format text, starts_at timestamptz, ends_at timestamptz,
      modified_at timestamptz, favourite boolean, hidden boolean, completion double precision, url text)
  ), written AS (
    INSERT INTO library_courses (
      student_id, moodle_id, name, full_name, short_name, code, academic_year, term, summary, category_id, format,
      starts_at, ends_at, modified_at, favourite, hidden, completion, url)
    SELECT $1, n.* FROM incoming n
    LEFT JOIN library_courses o ON o.student_id = $1 AND o.moodle_id = n.moodle_id
    WHERE o.id IS NULL
       OR (o.name, o.full_name, o.short_name, o.code, o.academic_year, o.term, o.summary, o.category_id, o.format,
           o.starts_at, o.ends_at, o.modified_at, o.favourite, o.hidden, o.completion, o.url)
          IS DISTINCT FROM
          (n.name, n.full_name, n.short_name, n.code, n.academic_year, n.term, n.summary, n.category_id, n.format,
           n.starts_at, n.ends_at, n.modified_at, n.favourite, n.hidden, n.completion, n.url)
    ORDER BY n.moodle_id
    ON CONFLICT (student_id, moodle_id) DO UPDATE SET
      (name, full_name, short_name, code, academic_year, term, summary, category_id, format,
       starts_at, ends_at, modified_at, favourite, hidden, completion, url) =
      (EXCLUDED.name, EXCLUDED.full_name, EXCLUDED.short_name, EXCLUDED.code, EXCLUDED.academic_year, EXCLUDED.term,
       EXCLUDED.summary, EXCLUDED.category_id, EXCLUDED.format, EXCLUDED.starts_at, EXCLUDED.ends_at,
       EXCLUDED.modified_at, EXCLUDED.favourite, EXCLUDED.hidden, EXCLUDED.completion, EXCLUDED.url)
    RETURNING (xmax = 0) AS is_new -- a row that was inserted has no earlier version, so nobody can have locked one
  )
  SELECT count(*) FILTER (WHERE is_new)::integer AS added,
         count(*) FILTER (WHERE NOT is_new)::integer AS changed,
         0 AS removed
  FROM written`;

/** $1 student, $2 Moodle ids. */
const MARK_LISTED = `
  INSERT INTO library_course_reads (course_id, listed_at)
  SELECT c.id, now() FROM library_courses c
  JOIN unnest($2::bigint[]) AS listed (moodle_id) ON listed.moodle_id = c.moodle_id
  WHERE c.student_id = $1
  ORDER BY c.id
  ON CONFLICT (course_id) DO UPDATE SET listed_at = EXCLUDED.listed_at`;

/** Upserts the student's courses. One that is listed twice counts as it came first. */
export async function writeCourses(
  query: Query,
  studentId: string,
  courses: readonly ListedCourse[],
): Promise<RowCounts> {
  const rows = new Map<number, object>();
  for (const listed of courses) {
    if (!rows.has(listed.course.id)) rows.set(listed.course.id, courseRow(listed));
  }
  const [counts] = await query<RowCounts>(UPSERT, [studentId, toRecordset([...rows.values()])]);
  await query(MARK_LISTED, [studentId, [...rows.keys()]]);
  return counts ?? { added: 0, changed: 0, removed: 0 };
}

function courseRow({ course, title }: ListedCourse): object {
  return {
    moodle_id: course.id,
    name: title.cleanTitle || course.fullName,
    full_name: course.fullName,
    short_name: course.shortName,
    code: title.code,
    academic_year: title.academicYear,
    term: title.term,
    summary: course.summary,
    category_id: course.categoryId,
    format: course.format,
    starts_at: toTimestamp(course.startsAt),
    ends_at: toTimestamp(course.endsAt),
    modified_at: toTimestamp(course.modifiedAt),
    favourite: course.favourite,
    hidden: course.hidden,
    completion: course.completion,
    url: course.url,
  };
}

/**
 * The course's row, held against other writers of the same course until the transaction ends; readers, and rows that refer to
 * it, pass. `null` when the student has no such course.
 */
export async function lockCourse(query: Query, studentId: string, moodleId: number): Promise<string | null> {
  const [row] = await query<{ id: string }>(
    `SELECT id FROM library_courses WHERE student_id = $1 AND moodle_id = $2 FOR NO KEY UPDATE`,
    [studentId, moodleId],
  );
  return row?.id ?? null;
}

export async function markRead(query: Query, courseId: string): Promise<void> {
  await query(
    `INSERT INTO library_course_reads (course_id, listed_at, synced_at) VALUES ($1, now(), now())
     ON CONFLICT (course_id) DO UPDATE SET synced_at = EXCLUDED.synced_at`,
    [courseId],
  );
}
