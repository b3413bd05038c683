import type { Change } from '../changes/change';
import { toRecordset } from './recordset';
import type { Query } from './transaction';

/**
 * $1 student, $2 changes, $3 how many. Numbers are given under the lock of the student's head row, so they are committed in the order
 * they grow: who asks for what came after N misses nothing.
 */
const APPEND = `
  WITH head AS (
    INSERT INTO library_change_heads AS h (student_id, last_seq) VALUES ($1, $3)
    ON CONFLICT (student_id) DO UPDATE SET last_seq = h.last_seq + EXCLUDED.last_seq
    RETURNING last_seq
  )
  INSERT INTO library_changes (student_id, seq, at, kind, subject, course_id, cmid, name, fields, uploaded_at)
  SELECT $1, head.last_seq - $3 + n.number, now(), n.kind, n.subject, n.course_id, n.cmid, n.name, n.fields, n.uploaded_at
  FROM head, json_to_recordset($2::json) AS n (
    number integer, kind text, subject text, course_id bigint, cmid bigint, name text, fields jsonb,
    uploaded_at timestamptz)`;

/** Puts changes at the end of the student's feed; last in a transaction, since it holds the feed until the end. Answers how many. */
export async function appendChanges(
  query: Query,
  studentId: string,
  changes: readonly Change[],
): Promise<number> {
  if (changes.length === 0) return 0;
  const rows = changes.map((change, index) => ({
    number: index + 1,
    kind: change.kind,
    subject: change.subject,
    course_id: change.courseId,
    cmid: change.cmid,
    name: change.name,
    fields: change.fields,
    uploaded_at: change.uploadedAt,
  }));
  await query(APPEND, [studentId, toRecordset(rows), rows.length]);
  return rows.length;
}
