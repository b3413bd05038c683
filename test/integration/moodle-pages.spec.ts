import { startDemoUniversity, type DemoUniversity } from '../../src/demo';
import { MoodleService, type MoodleReader } from '../../src/moodle';
import { MoodleHttpClient } from '../../src/moodle/http/moodle-http.client';
import { DEFAULT_OPTIONS } from '../../src/moodle/moodle.options';
import { PageReader, PageSession, type PageReaderOptions } from '../../src/moodle/pages';
import { compareLibraries, readWhole } from './moodle-pages-comparison';

const signal = (): AbortSignal => AbortSignal.timeout(25_000);
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

/** Fields that pages leave empty for some record where web services fill them; see `PAGE_COVERAGE`. */
const MISSING_ON_PAGES = [
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
      const report = comparison.report();
      expect([comparison.names('disagree'), report]).toEqual([[], expect.any(String)]);
      expect(comparison.names('missing').filter((name) => !MISSING_ON_PAGES.includes(name))).toEqual([]);
      for (const field of [
        'course.*',
        'section.*',
        'item.*',
        'file of resource.*',
        'date.at',
        'submission.status',
      ])
        expect(comparison.fields.get(field)?.agree).toBeGreaterThan(5);
    });
  },
);
