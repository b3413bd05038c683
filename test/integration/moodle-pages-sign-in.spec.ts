import type http from 'node:http';
import { startDemoUniversity, type DemoUniversity } from '../../src/demo';
import { AppError } from '../../src/errors';
import type { MoodleCredentials } from '../../src/moodle';
import { MoodleHttpClient } from '../../src/moodle/http/moodle-http.client';
import { DEFAULT_OPTIONS } from '../../src/moodle/moodle.options';
import { openPageFile, PageReader, PageSession } from '../../src/moodle/pages';
import {
  encodings,
  PASSWORD,
  printed,
  rejection,
  startSite,
  type Handler,
  type LocalSite,
} from './moodle-site';

const signal = (): AbortSignal => AbortSignal.timeout(20_000);
const client = new MoodleHttpClient({ ...DEFAULT_OPTIONS, requestsPerSecond: 10_000 });
afterAll(() => client.close());

function open(
  baseUrl: string,
  credentials: MoodleCredentials | (() => Promise<MoodleCredentials>),
): Promise<PageSession> {
  const source = typeof credentials === 'function' ? credentials : async () => credentials;
  const meter = { requests: 0, bytes: 0 };
  const site = { universityId: 'demo', baseUrl };
  return PageSession.open({ http: client, site, credentials: source, meter }, { signal: signal() });
}

describe('signing in on pages', () => {
  let demo: DemoUniversity;
  beforeEach(async () => {
    demo = await startDemoUniversity();
  });
  afterEach(() => demo.stop());
  const as = (username: string, password = 'demo1234'): Promise<PageSession> =>
    open(demo.url, { username, password });

  it('knows who came in', async () => {
    const { identity } = await as(' NOA ');
    expect(identity).toMatchObject({ userId: demo.control.student('noa').id, language: 'he' });
    expect((await as('special', PASSWORD)).identity.userId).toBe(demo.control.student('special').id);
  });

  it.each([
    ['noa', 'wrong', 'auth.invalid-credentials'],
    ['nobody', 'demo1234', 'auth.invalid-credentials'],
    ['suspended', 'demo1234', 'auth.invalid-credentials'],
    ['unconfirmed', 'demo1234', 'auth.account-not-confirmed'],
    ['must-change', 'demo1234', 'auth.must-change-password'],
    ['noa', '', 'auth.invalid-credentials'],
    [' ', 'demo1234', 'auth.invalid-credentials'],
  ])('%s with %s: %s', async (username, password, code) => {
    await expect(as(username, password)).rejects.toMatchObject({ code, retryable: false });
  });

  it('asks for the site’s policy before anything else', async () => {
    demo.control.student('noa').policyAgreed = false;
    await expect(as('noa')).rejects.toMatchObject({ code: 'auth.policy-not-agreed' });
  });

  it.each([
    ['must-change', () => undefined],
    ['noa', (of: DemoUniversity) => (of.control.student('noa').policyAgreed = false)],
  ])('leaves no session behind where something stands in the way: %s', async (username, prepare) => {
    prepare(demo);
    await expect(as(username)).rejects.toMatchObject({ kind: 'sign-in' });
    expect(demo.sessions.aliveOf(username)).toEqual([]);
  });

  it('tries a wrong password twice and never more', async () => {
    await expect(as('noa', 'wrong')).rejects.toMatchObject({ code: 'auth.invalid-credentials' });
    expect(demo.sessions.failuresOf('noa')).toBe(2);
  });

  it('gets over a form that lost its token, with a fresh one', async () => {
    demo.sessions.switches.lostTokens = 1;
    await expect(as('noa')).resolves.toBeInstanceOf(PageSession);
    expect(demo.sessions.failuresOf('noa')).toBe(1);
  });

  it('does not try again at an account that is locked', async () => {
    demo.sessions.switches.lockoutAfter = 2;
    await expect(as('noa', 'wrong')).rejects.toMatchObject({
      detail: expect.stringContaining('wrong-credentials'),
    });
    demo.control.forgetRequests();
    await expect(as('noa')).rejects.toMatchObject({ detail: expect.stringContaining('account-locked') });
    expect(
      demo.requests.filter(({ method, path }) => method === 'POST' && path === '/login/index.php'),
    ).toHaveLength(1);
  });

  it('says that everybody signs in elsewhere', async () => {
    demo.sessions.switches.signInElsewhere = 'https://idp.example.ac.il/sso?target=moodle';
    await expect(as('noa')).rejects.toMatchObject({ detail: expect.stringContaining('browser-sign-in') });
    demo.sessions.switches.signInElsewhere = 'https://new.example.ac.il/login/index.php';
    await expect(as('noa')).rejects.toMatchObject({ code: 'moodle.wrong-address' });
  });

  it.each(['web', 'cli'] as const)('says that the site is in maintenance (%s)', async (kind) => {
    demo.control.site.maintenance = kind;
    await expect(as('noa')).rejects.toMatchObject({
      code: 'moodle.maintenance',
      retryable: true,
      retryAfterMs: 300_000,
    });
  });
});

