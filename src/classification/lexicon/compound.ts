import type { CompiledLexicon, Term } from './compile';

export interface CompoundParts {
  /** What the word is: its last part in German. */
  head: Term;
  /** What it is of or for. */
  modifier: Term | null;
}

const SHORTEST_COMPOUND = 7;
const SHORTEST_PART = 4;
/** A part at the front alone says less: "Orga" is none of "organic". */
const SHORTEST_FRONT = 5;
const SHORTEST_JOINED = 5;
const LONGEST = 40;
const LINKS = ['', 's', 'n', 'en', 'es'];

/** Takes a word apart that is in no lexicon as a whole; null when its parts are not known either. */
export function splitCompound(word: string, lexicon: CompiledLexicon): CompoundParts | null {
  if (word.length < SHORTEST_JOINED || word.length > LONGEST) return null;
  return joined(word, lexicon) ?? (word.length < SHORTEST_COMPOUND ? null : headed(word, lexicon));
}

function joined(word: string, { joinable }: CompiledLexicon): CompoundParts | null {
  for (let cut = 2; cut <= word.length - 3; cut++) {
    const modifier = joinable.get(word.slice(0, cut));
    const head = modifier && joinable.get(word.slice(cut));
    if (modifier && head) return { head, modifier };
  }
  return null;
}

function headed(word: string, { compoundParts }: CompiledLexicon): CompoundParts | null {
  for (let cut = 1; cut <= word.length - SHORTEST_PART; cut++) {
    const head = compoundParts.get(word.slice(cut));
    if (head) return { head, modifier: modifierOf(word.slice(0, cut), compoundParts) };
  }
  for (let cut = word.length - 1; cut >= SHORTEST_FRONT; cut--) {
    const modifier = compoundParts.get(word.slice(0, cut));
    if (modifier) return { head: modifier, modifier: null };
  }
  return null;
}

function modifierOf(rest: string, parts: ReadonlyMap<string, Term>): Term | null {
  for (const link of LINKS) {
    const known = rest.endsWith(link) ? parts.get(rest.slice(0, rest.length - link.length)) : undefined;
    if (known) return known;
  }
  return null;
}
