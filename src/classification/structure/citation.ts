import type { Evidence } from '../model/evidence';

/** A way in which names of texts to read are written. */
interface CitationForm {
  name: string;
  pattern: RegExp;
  /** What any such name contains; cheaper to look for than the pattern. */
  sign: RegExp;
  weight: number;
  /** Counts only when no word of the name says another thing: "Midterm 1998" is no author. */
  onlyWhenSilent?: true;
  /** Counts only when the first word says nothing else: "Lecture A. Sets of numbers". */
  onlyAtFirst?: true;
}

const SURNAME = "[\\p{Lu}\\p{Lo}][\\p{L}'’-]+";
const A_YEAR = /1[5-9]\d\d|20\d\d/;
const YEAR = '(?:1[5-9]|20)\\d\\d';
const OLD_YEAR = '1[5-9]\\d\\d';

export const CITATION_FORMS: readonly CitationForm[] = [
  {
    name: 'Kahneman & Tversky 1979; LeCun et al., 2015; Cohen and Levy (2010)',
    sign: A_YEAR,
    pattern: new RegExp(
      `^\\s*${SURNAME}[.,]*[ _](?:(?:&|and|und|et|y|și|и)[ _]${SURNAME}|et[ _]al\\.?),?[ _(]+${YEAR}`,
      'u',
    ),
    weight: 3.5,
  },
  {
    name: 'Marx, K. Capital; Newell, A. and Simon, H.',
    sign: /, /,
    pattern: new RegExp(`^\\s*${SURNAME}, \\p{Lu}\\.`, 'u'),
    weight: 3,
  },
  {
    name: 'Дейт К. Введение в системы баз данных; Knuth D. The Art',
    sign: /\p{L}\./u,
    pattern: new RegExp(`^\\s*${SURNAME} \\p{Lu}\\. ?(?:\\p{Lu}\\. ?)?\\p{Lu}\\p{L}+ \\p{L}+`, 'u'),
    weight: 3,
    onlyAtFirst: true,
  },
  {
    name: 'Smith (2003)',
    sign: A_YEAR,
    pattern: new RegExp(`^\\s*${SURNAME} \\(${YEAR}\\)`, 'u'),
    weight: 2.6,
    onlyWhenSilent: true,
  },
  {
    name: 'Bellman_1954, Shannon 1948 - A Mathematical Theory',
    sign: A_YEAR,
    pattern: new RegExp(`^\\s*${SURNAME}[ _-]+${OLD_YEAR}(?!\\d)`, 'u'),
    weight: 2.6,
    onlyWhenSilent: true,
  },
  {
    name: 'Bandura_2006_social_learning',
    sign: A_YEAR,
    pattern: new RegExp(`^\\s*${SURNAME}[ _-]+${YEAR}[ _-]+(?:[-–—] )?\\p{L}{3,}[ _-]+\\p{L}{3,}`, 'u'),
    weight: 2.2,
    onlyWhenSilent: true,
  },
  {
    name: '1706.03762v7, as arXiv numbers papers',
    sign: /\d{4}\.\d{4}/,
    pattern: /^\s*\d{4}\.\d{4,5}(?:v\d)?\s*$/u,
    weight: 4,
  },
  {
    name: 'Organic Chemistry 9e; Calculus, 3rd ed.; Algorithms (4th Edition)',
    sign: /\d ?[a-zªа-я.]/iu,
    pattern:
      /(?<![\p{L}\d])\d{1,2}(?:e$|(?:st|nd|rd|th|ª|a|\.)? ?(?:ed|edn|edition|edición|édition|ediția|Auflage|Aufl|издание|изд)\.?)(?![\p{L}\d])/iu,
    weight: 3.6,
  },
  {
    name: 'Programming in the UNIX Environment 3rd',
    sign: /\d(?:st|nd|rd|th)$/,
    // A day of a month is none.
    pattern:
      /(?<!(?<!\p{L})(?:of|the|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*[ _.,-]*)(?<![\p{L}\d])\d{1,2}(?:st|nd|rd|th)$/iu,
    weight: 3.4,
    onlyWhenSilent: true,
  },
  {
    name: "pp. 12-30, S. 4-9, עמ' 100-150",
    sign: /\d\s?[-–]\s?\d/,
    pattern: /(?<!\p{L})(?:pp?\.|עמ['׳’]|стр\.|págs?\.)\s?\d{1,4}\s?[-–]\s?\d{1,4}/iu,
    weight: 3,
  },
  {
    name: "Brown v. Board of Education; Donoghue v Stevenson; כהן נ' מדינת ישראל",
    sign: / (?:vs?\.|v|נ['׳’]) /,
    pattern: /\p{L}{2,} (?:v\.|vs\.|נ['׳’]) \p{L}{2,}|\p{Lu}\p{L}+ v \p{Lu}\p{L}+/u,
    weight: 3,
  },
];

const LONGEST = 160;

/** A name that is written like a citation is something to read. At most one piece, from the first form that fits. */
export function citationEvidence(
  name: string,
  isSilent = true,
  startsSilent = isSilent,
  forms = CITATION_FORMS,
): Evidence[] {
  const text = name.slice(0, LONGEST);
  for (const { pattern, sign, weight, onlyWhenSilent, onlyAtFirst } of forms) {
    if ((onlyWhenSilent && !isSilent) || (onlyAtFirst && !startsSilent) || !sign.test(text)) continue;
    const match = pattern.exec(text);
    if (match !== null) return [{ source: 'name', target: 'reading', weight, shown: match[0].trim() }];
  }
  return [];
}
