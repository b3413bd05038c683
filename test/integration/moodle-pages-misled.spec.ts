import { startDemoUniversity, type DemoUniversity } from '../../src/demo';
import type { CourseQuestions, CourseReading, MoodleActivity, MoodleOverview } from '../../src/moodle';
import type { Answer } from '../../src/moodle/http/json-answer';
import { MoodleHttpClient, type MoodleRequest } from '../../src/moodle/http/moodle-http.client';
import { DEFAULT_OPTIONS } from '../../src/moodle/moodle.options';
import { PageReader, PageSession, type PageReaderOptions } from '../../src/moodle/pages';
import { collect, NO_QUESTIONS, valueOf } from './moodle-site';

/** Jest ends what hangs; a deadline of its own would outlive its test, and fire in another. */
const signal = (): AbortSignal => new AbortController().signal;
const SINCE = Math.floor(Date.now() / 1000) - 30 * 24 * 3600;
const CALENDAR = /get_calendar_monthly_view/;
const COURSE_PAGE = /\/course\/view\.php\?id=/;

type Change = (answer: Answer, request: MoodleRequest) => Answer;

/** The site's answers, changed on their way. */
class AlteredHttp extends MoodleHttpClient {
  readonly sent: string[] = [];
  private changes: { readonly at: RegExp; readonly change: Change; times: number }[] = [];

  alter(at: RegExp, change: Change, times = Infinity): void {
    this.changes.push({ at, change, times });
  }

  restore(): void {
    this.changes = [];
  }

  override async exchange(request: MoodleRequest): Promise<Answer> {
    this.sent.push(`${request.method ?? 'POST'} ${request.url}`);
    let answer = await super.exchange(request);
    for (const one of this.changes) {
      if (one.times === 0 || !one.at.test(request.url)) continue;
      one.times -= 1;
      answer = one.change(answer, request);
    }
    return answer;
  }
}

const inText =
  (change: (html: string) => string): Change =>
  (answer) => ({ ...answer, body: Buffer.from(change(answer.body.toString('utf8'))) });
const to =
  (address: string): Change =>
  (answer) => ({
    ...answer,
    status: 303,
    headers: { ...answer.headers, location: address },
    body: Buffer.alloc(0),
  });
const half = inText((html) => html.slice(0, Math.floor(html.length * 0.55)));

let demo: DemoUniversity;
let http: AlteredHttp;
beforeEach(async () => {
  demo = await startDemoUniversity({ release: '4.1' });
  http = new AlteredHttp({ ...DEFAULT_OPTIONS, requestsPerSecond: 10_000 });
});
afterEach(async () => {
  http.close();
  await demo.stop();
});

async function open(
  options: PageReaderOptions = {},
): Promise<{ readonly session: PageSession; readonly reader: PageReader }> {
  const meter = { requests: 0, bytes: 0 };
  const session = await PageSession.open(
    {
      http,
      site: { universityId: 'demo', baseUrl: demo.url },
      credentials: async () => ({ username: 'noa', password: 'demo1234' }),
      meter,
    },
    { signal: signal() },
  );
  return {
    session,
    reader: await PageReader.open(session, meter, 'noa', signal(), { visits: 'all', ...options }),
  };
}

const idsOf = async (reader: PageReader): Promise<number[]> =>
  (await reader.listCourses(signal())).rows.map(({ id }) => id);
const overviewOf = (reader: PageReader, courseIds: readonly number[]): Promise<MoodleOverview> =>
  reader.readOverview(courseIds, { eventsSince: SINCE }, signal());
const read = (
  reader: PageReader,
  courseIds: readonly number[],
  questions: CourseQuestions = NO_QUESTIONS,
): Promise<Map<number, CourseReading>> => collect(reader.readCourses(courseIds, questions, signal()));
const modulesOf = (readings: ReadonlyMap<number, CourseReading>): MoodleActivity[] =>
  [...readings.values()].flatMap(({ contents }) =>
    valueOf(contents).sections.flatMap(({ modules }) => modules),
  );

