import type { MoodleSection } from '../../moodle';
import { toRecordset } from './recordset';
import type { RowCounts } from './row-counts';
import type { Query } from './transaction';

/** $1 student, $2 course, $3 sections. */
const UPSERT = `
  WITH incoming AS (
    SELECT * FROM json_to_recordset($3::json) AS r (
      moodle_id bigint, position integer, name text, summary text, restricted boolean, restriction_reason text)
  ), written AS (
    INSERT INTO library_sections (
      student_id, course_id, moodle_id, position, name, summary, restricted, restriction_reason)
    SELECT $1, $2, n.* FROM incoming n
    LEFT JOIN library_sections o ON o.course_id = $2 AND o.moodle_id = n.moodle_id
    WHERE o.id IS NULL
       OR (o.position, o.name, o.summary, o.restricted, o.restriction_reason)
          IS DISTINCT FROM (n.position, n.name, n.summary, n.restricted, n.restriction_reason)
    ON CONFLICT (course_id, moodle_id) DO UPDATE SET
      (position, name, summary, restricted, restriction_reason) =
      (EXCLUDED.position, EXCLUDED.name, EXCLUDED.summary, EXCLUDED.restricted, EXCLUDED.restriction_reason)
    RETURNING (xmax = 0) AS is_new
  )
  SELECT count(*) FILTER (WHERE is_new)::integer AS added,
         count(*) FILTER (WHERE NOT is_new)::integer AS changed,
         0 AS removed
  FROM written`;

/** Upserts the sections of one course. */
export async function writeSections(
  query: Query,
  studentId: string,
  courseId: string,
  sections: readonly MoodleSection[],
): Promise<RowCounts> {
  const rows = new Map<number, object>();
  for (const section of sections) {
    if (!rows.has(section.id)) rows.set(section.id, sectionRow(section));
  }
  const [counts] = await query<RowCounts>(UPSERT, [studentId, courseId, toRecordset([...rows.values()])]);
  return counts ?? { added: 0, changed: 0, removed: 0 };
}

function sectionRow(section: MoodleSection): object {
  return {
    moodle_id: section.id,
    position: section.position,
    name: section.name,
    summary: section.summary,
    restricted: section.restricted,
    restriction_reason: section.restrictionReason,
  };
}
