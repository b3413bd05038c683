import http from 'node:http';
import { Sessions } from '../../src/auth';
import {
  type CourseDetails,
  type CourseSummary,
  type ErrorCode,
  type Page,
  SOCKET_LIMITS,
} from '../../src/contract';
import { expectProblem, faultsOfProblem } from '../support/problem';
import { addressOf, type Route, routesOf } from '../support/routes';
import { type Client, emitAnything, emitBlindly, Sockets, subscribe } from '../support/sockets';
import {
  addStudent,
  ask,
  finished,
  type Reply,
  signIn,
  type Spike,
  startSpike,
  until,
} from '../support/spike';

const JSON_TYPE = 'application/json';
const UUID_ZERO = '00000000-0000-4000-8000-000000000000';

/** What one student has, to be asked for by its owner and by others. */
interface Possessions {
  readonly studentId: string;
  readonly token: string;
  readonly jobId: string;
  readonly courseId: string;
  readonly fileId: string;
}

/** Whether an answer shows that the request was understood, or refuses it as the contract has it. */
const faultsOf = (reply: Reply): string[] =>
  reply.status < 400
    ? []
    : [...(reply.status < 500 ? [] : [`status ${reply.status}`]), ...faultsOfProblem(reply)];

describe('bad input', () => {
  let spike: Spike;
  let mine: Possessions;
  let theirs: Possessions;
  let routes: readonly Route[];
  const sockets = new Sockets(() => spike);

  async function possessionsOf(student: { username: string; password: string }): Promise<Possessions> {
    const { accessToken: token, jobId, user } = await signIn(spike, student.username, student.password);
    await finished(spike, token, jobId);
    const courses = await ask<Page<CourseSummary>>(spike, 'GET', '/api/courses', { token });
    const courseId = courses.body.items[0]?.id ?? '';
    const { body } = await ask<CourseDetails>(spike, 'GET', `/api/courses/${courseId}`, { token });
    const files = body.sections.flatMap(({ items }) => items.flatMap((item) => item.files));
    return { studentId: user.id, token, jobId, courseId, fileId: files[0]?.id ?? '' };
  }

  /** A session of mine that nothing else uses: some of these requests end it. */
  async function freshToken(): Promise<string> {
    const { accessToken } = await spike.app.get(Sessions).begin(mine.studentId, 'demo');
    return accessToken;
  }

  /** Sends bytes as they are. */
  async function send(
    { method, path }: Route,
    body: string | Buffer | undefined,
    headers: Record<string, string> = { 'content-type': JSON_TYPE },
  ): Promise<Reply> {
    const token = method === 'GET' ? mine.token : await freshToken();
    const response = await fetch(`${spike.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : headers) },
      body: typeof body === 'string' ? body : body && new Uint8Array(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? (JSON.parse(text) as unknown) : text,
    };
  }

  /** A route with things of mine for its parameters. */
  const filled = (route: Route): Route => ({
    ...route,
    path: addressOf(route, (name) => {
      if (name === 'jobId') return mine.jobId;
      return route.path.startsWith('/api/files') ? mine.fileId : mine.courseId;
    }),
  });

  /** Runs the checks one after another and answers with what went wrong, each with its name. */
  async function faultsOfAll(
    checks: readonly (readonly [name: string, check: () => Promise<readonly string[]>])[],
  ): Promise<string[]> {
    const faults: string[] = [];
    for (const [name, check] of checks) for (const fault of await check()) faults.push(`${name}: ${fault}`);
    return faults;
  }

  beforeAll(async () => {
    spike = await startSpike();
    [mine, theirs] = await Promise.all([
      possessionsOf(addStudent(spike, 1, 4)),
      possessionsOf(addStudent(spike, 1, 4)),
    ]);
    routes = routesOf(spike);
  });
  let logged = 0;
  beforeEach(() => {
    logged = spike.logs.length;
  });
  afterEach(async () => {
    sockets.closeAll();
    // Whatever was sent, the process goes on, and nothing happened that nobody foresaw.
    expect((await ask(spike, 'GET', '/api/auth/me', { token: mine.token })).status).toBe(200);
    expect(spike.logs.slice(logged).filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
  });
  afterAll(() => spike.stop());

  it('is tried on the routes there are', () => {
    const listed = routes.map(({ method, path }) => `${method} ${path}`);
    expect(listed).toEqual(
      expect.arrayContaining([
        'POST /api/auth/login',
        'GET /api/sync-status/:jobId/stream',
        'GET /api/files/:id',
        'GET /metrics',
      ]),
    );
    expect(Object.values(mine).concat(Object.values(theirs))).not.toContain('');
  });

  describe('in a body', () => {
    const deep = (open: string, close: string, depth: number): string =>
      `${open.repeat(depth)}1${close.repeat(depth)}`;
    const MALFORMED = [
      '{"universityId": "demo", ',
      '{]',
      'null',
      '7',
      '"text"',
      '\u0000',
      '{"a":1}}',
      "{'a':1}",
    ];
    const ODD = [
      '{}',
      '[]',
      '[1,2]',
      '[{}]',
      '{"refreshToken":7}',
      '{"refreshToken":{"$gt":""}}',
      '{"refreshToken":["x"]}',
      '{"universityId":7,"username":{},"password":[]}',
      '{"universityId":null,"username":null,"password":null}',
      '{"universityId":["demo"],"username":["yael"],"password":["demo1234"]}',
      '{"universityId":"demo","username":"\\ud800","password":"\\udfff"}',
      '{"universityId":"demo","username":"\\u0000","password":"\\u0000"}',
      `{"universityId":"demo","username":"${'a'.repeat(201)}","password":"x"}`,
      '{"__proto__":{"universityId":"demo"},"constructor":{"prototype":{}}}',
      '{"constructor":"x","hasOwnProperty":1,"toString":2,"then":3}',
      deep('[', ']', 20_000),
      deep('{"a":', '}', 9_000),
      `{"universityId":"demo","username":"yael","password":${deep('[', ']', 20_000)}}`,
      `{"refreshToken":${deep('{"a":', '}', 9_000)}}`,
    ];
    const writing = (): Route[] => routes.filter(({ method }) => method !== 'GET').map(filled);

    it('that is no JSON: 400, on every route', async () => {
      const checks = writing().flatMap((route) =>
        [...MALFORMED, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22])].map(
          (body) =>
            [
              `${route.path} ${JSON.stringify(body)}`,
              async () => {
                const reply = await send(route, body);
                const code = (reply.body as { code?: string }).code;
                return [...faultsOf(reply), ...(code === 'request.malformed' ? [] : [`code ${code}`])];
              },
            ] as const,
        ),
      );
      expect(checks.length).toBeGreaterThanOrEqual(5 * 9);
      expect(await faultsOfAll(checks)).toEqual([]);
    });

    it('of any other shape: refused or ignored, on every route', async () => {
      const checks = writing().flatMap((route) =>
        ODD.map(
          (body) =>
            [`${route.path} ${body.slice(0, 60)}`, async () => faultsOf(await send(route, body))] as const,
        ),
      );
      expect(await faultsOfAll(checks)).toEqual([]);
    });

    it.each(ODD.map((body) => [body.slice(0, 60), body]))(
      'never signs in, or refreshes: %s',
      async (_shown, body) => {
        for (const path of ['/api/auth/login', '/api/auth/refresh']) {
          const reply = await send({ method: 'POST', path }, body);
          expect(faultsOf(reply)).toEqual([]);
          expect([400, 401]).toContain(reply.status);
        }
      },
    );

    it('names the fields at fault and their rules, and never their values', async () => {
      const reply = await ask(spike, 'POST', '/api/auth/login', {
        body: { universityId: 'demo', username: 123456789, password: '' },
      });
      const { errors } = expectProblem(reply, 400, 'request.invalid');
      expect(errors?.map(({ field }) => field)).toEqual(['username', 'password']);
      expect(errors?.every(({ rules }) => rules.length > 0)).toBe(true);
      expect(JSON.stringify(reply.body)).not.toContain('123456789');
    });

    it('of a megabyte: 413, on every route', async () => {
      const body = JSON.stringify({ username: 'a'.repeat(1024 * 1024) });
      for (const route of writing()) expectProblem(await send(route, body), 413, 'request.too-large');
      const justRight = JSON.stringify({ refreshToken: 'x', more: 'a'.repeat(60 * 1024) });
      expect((await send({ method: 'POST', path: '/api/auth/refresh' }, justRight)).status).toBe(401);
    });

    it.each([
      ['text/plain'],
      ['application/x-www-form-urlencoded'],
      ['multipart/form-data; boundary=x'],
      ['application/xml'],
      ['application/json; charset=iso-8859-1'],
      ['nonsense'],
    ])('of the type %s: 415, on every route', async (type) => {
      const body = JSON.stringify({ universityId: 'demo', username: 'yael', password: 'demo1234' });
      for (const route of writing())
        expectProblem(
          await send(route, body, { 'content-type': type }),
          415,
          'request.unsupported-media-type',
        );
    });

    it.each<[string, number, ErrorCode]>([
      ['gzip', 400, 'request.malformed'],
      ['deflate', 400, 'request.malformed'],
      ['rot13', 415, 'request.unsupported-media-type'],
    ])('that is not packed as it says, in %s: %i', async (encoding, status, code) => {
      const headers = { 'content-type': JSON_TYPE, 'content-encoding': encoding };
      for (const route of writing())
        expectProblem(await send(route, '{"not":"packed"}', headers), status, code);
    });
  });

  describe('in an address', () => {
    const UNKNOWN = [UUID_ZERO, '999999999999', '9'.repeat(18)];
    const GARBAGE = [
      ...UNKNOWN,
      '%00',
      'a%00b',
      'a'.repeat(7_000),
      '9'.repeat(40),
      '0',
      '-1',
      '1.5',
      '1e3',
      'NaN',
      '%D7%A9%D7%9C%D7%95%D7%9D',
      '%F0%9F%98%80',
      '%ED%A0%80',
      '..%2f..%2fetc%2fpasswd',
      '%2e%2e%2f%2e%2e%2f.env',
      '%27%20OR%201%3D1%20--',
      '1%3BDROP%20TABLE%20sync_jobs',
      '%24%7B7*7%7D',
      '__proto__',
      'constructor',
      '%20',
      '%0d%0aSet-Cookie:%20x=1',
    ];

    it('for an id: 404, on every route that takes one', async () => {
      const taking = routes.filter(({ path }) => path.includes(':'));
      expect(taking.length).toBeGreaterThanOrEqual(6);
      const checks = taking.flatMap((route) =>
        GARBAGE.map(
          (garbage) =>
            [
              `${route.method} ${route.path} ${garbage.slice(0, 40)}`,
              async () => {
                // What it is asked to write is in order: the id alone is at fault.
                const body = route.method === 'PUT' ? JSON.stringify({ category: 'exam' }) : undefined;
                const reply = await send({ ...route, path: addressOf(route, () => garbage) }, body);
                const undecodable = garbage === '%ED%A0%80'; // half a surrogate pair is no text
                const expected = undecodable ? 400 : 404;
                return [
                  ...faultsOf(reply),
                  ...(reply.status === expected ? [] : [`${reply.status} instead of ${expected}`]),
                ];
              },
            ] as const,
        ),
      );
      expect(await faultsOfAll(checks)).toEqual([]);
    });

    it('that cannot be decoded: 400', async () => {
      for (const path of [
        '/api/courses/%',
        '/api/courses/%E0%A4%A',
        '/api/sync-status/%zz/events',
        '/api/%ff/x/%',
      ])
        expect(faultsOf(await send({ method: 'GET', path }, undefined))).toEqual([]);
      expectProblem(
        await send({ method: 'GET', path: '/api/courses/%' }, undefined),
        400,
        'request.malformed',
      );
    });

    it.each([
      '/api',
      '/api/',
      '/api/nothing',
      '/api/courses/1/nothing',
      '/api/sync-status//',
      '/nothing',
      '/.env',
      '/',
    ])('of nothing, %s: 404', async (path) => {
      const problem = expectProblem(await send({ method: 'GET', path }, undefined), 404, 'request.not-found');
      expect(problem.instance).toBe(path);
    });

    it('that climbs out of its folder: 404', async () => {
      const paths = [
        '/api/../../etc/passwd',
        '/../package.json',
        '//etc/passwd',
        '/api/courses/../../../package.json',
      ];
      for (const path of paths) expectProblem(await sendRaw(path), 404, 'request.not-found');
    });

    /** `fetch` would tidy the path up first. */
    const sendRaw = (path: string): Promise<Reply> =>
      new Promise((resolve, reject) => {
        const { hostname, port } = new URL(spike.url);
        const request = http.request({ hostname, port, path, method: 'GET', agent: false }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: new Headers({ 'content-type': response.headers['content-type'] ?? '' }),
              body: JSON.parse(Buffer.concat(chunks).toString()) as unknown,
            }),
          );
        });
        request.on('error', reject).end();
      });

    it('with another method: 405, and which ones there are, on every route', async () => {
      const paths = [...new Set(routes.map(({ path }) => path))];
      for (const path of paths) {
        const known = routes.filter((route) => route.path === path).map(({ method }) => method);
        const { path: address } = filled({ method: '', path });
        for (const method of ['PUT', 'PATCH', 'DELETE', 'POST', 'GET'].filter(
          (each) => !known.includes(each),
        )) {
          const reply = await send({ method, path: address }, undefined);
          expectProblem(reply, 405, 'request.method-not-allowed');
          const allowed = reply.headers.get('allow')?.split(', ') ?? [];
          expect(allowed).toEqual(expect.arrayContaining(known));
          expect(allowed).not.toContain(method);
        }
      }
    });
  });

  describe('in a query', () => {
    const NAMES = ['limit', 'cursor', 'after', 'q', 'from', 'to', 'course'];
    const VALUES = [
      '',
      '-1',
      '0',
      '1e9',
      '1.5',
      'abc',
      'NaN',
      'Infinity',
      '99999999999',
      '9'.repeat(400),
      '%00',
      '%ED%A0%80',
      '%E0%A4%A',
      "' OR 1=1 --",
      '2026-99-99',
      '2026-01-01T25:61:00Z',
      'a'.repeat(2_001),
      '%25_%5C',
      '[object Object]',
    ];
    /** Those that a lenient check might let through. */
    const ALONE = VALUES.filter((value) => /^(|0|1e9|abc|\d{11}|%00|%ED%A0%80|2026-99-99)$/.test(value));
    /** Places in lists that nobody was given: of the right shape, and beyond what a database can hold. */
    const CURSORS = [
      [],
      {},
      [null, null],
      ['0000-01-01T00:00:00Z', '1'],
      ['9999-12-31T23:59:59.999Z', '9'.repeat(18)],
      ['2026-02-30T00:00:00Z', '1'],
      [2147483647, 2147483647, 'x', '1'],
      [-2147483648, 0, '\u0000', '1'],
      [2, '\ud800', '1'],
    ]
      .map((keys) => JSON.stringify(keys))
      .concat([
        `-271821-04-20T00:00:00.000Z ${UUID_ZERO}`,
        `+275760-09-13T00:00:00.000Z ${UUID_ZERO}`,
        `2026 ${UUID_ZERO}`,
        '2026-01-01 x',
      ])
      .map((text) => Buffer.from(text).toString('base64url'));

    const reply = (route: Route, query: string): Promise<Reply> =>
      send({ ...route, path: `${route.path}?${query}` }, undefined);

    it('is refused or ignored, on every route', async () => {
      const reading = routes.filter(({ method }) => method === 'GET').map(filled);
      const faults: string[] = [];
      const taking: Route[] = [];
      for (const route of reading) {
        let refused = false;
        for (const value of VALUES) {
          const query = NAMES.map((name) => `${name}=${value}`).join('&');
          const answer = await reply(route, query);
          refused ||= answer.status === 400;
          for (const fault of faultsOf(answer)) faults.push(`${route.path}?${query.slice(0, 60)}: ${fault}`);
        }
        if (refused) taking.push(route);
      }
      expect(faults).toEqual([]);
      expect(taking.length).toBeGreaterThanOrEqual(6);

      // Where a parameter is looked at, each of them alone.
      const queries = NAMES.flatMap((name) => [
        ...ALONE.map((value) => `${name}=${value}`),
        `${name}=1&${name}=2`,
        `${name}[x]=1`,
        `${name}[]=1`,
        `${name}[__proto__][x]=1`,
      ]).concat(CURSORS.map((cursor) => `cursor=${cursor}`));
      const checks = taking.flatMap((route) =>
        queries.map((query) => {
          const whole = route.path.endsWith('/search') ? `q=a&${query}` : query;
          const name = `${route.path}?${whole.slice(0, 60)}`;
          return [name, async () => faultsOf(await reply(route, whole))] as const;
        }),
      );
      expect(await faultsOfAll(checks)).toEqual([]);
    });

    it.each(
      [
        'limit=-1',
        'limit=0',
        'limit=1e9',
        'limit=1.5',
        'limit=x',
        'limit=1&limit=2',
        'cursor=garbage',
        'cursor=a&cursor=b',
      ].flatMap((query) =>
        ['/api/courses', '/api/deadlines', '/api/search?q=a', '/api/sync-status'].map((path) => [
          path,
          query,
        ]),
      ),
    )('%s with %s: 400', async (path, query) => {
      const address = `${path}${path.includes('?') ? '&' : '?'}${query}`;
      const { errors } = expectProblem(
        await ask(spike, 'GET', address, { token: mine.token }),
        400,
        'request.invalid',
      );
      expect(errors?.map(({ field }) => field)).toEqual([query.split('=')[0]]);
    });

    it.each(
      ['after=abc', 'after=-1', 'after=99999999999', 'after=1.5', 'after=1&after=2', 'after=NaN'].flatMap(
        (query) => ['events', 'stream'].map((what) => [what, query]),
      ),
    )('%s with %s: 400', async (what, query) => {
      const address = `/api/sync-status/${mine.jobId}/${what}?${query}`;
      expectProblem(await ask(spike, 'GET', address, { token: mine.token }), 400, 'request.invalid');
    });

    it.each(['', '?q=', '?q=%20', '?q=a&q=b', `?q=${'a'.repeat(101)}`, '?q=%00', '?q[x]=a'])(
      'a search for nothing, /api/search%s: 400',
      async (query) => {
        const reply = await ask(spike, 'GET', `/api/search${query}`, { token: mine.token });
        expectProblem(reply, 400, 'request.invalid');
      },
    );

    it.each(['-1', '1.5', 'x', '99999999999', '1, 2'])('a stream after event %s: 400', async (last) => {
      const reply = await ask(spike, 'GET', `/api/sync-status/${mine.jobId}/stream`, {
        token: mine.token,
        headers: { 'last-event-id': last },
      });
      expectProblem(reply, 400, 'request.invalid');
    });

    it('or in a cookie, does no harm', async () => {
      for (const cookie of [
        'spike_access=%E0%A4%A',
        '=;;;=',
        'spike_access',
        'spike_refresh=%00',
        'a'.repeat(4_000),
      ]) {
        const headers = { cookie };
        expectProblem(await ask(spike, 'GET', '/api/auth/me', { headers }), 401, 'auth.session-required');
        expect([401]).toContain((await ask(spike, 'POST', '/api/auth/refresh', { headers })).status);
      }
    });
  });

  describe('of another student', () => {
    it.each<[string, string, keyof Possessions, ErrorCode]>([
      ['GET', '/api/sync-status/:', 'jobId', 'sync.job-not-found'],
      ['GET', '/api/sync-status/:/events', 'jobId', 'sync.job-not-found'],
      ['GET', '/api/sync-status/:/stream', 'jobId', 'sync.job-not-found'],
      ['POST', '/api/sync-status/:/cancel', 'jobId', 'sync.job-not-found'],
      ['GET', '/api/courses/:', 'courseId', 'library.not-found'],
      ['GET', '/api/files/:', 'fileId', 'library.not-found'],
    ])('%s %s is as if it were not there', async (method, path, what, code) => {
      const address = path.replace(':', theirs[what]);
      expectProblem(await ask(spike, method, address, { token: mine.token }), 404, code);
      expect((await ask(spike, method, address, { token: theirs.token })).status).not.toBe(404);
    });

    it('does not turn up in lists', async () => {
      const [jobs, courses] = await Promise.all([
        ask<Page<{ jobId: string }>>(spike, 'GET', '/api/sync-status?limit=100', { token: mine.token }),
        ask<Page<CourseSummary>>(spike, 'GET', '/api/courses?limit=200', { token: mine.token }),
      ]);
      expect(jobs.body.items.map(({ jobId }) => jobId)).not.toContain(theirs.jobId);
      expect(courses.body.items.map(({ id }) => id)).toEqual([mine.courseId]);
    });
  });

  it('without a session: 401, on every route that is not open', async () => {
    const open = [
      'GET /api/asyncapi.json',
      'POST /api/auth/login',
      'POST /api/auth/browser',
      'POST /api/auth/browser/finish',
      'GET /api/universities',
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
    ];
    for (const route of routes) {
      if (open.includes(`${route.method} ${route.path}`)) continue;
      expectProblem(await ask(spike, route.method, filled(route).path), 401, 'auth.session-required');
    }
  });

  describe('on a socket', () => {
    const UNSUITABLE: readonly (readonly [string, unknown])[] = [
      ['nothing', undefined],
      ['null', null],
      ['a number', 7],
      ['text', 'text'],
      ['an array', ['x']],
      ['an empty object', {}],
      ['no id', { jobId: null }],
      ['a number for an id', { jobId: 7 }],
      ['an array for an id', { jobId: ['x'] }],
      ['an id that is none', { jobId: "' OR 1=1 --" }],
      ['bytes', Buffer.from('bytes')],
      ['bytes for an id', { jobId: Buffer.from('bytes') }],
      ['a prototype', JSON.parse('{"__proto__":{"jobId":"x"}}')],
      ...[-1, 1.5, 'x', 1e12, null, NaN, [1], {}].map(
        (after) => [`after ${JSON.stringify(after)}`, { jobId: UUID_ZERO, after }] as const,
      ),
    ];

    it.each(UNSUITABLE)('a subscription to %s: request.invalid', async (_what, request) => {
      const socket = await sockets.connect({ token: mine.token });
      const refusal = {
        ok: false,
        code: 'request.invalid',
        kind: 'validation',
        message: { he: 'הנתונים בבקשה אינם תקינים' },
      };
      expect(await emitAnything(socket, 'subscribe', request)).toMatchObject(refusal);
      expect(socket.connected).toBe(true);
    });

    it.each(['subscribe', 'unsubscribe'])('%s with an ack and nothing else is answered', async (event) => {
      const socket = await sockets.connect({ token: mine.token });
      expect(await emitAnything(socket, event)).toMatchObject({ ok: false, code: 'request.invalid' });
    });

    it('another student’s job is as if it were not there, and tells nothing', async () => {
      const { username, password } = addStudent(spike, 2);
      const hold = spike.demo.control.hold('core_course_get_contents');
      const other = await signIn(spike, username, password);
      const socket = await sockets.connect({ token: mine.token });
      const heard: unknown[] = [];
      socket.onAny((...args: unknown[]) => heard.push(args));
      expect(await subscribe(socket, other.jobId)).toMatchObject({ ok: false, code: 'sync.job-not-found' });
      expect(await subscribe(socket, UUID_ZERO)).toMatchObject({ ok: false, code: 'sync.job-not-found' });
      hold.release();
      await finished(spike, other.accessToken, other.jobId);
      await roundTrip(socket);
      // A heartbeat may fall into this, and names no job that is not watched.
      expect(heard.filter((said) => JSON.stringify(said) !== '["heartbeat",{}]')).toEqual([]);
    });

    /** Once this is answered, whatever the server had sent before has arrived. */
    const roundTrip = (socket: Client): Promise<unknown> => emitAnything(socket, 'subscribe', null);

    it('what is sent without an ack is taken without one', async () => {
      const socket = await sockets.connect({ token: mine.token });
      for (const [, request] of UNSUITABLE) emitBlindly(socket, 'subscribe', request);
      emitBlindly(socket, 'subscribe');
      emitBlindly(socket, 'subscribe', { jobId: mine.jobId }, 'no ack');
      emitBlindly(socket, 'unsubscribe');
      emitBlindly(socket, 'no such event', { any: 'thing' });
      expect(await subscribe(socket, mine.jobId)).toMatchObject({ ok: true });
    });

    it.each(['message', 'sync', 'error', 'subscribe ', 'SUBSCRIBE', '', '__proto__', 'constructor'])(
      'an unknown event, %j: socket.unknown-event',
      async (event) => {
        const socket = await sockets.connect({ token: mine.token });
        expect(await emitAnything(socket, event, { jobId: mine.jobId })).toMatchObject({
          ok: false,
          code: 'socket.unknown-event',
        });
        expect(socket.connected).toBe(true);
      },
    );

    it('too much in one message cuts that socket off, and no other', async () => {
      const [loud, quiet] = [
        await sockets.connect({ token: mine.token }),
        await sockets.connect({ token: mine.token }),
      ];
      const just = { jobId: 'x'.repeat(SOCKET_LIMITS.messageBytes - 200) };
      expect(await emitAnything(loud, 'subscribe', just)).toMatchObject({ code: 'request.invalid' });
      emitBlindly(loud, 'subscribe', { jobId: 'x'.repeat(SOCKET_LIMITS.messageBytes) });
      await until(() => !loud.connected);
      expect(await subscribe(quiet, mine.jobId)).toMatchObject({ ok: true });
    });

    it.each([
      '2["subscribe",',
      '9',
      '2',
      '51-["x"]',
      '2{"no":"array"}',
      '2["connect_error"]',
      '0/admin,',
      '3999[]',
    ])('a packet that is none, %s, troubles its own socket at most', async (packet) => {
      const [broken, quiet] = [
        await sockets.connect({ token: mine.token }),
        await sockets.connect({ token: mine.token }),
      ];
      broken.io.engine.write(packet);
      const answered = roundTrip(broken).catch(() => undefined); // it may be cut off
      await Promise.race([until(() => !broken.connected), answered]);
      expect(await subscribe(quiet, mine.jobId)).toMatchObject({ ok: true });
    });

    it('more subscriptions than a socket may have: refused, until one is given up', async () => {
      const jobs = await spike.sql<{ id: string }>(
        `INSERT INTO sync_jobs (id, user_id, university_id, status, data, finished_at)
         SELECT gen_random_uuid(), user_id, university_id, status, data, finished_at
         FROM sync_jobs, generate_series(1, $2) WHERE id = $1 RETURNING id`,
        [mine.jobId, SOCKET_LIMITS.subscriptions],
      );
      const socket = await sockets.connect({ token: mine.token });
      for (const { id } of jobs) expect(await subscribe(socket, id)).toMatchObject({ ok: true });
      const refusal = { ok: false, code: 'socket.too-many-subscriptions' };
      expect(await subscribe(socket, mine.jobId)).toMatchObject(refusal);
      const [first] = jobs;
      expect(await subscribe(socket, first?.id ?? '')).toMatchObject({ ok: true }); // it has that one
      expect(await emitAnything(socket, 'unsubscribe', { jobId: first?.id })).toEqual({ ok: true });
      expect(await subscribe(socket, mine.jobId)).toMatchObject({ ok: true });
    });

    it('refused subscriptions do not use up the places', async () => {
      const socket = await sockets.connect({ token: mine.token });
      for (let n = 0; n < SOCKET_LIMITS.subscriptions + 4; n += 1)
        expect(await subscribe(socket, theirs.jobId)).toMatchObject({ code: 'sync.job-not-found' });
      expect(await subscribe(socket, mine.jobId)).toMatchObject({ ok: true });
    });

    it('a flood is answered request.too-many, and no other socket notices', async () => {
      const [flooding, quiet] = [
        await sockets.connect({ token: mine.token }),
        await sockets.connect({ token: mine.token }),
      ];
      const replies = await Promise.all(
        Array.from({ length: 200 }, () => emitAnything(flooding, 'subscribe', { jobId: mine.jobId })),
      );
      const refused = replies.filter((reply) => (reply as { code?: string }).code === 'request.too-many');
      expect(refused.length).toBeGreaterThan(50);
      expect(refused[0]).toMatchObject({ ok: false, kind: 'validation', retryable: true });
      expect(replies.length - refused.length).toBeGreaterThanOrEqual(60);
      expect(await subscribe(quiet, mine.jobId)).toMatchObject({ ok: true });
      expect(flooding.connected).toBe(true);
    });
  });
});
