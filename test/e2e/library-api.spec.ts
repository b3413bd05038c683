import { decodeHTML } from 'entities';
import type {
  CourseDetails,
  CourseSummary,
  Deadline,
  LibraryItem,
  Page,
  SearchHit,
} from '../../src/contract';
import {
  courseDetails,
  courseSummary,
  deadline,
  misfits,
  pageOf,
  searchHit,
} from '../support/library-shapes';
import { addStudent, ask, finished, signIn, type Spike, startSpike, until } from '../support/spike';

const HOUR = 60 * 60 * 1000;

/** What of Moodle's answer is looked at. */
interface ListedModule {
  readonly id: number;
  readonly name: string;
  readonly modname: string;
  readonly contents?: readonly {
    readonly type: string;
    readonly filename: string;
    readonly filepath: string;
    readonly filesize: number;
  }[];
}
interface ListedSection {
  readonly id: number;
  readonly name: string;
  readonly modules: readonly ListedModule[];
}

const filesIn = ({ contents = [] }: ListedModule): string[] =>
  contents
    .filter(({ type }) => type === 'file')
    .map(({ filename, filepath, filesize }) => `${filepath}${filename} ${filesize}`);

describe('the library over REST', () => {
  let spike: Spike;
  let token: string;
  let startedAt: number;

  const get = async <T>(address: string, as = token): Promise<T> => {
    const { status, body } = await ask<T>(spike, 'GET', address, { token: as });
    expect({ address, status }).toEqual({ address, status: 200 });
    return body;
  };
  /** Every page of a list, one after another. */
  async function pagesOf<T>(address: string, limit: number): Promise<Page<T>[]> {
    const pages: Page<T>[] = [];
    for (let cursor: string | null = ''; cursor !== null; cursor = pages.at(-1)?.nextCursor ?? null) {
      const next = `${address}${address.includes('?') ? '&' : '?'}limit=${limit}${cursor && `&cursor=${cursor}`}`;
      pages.push(await get<Page<T>>(next));
      if (pages.length > 1_000) throw new Error('a list without an end');
    }
    return pages;
  }
  const allOf = async <T>(address: string, limit = 200): Promise<T[]> =>
    (await pagesOf<T>(address, limit)).flatMap(({ items }) => items);

  /** What Moodle answers to the student's own question. */
  async function contentsOf(courseId: number): Promise<ListedSection[]> {
    const form = new URLSearchParams({
      wstoken: spike.demo.control.tokenOf('noa'),
      wsfunction: 'core_course_get_contents',
      moodlewsrestformat: 'json',
      moodlewssettingfilter: 'true',
      courseid: String(courseId),
    });
    const address = `${spike.demo.url}/webservice/rest/server.php`;
    const response = await fetch(address, { method: 'POST', body: form });
    return (await response.json()) as ListedSection[];
  }

  beforeAll(async () => {
    spike = await startSpike();
    startedAt = Date.now();
    const session = await signIn(spike, 'noa');
    token = session.accessToken;
    const job = await finished(spike, token, session.jobId);
    expect(job).toMatchObject({ status: 'completed', failures: [], courses: { total: 8, done: 8 } });
  });
  afterEach(() => spike.demo.control.releaseAll());
  afterAll(() => spike.stop());

  describe('courses', () => {
    it('are listed as the contract says, the newest first, with what they hold', async () => {
      const page = await get<Page<CourseSummary>>('/api/courses');
      expect(misfits(pageOf(courseSummary), page)).toEqual([]);
      const titles = page.items.map(({ fullName }) => fullName).sort();
      expect(titles).toHaveLength(8);
      expect(page.items.map(({ moodleId }) => moodleId).sort()).toEqual(
        spike.demo.control
          .coursesOf('noa')
          .map(({ id }) => id)
          .sort(),
      );
      const years = page.items.map(({ academicYear }) => academicYear ?? 0);
      expect(years).toEqual([...years].sort((a, b) => b - a));
      expect(new Set(years).size).toBeGreaterThan(1);
      for (const course of page.items) {
        expect(course.counts.items).toBeGreaterThan(0);
        expect(Date.parse(course.syncedAt ?? '')).toBeGreaterThanOrEqual(startedAt);
      }
      expect(page.nextCursor).toBeNull();
    });

    it('are read whole, as the contract says, with all that Moodle shows', async () => {
      for (const { id, counts } of await allOf<CourseSummary>('/api/courses')) {
        const course = await get<CourseDetails>(`/api/courses/${id}`);
        expect(misfits(courseDetails, course)).toEqual([]);
        const items = course.sections.flatMap((section) => section.items);
        expect({
          sections: course.sections.length,
          items: items.length,
          files: items.flatMap(({ files }) => files).length,
        }).toEqual(counts);
        expect(items.filter(({ category, confidence }) => category === null || confidence === null)).toEqual(
          [],
        );
        // Section, type, name and files of every module that Moodle itself lists, and no other.
        const listed = await contentsOf(course.moodleId);
        expect(course.sections.map(({ moodleId, name }) => [moodleId, name])).toEqual(
          listed.map((section) => [section.id, decodeHTML(section.name)]),
        );
        const facts = course.sections.flatMap((section) =>
          section.items.map(({ cmid, type, name, files }) => ({
            section: section.moodleId,
            cmid,
            type,
            name,
            files: files.map((file) => `${file.path}${file.name} ${file.size}`).sort(),
          })),
        );
        expect(facts).toEqual(
          listed.flatMap((section) =>
            section.modules.map((module) => ({
              section: section.id,
              cmid: module.id,
              type: module.modname,
              name: decodeHTML(module.name),
              files: expect.arrayContaining(filesIn(module)),
            })),
          ),
        );
      }
    });
  });

  describe('deadlines', () => {
    it('are those still to come, the nearest first, as the contract says', async () => {
      const page = await get<Page<Deadline>>('/api/deadlines');
      expect(misfits(pageOf(deadline), page)).toEqual([]);
      const times = page.items.map(({ dueAt }) => Date.parse(dueAt));
      expect(times.length).toBeGreaterThan(3);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times[0]).toBeGreaterThan(startedAt);
      for (const { state } of page.items) expect(['todo', 'submitted', 'graded', null]).toContain(state);
    });

    it('are those that the courses themselves show', async () => {
      const shown: string[] = [];
      for (const { id } of await allOf<CourseSummary>('/api/courses')) {
        const { sections } = await get<CourseDetails>(`/api/courses/${id}`);
        for (const item of sections.flatMap(({ items }) => items))
          if (item.deadline && Date.parse(item.deadline.dueAt) > Date.now())
            shown.push(`${item.id} ${item.deadline.dueAt} ${item.deadline.state}`);
      }
      const listed = await allOf<Deadline>('/api/deadlines');
      expect(listed.map(({ itemId, dueAt, state }) => `${itemId} ${dueAt} ${state}`).sort()).toEqual(
        shown.sort(),
      );
    });

    it('of the past are shown when they are asked for, and a time ends where it is told to', async () => {
      const all = await allOf<Deadline>('/api/deadlines?from=2000-01-01');
      const [past, future] = [
        all.filter(({ dueAt }) => Date.parse(dueAt) < startedAt),
        await allOf<Deadline>('/api/deadlines'),
      ];
      expect(past.length).toBeGreaterThan(0);
      expect(all.length).toBe(past.length + future.length);
      const to = future[1]?.dueAt ?? '';
      expect((await allOf<Deadline>(`/api/deadlines?to=${to}`)).map(({ dueAt }) => dueAt)).toEqual(
        future.filter(({ dueAt }) => dueAt <= to).map(({ dueAt }) => dueAt),
      );
      const hours = new Date(startedAt + HOUR).toISOString();
      expect(await allOf(`/api/deadlines?from=${hours}&to=${new Date(startedAt).toISOString()}`)).toEqual([]);
    });
  });

  describe('a search', () => {
    it('finds Hebrew names of courses, items and files, as the contract says', async () => {
      const page = await get<Page<SearchHit>>(`/api/search?q=${encodeURIComponent('הרצאה')}&limit=200`);
      expect(misfits(pageOf(searchHit), page)).toEqual([]);
      expect(page.items.length).toBeGreaterThan(10);
      expect(page.items.filter(({ name }) => !name.includes('הרצאה'))).toEqual([]);
      const found = await get<Page<SearchHit>>(`/api/search?q=${encodeURIComponent('חשבון דיפרנציאלי')}`);
      expect(found.items[0]).toMatchObject({
        kind: 'course',
        name: expect.stringContaining('חשבון דיפרנציאלי'),
      });
      const kinds = new Set(
        (await allOf<SearchHit>(`/api/search?q=${encodeURIComponent('א')}`)).map(({ kind }) => kind),
      );
      expect(kinds).toEqual(new Set(['course', 'item', 'file']));
    });

    it('finds exactly the items whose name holds the words', async () => {
      const words = 'תרגיל';
      const expected: string[] = [];
      for (const { id } of await allOf<CourseSummary>('/api/courses')) {
        const { sections } = await get<CourseDetails>(`/api/courses/${id}`);
        const items = sections.flatMap((section): readonly LibraryItem[] => section.items);
        expected.push(...items.filter(({ name }) => name.includes(words)).map((item) => item.id));
      }
      const hits = await allOf<SearchHit>(`/api/search?q=${encodeURIComponent(words)}`);
      expect(expected.length).toBeGreaterThan(3);
      expect(
        hits
          .filter(({ kind }) => kind === 'item')
          .map(({ id }) => id)
          .sort(),
      ).toEqual(expected.sort());
    });

    it('takes no sign for more than itself, and finds nothing where there is nothing', async () => {
      for (const q of ['%', '_', '\\', '%25%', "'; --"])
        expect(
          (await allOf<SearchHit>(`/api/search?q=${encodeURIComponent(q)}`)).filter(
            ({ name }) => !name.includes(q),
          ),
        ).toEqual([]);
      expect(await get(`/api/search?q=${encodeURIComponent('אין דבר כזה בעולם')}`)).toEqual({
        items: [],
        nextCursor: null,
      });
    });
  });

  it.each([
    ['/api/courses', 3],
    ['/api/deadlines?from=2000-01-01', 4],
    [`/api/search?q=${encodeURIComponent('א')}`, 17],
    ['/api/courses', 1],
    ['/api/courses', 8],
  ])('pages of %s by %i visit everything exactly once, in the same order', async (address, limit) => {
    const whole = await allOf(address);
    const pages = await pagesOf<unknown>(address, limit);
    expect(pages.length).toBe(Math.ceil(whole.length / limit));
    expect(pages.slice(0, -1).every(({ items }) => items.length === limit)).toBe(true);
    expect(pages.flatMap(({ items }) => items)).toEqual(whole);
    expect(new Set(whole.map((each) => JSON.stringify(each))).size).toBe(whole.length);
  });

  it('pages of the jobs visit every job once, the newest first', async () => {
    const { username, password } = addStudent(spike, 1);
    const jobs: string[] = [];
    let as = '';
    for (let n = 0; n < 4; n += 1) {
      const { accessToken, jobId } = await signIn(spike, username, password);
      as = accessToken;
      jobs.unshift(jobId);
      await finished(spike, as, jobId);
    }
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page<{ jobId: string }> = await get(
        `/api/sync-status?limit=2${cursor && `&cursor=${cursor}`}`,
        as,
      );
      seen.push(...page.items.map(({ jobId }) => jobId));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(jobs);
  });

  it('is readable while the sync still runs: what was read is there already, and can be searched', async () => {
    const { username, password } = addStudent(spike, 7);
    const late = spike.demo.control.coursesOf(username).at(-1);
    const hold = spike.demo.control.hold('core_course_get_contents', late?.id);
    const { accessToken, jobId } = await signIn(spike, username, password);
    await hold.arrived;
    const courses = await until(async () => {
      const { items } = await get<Page<CourseSummary>>('/api/courses', accessToken);
      return items.some(({ syncedAt }) => syncedAt !== null) && items;
    });
    expect((await get<{ finishedAt: null }>(`/api/sync-status/${jobId}`, accessToken)).finishedAt).toBeNull();
    const waiting = courses.filter(({ syncedAt }) => syncedAt === null);
    expect(waiting.map(({ moodleId }) => moodleId)).toContain(late?.id);
    expect(waiting.map(({ counts }) => counts.items)).toEqual(waiting.map(() => 0));
    for (const { id, syncedAt } of courses) {
      const course = await get<CourseDetails>(`/api/courses/${id}`, accessToken);
      expect(misfits(courseDetails, course)).toEqual([]);
      // Another may have been read since it was listed.
      if (syncedAt !== null) expect(course.sections.flatMap(({ items }) => items)).not.toEqual([]);
    }
    const [early] = courses.filter(({ syncedAt }) => syncedAt !== null);
    const { sections } = await get<CourseDetails>(`/api/courses/${early?.id}`, accessToken);
    const item = sections.flatMap(({ items }) => items)[0];
    const hits = await get<Page<SearchHit>>(
      `/api/search?q=${encodeURIComponent(item?.name ?? '')}`,
      accessToken,
    );
    expect(hits.items.map(({ id }) => id)).toContain(item?.id);
    hold.release();
    expect((await finished(spike, accessToken, jobId)).status).toBe('completed');
  });

  it('shows each student their own, and an empty library as an empty one', async () => {
    const { accessToken, jobId } = await signIn(spike, 'yael');
    await finished(spike, accessToken, jobId);
    for (const address of ['/api/courses', '/api/deadlines', '/api/search?q=a'])
      expect(await get(address, accessToken)).toEqual({ items: [], nextCursor: null });
  });
});
