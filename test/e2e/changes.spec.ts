import type {
  Announcement,
  ChangesReply,
  CourseDetails,
  CourseSummary,
  Deadline,
  Grade,
  JobSnapshot,
  LibraryChange,
  LibraryItem,
  Page,
} from '../../src/contract';
import { changesReply, misfits } from '../support/library-shapes';
import { addStudent, ask, finished, signIn, type Spike, startSpike } from '../support/spike';

/** A student who syncs, and syncs again after something happened on Moodle. */
class Semester {
  token = '';
  private lastId = '0';

  constructor(
    readonly spike: Spike,
    readonly username: string,
  ) {}

  get moodle() {
    return this.spike.demo.control;
  }

  get courses() {
    return this.moodle.coursesOf(this.username);
  }

  /** The first module of a type that the student sees, in any course. */
  module(type: string) {
    const module = this.courses
      .flatMap(({ sections }) => sections.flatMap(({ modules }) => modules))
      .find((one) => one.type === type && this.shows(one.cmid));
    if (!module) throw new Error(`no ${type} in the demo`);
    return module;
  }

  private shown = new Set<number>();
  private shows(cmid: number): boolean {
    return this.shown.size === 0 || this.shown.has(cmid);
  }

  async begin(password: string): Promise<JobSnapshot> {
    const { accessToken, jobId } = await signIn(this.spike, this.username, password);
    this.token = accessToken;
    const job = await finished(this.spike, accessToken, jobId);
    this.shown = new Set((await this.items()).map(({ cmid }) => cmid));
    return job;
  }

  async get<T>(path: string): Promise<T> {
    const { status, body } = await ask<T>(this.spike, 'GET', path, { token: this.token });
    expect(status).toBe(200);
    return body;
  }

  async items(): Promise<readonly LibraryItem[]> {
    const { items } = await this.get<Page<CourseSummary>>('/api/courses');
    const courses = await Promise.all(items.map(({ id }) => this.get<CourseDetails>(`/api/courses/${id}`)));
    return courses.flatMap(({ sections }) => sections.flatMap((section) => section.items));
  }

  async item(cmid: number): Promise<LibraryItem | undefined> {
    return (await this.items()).find((one) => one.cmid === cmid);
  }

  async sync(): Promise<JobSnapshot> {
    const { body } = await ask<{ jobId: string }>(this.spike, 'POST', '/api/sync', { token: this.token });
    return finished(this.spike, this.token, body.jobId);
  }

  /** What the feed tells after one more sync, and that yet another finds nothing. */
  async news(): Promise<readonly LibraryChange[]> {
    const job = await this.sync();
    expect(job.status).toBe('completed');
    const reply = await this.get<ChangesReply>(`/api/changes?after=${this.lastId}`);
    expect(misfits(changesReply, reply)).toEqual([]);
    this.lastId = reply.lastId;
    const again = await this.sync();
    expect(again.summary).toMatchObject({ added: 0, changed: 0, removed: 0, changes: 0 });
    expect((await this.get<ChangesReply>(`/api/changes?after=${this.lastId}`)).items).toEqual([]);
    return reply.items;
  }
}

const brief = (changes: readonly LibraryChange[]) =>
  changes.map(({ kind, subject, cmid }) => [kind, subject, cmid]);

