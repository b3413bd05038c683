import { fingerprintOf } from '../../fingerprint';
import type { Listed, MoodleDiscussion, MoodleForum } from '../../moodle';
import { replaceFiles, type FileGroup } from './file-rows';
import { toRecordset, toTimestamp } from './recordset';
import { sumOf } from './row-counts';
import type { Query } from './transaction';
import { writtenRows, type DifferingRow, type WrittenRows } from './written-rows';

/** An announcement's columns, as they are sent to the database or read back from it. */
export interface AnnouncementFacts {
  readonly [column: string]: unknown;
  readonly moodle_id: number;
  readonly forum_cmid: number;
  readonly forum: string;
  readonly subject: string;
  readonly message: string | null;
  readonly author: string | null;
  readonly created_at: string | null;
  readonly modified_at: string | null;
  readonly pinned: boolean;
  readonly replies: number;
}

/**
 * $1 student, $2 course, $3 announcements, $4 cmid of the forum, $5 moment after which all of the forum's are in the list. The
 * statement sees the table as it was before, so what is joined last is what was stored.
 */
const WRITE = `
  WITH incoming AS (
    SELECT * FROM json_to_recordset($3::json) AS r (
      moodle_id bigint, forum_cmid bigint, forum text, subject text, message text, author text, created_at timestamptz,
      modified_at timestamptz, pinned boolean, replies bigint, fingerprint text)
  ), removed AS (
    DELETE FROM library_announcements o
    WHERE o.course_id = $2 AND o.forum_cmid = $4
      AND coalesce(o.modified_at, o.created_at, to_timestamp(0)) > $5::timestamptz
      AND NOT EXISTS (SELECT FROM incoming n WHERE n.moodle_id = o.moodle_id)
    RETURNING o.*
  ), written AS (
    INSERT INTO library_announcements (
      student_id, course_id, moodle_id, forum_cmid, forum, subject, message, author, created_at, modified_at, pinned,
      replies, fingerprint)
    SELECT $1, $2, n.* FROM incoming n
    LEFT JOIN library_announcements o ON o.course_id = $2 AND o.moodle_id = n.moodle_id
    WHERE o.id IS NULL OR o.fingerprint <> n.fingerprint
    ON CONFLICT (course_id, moodle_id) DO UPDATE SET
      (forum_cmid, forum, subject, message, author, created_at, modified_at, pinned, replies, fingerprint) =
      (EXCLUDED.forum_cmid, EXCLUDED.forum, EXCLUDED.subject, EXCLUDED.message, EXCLUDED.author, EXCLUDED.created_at,
       EXCLUDED.modified_at, EXCLUDED.pinned, EXCLUDED.replies, EXCLUDED.fingerprint)
    RETURNING moodle_id
  )
  SELECT w.moodle_id::float8 AS moodle_id, to_jsonb(o) AS before, false AS removed
  FROM written w LEFT JOIN library_announcements o ON o.course_id = $2 AND o.moodle_id = w.moodle_id
  UNION ALL
  SELECT r.moodle_id::float8, to_jsonb(r), true FROM removed r`;

/**
 * Stores the newest discussions of one forum, in Moodle's order, and their attachments as files of the forum's item; a forum that is
 * no item of the library has nowhere to put them. Of `limit` asked for: where fewer came, and the list is whole, they are all there is.
 */
export async function writeAnnouncements(
  query: Query,
  studentId: string,
  courseId: string,
  forum: Pick<MoodleForum, 'cmid' | 'name'>,
  { rows: discussions, whole }: Listed<MoodleDiscussion>,
  limit: number,
): Promise<WrittenRows<AnnouncementFacts>> {
  const listed = new Map<number, MoodleDiscussion>();
  for (const discussion of discussions) if (!listed.has(discussion.id)) listed.set(discussion.id, discussion);
  const rows = new Map(
    [...listed].map(([id, discussion]) => [id, announcementRow(discussion, forum)] as const),
  );
  const recordset = toRecordset([...rows.values()]);
  const from = whole ? completeAfter(discussions, limit) : 'infinity';
  const params = [studentId, courseId, recordset, forum.cmid, from];
  const differing = await query<DifferingRow<AnnouncementFacts>>(WRITE, params);
  const written = writtenRows(differing, ({ moodle_id }) => rows.get(moodle_id) ?? null);
  const groups = [
    ...[...listed.values()].map(attachments(forum.cmid, whole)),
    ...written.differences.flatMap(left),
  ];
  const files = await replaceFiles(query, studentId, courseId, groups.filter(canBeNamed));
  return { ...written, counts: sumOf(written.counts, files.counts) };
}

/**
 * After this moment no discussion is missing from the list. Moodle lists what is pinned or starred first, and then by the last change:
 * the end of a full list is as far as it reaches. One that ends among the pinned proves nothing.
 */
function completeAfter(discussions: readonly MoodleDiscussion[], limit: number): string {
  const last = discussions.at(-1);
  if (last === undefined || discussions.length < limit) return '-infinity';
  return (last.pinned ? null : toTimestamp(last.modifiedAt ?? last.createdAt)) ?? 'infinity';
}

function announcementRow(
  discussion: MoodleDiscussion,
  forum: Pick<MoodleForum, 'cmid' | 'name'>,
): AnnouncementFacts {
  const facts = {
    moodle_id: discussion.id,
    forum_cmid: forum.cmid,
    forum: forum.name,
    subject: discussion.subject,
    message: discussion.message,
    author: discussion.author,
    created_at: toTimestamp(discussion.createdAt),
    modified_at: toTimestamp(discussion.modifiedAt),
    pinned: discussion.pinned,
    replies: discussion.replies,
  };
  return { ...facts, fingerprint: fingerprintOf(facts) };
}

const attachments =
  (cmid: number, whole: boolean) =>
  ({ id, files }: Pick<MoodleDiscussion, 'id' | 'files'>): FileGroup => ({
    cmid,
    origin: `post:${id}`,
    files,
    whole,
    newItemId: null,
  });

/** The forum that an announcement is no longer in, by removal or by moving, keeps no files of it. */
function left({
  before,
  after,
}: WrittenRows<AnnouncementFacts>['differences'][number]): readonly FileGroup[] {
  return before === null || before.forum_cmid === after?.forum_cmid
    ? []
    : [attachments(before.forum_cmid, true)({ id: before.moodle_id, files: [] })];
}

/** Longer ones do not fit `library_files.origin`; no site has had so many discussions. */
const canBeNamed = ({ origin }: FileGroup): boolean => origin.length <= 20;
