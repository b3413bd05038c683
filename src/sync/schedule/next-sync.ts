import type { AutoSyncState } from '../../contract';
import { outOfNight } from './local-time';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How the student's newest sync went. `site`: it ended for a reason that is the site's, not the student's. */
export type SyncOutcome = 'running' | 'completed' | 'cancelled' | 'failed' | 'site';

/** Whatever the time of the next sync depends on. */
export interface SyncFacts {
  /** The operator lets the schedule run, and still lists the university. */
  readonly allowed: boolean;
  /** The student's own switch. */
  readonly wanted: boolean;
  /** `refused`: Moodle takes the stored token no more. `none`: there is none, as on a site without tokens. */
  readonly token: 'good' | 'refused' | 'none';
  /** The last sign-in or visit; `null` once the student has signed out everywhere. */
  readonly seenAt: Date | null;
  /** After so long without a visit there is no next sync, ms. */
  readonly inactiveAfterMs: number;
  /** Whatever started it; `null` where none is known. */
  readonly last: {
    readonly outcome: SyncOutcome;
    readonly beganAt: Date;
    readonly endedAt: Date | null;
  } | null;
  /** Syncs in a row, the newest included, that failed for another reason than the site's. */
  readonly failures: number;
  /** When what is not handed in is due, the past left out. */
  readonly dueAt: readonly Date[];
  /** IANA zone of the university. */
  readonly timeZone: string;
}

/** When the next sync may begin (in the past: it is time now), or why there is none. */
export type SyncPlan =
  { readonly at: Date } | { readonly at: null; readonly why: Exclude<AutoSyncState, 'scheduled'> };

type Never = Extract<SyncPlan, { at: null }>['why'];

/** The first that holds decides. */
const REASONS_FOR_NONE: readonly (readonly [why: Never, holds: (facts: SyncFacts, now: Date) => boolean])[] =
  [
    ['unavailable', ({ allowed }) => !allowed],
    ['sign-in-again', ({ token }) => token === 'refused'],
    ['no-token', ({ token }) => token === 'none'],
    ['off', ({ wanted }) => !wanted],
    [
      'inactive',
      ({ seenAt, inactiveAfterMs }, now) =>
        seenAt === null || now.getTime() - seenAt.getTime() > inactiveAfterMs,
    ],
  ];

interface Pace {
  /** From the beginning of one sync to the next. */
  readonly everyMs: number;
  /** Up to so much later, by the student: whoever signed in together does not come together for ever. */
  readonly spreadMs: number;
  /** How long the morning after a quiet night is spread over. */
  readonly morningMs: number;
}

/** Two or three times on a day. */
const USUAL: Pace = { everyMs: 6 * HOUR_MS, spreadMs: 2 * HOUR_MS, morningMs: 2 * HOUR_MS };

/** While something that is not handed in is due within this time: dates move, and files are put up, just then. */
const NEAR: readonly (Pace & { readonly withinMs: number })[] = [
  { withinMs: 48 * HOUR_MS, everyMs: 2 * HOUR_MS, spreadMs: 30 * MINUTE_MS, morningMs: HOUR_MS },
  { withinMs: 12 * HOUR_MS, everyMs: HOUR_MS, spreadMs: 15 * MINUTE_MS, morningMs: 30 * MINUTE_MS },
];

/** The farthest deadline that can bring a sync forward, counted from the sync before. */
export const HORIZON_MS = 48 * HOUR_MS + USUAL.everyMs + USUAL.spreadMs + DAY_MS;

/** After a failure of the student's own, doubled with each further one. */
const FIRST_RETRY_MS = 30 * MINUTE_MS;
const LONGEST_RETRY_MS = DAY_MS;
/** After one of the site's: the site's own pause decides, and when it is over everybody's turn has come. */
const AFTER_SITE_MS = 10 * MINUTE_MS;

interface Candidate {
  readonly at: number;
  readonly morningMs: number;
}

/**
 * When the student's next scheduled sync may begin. Pure: the same facts and the same `random` (0..1, the student's own) give the same
 * answer, so any node may ask at any time, and nothing is lost with a node that had asked.
 */
export function nextSyncAt(now: Date, facts: SyncFacts, random: number): SyncPlan {
  const none = REASONS_FOR_NONE.find(([, holds]) => holds(facts, now));
  if (none) return { at: null, why: none[0] };
  const { at, morningMs } = soonest(now, facts, random);
  const byDay = (moment: Date) => outOfNight(moment, facts.timeZone, random * morningMs);
  const planned = byDay(new Date(at));
  // What was missed (nobody looked, or the university had its fill) is not made up for at night.
  return { at: planned < now ? byDay(now) : planned };
}

function soonest(now: Date, { last, failures, dueAt }: SyncFacts, random: number): Candidate {
  const { morningMs } = USUAL;
  if (last === null) return { at: now.getTime(), morningMs };
  const ended = (last.endedAt ?? last.beganAt).getTime();
  if (last.outcome === 'failed') return { at: ended + retryMs(failures) * (1 + random / 4), morningMs };
  if (last.outcome === 'site') return { at: ended + AFTER_SITE_MS * (1 + random), morningMs };
  const began = last.beganAt.getTime();
  const usual = { at: began + USUAL.everyMs + random * USUAL.spreadMs, morningMs };
  return NEAR.flatMap((pace) => dueAt.map((due) => nearOne(began, due.getTime(), pace, random)))
    .filter((candidate) => candidate !== null)
    .reduce((first, each) => (each.at < first.at ? each : first), usual);
}

/** For one deadline at one pace: not before it is near, and not once it is over. */
function nearOne(
  began: number,
  due: number,
  { withinMs, everyMs, spreadMs, morningMs }: (typeof NEAR)[number],
  random: number,
): Candidate | null {
  const at = Math.max(began + everyMs, due - withinMs) + random * spreadMs;
  return at < due ? { at, morningMs } : null;
}

const retryMs = (failures: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** (Math.max(1, failures) - 1), LONGEST_RETRY_MS);
