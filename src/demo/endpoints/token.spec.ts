import { request } from 'node:http';
import { DemoUniversity, startDemoUniversity } from '../index';
import { DemoVisitor } from '../visitor';

let university: DemoUniversity;
let visitor: DemoVisitor;

beforeAll(async () => {
  university = await startDemoUniversity();
  visitor = new DemoVisitor(university.url);
});
afterAll(() => university.stop());
afterEach(() => {
  Object.assign(university.control.site, { maintenance: 'off', webServices: true, mobileService: true });
});

const errorOf = async (reply: Response): Promise<unknown> => {
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const body = (await reply.json()) as { errorcode: string };
  expect(Object.keys(body)).toEqual(['error', 'errorcode', 'stacktrace', 'debuginfo', 'reproductionlink']);
  return body.errorcode;
};

it('gives the same 32 hex digits at every asking, whatever the case and blanks of the name', async () => {
  const bodies = await Promise.all(
    ['noa', ' NOA ', 'noa'].map(async (name) => (await visitor.signIn(name, 'demo1234')).json()),
  );
  expect(bodies[0]).toEqual({ token: expect.stringMatching(/^[0-9a-f]{32}$/), privatetoken: null });
  expect(bodies[1]).toEqual(bodies[0]);
  expect(bodies[2]).toEqual(bodies[0]);
});

it('lets every printed student in who should get in', async () => {
  const outcomes = await Promise.all(
    university.students.map(async ({ username, password }) => {
      const body = (await (await visitor.signIn(username, password)).json()) as { errorcode?: string };
      return [username, body.errorcode ?? 'in'];
    }),
  );
  expect(Object.fromEntries(outcomes)).toEqual({
    noa: 'in',
    dan: 'in',
    maya: 'in',
    yael: 'in',
    special: 'in',
    'must-change': 'in',
    unconfirmed: 'usernotconfirmed',
    suspended: 'invalidlogin',
  });
});

it.each([
  ['wrong password', { username: 'noa', password: 'x', service: 'moodle_mobile_app' }, 'invalidlogin'],
  ['unknown user', { username: 'nobody', password: 'x', service: 'moodle_mobile_app' }, 'invalidlogin'],
  ['empty password', { username: 'noa', password: '', service: 'moodle_mobile_app' }, 'invalidlogin'],
  ['guest', { username: 'guest', password: 'guest', service: 'moodle_mobile_app' }, 'noguest'],
  ['no password', { username: 'noa', service: 'moodle_mobile_app' }, 'missingparam'],
  ['no service', { username: 'noa', password: 'demo1234' }, 'missingparam'],
  ['unknown service', { username: 'noa', password: 'demo1234', service: 'other' }, 'servicenotavailable'],
  ['unknown service, wrong password', { username: 'noa', password: 'x', service: 'other' }, 'invalidlogin'],
])('refuses: %s', async (_name, fields, errorcode) => {
  expect(await errorOf(await visitor.post('/login/token.php', fields))).toBe(errorcode);
});

it.each([
  [{ webServices: false }, 'enablewsdescription'],
  [{ mobileService: false }, 'servicenotavailable'],
  [{ maintenance: 'web' as const }, 'sitemaintenance'],
])('refuses while the site is %j', async (state, errorcode) => {
  Object.assign(university.control.site, state);
  expect(await errorOf(await visitor.signIn('noa', 'demo1234'))).toBe(errorcode);
});

it('says whether it is there', async () => {
  expect(await (await fetch(`${university.url}/login/token.php?appsitecheck=1`)).json()).toEqual({
    appsitecheck: 'ok',
  });
  university.control.site.webServices = false;
  expect(await errorOf(await fetch(`${university.url}/login/token.php?appsitecheck=1`))).toBe(
    'enablewsdescription',
  );
});

it('answers everything with a page and 503 during an upgrade', async () => {
  university.control.site.maintenance = 'cli';
  for (const path of ['/login/token.php', '/webservice/rest/server.php', '/']) {
    const reply = await fetch(university.url + path);
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '300']);
    expect(reply.headers.get('content-type')).toContain('text/html');
  }
});

it('insists on its own host name', async () => {
  const { port } = new URL(university.url);
  const body = await new Promise<string>((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path: '/login/token.php?appsitecheck=1',
      headers: { host: 'other' },
    };
    request(options, (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => resolve(Buffer.concat(chunks).toString()));
    })
      .on('error', reject)
      .end();
  });
  expect(JSON.parse(body)).toMatchObject({ errorcode: 'requirecorrectaccess' });
});

it('gives a new token after the old one was revoked, and keeps it over a restart otherwise', async () => {
  const before = university.control.tokenOf('yael');
  university.control.revokeToken('yael');
  const { token } = await visitor.as('yael');
  expect(token).not.toBe(before);
  const another = await startDemoUniversity();
  expect(another.control.tokenOf('yael')).toBe(before);
  await another.stop();
});

it('tells of itself before sign-in, even with web services off', async () => {
  university.control.site.webServices = false;
  const reply = await fetch(
    `${university.url}/lib/ajax/service-nologin.php?info=tool_mobile_get_public_config`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '[{"index":0,"methodname":"tool_mobile_get_public_config","args":{}}]',
    },
  );
  expect(await reply.json()).toMatchObject([
    {
      error: false,
      data: {
        wwwroot: university.url,
        enablewebservices: 0,
        typeoflogin: 1,
        maintenanceenabled: 0,
        lang: 'he',
      },
    },
  ]);
});

it.each([
  ['[{"index":0,"methodname":"core_webservice_get_site_info","args":{}}]', 'servicerequireslogin'],
  ['[{"index":0,"methodname":"nosuch","args":{}}]', 'invalidrecord'],
  ['not json', 'codingerror'],
])('refuses the rest before sign-in: %s', async (body, errorcode) => {
  const reply = await fetch(`${university.url}/lib/ajax/service-nologin.php`, { method: 'POST', body });
  expect(await reply.text()).toContain(`"errorcode":"${errorcode}"`);
});
