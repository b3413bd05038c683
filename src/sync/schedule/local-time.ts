const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** Formatters are costly to make: one for each zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formatters.set(timeZone, made);
  return made;
}

/** Minutes since midnight on the clocks of an IANA zone. */
export function minuteOfDay(at: Date, timeZone: string): number {
  const parts = formatterOf(timeZone).formatToParts(at);
  const part = (type: 'hour' | 'minute') => Number(parts.find((each) => each.type === type)?.value);
  return part('hour') * 60 + part('minute');
}

/** When no student's Moodle is asked, in minutes of the university's own day: until `to`, from `from` of the same day on. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** Moodles are backed up and mended at night, and nobody reads then: from midnight to six. */
export const NIGHT: QuietHours = { from: 0, to: 6 * 60 };

/** `at`, or the end of the night that it falls into, and `later` ms after that: so that a night does not end with everybody at once. */
export function outOfNight(at: Date, timeZone: string, later: number, night: QuietHours = NIGHT): Date {
  const minute = minuteOfDay(at, timeZone);
  if (minute < night.from || minute >= night.to) return at;
  const guess = new Date(at.getTime() + (night.to - minute) * MINUTE_MS);
  // Clocks may have been put forward or back in between.
  const off = signed(night.to - minuteOfDay(guess, timeZone));
  const secondsIn = at.getTime() % MINUTE_MS;
  return new Date(guess.getTime() + off * MINUTE_MS - secondsIn + later);
}

/** The short way round the clock. */
const signed = (minutes: number): number =>
  ((minutes + DAY_MINUTES / 2 + DAY_MINUTES) % DAY_MINUTES) - DAY_MINUTES / 2;
