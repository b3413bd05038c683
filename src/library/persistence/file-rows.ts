import type { MoodleFile } from '../../moodle';
import type { PlacedModule } from './item-rows';
import { toRecordset, toTimestamp } from './recordset';
import type { RowCounts } from './row-counts';
import type { Query } from './transaction';

/** Which reply of Moodle a file stands in: the course page, the assignment, or (`post:ID`) a discussion of a forum. */
export type FileOrigin = 'content' | 'attachment' | `post:${number}`;

/**
 * $1 student, $2 course, $3 files, $4 which items were read, by origin. Names and folders are cut at 255 characters, the length of
 * Moodle's own columns; files that share folder and name are told apart by their order. A file is removed only where the reply
 * that would name it was read.
 */
const REPLACE = `
  WITH incoming AS (
    SELECT i.id AS item_id, r.origin, left(r.path, 255) AS path, left(r.name, 255) AS name,
           row_number() OVER (
             PARTITION BY i.id, r.origin, left(r.path, 255), left(r.name, 255) ORDER BY r.position)::integer AS ordinal,
           r.position, r.size, r.url, r.mime_type, r.author, r.created_at, r.modified_at
    FROM json_to_recordset($3::json) AS r (
      cmid bigint, origin text, path text, name text, position integer, size bigint, url text, mime_type text,
      author text, created_at timestamptz, modified_at timestamptz)
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
    RETURNING f.id
  ), written AS (
    INSERT INTO library_files (
      student_id, course_id, item_id, origin, path, name, ordinal, position, size, url, mime_type, author, created_at,
      modified_at)
    SELECT $1, $2, n.* FROM incoming n
    LEFT JOIN library_files o
      ON o.course_id = $2 AND (o.item_id, o.origin, o.path, o.name, o.ordinal) = (n.item_id, n.origin, n.path, n.name, n.ordinal)
    WHERE o.id IS NULL
       OR (o.position, o.size, o.url, o.mime_type, o.author, o.created_at, o.modified_at)
          IS DISTINCT FROM (n.position, n.size, n.url, n.mime_type, n.author, n.created_at, n.modified_at)
    ON CONFLICT (item_id, origin, path, name, ordinal) DO UPDATE SET
      (position, size, url, mime_type, author, created_at, modified_at) =
      (EXCLUDED.position, EXCLUDED.size, EXCLUDED.url, EXCLUDED.mime_type, EXCLUDED.author, EXCLUDED.created_at,
       EXCLUDED.modified_at)
    RETURNING (xmax = 0) AS is_new
  )
  SELECT count(*) FILTER (WHERE is_new)::integer AS added,
         count(*) FILTER (WHERE NOT is_new)::integer AS changed,
         (SELECT count(*)::integer FROM removed) AS removed
  FROM written`;

/** Makes the files of the items that were read those that Moodle lists now. */
export async function replaceFiles(
  query: Query,
  studentId: string,
  courseId: string,
  groups: readonly FileGroup[],
): Promise<{ counts: RowCounts }> {
  const files = groups.flatMap(({ cmid, origin, files }) =>
    files.map((file, position) => fileRow(file, cmid, origin, position)),
  );
  const read = groups.map(({ cmid, origin }) => ({ cmid, origin }));
  const params = [studentId, courseId, toRecordset(files), toRecordset(read)];
  const [counts] = await query<RowCounts>(REPLACE, params);
  return { counts: counts ?? { added: 0, changed: 0, removed: 0 } };
}

/** What one reply lists for one item. */
export interface FileGroup {
  readonly cmid: number;
  readonly origin: FileOrigin;
  readonly files: readonly MoodleFile[];
}

/** Groups of the replies that were read of an item. */
export function fileGroups({ module: { cmid, files }, assignment }: PlacedModule): FileGroup[] {
  const content: FileGroup = { cmid, origin: 'content', files };
  return assignment ? [content, { cmid, origin: 'attachment', files: assignment.attachments }] : [content];
}

function fileRow(file: MoodleFile, cmid: number, origin: FileOrigin, position: number): object {
  return {
    cmid,
    origin,
    path: file.path,
    name: file.name,
    position,
    size: file.size,
    url: file.url,
    mime_type: file.mimeType,
    author: file.author,
    created_at: toTimestamp(file.createdAt),
    modified_at: toTimestamp(file.modifiedAt),
  };
}
