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

const DAY = 24 * 3600;

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

  it('is told as removed when it was deleted after it was hidden, as soon as Moodle is asked of anything', async () => {
    const id = semester.courses[0]?.id ?? 0;
    const add = (name: string) =>
      semester.moodle.addModule(id, { type: 'resource', name, files: [{ name }] });
    const [hidden, other] = [add('א.pdf'), add('ב.pdf')];
    await semester.news();
    semester.moodle.hideModule(hidden.cmid);
    expect(brief(await semester.news())).toEqual([['hidden', 'item', hidden.cmid]]);
    semester.moodle.removeModule(hidden.cmid);
    expect(await semester.news()).toEqual([]);
    semester.moodle.hideModule(other.cmid);
    expect(brief(await semester.news()).sort()).toEqual([
      ['hidden', 'item', other.cmid],
      ['removed', 'item', hidden.cmid],
    ]);
    semester.moodle.showModule(semester.moodle.restoreModule(hidden.cmid).cmid);
    expect(await semester.news()).toMatchObject([{ kind: 'restored', name: 'א.pdf' }]);
  });

  it('is told with its fields when it was renamed', async () => {
    const { cmid, name } = semester.module('resource');
    semester.moodle.renameModule(cmid, 'שם חדש');
    expect(await semester.news()).toEqual([
      expect.objectContaining({ kind: 'changed', fields: [{ field: 'name', from: name, to: 'שם חדש' }] }),
    ]);
  });

  it('is told as restored when it came out of the recycle bin, with new ids', async () => {
    const { cmid } = semester.module('resource');
    semester.moodle.removeModule(cmid);
    await semester.news();
    const restored = semester.moodle.restoreModule(cmid);
    expect(restored.cmid).not.toBe(cmid);
    expect(brief(await semester.news())).toEqual([['restored', 'item', restored.cmid]]);
  });

  it('is told as added when it is new, and as released when it is shown only now', async () => {
    const [course] = semester.courses;
    const id = course?.id ?? 0;
    const longAgo = Math.floor(Date.now() / 1000) - 90 * DAY;
    const old = semester.moodle.addModule(
      id,
      { type: 'resource', name: 'ישן', files: [{ name: 'old.pdf' }], hidden: true },
      1,
      longAgo,
    );
    const fresh = semester.moodle.addModule(
      id,
      { type: 'resource', name: 'חדש', files: [{ name: 'new.pdf' }] },
      1,
    );
    expect(brief(await semester.news())).toEqual([['added', 'item', fresh.cmid]]);
    semester.moodle.showModule(old.cmid);
    const [released, ...others] = await semester.news();
    expect(others).toEqual([]);
    expect(released).toMatchObject({ kind: 'released', subject: 'item', cmid: old.cmid });
    expect(Date.parse(released?.uploadedAt ?? '')).toBeLessThan(Date.now() - 30 * DAY * 1000);
  });

  it('is a restriction, kept with its reason, and that it fell', async () => {
    const { cmid } = semester.module('resource');
    const files = (await semester.item(cmid))?.files.length;
    semester.moodle.restrictModule(cmid, 'יש להשלים את <strong>תרגיל 1</strong>');
    expect(await semester.news()).toContainEqual(
      expect.objectContaining({
        kind: 'changed',
        cmid,
        fields: [
          { field: 'restricted', from: false, to: true },
          { field: 'restrictionReason', from: null, to: 'יש להשלים את תרגיל 1' },
        ],
      }),
    );
    expect(await semester.item(cmid)).toMatchObject({ restricted: true });
    expect((await semester.item(cmid))?.files).toHaveLength(files ?? 0);
    semester.moodle.unrestrictModule(cmid);
    expect(brief(await semester.news())).toEqual([['released', 'item', cmid]]);
    expect((await semester.item(cmid))?.files).toHaveLength(files ?? 0);
  });

  it('is a file that came, was replaced under its own name, and went', async () => {
    const recipe = { type: 'folder', name: 'חומרים', files: [{ name: 'ישן.pdf' }] };
    const { cmid } = semester.moodle.addModule(semester.courses[0]?.id ?? 0, recipe);
    await semester.news();
    semester.moodle.addFile(cmid, 'חדש.pdf');
    expect(await semester.news()).toMatchObject([{ kind: 'added', subject: 'file', cmid, name: 'חדש.pdf' }]);
    semester.moodle.replaceFile(cmid, 'חדש.pdf');
    const [replaced] = await semester.news();
    expect(replaced).toMatchObject({ kind: 'changed', subject: 'file', name: 'חדש.pdf' });
    expect(replaced?.fields.map(({ field }) => field)).toContain('size');
    semester.moodle.removeFile(cmid, 'חדש.pdf');
    expect(await semester.news()).toMatchObject([{ kind: 'removed', subject: 'file', name: 'חדש.pdf' }]);
  });

  it('is a deadline that moved, from when to when and why, by an override and by an extension', async () => {
    const open = (await semester.items()).find(({ submission }) => submission?.status === 'none');
    const cmid = open?.cmid ?? 0;
    semester.moodle.setOpening(cmid, 0);
    semester.moodle.setCutoff(cmid, 0);
    const due = Math.floor(Date.now() / 1000) + 5 * DAY;
    semester.moodle.setDueDate(cmid, due);
    await semester.news();
    const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
    semester.moodle.setOverride(cmid, { for: 'student', due: due + DAY });
    expect((await semester.news()).filter(({ kind }) => kind === 'deadline-moved')).toMatchObject([
      {
        cmid,
        fields: [
          { field: 'dueAt', from: iso(due), to: iso(due + DAY) },
          { field: 'deadlineSource', from: 'duedate', to: 'override' },
        ],
      },
    ]);
    semester.moodle.grantExtension(cmid, due + 3 * DAY);
    expect((await semester.news()).filter(({ kind }) => kind === 'deadline-moved')).toMatchObject([
      { cmid, fields: [{ field: 'dueAt', to: iso(due + 3 * DAY) }, { to: 'extension' }] },
    ]);
    const { items } = await semester.get<Page<Deadline>>('/api/deadlines');
    expect(items.find(({ url }) => url?.endsWith(`id=${cmid}`))).toMatchObject({
      dueAt: iso(due + 3 * DAY),
      source: 'extension',
      state: 'todo',
    });
  });

  it('is what was handed in, and its grade, told once', async () => {
    const open = (await semester.items()).find(({ submission }) => submission?.status === 'none');
    const cmid = open?.cmid ?? 0;
    semester.moodle.setOpening(cmid, 0);
    semester.moodle.setCutoff(cmid, 0);
    semester.moodle.setDueDate(cmid, Math.floor(Date.now() / 1000) + DAY);
    await semester.news();
    semester.moodle.submit(cmid, { files: ['פתרון.pdf'], text: '<p>שלום</p>' });
    expect(await semester.news()).toMatchObject([
      { kind: 'changed', subject: 'item', cmid, fields: [{ field: 'submissionStatus', to: 'submitted' }] },
    ]);
    expect((await semester.item(cmid))?.submission).toMatchObject({
      status: 'submitted',
      text: 'שלום',
      files: [{ name: 'פתרון.pdf' }],
      graded: false,
    });
    semester.moodle.grade(cmid, 91, { comment: '<p>יפה מאוד</p>', files: ['הערות.pdf'] });
    const news = await semester.news();
    const told = news
      .flatMap(({ fields }) => fields)
      .filter(({ field, to }) => field === 'grade' && to !== null);
    expect(news.filter(({ subject, cmid: of }) => subject === 'grade' && of === cmid)).toHaveLength(1);
    // The task itself, and the course's total.
    expect(told).toHaveLength(2);
    const item = await semester.item(cmid);
    expect(item).toMatchObject({
      deadline: { state: 'graded' },
      submission: { graded: true, feedback: 'יפה מאוד', feedbackFiles: [{ name: 'הערות.pdf' }] },
    });
    const { items } = await semester.get<Page<Grade>>('/api/grades');
    expect(items.find((row) => row.cmid === cmid)).toMatchObject({ grade: 91, itemId: item?.id });
  });

  it('is a task that is handed in on paper: over when it was due, never late, and graded', async () => {
    const work = { state: 'untouched', offline: true, opensDays: -20 } as const;
    const add = (name: string, dueDays: number) =>
      semester.moodle.addModule(semester.courses[0]?.id ?? 0, {
        type: 'assign',
        name,
        work: { ...work, dueDays },
      });
    const [over, ahead] = [add('הגשה בכיתה', -3), add('הגשה בתא', 3)];
    await semester.news();
    const states = async () => {
      const from = new Date(Date.now() - 30 * DAY * 1000).toISOString();
      const { items } = await semester.get<Page<Deadline>>(`/api/deadlines?limit=100&from=${from}`);
      return [over, ahead].map(({ cmid }) => items.find(({ url }) => url?.endsWith(`id=${cmid}`))?.state);
    };
    expect(await states()).toEqual(['closed', 'todo']);
    expect((await semester.item(over.cmid))?.deadline?.state).toBe('closed');
    semester.moodle.grade(over.cmid, 80);
    await semester.news();
    expect(await states()).toEqual(['graded', 'todo']);
  });

  it('is an attempt at a quiz, and its grade', async () => {
    const { cmid } = semester.module('quiz');
    const now = Math.floor(Date.now() / 1000);
    semester.moodle.setOpening(cmid, now - DAY);
    semester.moodle.setDueDate(cmid, now + DAY);
    await semester.news();
    const before = (await semester.item(cmid))?.quiz?.attempts?.length ?? 0;
    semester.moodle.finishAttempt(cmid, 88);
    expect(brief(await semester.news())).toContainEqual(['changed', 'grade', cmid]);
    const item = await semester.item(cmid);
    expect(item?.quiz?.attempts).toHaveLength(before + 1);
    expect(item).toMatchObject({ deadline: { state: 'graded' }, quiz: { bestGrade: 88 } });
  });

  it('is an announcement that came, was edited and was deleted', async () => {
    const [course] = semester.courses;
    const id = course?.id ?? 0;
    semester.moodle.addModule(id, { type: 'forum', name: 'לוח הודעות', forum: 'news', posts: [] });
    await semester.news();
    const post = semester.moodle.announce(id, {
      subject: 'שינוי מועד',
      message: '<p>המבחן נדחה</p>',
      files: ['לוח.pdf'],
    });
    expect(await semester.news()).toMatchObject([
      { kind: 'added', subject: 'announcement', name: 'שינוי מועד' },
    ]);
    const { items } = await semester.get<Page<Announcement>>('/api/announcements?limit=1');
    expect(items).toMatchObject([
      { subject: 'שינוי מועד', message: 'המבחן נדחה', files: [{ name: 'לוח.pdf' }] },
    ]);
    semester.moodle.deletePost(id, post.id);
    expect(await semester.news()).toMatchObject([{ kind: 'removed', subject: 'announcement' }]);
  });

  it('takes announcements away with their forum, and brings them back with it', async () => {
    const id = semester.courses[0]?.id ?? 0;
    const recipe = { type: 'forum', name: 'הודעות', forum: 'news', posts: [] } as const;
    const { cmid } = semester.moodle.addModule(id, { ...recipe, posts: [] });
    semester.moodle.announce(id, { subject: 'ראשונה', files: ['לוח.pdf'] }, cmid);
    await semester.news();
    const subjects = async () =>
      (await semester.get<Page<Announcement>>('/api/announcements')).items
        .filter(({ forum }) => forum === 'הודעות')
        .map(({ subject, files }) => [subject, files.length]);
    expect(await subjects()).toEqual([['ראשונה', 1]]);
    semester.moodle.hideModule(cmid);
    expect(brief(await semester.news())).toEqual([['hidden', 'item', cmid]]);
    expect(await subjects()).toEqual([]);
    semester.moodle.announce(id, { subject: 'בינתיים' }, cmid);
    expect(await semester.news()).toEqual([]);
    semester.moodle.showModule(cmid);
    expect(brief(await semester.news()).sort()).toEqual([
      ['added', 'announcement', cmid],
      ['restored', 'item', cmid],
    ]);
    expect(await subjects()).toEqual([
      ['בינתיים', 0],
      ['ראשונה', 1],
    ]);
    semester.moodle.removeModule(cmid);
    expect(brief(await semester.news())).toEqual([['removed', 'item', cmid]]);
    expect(await subjects()).toEqual([]);
  });

  it('is an exam that was set, moved and called off', async () => {
    const [course] = semester.courses;
    const id = course?.id ?? 0;
    const at = Math.floor(Date.now() / 1000) + 30 * DAY;
    const exam = semester.moodle.addEvent(id, { name: 'מבחן מועד א', at });
    expect(await semester.news()).toMatchObject([{ kind: 'added', subject: 'event', name: 'מבחן מועד א' }]);
    semester.moodle.moveEvent(id, exam.id, at + DAY);
    const [moved] = await semester.news();
    expect(moved).toMatchObject({ kind: 'changed', subject: 'event' });
    expect(moved?.fields[0]).toEqual({
      field: 'startsAt',
      from: new Date(at * 1000).toISOString(),
      to: new Date((at + DAY) * 1000).toISOString(),
    });
    semester.moodle.removeEvent(id, exam.id);
    expect(await semester.news()).toMatchObject([{ kind: 'removed', subject: 'event' }]);
  });

  it('is a section that was hidden with all that is in it, and is back', async () => {
    const [course] = semester.courses;
    const section = course?.sections.find(({ modules }) => modules.some((one) => one.visible));
    const number = section?.number ?? 0;
    semester.moodle.hideSection(course?.id ?? 0, number);
    const hidden = await semester.news();
    const items = hidden.filter(({ subject }) => subject === 'item');
    expect(items).not.toEqual([]);
    expect(items.map(({ kind }) => kind)).toEqual(items.map(() => 'hidden'));
    semester.moodle.showSection(course?.id ?? 0, number);
    const back = (await semester.news()).filter(({ subject }) => subject === 'item');
    expect(back.map(({ kind }) => kind)).toEqual(back.map(() => 'restored'));
    expect(back).toHaveLength(items.length);
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

  it('costs a course alone whose rows the database refuses, and is told once it takes them', async () => {
    const { cmid } = semester.module('resource');
    const at = semester.courses.find(({ sections }) =>
      sections.some(({ modules }) => modules.some((one) => one.cmid === cmid)),
    );
    await spike.sql(`ALTER TABLE library_items ADD CONSTRAINT refused CHECK (name <> 'מסורב')`);
    semester.moodle.renameModule(cmid, 'מסורב');
    const before = await semester.items();
    const job = await semester.sync();
    await spike.sql('ALTER TABLE library_items DROP CONSTRAINT refused');
    expect(job).toMatchObject({ status: 'completed', summary: { courses: 2, coursesFailed: 1, changes: 0 } });
    expect(job.attempt).toBe(1);
    expect(job.receipt.filter(({ outcome }) => outcome !== 'read')).toMatchObject([
      {
        moodleId: at?.id,
        outcome: 'failed',
        error: { code: 'library.not-stored' },
        staleSince: expect.stringMatching(/^\d{4}-/),
        triedAgain: true,
      },
    ]);
    expect(await semester.items()).toEqual(before);
    const logged = spike.logs.filter((line) => line.includes('PostgreSQL refused rows'));
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('library_items');
    expect(spike.logs.filter((line) => line.includes('מסורב') && !line.includes('"level":10'))).toEqual([]);
    expect(brief(await semester.news())).toEqual([['changed', 'item', cmid]]);
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
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: ChangesReply = await semester.get(`/api/changes?limit=2${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all.items.map(({ id }) => id));
    const onwards: string[] = [];
    for (let after = '0'; ;) {
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
