import { DemoUniversity, startDemoUniversity } from '../index';

let university: DemoUniversity;

beforeAll(async () => {
  university = await startDemoUniversity();
});
afterAll(() => university.stop());

const open = (path: string): Promise<Response> => fetch(university.url + path, { redirect: 'manual' });
const moduleOf = (type: string): { cmid: number; name: string; url: string | null } => {
  const modules = university.control
    .coursesOf('noa')
    .flatMap((course) => course.sections.flatMap((each) => each.modules));
  const module = modules.find((each) => each.type === type);
  if (module === undefined) throw new Error(`no ${type}`);
  return module;
};

it('leads a link out of the library to a page that names what would be there', async () => {
  const { cmid, name } = moduleOf('resource');
  const reply = await open(`/mod/resource/view.php?id=${cmid}`);
  expect(reply.status).toBe(200);
  expect(await reply.text()).toContain(name);
  const course = university.control.coursesOf('noa')[0];
  expect(await (await open(`/course/view.php?id=${course?.id}`)).text()).toContain(course?.fullname);
});

it('sends links on to their targets, in Hebrew too', async () => {
  const modules = university.control
    .coursesOf('noa')
    .flatMap((course) => course.sections.flatMap((each) => each.modules));
  const links = modules.filter((module) => module.url !== null);
  expect(links.length).toBeGreaterThan(30);
  for (const { cmid, url } of links) {
    const reply = await open(`/mod/url/view.php?id=${cmid}`);
    expect([reply.status, reply.headers.get('location')]).toEqual([303, new URL(url ?? '').href]);
  }
});

it('is closed during maintenance, all but the sign-in page', async () => {
  university.control.site.maintenance = 'web';
  expect((await open('/')).status).toBe(503);
  expect((await open('/login/index.php')).status).toBe(200);
  university.control.site.maintenance = 'off';
  expect((await open('/nosuch.php')).status).toBe(404);
});
