import type { Category } from './category';
import type { ItemNumber, NumberKind } from './item';
import { type Cue, isSmallNumber } from './lexicon/match';
import type { Meaning } from './lexicon/entry';
import type { Token } from './normalise/tokenise';

const KIND_OF_MEANING: Partial<Record<Meaning, NumberKind>> = {
  lecture: 'lecture',
  recitation: 'recitation',
  assignment: 'assignment',
  exam: 'exam',
};
const BASE: Partial<Record<Category, Meaning>> = { assignment_solution: 'assignment', exam_solution: 'exam' };
const PART = /^[a-zא-ת]$/;

/** The number by which an item sorts among its kind: the one beside its own term, else beside any, else the first. */
export function itemNumber(
  tokens: readonly Token[],
  cues: readonly Cue[],
  category: Category,
): ItemNumber | null {
  const numbered = cues.filter((cue) => cue.numberAt >= 0);
  const wanted = BASE[category] ?? category;
  const cue = numbered.find(({ meaning }) => meaning === wanted) ?? numbered[0];
  if (cue !== undefined)
    return numberAt(tokens, cue.numberAt, cue.counts ?? KIND_OF_MEANING[cue.meaning] ?? 'item');
  const first = tokens.findIndex((token) => isSmallNumber(token));
  return first < 0 ? null : numberAt(tokens, first, 'item');
}

function numberAt(tokens: readonly Token[], at: number, kind: NumberKind): ItemNumber | null {
  const value = Number(tokens[at]?.key);
  if (!Number.isFinite(value)) return null;
  const next = tokens[at + 1];
  const part = next !== undefined && next.glued && PART.test(next.key) ? next.key : undefined;
  return part === undefined ? { kind, value } : { kind, value, part };
}
