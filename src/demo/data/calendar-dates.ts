export const HOUR = 3600;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

const jerusalem = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Jerusalem',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

function wallClock(seconds: number): { year: number; month: number; day: number; secondOfDay: number } {
  const parts = new Map(
    jerusalem.formatToParts(seconds * 1000).map((part) => [part.type, Number(part.value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    secondOfDay: of('hour') * HOUR + of('minute') * 60 + of('second'),
  };
}

/** The second at which the Israeli day of `seconds` began (to the hour, on the two days a year the clock moves). */
export function midnight(seconds: number): number {
  return Math.floor(seconds) - wallClock(seconds).secondOfDay;
}

/** 23:59 on the day `days` after `now`: the hour at which Israeli homework is due. */
export function endOfDay(now: number, days: number): number {
  return midnight(midnight(now) + days * DAY + 12 * HOUR) + DAY - 60;
}

const UNITS = ['', 'א', 'ב', 'ג', 'ד', 'ה', 'ו', 'ז', 'ח', 'ט'];
const TENS = ['', 'י', 'כ', 'ל', 'מ', 'נ', 'ס', 'ע', 'פ', 'צ'];

/** 5787 → תשפ"ז */
export function hebrewYear(year: number): string {
  const rest = year % 100;
  const letters = 'תש' + (TENS[Math.floor(rest / 10)] ?? '') + (UNITS[rest % 10] ?? '');
  return `${letters.slice(0, -1)}"${letters.slice(-1)}`;
}

export interface Semester {
  /** The civil year in which the academic year ends. */
  year: number;
  hebrewYear: string;
  letter: 'א' | 'ב' | 'קיץ';
  number: 1 | 2 | 3;
}

/** The Israeli semester of a moment: א from October, ב from March, קיץ from July. */
export function semesterAt(seconds: number): Semester {
  const { year, month } = wallClock(seconds);
  const ends = month >= 10 ? year + 1 : year;
  const number = month >= 10 || month <= 2 ? 1 : month <= 6 ? 2 : 3;
  const letter = number === 1 ? 'א' : number === 2 ? 'ב' : 'קיץ';
  return { year: ends, hebrewYear: hebrewYear(ends + 3760), letter, number };
}

export function semesterBefore(current: Semester): Semester {
  if (current.number === 1) {
    const year = current.year - 1;
    return { year, hebrewYear: hebrewYear(year + 3760), letter: 'ב', number: 2 };
  }
  return { ...current, letter: 'א', number: 1 };
}

/** 3/12/2026, 13:59 as Moodle writes it in Hebrew. */
export function hebrewDate(seconds: number): string {
  const { year, month, day, secondOfDay } = wallClock(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day}/${month}/${year}, ${two(Math.floor(secondOfDay / HOUR))}:${two(Math.floor((secondOfDay % HOUR) / 60))}`;
}
