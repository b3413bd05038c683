import { buffer } from 'node:stream/consumers';
import { startDemoUniversity, type CourseModel, type DemoUniversity, type ModuleModel } from '../../src/demo';
import {
  MoodleService,
  type MoodleAccess,
  type MoodleActivity,
  type MoodleReader,
  type MoodleSite,
} from '../../src/moodle';
import { collect, NO_QUESTIONS, readCourse, valueOf } from './moodle-site';

const signal = (): AbortSignal => AbortSignal.timeout(20_000);

let demo: DemoUniversity;
let site: MoodleSite;
const moodle = new MoodleService();

async function start(release: '4.5' | '4.1'): Promise<void> {
  demo = await startDemoUniversity({ release });
  site = { universityId: 'demo', baseUrl: demo.url };
}
const passwordOf = (username: string): string =>
  demo.students.find((student) => student.username === username)?.password ?? '';
const signIn = (username: string): ReturnType<MoodleService['signIn']> =>
  moodle.signIn(site, { username, password: passwordOf(username) }, signal());
const accessOf = (username: string): MoodleAccess => ({ site, token: demo.control.tokenOf(username) });
const readerOf = (username: string): Promise<MoodleReader> => moodle.openReader(accessOf(username), signal());

afterAll(() => moodle.onModuleDestroy());

const byNumber = (a: number, b: number): number => a - b;
/** What a student may see of a course, straight from the university's own data. */
const listed = (course: CourseModel): ModuleModel[] =>
  course.sections
    .flatMap((section) => (section.visible && section.restriction === null ? section.modules : []))
    .filter(({ visible }) => visible);
const isOpen = (module: ModuleModel): boolean => module.restriction === null;
const readAll = async (reader: MoodleReader, courseId: number): Promise<readonly MoodleActivity[]> =>
  (await readCourse(reader, courseId, signal())).sections.flatMap(({ modules }) => modules);

describe.each(['4.5', '4.1'] as const)('the demo university as Moodle %s', (release) => {
  beforeAll(() => start(release));
  afterAll(() => demo.stop());

  it('signs its students in, or says why not', async () => {
    await expect(signIn('noa')).resolves.toMatchObject({
      access: accessOf('noa'),
      profile: { username: 'noa' },
    });
    await expect(signIn('special')).resolves.toMatchObject({ profile: { username: 'special' } });
    await expect(signIn('must-change')).rejects.toMatchObject({ code: 'auth.must-change-password' });
    await expect(signIn('unconfirmed')).rejects.toMatchObject({ code: 'auth.account-not-confirmed' });
    await expect(signIn('suspended')).rejects.toMatchObject({ code: 'auth.invalid-credentials' });
    await expect(moodle.signIn(site, { username: 'noa', password: 'wrong' }, signal())).rejects.toMatchObject(
      { code: 'auth.invalid-credentials' },
    );
  });

  it('gives every course, module, file and date that its data holds', async () => {
    const reader = await readerOf('noa');
    const { rows: courses } = await reader.listCourses(signal());
    const truth = demo.control.coursesOf('noa').filter(({ visible }) => visible);
    expect(truth).toHaveLength(8);
    expect(courses.map(({ id }) => id).sort(byNumber)).toEqual(truth.map(({ id }) => id).sort(byNumber));
    for (const course of truth) {
      const read = new Map((await readAll(reader, course.id)).map((module) => [module.cmid, module]));
      const modules = listed(course);
      expect([...read.keys()].sort(byNumber)).toEqual(modules.map(({ cmid }) => cmid).sort(byNumber));
      for (const module of modules) {
        const found = read.get(module.cmid);
        expect(found).toMatchObject({
          type: module.type,
          stealth: module.stealth,
          restricted: !isOpen(module),
          indent: module.indent,
        });
        if (!isOpen(module)) expect(found?.restrictionReason).toMatch(/\S/);
        if (module.type === 'resource' || module.type === 'folder')
          expect(found?.files.map(({ name, size }) => [name, size])).toEqual(
            isOpen(module) ? module.files.map(({ name, size }) => [name, size]) : [],
          );
        if (module.type === 'url' && isOpen(module)) expect(found?.externalUrl).toBe(module.url);
        if (module.type === 'subsection') expect(found?.subsectionId).toBe(module.sectionId);
        const due = module.assignment?.due ?? 0;
        if (due > 0) expect(found?.dates).toContainEqual(expect.objectContaining({ id: 'duedate', at: due }));
      }
    }
  });

  it('gives the assignments with their deadlines, and where each submission stands', async () => {
    const reader = await readerOf('noa');
    const courseIds = (await reader.listCourses(signal())).rows.map(({ id }) => id);
    const overview = await reader.readOverview(courseIds, { eventsSince: 1 }, signal());
    const assignments = valueOf(overview.assignments);
    expect(assignments.length).toBeGreaterThan(10);
    const questions = { ...NO_QUESTIONS, assignments };
    const readings = await collect(reader.readCourses(courseIds, questions, signal()));
    const submissions = new Map([...readings.values()].flatMap((reading) => [...reading.submissions]));
    expect(submissions.size).toBe(assignments.length);
    for (const { id, cmid, dueAt } of assignments) {
      const truth = demo.control.module(cmid).assignment;
      const saved = truth?.submission.status === 'new' ? 'none' : truth?.submission.status;
      expect(dueAt ?? 0).toBe(truth?.due);
      expect(submissions.get(id)).toMatchObject({
        ok: true,
        value: { status: saved, graded: truth?.feedback !== null },
      });
    }
  });

  it('tells an account without courses from one that must change its password', async () => {
    await expect((await readerOf('yael')).listCourses(signal())).resolves.toEqual({
      rows: [],
      whole: true,
    });
    await expect((await readerOf('must-change')).listCourses(signal())).rejects.toMatchObject({
      code: 'auth.must-change-password',
    });
  });

  it('serves a file whole, in part, and not again', async () => {
    const reader = await readerOf('noa');
    const [course] = (await reader.listCourses(signal())).rows;
    const files = (await readAll(reader, course?.id ?? 0)).flatMap((module) => module.files);
    const file = files.find(({ mimeType }) => mimeType === 'application/pdf');
    const open = (
      options: { range?: string; ifNoneMatch?: string } = {},
    ): ReturnType<MoodleService['openFile']> =>
      moodle.openFile(accessOf('noa'), file?.url ?? '', { signal: signal(), ...options });
    const whole = await open();
    const content = await buffer(whole.body);
    expect([whole.status, content.length, whole.headers.contentLength]).toEqual([
      200,
      file?.size,
      file?.size,
    ]);
    const part = await open({ range: 'bytes=2-5' });
    expect([part.status, await buffer(part.body)]).toEqual([206, content.subarray(2, 6)]);
    const again = await open({ ifNoneMatch: whole.headers.etag ?? '' });
    expect([again.status, (await buffer(again.body)).length]).toEqual([304, 0]);
  });

  it('answers for a course that is not the student’s', async () => {
    const [foreign] = demo.control.coursesOf('dan');
    await expect(readCourse(await readerOf('noa'), foreign?.id ?? 0, signal())).rejects.toMatchObject({
      code: 'moodle.course-unavailable',
    });
  });

  it('says what its configuration is', async () => {
    await expect(moodle.publicConfig(site, signal())).resolves.toMatchObject({
      wwwroot: demo.url,
      signIn: 'form',
    });
  });
});

