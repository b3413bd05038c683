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
