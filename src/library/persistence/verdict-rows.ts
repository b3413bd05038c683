import type { Category, ItemReason } from '../../contract';
import { toRecordset } from './recordset';
import type { Query } from './transaction';

/** What the classification says of one item. */
export interface ItemVerdict {
  readonly cmid: number;
  readonly category: Category;
  /** 0..1. */
  readonly confidence: number;
  readonly reasons: readonly ItemReason[];
}

/** All that a course which was read whole holds, by Moodle's ids. */
export interface Kept {
  readonly sectionIds: readonly number[];
  readonly cmids: readonly number[];
}

/** $1 course, $2 verdicts. */
const WRITE_VERDICTS = `
  WITH written AS (
    UPDATE library_items i SET (category, confidence, reasons) = (n.category, n.confidence, n.reasons)
    FROM json_to_recordset($2::json) AS n (cmid bigint, category text, confidence double precision, reasons jsonb)
    WHERE i.course_id = $1 AND i.cmid = n.cmid
      AND (i.category, i.confidence, i.reasons) IS DISTINCT FROM (n.category, n.confidence, n.reasons)
    RETURNING i.id
  )
  SELECT count(*)::integer AS count FROM written`;

/** $1 course, $2 cmids. Files first, so that they are counted: an item would take them along unseen. */
const REMOVE_FILES = `
  WITH removed AS (
    DELETE FROM library_files f USING library_items i
    WHERE f.course_id = $1 AND i.course_id = $1 AND f.item_id = i.id
      AND NOT EXISTS (SELECT FROM unnest($2::bigint[]) AS kept (cmid) WHERE kept.cmid = i.cmid)
    RETURNING f.id
  )
  SELECT count(*)::integer AS count FROM removed`;

const REMOVE_ITEMS = `
  WITH removed AS (
    DELETE FROM library_items i
    WHERE i.course_id = $1
      AND NOT EXISTS (SELECT FROM unnest($2::bigint[]) AS kept (cmid) WHERE kept.cmid = i.cmid)
    RETURNING i.id
  )
  SELECT count(*)::integer AS count FROM removed`;

/** $1 course, $2 Moodle ids of sections. A section that still holds an item stays: nothing goes that is to be kept. */
const REMOVE_SECTIONS = `
  WITH removed AS (
    DELETE FROM library_sections s
    WHERE s.course_id = $1
      AND NOT EXISTS (SELECT FROM unnest($2::bigint[]) AS kept (moodle_id) WHERE kept.moodle_id = s.moodle_id)
      AND NOT EXISTS (SELECT FROM library_items i WHERE i.course_id = $1 AND i.section_id = s.id)
    RETURNING s.id
  )
  SELECT count(*)::integer AS count FROM removed`;

interface Count {
  readonly count: number;
}

/** Writes the verdicts that differ from what is stored; answers how many. */
export async function writeVerdicts(
  query: Query,
  courseId: string,
  verdicts: readonly ItemVerdict[],
): Promise<number> {
  const rows = new Map<number, object>();
  for (const { cmid, category, confidence, reasons } of verdicts) {
    const told = reasons.map(({ code, he, en }) => ({ code, he, en }));
    if (!rows.has(cmid)) rows.set(cmid, { cmid, category, confidence, reasons: told });
  }
  const [written] = await query<Count>(WRITE_VERDICTS, [courseId, toRecordset([...rows.values()])]);
  return written?.count ?? 0;
}

/** Removes what is not kept; answers how many rows went. */
export async function removeAllBut(query: Query, courseId: string, keep: Kept): Promise<number> {
  const [files] = await query<Count>(REMOVE_FILES, [courseId, keep.cmids]);
  const [items] = await query<Count>(REMOVE_ITEMS, [courseId, keep.cmids]);
  const [sections] = await query<Count>(REMOVE_SECTIONS, [courseId, keep.sectionIds]);
  return (files?.count ?? 0) + (items?.count ?? 0) + (sections?.count ?? 0);
}