describe('a university in trouble', () => {
  beforeEach(() => start('4.5'));
  afterEach(() => demo.stop());

  it('in maintenance', async () => {
    demo.control.site.maintenance = 'web';
    await expect(signIn('noa')).rejects.toMatchObject({ code: 'moodle.maintenance', retryable: true });
    demo.control.site.maintenance = 'cli';
    await expect(signIn('noa')).rejects.toMatchObject({ code: 'moodle.maintenance', retryAfterMs: 300_000 });
    await expect(readerOf('noa')).rejects.toMatchObject({
      code: 'moodle.maintenance',
      retryAfterMs: 300_000,
    });
  });

  it('without web services, the REST protocol or the mobile service', async () => {
    demo.control.site.webServices = false;
    await expect(signIn('noa')).rejects.toMatchObject({ code: 'moodle.web-services-disabled' });
    demo.control.site.webServices = true;
    demo.control.site.restProtocol = false;
    await expect(signIn('noa')).rejects.toMatchObject({ code: 'moodle.web-services-disabled' });
    demo.control.site.restProtocol = true;
    demo.control.site.mobileService = false;
    await expect(signIn('noa')).rejects.toMatchObject({ code: 'moodle.mobile-service-disabled' });
  });

  it('that forgets a token, at first and later', async () => {
    const reader = await readerOf('noa');
    demo.control.expireToken('noa');
    for (let ask = 0; ask < 2; ask += 1)
      await expect(reader.listCourses(signal())).rejects.toMatchObject({ code: 'auth.moodle-token-expired' });
  });

  it('with one course that is closed', async () => {
    const reader = await readerOf('noa');
    const [course] = (await reader.listCourses(signal())).rows;
    const courseId = course?.id ?? 0;
    demo.control.fault({ fn: 'core_course_get_contents', courseId }, { fail: 'errorcoursecontextnotvalid' });
    await expect(readCourse(reader, courseId, signal())).rejects.toMatchObject({
      code: 'moodle.course-unavailable',
    });
  });

  it.each([
    [{ http: 502 }, 'moodle.server-error'],
    [{ reset: true }, 'moodle.unreachable'],
    [{ body: '<html>', contentType: 'text/html' }, 'moodle.invalid-response'],
  ] as const)('that answers %j', async (effect, code) => {
    const reader = await readerOf('noa');
    demo.control.fault({ fn: 'core_enrol_get_users_courses' }, effect);
    await expect(reader.listCourses(signal())).rejects.toMatchObject({ code, retryable: true });
  });

  it('that hangs until the student gives up', async () => {
    const reader = await readerOf('noa');
    const hold = demo.control.hold('core_enrol_get_users_courses');
    const controller = new AbortController();
    const asked = reader.listCourses(controller.signal);
    await hold.arrived;
    const reason = new Error('cancelled');
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
    hold.release();
  });
});
