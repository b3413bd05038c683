import type { Language } from '../lexicon/entry';
import { guessLanguage } from '../lexicon/language-guess';
import { tokenise } from '../normalise/tokenise';

interface Script {
  readonly language: Language;
  readonly letter: RegExp;
}

const SCRIPTS: readonly Script[] = [
  { language: 'he', letter: /[\u05D0-\u05EA]/g },
  { language: 'ar', letter: /[\u0620-\u064A]/g },
  { language: 'ru', letter: /[\u0400-\u04FF]/g },
];
const LATIN = /[a-z]/gi;
const LONGEST = 4000;
/** A word of the other script, as a term or a name, does not change the language of a text. */
const MAJORITY = 0.35;

/**
 * The language of a text among those that are read (Hebrew, English, French, Romanian, Russian, German, Spanish, Arabic): by its script,
 * and among those in Latin letters by its words. Null when too little points to one.
 */
export function languageOf(text: string): Language | null {
  const read = text.slice(0, LONGEST);
  const latin = count(read, LATIN);
  let best: { language: Language; letters: number } | null = null;
  for (const { language, letter } of SCRIPTS) {
    const letters = count(read, letter);
    if (letters > (best?.letters ?? 0)) best = { language, letters };
  }
  if (best !== null && best.letters >= MAJORITY * (best.letters + latin)) return best.language;
  return latin === 0 ? null : guessLanguage(tokenise(read));
}

const count = (text: string, letter: RegExp): number => text.match(letter)?.length ?? 0;
