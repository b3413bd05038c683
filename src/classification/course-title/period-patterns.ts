import type { FoundPeriod, Term } from './parsed-title';
import { GERMAN_SEMESTERS, ORDINALS, SEASONS, SEMESTER_NAMES, SEMESTER_WORDS } from './terms';
import { hebrewYear } from './hebrew-year';

export interface PeriodPattern {
  name: string;
  pattern: RegExp;
  read: (groups: readonly string[]) => FoundPeriod | null;
}

const START = '(?<![\\p{L}\\d])';
const END = '(?![\\p{L}\\d])';
const YEAR = '(?:19[89]|20[0-4])\\d';
const SHORT_YEAR = '[012345]\\d';
const ANY_YEAR = `(?:${YEAR}|${SHORT_YEAR})`;

const escape = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const oneOf = (words: readonly string[]): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map(escape)
    .join('|');
const lookUp = (tables: readonly { term: Term; words: readonly string[] }[]): ReadonlyMap<string, Term> =>
  new Map(tables.flatMap(({ term, words }) => words.map((word) => [word, term] as const)));

const SEASON_TERMS = lookUp(SEASONS);
const GERMAN_TERMS = lookUp(GERMAN_SEMESTERS);
const SEASON = `(${oneOf([...SEASON_TERMS.keys()])})`;
const GERMAN = `(${oneOf([...GERMAN_TERMS.keys()])})`;
/** "… im Wintersemester 2024". */
const GERMAN_IN = '(?:im\\s+)?';
const NAMES = `(${oneOf(Object.keys(SEMESTER_NAMES))})`;
const WORDS = `(?:${oneOf(SEMESTER_WORDS)})`;
const PERIOD_WORD = '(?:\\s+(?:semester|term|session|quarter|trimester))?';
const GAP = "[\\s,._'-]*";
/** The letters of terms that are glued to a year, as in F2026. */
const INITIALS: Readonly<Record<string, Term>> = { f: 'fall', s: 'spring', w: 'winter', u: 'summer' };
const FRENCH_INITIALS: Readonly<Record<string, Term>> = { P: 'spring', A: 'fall', H: 'winter', E: 'summer' };
const TECHNION: Readonly<Record<string, Term>> = { '200': 'A', '201': 'B', '202': 'summer' };

const regex = (source: string): RegExp => new RegExp(source, 'iu');

/** 24 is 2024. */
export function fullYear(digits: string): number {
  const value = Number(digits);
  return value < 100 ? 2000 + value : value;
}

const isNext = (first: string, second: string): boolean =>
  (fullYear(first) + 1) % 100 === Number(second) % 100;

const range = (first: string, second: string): FoundPeriod | null =>
  isNext(first, second) ? { year: fullYear(first), basis: 'academic' } : null;

const season = (word: string, year: string): FoundPeriod => {
  const term = SEASON_TERMS.get(word.toLowerCase());
  return { term, year: fullYear(year), basis: /[\u05D0-\u05EA]/.test(word) ? 'ending' : 'calendar' };
};

const german = (word: string, year: string): FoundPeriod => ({
  term: GERMAN_TERMS.get(word.toLowerCase()),
  year: fullYear(year),
  basis: 'calendar',
});

