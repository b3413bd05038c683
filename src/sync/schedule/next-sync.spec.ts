import { minuteOfDay, outOfNight } from './local-time';
import { nextSyncAt, type SyncFacts } from './next-sync';
import { isOfTheSite, sitePauseMs } from './site-pause';

const at = (text: string): Date => new Date(text);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A day in winter: two hours ahead of UTC in Jerusalem. 10:00 there. */
const BEGAN = at('2026-11-30T08:00:00Z');
const ENDED = at('2026-11-30T08:00:30Z');
const NOW = at('2026-11-30T08:05:00Z');

const facts = (over: Partial<SyncFacts> = {}): SyncFacts => ({
  allowed: true,
  wanted: true,
  token: 'good',
  seenAt: BEGAN,
  inactiveAfterMs: 14 * 24 * HOUR,
  last: { outcome: 'completed', beganAt: BEGAN, endedAt: ENDED },
  failures: 0,
  dueAt: [],
  timeZone: 'Asia/Jerusalem',
  ...over,
});
const next = (over: Partial<SyncFacts>, random = 0, now = NOW): string =>
  nextSyncAt(now, facts(over), random).at?.toISOString() ?? 'never';

describe('when the next scheduled sync begins', () => {
  it.each<[string, Partial<SyncFacts>, number, string]>([
    ['six hours after the last', {}, 0, '2026-11-30T14:00:00.000Z'],
    ['up to eight, by the student', {}, 0.5, '2026-11-30T15:00:00.000Z'],
    ['two hours, with something due in 47', { dueAt: [hours(47)] }, 0, '2026-11-30T10:00:00.000Z'],
    ['the nearest of many', { dueAt: [hours(90), hours(47), hours(60)] }, 0, '2026-11-30T10:00:00.000Z'],
    ['when it comes near: due in 52, near in 4', { dueAt: [hours(52)] }, 0, '2026-11-30T12:00:00.000Z'],
    [
      'nobody of a course at once then: up to half an hour later',
      { dueAt: [hours(52)] },
      0.5,
      '2026-11-30T12:15:00.000Z',
    ],
    ['as usual while it is far', { dueAt: [hours(80)] }, 0, '2026-11-30T14:00:00.000Z'],
    ['one hour, with something due in 11', { dueAt: [hours(11)] }, 0, '2026-11-30T09:00:00.000Z'],
    ['not after it was due', { dueAt: [hours(0.5)] }, 0, '2026-11-30T14:00:00.000Z'],
    [
      'as after any other where one runs',
      { last: { outcome: 'running', beganAt: BEGAN, endedAt: null } },
      0,
      '2026-11-30T14:00:00.000Z',
    ],
    [
      'half an hour after a first failure',
      { last: { outcome: 'failed', beganAt: BEGAN, endedAt: ENDED }, failures: 1, dueAt: [hours(11)] },
      0,
      '2026-11-30T08:30:30.000Z',
    ],
    [
      'four times that after the third',
      { last: { outcome: 'failed', beganAt: BEGAN, endedAt: ENDED }, failures: 3 },
      0,
      '2026-11-30T10:00:30.000Z',
    ],
    [
      'a day after very many',
      { last: { outcome: 'failed', beganAt: BEGAN, endedAt: ENDED }, failures: 60 },
      0,
      '2026-12-01T08:00:30.000Z',
    ],
    [
      'soon, when it was the site that failed: the site has a pause of its own',
      { last: { outcome: 'site', beganAt: BEGAN, endedAt: ENDED } },
      0,
      '2026-11-30T08:10:30.000Z',
    ],
    ['now, when none is known', { last: null }, 0.9, NOW.toISOString()],
  ])('%s', (_name, over, random, expected) => {
    expect(next(over, random)).toBe(expected);
  });

  it.each<[string, Partial<SyncFacts>, string]>([
    ['the operator has switched it off', { allowed: false }, 'unavailable'],
    ['the student has', { wanted: false }, 'off'],
    ['the token died', { token: 'refused' }, 'sign-in-again'],
    ['the site has no tokens', { token: 'none' }, 'no-token'],
    ['the student was not here for two weeks', { seenAt: at('2026-11-16T08:00:00Z') }, 'inactive'],
    ['the student has signed out everywhere', { seenAt: null }, 'inactive'],
  ])('is never, while %s', (_name, over, why) => {
    expect(nextSyncAt(NOW, facts(over), 0)).toEqual({ at: null, why });
  });

  it('is not at night, by the clocks of the university, and the morning is spread', () => {
    const evening = {
      last: { outcome: 'completed', beganAt: at('2026-11-30T18:00:00Z'), endedAt: null },
    } as const;
    const late = at('2026-11-30T18:05:00Z'); // 20:05; six hours on it is 02:00
    expect(next(evening, 0, late)).toBe('2026-12-01T04:00:00.000Z'); // 06:00
    // 02:00 and one hour: still at night; then half of the two hours of the morning.
    expect(next(evening, 0.5, late)).toBe('2026-12-01T05:00:00.000Z');
    // The same moment is a good one elsewhere.
    expect(next({ ...evening, timeZone: 'America/New_York' }, 0, late)).toBe('2026-12-01T00:00:00.000Z');
  });

  it('is not at night either for what should have begun before it', () => {
    const missed = {
      last: { outcome: 'completed', beganAt: at('2026-11-30T10:00:00Z'), endedAt: null },
    } as const;
    expect(next(missed, 0.25, at('2026-11-30T23:00:00Z'))).toBe('2026-12-01T04:30:00.000Z');
    expect(next(missed, 0.25, at('2026-12-01T04:30:00Z'))).toBe('2026-12-01T04:30:00.000Z');
  });

  it('spreads students who signed in together', () => {
    const moments = Array.from({ length: 100 }, (_, n) => Date.parse(next({}, n / 100)));
    expect(new Set(moments).size).toBe(100);
    expect(Math.max(...moments) - Math.min(...moments)).toBeGreaterThan(1.9 * HOUR);
  });

  /** So long after the last sync began. */
  function hours(n: number): Date {
    return new Date(BEGAN.getTime() + n * HOUR);
  }
});

