import type { Term } from '../../contract';
import type { MoodleCourse, MoodleCourseExtras } from '../../moodle';
import type { AskedMarks, CourseContent } from './course-content';
import { fingerprintOf } from '../../fingerprint';
import { toRecordset, toTimestamp } from './recordset';
import type { CourseTotals, RowCounts } from './row-counts';
import type { RowDifference } from './row-difference';
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

export interface CourseFacts {
  readonly [column: string]: unknown;
  readonly moodle_id: number;
  readonly name: string;
  readonly unlisted_at?: string | null;
}

/** $1 student, $2 courses. Rows that are the same are neither written nor locked: they never reach the INSERT. */
const UPSERT = `
  WITH incoming AS (
    SELECT * FROM json_to_recordset($2::json) AS r (
      moodle_id bigint, name text, full_name text, short_name text, code text, academic_year integer, term text,
      summary text, category_id bigint, format text, starts_at timestamptz, ends_at timestamptz,
      modified_at timestamptz, favourite boolean, hidden boolean, completion double precision, url text,
      fingerprint text)
  ), written AS (
    INSERT INTO library_courses (
      student_id, moodle_id, name, full_name, short_name, code, academic_year, term, summary, category_id, format,
      starts_at, ends_at, modified_at, favourite, hidden, completion, url, fingerprint)
    SELECT $1, n.* FROM incoming n
    LEFT JOIN library_courses o ON o.student_id = $1 AND o.moodle_id = n.moodle_id
    WHERE o.id IS NULL OR o.fingerprint <> n.fingerprint OR o.unlisted_at IS NOT NULL
    ORDER BY n.moodle_id
    ON CONFLICT (student_id, moodle_id) DO UPDATE SET
      (name, full_name, short_name, code, academic_year, term, summary, category_id, format,
       starts_at, ends_at, modified_at, favourite, hidden, completion, url, fingerprint, unlisted_at) =
      (EXCLUDED.name, EXCLUDED.full_name, EXCLUDED.short_name, EXCLUDED.code, EXCLUDED.academic_year, EXCLUDED.term,
       EXCLUDED.summary, EXCLUDED.category_id, EXCLUDED.format, EXCLUDED.starts_at, EXCLUDED.ends_at,
       EXCLUDED.modified_at, EXCLUDED.favourite, EXCLUDED.hidden, EXCLUDED.completion, EXCLUDED.url,
       EXCLUDED.fingerprint, NULL)
    RETURNING id, moodle_id
  )
  SELECT w.id, w.moodle_id::float8 AS moodle_id, to_jsonb(o) AS before
  FROM written w LEFT JOIN library_courses o ON o.student_id = $1 AND o.moodle_id = w.moodle_id`;

/**
 * $1 student, $2 Moodle ids that are listed. An empty list proves nothing and is not asked here: Moodle answers so to whoever has
 * something to do on the site first.
 */
const MARK_UNLISTED = `
  WITH gone AS (
    UPDATE library_courses SET unlisted_at = now()
    WHERE student_id = $1 AND unlisted_at IS NULL AND NOT (moodle_id = ANY ($2::bigint[]))
    RETURNING id, moodle_id, name
  )
  SELECT id, moodle_id::float8 AS moodle_id, name FROM gone`;

/** $1 student, $2 extras. */
const WRITE_EXTRAS = `
  WITH written AS (
    UPDATE library_courses c
    SET category_name = n.category_name, teachers = n.teachers
    FROM json_to_recordset($2::json) AS n (moodle_id bigint, category_name text, teachers jsonb)
    WHERE c.student_id = $1 AND c.moodle_id = n.moodle_id
      AND (c.category_name, c.teachers) IS DISTINCT FROM (n.category_name, n.teachers)
    RETURNING c.id
  )
  SELECT count(*)::integer AS count FROM written`;

/** $1 student, $2 Moodle ids. */
const MARK_LISTED = `
  INSERT INTO library_course_reads (course_id, listed_at)
  SELECT c.id, now() FROM library_courses c
  JOIN unnest($2::bigint[]) AS listed (moodle_id) ON listed.moodle_id = c.moodle_id
  WHERE c.student_id = $1
  ORDER BY c.id
  ON CONFLICT (course_id) DO UPDATE SET listed_at = EXCLUDED.listed_at`;

export interface CourseDifference extends RowDifference<CourseFacts> {
  readonly id: string;
}

/** Upserts the student's courses; a list that is `whole` marks those that it lacks. One that is listed twice counts as it came first. */
export async function writeCourses(
  query: Query,
  studentId: string,
  courses: readonly ListedCourse[],
  whole: boolean,
): Promise<{ counts: RowCounts; differences: CourseDifference[] }> {
  const rows = new Map<number, CourseFacts>();
  for (const listed of courses)
    if (!rows.has(listed.course.id)) rows.set(listed.course.id, courseRow(listed));
  const ids = [...rows.keys()];
  const written = await query<{ id: string; moodle_id: number; before: CourseFacts | null }>(UPSERT, [
    studentId,
    toRecordset([...rows.values()]),
  ]);
  await query(MARK_LISTED, [studentId, ids]);
  const gone =
    ids.length === 0 || !whole
      ? []
      : await query<{ id: string; moodle_id: number; name: string }>(MARK_UNLISTED, [studentId, ids]);
  const added = written.filter(({ before }) => before === null).length;
  return {
    counts: { added, changed: written.length - added, removed: gone.length },
    differences: [
      ...written.map(({ id, moodle_id, before }) => ({ id, before, after: rows.get(moodle_id) ?? null })),
      ...gone.map(({ id, ...before }) => ({ id, before, after: null })),
    ],
  };
}

