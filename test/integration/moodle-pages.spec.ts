import { buffer } from 'node:stream/consumers';
import { startDemoUniversity, type DemoUniversity } from '../../src/demo';
import { MoodleService, type MoodleCourseContent, type MoodleReader } from '../../src/moodle';
import { MoodleHttpClient } from '../../src/moodle/http/moodle-http.client';
import { DEFAULT_OPTIONS } from '../../src/moodle/moodle.options';
import { openPageFile, PageReader, PageSession, type PageReaderOptions } from '../../src/moodle/pages';
import { compareLibraries, readWhole } from './moodle-pages-comparison';

/** Jest ends what hangs; a deadline of its own would outlive its test, and fire in another. */
const signal = (): AbortSignal => new AbortController().signal;
const SINCE = Math.floor(Date.now() / 1000) - 30 * 24 * 3600;

let demo: DemoUniversity;
let http: MoodleHttpClient;
const moodle = new MoodleService({ requestsPerSecond: 10_000 });

async function start(release: '4.5' | '4.1' = '4.5'): Promise<void> {
  demo = await startDemoUniversity({ release });
  http = new MoodleHttpClient({ ...DEFAULT_OPTIONS, requestsPerSecond: 10_000 });
}
async function stop(): Promise<void> {
  http.close();
  await demo.stop();
}
afterAll(() => moodle.onModuleDestroy());

const site = () => ({ universityId: 'demo', baseUrl: demo.url });
const credentialsOf = (username: string) => ({
  username,
  password: demo.students.find((student) => student.username === username)?.password ?? '',
});

async function pagesOf(
  username: string,
  options: PageReaderOptions = {},
): Promise<{ reader: PageReader; session: PageSession }> {
  const meter = { requests: 0, bytes: 0 };
  const session = await PageSession.open(
    { http, site: site(), credentials: async () => credentialsOf(username), meter },
    { signal: signal() },
  );
  return { session, reader: await PageReader.open(session, meter, username, signal(), options) };
}

async function servicesOf(username: string): Promise<MoodleReader> {
  const { access } = await moodle.signIn(site(), credentialsOf(username), signal());
  return moodle.openReader(access, signal());
}

/** Files of one activity stand in the order of their upload, which no page tells. */
const ORDER_OF_UPLOAD = /^file of (folder|assignment) order/;

/** Fields that pages leave empty for some record where web services fill them; see `PAGE_COVERAGE`. */
const MISSING_ON_PAGES = [
  // The demo university's calendar has no events of these.
  'date of choice.*',
  'date of choice to the second',
  'date of feedback.*',
  'date of feedback to the second',
  'assignment.cutoffAt',
  'assignment.maxGrade',
  'course.categoryId',
  'course.format',
  'course.modifiedAt',
  'extras.categoryId',
  'extras.teachers',
  'file of book.createdAt',
  'file of folder.author',
  'file of folder.createdAt',
  'file of page.createdAt',
  'file of resource.author',
  'file of resource.createdAt',
  'forum.discussions',
  'grade.gradedAt',
  'item, not listed',
  'item.completion.at',
  'item.modifiedAt',
  'quiz attempts',
  'quiz.attemptsAllowed',
  'quiz.intro',
  'quiz.maxGrade',
  'quiz.timeLimit',
  'total.raw',
];

describe.each(['4.5', '4.1'] as const)(
  'the same student by pages and by web services, Moodle %s',
  (release) => {
    beforeEach(() => start(release));
    afterEach(stop);

    it('gives the same courses, sections, items, files, dates and tasks', async () => {
      const services = await readWhole(await servicesOf('noa'), SINCE, signal());
      const { reader } = await pagesOf('noa', { visits: 'all' });
      const comparison = compareLibraries(services, await readWhole(reader, SINCE, signal()));
      expect(comparison.lines('disagree').filter((line) => !ORDER_OF_UPLOAD.test(line))).toEqual([]);
      const missing = comparison.lines('missing');
      expect(
        missing.filter((line) => !MISSING_ON_PAGES.some((field) => line.startsWith(`${field} `))),
      ).toEqual([]);
      for (const field of [
        'course.*',
        'section.*',
        'item.*',
        'file of resource.*',
        'date of assign.at',
        'submission.status',
      ])
        expect(comparison.fields.get(field)?.agree).toBeGreaterThan(5);
    });
  },
);

