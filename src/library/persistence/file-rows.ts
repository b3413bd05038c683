import type { MoodleFile } from '../../moodle';
import { fingerprintOfText } from '../../fingerprint';
import { cells, storableText } from './copied-rows';
import { toRecordset, toTimestamp } from './recordset';
import { NO_ROWS, sumOf, type RowCounts } from './row-counts';
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

export interface WrittenFiles {
  readonly counts: RowCounts;
  readonly differences: readonly RowDifference<FileRow>[];
}

/** Makes the files of the items that were read those that Moodle lists now. `told`: those of new items are wanted, not their number alone. */
export async function replaceFiles(
  query: Query,
  studentId: string,
  courseId: string,
  groups: readonly FileGroup[],
  told = true,
): Promise<WrittenFiles> {
  const appended = await appendFiles(query, studentId, courseId, groups, told);
  const replaced = await replaceOfKnown(query, studentId, courseId, groups);
  return {
    counts: sumOf(appended.counts, replaced.counts),
    differences: [...replaced.differences, ...appended.differences],
  };
}

/** An item that is new has no files yet. */
async function appendFiles(
  query: Query,
  studentId: string,
  courseId: string,
  groups: readonly FileGroup[],
  told: boolean,
): Promise<WrittenFiles> {
  const own = groups.filter(({ newItemId, files }) => newItemId !== null && files.length > 0);
  if (own.length === 0) return { counts: NO_ROWS, differences: [] };
  const differences: RowDifference<FileRow>[] = [];
  let added = 0;
  function* lines(): Generator<string> {
    for (const group of own) {
      const { newItemId, origin, files } = group;
      const ordinalOf = ordinals();
      for (const [position, file] of files.entries()) {
        const facts = fileFacts(file, position);
        const line = lineOf(facts);
        const fingerprint = fingerprintOfText(line);
        const [folder, name] = [cut(file.path), cut(file.name)];
        added += 1;
        // For thousands of files a row that nobody asks for is a third of the work.
        if (told) differences.push({ before: null, after: fileRow(file, group, facts, fingerprint) });
        const place = [studentId, courseId, newItemId, origin, folder, name, ordinalOf(folder, name)];
        yield `${cells(place)}\t${line}\t${fingerprint}`;
      }
    }
  }
  await query.copy('library_files', COPIED, lines());
  return { counts: { added, changed: 0, removed: 0 }, differences };
}

async function replaceOfKnown(
  query: Query,
  studentId: string,
  courseId: string,
  groups: readonly FileGroup[],
): Promise<WrittenFiles> {
  const own = groups.filter(({ newItemId }) => newItemId === null);
  if (own.length === 0) return { counts: NO_ROWS, differences: [] };
  const files = own.flatMap((group) =>
    group.files.map((file, position) => {
      const facts = fileFacts(file, position);
      return fileRow(file, group, facts, fingerprintOfText(lineOf(facts)));
    }),
  );
  const read = own.filter(({ whole }) => whole).map(({ cmid, origin }) => ({ cmid, origin }));
  const params = [studentId, courseId, toRecordset(files), toRecordset(read)];
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
  /** Id of the item's row, where it was stored just now for the first time. */
  readonly newItemId: string | null;
}

/** Columns that say what a file is, beside its place and name: as one line they make its fingerprint. */
const FACTS = ['position', 'size', 'url', 'mime_type', 'author', 'created_at', 'modified_at'] as const;

const COPIED = [
  'student_id',
  'course_id',
  'item_id',
  'origin',
  'path',
  'name',
  'ordinal',
  ...FACTS,
  'fingerprint',
] as const;

/** Of Moodle's own columns. */
const LONGEST_NAME = 255;

/** As `left` of PostgreSQL, which counts characters. */
function cut(name: string): string {
  const text = storableText(name);
  return text.length > LONGEST_NAME ? [...text].slice(0, LONGEST_NAME).join('') : text;
}

/** Tells files apart that share folder and name, in the order in which they are asked for. */
function ordinals(): (folder: string, name: string) => number {
  const seen = new Map<string, number>();
  return (folder, name) => {
    const key = `${folder}\0${name}`;
    const ordinal = (seen.get(key) ?? 0) + 1;
    seen.set(key, ordinal);
    return ordinal;
  };
}

interface FileFacts extends Readonly<Record<(typeof FACTS)[number], string | number | null>> {
  readonly size: number;
  readonly created_at: string | null;
  readonly modified_at: string | null;
}

function fileFacts(file: MoodleFile, position: number): FileFacts {
  return {
    position,
    size: file.size,
    url: file.url,
    mime_type: file.mimeType,
    author: file.author,
    created_at: toTimestamp(file.createdAt),
    modified_at: toTimestamp(file.modifiedAt),
  };
}

const lineOf = (facts: FileFacts): string => cells(FACTS.map((fact) => facts[fact]));

const fileRow = (
  { path, name }: MoodleFile,
  { cmid, origin }: Pick<FileGroup, 'cmid' | 'origin'>,
  facts: FileFacts,
  fingerprint: string,
): FileRow => ({ ...facts, cmid, origin, path, name, fingerprint });
