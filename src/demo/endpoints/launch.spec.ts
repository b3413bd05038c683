import { createHash } from 'node:crypto';
import { DemoUniversity, startDemoUniversity } from '../index';

let university: DemoUniversity;

beforeAll(async () => {
  university = await startDemoUniversity();
});
beforeEach(() => university.control.signInByBrowser(2, { forcedUrlScheme: '' }));
afterAll(() => university.stop());

const LAUNCH =
  '/admin/tool/mobile/launch.php?service=moodle_mobile_app&passport=1234.5&urlscheme=web%2Bspike';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15';

/** A browser without a face: keeps the session's cookie, follows nothing by itself. */
class Visitor {
  cookie = '';

  constructor(readonly userAgent = 'Mozilla/5.0 (X11; Linux x86_64)') {}

  async open(address: string, form?: Record<string, string>): Promise<Response> {
    const url = new URL(address, university.url);
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form && new URLSearchParams(form),
      headers: { cookie: this.cookie, 'user-agent': this.userAgent },
      redirect: 'manual',
    });
    this.cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? this.cookie;
    return response;
  }

  async signIn(username = 'noa', password = 'demo1234'): Promise<Response> {
    return this.open('/login/index.php', { username, password });
  }
}

const whereTo = (response: Response): [number, string] => [
  response.status,
  (response.headers.get('location') ?? '').replace(university.url, ''),
];

it('sends a stranger to the sign-in page, and on from there with a token signed by the site', async () => {
  const visitor = new Visitor();
  expect(whereTo(await visitor.open(LAUNCH))).toEqual([303, '/login/index.php']);
  expect(await (await visitor.open('/login/index.php')).text()).toContain('name="password"');
  const strange = visitor.cookie;
  const [status, tested] = whereTo(await visitor.signIn());
  expect([status, tested]).toEqual([303, expect.stringMatching(/^\/login\/index\.php\?testsession=\d+$/)]);
  expect(visitor.cookie).not.toBe(strange);
  const [, wanted] = whereTo(await visitor.open(tested));
  expect(wanted).toBe(LAUNCH);
  const [code, location] = whereTo(await visitor.open(wanted));
  expect(code).toBe(302);
  expect(location).toMatch(/^web\+spike:\/\/token=[A-Za-z0-9]+=*$/);
  const content = Buffer.from(location.split('token=')[1] ?? '', 'base64').toString();
  const signature = createHash('md5').update(`${university.url}1234.5`).digest('hex');
  expect(content).toBe(`${signature}:::${university.control.tokenOf('noa')}`);
});

it('hands a student over at once who is signed in already, by the scheme that the site forces', async () => {
  const visitor = new Visitor();
  await visitor.open('/login/index.php');
  await visitor.signIn();
  university.control.signInByBrowser(3, { forcedUrlScheme: 'campusapp' });
  const forced = whereTo(await visitor.open(LAUNCH));
  university.control.signInByBrowser(3); // as Moodle is installed
  const installed = whereTo(await visitor.open(LAUNCH));
  expect([forced, installed]).toEqual([
    [302, expect.stringMatching(/^campusapp:\/\/token=/)],
    [302, expect.stringMatching(/^moodlemobile:\/\/token=/)],
  ]);
});

it.each([
  ['an iPhone', IPHONE, LAUNCH],
  ['whoever comes from a confirmation', undefined, `${LAUNCH}&confirmed=1`],
])('shows %s a link instead', async (_who, userAgent, address) => {
  const visitor = new Visitor(userAgent);
  await visitor.open('/login/index.php');
  await visitor.signIn();
  const reply = await visitor.open(address);
  expect(reply.status).toBe(200);
  expect(await reply.text()).toMatch(/<a id="launchapp" href="web\+spike:\/\/token=[A-Za-z0-9]+=*">/);
});

it.each([
  ['a wrong password', 'noa', 'wrong'],
  ['an unknown student', 'nobody', 'demo1234'],
  ['a suspended student', 'suspended', 'demo1234'],
])('refuses %s', async (_what, username, password) => {
  const visitor = new Visitor();
  await visitor.open('/login/index.php');
  expect(whereTo(await visitor.signIn(username, password))).toEqual([
    303,
    '/login/index.php?loginredirect=1',
  ]);
  const again = await visitor.open('/login/index.php?loginredirect=1');
  expect(await again.text()).toContain('id="loginerrormessage"');
});

it('takes a right password without the form’s cookie for a wrong one', async () => {
  expect(whereTo(await new Visitor().signIn())).toEqual([303, '/login/index.php?loginredirect=1']);
});

it.each([
  ['must-change', '/login/change_password.php'],
  ['unagreed', '/user/policy.php'],
])('keeps %s until that is done', async (username, page) => {
  if (username === 'unagreed')
    university.control.addStudent({ username, courses: 1, modulesPerCourse: 1 }).policyAgreed = false;
  const visitor = new Visitor();
  await visitor.open('/login/index.php');
  await visitor.signIn(username);
  expect(whereTo(await visitor.open(LAUNCH))).toEqual([303, page]);
});

it.each<[string, number, string, () => void]>([
  ['without a passport', 404, LAUNCH.replace('passport', 'pass'), () => undefined],
  ['for an unknown service', 404, LAUNCH.replace('mobile_app', 'other'), () => undefined],
  ['with a scheme that is none', 404, LAUNCH.replace('web', '1web'), () => undefined],
  ['where students type their password', 404, LAUNCH, () => university.control.signInByPassword()],
  ['without web services', 404, LAUNCH, () => (university.control.site.webServices = false)],
  ['without the mobile service', 404, LAUNCH, () => (university.control.site.mobileService = false)],
  ['during maintenance', 503, LAUNCH, () => university.control.maintain('עד מחר')],
])('launches nothing %s', async (_what, status, address, prepare) => {
  prepare();
  expect((await new Visitor().open(address)).status).toBe(status);
  university.control.maintain(null);
  Object.assign(university.control.site, { webServices: true, mobileService: true });
});
