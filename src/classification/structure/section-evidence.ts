import { type Cue, LEXICON, type MatchContext, matchTerms } from '../lexicon/match';
import type { Evidence } from '../model/evidence';
import { POSITION } from '../model/parameters';
import { type Token, tokenise } from '../normalise/tokenise';
import { isDenied, surfaceOf } from './name-evidence';

/** A section or folder path, read once for all its items. */
export interface Section {
  tokens: readonly Token[];
  evidence: readonly Evidence[];
}

/** Deeper folders say nothing more. */
const DEEPEST = 4;
const AND_SIGNS = /[&+]/;

export function readSection(path: string, language: MatchContext['language']): Section {
  const levels = path.split('/').slice(-DEEPEST);
  const tokens: Token[] = [];
  const evidence: Evidence[] = [];
  levels.forEach((level, depth) => {
    const words = tokenise(level);
    const cues = matchTerms(words, { place: 'section', language });
    const share = depth === levels.length - 1 ? POSITION.nearSection : POSITION.farSection;
    evidence.push(...levelEvidence(level, words, cues, share));
    tokens.push(...words);
  });
  return { tokens, evidence };
}

function levelEvidence(
  level: string,
  tokens: readonly Token[],
  cues: readonly Cue[],
  share: number,
): Evidence[] {
  const mixed = holdsSeveralKinds(level, tokens, cues);
  const evidence: Evidence[] = [];
  for (const cue of cues) {
    const { meaning, weight } = cue;
    if (meaning === 'neutral' || meaning === 'submission' || meaning === 'pointer') continue;
    if (meaning === 'solution' && (mixed || isDenied(tokens, cue))) continue;
    const place = cue.numberAt >= 0 ? POSITION.numberedSection : 1;
    const size = meaning === 'solution' ? weight * 0.8 : weight * share * place;
    evidence.push({ source: 'section', target: meaning, weight: size, shown: surfaceOf(tokens, cue) });
  }
  return evidence;
}

/** "Assignments and Solutions" holds both, so the folder does not make a solution of what lies in it. */
export function holdsSeveralKinds(level: string, tokens: readonly Token[], cues: readonly Cue[]): boolean {
  const solution = cues.find((cue) => cue.meaning === 'solution');
  const named = cues.some((cue) => cue.meaning !== 'solution' && cue.meaning !== 'neutral');
  if (solution === undefined || !named) return false;
  if (AND_SIGNS.test(level)) return true;
  const joined = (token: Token | undefined): boolean => LEXICON.conjunctions.has(token?.key ?? '');
  return tokens.some(joined) || /^[\u05D5\u0648]/.test(tokens[solution.at]?.key ?? '');
}
