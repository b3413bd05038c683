import type { Category, ItemReason } from '../../contract';
import { fingerprintOfText } from '../../fingerprint';
import { cells } from './copied-rows';
import { storableJson, toRecordset } from './recordset';
import type { Query } from './transaction';

/** What the classification says of one item. */
export interface ItemVerdict {
  readonly cmid: number;
  readonly category: Category;
  /** 0..1. */
  readonly confidence: number;
  readonly reasons: readonly ItemReason[];
}

/** $1 course. */
const STORED = `
  SELECT i.id, i.cmid::float8 AS cmid, i.gone_at IS NULL AS shown, v.fingerprint AS verdict
  FROM library_items i LEFT JOIN library_verdicts v ON v.course_id = $1 AND v.item_id = i.id
  WHERE i.course_id = $1`;

export interface StoredItem {
  readonly id: string;
  readonly cmid: number;
  readonly shown: boolean;
  /** Fingerprint of its verdict; `null`: it has none yet. */
  readonly verdict: string | null;
}

/** All items of a course, also those that are gone. */
export const storedItems = (query: Query, courseId: string): Promise<StoredItem[]> =>
  query<StoredItem>(STORED, [courseId]);

/** The course, and then in the order of `VerdictRow.line`. */
const COPIED = ['course_id', 'item_id', 'category', 'confidence', 'reasons', 'fingerprint'] as const;

/** $1 course, $2 verdicts of items that have one. */
const UPDATE = `
  UPDATE library_verdicts v
  SET (category, confidence, reasons, fingerprint) = (n.category, n.confidence, n.reasons, n.fingerprint)
  FROM json_to_recordset($2::json) AS n (
    item_id bigint, category text, confidence double precision, reasons json, fingerprint text)
  WHERE v.course_id = $1 AND v.item_id = n.item_id`;

interface VerdictRow {
  readonly item_id: string;
  readonly category: Category;
  readonly confidence: number;
  readonly reasons: readonly ItemReason[];
  readonly fingerprint: string;
  readonly line: string;
}

/** Writes the verdicts that differ from what is stored, of items that are stored; answers how many. */
export async function writeVerdicts(
  query: Query,
  courseId: string,
  stored: readonly StoredItem[],
  verdicts: readonly ItemVerdict[],
): Promise<number> {
  const items = new Map(stored.map((item) => [item.cmid, item]));
  const first: (readonly [id: string, ItemVerdict])[] = [];
  const changed: Omit<VerdictRow, 'line'>[] = [];
  for (const verdict of verdicts) {
    const item = items.get(verdict.cmid);
    // One that is named twice counts as it came first.
    if (!item || !items.delete(verdict.cmid)) continue;
    if (item.verdict === null) {
      first.push([item.id, verdict]);
      continue;
    }
    const { line: _line, ...row } = verdictRow(item.id, verdict);
    if (item.verdict !== row.fingerprint) changed.push(row);
  }
  function* lines(): Generator<string> {
    for (const [id, verdict] of first) yield `${courseId}\t${verdictRow(id, verdict).line}`;
  }
  if (first.length > 0) await query.copy('library_verdicts', COPIED, lines());
  if (changed.length > 0) await query(UPDATE, [courseId, toRecordset(changed)]);
  return first.length + changed.length;
}

function verdictRow(itemId: string, { category, confidence, reasons }: ItemVerdict): VerdictRow {
  const told = reasons.map(({ code, he, en }) => ({ code, he, en }));
  const facts = cells([category, confidence, storableJson(JSON.stringify(told))]);
  const fingerprint = fingerprintOfText(facts);
  const line = `${cells([itemId])}\t${facts}\t${fingerprint}`;
  return { item_id: itemId, category, confidence, reasons: told, fingerprint, line };
}
