import { withRetry } from '../../src/errors';
import type { MoodleOptions, MoodleReader, MoodleService } from '../../src/moodle';
import {
  json,
  PASSWORD,
  printed,
  readCourse,
  refusal,
  rejection,
  siteInfo,
  Started,
  TOKEN,
  type Handler,
  type LocalSite,
} from './moodle-site';

const started = new Started();
afterEach(() => started.end());

const signal = (): AbortSignal => new AbortController().signal;
const tokenOf = (student: number): string => `${TOKEN}${student}`;

/** A reader of one student; who asks is told by the token. */
const readerOf = (
  moodle: MoodleService,
  { access }: LocalSite,
  student: number,
  by = signal(),
): Promise<MoodleReader> => moodle.openReader({ ...access, token: tokenOf(student) }, by);

const open: Handler = (_, r) => json(r, siteInfo());
const page: Handler = (_, r) => r.writeHead(503, { 'content-type': 'text/html' }).end('<p>');

/** Answers once as `first` says, and from then on as `rest` does. */
function once(first: Handler, rest: Handler = open): Handler {
  let answered = false;
  return (request, response) => {
    const handler = answered ? rest : first;
    answered = true;
    return handler(request, response);
  };
}

describe('a site that asks to be left alone', () => {
  it('is not asked by anybody before that is over, and nobody who can wait fails', async () => {
    const times: number[] = [];
    let refusedAt = 0;
    const site = await started.site(
      once(
        (_, r) => {
          refusedAt = performance.now();
          r.writeHead(429, { 'retry-after': '1' }).end();
        },
        (request, r) => {
          times.push(performance.now());
          return request.url.includes('token.php') ? json(r, { token: TOKEN }) : json(r, siteInfo());
        },
      ),
    );
    const moodle = started.moodle({ maxRequests: 1 });
    const first = rejection(readerOf(moodle, site, 1));
    const queued = [2, 3].map((student) => readerOf(moodle, site, student));
    expect(await first).toMatchObject({ code: 'moodle.busy', kind: 'api', retryAfterMs: 1000 });
    const after = [
      ...queued,
      readerOf(moodle, site, 4),
      moodle.signIn(site.site, { username: 'noa', password: PASSWORD }, signal()),
      moodle
        .openFile(site.access, `${site.site.baseUrl}/webservice/pluginfile.php/1/x`, { signal: signal() })
        .then(({ body }) => body.destroy()),
    ];
    expect(moodle.traffic()[0]?.pausedMs).toBeGreaterThan(0);
    await Promise.all(after);
    expect(times.length).toBeGreaterThanOrEqual(5);
    for (const time of times) expect(time - refusedAt).toBeGreaterThanOrEqual(1000);
    expect(moodle.traffic()[0]).toMatchObject({ pausedMs: 0, waiting: 0, inFlight: 0 });
  });

  it('for longer than anybody can wait is not asked at all, and everybody is told why', async () => {
    const site = await started.site((_, r) => r.writeHead(503, { 'retry-after': '300' }).end('<p>'));
    const moodle = started.moodle();
    const expected = { code: 'moodle.maintenance', kind: 'api', retryable: true, retryAfterMs: 300_000 };
    const errors = [
      await rejection(readerOf(moodle, site, 1)),
      await rejection(readerOf(moodle, site, 2)),
      await rejection(moodle.signIn(site.site, { username: 'noa', password: PASSWORD }, signal())),
      await rejection(
        moodle.openFile(site.access, `${site.site.baseUrl}/webservice/pluginfile.php/1/x`, {
          signal: signal(),
        }),
      ),
    ];
    for (const error of errors) expect(error).toMatchObject(expected);
    expect(site.received).toHaveLength(1);
  });

  it('does not silence another site', async () => {
    const closed = await started.site((_, r) => r.writeHead(503, { 'retry-after': '300' }).end('<p>'));
    const other = await started.site(open);
    const moodle = started.moodle();
    await rejection(readerOf(moodle, closed, 1));
    await readerOf(moodle, other, 1);
    expect(moodle.traffic().map(({ site, pausedMs }) => [site, pausedMs > 0])).toEqual([
      [closed.site.baseUrl, true],
      [other.site.baseUrl, false],
    ]);
  });

  it.each([
    ['twenty years ahead', 20],
    ['thirty years behind', -30],
  ])('by a clock that is %s is understood', async (_, years) => {
    const itsNow = Date.now() + years * 365 * 24 * 60 * 60 * 1000;
    const site = await started.site((_request, r) =>
      r
        .writeHead(503, {
          date: new Date(itsNow).toUTCString(),
          'retry-after': new Date(itsNow + 20_000).toUTCString(),
        })
        .end(),
    );
    expect(await rejection(readerOf(started.moodle(), site, 1))).toMatchObject({
      code: 'moodle.maintenance',
      retryAfterMs: 20_000,
    });
  });

  it.each([
    ['for ever', '99999999999999999999', 60 * 60 * 1000],
    ['until a day in the past', 'Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['in words', 'tomorrow', undefined],
    ['for less than nothing', '-5', undefined],
  ])('%s is bounded', async (_, value, retryAfterMs) => {
    const site = await started.site((_request, r) => r.writeHead(429, { 'retry-after': value }).end());
    const error = await rejection(readerOf(started.moodle(), site, 1));
    expect(error).toMatchObject({ code: 'moodle.busy', retryAfterMs });
  });
});

describe('a site that shows that it is overloaded', () => {
  const locked = (_: unknown, r: Parameters<Handler>[1]): unknown => json(r, refusal('ex_unabletolock'));
  const rows: [string, Handler, string][] = [
    ['429', (_, r) => r.writeHead(429).end(), 'overloaded'],
    ['503', page, 'overloaded'],
    ['502', (_, r) => r.writeHead(502).end(), 'overloaded'],
    ['504', (_, r) => r.writeHead(504).end(), 'overloaded'],
    ['ex_unabletolock', locked, 'overloaded'],
    [
      'ex_unabletolock inside a batch',
      (_, r) =>
        json(r, { responses: [{ error: true, exception: JSON.stringify(refusal('ex_unabletolock')) }] }),
      'overloaded',
    ],
    ['silence', () => undefined, 'timeout'],
    ['a reset', ({ socket }) => socket.resetAndDestroy(), 'unreachable'],
    [
      'a reset inside an answer',
      ({ socket }, r) =>
        r.writeHead(200, { 'content-length': 100 }).write('[', () => socket.resetAndDestroy()),
      'unreachable',
    ],
  ];
  it.each(rows)('by %s is asked half as much', async (_, handler, outcome) => {
    const site = await started.site(handler);
    const moodle = started.moodle({ requestTimeoutMs: 150, requestsPerSecond: 40 });
    await rejection(readerOf(moodle, site, 1));
    const [traffic] = moodle.traffic();
    expect(traffic).toMatchObject({ places: 3, requestsPerSecond: 20 });
    expect(traffic?.exchanges).toMatchObject({ [outcome]: 1, answered: 0 });
  });

  it.each<[string, Handler, string]>([
    ['a refusal', (_, r) => json(r, refusal('invalidtoken')), 'answered'],
    ['a course that crashes', (_, r) => r.writeHead(500).end(), 'answered'],
    ['a page', (_, r) => r.end('<p>'), 'answered'],
    ['a redirect', (_, r) => r.writeHead(302, { location: 'http://127.0.0.2/' }).end(), 'unusable'],
  ])('is none by %s', async (_, handler, outcome) => {
    const site = await started.site(handler);
    const moodle = started.moodle();
    await rejection(readerOf(moodle, site, 1));
    const [traffic] = moodle.traffic();
    expect(traffic?.places).toBe(6);
    expect(traffic?.exchanges[outcome as 'answered']).toBeGreaterThan(0);
  });

  it('is none when a student leaves', async () => {
    const controller = new AbortController();
    const site = await started.site(() => controller.abort(new Error('left')));
    const moodle = started.moodle();
    await rejection(readerOf(moodle, site, 1, controller.signal));
    while (moodle.traffic()[0]?.inFlight !== 0) await new Promise((resolve) => setImmediate(resolve));
    expect(moodle.traffic()[0]).toMatchObject({ places: 6, exchanges: { aborted: 1 } });
  });

  it('is asked less until it bears it, and every job gets its answer', async () => {
    const bears = 2;
    let inFlight = 0;
    let refused = 0;
    const site = await started.site((request, r) => {
      inFlight += 1;
      r.once('close', () => (inFlight -= 1));
      if (inFlight > bears) {
        refused += 1;
        return page(request, r);
      }
      // Answered once the event loop has gone round: requests that come together are in flight together.
      return void setImmediate(() => setImmediate(() => json(r, siteInfo())));
    });
    const moodle = started.moodle({ maxRequests: 12, requestsPerSecond: 1000 });
    const jobs = Array.from({ length: 80 }, (_, student) =>
      withRetry(() => readerOf(moodle, site, student), 3, 1),
    );
    expect(await Promise.all(jobs)).toHaveLength(80);
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(40);
    const [traffic] = moodle.traffic();
    expect(traffic?.places).toBeLessThanOrEqual(bears + 1);
    expect(traffic?.exchanges).toMatchObject({ answered: 80, overloaded: refused });
  });
});

describe('jobs side by side', () => {
  const CONTENTS = 'core_course_get_contents';

  /** A site on which each of two students has a reader. */
  async function twoReaders(
    options: Partial<MoodleOptions>,
    contents: Handler,
  ): Promise<{ site: LocalSite; readers: readonly [MoodleReader, MoodleReader]; moodle: MoodleService }> {
    const site = await started.site((request, r) =>
      request.form.get('wsfunction') === CONTENTS ? contents(request, r) : json(r, siteInfo()),
    );
    const moodle = started.moodle(options);
    return { site, moodle, readers: [await readerOf(moodle, site, 1), await readerOf(moodle, site, 2)] };
  }

  it('take turns: 200 calls of one do not hold up the first of another', async () => {
    const { site, readers, moodle } = await twoReaders({ maxRequests: 3, requestsPerSecond: 1000 }, (_, r) =>
      json(r, []),
    );
    const many = Array.from({ length: 200 }, (_, course) => readCourse(readers[0], course, signal()));
    while (site.received.length < 12) await new Promise((resolve) => setImmediate(resolve));
    const before = site.received.length;
    await readCourse(readers[1], 7, signal());
    const turn = site.received.findIndex(
      ({ form }) => form.get('wstoken') === tokenOf(2) && form.get('wsfunction') === CONTENTS,
    );
    expect(turn - before).toBeLessThanOrEqual(4);
    expect(moodle.traffic()[0]?.waiting).toBeGreaterThan(100);
    await Promise.all(many);
    expect(moodle.traffic()[0]).toMatchObject({ waiting: 0, inFlight: 0, exchanges: { answered: 203 } });
  });

  it('keep the pace that the operator sets', async () => {
    const { readers } = await twoReaders({ requestsPerSecond: 10 }, (_, r) => json(r, []));
    const began = performance.now();
    await Promise.all(Array.from({ length: 13 }, (_, course) => readCourse(readers[0], course, signal())));
    // Eight may begin at once, since two have opened the readers; five follow, one in 100 ms.
    expect(performance.now() - began).toBeGreaterThan(380);
  });

  it('ask once where they ask the same, each leaving by itself', async () => {
    const held: (() => void)[] = [];
    const { site, readers, moodle } = await twoReaders({}, (_, r) => void held.push(() => json(r, [])));
    const leaving = new AbortController();
    const reads = [
      rejection(readCourse(readers[0], 7, leaving.signal)),
      readCourse(readers[0], 7, signal()),
      readCourse(readers[0], 7, signal()),
    ];
    while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const reason = new Error('left');
    leaving.abort(reason);
    expect(await reads[0]).toBe(reason);
    held[0]?.();
    await Promise.all(reads);
    expect(site.received.filter(({ form }) => form.get('wsfunction') === CONTENTS)).toHaveLength(1);
    expect(moodle.traffic()[0]?.joined).toBe(2);
    const again = readCourse(readers[0], 7, signal());
    while (held.length === 1) await new Promise((resolve) => setImmediate(resolve));
    held[1]?.();
    await again;
  });

  it('hang up once the last has left', async () => {
    const leaving = [new AbortController(), new AbortController()];
    let arrived = false;
    const { site, readers } = await twoReaders({}, () => (arrived = true));
    const reads = leaving.map(({ signal: by }) => rejection(readCourse(readers[0], 7, by)));
    while (!arrived) await new Promise((resolve) => setImmediate(resolve));
    for (const controller of leaving) controller.abort(new Error('left'));
    await Promise.all(reads);
    await site.idle();
  });

  it('never share an answer between students, courses, or sign-ins', async () => {
    const { site, readers, moodle } = await twoReaders({}, (_, r) => json(r, []));
    await Promise.all([
      readCourse(readers[0], 7, signal()),
      readCourse(readers[1], 7, signal()),
      readCourse(readers[0], 8, signal()),
    ]);
    const signingIn = (): Promise<unknown> =>
      rejection(moodle.signIn(site.site, { username: 'noa', password: PASSWORD }, signal()));
    await Promise.all([signingIn(), signingIn()]);
    expect(site.received.filter(({ form }) => form.get('wsfunction') === CONTENTS)).toHaveLength(3);
    expect(site.received.filter(({ url }) => url.includes('token.php'))).toHaveLength(2);
    expect(moodle.traffic()[0]?.joined).toBe(0);
  });
});

it('shows figures of each site and nothing of a student', async () => {
  const site = await started.site(open);
  const moodle = started.moodle();
  expect(moodle.traffic()).toEqual([]);
  await readerOf(moodle, site, 1);
  expect(moodle.traffic()).toEqual([
    {
      site: site.site.baseUrl,
      exchanges: { answered: 1, overloaded: 0, timeout: 0, unreachable: 0, unusable: 0, aborted: 0 },
      joined: 0,
      waiting: 0,
      inFlight: 0,
      filesWaiting: 0,
      filesInFlight: 0,
      places: 6,
      requestsPerSecond: 50,
      pausedMs: 0,
    },
  ]);
  expect(printed(moodle.traffic())).not.toContain(TOKEN);
});
