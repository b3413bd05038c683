import type { MoodleFile } from '../../moodle';
import { fingerprintInOrder } from '../../fingerprint';
import { orMissing, toRecordset, toTimestamp } from './recordset';
import { NO_ROWS, type RowCounts } from './row-counts';
import type { RowDifference } from './row-difference';
import type { Query } from './transaction';

/** Which reply of Moodle a file stands in; `post:ID` is a discussion of a forum. */
export type FileOrigin = 'content' | 'attachment' | 'submission' | 'feedback' | `post:${number}`;

/** A file's columns, as they are sent to the database or read back from it. */
export interface FileRow {
  readonly [column: string]: unknown;
  readonly cmid: number;
  readonly origin: string;
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly created_at: string | null;
  readonly modified_at: string | null;
}

/**
 * $1 student, $2 course, $3 files, $4 which items were read whole, by origin. Names and folders are cut at 255 characters, the length of
 * Moodle's own columns; files that share folder and name are told apart by their order. A file is removed only where the reply
 * that would name it was read whole. Answers the rows that differed, as they were and as they are.
 */
const WRITE = `
  WITH incoming AS (
    SELECT i.id AS item_id, r.origin, left(r.path, 255) AS path, left(r.name, 255) AS name,
           row_number() OVER (
             PARTITION BY i.id, r.origin, left(r.path, 255), left(r.name, 255) ORDER BY r.position)::integer AS ordinal,
           r.position, r.size, r.url, r.mime_type, r.author, r.created_at, r.modified_at, r.fingerprint
    FROM json_to_recordset($3::json) AS r (
      cmid bigint, origin text, path text, name text, position integer, size bigint, url text, mime_type text,
      author text, created_at timestamptz, modified_at timestamptz, fingerprint text)
    JOIN library_items i ON i.course_id = $2 AND i.cmid = r.cmid
  ), read AS MATERIALIZED ( -- or the files would meet it by origin alone, each with all
    SELECT i.id AS item_id, r.origin
    FROM json_to_recordset($4::json) AS r (cmid bigint, origin text)
    JOIN library_items i ON i.course_id = $2 AND i.cmid = r.cmid
  ), removed AS (
    DELETE FROM library_files f
    USING read
    WHERE f.course_id = $2 AND (f.item_id, f.origin) = (read.item_id, read.origin)
      AND NOT EXISTS (
        SELECT FROM incoming n
        WHERE (n.item_id, n.origin, n.path, n.name, n.ordinal) = (f.item_id, f.origin, f.path, f.name, f.ordinal))
    RETURNING f.*
  ), written AS (
    INSERT INTO library_files (
      student_id, course_id, item_id, origin, path, name, ordinal, position, size, url, mime_type, author, created_at,
      modified_at, fingerprint)
    SELECT $1, $2, n.* FROM incoming n
    LEFT JOIN library_files o
      ON o.course_id = $2 AND (o.item_id, o.origin, o.path, o.name, o.ordinal) = (n.item_id, n.origin, n.path, n.name, n.ordinal)
    WHERE o.id IS NULL OR o.fingerprint <> n.fingerprint
    ON CONFLICT (item_id, origin, path, name, ordinal) DO UPDATE SET
      (position, size, url, mime_type, author, created_at, modified_at, fingerprint) =
      (EXCLUDED.position, EXCLUDED.size, EXCLUDED.url, EXCLUDED.mime_type, EXCLUDED.author, EXCLUDED.created_at,
       EXCLUDED.modified_at, EXCLUDED.fingerprint)
    RETURNING *
  )`;

const REPLACE = `${WRITE}
  SELECT i.cmid::float8 AS cmid, to_jsonb(o) AS before, to_jsonb(w) AS after
  FROM written w JOIN library_items i ON i.course_id = $2 AND i.id = w.item_id
  LEFT JOIN library_files o ON o.course_id = $2 AND o.id = w.id
  UNION ALL
  SELECT i.cmid::float8, to_jsonb(r), NULL FROM removed r JOIN library_items i ON i.course_id = $2 AND i.id = r.item_id`;

/** Of a course that was never read whole nothing is told: its files, which may be thousands, do not come back. */
const REPLACE_UNTOLD = `${WRITE}
  SELECT count(*) FILTER (WHERE o.id IS NULL)::integer AS added,
         count(*) FILTER (WHERE o.id IS NOT NULL)::integer AS changed,
         (SELECT count(*) FROM removed)::integer AS removed
  FROM written w LEFT JOIN library_files o ON o.course_id = $2 AND o.id = w.id`;

/** Makes the files of the items that were read those that Moodle lists now. */
export async function replaceFiles(
  query: Query,
  studentId: string,
  courseId: string,
  groups: readonly FileGroup[],
  told = true,
): Promise<{ counts: RowCounts; differences: RowDifference<FileRow>[] }> {
  if (groups.length === 0) return { counts: NO_ROWS, differences: [] };
  const files = groups.flatMap(({ cmid, origin, files: listed }) =>
    listed.map((file, position) => fileRow(file, cmid, origin, position)),
  );
  const read = groups.filter(({ whole }) => whole).map(({ cmid, origin }) => ({ cmid, origin }));
  const params = [studentId, courseId, toRecordset(files), toRecordset(read)];
  if (!told) {
    const [counts] = await query<RowCounts>(REPLACE_UNTOLD, params);
    return { counts: counts ?? NO_ROWS, differences: [] };
  }
  const rows = await query<{ cmid: number } & RowDifference<Omit<FileRow, 'cmid'>>>(REPLACE, params);
  const differences = rows.map(({ cmid, before, after }) => ({
    before: before && ({ ...before, cmid } as FileRow),
    after: after && ({ ...after, cmid } as FileRow),
  }));
  const added = differences.filter(({ before }) => before === null).length;
  const removed = differences.filter(({ after }) => after === null).length;
  return { counts: { added, changed: differences.length - added - removed, removed }, differences };
}

/** What one reply lists for one item. */
export interface FileGroup {
  readonly cmid: number;
  readonly origin: FileOrigin;
  readonly files: readonly MoodleFile[];
  /** Only then are the files that it does not list gone. */
  readonly whole: boolean;
}

function fileRow(file: MoodleFile, cmid: number, origin: FileOrigin, position: number): object {
  const facts = {
    position,
    size: file.size,
    url: file.url,
    mime_type: orMissing(file.mimeType),
    author: orMissing(file.author),
    created_at: orMissing(toTimestamp(file.createdAt)),
    modified_at: orMissing(toTimestamp(file.modifiedAt)),
  };
  return { ...facts, cmid, origin, path: file.path, name: file.name, fingerprint: fingerprintInOrder(facts) };
}
