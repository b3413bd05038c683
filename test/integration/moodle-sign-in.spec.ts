import {
  json,
  PASSWORD,
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

const tokenRefusal = (errorcode: string): object => ({
  error: 'הודעה',
  errorcode,
  stacktrace: null,
  debuginfo: null,
});

interface Answers {
  readonly token: Handler;
  readonly info: Handler;
  readonly account: Handler;
  readonly config: Handler;
}
const good: Answers = {
  token: (_, r) => json(r, { token: TOKEN, privatetoken: null }),
  info: (_, r) => json(r, siteInfo()),
  account: (_, r) => json(r, tokenRefusal('filenotfound'), 404),
  config: (_, r) =>
    json(r, [{ error: false, data: { wwwroot: 'https://moodle.example.test', typeoflogin: 3 } }]),
};
const PLACES: readonly (readonly [string, keyof Answers])[] = [
  ['/login/token.php', 'token'],
  ['/webservice/rest/server.php', 'info'],
  ['/webservice/pluginfile.php/', 'account'],
  ['/lib/ajax/service-nologin.php', 'config'],
];

const site = (answers: Partial<Answers> = {}): Promise<LocalSite> =>
  started.site((request, response) => {
    const place = PLACES.find(([path]) => request.url.startsWith(`/moodle${path}`))?.[1];
    if (place === undefined) return response.writeHead(404).end();
    return { ...good, ...answers }[place](request, response);
  }, '/moodle');

async function signInTo(answers: Partial<Answers>, options = {}): Promise<unknown> {
  const { site: at } = await site(answers);
  return rejection(started.moodle(options).signIn(at, { username: 'noa', password: PASSWORD }, signal()));
}

describe('signing in', () => {
  it('trades credentials for a token and a profile', async () => {
    const { site: at, received } = await site();
    const result = await started.moodle().signIn(at, { username: 'noa', password: PASSWORD }, signal());
    expect(result.access).toEqual({ site: at, token: TOKEN });
    expect(result.profile).toMatchObject({ userId: 3, fullName: 'נועה לוי' });
    expect(Object.fromEntries(received[0]?.form ?? [])).toEqual({
      username: 'noa',
      password: PASSWORD,
      service: 'moodle_mobile_app',
    });
    expect(received.slice(1).map(({ form }) => form.has('password'))).toEqual([false, false]);
  });

  it.each([
    ['invalidlogin', 'auth.invalid-credentials'],
    ['usernotconfirmed', 'auth.account-not-confirmed'],
    ['noguest', 'auth.guest-not-allowed'],
    ['cannotcreatetoken', 'auth.account-not-allowed'],
    ['missingrequiredcapability', 'auth.account-not-allowed'],
    ['usernotallowed', 'auth.account-not-allowed'],
    ['invalidiptoken', 'auth.account-not-allowed'],
    ['suspended', 'auth.moodle-account-suspended'],
    ['restoredaccountresetpassword', 'auth.must-change-password'],
    ['passwordisexpired', 'auth.must-change-password'],
    ['servicenotavailable', 'moodle.mobile-service-disabled'],
    ['enablewsdescription', 'moodle.web-services-disabled'],
    ['sitemaintenance', 'moodle.maintenance'],
    ['requirecorrectaccess', 'moodle.wrong-address'],
    ['missingparam', 'moodle.request-refused'],
  ])('refused with %s is %s', async (errorcode, code) => {
    expect(await signInTo({ token: (_, r) => json(r, tokenRefusal(errorcode)) })).toMatchObject({ code });
  });

  it.each([
    ['forcepasswordchangenotice', 'auth.must-change-password'],
    ['sitepolicynotagreed', 'auth.policy-not-agreed'],
    ['usernotfullysetup', 'auth.profile-incomplete'],
  ])('with a token for an account that answers %s is %s', async (errorcode, code) => {
    expect(await signInTo({ account: (_, r) => json(r, tokenRefusal(errorcode)) })).toMatchObject({ code });
  });

  it.each<[string, Handler]>([
    ['files are switched off', (_, r) => json(r, tokenRefusal('accessexception'))],
    ['the check fails', (_, r) => r.writeHead(500, { 'content-type': 'text/html' }).end('<p>')],
    ['the check is cut off', ({ socket }) => socket.resetAndDestroy()],
  ])('succeeds when %s', async (_, account) => {
    const { site: at } = await site({ account });
    const result = await started.moodle().signIn(at, { username: 'noa', password: PASSWORD }, signal());
    expect(result.profile.userId).toBe(3);
  });

  it('succeeds where the very first requests of an account trip over each other', async () => {
    let asked = 0;
    const info: Handler = (_, r) => json(r, (asked += 1) === 1 ? refusal('dmlwriteexception') : siteInfo());
    const { site: at } = await site({ info });
    const result = await started.moodle().signIn(at, { username: 'noa', password: PASSWORD }, signal());
    expect(result.profile.userId).toBe(3);
  });

  it.each<[string, Handler, number]>([
    ['that goes on', (_, r) => json(r, refusal('dmlwriteexception')), 2],
    ['of another kind', (_, r) => json(r, refusal('dmlreadexception')), 1],
  ])('fails on a fault of the database %s', async (_, info, times) => {
    const { site: at, received } = await site({ info });
    const asked = started.moodle().signIn(at, { username: 'noa', password: PASSWORD }, signal());
    await expect(asked).rejects.toMatchObject({ code: 'moodle.server-error' });
    expect(received.filter(({ form }) => form.has('wsfunction'))).toHaveLength(times);
  });

  it('is no expired sign-in when the new token may do nothing', async () => {
    expect(await signInTo({ info: (_, r) => json(r, refusal('accessexception')) })).toMatchObject({
      code: 'auth.account-not-allowed',
    });
  });

  it.each<[string, Handler]>([
    ['no token', (_, r) => json(r, {})],
    ['a token that is none', (_, r) => json(r, { token: '<script>' })],
  ])('fails on %s', async (_, token) =>
    expect(await signInTo({ token })).toMatchObject({ code: 'moodle.invalid-response' }),
  );

  it.each([
    ['', 'x'],
    ['  ', 'x'],
    ['noa', ''],
  ])('asks nothing with user name %j and password %j', async (username, password) => {
    const { site: at, received } = await site();
    await expect(started.moodle().signIn(at, { username, password }, signal())).rejects.toMatchObject({
      code: 'auth.invalid-credentials',
    });
    expect(received).toEqual([]);
  });

  it('goes before the requests of jobs that wait', async () => {
    const order: string[] = [];
    const held: (() => void)[] = [];
    const { site: at, access } = await site({
      token: (_, r) => {
        order.push('sign-in');
        return good.token(_, r);
      },
      info: (_, r) => {
        order.push('job');
        if (order.length === 1) held.push(() => json(r, siteInfo()));
        else json(r, siteInfo());
      },
    });
    const moodle = started.moodle({ maxRequests: 1 });
    const jobs = [moodle.openReader(access, signal()), moodle.openReader(access, signal())];
    const signedIn = moodle.signIn(at, { username: 'noa', password: PASSWORD }, signal());
    while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    held[0]?.();
    await Promise.all([...jobs, signedIn]);
    expect(order.slice(0, 2)).toEqual(['job', 'sign-in']);
  });
});

describe('public configuration', () => {
  it('is asked without a token', async () => {
    const { site: at, received } = await site();
    expect(await started.moodle().publicConfig(at, signal())).toMatchObject({
      wwwroot: 'https://moodle.example.test',
      signIn: 'embedded-browser',
    });
    expect(received[0]?.headers['content-type']).toBe('application/json');
  });

  it.each<[string, Handler, string]>([
    [
      'its own refusal',
      (_, r) => json(r, [{ error: true, exception: { errorcode: 'servicenotavailable' } }]),
      'moodle.mobile-service-disabled',
    ],
    [
      'a refusal of the request',
      (_, r) => json(r, { error: 'x', errorcode: 'redirecterrordetected' }),
      'moodle.wrong-address',
    ],
    [
      'no Moodle',
      (_, r) => r.writeHead(404, { 'content-type': 'text/html' }).end('<p>'),
      'moodle.wrong-address',
    ],
    ['an empty list', (_, r) => json(r, []), 'moodle.invalid-response'],
  ])('fails on %s', async (_, config, code) => {
    const { site: at } = await site({ config });
    await expect(started.moodle().publicConfig(at, signal())).rejects.toMatchObject({ code });
  });
});