describe('a session that ends', () => {
  let demo: DemoUniversity;
  let asked: number;
  beforeEach(async () => {
    demo = await startDemoUniversity();
    asked = 0;
  });
  afterEach(() => demo.stop());
  const credentials = async (): Promise<MoodleCredentials> => {
    asked += 1;
    return { username: 'noa', password: 'demo1234' };
  };
  const readerOf = (session: PageSession): Promise<PageReader> =>
    PageReader.open(session, { requests: 0, bytes: 0 }, 'noa', signal());

  it('is renewed in the middle of the work, and the password is unsealed for that alone', async () => {
    const session = await open(demo.url, credentials);
    const reader = await readerOf(session);
    await reader.listCourses(signal());
    expect(asked).toBe(1);
    demo.sessions.endAll('noa');
    expect((await reader.listCourses(signal())).rows).toHaveLength(8);
    demo.sessions.endAll('noa');
    await expect(
      session.page({ what: 'test', path: '/my/', signal: signal() }, 'site'),
    ).resolves.toMatchObject({
      status: 200,
    });
    expect(asked).toBe(3);
  });

  it('is given up when the next one ends at once', async () => {
    const reader = await readerOf(await open(demo.url, credentials));
    demo.sessions.endAll('noa');
    demo.control.fault(
      { fn: 'core_course_get_enrolled_courses_by_timeline_classification' },
      { fail: 'servicerequireslogin' },
    );
    await expect(reader.listCourses(signal())).rejects.toMatchObject({
      code: 'auth.moodle-token-expired',
      detail: expect.stringContaining('session-ended'),
    });
    expect(asked).toBe(2);
  });

  it('is not fought for without end where a site allows one session', async () => {
    demo.sessions.switches.oneSessionEach = true;
    const session = await open(demo.url, credentials);
    const ask = async (): Promise<unknown> => {
      demo.sessions.endAll('noa');
      return session.page({ what: 'test', path: '/my/', signal: signal() }, 'site');
    };
    for (let time = 0; time < 3; time += 1) await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'auth.moodle-token-expired' });
    expect(asked).toBe(4);
  });

  it('is lost for every question once the password is found wrong: one fresh try in all', async () => {
    const session = await open(demo.url, credentials);
    const ask = (): Promise<unknown> =>
      session.page({ what: 'test', path: '/my/', signal: signal() }, 'site');
    demo.control.student('noa').password = 'another';
    demo.sessions.endAll('noa');
    const answers = await Promise.allSettled([ask(), ask(), ask(), ask()]);
    demo.control.forgetRequests();
    answers.push(
      ...(await Promise.allSettled([ask(), session.first({ what: 'x', path: '/', signal: signal() })])),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'auth.invalid-credentials' } });
    expect(demo.sessions.failuresOf('noa')).toBe(2);
    expect(asked).toBe(2);
    // And nothing more is asked of the site.
    expect(demo.requests).toEqual([]);
  });

  it('is renewed after all where the site was only busy in between', async () => {
    const session = await open(demo.url, credentials);
    const ask = (): Promise<unknown> =>
      session.page({ what: 'test', path: '/my/', signal: signal() }, 'site');
    demo.sessions.endAll('noa');
    const fault = demo.control.fault({ fn: 'login page' }, { http: 503 });
    await expect(ask()).rejects.toMatchObject({ retryable: true });
    fault.clear();
    await expect(ask()).resolves.toMatchObject({ status: 200 });
  });

  it('is lost too when the site breaks down between the try and the fresh one', async () => {
    const session = await open(demo.url, credentials);
    const ask = (): Promise<unknown> =>
      session.page({ what: 'test', path: '/my/', signal: signal() }, 'site');
    demo.control.student('noa').password = 'another';
    demo.sessions.endAll('noa');
    // The page that the end of the session leads to, the form, what was sent, what came of it; and the fresh form.
    const hold = demo.control.hold('login page', undefined, 5);
    const first = rejection(ask());
    await hold.arrived;
    const fault = demo.control.fault({ fn: 'login page' }, { http: 503 });
    hold.release();
    expect(await first).toMatchObject({ retryable: true });
    fault.clear();
    await expect(ask()).rejects.toMatchObject({ retryable: true });
    expect(demo.sessions.failuresOf('noa')).toBe(1);
  });

  it('is never another student’s', async () => {
    const names = ['noa', 'dan'];
    const session = await open(demo.url, async () => ({
      username: names.shift() ?? '',
      password: 'demo1234',
    }));
    demo.sessions.endAll('noa');
    await expect(
      session.page({ what: 'test', path: '/my/', signal: signal() }, 'site'),
    ).rejects.toMatchObject({
      code: 'auth.moodle-token-expired',
    });
  });
});

