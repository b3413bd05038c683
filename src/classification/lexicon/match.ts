import type { NumberKind } from '../item';
import type { Token } from '../normalise/tokenise';
import {
  type CompiledLexicon,
  compileLexicons,
  distinctMeanings,
  inOneLanguage,
  type Sense,
  type Term,
} from './compile';
import { splitCompound } from './compound';
import type { Meaning } from './entry';
import { LEXICONS } from './languages';
import { bareForms, isWordOfPhrase } from './word-forms';

export const LEXICON: CompiledLexicon = compileLexicons(LEXICONS);

/** A term found in a name. */
export interface Cue {
  meaning: Meaning;
  weight: number;
  /** Index of its first token, and how many it covers. */
  at: number;
  length: number;
  /** Written on to a preposition ("למבחן"). */
  isObject: boolean;
  /** A part of a longer word, the one that only modifies. */
  isModifier: boolean;
  counts: NumberKind | null;
  /** Index of the number beside it, or −1. */
  numberAt: number;
}

export interface MatchContext {
  place: 'name' | 'section';
  /** Resolves a word that means different things in different languages; asked only then. */
  language: () => string | null;
}

const BIGGEST_NUMBER = 60;
const NUMBER_SIGNS: ReadonlySet<string> = new Set([
  'no',
  'nr',
  'num',
  'number',
  'מס',
  'מספר',
  'n',
  'numero',
  'رقم',
  'номер',
]);
/** A meaning that may belong to either of two languages is worth this much of its weight in each. */
const UNDECIDED = 0.5;

/** The terms in a sequence of words, longest match first, none overlapping. */
export function matchTerms(tokens: readonly Token[], context: MatchContext): Cue[] {
  const cues: Cue[] = [];
  for (let at = 0; at < tokens.length;) at += matchAt(tokens, at, context, cues);
  return cues;
}

function matchAt(tokens: readonly Token[], at: number, context: MatchContext, cues: Cue[]): number {
  const token = tokens[at];
  if (token === undefined || token.isNumber) return 1;
  const whole = matchKey(tokens, at, token.key, false, context, cues);
  if (whole > 0) return whole;
  for (const form of bareForms(token.key)) {
    const covered = matchKey(tokens, at, form.key, form.isObject, context, cues);
    if (covered > 0) return covered;
  }
  matchCompound(tokens, at, token.key, context, cues);
  return 1;
}

function matchKey(
  tokens: readonly Token[],
  at: number,
  key: string,
  isObject: boolean,
  context: MatchContext,
  cues: Cue[],
): number {
  const terms = LEXICON.byFirstWord.get(key);
  if (terms === undefined) return 0;
  for (const term of terms) {
    const length = coveredBy(tokens, at, term);
    if (length === 0) continue;
    if (emit(term, tokens, { at, length, isObject, isModifier: false }, context, cues)) return length;
  }
  return 0;
}

/** How many tokens a phrase covers from here, or 0. A number may stand inside: "Discussion 7 worksheet". */
function coveredBy(tokens: readonly Token[], at: number, term: Term): number {
  let next = at + 1;
  for (let step = 1; step < term.words.length; step++, next++) {
    if (step === 1 && isSmallNumber(tokens[next]) && tokens[next + 1]?.segment === tokens[at]?.segment)
      next++;
    const token = tokens[next];
    const word = term.words[step];
    if (token === undefined || word === undefined || !isWordOfPhrase(token.key, word)) return 0;
  }
  return next - at;
}

function matchCompound(
  tokens: readonly Token[],
  at: number,
  key: string,
  context: MatchContext,
  cues: Cue[],
): void {
  const first = key.charCodeAt(0);
  const parts = first >= 0x61 && first <= 0x7a ? splitCompound(key, LEXICON) : null;
  if (parts === null) return;
  if (parts.modifier)
    emit(parts.modifier, tokens, { at, length: 1, isObject: false, isModifier: true }, context, cues);
  emit(parts.head, tokens, { at, length: 1, isObject: false, isModifier: false }, context, cues);
}

function emit(term: Term, tokens: readonly Token[], span: Span, context: MatchContext, cues: Cue[]): boolean {
  const beside = numberBeside(tokens, span);
  const numberAt = isTaken(beside, span, cues) ? -1 : beside;
  if (term.settled !== null) {
    for (const sense of term.settled) cues.push(toCue(sense, 1, span, numberAt));
    return true;
  }
  const possible = term.senses.filter(
    (sense) =>
      (!sense.numbered || numberAt > span.at) && (sense.only === null || sense.only === context.place),
  );
  const { senses, share } = chooseSenses(possible, context);
  for (const sense of senses) cues.push(toCue(sense, share, span, numberAt));
  return senses.length > 0;
}

type Span = Pick<Cue, 'at' | 'length' | 'isObject' | 'isModifier'>;

function toCue(sense: Sense, share: number, span: Span, numberAt: number): Cue {
  return {
    meaning: sense.meaning,
    weight: sense.weight * share,
    at: span.at,
    length: span.length,
    isObject: span.isObject,
    isModifier: span.isModifier,
    counts: sense.counts,
    numberAt,
  };
}

interface Choice {
  senses: readonly Sense[];
  share: number;
}

function chooseSenses(possible: readonly Sense[], context: MatchContext): Choice {
  const distinct = distinctMeanings(possible);
  if (distinct.length <= 1 || inOneLanguage(distinct)) return { senses: distinct, share: 1 };
  const language = context.language();
  const inLanguage = possible.filter((sense) => sense.language === language);
  if (inLanguage.length > 0) return { senses: distinctMeanings(inLanguage), share: 1 };
  const english = possible.filter((sense) => sense.language === 'en');
  // Courses in any language use English words beside their own.
  if (english.length > 0) return { senses: distinctMeanings(english), share: 1 };
  return { senses: distinct, share: UNDECIDED };
}

/** The number inside a phrase, after it ("HW 3", "תרגיל מס' 3") or before it ("3. Übung"); −1 when there is none. */
function numberBeside(tokens: readonly Token[], span: Span): number {
  if (span.length > 1 && isSmallNumber(tokens[span.at + 1])) return span.at + 1;
  let after = span.at + span.length;
  if (NUMBER_SIGNS.has(tokens[after]?.key ?? '')) after++;
  if (isSmallNumber(tokens[after])) return after;
  return isSmallNumber(tokens[span.at - 1]) ? span.at - 1 : -1;
}

/** In "Week 3 quiz" the number is the week's. */
function isTaken(numberAt: number, span: Span, cues: readonly Cue[]): boolean {
  return numberAt < span.at && cues[cues.length - 1]?.numberAt === numberAt;
}

export function isSmallNumber(token: Token | undefined): boolean {
  return token?.isNumber === true && token.key.length <= 5 && Number(token.key) <= BIGGEST_NUMBER;
}
