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
const KNOWN = `
  SELECT i.id, i.cmid::float8 AS cmid, v.fingerprint
  FROM library_items i LEFT JOIN library_verdicts v ON v.item_id = i.id WHERE i.course_id = $1`;

interface KnownItem {
  readonly id: string;
  readonly cmid: number;
  /** `null`: it has no verdict yet. */
  readonly fingerprint: string | null;
}

/** In the order of `VerdictRow.line`. */
const COPIED = ['item_id', 'category', 'confidence', 'reasons', 'fingerprint'] as const;

/** $1 verdicts of items that have one. */
const UPDATE = `
  UPDATE library_verdicts v
  SET (category, confidence, reasons, fingerprint) = (n.category, n.confidence, n.reasons, n.fingerprint)
  FROM json_to_recordset($1::json) AS n (
    item_id bigint, category text, confidence double precision, reasons json, fingerprint text)
  WHERE v.item_id = n.item_id`;

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
  verdicts: readonly ItemVerdict[],
): Promise<number> {
  const items = new Map((await query<KnownItem>(KNOWN, [courseId])).map((row) => [row.cmid, row]));
  const added: string[] = [];
  const changed: Omit<VerdictRow, 'line'>[] = [];
  for (const verdict of verdicts) {
    const item = items.get(verdict.cmid);
    // One that is named twice counts as it came first.
    if (!item || !items.delete(verdict.cmid)) continue;
    const { line, ...row } = verdictRow(item.id, verdict);
    if (item.fingerprint === null) added.push(line);
    else if (item.fingerprint !== row.fingerprint) changed.push(row);
  }
  if (added.length > 0) await query.copy('library_verdicts', COPIED, added);
  if (changed.length > 0) await query(UPDATE, [toRecordset(changed)]);
  return added.length + changed.length;
}

function verdictRow(itemId: string, { category, confidence, reasons }: ItemVerdict): VerdictRow {
  const told = reasons.map(({ code, he, en }) => ({ code, he, en }));
  const facts = cells([category, confidence, storableJson(JSON.stringify(told))]);
  const fingerprint = fingerprintOfText(facts);
  const line = `${cells([itemId])}\t${facts}\t${fingerprint}`;
  return { item_id: itemId, category, confidence, reasons: told, fingerprint, line };
}