describe('reading by pages', () => {
  beforeEach(() => start());
  afterEach(stop);

  const coursesOf = async (reader: MoodleReader): Promise<number[]> =>
    (await reader.listCourses(signal())).rows.map(({ id }) => id);
  const nothingMore = { grades: [], assignments: [], quizzes: [], forums: [] };
  const contentsOf = async (reader: MoodleReader, courseId: number): Promise<MoodleCourseContent> => {
    for await (const { contents } of reader.readCourses([courseId], nothingMore, signal())) {
      if (!contents.ok) throw contents.error;
      return contents.value;
    }
    throw new Error('no reading');
  };
  const modulesOf = ({ sections }: MoodleCourseContent) => sections.flatMap(({ modules }) => modules);

  it('needs no web services at all', async () => {
    demo.control.site.webServices = false;
    await expect(servicesOf('noa')).rejects.toMatchObject({ code: 'moodle.web-services-disabled' });
    const { reader } = await pagesOf('noa');
    const library = await readWhole(reader, SINCE, signal());
    expect(library.courses).toHaveLength(8);
    expect([...library.readings.values()].every(({ contents }) => contents.ok && contents.value.whole)).toBe(
      true,
    );
    expect(reader.profile).toMatchObject({ username: 'noa', fullName: 'נועה שקד' });
  });

  it('goes by the pages alone where the site has no trees of courses, as before 4.0', async () => {
    const { reader } = await pagesOf('noa');
    const ids = await coursesOf(reader);
    const withTrees = await Promise.all(ids.map((id) => contentsOf(reader, id)));
    const fault = demo.control.fault(
      { fn: 'core_courseformat_get_state' },
      { fail: 'invalidrecord', detail: 'external_functions' },
    );
    const older = (await pagesOf('noa')).reader;
    const byPages: MoodleCourseContent[] = [];
    for (const id of ids) byPages.push(await contentsOf(older, id));
    expect(fault.hits).toBe(2);
    const told = (contents: readonly MoodleCourseContent[]) =>
      contents.map(({ sections, whole }) => ({
        whole,
        sections: sections.map(({ id, name, position, restricted, modules }) => ({
          id,
          name,
          position,
          restricted,
          // The page shows the text of a label, and not the beginning of it that is its name.
          modules: modules.map((module) => ({ ...module, name: module.type === 'label' ? '' : module.name })),
        })),
      }));
    expect(told(byPages)).toEqual(told(withTrees));
  });

  it('asks one thing at a time, however much is asked of it', async () => {
    const { reader } = await pagesOf('noa');
    demo.control.forgetRequests();
    await Promise.all([coursesOf(reader), coursesOf(reader), coursesOf(reader)]);
    expect(demo.control.maxInFlight).toBe(1);
  });

  it('does not do in the student’s name what the student has not done', async () => {
    const undone = (): number[] =>
      demo.control
        .coursesOf('noa')
        .flatMap(({ sections }) => sections.flatMap(({ modules }) => modules))
        .filter(({ completion, completedAt }) => completion === 2 && completedAt === 0)
        .map(({ cmid }) => cmid);
    const before = undone();
    expect(before.length).toBeGreaterThan(0);
    const { reader } = await pagesOf('noa');
    await readWhole(reader, SINCE, signal());
    expect(undone()).toEqual(before);
    const visitor = await pagesOf('noa', { visits: 'all' });
    await readWhole(visitor.reader, SINCE, signal());
    expect(undone().length).toBeLessThan(before.length);
  });

  it('looks again at nothing that is known and has not changed', async () => {
    const first = await pagesOf('noa');
    const [courseId = 0] = await coursesOf(first.reader);
    const known = await contentsOf(first.reader, courseId);
    const readAt = first.reader.serverNow() ?? 0;
    const files = modulesOf(known).filter(({ type }) => type === 'resource');
    const [changed] = files;
    const second = await pagesOf('noa', {
      known: new Map([
        [
          courseId,
          {
            readAt,
            assignments: new Map(),
            modules: new Map(modulesOf(known).map((one) => [one.cmid, one])),
          },
        ],
      ]),
    });
    await second.reader.listCourses(signal());
    demo.control.forgetRequests();
    expect(await contentsOf(second.reader, courseId)).toEqual(known);
    expect(demo.requests.filter(({ path }) => path.startsWith('/mod/'))).toEqual([]);
    demo.control.module(changed?.cmid ?? 0).modified = readAt + 60;
    demo.control.forgetRequests();
    const third = await pagesOf('noa', {
      known: new Map([
        [
          courseId,
          {
            readAt,
            assignments: new Map(),
            modules: new Map(modulesOf(known).map((one) => [one.cmid, one])),
          },
        ],
      ]),
    });
    await contentsOf(third.reader, courseId);
    expect(demo.requests.filter(({ path }) => path.startsWith('/mod/'))).toHaveLength(1);
  });

  it('tells hidden from deleted', async () => {
    const { reader } = await pagesOf('noa');
    const [courseId = 0] = await coursesOf(reader);
    const [hidden, deleted, kept] = modulesOf(await contentsOf(reader, courseId)).filter(
      ({ type }) => type === 'resource',
    );
    const cmids = [hidden, deleted, kept].map((module) => module?.cmid ?? 0);
    demo.control.module(cmids[0] ?? 0).visible = false;
    demo.control.module(cmids[1] ?? 0).deleting = true;
    const found = await reader.presence(
      cmids.map((cmid) => ({ cmid, courseId })),
      signal(),
    );
    expect(cmids.map((cmid) => found.get(cmid))).toEqual(['hidden', 'gone', 'shown']);
  });

  it('reads chapters one by one', async () => {
    const { reader } = await pagesOf('noa');
    for (const courseId of await coursesOf(reader)) {
      const book = modulesOf(await contentsOf(reader, courseId)).find(({ type }) => type === 'book');
      if (!book) continue;
      const truth = demo.control.module(book.cmid).chapters;
      expect(book.chapters.map(({ title }) => title)).toEqual(truth.map(({ title }) => title));
      expect(await reader.readHtml(book.chapters[0]?.url ?? '', signal())).toMatch(/\S/);
      return;
    }
    throw new Error('no book');
  });

  it.each([
    ['a course that is not the student’s', 'dan', {}, 'moodle.course-unavailable'],
    [
      'a page that shows no course',
      'noa',
      { body: '<html><body>hello</body></html>' },
      'moodle.invalid-response',
    ],
    ['a page that is not to be had', 'noa', { http: 502 }, 'moodle.server-error'],
  ])('%s is an error of its own, and no empty course', async (_what, owner, effect, code) => {
    const { reader } = await pagesOf('noa');
    const courseId = demo.control.coursesOf(owner)[0]?.id ?? 0;
    if ('body' in effect || 'http' in effect) demo.control.fault({ fn: 'course/view', courseId }, effect);
    for await (const { contents } of reader.readCourses([courseId], nothingMore, signal()))
      expect(contents).toMatchObject({ ok: false, error: { code } });
  });

  it('tells an account without courses from one that has to agree to a policy', async () => {
    const { reader } = await pagesOf('yael');
    await expect(reader.listCourses(signal())).resolves.toEqual({ rows: [], whole: true });
    demo.control.student('yael').policyAgreed = false;
    await expect(reader.listCourses(signal())).rejects.toMatchObject({ code: 'auth.policy-not-agreed' });
  });

  it('stops at once when it is told to', async () => {
    const { reader } = await pagesOf('noa');
    const hold = demo.control.hold('core_course_get_recent_courses');
    const controller = new AbortController();
    const asked = reader.listCourses(controller.signal);
    await hold.arrived;
    const reason = new Error('cancelled');
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
    hold.release();
  });
});

