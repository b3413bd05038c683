import type { LoginReply, MeReply, SessionReply } from '../../src/contract';
import { cookieHeader, setCookies } from '../support/cookies';
import { expectProblem } from '../support/problem';
import { ask, type Reply, signIn, type Spike, startSpike, until } from '../support/spike';
import { emitAnything, Sockets } from '../support/sockets';
import { type Claims, claimsOf, forgeJwt } from '../support/tokens';

const SECRET = 'the secret that signs the sessions of this file';
const FOREIGN = { origin: 'https://evil.example' };
const REFRESH = '/api/auth/refresh';

describe('sessions', () => {
  let spike: Spike;
  const sockets = new Sockets(() => spike);

  beforeAll(async () => {
    spike = await startSpike({
      env: { JWT_SECRET: SECRET, AUTO_SYNC_ENABLED: 'false', PUBLIC_URL: 'http://spike.example:8080' },
    });
  });
  afterEach(() => sockets.closeAll());
  afterAll(() => spike.stop());

  const credentials = { universityId: 'demo', username: 'yael', password: 'demo1234' };
  /** As a phone signs in. */
  const byToken = async (): Promise<LoginReply & { refreshToken: string }> => {
    const headers = { 'x-spike-client': 'token' };
    const { body } = await ask<LoginReply>(spike, 'POST', '/api/auth/login', { headers, body: credentials });
    return { ...body, refreshToken: body.refreshToken ?? '' };
  };
  /** As a browser signs in. */
  const byCookie = async (): Promise<string> =>
    cookieHeader((await ask(spike, 'POST', '/api/auth/login', { body: credentials })).headers);
  const refresh = (refreshToken: string): Promise<Reply<SessionReply>> =>
    ask(spike, 'POST', REFRESH, { headers: { 'x-spike-client': 'token' }, body: { refreshToken } });
  const me = (token: string): Promise<Reply<MeReply>> => ask(spike, 'GET', '/api/auth/me', { token });
  const sessionOf = (token: string): string => String(claimsOf(token).sid);
  /** As if the last refresh of a session had been `seconds` ago. */
  const age = (token: string, seconds: number): Promise<unknown> =>
    spike.sql(`UPDATE sessions SET rotated_at = rotated_at - make_interval(secs => $2) WHERE id = $1`, [
      sessionOf(token),
      seconds,
    ]);

  describe('who is signed in', () => {
    it('is told by GET /api/auth/me, and to nobody else', async () => {
      const { accessToken, user } = await signIn(spike, 'yael');
      const reply = await me(accessToken);
      expect([reply.status, reply.body]).toEqual([200, { user, signInAgain: null }]);
      expectProblem(await ask(spike, 'GET', '/api/auth/me'), 401, 'auth.session-required');
    });

    it('is believed by the cookie as well, and by the token first', async () => {
      const cookie = await byCookie();
      const byCookieAlone = await ask<MeReply>(spike, 'GET', '/api/auth/me', { headers: { cookie } });
      expect([byCookieAlone.status, byCookieAlone.body.user.username]).toEqual([200, 'yael']);
      const { accessToken } = await signIn(spike, 'special', 'Pa+ss &w%r=d"שלום1!');
      const both = await ask<MeReply>(spike, 'GET', '/api/auth/me', {
        token: accessToken,
        headers: { cookie },
      });
      expect(both.body.user.username).toBe('special');
      const wrong = await ask(spike, 'GET', '/api/auth/me', { token: 'x', headers: { cookie } });
      expectProblem(wrong, 401, 'auth.session-required');
    });
  });

  describe('an access token', () => {
    /** What a session really says, to be changed in one place. */
    const genuine = async (): Promise<Claims> => claimsOf((await signIn(spike, 'yael')).accessToken);
    const NOW = Math.floor(Date.now() / 1000);

    it('of the right shape and secret is good, so the forgeries below fail for their one fault', async () => {
      expect((await me(forgeJwt(await genuine(), SECRET))).status).toBe(200);
    });

    it.each<[string, 'auth.session-required' | 'auth.session-expired', (claims: Claims) => string]>([
      ['that has expired', 'auth.session-expired', (c) => forgeJwt({ ...c, exp: NOW - 1 }, SECRET)],
      ['signed with another secret', 'auth.session-required', (c) => forgeJwt(c, `${SECRET}.`)],
      ['that is not signed', 'auth.session-required', (c) => forgeJwt(c, SECRET, 'none')],
      ['signed by another algorithm', 'auth.session-required', (c) => forgeJwt(c, SECRET, 'HS512')],
      ['of another issuer', 'auth.session-required', (c) => forgeJwt({ ...c, iss: 'evil' }, SECRET)],
      ['without a signature', 'auth.session-required', (c) => forgeJwt(c, SECRET).replace(/[^.]+$/, '')],
      ['of another payload', 'auth.session-required', (c) => swapPayload(forgeJwt(c, SECRET))],
      ['that is garbage', 'auth.session-required', () => 'garbage'],
      ['of two parts', 'auth.session-required', () => 'a.b'],
      ['of endless length', 'auth.session-required', () => 'a'.repeat(8_000)],
      ['of no session', 'auth.session-required', (c) => forgeJwt({ ...c, sid: undefined }, SECRET)],
      [
        'of a session that is none',
        'auth.session-required',
        (c) => forgeJwt({ ...c, sid: "' OR 1" }, SECRET),
      ],
      [
        'of a session nobody has',
        'auth.session-expired',
        (c) => forgeJwt({ ...c, sid: '00000000-0000-4000-8000-000000000000' }, SECRET),
      ],
    ])('%s is refused: %s', async (_what, code, forge) => {
      const token = forge(await genuine());
      expectProblem(await me(token), 401, code);
      const byCookieToo = await ask(spike, 'GET', '/api/auth/me', {
        headers: { cookie: `spike_access=${token}` },
      });
      expectProblem(byCookieToo, 401, code);
      expect(await sockets.refusal({ token })).toMatchObject({ code, kind: 'sign-in' });
    });

    const swapPayload = (token: string): string => {
      const [head, payload = '', signature] = token.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
      const other = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody else' })).toString('base64url');
      return [head, other, signature].join('.');
    };

    it.each(['', 'Bearer', 'Basic eWFlbDpkZW1vMTIzNA==', 'Bearer  ', 'bearer'])(
      'is not found in "Authorization: %s"',
      async (authorization) => {
        const reply = await ask(spike, 'GET', '/api/auth/me', { headers: { authorization } });
        expectProblem(reply, 401, 'auth.session-required');
      },
    );
  });

  describe('a refresh', () => {
    it('gives a new pair, and takes the new one next time', async () => {
      const first = await byToken();
      const second = await refresh(first.refreshToken);
      expect(second.status).toBe(200);
      expect(second.body).toEqual({
        accessToken: expect.any(String),
        refreshToken: expect.stringMatching(/^[0-9a-f-]{36}\.[\w-]{43}$/),
        expiresIn: 900,
        user: first.user,
      });
      expect(second.body.refreshToken).not.toBe(first.refreshToken);
      expect(sessionOf(second.body.accessToken)).toBe(sessionOf(first.accessToken));
      expect((await me(second.body.accessToken)).status).toBe(200);
      const third = await refresh(second.body.refreshToken ?? '');
      expect([third.status, typeof third.body.refreshToken]).toEqual([200, 'string']);
    });

    it('lets the slower of two tabs in, which gets no refresh token of its own', async () => {
      const { refreshToken } = await byToken();
      const replies = await Promise.all([
        refresh(refreshToken),
        refresh(refreshToken),
        refresh(refreshToken),
      ]);
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
      const renewed = replies.flatMap(({ body }) => body.refreshToken ?? []);
      expect(renewed).toHaveLength(1);
      for (const { body } of replies) expect((await me(body.accessToken)).status).toBe(200);
      expect((await refresh(renewed[0] ?? '')).status).toBe(200);
    });

    it('with a token of long ago ends the session for everybody who has it', async () => {
      const first = await byToken();
      const { body: thief } = await refresh(first.refreshToken);
      const socket = await sockets.connect({ token: thief.accessToken });
      const ended = new Promise((resolve) => socket.once('session-ended', resolve));
      await age(first.accessToken, 31);
      expectProblem(await refresh(first.refreshToken), 401, 'auth.session-expired');
      expectProblem(await me(first.accessToken), 401, 'auth.session-expired');
      expectProblem(await me(thief.accessToken), 401, 'auth.session-expired');
      expectProblem(await refresh(thief.refreshToken ?? ''), 401, 'auth.session-expired');
      expect(await ended).toMatchObject({ kind: 'sign-in' });
      await until(() => !socket.connected);
    });

    it('ends one session, and leaves the student’s others alone', async () => {
      const [here, elsewhere] = [await byToken(), await byToken()];
      await refresh(here.refreshToken);
      await age(here.accessToken, 31);
      expectProblem(await refresh(here.refreshToken), 401, 'auth.session-expired');
      expect((await me(elsewhere.accessToken)).status).toBe(200);
      expect((await refresh(elsewhere.refreshToken)).status).toBe(200);
    });

    it('is refused once the session’s time is over', async () => {
      const { accessToken, refreshToken } = await byToken();
      await spike.sql(`UPDATE sessions SET expires_at = now() WHERE id = $1`, [sessionOf(accessToken)]);
      expectProblem(await refresh(refreshToken), 401, 'auth.session-expired');
      expectProblem(await me(accessToken), 401, 'auth.session-expired');
    });

    it.each(['garbage', '.', "' OR 1=1 --.x", '00000000-0000-4000-8000-000000000000.x', '\u0000.\u0000'])(
      'with %j is refused',
      async (token) => expectProblem(await refresh(token), 401, 'auth.session-expired'),
    );

    it('by cookie answers with new cookies, and takes them away when it is refused', async () => {
      const cookie = await byCookie();
      const good = await ask<SessionReply>(spike, 'POST', REFRESH, { headers: { cookie } });
      expect(good.status).toBe(200);
      expect(good.body).not.toHaveProperty('refreshToken');
      const renewed = setCookies(good.headers);
      expect(renewed.get('spike_access')?.value).toBe(good.body.accessToken);
      expect(renewed.get('spike_refresh')?.attributes).toMatchObject({ httponly: true, samesite: 'Strict' });
      expect(cookieHeader(good.headers)).not.toContain(/spike_refresh=[^;]+/.exec(cookie)?.[0]);
      await age(good.body.accessToken, 31);
      const late = await ask(spike, 'POST', REFRESH, { headers: { cookie } });
      expectProblem(late, 401, 'auth.session-expired');
      expect([...setCookies(late.headers).keys()].sort()).toEqual(['spike_access', 'spike_refresh']);
      expect(cookieHeader(late.headers)).toBe('');
    });

    it('with nothing at all asks to sign in', async () => {
      expectProblem(await ask(spike, 'POST', REFRESH), 401, 'auth.session-required');
      expectProblem(await ask(spike, 'POST', REFRESH, { body: {} }), 401, 'auth.session-required');
    });
  });

  describe('signing out', () => {
    it('ends access at once, everywhere the session is used', async () => {
      const { accessToken: token, refreshToken } = await byToken();
      const other = await byToken();
      const [mine, also, others] = [
        await sockets.connect({ token }),
        await sockets.connect({ token }),
        await sockets.connect({ token: other.accessToken }),
      ];
      const told = [mine, also].map(
        (socket) => new Promise((resolve) => socket.once('session-ended', resolve)),
      );
      const reply = await ask(spike, 'POST', '/api/auth/logout', { token });
      expect([reply.status, reply.body]).toEqual([204, '']);
      expect(await Promise.all(told)).toEqual([
        expect.objectContaining({
          code: 'auth.session-required',
          message: { he: 'יש להתחבר מחדש', en: expect.any(String) },
        }),
        expect.objectContaining({ code: 'auth.session-required' }),
      ]);
      await until(() => !mine.connected && !also.connected);
      expectProblem(await me(token), 401, 'auth.session-expired');
      expectProblem(await refresh(refreshToken), 401, 'auth.session-expired');
      expect(await sockets.refusal({ token })).toMatchObject({ code: 'auth.session-expired' });
      expectProblem(await ask(spike, 'POST', '/api/auth/logout', { token }), 401, 'auth.session-expired');
      expect((await me(other.accessToken)).status).toBe(200);
      expect(await emitAnything(others, 'subscribe', null)).toMatchObject({ code: 'request.invalid' });
    });

    it('takes a browser’s cookies away', async () => {
      const cookie = await byCookie();
      const reply = await ask(spike, 'POST', '/api/auth/logout', { headers: { cookie } });
      expect(reply.status).toBe(204);
      const gone = [...setCookies(reply.headers).values()].map(({ name, value, attributes }) => ({
        name,
        value,
        path: attributes.path,
        past: Date.parse(String(attributes.expires)) < Date.now(),
      }));
      expect(gone).toEqual([
        { name: 'spike_access', value: '', path: '/', past: true },
        { name: 'spike_refresh', value: '', path: '/api/auth', past: true },
      ]);
      expectProblem(
        await ask(spike, 'GET', '/api/auth/me', { headers: { cookie } }),
        401,
        'auth.session-expired',
      );
    });
  });

  describe('a page of another site', () => {
    const UNSAFE = ['/api/sync', '/api/auth/logout', REFRESH, '/api/sync-status/x/cancel'];

    it.each(UNSAFE)('cannot use a browser’s cookie for POST %s', async (address) => {
      const cookie = await byCookie();
      for (const foreign of [
        FOREIGN,
        { origin: 'null' },
        { origin: 'http://spike.example:8080.evil.example' },
        { origin: 'http://spike.example' },
        { 'sec-fetch-site': 'cross-site' },
      ]) {
        const reply = await ask(spike, 'POST', address, { headers: { cookie, ...foreign } });
        expectProblem(reply, 403, 'auth.cross-site-request');
        expect(setCookies(reply.headers).size).toBe(0);
      }
      expect((await ask(spike, 'GET', '/api/auth/me', { headers: { cookie } })).status).toBe(200);
    });

    it('cannot sign a browser in', async () => {
      const reply = await ask(spike, 'POST', '/api/auth/login', { body: credentials, headers: FOREIGN });
      expectProblem(reply, 403, 'auth.cross-site-request');
    });

    it('cannot open a socket with a browser’s cookie; our own page can', async () => {
      const cookie = await byCookie();
      for (const foreign of [FOREIGN, { origin: 'null' }])
        expect(await sockets.refusal({ headers: { cookie, ...foreign } })).toMatchObject({
          code: 'auth.cross-site-request',
        });
      for (const origin of [spike.url, 'http://spike.example:8080']) {
        const socket = await sockets.connect({ headers: { cookie, origin } });
        expect(socket.connected).toBe(true);
      }
    });

    it('is no obstacle to our own page, or to a token that somebody sent on purpose', async () => {
      const { accessToken: token } = await signIn(spike, 'yael');
      const cookie = await byCookie();
      const asked: { token?: string; headers: Record<string, string> }[] = [
        { token, headers: FOREIGN },
        { headers: { cookie, origin: spike.url } },
        { headers: { cookie, origin: 'http://spike.example:8080' } },
        { headers: { cookie } },
      ];
      for (const given of asked) expect((await ask(spike, 'POST', '/api/sync', given)).status).toBe(202);
      expect((await ask(spike, 'GET', '/api/courses', { headers: { cookie, ...FOREIGN } })).status).toBe(200);
      const socket = await sockets.connect({ token, headers: FOREIGN });
      expect(socket.connected).toBe(true);
    });
  });

  it('asks for a session at a socket without any', async () => {
    for (const token of [undefined, '', 7, { toString: 'x' }, ['x'], null])
      expect(await sockets.refusal({ token })).toMatchObject({
        code: 'auth.session-required',
        kind: 'sign-in',
        message: { he: 'יש להתחבר מחדש', en: 'Please sign in' },
      });
  });
});
