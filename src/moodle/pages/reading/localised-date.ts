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

/** Names of the months in a language, long and short, as the platform knows them. */
function monthNames(language: string): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const style of ['long', 'short'] as const) {
    const format = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' });
    for (let month = 0; month < 12; month += 1)
      names.set(folded(format.format(new Date(Date.UTC(2024, month, 15)))), month + 1);
  }
  return names;
}

const folded = (word: string): string => word.toLowerCase().replace(/[^\p{L}]/gu, '');

const known = new Map<string, ReadonlyMap<string, number>>();

function monthsOf(language: string): ReadonlyMap<string, number> {
  const tag = Intl.DateTimeFormat.supportedLocalesOf(language.replace('_', '-'))[0] ?? 'en';
  const names = known.get(tag) ?? monthNames(tag);
  known.set(tag, names);
  return names;
}

/**
 * Reads a long date (`יום שלישי, 3 נובמבר 2026, 1:59 PM`, `Tuesday, 3 November 2026, 13:59`) or a numeric one (`23/11/2026, 13:59`, day
 * first). `null` for whatever is none. A last resort: pages tell most moments in numbers somewhere.
 */
export function readLocalisedDate(text: string, language: string): WallTime | null {
  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const [, day, month, year = ''] = numeric;
    return checked(Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day), text);
  }
  const year = Number(YEAR.exec(text)?.[1] ?? NaN);
  const month = monthIn(text, language) ?? monthIn(text, 'en');
  const day = Number(DAY.exec(text.replace(TIME, ' '))?.[1] ?? NaN);
  return month === null ? null : checked(year, month, day, text);
}

function monthIn(text: string, language: string): number | null {
  const names = monthsOf(language);
  for (const word of text.split(/[\s,]+/)) {
    const month = names.get(folded(word)) ?? names.get(folded(word.replace(PREFIX, '')));
    if (month !== undefined && folded(word) !== '') return month;
  }
  return null;
}

function checked(year: number, month: number, day: number, text: string): WallTime | null {
  const [, hours, minutes, mark = ''] = TIME.exec(text) ?? [];
  const hour = Number(hours ?? 0);
  const late = AFTERNOON.test(mark) && hour < 12 ? 12 : MORNING.test(mark) && hour === 12 ? -12 : 0;
  const time = { year, month, day, hour: hour + late, minute: Number(minutes ?? 0) };
  const date = new Date(Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute));
  // The 31st of February is another day.
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && time.hour < 24;
  return isReal ? time : null;
}
