import { ERRORS, type ErrorCode } from '../../src/contract';
import type { MoodleOptions } from '../../src/moodle';
import {
  json,
  PASSWORD,
  printed,
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

/** The entry points of a Moodle, and what they answer when all is well. */
type Place = 'token' | 'rest' | 'file';
const PATHS: Readonly<Record<Place, string>> = {
  token: '/login/token.php',
  rest: '/webservice/rest/server.php',
  file: '/webservice/pluginfile.php/',
};
const WELL: Readonly<Record<Place, Handler>> = {
  token: (_, r) => json(r, { token: TOKEN, privatetoken: null }),
  rest: (_, r) => json(r, siteInfo()),
  file: (_, r) => json(r, { error: 'הקובץ לא נמצא', errorcode: 'filenotfound' }, 404),
};

const siteWith = (place: Place, answer: Handler): Promise<LocalSite> =>
  started.site((request, response) => {
    const found = (Object.keys(PATHS) as Place[]).find((one) => request.url.includes(PATHS[one]));
    if (found === undefined) return response.writeHead(404).end();
    return (found === place ? answer : WELL[found])(request, response);
  });

/** As token.php and pluginfile.php write it; the words are those of a Hebrew site, and hold what they were sent. */
const refused =
  (errorcode: string): Handler =>
  ({ form }, r) =>
    json(r, { error: `הודעה ${form.toString()}`, errorcode, stacktrace: null, debuginfo: null });
const inRest =
  (errorcode: string): Handler =>
  (_, r) =>
    json(r, refusal(errorcode));
const page =
  (status: number, headers: Record<string, string> = {}): Handler =>
  (_, r) =>
    r
      .writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers })
      .end('<!DOCTYPE html><p>שגיאה');
const nothing =
  (status: number): Handler =>
  (_, r) =>
    r.writeHead(status, { 'content-type': 'text/html' }).end();
const cut: Handler = ({ socket }) => socket.resetAndDestroy();
const silence: Handler = () => undefined;

const UPGRADE = page(503, { 'retry-after': '300' });

type Row = readonly [what: string, answer: Handler, code: ErrorCode];
const row = (errorcode: string, code: ErrorCode, make = refused): Row => [errorcode, make(errorcode), code];

/** What token.php, and the questions that follow it, can refuse a sign-in with. */
const SIGN_IN: readonly Row[] = [
  row('invalidlogin', 'auth.invalid-credentials'),
  row('missingparam', 'moodle.request-refused'),
  row('servicenotavailable', 'moodle.mobile-service-disabled'),
  row('enablewsdescription', 'moodle.web-services-disabled'),
  row('usernotconfirmed', 'auth.account-not-confirmed'),
  row('noguest', 'auth.guest-not-allowed'),
  row('cannotcreatetoken', 'auth.account-not-allowed'),
  row('sitemaintenance', 'moodle.maintenance'),
  row('requirecorrectaccess', 'moodle.wrong-address'),
  row('restoredaccountresetpassword', 'auth.must-change-password'),
  row('passwordisexpired', 'auth.must-change-password'),
  row('missingrequiredcapability', 'auth.account-not-allowed'),
  row('usernotallowed', 'auth.account-not-allowed'),
  row('invalidtimedtoken', 'auth.account-not-allowed'),
  row('invalidiptoken', 'auth.account-not-allowed'),
  row('suspended', 'auth.moodle-account-suspended'),
  row('upgraderunning', 'moodle.maintenance'),
  row('ex_unabletolock', 'moodle.busy'),
  row('dbconnectionfailed', 'moodle.server-error'),
  row('an errorcode of a plug-in', 'moodle.request-refused'),
  ['an upgrade', UPGRADE, 'moodle.maintenance'],
  ['too many requests', page(429), 'moodle.busy'],
  ['502', page(502), 'moodle.server-error'],
  ['503 without a time', page(503), 'moodle.server-error'],
  ['504', page(504), 'moodle.server-error'],
  ['a firewall', page(403), 'moodle.access-denied'],
  ['no Moodle', page(404), 'moodle.wrong-address'],
  ['a page', page(200), 'moodle.invalid-response'],
  ['a connection that is cut', cut, 'moodle.unreachable'],
  ['silence', silence, 'moodle.timeout'],
];

/** What the profile's question can be refused with right after a token was given. */
const FIRST_CALL: readonly Row[] = [
  row('accessexception', 'auth.account-not-allowed', inRest),
  row('wsaccessusersuspended', 'auth.moodle-account-suspended', inRest),
  row('sitemaintenance', 'moodle.maintenance', inRest),
  ['REST switched off', nothing(403), 'moodle.web-services-disabled'],
  ['an upgrade', UPGRADE, 'moodle.maintenance'],
];

