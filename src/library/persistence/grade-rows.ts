import { fingerprintOf } from '../../fingerprint';
import type { Listed, MoodleGradeItem } from '../../moodle';
import { toRecordset, toTimestamp } from './recordset';
import type { Query } from './transaction';
import { writtenRows, type DifferingRow, type WrittenRows } from './written-rows';

/** A grade's columns, as they are sent to the database or read back from it. */
export interface GradeFacts {
  readonly [column: string]: unknown;
  readonly moodle_id: number;
  /** In the report, from 0. */
  readonly position: number;
  readonly kind: MoodleGradeItem['kind'];
  readonly name: string | null;
  readonly activity_type: string | null;
  readonly instance: number | null;
  readonly cmid: number | null;
  readonly item_number: number;
  readonly category_id: number | null;
  readonly grade: number | null;
  readonly shown: string | null;
  readonly percentage: string | null;
  readonly weight: string | null;
  readonly min_grade: number | null;
  readonly max_grade: number | null;
  readonly feedback: string | null;
  readonly graded_at: string | null;
  readonly hidden: boolean;
}

/**
 * $1 student, $2 course, $3 grades, $4 whether they are all there is. The statement sees the table as it was before, so what is joined
 * last is what was stored.
 */
const WRITE = `
  WITH incoming AS (
    SELECT * FROM json_to_recordset($3::json) AS r (
      moodle_id bigint, position integer, kind text, name text, activity_type text, instance bigint, cmid bigint,
      item_number bigint, category_id bigint, grade double precision, shown text, percentage text, weight text,
      min_grade double precision, max_grade double precision, feedback text, graded_at timestamptz, hidden boolean,
      fingerprint text)
  ), removed AS (
    DELETE FROM library_grades o
    WHERE $4::boolean AND o.course_id = $2 AND NOT EXISTS (SELECT FROM incoming n WHERE n.moodle_id = o.moodle_id)
    RETURNING o.*
  ), written AS (
    INSERT INTO library_grades (
      student_id, course_id, moodle_id, position, kind, name, activity_type, instance, cmid, item_number, category_id,
      grade, shown, percentage, weight, min_grade, max_grade, feedback, graded_at, hidden, fingerprint)
    SELECT $1, $2, n.* FROM incoming n
    LEFT JOIN library_grades o ON o.course_id = $2 AND o.moodle_id = n.moodle_id
    WHERE o.id IS NULL OR o.fingerprint <> n.fingerprint
    ON CONFLICT (course_id, moodle_id) DO UPDATE SET
      (position, kind, name, activity_type, instance, cmid, item_number, category_id, grade, shown, percentage, weight,
       min_grade, max_grade, feedback, graded_at, hidden, fingerprint) =
      (EXCLUDED.position, EXCLUDED.kind, EXCLUDED.name, EXCLUDED.activity_type, EXCLUDED.instance, EXCLUDED.cmid,
       EXCLUDED.item_number, EXCLUDED.category_id, EXCLUDED.grade, EXCLUDED.shown, EXCLUDED.percentage,
       EXCLUDED.weight, EXCLUDED.min_grade, EXCLUDED.max_grade, EXCLUDED.feedback, EXCLUDED.graded_at,
       EXCLUDED.hidden, EXCLUDED.fingerprint)
    RETURNING moodle_id
  )
  SELECT w.moodle_id::float8 AS moodle_id, to_jsonb(o) AS before, false AS removed
  FROM written w LEFT JOIN library_grades o ON o.course_id = $2 AND o.moodle_id = w.moodle_id
  UNION ALL
  SELECT r.moodle_id::float8, to_jsonb(r), true FROM removed r`;

/**
 * Makes the grades of a course those of its report: what a report that is whole no longer lists is gone. A row that only moved in the
 * report differs as well: in its position.
 */
export async function writeGrades(
  query: Query,
  studentId: string,
  courseId: string,
  { rows: items, whole }: Listed<MoodleGradeItem>,
): Promise<WrittenRows<GradeFacts>> {
  const rows = new Map<number, GradeFacts>();
  for (const item of items) if (!rows.has(item.id)) rows.set(item.id, gradeRow(item, rows.size));
  const params = [studentId, courseId, toRecordset([...rows.values()]), whole];
  const differing = await query<DifferingRow<GradeFacts>>(WRITE, params);
  return writtenRows(differing, ({ moodle_id }) => rows.get(moodle_id) ?? null);
}

function gradeRow(item: MoodleGradeItem, position: number): GradeFacts {
  const facts = {
    moodle_id: item.id,
    position,
    kind: item.kind,
    name: item.name,
    activity_type: item.activityType,
    instance: item.instance,
    cmid: item.cmid,
    item_number: item.itemNumber,
    category_id: item.categoryId,
    grade: item.grade,
    shown: item.shown,
    percentage: item.percentage,
    weight: item.weight,
    min_grade: item.min,
    max_grade: item.max,
    feedback: item.feedback,
    graded_at: toTimestamp(item.gradedAt),
    hidden: item.hidden,
  };
  return { ...facts, fingerprint: fingerprintOf(facts) };
}
