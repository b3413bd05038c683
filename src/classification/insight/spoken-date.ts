/** A day that a text speaks of, without the hour where it tells none. */
export interface SpokenDate {
  year: number;
  month: number;
  day: number;
  hour: number | null;
  minute: number | null;
}

const MONTHS: readonly string[] = [
  'ינואר|january|jan|janvier|januar|jänner|ianuarie|enero|января|يناير|كانون الثاني',
  'פברואר|february|feb|février|februar|februarie|febrero|февраля|فبراير|شباط',
  'מרץ|מרס|march|mar|mars|märz|martie|marzo|марта|مارس|آذار',
  'אפריל|april|apr|avril|aprilie|abril|апреля|أبريل|ابريل|نيسان',
  'מאי|may|mai|mayo|мая|مايو|أيار',
  'יוני|june|jun|juin|juni|iunie|junio|июня|يونيو|حزيران',
  'יולי|july|jul|juillet|juli|iulie|julio|июля|يوليو|تموز',
  'אוגוסט|august|aug|août|agosto|августа|أغسطس|آب',
  'ספטמבר|september|sept|sep|septembre|septembrie|septiembre|сентября|سبتمبر|أيلول',
  'אוקטובר|october|oct|octobre|oktober|octombrie|octubre|октября|أكتوبر|تشرين الأول',
  'נובמבר|november|nov|novembre|noiembrie|noviembre|ноября|نوفمبر|تشرين الثاني',
  'דצמבר|december|dec|décembre|dezember|decembrie|diciembre|декабря|ديسمبر|كانون الأول',
];
const MONTH_OF = new Map(
  MONTHS.flatMap((names, at) => names.split('|').map((name) => [name, at + 1] as const)),
);
const NAME = [...MONTH_OF.keys()].sort((a, b) => b.length - a.length).join('|');

interface DateForm {
  readonly name: string;
  readonly pattern: RegExp;
  readonly read: (groups: readonly (string | undefined)[]) => {
    day: number;
    month: number;
    year: number | null;
  };
}

const monthOf = (name: string | undefined): number => MONTH_OF.get((name ?? '').toLowerCase()) ?? 0;
const fullYear = (digits: string | undefined): number | null =>
  digits === undefined ? null : Number(digits) < 100 ? 2000 + Number(digits) : Number(digits);

export const DATE_FORMS: readonly DateForm[] = [
  {
    name: '2025-02-14',
    pattern: /(?<!\d)(20\d\d)-(\d{1,2})-(\d{1,2})(?!\d)/u,
    read: ([year, month, day]) => ({ day: Number(day), month: Number(month), year: fullYear(year) }),
  },
  {
    name: '14.2, 14/02/2025',
    pattern: /(?<![\d.:/])(\d{1,2})[./](\d{1,2})(?:[./](20\d\d|\d\d))?(?![\d/:%]|\.\d)/u,
    read: ([day, month, year]) => ({ day: Number(day), month: Number(month), year: fullYear(year) }),
  },
  {
    name: '14 בפברואר, 14th of February 2025, 14. Februar',
    pattern: new RegExp(
      `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|\\.)?\\s+(?:of |de |ב|ل)?(${NAME})(?!\\p{L})(?:,?\\s+(?:de |del )?(20\\d\\d))?`,
      'iu',
    ),
    read: ([day, name, year]) => ({ day: Number(day), month: monthOf(name), year: fullYear(year) }),
  },
  {
    name: 'February 14th, 2025',
    pattern: new RegExp(
      `(?<!\\p{L})(${NAME})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s+(20\\d\\d))?`,
      'iu',
    ),
    read: ([name, day, year]) => ({ day: Number(day), month: monthOf(name), year: fullYear(year) }),
  },
];

const CLOCK = /(?<![\d.:])([01]?\d|2[0-3])[:h]([0-5]\d)(?:\s?([ap])\.?m)?(?!\d)/iu;
const DAYS_BACK = 60;
const DAY_SECONDS = 86_400;

/** The first date in a text. Without a year it is the next such day, counted from two months before the text was posted (unix seconds). */
export function spokenDate(text: string, postedAt: number, forms = DATE_FORMS): SpokenDate | null {
  const found = forms
    .flatMap(({ pattern, read }) => {
      const match = pattern.exec(text);
      return match === null ? [] : [{ at: match.index, ...read(match.slice(1)) }];
    })
    .filter(({ day, month }) => isDay(day, month))
    .sort((a, b) => a.at - b.at)[0];
  if (found === undefined) return null;
  const { day, month } = found;
  const year = found.year ?? yearOfNext(day, month, postedAt);
  return year === null ? null : { year, month, day, ...clockIn(text) };
}

const isDay = (day: number, month: number): boolean => day >= 1 && day <= 31 && month >= 1 && month <= 12;

function yearOfNext(day: number, month: number, postedAt: number): number | null {
  const from = new Date((postedAt - DAYS_BACK * DAY_SECONDS) * 1000);
  const year = from.getUTCFullYear();
  if (!Number.isFinite(year)) return null;
  return Date.UTC(year, month - 1, day) >= from.getTime() ? year : year + 1;
}

function clockIn(text: string): Pick<SpokenDate, 'hour' | 'minute'> {
  const match = CLOCK.exec(text);
  if (match === null) return { hour: null, minute: null };
  const hour = Number(match[1]);
  const half = match[3]?.toLowerCase();
  const shifted = half === 'p' && hour < 12 ? hour + 12 : half === 'a' && hour === 12 ? 0 : hour;
  return { hour: shifted, minute: Number(match[2]) };
}
