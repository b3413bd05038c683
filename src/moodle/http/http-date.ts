/** All three forms begin with the day of the week; what else the platform takes for a date, such as `-5`, is none. */
const DAY_FIRST = /^\s*(mon|tue|wed|thu|fri|sat|sun)/i;

/** A date as HTTP writes it, in milliseconds since the epoch; `null` for anything else. */
export function httpDate(value: string | undefined): number | null {
  const time = DAY_FIRST.test(value ?? '') ? Date.parse(value ?? '') : NaN;
  return Number.isNaN(time) ? null : time;
}
