import type { Language } from '../../../../src/contract';

const LOCALES: Readonly<Record<Language, string>> = { he: 'he-IL', en: 'en-GB' };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** Whole days of the calendar between two moments, in the reader's own time zone. */
export const calendarDays = (from: Date, to: Date): number =>
  Math.round((midnight(to) - midnight(from)) / DAY);

/** «בעוד 3 ימים», «לפני דקה»: days are counted by the calendar, shorter times by the clock. */
export function relativeTime(at: Date, now: Date, language: Language): string {
  const numbers = new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto' });
  // Some versions of the Hebrew data write «לפני דקה (1)», and «בעוד שעתיים (2)».
  const format = {
    format: (value: number, unit: Intl.RelativeTimeFormatUnit) =>
      numbers.format(value, unit).replace(/ \([12]\)$/, ''),
  };
  const ms = at.getTime() - now.getTime();
  const size = Math.abs(ms);
  const days = calendarDays(now, at);
  if (size < 45_000) return format.format(0, 'second');
  if (size < 50 * MINUTE)
    return format.format(Math.sign(ms) * Math.max(1, Math.round(size / MINUTE)), 'minute');
  if (size < 12 * HOUR || days === 0) return format.format(Math.sign(ms) * Math.round(size / HOUR), 'hour');
  if (Math.abs(days) < 14) return format.format(days, 'day');
  if (Math.abs(days) < 60) return format.format(Math.round(days / 7), 'week');
  if (Math.abs(days) < 365) return format.format(Math.round(days / 30), 'month');
  return format.format(Math.round(days / 365), 'year');
}

/** «יום ה׳, 29 באוק׳, 23:59»; the year only when it is another one. */
export function dayAndTime(at: Date, now: Date, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

export const longDay = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], { weekday: 'long', day: 'numeric', month: 'long' }).format(at);

/** «12 בנוב׳»; the year only when it is another one. */
export const shortDay = (at: Date, now: Date, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'short',
    ...(at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  }).format(at);

/** «23:59». */
export const clockTime = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    at,
  );

/** «יום ה׳, 29 באוק׳, 09:00–12:00»; both ends in full where they are not on one day. */
export function timeSpan(from: Date, to: Date | null, now: Date, language: Language): string {
  const start = dayAndTime(from, now, language);
  if (to === null || to.getTime() === from.getTime()) return start;
  const end = calendarDays(from, to) === 0 ? clockTime(to, language) : ` ${dayAndTime(to, now, language)}`;
  return `${start}${calendarDays(from, to) === 0 ? '' : ' '}–${end}`;
}
