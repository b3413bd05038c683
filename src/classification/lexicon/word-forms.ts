/** A word without what Hebrew and Arabic write on to its front. */
export interface BareWord {
  key: string;
  /** What stood before it makes it an object ("for the exam"), not only "and" or "the". */
  isObject: boolean;
}

const HEBREW_PREFIXES = 'והבלמשכ';
const HEBREW_OBJECT = /[בלמשכ]/;
const ARABIC_PREFIXES = ['وبال', 'وال', 'بال', 'فال', 'كال', 'ولل', 'ال', 'لل', 'و', 'ب', 'ل', 'ف'];
const ARABIC_OBJECT = /[بل](?!$)|^لل$|^ل$|^ب$/;
const SHORTEST = 2;
/** What is left of a word after several prefixes is an abbreviation by chance: "בשפת" is not "ב", "ש", "פת". */
const SHORTEST_AFTER_SEVERAL = 3;
const MOST_PREFIXES = 3;

/** All readings of a word with fewer and fewer prefix letters; the caller keeps one only if the rest is known. */
export function bareForms(key: string): BareWord[] {
  const unit = key.charCodeAt(0);
  if (unit >= 0x05d0 && unit <= 0x05ea) return hebrewForms(key);
  if (unit >= 0x0620 && unit <= 0x064a) return arabicForms(key);
  return [];
}

function hebrewForms(key: string): BareWord[] {
  const forms: BareWord[] = [];
  for (let cut = 1; cut <= MOST_PREFIXES && key.length - cut >= SHORTEST; cut++) {
    if (!HEBREW_PREFIXES.includes(key[cut - 1] ?? ' ')) break;
    if (cut > 1 && key.length - cut < SHORTEST_AFTER_SEVERAL) break;
    forms.push({ key: key.slice(cut), isObject: HEBREW_OBJECT.test(key.slice(0, cut)) });
  }
  return forms;
}

function arabicForms(key: string): BareWord[] {
  return ARABIC_PREFIXES.filter(
    (prefix) => key.startsWith(prefix) && key.length - prefix.length >= SHORTEST,
  ).map((prefix) => ({
    key: key.slice(prefix.length),
    isObject: prefix !== 'ال' && ARABIC_OBJECT.test(prefix),
  }));
}

/** Whether a word of a name is a given word of a phrase, articles and joined prepositions aside. */
export function isWordOfPhrase(key: string, word: string): boolean {
  if (key === word) return true;
  const extra = key.length - word.length;
  if (extra < 1 || extra > 3 || !key.endsWith(word)) return false;
  return bareForms(key).some((form) => form.key === word);
}