/** What stands between a student with a good token and their courses. */
const ACCOUNT: readonly Row[] = [
  row('forcepasswordchangenotice', 'auth.must-change-password'),
  row('sitepolicynotagreed', 'auth.policy-not-agreed'),
  row('usernotfullysetup', 'auth.profile-incomplete'),
  row('wsaccessusersuspended', 'auth.moodle-account-suspended'),
  row('sitemaintenance', 'moodle.maintenance'),
];

/** What becomes of a token in its life. */
const LATER: readonly Row[] = [
  row('invalidtoken', 'auth.moodle-token-expired', inRest),
  row('accessexception', 'auth.moodle-token-expired', inRest),
  row('wsaccessusersuspended', 'auth.moodle-account-suspended', inRest),
  row('wsaccessuserdeleted', 'auth.account-not-allowed', inRest),
  row('wsaccessuserunconfirmed', 'auth.account-not-confirmed', inRest),
  row('wsaccessuserexpired', 'auth.must-change-password', inRest),
  row('wsaccessusernologin', 'auth.account-not-allowed', inRest),
  row('sitemaintenance', 'moodle.maintenance', inRest),
  row('upgraderunning', 'moodle.maintenance', inRest),
  row('invalidrecord', 'moodle.function-missing', inRest),
  row('invalidparameter', 'moodle.request-refused', inRest),
  row('ex_unabletolock', 'moodle.busy', inRest),
  ['REST switched off', nothing(403), 'moodle.web-services-disabled'],
  ['an upgrade', UPGRADE, 'moodle.maintenance'],
  ['too many requests', page(429), 'moodle.busy'],
  ['a connection that is cut', cut, 'moodle.unreachable'],
];

const FILE: readonly Row[] = [
  row('missingparam', 'moodle.request-refused'),
  row('invalidtoken', 'auth.moodle-token-expired'),
  row('accessexception', 'moodle.access-denied'),
  row('requireloginerror', 'moodle.access-denied'),
  row('wsaccessusersuspended', 'auth.moodle-account-suspended'),
  row('forcepasswordchangenotice', 'auth.must-change-password'),
  row('sitepolicynotagreed', 'auth.policy-not-agreed'),
  row('sitemaintenance', 'moodle.maintenance'),
  ['a missing file', WELL.file, 'moodle.file-not-found'],
  ['an upgrade', UPGRADE, 'moodle.maintenance'],
];

/** The code that a student is told in Hebrew, and nothing of what was sent. */
function expectTold(error: unknown, code: ErrorCode): void {
  expect(error).toMatchObject({ code, kind: ERRORS[code].kind, retryable: ERRORS[code].retryable });
  expect(ERRORS[code].message.he).toMatch(/[א-ת]{2}/);
  const text = printed(error);
  for (const secret of [TOKEN, PASSWORD, encodeURIComponent(PASSWORD), 'הודעה'])
    expect(text.includes(secret)).toBe(false);
}

/** What answers is waited for, however busy the machine is. */
const impatientWith = (answer: Handler): Partial<MoodleOptions> => ({
  patienceMs: 0,
  urgentPatienceMs: 0,
  requestTimeoutMs: answer === silence ? 700 : 30_000,
});

describe('what a Moodle can have against a student, in our codes', () => {
  const signIn = async (place: Place, answer: Handler): Promise<unknown> => {
    const { site } = await siteWith(place, answer);
    const credentials = { username: 'noa', password: PASSWORD };
    return rejection(started.moodle(impatientWith(answer)).signIn(site, credentials, signal()));
  };

  it.each(SIGN_IN)('token.php: %s', async (_, answer, code) =>
    expectTold(await signIn('token', answer), code),
  );
  it.each(FIRST_CALL)('the first call: %s', async (_, answer, code) =>
    expectTold(await signIn('rest', answer), code),
  );
  it.each(ACCOUNT)('the account: %s', async (_, answer, code) =>
    expectTold(await signIn('file', answer), code),
  );

  it.each(ACCOUNT)('the account, with a token from the university’s page: %s', async (_, answer, code) => {
    const { site } = await siteWith('file', answer);
    expectTold(
      await rejection(started.moodle(impatientWith(answer)).openAccount(site, TOKEN, signal())),
      code,
    );
  });

  it.each(LATER)('a later call: %s', async (_, answer, code) => {
    const { access } = await siteWith('rest', answer);
    expectTold(await rejection(started.moodle(impatientWith(answer)).openReader(access, signal())), code);
  });

  it.each(FILE)('a file: %s', async (_, answer, code) => {
    const { access, site } = await siteWith('file', answer);
    const url = `${site.baseUrl}/webservice/pluginfile.php/1/mod_resource/content/1/a.pdf`;
    const opening = started.moodle(impatientWith(answer)).openFile(access, url, { signal: signal() });
    expectTold(await rejection(opening), code);
  });
});
