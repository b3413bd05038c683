import type { CourseDetails, CourseSummary, JobSnapshot, LibraryItem, Page } from '../../src/contract';
import { ask, finished, signIn, type Spike, startSpike } from '../support/spike';

interface Seen {
  readonly job: JobSnapshot;
  /** What the student is shown, all of it that does not tell of the reading itself. */
  readonly library: unknown;
  readonly items: readonly LibraryItem[];
  readonly told: readonly Told[];
}

interface Told {
  readonly kind: string;
  readonly subject: string;
  readonly name: string;
}

// Four whole syncs each, by pages one request after another.
jest.setTimeout(180_000);

/** The same student read by a token and by the site's pages, in turn. */
describe('a site that switches its services off and on', () => {
  let spike: Spike;
  beforeEach(async () => {
    spike = await startSpike();
  });
  afterEach(() => spike.stop());

  const sync = async (webServices: boolean): Promise<Seen> => {
    spike.demo.control.site.webServices = webServices;
    const [last] = await spike.sql<{ seq: string }>(
      `SELECT coalesce(max(seq), 0) AS seq FROM library_changes`,
    );
    const { accessToken: token, jobId } = await signIn(spike, 'noa');
    const job = await finished(spike, token, jobId);
    expect(job).toMatchObject({ status: 'completed', summary: { coursesFailed: 0, coursesPartial: 0 } });
    expect(job.coverage.length > 0).toBe(!webServices);
    const get = async <T>(path: string): Promise<T> =>
      (await ask<T>(spike, 'GET', `/api/${path}`, { token })).body;
    const { items: courses } = await get<Page<CourseSummary>>('courses?limit=100');
    const details = await Promise.all(courses.map(({ id }) => get<CourseDetails>(`courses/${id}`)));
    const lists = ['grades', 'announcements?limit=100', 'calendar', 'deadlines?limit=100'];
    return {
      job,
      library: lasting([courses, details, await Promise.all(lists.map((list) => get<unknown>(list)))]),
      items: details.flatMap(({ sections }) => sections.flatMap(({ items }) => items)),
      told: await spike.sql<Told>(
        `SELECT kind, subject, name FROM library_changes WHERE seq > $1 ORDER BY seq`,
        [last?.seq],
      ),
    };
  };

  it('tells nothing, keeps what pages cannot see, and writes nothing the second time', async () => {
    const first = await sync(true);
    const second = await sync(false);
    expect(second.told).toEqual([]);
    expect(second.library).toEqual(first.library);
    const third = await sync(false);
    expect(third.job.summary).toMatchObject({ added: 0, changed: 0, removed: 0, changes: 0 });
    expect(third.library).toEqual(first.library);
    // What was known and has not changed is not looked into again.
    expect(third.job.summary?.requests).toBeLessThan(120);
    const fourth = await sync(true);
    expect(fourth.told).toEqual([]);
    expect(fourth.library).toEqual(first.library);
  });

  it('tells nothing either where services are there later: it is only now seen', async () => {
    await sync(false);
    expect((await sync(false)).job.summary).toMatchObject({ added: 0, changed: 0, removed: 0, changes: 0 });
    const { told } = await sync(true);
    expect(told).toEqual([]);
    expect((await sync(true)).job.summary).toMatchObject({ added: 0, changed: 0, removed: 0, changes: 0 });
  });

  it('tells what really changed, by whatever way it is found', async () => {
    const { items } = await sync(true);
    const { control } = spike.demo;
    const file = items.find(({ type, files }) => type === 'resource' && files.length === 1);
    const task = items.find(({ type, deadline }) => type === 'assign' && deadline?.source === 'duedate');
    const link = items.find(({ type, externalUrl }) => type === 'url' && externalUrl !== null);
    if (!file || !task || !link) throw new Error('the demo student lacks one of the three');
    control.replaceFile(file.cmid, file.files[0]?.name ?? '');
    control.setDueDate(task.cmid, Math.floor(Date.now() / 1000) + 40 * 24 * 3600);
    control.renameModule(link.cmid, 'קישור חדש');
    const byPages = await sync(false);
    expect(byPages.told.map(({ kind, subject, name }) => [kind, subject, name])).toEqual(
      expect.arrayContaining([
        ['changed', 'file', file.files[0]?.name],
        ['deadline-moved', 'item', task.name],
        ['changed', 'item', 'קישור חדש'],
      ]),
    );
    expect(byPages.told).toHaveLength(3);
    control.replaceFile(file.cmid, file.files[0]?.name ?? '');
    control.removeModule(link.cmid);
    const byToken = await sync(true);
    expect(byToken.told.map(({ kind, subject, name }) => [kind, subject, name])).toEqual(
      expect.arrayContaining([
        ['changed', 'file', file.files[0]?.name],
        ['removed', 'item', 'קישור חדש'],
      ]),
    );
    expect(byToken.told).toHaveLength(2);
  });
});

/** When it was read, and what the neighbours of an unlisted activity make of each other, tell of the reading. */
const OF_THE_READING = new Set(['syncedAt', 'confidence', 'reasons', 'category']);

const lasting = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part: unknown) => (OF_THE_READING.has(key) ? undefined : part)));
