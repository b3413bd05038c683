import { type Choice, FEWEST } from '../corrections/agreed-category';
import type { ItemCorrections } from '../corrections/item-classification';
import type { Query } from './transaction';

type Ask = <Row>(sql: string, params: unknown[]) => Promise<Row[]>;

/**
 * $1 student, $2 courses of theirs, $3 how many must agree at least. What students of the same courses said of each item; how many have the
 * course is counted only where so many agree that it is asked for.
 */
const READ = `
  WITH mine AS (
    SELECT c.id, c.moodle_id, s.university_id
    FROM library_courses c JOIN students s ON s.id = c.student_id
    WHERE c.student_id = $1 AND c.id = ANY ($2::bigint[])
  ), chosen AS (
    SELECT m.id, k.cmid, k.category, count(*)::integer AS students, bool_or(k.student_id = $1) AS own
    FROM mine m
    JOIN library_corrections k ON k.university_id = m.university_id AND k.course_moodle_id = m.moodle_id
    GROUP BY m.id, k.cmid, k.category
  ), sizes AS (
    SELECT m.id, count(*)::integer AS classmates
    FROM mine m
    JOIN library_courses c ON c.moodle_id = m.moodle_id AND c.unlisted_at IS NULL
    JOIN students s ON s.id = c.student_id AND s.university_id = m.university_id
    WHERE m.id IN (SELECT id FROM chosen WHERE students >= $3)
    GROUP BY m.id
  )
  SELECT chosen.id::text AS course_id, chosen.cmid::float8 AS cmid, sizes.classmates,
         json_agg(json_build_object('category', category, 'students', students, 'own', own) ORDER BY category) AS choices
  FROM chosen LEFT JOIN sizes USING (id)
  GROUP BY chosen.id, chosen.cmid, sizes.classmates`;

interface CorrectionRow {
  readonly course_id: string;
  readonly cmid: number;
  readonly classmates: number | null;
  readonly choices: readonly Choice[];
}

/** What was said of the items of some of a student's courses. */
export class CourseCorrections {
  private readonly rows: ReadonlyMap<string, ItemCorrections>;

  constructor(rows: readonly CorrectionRow[]) {
    this.rows = new Map(rows.map((row) => [`${row.course_id}/${row.cmid}`, row]));
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
  return new CourseCorrections(
    ids.length === 0 ? [] : await ask<CorrectionRow>(READ, [studentId, ids, FEWEST]),
  );
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