describe('what changed on Moodle', () => {
  let spike: Spike;
  let semester: Semester;

  beforeAll(async () => {
    spike = await startSpike();
  });
  afterAll(() => spike.stop());
  beforeEach(async () => {
    const { username, password } = addStudent(spike, 3);
    semester = new Semester(spike, username);
    const job = await semester.begin(password);
    expect(job.summary?.changes).toBe(0);
    expect(job.receipt.map(({ outcome }) => outcome)).toEqual(['read', 'read', 'read']);
  });

  it('is nothing after the first sync: all is new, and none of it is news', async () => {
    expect(await semester.get<ChangesReply>('/api/changes')).toEqual({
      items: [],
      nextCursor: null,
      lastId: '0',
    });
    expect(await semester.news()).toEqual([]);
  });

  it('is told as hidden, and as restored when it is shown again, the same item', async () => {
    const { cmid } = semester.module('resource');
    const before = await semester.item(cmid);
    semester.moodle.hideModule(cmid);
    expect(brief(await semester.news())).toEqual([['hidden', 'item', cmid]]);
    expect(await semester.item(cmid)).toBeUndefined();
    semester.moodle.showModule(cmid);
    expect(brief(await semester.news())).toEqual([['restored', 'item', cmid]]);
    expect((await semester.item(cmid))?.id).toBe(before?.id);
  });

  it('is told as removed when it was deleted', async () => {
    const { cmid } = semester.module('resource');
    semester.moodle.removeModule(cmid);
    expect(brief(await semester.news())).toEqual([['removed', 'item', cmid]]);
  });

  it('is told with its fields when it was renamed', async () => {
    const { cmid, name } = semester.module('resource');
    semester.moodle.renameModule(cmid, 'שם חדש');
    expect(await semester.news()).toEqual([
      expect.objectContaining({ kind: 'changed', fields: [{ field: 'name', from: name, to: 'שם חדש' }] }),
    ]);
  });

  it('takes nothing away for a course that failed, and says since when it is stale', async () => {
    const [course] = semester.courses;
    const fault = semester.moodle.fault(
      { fn: 'core_course_get_contents', courseId: course?.id },
      { fail: 'errorcoursecontextnotvalid' },
    );
    const before = await semester.items();
    const job = await semester.sync();
    fault.clear();
    const receipt = job.receipt.find(({ moodleId }) => moodleId === course?.id);
    expect(receipt).toMatchObject({
      outcome: 'failed',
      error: { code: 'moodle.course-unavailable' },
      staleSince: expect.stringMatching(/^\d{4}-/),
    });
    expect(await semester.items()).toEqual(before);
    expect(await semester.news()).toEqual([]);
  });

  it('is a course that is no longer listed, and one that is back', async () => {
    const [course] = semester.courses;
    const id = course?.id ?? 0;
    semester.moodle.unenrol(semester.username, id);
    expect(brief(await semester.news())).toEqual([['removed', 'course', null]]);
    const { items } = await semester.get<Page<CourseSummary>>('/api/courses');
    expect(items.find(({ moodleId }) => moodleId === id)).toMatchObject({ listed: false });
    semester.moodle.enrol(semester.username, id);
    expect(brief(await semester.news())).toEqual([['restored', 'course', null]]);
  });

  it('pages through the feed in both directions, each change once', async () => {
    const modules = semester.courses
      .flatMap(({ sections }) => sections.flatMap(({ modules: own }) => own))
      .filter(({ type }) => type === 'resource')
      .slice(0, 5);
    for (const { cmid } of modules) {
      semester.moodle.renameModule(cmid, `שם ${cmid}`);
      await semester.sync();
    }
    const all = await semester.get<ChangesReply>('/api/changes?limit=200');
    expect(all.items).toHaveLength(modules.length);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: ChangesReply = await semester.get(`/api/changes?limit=2${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all.items.map(({ id }) => id));
    const onwards: string[] = [];
    for (let after = '0'; ; ) {
      const page: ChangesReply = await semester.get(`/api/changes?limit=2&after=${after}`);
      const last = page.items.at(-1);
      if (!last) break;
      onwards.push(...page.items.map(({ id }) => id));
      after = last.id;
    }
    expect(onwards).toEqual([...paged].reverse());
  });

  it('never shows another student’s', async () => {
    const { cmid } = semester.module('resource');
    semester.moodle.renameModule(cmid, 'שם חדש');
    await semester.news();
    const other = addStudent(spike, 1);
    const { accessToken } = await signIn(spike, other.username, other.password);
    const { body } = await ask<ChangesReply>(spike, 'GET', '/api/changes', { token: accessToken });
    expect(body.items).toEqual([]);
  });
});
