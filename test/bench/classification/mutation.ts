import { classifyItem } from '../../../src/classification';
import {
  distinctMeanings,
  inOneLanguage,
  type Sense,
  type Term,
} from '../../../src/classification/lexicon/compile';
import type { NumberKind } from '../../../src/classification';
import type { Meaning } from '../../../src/classification/lexicon/entry';
import { splitCompound } from '../../../src/classification/lexicon/compound';
import { LEXICON } from '../../../src/classification/lexicon/match';
import { bareForms } from '../../../src/classification/lexicon/word-forms';
import { tokenise } from '../../../src/classification/normalise/tokenise';
import type { LabelledItem } from './labelled-file';

/** What one term says, in whichever languages it says so: what can be taken out of the lexicon by itself. */
export interface Piece {
  readonly term: Term;
  /** Of several languages the first. */
  readonly sense: Sense;
  readonly senses: readonly Sense[];
}

export const nameOf = ({ term, sense }: Piece): string =>
  `${sense.language} ${sense.meaning}${sense.numbered ? ' numbered' : ''}${sense.only ? ` in a ${sense.only}` : ''}: ${term.words.join(' ')}`;

const isSame = (a: Sense, b: Sense): boolean =>
  a.meaning === b.meaning && a.numbered === b.numbered && a.only === b.only && a.counts === b.counts;

export const pieces = (): Piece[] =>
  [...LEXICON.byFirstWord.values()].flatMap((terms) =>
    terms.flatMap((term) =>
      term.senses
        .filter((sense, at) => term.senses.findIndex((other) => isSame(other, sense)) === at)
        .map((sense) => ({ term, sense, senses: term.senses.filter((other) => isSame(other, sense)) })),
    ),
  );

/** Runs `run` with a lexicon that lacks this piece. The lexicon is compiled once and shared, so it is put back whatever happens. */
export function without<T>({ term, senses: taken }: Piece, run: () => T): T {
  const { senses, settled } = term;
  const left = senses.filter((one) => !taken.includes(one));
  const holders: Map<string, unknown>[] = [LEXICON.byFirstWord, LEXICON.compoundParts, LEXICON.joinable].map(
    (map) => map as Map<string, unknown>,
  );
  const first = term.words[0] ?? '';
  const key = term.words.join(' ');
  const before = holders.map((map, at) => [at === 0 ? first : key, map.get(at === 0 ? first : key)] as const);
  try {
    if (left.length === 0) {
      const others = (LEXICON.byFirstWord.get(first) ?? []).filter((one) => one !== term);
      holders.forEach((map, at) => {
        if (at === 0 && others.length > 0) map.set(first, others);
        else if (at === 0) map.delete(first);
        else map.delete(key);
      });
    } else {
      term.senses = left;
      const distinct = distinctMeanings(left);
      const undecided = left.some(({ numbered, only }) => numbered || only !== null);
      term.settled = !undecided && (distinct.length === 1 || inOneLanguage(distinct)) ? distinct : null;
    }
    return run();
  } finally {
    term.senses = senses;
    term.settled = settled;
    holders.forEach((map, at) => {
      const [name, value] = before[at] ?? ['', undefined];
      if (value === undefined) map.delete(name);
      else map.set(name, value);
    });
    // The order of insertion does not matter to whoever looks terms up.
  }
}

/** Labelled items by the words that stand in them, so that a term is tried on those alone that can notice it. */
export class CasesByWord {
  private readonly byWord = new Map<string, Set<LabelledItem>>();
  private readonly compounds: { readonly key: string; readonly item: LabelledItem }[] = [];

  constructor(items: readonly LabelledItem[]) {
    for (const item of items)
      for (const { key } of [...tokenise(item.name), ...tokenise(item.section)])
        for (const form of [key, ...bareForms(key).map((bare) => bare.key)]) this.add(form, item);
  }

  private add(word: string, item: LabelledItem): void {
    const known = this.byWord.get(word);
    if (known) known.add(item);
    else {
      this.byWord.set(word, new Set([item]));
    }
    if (/^[a-z]{5,}$/.test(word)) this.compounds.push({ key: word, item });
  }

  /** Those in which all words of a term stand, its own language's first. */
  of({ term, sense }: Piece): LabelledItem[] {
    const [first = '', ...more] = term.words;
    const found = [...(this.byWord.get(first) ?? [])].filter((item) =>
      more.every((word) => this.byWord.get(word)?.has(item) ?? false),
    );
    const compounds =
      term.words.length === 1
        ? this.compounds.filter(({ key }) => key !== first && key.includes(first)).map(({ item }) => item)
        : [];
    const own = (item: LabelledItem): number => (item.language === sense.language ? 0 : 1);
    return [...new Set([...found, ...compounds])].sort((a, b) => own(a) - own(b));
  }
}

/** A name whose number a term makes understood, and what it counts then. */
export interface NumberedName {
  readonly language: string;
  readonly name: string;
  readonly kind: NumberKind;
}

const KINDS: Partial<Record<Meaning, NumberKind>> = {
  lecture: 'lecture',
  recitation: 'recitation',
  assignment: 'assignment',
  exam: 'exam',
};

export const NUMBER = 5;

export const isNumbered = ({ language, name, kind }: NumberedName): boolean => {
  const { number } = classifyItem({ modType: 'resource', name, language });
  return number?.kind === kind && number.value === NUMBER;
};

/** The name by which it shows that a number beside this term is understood with it, and not without it; or undefined. */
export function numberedBy(piece: Piece): NumberedName | undefined {
  const { term, sense } = piece;
  const kind = sense.counts ?? KINDS[sense.meaning];
  if (kind === undefined || sense.only === 'section') return undefined;
  const name = { language: sense.language, name: `${term.words.join(' ')} ${NUMBER}`, kind };
  return isNumbered(name) && without(piece, () => !isNumbered(name)) ? name : undefined;
}

const isRight = ({ language, section, name, modType, category }: LabelledItem): boolean =>
  classifyItem({ modType, name, section, language }).category === category;

const MOST_CASES = 80;

/** A labelled item that is right with the piece and wrong without it, or undefined. */
export function witness(piece: Piece, cases: CasesByWord): LabelledItem | undefined {
  const right = cases.of(piece).slice(0, MOST_CASES).filter(isRight);
  return without(piece, () => right.find((item) => !isRight(item)));
}

/**
 * Whether a word is understood without its entry, by the rules for words written together or on to others: "Übungsblatt" is a "Blatt" of
 * "Übung", "מבחן" would be read as "מ" and "בחן". Such entries spare the taking apart.
 */
export const isDerived = (piece: Piece): boolean =>
  without(piece, () => {
    const [word = '', ...more] = piece.term.words;
    if (more.length > 0) return false;
    const parts = splitCompound(word, LEXICON);
    const read = [parts?.head, ...bareForms(word).flatMap(({ key }) => LEXICON.byFirstWord.get(key) ?? [])];
    return read.some((term) => term?.senses.some(({ meaning }) => meaning === piece.sense.meaning));
  });

/** Whether this one item is right with the piece, and wrong without it. */
export const isNoticedBy = (piece: Piece, item: LabelledItem): boolean =>
  isRight(item) && without(piece, () => !isRight(item));
