const FOLDED: Readonly<Record<string, string>> = {
  ך: 'כ',
  ם: 'מ',
  ן: 'נ',
  ף: 'פ',
  ץ: 'צ',
  ة: 'ه',
  ى: 'ي',
  ٱ: 'ا',
  ک: 'ك',
  ی: 'ي',
  ß: 'ss',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
};
const FOLDABLE = new RegExp(`[${Object.keys(FOLDED).join('')}]`, 'g');
const PLAIN = /^[a-z]*$/;
const HEBREW = /^[א-ת]+$/;
const MARKS = /[\p{M}\u0640\u061C\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF'"`´‘’‚‛“”„‟′″ʼ׳״]/gu;

/** The form under which a word is looked up: lower case, without marks, final letters as ordinary ones. */
export function foldWord(surface: string): string {
  if (PLAIN.test(surface)) return surface;
  if (HEBREW.test(surface)) return foldLastLetter(surface);
  const lower = surface.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return lower.replace(MARKS, '').replace(FOLDABLE, (letter) => FOLDED[letter] ?? letter);
}

/** Nearly all Hebrew words: no marks, and a final letter at the end if anywhere. */
function foldLastLetter(word: string): string {
  const end = word.length - 1;
  const folded = FOLDED[word[end] ?? ''];
  return folded === undefined ? word : word.slice(0, end) + folded;
}
