/** A moment as a page writes it, in the reader's time zone. */
export interface WallTime {
  readonly year: number;
  /** 1..12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const NUMERIC = /(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})(?!\d)/;
const TIME = /(?<!\d)(\d{1,2}):(\d{2})(?::\d{2})?\s*(\S+)?/;
const YEAR = /(?<!\d)(\d{4})(?!\d)/;
const DAY = /(?<![\d:])(\d{1,2})(?![\d:])/;
/** What follows a time on a clock of twelve hours. */
const AFTERNOON = /^(pm|p\.m|אחה["״'׳]*צ)/i;
const MORNING = /^(am|a\.m|לפנה["״'׳]*צ)/i;
/** Hebrew puts a letter before a month. */
const PREFIX = /^ב(?=\p{L})/u;

/** American English alone writes the month first; Moodle's `en` does not. */
const MONTH_FIRST = /^en[-_]us/i;

/** Names of the months in a language, long and short, alone and beside a day: there Slavic languages write them otherwise. */
function monthNames(language: string): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const style of ['long', 'short'] as const)
    for (const day of [undefined, 'numeric'] as const) {
      const format = new Intl.DateTimeFormat(language, { month: style, day, timeZone: 'UTC' });
      for (let month = 0; month < 12; month += 1) {
        const parts = format.formatToParts(new Date(Date.UTC(2024, month, 15)));
        names.set(folded(parts.find(({ type }) => type === 'month')?.value ?? ''), month + 1);
      }
    }
  return names;
}

/** What a language writes behind a time of a clock of twelve hours, as the platform knows it. */
function halvesOf(language: string): { readonly morning: string; readonly afternoon: string } {
  const format = new Intl.DateTimeFormat(tagOf(language), { hour: 'numeric', hour12: true, timeZone: 'UTC' });
  const [morning = '', afternoon = ''] = [9, 15].map((hour) => {
    const parts = format.formatToParts(new Date(Date.UTC(2024, 0, 1, hour)));
    return folded(parts.find(({ type }) => type === 'dayPeriod')?.value ?? '');
  });
  return { morning, afternoon };
}

const folded = (word: string): string => word.toLowerCase().replace(/[^\p{L}]/gu, '');

const known = new Map<string, ReadonlyMap<string, number>>();

function tagOf(language: string): string {
  const tag = language.replace('_', '-');
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag)[0] ?? 'en';
  } catch {
    return 'en'; // no language tag at all
  }
}

function monthsOf(language: string): ReadonlyMap<string, number> {
  const tag = tagOf(language);
  const names = known.get(tag) ?? monthNames(tag);
  known.set(tag, names);
  return names;
}

/**
 * Reads a long date (`יום שלישי, 3 נובמבר 2026, 1:59 PM`, `Tuesday, 3 November 2026, 13:59`) or a numeric one (`23/11/2026, 13:59`, day
 * first but in American English). `null` for whatever is none. A last resort: pages tell most moments in numbers somewhere.
 */
export function readLocalisedDate(text: string, language: string): WallTime | null {
  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const [, first, second, year = ''] = numeric;
    const [day, month] = MONTH_FIRST.test(language) ? [second, first] : [first, second];
    const date = [Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day)] as const;
    return checked(...date, text, language);
  }
  const year = Number(YEAR.exec(text)?.[1] ?? NaN);
  const month = monthIn(text, language) ?? monthIn(text, 'en');
  const day = Number(DAY.exec(text.replace(TIME, ' '))?.[1] ?? NaN);
  return month === null ? null : checked(year, month, day, text, language);
}

function monthIn(text: string, language: string): number | null {
  const names = monthsOf(language);
  for (const word of text.split(/[\s,]+/)) {
    const month = names.get(folded(word)) ?? names.get(folded(word.replace(PREFIX, '')));
    if (month !== undefined && folded(word) !== '') return month;
  }
  return null;
}

/** Hours to add for what stands behind a time; `null` where it may be a half of the day in words that are not known: no moment is better than one 12 hours off. */
function lateBy(hour: number, mark: string, language: string): number | null {
  if (hour > 12 || !/^\p{L}/u.test(mark)) return 0;
  const { morning, afternoon } = halvesOf(language);
  const word = folded(mark);
  if (AFTERNOON.test(mark) || word === afternoon) return hour === 12 ? 0 : 12;
  if (MORNING.test(mark) || word === morning) return hour === 12 ? -12 : 0;
  return null;
}

function checked(year: number, month: number, day: number, text: string, language: string): WallTime | null {
  const [, hours, minutes, mark = ''] = TIME.exec(text) ?? [];
  const hour = Number(hours ?? 0);
  const late = lateBy(hour, mark, language);
  if (late === null) return null;
  const time = { year, month, day, hour: hour + late, minute: Number(minutes ?? 0) };
  const date = new Date(Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute));
  // The 31st of February is another day.
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && time.hour < 24;
  return isReal ? time : null;
}
