import type { Category } from '../category';
import type { NumberKind } from '../item';

/**
 * What a term speaks for: a category, the solution axis, a deed of handing in (which undoes the solution axis on an
 * activity), a pointer ("link to"), which only tells something when nothing is pointed at, or nothing at all. A
 * neutral term keeps a word from being read: the "data" of "data structures".
 */
export type Meaning = Category | 'solution' | 'submission' | 'pointer' | 'neutral';

export type Language = 'he' | 'en' | 'fr' | 'ro' | 'ru' | 'de' | 'es' | 'ar';

export interface LexiconEntry {
  meaning: Meaning;
  /** In units of the scorer: 1 a hint, 3 the ordinary word for it, 5 and more outranks what it is a form of. */
  weight: number;
  /** Words or phrases in any spelling, parted by commas; they pass through the same normalisation as names. */
  terms: string;
  /** Counts only with a small number beside it: "L5", "ex 2". */
  numbered?: true;
  /** Counts only in the name, or only in the section. */
  only?: 'name' | 'section';
  /** What a number beside it counts, when not the category itself. */
  counts?: NumberKind;
  /** May be a part of a longer word without a border, as German compounds are written. */
  compound?: true;
}

/** One language's data. Lists are parted by commas. */
export interface Lexicon {
  language: Language;
  entries: readonly LexiconEntry[];
  /** Words after which a term only says what something is for or about: "for the exam". */
  prepositions: string;
  /** Words that may stand between a preposition and a term. */
  articles?: string;
  /** Words that deny a solution: "without". */
  negators: string;
  /** Words that join two kinds in a section's name: "assignments and solutions". */
  conjunctions: string;
}