describe('sites that are no Moodle with a form', () => {
  const started: LocalSite[] = [];
  afterEach(async () => {
    for (const site of started.splice(0)) await site.close();
  });
  const start = async (handler: Handler, path?: string): Promise<LocalSite> => {
    const site = await startSite(handler, path);
    started.push(site);
    return site;
  };
  const html = (response: http.ServerResponse, body: string, status = 200): unknown =>
    response
      .writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<html lang="he"><body>${body}</body></html>`);
  const form = (action: string): string =>
    `<form id="login" action="${action}"><input type="hidden" name="logintoken" value="t"><input name="username"><input type="password" name="password"></form>`;
  const credentials = { username: 'noa', password: PASSWORD };

  it.each([
    ['a page with no form', '<h1>ברוכים הבאים</h1>', 'no-sign-in-form'],
    [
      'other ways in alone',
      '<a class="login-identityprovider-btn" href="/auth/saml2/login.php">SSO</a>',
      'browser-sign-in',
    ],
    ['a visitor who is signed in unasked', '<script>M.cfg = {"userId":7}</script>', 'signed-in-unasked'],
    ['a form for something else', '<form id="login"><input name="search"></form>', 'no-sign-in-form'],
  ])('%s', async (_name, body, outcome) => {
    const { site } = await start((_request, response) => html(response, body));
    await expect(open(site.baseUrl, credentials)).rejects.toMatchObject({
      detail: expect.stringContaining(outcome),
    });
  });

  it.each([
    ['no address', ''],
    ['an empty address', 'action=""'],
    ['an address next to its page', 'action="index.php"'],
  ])('sends a form with %s to its own page, in a folder too', async (_what, action) => {
    const { site, received } = await start(
      (_request, response) => html(response, form('').replace('action=""', action)),
      '/moodle',
    );
    await rejection(open(site.baseUrl, credentials));
    const posts = received.filter(({ form: sent }) => sent.has('password'));
    expect(posts.map(({ url }) => url)).toEqual(['/moodle/login/index.php', '/moodle/login/index.php']);
  });

  it('types no password into a form whose address cannot be read', async () => {
    const { site, received } = await start((_request, response) => html(response, form('http://[')));
    await expect(open(site.baseUrl, credentials)).rejects.toMatchObject({
      code: 'moodle.request-refused',
      detail: expect.stringContaining('no-sign-in-form'),
    });
    expect(received.some(({ form: sent }) => sent.has('password'))).toBe(false);
  });

  it('sends the password to the site’s own form and to nobody else, and repeats it nowhere', async () => {
    const thief = await start((_request, response) => html(response, 'thanks'));
    const { site, received } = await start(({ url }, response) =>
      url === '/login/index.php'
        ? html(response, form(`${thief.site.baseUrl}/login/index.php`))
        : html(response, '', 404),
    );
    const error = await rejection(open(site.baseUrl, credentials));
    expect(error).toMatchObject({ code: 'moodle.wrong-address' });
    expect(thief.received).toHaveLength(0);
    const refusing = await start(({ url, form: sent }, response) => {
      if (url.startsWith('/lib/')) return html(response, PASSWORD, 500);
      return html(
        response,
        `<a id="loginerrormessage">${sent.get('password') ?? ''}</a>${form('/login/index.php')}`,
      );
    });
    const wrong = await rejection(open(refusing.site.baseUrl, credentials));
    expect(wrong).toMatchObject({ code: 'auth.invalid-credentials' });
    const posts = refusing.received.filter(({ form: sent }) => sent.has('password'));
    expect(posts.map(({ form: sent }) => sent.get('password'))).toEqual([PASSWORD, PASSWORD]);
    for (const secret of encodings(PASSWORD)) {
      expect(printed(error) + printed(wrong)).not.toContain(secret);
      for (const { url } of [...received, ...refusing.received]) expect(url).not.toContain(secret);
    }
  });

  it('does not carry the form along a redirect', async () => {
    const { site, received } = await start(({ url, form: sent }, response) => {
      if (sent.has('password')) return response.writeHead(307, { location: '/elsewhere.php' }).end();
      return html(response, url === '/login/index.php' ? form('/login/index.php') : 'x');
    });
    await rejection(open(site.baseUrl, credentials));
    expect(
      received.filter(({ url }) => url === '/elsewhere.php').some(({ form: sent }) => sent.has('password')),
    ).toBe(false);
    expect(received.some(({ url }) => url === '/elsewhere.php')).toBe(true);
  });

  describe('a site that says back what it was sent, or has sent', () => {
    // They look like errorcodes of Moodle's.
    const secrets = {
      password: 'passwordofnoa',
      sesskey: 'sesskeyofnoa1',
      cookie: 'cookieofnoa12',
      logintoken: 'logintokenofnoa',
    };
    type Echo = (response: http.ServerResponse, secret: string) => unknown;
    const json = (response: http.ServerResponse, value: unknown, status = 200): unknown =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

    const echoes: readonly (readonly [string, Echo])[] = [
      [
        'as the refusal of a request',
        (response, secret) => json(response, { error: 'x', errorcode: secret }),
      ],
      [
        'as the refusal of a call',
        (response, secret) =>
          json(response, [{ error: true, exception: { errorcode: secret, message: secret } }]),
      ],
      ['in a sentence', (response, secret) => json(response, { error: 'x', errorcode: `not ${secret}` })],
      ['on a page that failed', (response, secret) => html(response, secret, 500)],
      ['on a page that is not there', (response, secret) => html(response, secret, 404)],
      ['as an answer that is none', (response, secret) => html(response, secret)],
      [
        'in an address elsewhere',
        (response, secret) =>
          response
            .writeHead(303, { location: `https://u:${secret}@idp.example.ac.il/${secret}?k=${secret}` })
            .end(),
      ],
    ];

    it.each(echoes)('%s, gets none of it into an error', async (_where, echo) => {
      for (const secret of Object.values(secrets)) {
        let isEchoing = false;
        const { site } = await start(({ url, form: sent }, response) => {
          if (isEchoing) return echo(response, secret);
          if (url.startsWith('/lib/ajax/')) return json(response, [{ error: false, data: [] }]);
          if (sent.has('password'))
            return response.writeHead(303, { location: '/login/index.php?testsession=3' }).end();
          if (url.includes('testsession')) return response.writeHead(303, { location: '/my/' }).end();
          response.setHeader('set-cookie', `MoodleSession=${secrets.cookie}; path=/`);
          if (url.startsWith('/login/'))
            return html(response, form('').replace('value="t"', `value="${secrets.logintoken}"`));
          return html(response, `<script>M.cfg = {"sesskey":"${secrets.sesskey}","userId":3}</script>`);
        });
        const session = await open(site.baseUrl, { username: 'noa', password: secrets.password });
        const reader = await PageReader.open(session, { requests: 0, bytes: 0 }, 'noa', signal());
        isEchoing = true;
        const file = `${site.baseUrl}/pluginfile.php/7/mod_resource/content/1/a.pdf`;
        const errors = [
          await rejection(reader.listCourses(signal())),
          await rejection(session.page({ what: 'page', path: '/my/', signal: signal() }, 'site')),
          await rejection(session.words(['mod_assign/duedate'], 'he', signal())),
          await rejection(
            openPageFile(session, file, { signal: signal() }).then(({ body }) => body.destroy()),
          ),
          await rejection(open(site.baseUrl, { username: 'noa', password: secrets.password })),
          await reader.readOverview([5], { eventsSince: 0 }, signal()).catch((error: unknown) => error),
        ];
        expect(errors.filter((error) => error instanceof AppError).length).toBeGreaterThan(1);
        for (const error of errors)
          for (const each of Object.values(secrets)) expect(printed(error)).not.toContain(each);
      }
    });
  });

  it('ends with a redirect that goes in circles', async () => {
    const { site } = await start((_request, response) =>
      response.writeHead(303, { location: '/login/index.php?again' }).end(),
    );
    await expect(open(site.baseUrl, credentials)).rejects.toMatchObject({ code: 'moodle.redirect-refused' });
  });
});