/** In this order; each takes what it understands out of the title. */
export const PERIOD_PATTERNS: readonly PeriodPattern[] = [
  {
    name: 'WS 2023/24',
    pattern: regex(`${START}${GERMAN_IN}${GERMAN}${GAP}(${ANY_YEAR})\\s?[-/_]\\s?(${ANY_YEAR})${END}`),
    read: ([word = '', first = '', second = '']) => ({
      ...range(first, second),
      term: GERMAN_TERMS.get(word.toLowerCase()),
    }),
  },
  {
    name: 'SoSe 2025, WS23',
    pattern: regex(`${START}${GERMAN_IN}${GERMAN}${GAP}(${ANY_YEAR})${END}`),
    read: ([word = '', year = '']) => {
      const found = german(word, year);
      return found.term === 'winter' ? { ...found, basis: 'academic' } : found;
    },
  },
  {
    name: 'תשפ"ה',
    pattern: regex(
      `(?<![\\p{L}])(?:(?:שנת הלימודים|שנה"ל|שנת)\\s+)?[בל]?ה?(תש(?:"|''|')?[\\u05D0-\\u05EA]?(?:"|''|')?[\\u05D0-\\u05EA]?)(?![\\p{L}])(?:\\s?\\(?\\s?${YEAR}\\s?[-/]\\s?${ANY_YEAR}\\)?)?`,
    ),
    read: ([letters = '']) => hebrewYear(letters),
  },
  {
    name: 'AY2023/24, curso 2023/24, année universitaire 2023-2024',
    pattern: regex(
      `${START}(?:AY|A\\.Y\\.|academic year|curso(?: académico)?|año académico|année(?: universitaire)?|an universitar|an(?:ul)? univ\\.|año lectivo|A\\.A\\.|anno accademico|anul universitar|учебный год|العام الجامعي|السنة الدراسية)\\s?(${YEAR})\\s?[-/_]\\s?(${ANY_YEAR})(?!\\d)`,
    ),
    read: ([first = '', second = '']) => range(first, second),
  },
  {
    name: 'ws2324',
    pattern: regex(`${START}${GERMAN}[ _-]?(${SHORT_YEAR})(${SHORT_YEAR})${END}`),
    read: ([word = '', first = '', second = '']) => {
      const found = range(first, second);
      return found && { ...found, term: GERMAN_TERMS.get(word.toLowerCase()) };
    },
  },
  {
    name: '22wi, 23au',
    pattern: regex(`(?<=[\\s_(-])([12]\\d)(au|fa|wi|sp|su)(?=$|[\\s_),-])`),
    read: ([year = '', word = '']) =>
      word.toLowerCase() === 'au'
        ? { term: 'fall', year: fullYear(year), basis: 'calendar' }
        : season(word, year),
  },
  {
    name: '2024-25',
    pattern: regex(
      `(?<![\\p{L}\\d])(${YEAR})\\s?[-/_]\\s?(${ANY_YEAR})(?![\\d])(?:\\s*(?:уч(?:ебный|\\.)?\\s?(?:год|г\\.))(?!\\p{L}))?`,
    ),
    read: ([first = '', second = '']) => range(first, second),
  },
  {
    name: '24/25',
    pattern: regex(`${START}(1[5-9]|[23]\\d)\\s?[-/]\\s?(1[6-9]|[23]\\d)${END}(?![-./]\\d)`),
    read: ([first = '', second = '']) => range(first, second),
  },
  {
    name: '2024-200, as the Technion numbers its semesters',
    pattern: regex(`(?<!\\d)(${YEAR})[-._]?(20[012])(?!\\d)`),
    read: ([year = '', code = '']) => ({ year: Number(year), basis: 'academic', term: TECHNION[code] }),
  },
  {
    name: '2025א, 2024b',
    pattern: regex(
      `(?<!\\d)(?:סמסטר\\s+)?(?:(${YEAR})\\s?([אבגק])|(?<![\\p{L}\\d])(${YEAR})([abc]))'?(?![\\p{L}\\d])`,
    ),
    read: ([first = '', hebrew = '', second = '', latin = '']) => ({
      year: Number(first || second),
      basis: 'ending',
      term: SEMESTER_NAMES[hebrew || latin],
    }),
  },
  {
    name: 'Fall 2025, spring26',
    pattern: regex(`(?<!\\p{L})(?:ב?סמסטר |in )?${SEASON}${PERIOD_WORD}${GAP}(${ANY_YEAR})(?!\\d)`),
    read: ([word = '', year = '']) => season(word, year),
  },
  {
    name: '2025 Spring',
    pattern: regex(`(?<!\\d)(${YEAR})${GAP}${SEASON}${PERIOD_WORD}${END}`),
    read: ([year = '', word = '']) => season(word, year),
  },
  {
    name: 'F2026, glued to a code or alone',
    pattern: regex(`(?<!\\p{L})([fswu])(20[0-4]\\d)(?!\\d)`),
    read: ([letter = '', year = '']) => ({
      term: INITIALS[letter.toLowerCase()],
      year: Number(year),
      basis: 'calendar',
    }),
  },
  {
    name: 'F23 as a part by itself',
    pattern: regex(`(?<=[\\s_(-])([fsw])'?([12]\\d)(?=$|[\\s_),:-])|^([fsw])([12]\\d)(?=[_:-])`),
    read: ([letter, year, first = '', firstYear = '']) => ({
      term: INITIALS[(letter ?? first).toLowerCase()],
      year: fullYear(year ?? firstYear),
      basis: 'calendar',
    }),
  },
  {
    name: 'P21, A2024, H26, E2020 at the end, as French ones write them',
    pattern: /(?<=\p{L}{2,}\d{2,}\s*[-_ ]\s*)([PAHE])((?:20)?[12]\d)(?=\s*$)/u,
    read: ([letter = '', year = '']) => ({
      term: FRENCH_INITIALS[letter],
      year: fullYear(year),
      basis: 'calendar',
    }),
  },
  {
    name: '22Spring',
    pattern: regex(`(?<!\\d)([12]\\d)${SEASON}${END}`),
    read: ([year = '', word = '']) => season(word, year),
  },
  {
    name: 'CourseSpring2023, MCSSummer-2023',
    pattern: /(?<=\p{L})(Spring|Summer|Fall|Autumn|Winter)[ _-]?(20[0-4]\d)(?!\d)/u,
    read: ([word = '', year = '']) => season(word, year),
  },
  {
    name: '2020-21-II',
    pattern: /(?<=\uE000-)(II?)(?=\s*$)/u,
    read: ([half = '']) => ({ term: half === 'I' ? 'A' : 'B' }),
  },
  {
    name: 'biostat216fall2023, econ425twinter2023',
    pattern: /(?<=\d[a-z]?)(spring|summer|fall|autumn|winter)(20[0-4]\d)(?!\d)/iu,
    read: ([word = '', year = '']) => season(word, year),
  },
  {
    name: '2223_Course, Course2425',
    pattern: /^(1[5-9]|2[1-9])(1[6-9]|2\d|30)(?=_)|(?<=\p{Ll})(1[5-9]|2[1-9])(1[6-9]|2\d|30)(?=\s*$)/u,
    read: ([first, second, third = '', fourth = '']) => range(first ?? third, second ?? fourth),
  },
  {
    name: 'Databases2024, POO-2016',
    pattern: /(?<=\p{Ll}{5,}|^\p{Lu}{3}-)(20[12]\d)(?=\s*$)/u,
    read: ([year = '']) => ({ year: Number(year), basis: 'academic' }),
  },
  {
    name: "סמסטר א', Semester 1",
    pattern: regex(`${START}ב?${WORDS}['.]?\\s*${NAMES}'?${END}`),
    read: ([name = '']) => ({ term: SEMESTER_NAMES[name.toLowerCase()] }),
  },
  {
    name: '1er semestre, second semester',
    pattern: regex(`${START}(${oneOf(Object.keys(ORDINALS))})\\s*${WORDS}${END}`),
    read: ([name = '']) => ({ term: ORDINALS[name.toLowerCase()] }),
  },
  {
    name: '1C 2024',
    pattern: regex(`${START}([12])[cq]\\s?(${YEAR})${END}`),
    read: ([half = '', year = '']) => ({ term: SEMESTER_NAMES[half], year: Number(year), basis: 'academic' }),
  },
  {
    name: 'S1',
    pattern: /(?<![\p{L}\d-])S([1-8])(?![\p{L}\d])/u,
    read: ([half = '']) => ({ term: SEMESTER_NAMES[half] }),
  },
  {
    name: 'spring semester',
    pattern: regex(`${START}${SEASON}\\s+(?:semester|term|quarter|session|семестр|триместр)${END}`),
    read: ([word = '']) => ({ term: SEASON_TERMS.get(word.toLowerCase()) }),
  },
  {
    name: 'a season alone in brackets or at the end',
    pattern: regex(`(?<=[([,|/-]\\s*)${SEASON}${PERIOD_WORD}(?=\\s*(?:$|[)\\],|/-]))`),
    read: ([word = '']) => ({ term: SEASON_TERMS.get(word.toLowerCase()) }),
  },
  {
    name: '5785',
    pattern: /(?<![\p{L}\d.])(?<!\p{Lu}{2,5}[ -]?)(57[5-9]\d|58[0-2]\d)(?![\p{L}\d.])/u,
    read: ([year = '']) => ({ year: Number(year) - 3761, basis: 'academic' }),
  },
  {
    name: 'קיץ beside a Hebrew year that was read before it',
    pattern: regex(`(?<=\\uE000\\s*)(קיץ|חורף|אביב|סתיו)${END}|${START}(קיץ|חורף|אביב|סתיו)(?=\\s*\\uE000)`),
    read: ([after, before]) => ({ term: SEMESTER_NAMES[after ?? before ?? ''] }),
  },
  {
    name: "א' beside a Hebrew year that was read before it",
    pattern: regex(`(?<=\\uE000[\\s,_-]*)([אב])'?${END}`),
    read: ([letter = '']) => ({ term: SEMESTER_NAMES[letter] }),
  },
  {
    name: '2025',
    pattern: new RegExp(
      `(?<![\\p{L}\\d.])(?<!(?:^|[\\s(])\\p{Lu}{2,5}[ -])(${YEAR})(?!\\d|\\.\\d|\\p{L})`,
      'u',
    ),
    read: ([year = '']) => ({ year: Number(year), basis: 'calendar' }),
  },
  {
    name: 'קורס קיץ',
    pattern: regex(`${START}(?:קורס קיץ|summer course|summer school)${END}`),
    read: () => ({ term: 'summer' }),
  },
  { name: 'שנתי', pattern: regex(`${START}(?:קורס שנתי|שנתי|annual)${END}`), read: () => ({}) },
];
