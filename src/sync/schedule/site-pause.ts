import type { ErrorCode } from '../../contract';

const MINUTE_MS = 60_000;

/** Ends of a job that tell of the site and not of the student: every other student would meet the same. */
const TELLS_OF_THE_SITE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'moodle.unreachable',
  'moodle.timeout',
  'moodle.maintenance',
  'moodle.busy',
  'moodle.server-error',
  'moodle.invalid-response',
  'moodle.web-services-disabled',
  'moodle.mobile-service-disabled',
  'moodle.wrong-address',
  'moodle.redirect-refused',
]);

export const isOfTheSite = (code: ErrorCode): boolean => TELLS_OF_THE_SITE.has(code);

/** After the first failure, and doubled with each one after it. */
const FIRST_PAUSE_MS = 5 * MINUTE_MS;
const LONGEST_PAUSE_MS = 6 * 60 * MINUTE_MS;

/** How long a site is left alone by the schedule once `failures` (1..) syncs in a row ended with it, ms; `random` is 0..1. */
export function sitePauseMs(failures: number, random: number): number {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
  return Math.round(pause * (0.8 + 0.4 * random));
}
