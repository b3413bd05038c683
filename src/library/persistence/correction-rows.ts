import { FEWEST } from '../corrections/agreed-category';
import type { ItemCorrections } from '../corrections/item-classification';
import type { Query } from './transaction';

type Ask = <Row>(sql: string, params: unknown[]) => Promise<Row[]>;

/**
 * What students of the same site said of the items of `library_courses c`, as a JSON array. How many have the course is counted only
 * where so many agree that it is asked for.
 */
export const CORRECTION_COLUMN = `
  (WITH chosen AS (
     SELECT k.cmid, k.category, count(*)::integer AS students, bool_or(k.student_id = c.student_id) AS own
     FROM library_corrections k
     WHERE k.course_moodle_id = c.moodle_id
       AND k.university_id = (SELECT university_id FROM students WHERE id = c.student_id)
     GROUP BY k.cmid, k.category
   ), said AS (
     SELECT cmid, max(students) AS most,
            json_agg(json_build_object('category', category, 'students', students, 'own', own) ORDER BY category) AS choices
     FROM chosen GROUP BY cmid
   ), size AS (
     SELECT count(*)::integer AS classmates
     FROM library_courses o JOIN students os ON os.id = o.student_id
     WHERE o.moodle_id = c.moodle_id AND o.unlisted_at IS NULL
       AND os.university_id = (SELECT university_id FROM students WHERE id = c.student_id)
       AND EXISTS (SELECT FROM chosen WHERE students >= ${FEWEST})
   )
   SELECT coalesce(json_agg(json_build_object(
            'cmid', cmid, 'choices', choices, 'classmates', CASE WHEN most >= ${FEWEST} THEN classmates END)), '[]')
   FROM said, size) AS correction_rows`;

/** $1 student, $2 courses of theirs. */
const READ = `
  SELECT c.id::text AS id, ${CORRECTION_COLUMN} FROM library_courses c
  WHERE c.student_id = $1 AND c.id = ANY ($2::bigint[])`;

export interface CorrectionsRow {
  readonly id: string;
  readonly correction_rows: readonly (ItemCorrections & { readonly cmid: number })[];
}

/** What was said of the items of some of a student's courses. */
export class CourseCorrections {
  private readonly rows: ReadonlyMap<string, ItemCorrections>;

  constructor(courses: readonly CorrectionsRow[]) {
    this.rows = new Map(
      courses.flatMap(({ id, correction_rows }) =>
        correction_rows.map((row) => [`${id}/${row.cmid}`, row] as const),
      ),
    );
  }

  of(courseId: string, cmid: number): ItemCorrections | undefined {
    return this.rows.get(`${courseId}/${cmid}`);
  }
}

export async function readCorrections(
  ask: Ask,
  studentId: string,
  courseIds: readonly string[],
): Promise<CourseCorrections> {
  const ids = [...new Set(courseIds)];
  return new CourseCorrections(ids.length === 0 ? [] : await ask<CorrectionsRow>(READ, [studentId, ids]));
}

/**
 * $1 course, $2 its student, $3 its id on Moodle. Out of the recycle bin, or uploaded anew, an item has a new id: what the student said of one that was removed holds for the
 * next one of the same type and name, if they said nothing of that one. It is moved, not copied, so that it can be undone for good.
 */
const FOLLOW = `
  WITH heirs AS (
    SELECT DISTINCT ON (k.cmid) k.cmid AS from_cmid, n.cmid AS to_cmid
    FROM library_corrections k
    JOIN library_items o ON o.course_id = $1 AND o.cmid = k.cmid AND o.gone_as IN ('removed', 'replaced')
    JOIN library_items n ON n.course_id = $1 AND n.gone_at IS NULL AND n.type = o.type AND n.name = o.name AND n.cmid > o.cmid
    WHERE k.student_id = $2 AND k.course_moodle_id = $3 AND NOT EXISTS (
      SELECT FROM library_corrections said
      WHERE said.student_id = $2 AND said.course_moodle_id = $3 AND said.cmid = n.cmid)
    ORDER BY k.cmid, n.cmid
  ), moves AS (
    SELECT DISTINCT ON (to_cmid) * FROM heirs ORDER BY to_cmid, from_cmid DESC
  )
  UPDATE library_corrections k SET cmid = m.to_cmid
  FROM moves m
  WHERE k.student_id = $2 AND k.course_moodle_id = $3 AND k.cmid = m.from_cmid`;

/** To be called when what a course no longer shows is marked as gone. */
export async function followItems(
  query: Query,
  courseId: string,
  studentId: string,
  courseMoodleId: number,
): Promise<void> {
  await query(FOLLOW, [courseId, studentId, courseMoodleId]);
}