describe('the night', () => {
  it('knows the clocks of a zone, in summer and in winter', () => {
    expect(minuteOfDay(at('2026-07-01T21:30:00Z'), 'Asia/Jerusalem')).toBe(30);
    expect(minuteOfDay(at('2026-12-01T21:30:00Z'), 'Asia/Jerusalem')).toBe(23 * 60 + 30);
    expect(minuteOfDay(at('2026-12-01T21:30:00Z'), 'Asia/Kolkata')).toBe(3 * 60);
  });

  it.each([
    // Clocks go forward at 02:00 on Friday 27 March 2026, and back at 02:00 on Sunday 25 October.
    ['the night that loses an hour', '2026-03-26T23:00:20Z', '2026-03-27T03:00:00.000Z'],
    ['the night that has one twice', '2026-10-24T22:00:20Z', '2026-10-25T04:00:00.000Z'],
  ])('ends at six in %s', (_name, from, to) => {
    expect(outOfNight(at(from), 'Asia/Jerusalem', 0).toISOString()).toBe(to);
  });

  it('leaves a day alone', () => {
    const noon = at('2026-11-30T10:00:00Z');
    expect(outOfNight(noon, 'Asia/Jerusalem', HOUR)).toBe(noon);
    expect(outOfNight(at('2026-11-30T04:00:00Z'), 'Asia/Jerusalem', HOUR)).toEqual(
      at('2026-11-30T04:00:00Z'),
    );
  });
});

describe('the pause of a site', () => {
  it('doubles to a limit', () => {
    expect([1, 2, 3, 8, 2000].map((failures) => sitePauseMs(failures, 0.5) / MINUTE)).toEqual([
      5, 10, 20, 360, 360,
    ]);
    expect(sitePauseMs(1, 0)).toBe(4 * MINUTE);
  });

  it('is for what every student would meet', () => {
    expect(isOfTheSite('moodle.busy')).toBe(true);
    expect(isOfTheSite('auth.moodle-token-expired')).toBe(false);
    expect(isOfTheSite('sync.timeout')).toBe(false);
  });
});
