import type { Change } from '../changes/change';
import type { Query } from './transaction';
import type { StoredItem } from './verdict-rows';

/** All that a course which was read whole shows, by Moodle's ids. */
export interface Kept {
  readonly sectionIds: readonly number[];
  readonly cmids: readonly number[];
  /** Of what it shows no longer: what is on Moodle all the same. */
  readonly hidden: readonly number[];
  /** Of what it showed no longer before, and was hidden then: what has been deleted since. */
  readonly deleted?: readonly number[];
}

/** $1 course, $2 cmids that are shown, $3 cmids that are hidden. The rows stay, so that what comes back is known. */
const MARK_ITEMS = `
  WITH gone AS (
    UPDATE library_items i
    SET gone_at = now(), gone_as = CASE WHEN i.cmid = ANY ($3::bigint[]) THEN 'hidden' ELSE 'removed' END
    WHERE i.course_id = $1 AND i.gone_at IS NULL
      AND NOT EXISTS (SELECT FROM unnest($2::bigint[]) AS kept (cmid) WHERE kept.cmid = i.cmid)
    RETURNING i.id, i.cmid, i.name, i.gone_as
  )
  SELECT gone.cmid::float8 AS cmid, gone.name, gone.gone_as AS kind,
         coalesce(f.count, 0)::integer AS files
  FROM gone
  LEFT JOIN (SELECT item_id, count(*) FROM library_files WHERE course_id = $1 GROUP BY item_id) f ON f.item_id = gone.id
  ORDER BY gone.cmid`;

/** $1 course, $2 cmids. What was hidden, and is deleted now, is removed; from now on it is kept as long as all that is. */
const MARK_DELETED = `
  WITH gone AS (
    UPDATE library_items i SET gone_at = now(), gone_as = 'removed'
    WHERE i.course_id = $1 AND i.gone_as = 'hidden' AND i.cmid = ANY ($2::bigint[])
    RETURNING i.cmid, i.name
  )
  SELECT gone.cmid::float8 AS cmid, gone.name, 'removed' AS kind, 0 AS files FROM gone ORDER BY gone.cmid`;

/** $1 course, $2 Moodle ids of sections. A section that still shows an item stays: nothing goes that is to be kept. */
const MARK_SECTIONS = `
  WITH gone AS (
    UPDATE library_sections s SET gone_at = now()
    WHERE s.course_id = $1 AND s.gone_at IS NULL
      AND NOT EXISTS (SELECT FROM unnest($2::bigint[]) AS kept (moodle_id) WHERE kept.moodle_id = s.moodle_id)
      AND NOT EXISTS (
        SELECT FROM library_items i WHERE i.course_id = $1 AND i.section_id = s.id AND i.gone_at IS NULL)
    RETURNING s.id, s.name
  )
  SELECT gone.name, CASE WHEN EXISTS (
           SELECT FROM library_items i WHERE i.course_id = $1 AND i.section_id = gone.id AND i.gone_as = 'hidden')
         THEN 'hidden' ELSE 'removed' END AS kind
  FROM gone`;

interface GoneItem {
  readonly cmid: number;
  readonly name: string;
  readonly kind: 'hidden' | 'removed';
  readonly files: number;
}

/** Marks what is not kept as gone, of the items that are stored; answers how many sections, items and files went, and what there is to tell. */
export async function markGone(
  query: Query,
  courseId: string,
  stored: readonly StoredItem[],
  { cmids, sectionIds, hidden, deleted = [] }: Kept,
): Promise<{ removed: number; changes: readonly Change[] }> {
  const nowDeleted = deleted.length === 0 ? [] : await query<GoneItem>(MARK_DELETED, [courseId, deleted]);
  const kept = new Set(cmids);
  const isAllKept = stored.every(({ shown, cmid }) => !shown || kept.has(cmid));
  const items = isAllKept ? [] : await query<GoneItem>(MARK_ITEMS, [courseId, cmids, hidden]);
  const sections = await query<{ name: string; kind: 'hidden' | 'removed' }>(MARK_SECTIONS, [
    courseId,
    sectionIds,
  ]);
  const change = (one: Pick<Change, 'kind' | 'subject' | 'cmid' | 'name'>): Change => ({
    courseId,
    fields: [],
    uploadedAt: null,
    ...one,
  });
  return {
    removed: items.reduce((sum, { files }) => sum + 1 + files, sections.length),
    changes: [
      ...[...nowDeleted, ...items].map(({ cmid, name, kind }) =>
        change({ kind, subject: 'item', cmid, name }),
      ),
      // A section that is hidden together with what was in it is not deleted.
      ...sections.map(({ name, kind }) => change({ kind, subject: 'section', cmid: null, name })),
    ],
  };
}

/** Rows of a feed and of what is gone are kept so long. */
const KEPT_DAYS = 400;

/** $1 days, $2 rows at most. */
const FORGET = [
  // What was announced in a forum goes with it: without its item it would be shown again. What the student said of an item goes too.
  `WITH forgotten AS (
     DELETE FROM library_items WHERE id IN (
       SELECT id FROM library_items WHERE gone_at < now() - make_interval(days => $1) LIMIT $2
       FOR UPDATE SKIP LOCKED) -- one that is just coming back stays
     RETURNING course_id, cmid, type
   ), corrections AS (
     DELETE FROM library_corrections k USING forgotten i JOIN library_courses c ON c.id = i.course_id
     WHERE k.student_id = c.student_id AND k.course_moodle_id = c.moodle_id AND k.cmid = i.cmid
   ), announcements AS (
     DELETE FROM library_announcements a USING forgotten i
     WHERE i.type = 'forum' AND a.course_id = i.course_id AND a.forum_cmid = i.cmid
     RETURNING 1
   )
   SELECT (SELECT count(*) FROM forgotten)::integer + (SELECT count(*) FROM announcements)::integer AS count`,
  // A section is needed as long as an item names it.
  `WITH forgotten AS (
     DELETE FROM library_sections WHERE id IN (
       SELECT s.id FROM library_sections s
       WHERE s.gone_at < now() - make_interval(days => $1)
         AND NOT EXISTS (SELECT FROM library_items i WHERE i.course_id = s.course_id AND i.section_id = s.id)
       LIMIT $2)
     RETURNING 1
   )
   SELECT count(*)::integer AS count FROM forgotten`,
  `WITH forgotten AS (
     DELETE FROM library_changes WHERE (student_id, seq) IN (
       SELECT student_id, seq FROM library_changes WHERE at < now() - make_interval(days => $1) LIMIT $2)
     RETURNING 1
   )
   SELECT count(*)::integer AS count FROM forgotten`,
] as const;

/** Deletes what has been gone for longer than anybody asks, and the oldest entries of feeds. Answers how many rows went. */
export async function forgetGone(query: Query, limit: number): Promise<number> {
  let count = 0;
  for (const sql of FORGET) {
    const [row] = await query<{ count: number }>(sql, [KEPT_DAYS, limit]);
    count += row?.count ?? 0;
  }
  return count;
}