/** Stores what the site shows of the courses beside the enrolment; answers how many rows differed. */
export async function writeExtras(
  query: Query,
  studentId: string,
  extras: readonly MoodleCourseExtras[],
): Promise<number> {
  const rows = extras.map(({ id, categoryName, teachers }) => ({
    moodle_id: id,
    category_name: categoryName,
    teachers,
  }));
  const [written] = await query<{ count: number }>(WRITE_EXTRAS, [studentId, toRecordset(rows)]);
  return written?.count ?? 0;
}

function courseRow({ course, title }: ListedCourse): CourseFacts {
  const facts = {
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
  return { ...facts, fingerprint: fingerprintOf(facts) };
}

/**
 * The course's row, held against other writers of the same course until the transaction ends; readers, and rows that refer to
 * it, pass. `null` when the student has no such course.
 */
export async function lockCourse(
  query: Query,
  studentId: string,
  moodleId: number,
): Promise<{ id: string; name: string } | null> {
  const [row] = await query<{ id: string; name: string }>(
    `SELECT id, name FROM library_courses WHERE student_id = $1 AND moodle_id = $2 FOR NO KEY UPDATE`,
    [studentId, moodleId],
  );
  return row ?? null;
}

/** What is remembered of earlier readings of a course. */
export interface CourseHistory {
  /** When it was first read whole; before that nothing of it can be called new. */
  readonly complete: boolean;
  /** The server's time at the last reading, Unix seconds. */
  readonly serverTime: number | null;
  /** The highest course-module id that was known at the last reading. */
  readonly highestCmid: number | null;
  readonly asked: AskedMarks;
  /** The last reading was by a way that cannot see everything. */
  readonly partialView: boolean;
}

/** Stands among what is remembered of the questions while the last reading was by a way that cannot see everything. */
const PARTIAL_VIEW = 'partial-view';

export async function courseHistory(query: Query, courseId: string): Promise<CourseHistory> {
  const [row] = await query<CourseHistory>(
    `SELECT complete_at IS NOT NULL AS complete, extract(epoch FROM server_time)::float8 AS "serverTime",
            highest_cmid::float8 AS "highestCmid", asked, asked ? $2 AS "partialView"
     FROM library_course_reads WHERE course_id = $1`,
    [courseId, PARTIAL_VIEW],
  );
  return row ?? { complete: false, serverTime: null, highestCmid: null, asked: {}, partialView: false };
}

/** $1 course. */
const TOTALS = `
  SELECT (SELECT count(*) FROM library_sections WHERE course_id = $1 AND gone_at IS NULL)::integer AS sections,
         count(*)::integer AS items,
         (SELECT count(*) FROM library_files f JOIN library_items i ON i.course_id = $1 AND i.id = f.item_id
          WHERE f.course_id = $1 AND f.origin IN ('content', 'attachment') AND i.gone_at IS NULL)::integer AS files,
         count(due_at)::integer AS deadlines
  FROM library_items WHERE course_id = $1 AND gone_at IS NULL`;

/** $1 course, $2 whether it was read whole, $3 the server's time, $4 marks, $5 highest cmid, $6 `PARTIAL_VIEW`. */
const MARK_READ = `
  WITH read AS (
    INSERT INTO library_course_reads AS r (course_id, listed_at, synced_at, complete_at, server_time, asked, highest_cmid)
    VALUES ($1, now(), now(), CASE WHEN $2 THEN now() END, $3, $4, $5)
    ON CONFLICT (course_id) DO UPDATE SET
      synced_at = EXCLUDED.synced_at, complete_at = coalesce(r.complete_at, EXCLUDED.complete_at),
      server_time = EXCLUDED.server_time, highest_cmid = EXCLUDED.highest_cmid, asked = (r.asked - $6::text) || EXCLUDED.asked
  )
  ${TOTALS}`;

const NO_TOTALS: CourseTotals = { sections: 0, items: 0, files: 0, deadlines: 0 };

/** What a course holds. */
export async function totalsOf(query: Query, courseId: string): Promise<CourseTotals> {
  const [totals] = await query<CourseTotals>(TOTALS, [courseId]);
  return totals ?? NO_TOTALS;
}

/** Remembers how the course was read, once all of it is written; answers what it holds now. */
export async function markRead(
  query: Query,
  courseId: string,
  {
    whole,
    serverTime,
    asked,
    partialView = false,
  }: Pick<CourseContent, 'whole' | 'serverTime' | 'asked' | 'partialView'>,
  highestCmid: number | null,
): Promise<CourseTotals> {
  const marks = { ...asked, ...(partialView && { [PARTIAL_VIEW]: { at: '', sign: 'partial' } }) };
  const [totals] = await query<CourseTotals>(MARK_READ, [
    courseId,
    whole,
    toTimestamp(serverTime),
    JSON.stringify(marks),
    highestCmid,
    PARTIAL_VIEW,
  ]);
  return totals ?? NO_TOTALS;
}
