import type { FoundPeriod } from './parsed-title';

const LETTERS = 'אבגדהוזחטיכלמנסעפצקרשת';
const FINALS: Readonly<Record<string, string>> = { ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' };
const FIRST = 5740;
const LAST = 5830;
/** The Hebrew year 5785 began in the autumn of 2024. */
const HEBREW_MINUS_GREGORIAN = 3761;

/** א to ט are 1 to 9, י to צ the tens, ק to ת the hundreds. */
function valueOf(letter: string): number {
  const at = LETTERS.indexOf(FINALS[letter] ?? letter);
  if (at < 0) return 0;
  return at < 9 ? at + 1 : at < 18 ? (at - 8) * 10 : (at - 17) * 100;
}

/** Reads תשפ"ה, תשפה or תש"פ; null for letters that make no year of our time. */
export function hebrewYear(letters: string): FoundPeriod | null {
  const value = 5000 + [...letters].reduce((sum, letter) => sum + valueOf(letter), 0);
  return value >= FIRST && value <= LAST ? { year: value - HEBREW_MINUS_GREGORIAN, basis: 'academic' } : null;
}
