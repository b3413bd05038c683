import { toRecordset } from './recordset';
import type { Query } from './transaction';

/** An item that the library did not have, by what it is known by out of Moodle's recycle bin: there it got new ids. */
export interface NewItem {
  readonly cmid: number;
  readonly type: string;
  readonly name: string;
}

/**
 * $1 course, $2 items that are new. Each takes the place of one that was removed, the oldest id that of the last removed; what was taken
 * is used up (`replaced`), so that one removal is told to be restored once.
 */
const TAKE_PLACES = `
  WITH fresh AS (
    SELECT r.*, row_number() OVER (PARTITION BY r.type, r.name ORDER BY r.cmid) AS turn
    FROM json_to_recordset($2::json) AS r (cmid bigint, type text, name text)
  ), removed AS (
    SELECT id, type, name, row_number() OVER (PARTITION BY type, name ORDER BY gone_at DESC, id DESC) AS turn
    FROM library_items WHERE course_id = $1 AND gone_as = 'removed'
  ), taken AS (
    UPDATE library_items i SET gone_as = 'replaced'
    FROM fresh JOIN removed USING (type, name, turn)
    WHERE i.course_id = $1 AND i.id = removed.id
    RETURNING fresh.cmid
  )
  SELECT cmid::float8 AS cmid FROM taken`;

/** Those of the new items that stand for one that was removed, by their cmids. */
export async function takePlaces(
  query: Query,
  courseId: string,
  items: readonly NewItem[],
): Promise<ReadonlySet<number>> {
  if (items.length === 0) return new Set();
  const rows = await query<{ cmid: number }>(TAKE_PLACES, [courseId, toRecordset(items)]);
  return new Set(rows.map(({ cmid }) => cmid));
}