describe('files by session', () => {
  beforeEach(() => start());
  afterEach(stop);

  async function aFile(): Promise<{ session: PageSession; url: string; size: number; cmid: number }> {
    const { session, reader } = await pagesOf('noa');
    const { rows: courses } = await reader.listCourses(signal());
    const questions = { grades: [], assignments: [], quizzes: [], forums: [] };
    for await (const { contents } of reader.readCourses([courses[0]?.id ?? 0], questions, signal())) {
      const modules = contents.ok ? contents.value.sections.flatMap((section) => section.modules) : [];
      const module = modules.find(({ files, type }) => type === 'resource' && files.length > 0);
      const [file] = module?.files ?? [];
      if (module && file) return { session, url: file.url, size: file.size, cmid: module.cmid };
    }
    throw new Error('no file');
  }

  it('serves a file whole, in part, and not again; by the address of web services too', async () => {
    const { session, url, size } = await aFile();
    const whole = await openPageFile(session, url, { signal: signal() });
    const content = await buffer(whole.body);
    expect([whole.status, content.length, whole.headers.contentLength]).toEqual([200, size, size]);
    const part = await openPageFile(session, url, { range: 'bytes=2-5', signal: signal() });
    expect([part.status, await buffer(part.body)]).toEqual([206, content.subarray(2, 6)]);
    const again = await openPageFile(session, url, {
      ifNoneMatch: whole.headers.etag ?? '',
      signal: signal(),
    });
    expect([again.status, (await buffer(again.body)).length]).toEqual([304, 0]);
    const other = url.replace('/pluginfile.php/', '/webservice/pluginfile.php/');
    expect(
      (await buffer((await openPageFile(session, other, { signal: signal() })).body)).equals(content),
    ).toBe(true);
  });

  it('signs in again for it, and names what may not be had', async () => {
    const { session, url, cmid } = await aFile();
    demo.sessions.endAll('noa');
    const opened = await openPageFile(session, url, { signal: signal() });
    expect(opened.status).toBe(200);
    opened.body.destroy();
    const missing = openPageFile(session, url.replace(/[^/]+$/, 'nothing.pdf'), { signal: signal() });
    await expect(missing).rejects.toMatchObject({ code: 'moodle.file-not-found' });
    demo.control.module(cmid).visible = false;
    await expect(openPageFile(session, url, { signal: signal() })).rejects.toMatchObject({
      code: 'moodle.access-denied',
    });
    for (const elsewhere of ['https://example.org/pluginfile.php/1/a/b/c', `${demo.url}/my/`])
      await expect(openPageFile(session, elsewhere, { signal: signal() })).rejects.toMatchObject({
        code: 'moodle.redirect-refused',
      });
  });
});
