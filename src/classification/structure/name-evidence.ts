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
  const head = headSegment(tokens, cues);
  let speaking = 0;
  for (const cue of cues) {
    const target = marksVersion(tokens, cue, speaking) ? null : targetOf(cue, cues);
    if (target === null || (target === 'solution' && isDenied(tokens, cue))) continue;
    const weight =
      target === 'solution' ? cue.weight : cue.weight * positionShare(tokens, cue, cues, speaking, head);
    evidence.push({ source, target, weight: weight * share, shown: surfaceOf(tokens, cue) });
    speaking++;
  }
  return evidence;
}

/** What says after another term that this is which version it is: "HW3 final", "HW3 v2", but not "Algebra final". */
const VERSION_MARKS: ReadonlySet<string> = new Set(['final', 'finale', 'finala', 'סופי', 'סופית']);

function marksVersion(tokens: readonly Token[], cue: Cue, before: number): boolean {
  if (before === 0 || cue.length > 1) return false;
  const key = tokens[cue.at]?.key ?? '';
  if (key === 'v') return cue.numberAt === cue.at + 1 && cue.numberAt === tokens.length - 1;
  return cue.numberAt < 0 && VERSION_MARKS.has(key);
}

/** What a term speaks for, among the other terms of its name. */
function targetOf({ meaning }: Cue, cues: readonly Cue[]): Evidence['target'] | null {
  if (meaning === 'neutral' || meaning === 'submission') return null;
  if (meaning !== 'pointer') return meaning;
  return cues.some((cue) => !SILENT.has(cue.meaning)) ? null : 'link_or_tool';
}

function positionShare(
  tokens: readonly Token[],
  cue: Cue,
  cues: readonly Cue[],
  before: number,
  head: number,
): number {
  if (cue.isModifier) return POSITION.modifier;
  if (before > 0 && (cue.isObject || followsPreposition(tokens, cue.at)) && !isSolved(cue, cues))
    return POSITION.object;
  if (cue.counts === 'chapter' && cues.some((other) => other !== cue && tellsKind(other)))
    return POSITION.chapter;
  if (isConstruct(tokens, cue, cues)) return POSITION.construct;
  if (fillsSegment(tokens, cue)) return POSITION.wholeSegment;
  const isTopic = head >= 0 && (tokens[cue.at]?.segment ?? 0) > head && cue.meaning !== 'recording';
  return isTopic ? POSITION.topic : 1;
}

/** In "Solutions to homework 3" the homework is what is solved, and says what they are. */
const isSolved = (cue: Cue, cues: readonly Cue[]): boolean =>
  cues[0]?.meaning === 'solution' && cues[1] === cue;

const SILENT: ReadonlySet<Cue['meaning']> = new Set(['neutral', 'submission', 'pointer']);
/** In "Problems, chapter 3" the chapter tells what they are about. */
const tellsKind = ({ meaning, counts }: Cue): boolean => !SILENT.has(meaning) && counts !== 'chapter';

const KINDS: ReadonlySet<Cue['meaning']> = new Set(['lecture', 'recitation', 'assignment', 'exam']);

/** In "Lecture 5 - recurrence formulas" the first segment tells the kind, and what follows is its topic; −1 if none. */
function headSegment(tokens: readonly Token[], cues: readonly Cue[]): number {
  const first = cues[0];
  if (first === undefined || first.numberAt < 0 || !KINDS.has(first.meaning)) return -1;
  return fillsSegment(tokens, first) ? (tokens[first.at]?.segment ?? -1) : -1;
}

const HEAD_FIRST = /^[\u0400-\u04FF\u0590-\u06FF]/;

/** "סיכום הרצאה", "ملخص المحاضرة", "запись лекции": of two nouns without a word between them the first says what it is. */
function isConstruct(tokens: readonly Token[], cue: Cue, cues: readonly Cue[]): boolean {
  const token = tokens[cue.at];
  if (token === undefined || !HEAD_FIRST.test(token.key)) return false;
  return cues.some(
    (other) =>
      other.at + other.length === cue.at &&
      other.meaning !== cue.meaning &&
      other.meaning !== 'solution' &&
      !SILENT.has(other.meaning) &&
      tokens[other.at]?.segment === token.segment,
  );
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
