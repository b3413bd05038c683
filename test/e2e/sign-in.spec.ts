import { createServer } from 'node:net';
import type { ErrorCode, LoginReply } from '../../src/contract';
import type { FaultEffect, SiteState } from '../../src/demo';
import { setCookies } from '../support/cookies';
import { expectProblem } from '../support/problem';
import {
  addStudent,
  ask,
  eventsOf,
  finished,
  login,
  type Reply,
  type Spike,
  startSpike,
  until,
} from '../support/spike';
import { claimsOf } from '../support/tokens';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A port of the loopback at which nothing listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  return address.port;
}

describe('sign-in', () => {
  let spike: Spike;
  /** Behind https, starting nothing by itself, and strict about storms. */
  let strict: Spike;

  beforeAll(async () => {
    const baseUrl = `http://127.0.0.1:${await deadPort()}`;
    spike = await startSpike({ more: [{ id: 'dead', name: { he: 'סגורה', en: 'Closed' }, baseUrl }] });
    strict = await startSpike({
      database: spike.database,
      university: spike.demo,
      env: {
        PUBLIC_URL: 'https://spike.example',
        AUTO_SYNC_ENABLED: 'false',
        LOGIN_RATE_LIMIT: '3',
        ROLES: 'api',
      },
    });
  });
  afterEach(() => {
    const working: Partial<SiteState> = {
      maintenance: 'off',
      webServices: true,
      restProtocol: true,
      mobileService: true,
    };
    Object.assign(spike.demo.control.site, working);
    spike.demo.control.clearFaults();
    spike.demo.control.releaseAll();
  });
  afterAll(async () => {
    await strict.stop();
    await spike.stop();
  });

  describe('that is right', () => {
    it('answers with a session, the student and the job that began by itself', async () => {
      const { status, headers, body } = await login(spike, 'special', 'Pa+ss &w%r=d"שלום1!');
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^application\/json/);
      expect(body).toEqual({
        accessToken: expect.any(String),
        expiresIn: 900,
        user: {
          id: expect.stringMatching(UUID),
          universityId: 'demo',
          username: 'special',
          fullName: 'שי לב',
        },
        sync: { jobId: expect.stringMatching(UUID) },
      });
      const claims = claimsOf(body.accessToken);
      expect(claims).toEqual({
        sub: body.user.id,
        sid: expect.stringMatching(UUID),
        uni: 'demo',
        iss: 'spike',
        iat: expect.any(Number),
        exp: Number(claims.iat) + body.expiresIn,
      });
      const jobId = body.sync?.jobId ?? '';
      const [first] = await eventsOf(spike, body.accessToken, jobId);
      expect(first).toMatchObject({
        jobId,
        seq: 1,
        type: 'job.created',
        status: 'starting',
        progress: 0,
        message: { he: '🚀 מתחיל תהליך סנכרון...', en: '🚀 Starting the sync...' },
        data: { trigger: 'sign-in' },
      });
      expect(await finished(spike, body.accessToken, jobId)).toMatchObject({
        status: 'completed',
        courses: { total: 1, done: 1 },
      });
    });

    it('keeps a browser’s tokens from scripts and from other sites', async () => {
      const { headers, body } = await login(spike, 'yael');
      const cookies = setCookies(headers);
      expect(Object.fromEntries(cookies)).toEqual({
        spike_access: {
          name: 'spike_access',
          value: body.accessToken,
          attributes: {
            httponly: true,
            samesite: 'Lax',
            path: '/',
            'max-age': '900',
            expires: expect.any(String),
          },
        },
        spike_refresh: {
          name: 'spike_refresh',
          value: expect.stringMatching(/^[0-9a-f-]{36}\.[\w-]{43}$/),
          attributes: {
            httponly: true,
            samesite: 'Strict',
            path: '/api/auth',
            'max-age': String(30 * 24 * 60 * 60),
            expires: expect.any(String),
          },
        },
      });
      expect(body).not.toHaveProperty('refreshToken');
    });

    it('marks the cookies Secure where students come by https', async () => {
      const { status, headers } = await login(strict, 'yael');
      const marks = [...setCookies(headers).values()].map(({ attributes }) => attributes.secure);
      expect([status, marks]).toEqual([200, [true, true]]);
    });

    it('hands both tokens, and no cookie, to a client that keeps them itself', async () => {
      const { status, headers, body } = await ask<LoginReply>(spike, 'POST', '/api/auth/login', {
        headers: { 'x-spike-client': 'token' },
        body: { universityId: 'demo', username: 'yael', password: 'demo1234' },
      });
      expect(status).toBe(200);
      expect(headers.getSetCookie()).toEqual([]);
      expect(body.refreshToken).toMatch(/^[0-9a-f-]{36}\.[\w-]{43}$/);
    });

    it('takes the user name as Moodle does, whatever its case and the blanks around it', async () => {
      const users = [];
      for (const username of ['yael', 'YAEL', '  yael\t', ' YaEl ']) {
        const { status, body } = await login(spike, username);
        expect([status, body.user?.username]).toEqual([200, 'yael']);
        users.push(body.user.id);
      }
      expect(new Set(users).size).toBe(1);
    });

    it('starts nothing when AUTO_SYNC_ENABLED=false', async () => {
      const { username, password } = addStudent(spike, 1);
      const { status, body } = await login(strict, username, password);
      expect([status, body.sync]).toEqual([200, null]);
      const jobs = await spike.sql('SELECT 1 FROM sync_jobs WHERE user_id = $1', [body.user.id]);
      expect(jobs).toEqual([]);
    });

    it('makes one job out of many sign-ins at once', async () => {
      const { username, password } = addStudent(spike, 1);
      const hold = spike.demo.control.hold('core_enrol_get_users_courses');
      const replies = await Promise.all(Array.from({ length: 6 }, () => login(spike, username, password)));
      const jobs = new Set(replies.map(({ body }) => body.sync?.jobId));
      const students = new Set(replies.map(({ body }) => body.user.id));
      const sessions = new Set(replies.map(({ body }) => claimsOf(body.accessToken).sid));
      expect([jobs.size, students.size, sessions.size]).toEqual([1, 1, 6]);
      const [student = ''] = students;
      const rows = await spike.sql<{ id: string }>('SELECT id FROM sync_jobs WHERE user_id = $1', [student]);
      expect(rows.map(({ id }) => id)).toEqual([...jobs]);
      hold.release();
      const [{ body } = { body: { accessToken: '' } }] = replies;
      expect((await finished(spike, body.accessToken, rows[0]?.id ?? '')).status).toBe('completed');
    });
  });

  describe('that is refused', () => {
    type Refusal = readonly [what: string, status: number, code: ErrorCode, attempt: () => Promise<Reply>];
    const asking = (username: string, password?: string, university?: string): Promise<Reply> =>
      login(spike, username, password, university);
    const site = (state: Partial<SiteState>) => (): Promise<Reply> => {
      Object.assign(spike.demo.control.site, state);
      return asking('yael');
    };
    /** At a node of its own: whom a site tells for how long to leave it alone, leaves it alone that long. */
    const upgrading = async (): Promise<Reply> => {
      const node = await startSpike({
        database: spike.database,
        university: spike.demo,
        env: { ROLES: 'api', AUTO_SYNC_ENABLED: 'false' },
      });
      spike.demo.control.site.maintenance = 'cli';
      try {
        return await login(node, 'yael');
      } finally {
        await node.stop();
      }
    };
    const fault = (fn: string, effect: FaultEffect) => (): Promise<Reply> => {
      spike.demo.control.fault({ fn }, effect);
      return asking('yael');
    };
    const unsettled = (): Promise<Reply> => {
      const { username, password } = addStudent(spike, 1);
      spike.demo.control.student(username).policyAgreed = false;
      return asking(username, password);
    };
    const page = '<!DOCTYPE html><html><body>Welcome to the student portal</body></html>';

    const refusals: readonly Refusal[] = [
      ['a wrong password', 401, 'auth.invalid-credentials', () => asking('noa', 'demo12345')],
      ['a password of another case', 401, 'auth.invalid-credentials', () => asking('noa', 'DEMO1234')],
      ['an unknown user', 401, 'auth.invalid-credentials', () => asking('nobody')],
      ['blanks for a user name', 401, 'auth.invalid-credentials', () => asking('   ')],
      ['a suspended account', 401, 'auth.invalid-credentials', () => asking('suspended')],
      ['a guest', 403, 'auth.guest-not-allowed', () => asking('guest')],
      ['an unknown university', 404, 'auth.unknown-university', () => asking('noa', 'demo1234', 'nowhere')],
      ['a university of a prototype', 404, 'auth.unknown-university', () => asking('noa', 'x', '__proto__')],
      ['a password that must be changed', 403, 'auth.must-change-password', () => asking('must-change')],
      ['an account without confirmation', 403, 'auth.account-not-confirmed', () => asking('unconfirmed')],
      ['a policy that is not agreed to', 403, 'auth.policy-not-agreed', unsettled],
      ['maintenance', 503, 'moodle.maintenance', site({ maintenance: 'web' })],
      ['an upgrade', 503, 'moodle.maintenance', upgrading],
      [
        'no web services and no form',
        502,
        'moodle.web-services-disabled',
        site({ webServices: false, loginForm: false }),
      ],
      [
        'no REST protocol and no form',
        502,
        'moodle.web-services-disabled',
        site({ restProtocol: false, loginForm: false }),
      ],
      [
        'no mobile service and no form',
        502,
        'moodle.mobile-service-disabled',
        site({ mobileService: false, loginForm: false }),
      ],
      ['a closed port', 502, 'moodle.unreachable', () => asking('noa', 'demo1234', 'dead')],
      ['a connection that is cut', 502, 'moodle.unreachable', fault('token', { reset: true })],
      ['a page for a token', 502, 'moodle.invalid-response', fault('token', { body: page })],
      [
        'a page for a profile',
        502,
        'moodle.invalid-response',
        fault('core_webservice_get_site_info', { body: page }),
      ],
      ['a server error', 502, 'moodle.server-error', fault('token', { http: 500, body: page })],
      ['a site that is overrun', 503, 'moodle.busy', fault('token', { http: 429, body: page })],
      [
        'an address of something else',
        502,
        'moodle.wrong-address',
        fault('token', { http: 404, body: page }),
      ],
      ['an unheard-of refusal', 502, 'moodle.request-refused', fault('token', { fail: 'unheardof' })],
    ];

    it.each(refusals)('for %s: %i %s', async (_what, status, code, attempt) => {
      const before = await spike.sql<{ n: string }>('SELECT count(*) AS n FROM sessions');
      const reply = await attempt();
      const problem = expectProblem(reply, status, code);
      expect(problem.instance).toBe('/api/auth/login');
      expect(setCookies(reply.headers).size).toBe(0);
      expect(await spike.sql('SELECT count(*) AS n FROM sessions')).toEqual(before);
    });

    it('does not tell a suspended account, or an unknown one, from a wrong password', async () => {
      const replies = await Promise.all([
        asking('noa', 'wrong'),
        asking('suspended'),
        asking('suspended', 'wrong'),
        asking('nobody'),
      ]);
      const shown = replies.map(({ status, body }) => ({
        status,
        body: { ...(body as object), requestId: '' },
      }));
      expect(shown).toEqual(shown.map(() => shown[0]));
    });

    it('passes on for how long Moodle wants to be left alone', async () => {
      expect((await upgrading()).headers.get('retry-after')).toBe('300');
    });

    it('leaves Moodle alone once the student has gone', async () => {
      const { control } = spike.demo;
      await until(() => control.inFlight === 0);
      const hang = control.fault({ fn: 'token' }, { hang: true });
      const gone = new AbortController();
      const asked = fetch(`${spike.url}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ universityId: 'demo', username: 'yael', password: 'demo1234' }),
        signal: gone.signal,
      });
      await until(() => hang.hits === 1);
      expect(control.inFlight).toBe(1);
      gone.abort();
      await expect(asked).rejects.toThrow('abort');
      await until(() => control.inFlight === 0);
    });

    it('for the fourth attempt on an account in a minute, without asking Moodle', async () => {
      const { username, password } = addStudent(spike, 1);
      const attempt = (name: string, word: string) => login(strict, name, word);
      for (const name of [username, username.toUpperCase(), ` ${username}`])
        expectProblem(await attempt(name, 'a guess'), 401, 'auth.invalid-credentials');
      const asked = spike.demo.requests.length;
      const reply = await attempt(username, password);
      expectProblem(reply, 429, 'request.too-many');
      const wait = Number(reply.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(60);
      expect(spike.demo.requests.slice(asked)).toEqual([]);
      expect((await login(strict, 'yael')).status).toBe(200); // nobody else is held back
    });
  });
});
