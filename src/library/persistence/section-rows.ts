import type { MoodleSection } from '../../moodle';
import { fingerprintOf } from '../../fingerprint';
import { toRecordset } from './recordset';
import type { RowCounts } from './row-counts';
import type { RowDifference } from './row-difference';
import type { Query } from './transaction';

export interface SectionFacts {
  readonly [column: string]: unknown;
  readonly moodle_id: number;
  readonly name: string;
  readonly restricted: boolean;
  readonly gone_at?: string | null;
}

/** $1 student, $2 course, $3 sections. Rows that are the same are neither written nor locked: they never reach the INSERT. */
const UPSERT = `
  WITH incoming AS (
    SELECT * FROM json_to_recordset($3::json) AS r (
      moodle_id bigint, position integer, name text, summary text, restricted boolean, restriction_reason text,
      fingerprint text)
  ), written AS (
    INSERT INTO library_sections (
      student_id, course_id, moodle_id, position, name, summary, restricted, restriction_reason, fingerprint)
    SELECT $1, $2, n.* FROM incoming n
    LEFT JOIN library_sections o ON o.course_id = $2 AND o.moodle_id = n.moodle_id
    WHERE o.id IS NULL OR o.fingerprint <> n.fingerprint OR o.gone_at IS NOT NULL
    ON CONFLICT (course_id, moodle_id) DO UPDATE SET
      (position, name, summary, restricted, restriction_reason, fingerprint, gone_at) =
      (EXCLUDED.position, EXCLUDED.name, EXCLUDED.summary, EXCLUDED.restricted, EXCLUDED.restriction_reason,
       EXCLUDED.fingerprint, NULL)
    RETURNING moodle_id
  )
  SELECT w.moodle_id::float8 AS id, to_jsonb(o) AS before
  FROM written w LEFT JOIN library_sections o ON o.course_id = $2 AND o.moodle_id = w.moodle_id`;

/** Upserts the sections of one course. */
export async function writeSections(
  query: Query,
  studentId: string,
  courseId: string,
  sections: readonly MoodleSection[],
): Promise<{ counts: RowCounts; differences: RowDifference<SectionFacts>[] }> {
  const rows = new Map<number, SectionFacts>();
  for (const section of sections) if (!rows.has(section.id)) rows.set(section.id, sectionRow(section));
  const written = await query<{ id: number; before: SectionFacts | null }>(UPSERT, [
    studentId,
    courseId,
    toRecordset([...rows.values()]),
  ]);
  const differences = written.map(({ id, before }) => ({ before, after: rows.get(id) ?? null }));
  const added = written.filter(({ before }) => before === null).length;
  return { counts: { added, changed: written.length - added, removed: 0 }, differences };
}

function sectionRow(section: MoodleSection): SectionFacts {
  const facts = {
    moodle_id: section.id,
    position: Math.min(section.position, 2_147_483_647), // the largest `integer`
    name: section.name,
    summary: section.summary,
    restricted: section.restricted,
    restriction_reason: section.restrictionReason,
  };
  return { ...facts, fingerprint: fingerprintOf(facts) };
}
