import { createHash } from 'node:crypto';
import type { BrowserSignInReply, LoginReply } from '../../src/contract';
import { type DemoUniversity, startDemoUniversity } from '../../src/demo';
import { CleanUp } from '../../src/operations';
import { SiteProbes } from '../../src/universities';
import { setCookies } from '../support/cookies';
import { findIn, findInDatabase } from '../support/every-column';
import { expectProblem } from '../support/problem';
import {
  addStudent,
  ask,
  finished,
  login,
  type Reply,
  type Spike,
  startSpike,
  until,
} from '../support/spike';

const BEGIN = '/api/auth/browser';
const FINISH = '/api/auth/browser/finish';
const AS_TOKEN = { 'x-spike-client': 'token' };
const PASSWORD = 'demo1234';

/** Goes where a browser would go at the university, and answers with the address that it is handed back by. */
async function atTheUniversity(url: string, username = 'noa', password = PASSWORD): Promise<string> {
  let cookie = '';
  const open = async (address: string, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(address, {
      method: form ? 'POST' : 'GET',
      body: form && new URLSearchParams(form),
      headers: { cookie },
      redirect: 'manual',
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return response;
  };
  let location = url;
  for (let hop = 0; hop < 8; hop += 1) {
    const response = await open(location);
    const next = response.headers.get('location');
    if (next !== null && !next.startsWith('http')) return next;
    if (next !== null) location = next;
    else if (response.status === 200) {
      // The form's single-use token goes with what was typed, as from a browser.
      const logintoken = /name="logintoken" value="(\w+)"/.exec(await response.text())?.[1] ?? '';
      const answer = await open(location, { username, password, logintoken });
      location = answer.headers.get('location') ?? '';
    } else break;
  }
  throw new Error('the university handed nobody back');
}

const passportOf = (url: string): string => new URL(url).searchParams.get('passport') ?? '';
/** An address as a university of this base would make it. */
const signed = (base: string, passport: string, token: string, scheme = 'web+spike'): string => {
  const signature = createHash('md5')
    .update(base + passport)
    .digest('hex');
  return `${scheme}://token=${Buffer.from(`${signature}:::${token}`).toString('base64')}`;
};

describe('signing in at the university', () => {
  let spike: Spike;
  let other: DemoUniversity;

  beforeAll(async () => {
    other = await startDemoUniversity();
    const demo = await startDemoUniversity();
    demo.control.signInByBrowser(2);
    other.control.signInByBrowser(3);
    spike = await startSpike({
      university: demo,
      more: [{ id: 'other', name: { he: 'אחרת', en: 'Other' }, baseUrl: other.url }],
      env: { AUTO_SYNC_ENABLED: 'false' },
    });
    await Promise.all(['demo', 'other'].map((id) => spike.app.get(SiteProbes).settled(id)));
  });
  afterEach(() => {
    spike.demo.control.clearFaults();
    spike.demo.control.releaseAll();
    spike.demo.control.signInByBrowser(2);
  });
  afterAll(async () => {
    await spike.stop();
    await Promise.all([spike.demo.stop(), other.stop()]);
  });

  const begin = (body: object = {}, headers: Record<string, string> = AS_TOKEN) =>
    ask<BrowserSignInReply>(spike, 'POST', BEGIN, { headers, body: { universityId: 'demo', ...body } });
  const finish = (address: string, secret: string | undefined, headers: Record<string, string> = AS_TOKEN) =>
    ask<LoginReply>(spike, 'POST', FINISH, {
      headers,
      body: { address, ...(secret === undefined ? {} : { secret }) },
    });
  const tokenOf = (username: string): string => spike.demo.control.tokenOf(username);

  describe('that goes well', () => {
    it('signs a browser in by its cookie, with no password for Spike', async () => {
      const begun = await begin({}, {});
      expect(begun.status).toBe(200);
      expect(begun.body).toEqual({ url: expect.any(String), linkUrl: expect.any(String), expiresIn: 600 });
      const cookie = setCookies(begun.headers).get('spike_passport');
      expect(cookie).toEqual({
        name: 'spike_passport',
        value: expect.stringMatching(/^[\w-]{43}$/),
        attributes: {
          httponly: true,
          samesite: 'Lax',
          path: '/api/auth',
          'max-age': '600',
          expires: expect.any(String),
        },
      });
      const url = new URL(begun.body.url);
      expect(url.origin + url.pathname).toBe(`${spike.demo.url}/admin/tool/mobile/launch.php`);
      expect(Object.fromEntries(url.searchParams)).toEqual({
        service: 'moodle_mobile_app',
        passport: expect.stringMatching(/^[0-9a-f]{32}$/),
        urlscheme: 'web+spike',
      });
      expect(begun.body.linkUrl).toBe(`${begun.body.url}&confirmed=1`);

      const address = await atTheUniversity(begun.body.url);
      const headers = { cookie: `spike_passport=${cookie?.value ?? ''}` };
      const { status, headers: given, body } = await finish(address, undefined, headers);
      expect(status).toBe(200);
      expect(body).toEqual({
        accessToken: expect.any(String),
        expiresIn: 900,
        user: { id: expect.any(String), universityId: 'demo', username: 'noa', fullName: expect.any(String) },
        sync: null,
      });
      expect([...setCookies(given).keys()].sort()).toEqual(['spike_access', 'spike_refresh']);
      expect(spike.demo.requests.filter(({ path }) => path === '/login/token.php')).toEqual([]);
    });

    it('signs a client in that keeps its secrets itself, and starts a sync', async () => {
      spike.demo.control.signInByBrowser(2, { forcedUrlScheme: '' });
      const node = await startSpike({ database: spike.database, university: spike.demo });
      try {
        const { username, password } = addStudent(spike, 2);
        const begun = await ask<BrowserSignInReply>(node, 'POST', BEGIN, {
          headers: AS_TOKEN,
          body: { universityId: 'demo', scheme: 'spike' },
        });
        expect(begun.headers.getSetCookie()).toEqual([]);
        const address = await atTheUniversity(begun.body.url, username, password);
        expect(address).toMatch(/^spike:\/\/token=/);
        const { status, headers, body } = await ask<LoginReply>(node, 'POST', FINISH, {
          headers: AS_TOKEN,
          body: { address, secret: begun.body.secret },
        });
        expect([status, headers.getSetCookie()]).toEqual([200, []]);
        expect(body.refreshToken).toMatch(/^[0-9a-f-]{36}\.[\w-]{43}$/);
        const job = await finished(node, body.accessToken, body.sync?.jobId ?? '');
        expect(job).toMatchObject({ status: 'completed', courses: { total: 2, done: 2 } });
      } finally {
        await node.stop();
      }
    });

    it('takes the address in every form it is copied in, and by the scheme that the site forces', async () => {
      spike.demo.control.signInByBrowser(2, { forcedUrlScheme: 'campusapp' });
      const forms: ((address: string) => string)[] = [
        (address) => address,
        (address) => `  ${address}\n`,
        (address) => encodeURIComponent(address),
        (address) => address.replace('://', ':'),
        (address) => `${address}/`,
      ];
      for (const form of forms) {
        const { body } = await begin();
        const address = await atTheUniversity(body.url);
        expect(address).toMatch(/^campusapp:\/\/token=/);
        expect((await finish(form(address), body.secret)).status).toBe(200);
      }
    });

    it('lets one browser have two sign-ins under way', async () => {
      const first = await begin();
      const second = await begin({ universityId: 'other', secret: first.body.secret });
      expect(second.body.secret).toBe(first.body.secret);
      for (const { body } of [second, first]) {
        const address = await atTheUniversity(body.url);
        expect((await finish(address, first.body.secret)).status).toBe(200);
      }
    });

    it('is the same student as one who had typed a password', async () => {
      const { body } = await begin();
      const reply = await finish(await atTheUniversity(body.url), body.secret);
      spike.demo.control.signInByPassword();
      const node = await startSpike({
        database: spike.database,
        university: spike.demo,
        env: { AUTO_SYNC_ENABLED: 'false' },
      });
      const typed = await login(node, 'noa');
      await node.stop();
      expect(typed.body.user).toEqual(reply.body.user);
    });
  });

  describe('that does not', () => {
    it('refuses a signature that was changed, and one of another site', async () => {
      const { body } = await begin();
      const passport = passportOf(body.url);
      const token = tokenOf('noa');
      for (const address of [
        signed(spike.demo.url, `${passport}0`, token),
        signed(other.url, passport, token),
        signed('', passport, token),
        signed(spike.demo.url, '', token),
      ])
        expectProblem(await finish(address, body.secret), 401, 'auth.passport-unknown');
      expect((await finish(signed(`${spike.demo.url}/`, passport, token), body.secret)).status).toBe(200);
    });

    it('refuses what another browser began, and who has no secret at all', async () => {
      const [mine, theirs] = [await begin(), await begin()];
      expect(mine.body.secret).not.toBe(theirs.body.secret);
      const address = await atTheUniversity(mine.body.url);
      for (const secret of [theirs.body.secret, undefined, '', 'x'.repeat(43), `${mine.body.secret}=`])
        expectProblem(await finish(address, secret), 401, 'auth.passport-unknown');
      // A browser's cookie is no secret of a client that keeps its own, nor the other way round.
      const cookie = { cookie: `spike_passport=${mine.body.secret}` };
      expectProblem(
        await finish(address, undefined, { ...AS_TOKEN, ...cookie }),
        401,
        'auth.passport-unknown',
      );
      expectProblem(await finish(address, mine.body.secret, {}), 401, 'auth.passport-unknown');
      expect((await finish(address, mine.body.secret)).status).toBe(200);
    });

    it('refuses the second use, however close to the first', async () => {
      const { body } = await begin();
      const address = await atTheUniversity(body.url);
      const replies = await Promise.all(Array.from({ length: 5 }, () => finish(address, body.secret)));
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
      expectProblem(await finish(address, body.secret), 401, 'auth.passport-unknown');
    });

    it('refuses what comes too late', async () => {
      const { body } = await begin();
      const address = await atTheUniversity(body.url);
      await spike.sql(`UPDATE sign_in_passports SET expires_at = now() WHERE id = $1`, [
        passportOf(body.url),
      ]);
      expectProblem(await finish(address, body.secret), 401, 'auth.passport-unknown');
    });

    it.each([
      'x',
      'https://moodle.example.test/my/',
      'web+spike://token=',
      'web+spike://token=%%%',
      `web+spike://token=${Buffer.from('hello').toString('base64')}`,
      'token='.repeat(20),
    ])('refuses %j', async (address) => {
      const { body } = await begin();
      expectProblem(await finish(address, body.secret), 400, 'auth.return-address-invalid');
    });

    it('refuses an address without end, and bodies of other shapes', async () => {
      const { body } = await begin();
      const bodies = [{ address: 'a'.repeat(4001) }, { address: 7 }, { address: '' }, {}, { address: ['a'] }];
      for (const wrong of bodies) {
        const reply = await ask(spike, 'POST', FINISH, {
          headers: AS_TOKEN,
          body: { secret: body.secret, ...wrong },
        });
        expectProblem(reply, 400, 'request.invalid');
      }
    });

    it.each([['https'], ['javascript'], ['web+spike://evil'], ['moodlemobile '], [''], [7]])(
      'hands nobody over to the scheme %j',
      async (scheme) => expectProblem(await begin({ scheme }), 400, 'request.invalid'),
    );

    it('refuses pages of other sites', async () => {
      const foreign = { origin: 'https://evil.example' };
      expectProblem(await begin({}, foreign), 403, 'auth.cross-site-request');
      const { body } = await begin();
      const address = await atTheUniversity(body.url);
      const cookie = `spike_passport=${body.secret}`;
      expectProblem(await finish(address, undefined, { ...foreign, cookie }), 403, 'auth.cross-site-request');
    });

    it('knows no university that is not listed', async () => {
      for (const universityId of ['nowhere', '__proto__', ' '])
        expectProblem(await begin({ universityId }), 404, 'auth.unknown-university');
    });

    it('refuses a token that opens nothing, and an account that has something to do first', async () => {
      const cases: [string, number, Parameters<typeof expectProblem>[2]][] = [
        ['f'.repeat(32), 409, 'auth.moodle-token-expired'],
        [tokenOf('must-change'), 403, 'auth.must-change-password'],
      ];
      for (const [token, status, code] of cases) {
        const { body } = await begin();
        const address = signed(spike.demo.url, passportOf(body.url), token);
        expectProblem(await finish(address, body.secret), status, code);
        // Used up all the same.
        expectProblem(await finish(address, body.secret), 401, 'auth.passport-unknown');
      }
    });

    it('takes no passwords for a university that wants them on its own page', async () => {
      const asked = spike.demo.requests.length;
      expectProblem(await login(spike, 'noa'), 403, 'auth.browser-sign-in-required');
      expect(spike.demo.requests.slice(asked)).toEqual([]);
    });

    it('says so as well where that was not known yet', async () => {
      const hold = spike.demo.control.hold('public_config');
      const node = await startSpike({
        database: spike.database,
        university: spike.demo,
        env: { AUTO_SYNC_ENABLED: 'false' },
      });
      const before = spike.demo.requests.length;
      const asked = login(node, 'noa', 'not the password');
      await until(() =>
        spike.demo.requests
          .slice(before)
          .find(({ functions, status }) => functions.includes('token') && status !== 0),
      );
      hold.release();
      expectProblem(await asked, 403, 'auth.browser-sign-in-required');
      await node.stop();
    });

    it('begins nothing where the site signs nobody in in this way, or is closed', async () => {
      const { control } = spike.demo;
      const cases: [number, Parameters<typeof expectProblem>[2], () => void][] = [
        [403, 'auth.password-sign-in-required', () => control.signInByPassword()],
        [403, 'auth.password-sign-in-required', () => (control.site.mobileWebServices = false)],
        [
          502,
          'moodle.web-services-disabled',
          () => Object.assign(control.site, { webServices: false, loginForm: false }),
        ],
        [503, 'moodle.maintenance', () => control.maintain('עד מחר')],
      ];
      for (const [status, code, prepare] of cases) {
        prepare();
        const node = await startSpike({
          database: spike.database,
          university: spike.demo,
          env: { ROLES: 'api' },
        });
        const reply = await ask(node, 'POST', BEGIN, { body: { universityId: 'demo' } });
        await node.stop();
        expectProblem(reply, status, code);
        Object.assign(control.site, {
          webServices: true,
          mobileWebServices: true,
          loginForm: true,
          maintenance: 'off',
        });
        control.signInByBrowser();
      }
    });

    it('counts both calls against storms', async () => {
      const strict = await startSpike({
        database: spike.database,
        university: spike.demo,
        env: { LOGIN_RATE_LIMIT: '1', AUTO_SYNC_ENABLED: 'false', ROLES: 'api' },
      });
      const statuses: number[] = [];
      for (let turn = 0; turn < 14; turn += 1) {
        statuses.push((await ask(strict, 'POST', BEGIN, { body: { universityId: 'demo' } })).status);
        statuses.push((await ask(strict, 'POST', FINISH, { body: { address: 'x' } })).status);
      }
      const reply: Reply = await ask(strict, 'POST', FINISH, { body: { address: 'x' } });
      await strict.stop();
      expect(statuses.slice(0, 25)).toEqual(
        Array.from({ length: 25 }, (_, turn) => (turn % 2 === 0 ? 200 : 400)),
      );
      expect(statuses.slice(25)).toEqual([429, 429, 429]);
      expectProblem(reply, 429, 'request.too-many');
    });
  });

  it('leaves no token and no secret anywhere but sealed', async () => {
    const { username, password } = addStudent(spike, 1);
    const { body } = await begin();
    const address = await atTheUniversity(body.url, username, password);
    const secrets: Record<string, string> = {
      'the Moodle token': tokenOf(username),
      'the secret': body.secret ?? '',
      'the returned address': address.split('token=')[1]?.replace(/=+$/, '') ?? '',
    };
    const replies: Reply[] = [];
    const fault = spike.demo.control.fault(
      { fn: 'core_webservice_get_site_info', username },
      { fail: tokenOf(username) },
    );
    replies.push(await finish(address, body.secret));
    expect(fault.hits).toBe(1);
    fault.clear();
    replies.push(await finish(address, body.secret), await finish(`${address}!`, body.secret));
    const again = await begin({ secret: body.secret });
    const second = await atTheUniversity(again.body.url, username, password);
    const session = await finish(second, body.secret);
    expect(session.status).toBe(200);
    replies.push({ ...session, body: { ...session.body, accessToken: '', refreshToken: '' } });
    const seen = replies.map((reply) => JSON.stringify([reply.body, [...reply.headers]]));
    expect(seen.flatMap((text) => findIn(text, secrets))).toEqual([]);
    expect(spike.logs.length).toBeGreaterThan(20);
    expect(spike.logs.flatMap((line) => findIn(line, secrets).map((what) => ({ what, line })))).toEqual([]);
    const passport = passportOf(again.body.url);
    const { finds } = await findInDatabase(spike, { ...secrets, passport });
    expect(finds).toEqual([{ table: 'public.sign_in_passports', column: 'id', what: 'passport' }]);
    const [row] = await spike.sql<{ secret_hash: Buffer; used_at: Date | null }>(
      'SELECT secret_hash, used_at FROM sign_in_passports WHERE id = $1',
      [passport],
    );
    expect(
      row?.secret_hash.equals(
        createHash('sha256')
          .update(body.secret ?? '')
          .digest(),
      ),
    ).toBe(true);
    expect(row?.used_at).toBeInstanceOf(Date);
  });

  it('clears away what is past its time, and nothing else', async () => {
    const [old, young] = [await begin(), await begin()];
    await spike.sql(`UPDATE sign_in_passports SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      passportOf(old.body.url),
    ]);
    expect(await spike.app.get(CleanUp).run()).toMatchObject({ passports: expect.any(Number) });
    const rows = await spike.sql<{ id: string }>('SELECT id FROM sign_in_passports');
    const ids = rows.map(({ id }) => id);
    expect(ids).not.toContain(passportOf(old.body.url));
    expect(ids).toContain(passportOf(young.body.url));
  });
});
