import { ERRORS, type ErrorCode, type LocalizedText, type University } from '../contract';
import { toAppError } from '../errors';
import type { MoodleService, MoodleSite, MoodleSiteFacts } from '../moodle';
import { type Verdict, verdictOn } from './verdict';

/** Longest time that one look at a site may take, ms. */
const LIMIT_MS = 15_000;
/** A site's own words to its students; more than this is no message, chars. */
const LONGEST_MESSAGE = 300;

/** What one look at a site has shown. */
export interface SiteReport {
  readonly status: Exclude<University['status'], 'unknown'>;
  /** Why one cannot sign in now, `null` where nothing is in the way. */
  readonly statusMessage: LocalizedText | null;
  /** Why the site could not be asked; `null` where it could. */
  readonly failure: ErrorCode | null;
  /** More about that, for operators. */
  readonly detail: string | null;
  /** Of the last look at which there was something to see. */
  readonly facts: MoodleSiteFacts | null;
  readonly verdict: Verdict;
}

/** What a look found: the site's words, or the reason why there are none. */
export type Sighting =
  | { readonly facts: MoodleSiteFacts; readonly failure: null }
  | { readonly failure: ErrorCode; readonly detail?: string };

export type SiteInspector = Pick<MoodleService, 'inspect'>;

/** Looks at a site. Rejects only with the abort reason of `signal`. */
export async function look(
  moodle: SiteInspector,
  site: MoodleSite,
  signal: AbortSignal,
  limitMs = LIMIT_MS,
): Promise<Sighting> {
  const limit = AbortSignal.timeout(limitMs);
  try {
    return { facts: await moodle.inspect(site, AbortSignal.any([signal, limit])), failure: null };
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return { failure: 'moodle.timeout' };
    const { code, detail } = toAppError(error);
    return { failure: code, detail };
  }
}

/** Facts that a refused sign-in has shown to be otherwise than the site tells. */
const SHOWN: Readonly<Partial<Record<ErrorCode, Partial<MoodleSiteFacts>>>> = {
  'moodle.web-services-disabled': { webServices: false },
  'moodle.mobile-service-disabled': { mobileService: false },
};

/** Codes after which the site is to be looked at again. */
export const DOUBTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'moodle.web-services-disabled',
  'moodle.mobile-service-disabled',
  'moodle.wrong-address',
]);

/**
 * What to make of a look. A site that cannot be asked keeps the facts of `before`: how one signs in there does not change with an outage.
 * `refusal` is what a sign-in was refused with meanwhile.
 */
export function reportOf(
  sighting: Sighting,
  { before = null, refusal = null }: { before?: SiteReport | null; refusal?: ErrorCode | null } = {},
): SiteReport {
  if (sighting.failure !== null) {
    const status = sighting.failure === 'moodle.maintenance' ? 'maintenance' : 'unreachable';
    return {
      status,
      statusMessage: ERRORS[sighting.failure].message,
      failure: sighting.failure,
      detail: sighting.detail ?? null,
      facts: before?.facts ?? null,
      verdict: before?.facts ? before.verdict : { way: 'none', reason: sighting.failure },
    };
  }
  const facts = { ...sighting.facts, ...(refusal && SHOWN[refusal]) };
  const verdict = verdictOn(facts);
  const seen = { failure: null, detail: null, facts, verdict };
  if (facts.maintenance) return { status: 'maintenance', statusMessage: maintenanceOf(facts), ...seen };
  const closed = verdict.way === 'none' && verdict.reason !== null;
  return {
    status: closed ? 'unreachable' : 'ok',
    statusMessage: closed ? ERRORS[verdict.reason].message : null,
    ...seen,
  };
}

function maintenanceOf({ maintenanceMessage }: MoodleSiteFacts): LocalizedText {
  const own = maintenanceMessage?.slice(0, LONGEST_MESSAGE);
  return own ? { he: own, en: own } : ERRORS['moodle.maintenance'].message;
}