/** All courses of a student as a sync would know them the next time. */
async function known(): Promise<{
  readonly ids: readonly number[];
  readonly overview: MoodleOverview;
  readonly modules: readonly MoodleActivity[];
  readonly known: NonNullable<PageReaderOptions['known']>;
}> {
  const { reader } = await open();
  const ids = await idsOf(reader);
  const overview = await overviewOf(reader, ids);
  const readings = await read(reader, ids);
  const of = <T extends { readonly courseId: number; readonly cmid: number }>(
    rows: readonly T[],
    courseId: number,
  ): Map<number, T> => new Map(rows.filter((row) => row.courseId === courseId).map((row) => [row.cmid, row]));
  return {
    ids,
    overview,
    modules: modulesOf(readings),
    known: new Map(
      [...readings].map(([id, reading]) => [
        id,
        {
          readAt: reader.serverNow(),
          modules: new Map(modulesOf(new Map([[id, reading]])).map((one) => [one.cmid, one])),
          assignments: of(valueOf(overview.assignments), id),
          quizzes: of(valueOf(overview.quizzes), id),
        },
      ]),
    ),
  };
}

describe('who signed in', () => {
  it('is whom the site says it has signed in, and nobody whom its pages name', async () => {
    http.alter(
      /\/my\/$/,
      inText((html) => html.replace(/<body[^>]*>/, '$&<a data-userid="77">דן</a>')),
    );
    const { session } = await open();
    expect(session.identity.userId).toBe(demo.control.student('noa').id);
  });
});

describe('a calendar that cannot be read', () => {
  const dated = (modules: readonly MoodleActivity[]) =>
    modules
      .filter(({ type }) => type === 'quiz' || type === 'assign')
      .map(({ cmid, dates }) => ({ cmid, dates: dates.map(({ id, at }) => [id, at]) }));

  it('takes no date away, neither of items nor of tasks', async () => {
    const before = await known();
    expect(dated(before.modules).flatMap(({ dates }) => dates).length).toBeGreaterThan(5);
    http.alter(
      CALENDAR,
      inText(() => '[{"error":true,"exception":{"errorcode":"nopermissions"}}]'),
    );
    const { reader } = await open({ known: before.known });
    const overview = await overviewOf(reader, await idsOf(reader));
    expect([overview.events, overview.quizzes]).toMatchObject([
      { ok: false, error: { code: 'moodle.access-denied' } },
      { ok: false, error: { code: 'moodle.access-denied' } },
    ]);
    const due = (of: MoodleOverview) => valueOf(of.assignments).map(({ cmid, dueAt }) => [cmid, dueAt]);
    expect(due(before.overview).filter(([, at]) => at !== null).length).toBeGreaterThan(5);
    expect(due(overview)).toEqual(due(before.overview));
    expect(dated(modulesOf(await read(reader, before.ids)))).toEqual(dated(before.modules));
  });

  it('tells no date of a task as none, where it can be read in part alone', async () => {
    const before = await known();
    const closing = (of: MoodleOverview) =>
      valueOf(of.quizzes).map(({ cmid, opensAt, closesAt }) => [cmid, opensAt, closesAt]);
    expect(closing(before.overview).filter(([, , at]) => at !== null).length).toBeGreaterThan(1);
    http.alter(
      CALENDAR,
      inText((json) => json.replaceAll('"timestart":', '"timestart":"x","was":')),
    );
    const { reader } = await open({ known: before.known });
    const overview = await overviewOf(reader, await idsOf(reader));
    expect(valueOf(overview.events).whole).toBe(false);
    expect(closing(overview)).toEqual(closing(before.overview));
    expect(dated(modulesOf(await read(reader, before.ids)))).toEqual(dated(before.modules));
  });
});

