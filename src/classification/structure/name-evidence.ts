import { type Cue, LEXICON } from '../lexicon/match';
import type { Evidence, Source } from '../model/evidence';
import { POSITION } from '../model/parameters';
import type { Token } from '../normalise/tokenise';

/** What the terms in a name, or in a file's name, speak for. */
export function nameEvidence(
  tokens: readonly Token[],
  cues: readonly Cue[],
  source: Source,
  share: number,
): Evidence[] {
  const evidence: Evidence[] = [];
  let speaking = 0;
  for (const cue of cues) {
    const { meaning } = cue;
    if (meaning === 'neutral' || meaning === 'submission') continue;
    if (meaning === 'solution' && isDenied(tokens, cue)) continue;
    const weight = meaning === 'solution' ? cue.weight : cue.weight * positionShare(tokens, cue, speaking);
    evidence.push({ source, target: meaning, weight: weight * share, shown: surfaceOf(tokens, cue) });
    speaking++;
  }
  return evidence;
}

function positionShare(tokens: readonly Token[], cue: Cue, before: number): number {
  if (cue.isModifier) return POSITION.modifier;
  if (before > 0 && (cue.isObject || followsPreposition(tokens, cue.at))) return POSITION.object;
  return fillsSegment(tokens, cue) ? POSITION.wholeSegment : 1;
}

/** "for exams", "for the exam". */
function followsPreposition(tokens: readonly Token[], at: number): boolean {
  const previous = tokens[at - 1]?.key ?? '';
  if (LEXICON.prepositions.has(previous)) return true;
  return LEXICON.articles.has(previous) && LEXICON.prepositions.has(tokens[at - 2]?.key ?? '');
}

/** Whether there is no other word beside the term and numbers up to the next separators. */
function fillsSegment(tokens: readonly Token[], cue: Cue): boolean {
  const first = tokens[cue.at];
  if (first === undefined) return false;
  for (let at = cue.at - 1; tokens[at]?.segment === first.segment; at--)
    if (!tokens[at]?.isNumber) return false;
  for (let at = cue.at + cue.length; tokens[at]?.segment === first.segment; at++) {
    if (!tokens[at]?.isNumber) return false;
  }
  return true;
}

/** "ללא פתרון", "without the solutions": a denial at most two words before. */
export function isDenied(tokens: readonly Token[], cue: Cue): boolean {
  const near = (distance: number): boolean => LEXICON.negators.has(tokens[cue.at - distance]?.key ?? '');
  return near(1) || (near(2) && tokens[cue.at - 1]?.isNumber === false);
}

/** The words as written. */
export function surfaceOf(tokens: readonly Token[], cue: Cue): string {
  const words = tokens.slice(cue.at, cue.at + cue.length).map((token) => token.surface);
  return words.join(' ');
}
