import type { NumberKind } from '../item';
import { tokenise } from '../normalise/tokenise';
import type { Language, Lexicon, LexiconEntry, Meaning } from './entry';

/** One meaning of a term in one language. */
export interface Sense {
  language: Language;
  meaning: Meaning;
  weight: number;
  numbered: boolean;
  only: 'name' | 'section' | null;
  counts: NumberKind | null;
}

/** A word or phrase with all that it means. */
export interface Term {
  /** Folded words, at least one. */
  words: readonly string[];
  senses: Sense[];
  /** Its meanings when neither place, number nor language decides between them; null when one does. */
  settled: readonly Sense[] | null;
}

export interface CompiledLexicon {
  /** Terms by first word, longest first. */
  byFirstWord: ReadonlyMap<string, readonly Term[]>;
  /** One-word terms that a longer word may contain at its borders without a sign, as in German. */
  compoundParts: ReadonlyMap<string, Term>;
  /** One-word terms that two together may make a word: "finalexam", "hwsol". */
  joinable: ReadonlyMap<string, Term>;
  prepositions: ReadonlySet<string>;
  articles: ReadonlySet<string>;
  negators: ReadonlySet<string>;
  conjunctions: ReadonlySet<string>;
}

const LATIN_WORD = /^[a-z]{2,}$/;

/** Built once, when the module is loaded. */
export function compileLexicons(lexicons: readonly Lexicon[]): CompiledLexicon {
  const terms = new Map<string, Term>();
  const compoundParts = new Map<string, Term>();
  for (const { language, entries } of lexicons) {
    for (const entry of entries) {
      for (const text of entry.terms.split(',')) addTerm(terms, compoundParts, language, entry, text);
    }
  }
  for (const term of terms.values()) term.settled = settledSenses(term);
  return {
    byFirstWord: groupByFirstWord(terms),
    compoundParts,
    joinable: new Map([...terms].filter(([key, term]) => LATIN_WORD.test(key) && term.senses.some(isPlain))),
    prepositions: words(lexicons, 'prepositions'),
    articles: words(lexicons, 'articles'),
    negators: words(lexicons, 'negators'),
    conjunctions: words(lexicons, 'conjunctions'),
  };
}

const isPlain = (sense: Sense): boolean =>
  !sense.numbered && sense.meaning !== 'neutral' && sense.only === null;

const keysOf = (text: string): string[] => tokenise(text).map((token) => token.key);

type WordList = 'prepositions' | 'articles' | 'negators' | 'conjunctions';

const words = (lexicons: readonly Lexicon[], list: WordList): Set<string> =>
  new Set(lexicons.flatMap((lexicon) => keysOf(lexicon[list] ?? '')));

function addTerm(
  terms: Map<string, Term>,
  compoundParts: Map<string, Term>,
  language: Language,
  entry: LexiconEntry,
  text: string,
): void {
  const keys = keysOf(text);
  const id = keys.join(' ');
  if (id === '') return;
  const term = terms.get(id) ?? { words: keys, senses: [], settled: null };
  terms.set(id, term);
  addSense(term, {
    language,
    meaning: entry.meaning,
    weight: entry.weight,
    numbered: entry.numbered ?? false,
    only: entry.only ?? null,
    counts: entry.counts ?? null,
  });
  if (entry.compound && keys.length === 1) compoundParts.set(id, term);
}

function settledSenses({ senses }: Term): Sense[] | null {
  if (senses.some((sense) => sense.numbered || sense.only !== null)) return null;
  const distinct = distinctMeanings(senses);
  return distinct.length === 1 || inOneLanguage(distinct) ? distinct : null;
}

/** One sense a meaning, the weightiest. */
export function distinctMeanings(senses: readonly Sense[]): Sense[] {
  const strongest = new Map<Meaning, Sense>();
  for (const sense of senses) {
    const known = strongest.get(sense.meaning);
    if (known === undefined || known.weight < sense.weight) strongest.set(sense.meaning, sense);
  }
  return [...strongest.values()];
}

export function inOneLanguage(senses: readonly Sense[]): boolean {
  return senses.every((sense) => sense.language === senses[0]?.language);
}

/** Spellings that fold to one key ("tema", "temă") are one sense, with the greater weight. */
function addSense(term: Term, sense: Sense): void {
  const same = term.senses.find(
    (known) =>
      known.language === sense.language &&
      known.meaning === sense.meaning &&
      known.numbered === sense.numbered &&
      known.only === sense.only,
  );
  if (same === undefined) term.senses.push(sense);
  else same.weight = Math.max(same.weight, sense.weight);
}

function groupByFirstWord(terms: ReadonlyMap<string, Term>): Map<string, Term[]> {
  const groups = new Map<string, Term[]>();
  for (const term of terms.values()) {
    const first = term.words[0] ?? '';
    const group = groups.get(first);
    if (group === undefined) groups.set(first, [term]);
    else group.push(term);
  }
  for (const group of groups.values()) group.sort((a, b) => b.words.length - a.words.length);
  return groups;
}