describe('a page in place of another', () => {
  it('is no empty forum', async () => {
    const { reader } = await open();
    const [courseId = 0] = await idsOf(reader);
    http.alter(/\/mod\/forum\/view/, to(`${demo.url}/course/view.php?id=${courseId}`));
    const overview = await overviewOf(reader, [courseId]);
    const forums = valueOf(overview.forums);
    expect(forums.length).toBeGreaterThan(0);
    expect(forums.filter(({ type }) => type === 'news')).toEqual([]);
    const asked = { courseId, id: forums[0]?.id ?? 0 };
    const readings = await read(reader, [courseId], { ...NO_QUESTIONS, forums: [asked] });
    expect(readings.get(courseId)?.discussions.get(asked.id)).toMatchObject({
      ok: false,
      error: { code: 'moodle.access-denied' },
    });
  });

  it('is no shorter list of announcements, where it is half a page', async () => {
    const { reader } = await open();
    const [courseId = 0] = await idsOf(reader);
    const overview = await overviewOf(reader, [courseId]);
    const news = valueOf(overview.forums).find(({ type }) => type === 'news');
    http.alter(/\/mod\/forum\/view/, half);
    const again = (await open()).reader;
    const asked = { courseId, id: news?.id ?? 0 };
    const readings = await read(again, [courseId], { ...NO_QUESTIONS, forums: [asked] });
    expect(readings.get(courseId)?.discussions.get(asked.id)).toMatchObject({
      ok: false,
      error: { code: 'moodle.invalid-response' },
    });
    await idsOf(again);
    expect((await overviewOf(again, [courseId])).forums.ok).toBe(true);
  });

  it('is no task that was taken back, where it is half a page', async () => {
    const before = await known();
    const tasks = valueOf(before.overview.assignments);
    const task = tasks.find(({ intro }) => intro !== null);
    const { courseId = 0, cmid = 0 } = task ?? {};
    http.alter(new RegExp(`/mod/assign/view\\.php\\?id=${cmid}$`), half);
    demo.control.module(cmid).modified = Math.floor(Date.now() / 1000) + 60;
    const { reader } = await open({ known: before.known });
    await idsOf(reader);
    const { assignments } = await overviewOf(reader, before.ids);
    expect(valueOf(assignments).find((one) => one.cmid === cmid)?.intro).toBe(task?.intro);
    const questions = { ...NO_QUESTIONS, assignments: [{ courseId, id: cmid }] };
    const reading = (await read(reader, [courseId], questions)).get(courseId);
    expect(reading?.submissions.get(cmid)).toMatchObject({
      ok: false,
      error: { code: 'moodle.invalid-response' },
    });
  });

  const gradesOf = async (): Promise<CourseReading['grades']> => {
    const { reader } = await open();
    const [courseId = 0] = await idsOf(reader);
    const readings = await read(reader, [courseId], { ...NO_QUESTIONS, grades: [courseId] });
    return readings.get(courseId)?.grades ?? null;
  };
  const REPORT = /\/grade\/report\/user\/index/;

  it('is no grade report, whatever table it shows', async () => {
    expect(await gradesOf()).toMatchObject({ ok: true, value: { whole: true } });
    http.alter(REPORT, to(`${demo.url}/grade/report/other/index.php`), 1);
    http.alter(
      /\/grade\/report\/other\//,
      inText(
        () =>
          '<html><body><table class="user-grade"><tbody><tr><th class="column-itemname" id="row_8_3">x</th></tr></tbody></table></body></html>',
      ),
    );
    http.alter(/\/grade\/report\/other\//, (answer) => ({ ...answer, status: 200 }));
    expect(await gradesOf()).toMatchObject({ ok: false, error: { code: 'moodle.access-denied' } });
  });

  it('is no empty grade report, where its table is another one', async () => {
    http.alter(
      REPORT,
      inText(
        () =>
          '<html><body><table class="generaltable"><tbody><tr><td>x</td></tr></tbody></table></body></html>',
      ),
    );
    expect(await gradesOf()).toMatchObject({ ok: false, error: { code: 'moodle.access-denied' } });
  });

  it('is no whole grade report, where it is half a page', async () => {
    const whole = await gradesOf();
    http.alter(REPORT, half);
    const part = await gradesOf();
    expect(valueOf(part).whole).toBe(false);
    expect(valueOf(part).rows.length).toBeLessThan(valueOf(whole).rows.length);
  });
});

describe('activities that lead elsewhere', () => {
  const links = (modules: readonly MoodleActivity[]) => modules.filter(({ type }) => type === 'url');
  const linksOf = async (target: string): Promise<(string | null)[]> => {
    const { reader } = await open();
    const ids = await idsOf(reader);
    http.alter(/\/mod\/url\/view\.php/, to(target));
    return links(modulesOf(await read(reader, ids))).map(({ externalUrl }) => externalUrl);
  };

  it.each([
    '/user/edit.php?id=3',
    '/login/change_password.php',
    '/login/index.php',
    '/user/policy.php',
    '/course/view.php?id=999999',
    '/enrol/index.php?id=999999',
  ])('a teacher’s link to %s is a link', async (path) => {
    const found = await linksOf(demo.url + path);
    expect(found.length).toBeGreaterThan(1);
    expect(new Set(found)).toEqual(new Set([demo.url + path]));
  });

  it('a link to a place in its own course is a link, and the course alone says that it is closed', async () => {
    const before = await known();
    const [link] = links(before.modules);
    const courseId =
      [...before.known].find(([, { modules }]) => modules.has(link?.cmid ?? 0))?.[0] ?? Number.NaN;
    const own = new RegExp(`/mod/url/view\\.php\\?id=${link?.cmid}&`);
    demo.control.module(link?.cmid ?? 0).modified = Math.floor(Date.now() / 1000) + 60;
    const seen = async (): Promise<string | null | undefined> => {
      const { reader } = await open({ known: before.known });
      await idsOf(reader);
      return links(modulesOf(await read(reader, [courseId]))).find(({ cmid }) => cmid === link?.cmid)
        ?.externalUrl;
    };
    http.alter(own, to(`${demo.url}/course/view.php?id=${courseId}`), 1);
    expect(await seen()).toBe(link?.externalUrl);
    http.alter(own, to(`${demo.url}/course/view.php?id=${courseId}#section-3`));
    expect(await seen()).toBe(`${demo.url}/course/view.php?id=${courseId}#section-3`);
  });

  it('links to the sign-in page cost no sign-in', async () => {
    const found = await linksOf(`${demo.url}/login/index.php`);
    expect(found.length).toBeGreaterThan(3);
    expect(http.sent.filter((line) => line === `POST ${demo.url}/login/index.php`)).toHaveLength(1);
  });

  it('a session that ends before a link is renewed, and the link is what it was', async () => {
    const { reader } = await open();
    const ids = await idsOf(reader);
    const before = links(modulesOf(await read(reader, ids)));
    const again = await open();
    await idsOf(again.reader);
    http.alter(
      /\/mod\/url\/view\.php/,
      (answer) => {
        demo.sessions.endAll('noa');
        return to(`${demo.url}/login/index.php`)(answer, { url: '' } as MoodleRequest);
      },
      1,
    );
    expect(links(modulesOf(await read(again.reader, ids)))).toEqual(before);
  });

  it('a site that leads everybody to a page of its own first is an obstacle', async () => {
    const { reader } = await open();
    const ids = await idsOf(reader);
    http.alter(/\/mod\/url\/view\.php|\/my\/$/, to(`${demo.url}/user/policy.php`));
    await expect(read(reader, ids)).rejects.toMatchObject({ code: 'auth.policy-not-agreed' });
  });

  it.each([
    ['folder', /\/mod\/folder\/view\.php/],
    ['page', /\/mod\/page\/view\.php/],
    ['book', /\/mod\/book\/tool\/print\/index\.php/],
  ])('a %s that leads to its course, or breaks off, is not empty', async (type, at) => {
    const before = await known();
    const own = (modules: readonly MoodleActivity[]) =>
      modules
        .filter((one) => one.type === type)
        .map(({ cmid, files, chapters }) => ({
          cmid,
          files: files.map(({ url }) => url),
          chapters: chapters.length,
        }));
    expect(own(before.modules).some(({ files }) => files.length > 0)).toBe(true);
    for (const { cmid } of before.modules.filter((one) => one.type === type))
      demo.control.module(cmid).modified = Math.floor(Date.now() / 1000) + 60;
    const [courseId = 0] = before.ids;
    for (const change of [to(`${demo.url}/course/view.php?id=${courseId}`), half]) {
      let met = 0;
      http.alter(at, (answer, request) => {
        met += 1;
        return change(answer, request);
      });
      const { reader } = await open({ known: before.known });
      await idsOf(reader);
      const { pages } = await overviewOf(reader, before.ids);
      if (type === 'page') expect(valueOf(pages)).toEqual([]);
      expect(own(modulesOf(await read(reader, before.ids)))).toEqual(own(before.modules));
      expect(met).toBeGreaterThan(0);
      http.restore();
    }
  });
});

describe('a course page', () => {
  it('that cannot be read once leaves its course’s activities unread, and says so', async () => {
    const { reader } = await open();
    const ids = await idsOf(reader);
    const [first = 0] = ids;
    http.alter(
      COURSE_PAGE,
      inText(() => '<html><body>x</body></html>'),
      1,
    );
    const overview = await overviewOf(reader, ids);
    expect([...(overview.unread ?? [])]).toMatchObject([[first, { code: 'moodle.invalid-response' }]]);
    const assignments = valueOf(overview.assignments);
    expect(new Set(assignments.map(({ courseId }) => courseId)).has(first)).toBe(false);
    expect(assignments.length).toBeGreaterThan(5);
    const readings = await read(reader, ids);
    expect(valueOf(readings.get(first)?.contents).whole).toBe(true);
    expect((await overviewOf(reader, ids)).unread).toEqual(new Map());
  });

  const noTree = inText(() => '{"error":"x","errorcode":"invalidrecord"}');

  it.each(['with', 'without'])('that is half there is not whole, on a site %s a tree', async (tree) => {
    if (tree === 'without') http.alter(/core_courseformat_get_state/, noTree);
    const { reader } = await open();
    const [courseId = 0] = await idsOf(reader);
    const whole = valueOf((await read(reader, [courseId])).get(courseId)?.contents);
    expect(whole.whole).toBe(true);
    http.alter(COURSE_PAGE, half);
    const again = await open();
    const part = valueOf((await read(again.reader, [courseId])).get(courseId)?.contents);
    expect(part.whole).toBe(false);
  });

  it('that is swallowed by a text of its own is not whole', async () => {
    http.alter(/core_courseformat_get_state/, noTree);
    http.alter(
      COURSE_PAGE,
      inText((html) => html.replace(/<li id="section-1"/, '<plaintext>$&')),
    );
    const { reader } = await open();
    const [courseId = 0] = await idsOf(reader);
    const { sections, whole } = valueOf((await read(reader, [courseId])).get(courseId)?.contents);
    expect([sections.length, whole]).toEqual([1, false]);
  });

  it('that breaks off once is asked for again', async () => {
    const { reader } = await open();
    const [courseId = 0] = await idsOf(reader);
    const before = valueOf((await read(reader, [courseId])).get(courseId)?.contents);
    http.alter(COURSE_PAGE, half, 1);
    const again = await open();
    expect(valueOf((await read(again.reader, [courseId])).get(courseId)?.contents)).toEqual(before);
  });
});
