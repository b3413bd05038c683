import { errorReport, type ErrorCode, type SessionReply } from '../../../src/contract';
import { createSpikeClient } from './spike-client';
import { SpikeError } from './spike-error';
import { memoryTokenStore } from './token-store';

const user = { id: 'u1', universityId: 'demo', username: 'noa', fullName: 'נועה' };
const session = (accessToken: string): SessionReply => ({
  accessToken,
  refreshToken: `r-${accessToken}`,
  expiresIn: 900,
  user,
});
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const problem = (code: ErrorCode, status: number) =>
  json({ type: `about:blank#${code}`, title: code, status, ...errorReport(code) }, status);

interface Call {
  readonly route: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
  readonly credentials: RequestCredentials | undefined;
}

/** Answers by route, and notes what was asked. */
function server(answer: (call: Call, nth: number) => Response | Promise<Response>) {
  const calls: Call[] = [];
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    if (typeof input !== 'string') throw new TypeError('an address is expected');
    const call: Call = {
      route: `${init.method} ${input}`,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      credentials: init.credentials,
    };
    calls.push(call);
    return answer(call, calls.filter(({ route }) => route === call.route).length);
  };
  return { calls, fetch, routes: () => calls.map(({ route }) => route) };
}

const failure = (promise: Promise<unknown>): Promise<SpikeError> =>
  promise.then(
    () => Promise.reject(new Error('should have failed')),
    (error: unknown) => {
      if (error instanceof SpikeError) return error;
      throw error;
    },
  );

describe('createSpikeClient over HTTP', () => {
  it('sends the browser cookies and the CSRF header, and never a token', async () => {
    const { calls, fetch } = server(() => json({ jobId: 'j', created: true }));
    await expect(createSpikeClient({ fetch }).startSync()).resolves.toEqual({ jobId: 'j', created: true });
    expect(calls[0]).toMatchObject({ route: 'POST /api/sync', credentials: 'include' });
    expect(calls[0]?.headers['x-spike-client']).toBe('web');
    expect(calls[0]?.headers.authorization).toBeUndefined();
  });

  it('keeps tokens for a client without cookies', async () => {
    const tokenStore = memoryTokenStore();
    const { calls, fetch } = server(({ route }) =>
      route.endsWith('/login') ? json({ ...session('a1'), sync: { jobId: 'j' } }) : json({ user }),
    );
    const client = createSpikeClient({ baseUrl: 'https://spike.test/', tokenStore, fetch });
    const reply = await client.login({ universityId: 'demo', username: 'noa', password: 'p' });
    expect(reply.sync?.jobId).toBe('j');
    await client.me();
    expect(calls[0]?.headers['x-spike-client']).toBe('token');
    expect(calls[1]).toMatchObject({ route: 'GET https://spike.test/api/auth/me', credentials: 'omit' });
    expect(calls[1]?.headers.authorization).toBe('Bearer a1');
    expect(tokenStore.read()).toEqual({ accessToken: 'a1', refreshToken: 'r-a1' });
  });

  it('refreshes once for all requests that meet an expired session, and repeats each', async () => {
    const tokenStore = memoryTokenStore({ accessToken: 'old', refreshToken: 'r-old' });
    const { calls, fetch, routes } = server(({ route, headers }) => {
      if (route.endsWith('/refresh')) return json(session('new'));
      return headers.authorization === 'Bearer new'
        ? json({ items: [], nextCursor: null })
        : problem('auth.session-expired', 401);
    });
    const client = createSpikeClient({ tokenStore, fetch });
    await Promise.all([client.courses(), client.deadlines()]);
    expect(routes().filter((route) => route.endsWith('/refresh'))).toHaveLength(1);
    expect(calls.find(({ route }) => route.endsWith('/refresh'))?.body).toEqual({ refreshToken: 'r-old' });
    expect(tokenStore.read()).toEqual({ accessToken: 'new', refreshToken: 'r-new' });
  });

  it('ends the session when the refresh is refused', async () => {
    const onSessionEnded = jest.fn<void, [SpikeError]>();
    const tokenStore = memoryTokenStore({ accessToken: 'old', refreshToken: 'r-old' });
    const { fetch, routes } = server(() => problem('auth.session-expired', 401));
    const error = await failure(createSpikeClient({ tokenStore, fetch, onSessionEnded }).me());
    expect(error).toMatchObject({ code: 'auth.session-expired', status: 401, endsSession: true });
    expect(onSessionEnded).toHaveBeenCalledTimes(1);
    expect(tokenStore.read()).toBeNull();
    expect(routes()).toEqual(['GET /api/auth/me', 'POST /api/auth/refresh']);
  });

  it('keeps the session when the refresh only met a network failure', async () => {
    const onSessionEnded = jest.fn();
    const tokenStore = memoryTokenStore({ accessToken: 'old', refreshToken: 'r-old' });
    const { fetch } = server(({ route }) => {
      if (route.endsWith('/refresh')) throw new TypeError('fetch failed');
      return problem('auth.session-expired', 401);
    });
    const error = await failure(createSpikeClient({ tokenStore, fetch, onSessionEnded }).me());
    expect(error).toMatchObject({ code: 'client.unreachable', kind: 'network', retryable: true });
    expect(onSessionEnded).not.toHaveBeenCalled();
    expect(tokenStore.read()).not.toBeNull();
  });

  it('does not answer a wrong password with a refresh', async () => {
    const { fetch, routes } = server(() => problem('auth.invalid-credentials', 401));
    const error = await failure(
      createSpikeClient({ fetch }).login({ universityId: 'demo', username: 'noa', password: 'x' }),
    );
    expect(error.problem).toMatchObject({ status: 401, code: 'auth.invalid-credentials' });
    expect(error.text.he).toBe('שם המשתמש או הסיסמה שגויים');
    expect(routes()).toEqual(['POST /api/auth/login']);
  });

  it('names an answer that is not JSON, and a time limit', async () => {
    const html = server(() => new Response('<h1>502</h1>', { status: 502 }));
    expect(await failure(createSpikeClient({ fetch: html.fetch }).me())).toMatchObject({
      code: 'client.invalid-response',
      status: 502,
    });
    const silent = (_input: unknown, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
    const deaf: typeof fetch = () => new Promise(() => undefined); // heeds no signal
    expect(await failure(createSpikeClient({ fetch: deaf, timeoutMs: 5 }).me())).toMatchObject({
      code: 'client.timeout',
    });
    expect(await failure(createSpikeClient({ fetch: silent, timeoutMs: 5 }).me())).toMatchObject({
      code: 'client.timeout',
      kind: 'timeout',
    });
  });

  it('follows the cursor to the last page', async () => {
    const { fetch, routes } = server(({ route }) =>
      route.includes('cursor=')
        ? json({ items: [2], nextCursor: null })
        : json({ items: [1], nextCursor: 'a/b' }),
    );
    await expect(createSpikeClient({ fetch }).allCourses()).resolves.toEqual([1, 2]);
    expect(routes()).toEqual(['GET /api/courses?limit=200', 'GET /api/courses?limit=200&cursor=a%2Fb']);
  });

  it('forgets the tokens on sign-out even when the server is away', async () => {
    const tokenStore = memoryTokenStore({ accessToken: 'a', refreshToken: 'r' });
    const { fetch } = server(() => {
      throw new TypeError('fetch failed');
    });
    await failure(createSpikeClient({ tokenStore, fetch }).logout());
    expect(tokenStore.read()).toBeNull();
  });
});
