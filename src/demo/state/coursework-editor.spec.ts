import { DemoUniversity, ModuleModel, file, homework, quiz, startDemoUniversity } from '../index';
import { DemoVisitor } from '../visitor';

const AT = 2_000_000_000;

let university: DemoUniversity;
let noa: DemoVisitor;
let userId: number;
let courseId: number;
let task: ModuleModel;
let exam: ModuleModel;
let clock: number;
const now = (): number => Math.floor(clock / 1000);

const start = async (release: '4.5' | '4.1' = '4.5'): Promise<void> => {
  clock = Date.now();
  university = await startDemoUniversity({ release, now: () => clock });
  noa = await new DemoVisitor(university.url).as('noa');
  ({ userid: userId } = await noa.read<{ userid: number }>('core_webservice_get_site_info'));
  courseId = university.control.coursesOf('noa')[0]?.id ?? 0;
  task = university.control.addModule(courseId, homework('תרגיל חדש', { dueDays: 3, state: 'untouched' }), 1);
  exam = university.control.addModule(courseId, quiz('בוחן חדש', { opensDays: -1, closesDays: 2 }), 1);
  clock += 3_600_000;
};
beforeEach(() => start());
afterEach(() => university.stop());

type Row = Record<string, unknown>;
const assignment = async (): Promise<Row | undefined> => {
  const reply = await noa.read<{ courses: { assignments: Row[] }[] }>('mod_assign_get_assignments', {
    'courseids[0]': courseId,
  });
  return reply.courses[0]?.assignments.find(({ cmid }) => cmid === task.cmid);
};
const quizRow = async (): Promise<Row | undefined> => {
  const fields = { 'courseids[0]': courseId };
  const { quizzes } = await noa.read<{ quizzes: Row[] }>('mod_quiz_get_quizzes_by_courses', fields);
  return quizzes.find(({ coursemodule }) => coursemodule === exam.cmid);
};
const events = async (): Promise<Row[]> =>
  (
    await noa.read<{ events: Row[] }>('core_calendar_get_calendar_events', {
      'events[courseids][0]': courseId,
      'options[userevents]': 1,
    })
  ).events;
const eventsOf = async ({ type, instance }: ModuleModel): Promise<Row[]> =>
  (await events()).filter((event) => event.modulename === type && event.instance === instance);
const status = (): Promise<Row> => noa.read('mod_assign_get_submission_status', { assignid: task.instance });

describe('dates', () => {
  it('of an assignment move, and its time of change with them', async () => {
    university.control.setDueDate(task.cmid, AT);
    university.control.setOpening(task.cmid, AT - 100);
    university.control.setCutoff(task.cmid, AT + 100);
    expect(await assignment()).toMatchObject({
      duedate: AT,
      allowsubmissionsfromdate: AT - 100,
      cutoffdate: AT + 100,
      timemodified: now(),
    });
  });

  it('of a quiz move', async () => {
    university.control.setDueDate(exam.cmid, AT);
    university.control.setOpening(exam.cmid, AT - 100);
    expect(await quizRow()).toMatchObject({ timeopen: AT - 100, timeclose: AT });
  });

  it('moved for the student leave no trace in the time of change', async () => {
    const before = await assignment();
    university.control.setOverride(task.cmid, { for: 'student', due: AT });
    expect(await assignment()).toEqual({ ...before, duedate: AT });
    expect(await eventsOf(task)).toMatchObject([
      { eventtype: 'due', timestart: AT, userid: userId, groupid: null },
    ]);
  });

  it('moved for a group are told to whoever names the group', async () => {
    const group = university.control.addGroup(courseId, 'ק');
    university.control.setOverride(exam.cmid, { for: group, due: AT, attemptsAllowed: 9 });
    expect(await quizRow()).toMatchObject({ timeclose: AT, attempts: 9 });
    expect(await eventsOf(exam)).toMatchObject([{ eventtype: 'open' }]);
    const fields = { 'events[courseids][0]': courseId, 'events[groupids][0]': group.id };
    const named = await noa.read<{ events: Row[] }>('core_calendar_get_calendar_events', fields);
    expect(named.events.filter(({ groupid }) => groupid === group.id)).toMatchObject([
      { eventtype: 'close', timestart: AT, instance: exam.instance },
    ]);
  });

  it.each(['4.5', '4.1'] as const)(
    'extended for the student are told by the submission alone on %s',
    async (release) => {
      await university.stop();
      await start(release);
      const before = await assignment();
      university.control.grantExtension(task.cmid, AT);
      expect(await assignment()).toEqual(before);
      expect(await status()).toMatchObject({ lastattempt: { extensionduedate: AT } });
      const types = (await eventsOf(task)).map(({ eventtype }) => eventtype);
      expect(types).toEqual(release === '4.5' ? ['due', 'extension'] : ['due']);
      university.control.grantExtension(task.cmid, null);
      expect(await eventsOf(task)).toHaveLength(1);
    },
  );

  it('are no matter of other activities', () => {
    const lecture = university.control.addModule(courseId, file('הרצאה'));
    expect(() => university.control.setCutoff(lecture.cmid, AT)).toThrow('not an assignment');
    expect(() => university.control.finishAttempt(lecture.cmid, 1)).toThrow('not a quiz');
  });
});

describe('work', () => {
  const gradeItem = async (module: ModuleModel): Promise<Row | undefined> => {
    const fields = { courseid: courseId, userid: userId };
    const reply = await noa.read<{ usergrades: { gradeitems: Row[] }[] }>(
      'gradereport_user_get_grade_items',
      fields,
    );
    return reply.usergrades[0]?.gradeitems.find(({ cmid }) => cmid === module.cmid);
  };
  const total = async (): Promise<unknown> => {
    const { grades } = await noa.read<{ grades: Row[] }>('gradereport_overview_get_course_grades');
    return grades.find((row) => row.courseid === courseId)?.rawgrade;
  };

  it('is saved, handed in and graded, and the course total tells', async () => {
    const { control } = university;
    control.submit(task.cmid, { text: '<p>טיוטה</p>', draft: true });
    expect(await status()).toMatchObject({
      lastattempt: { submission: { status: 'draft', timemodified: now() } },
    });
    control.submit(task.cmid, { files: ['ex.zip'] });
    expect(await status()).toMatchObject({
      lastattempt: { submission: { status: 'submitted' }, graded: false },
    });
    const before = await total();
    control.grade(task.cmid, 61, { comment: '<p>לא רע</p>', files: ['הערות.pdf'] });
    const graded = await status();
    expect(graded).toMatchObject({ lastattempt: { graded: true }, feedback: { gradeddate: now() } });
    expect(JSON.stringify(graded)).toContain('הערות.pdf');
    expect(await gradeItem(task)).toMatchObject({ graderaw: 61, feedback: '<p>לא רע</p>' });
    expect(await total()).not.toBe(before);
    control.ungrade(task.cmid);
    expect(await total()).toBe(before);
  });

  it('of a quiz is begun and finished, and the best grade counts', async () => {
    const { control } = university;
    const attempts = async (): Promise<unknown[]> => {
      const fields = { quizid: exam.instance, status: 'all' };
      const reply = await noa.read<{ attempts: Row[] }>('mod_quiz_get_user_attempts', fields);
      return reply.attempts.map(({ state }) => state);
    };
    control.startAttempt(exam.cmid);
    expect(await attempts()).toEqual(['inprogress']);
    control.finishAttempt(exam.cmid, 70);
    expect(await attempts()).toEqual(['finished']);
    control.finishAttempt(exam.cmid, 40);
    expect(await attempts()).toEqual(['finished', 'finished']);
    expect(await gradeItem(exam)).toMatchObject({ graderaw: 70 });
  });
});

describe('announcements', () => {
  const news = async (): Promise<Row | undefined> => {
    const fields = { 'courseids[0]': courseId };
    const forums = await noa.read<Row[]>('mod_forum_get_forums_by_courses', fields);
    return forums.find(({ type }) => type === 'news');
  };
  const discussions = async (): Promise<Row[]> => {
    const fields = { forumid: Number((await news())?.id), sortorder: 1 };
    return (await noa.read<{ discussions: Row[] }>('mod_forum_get_forum_discussions', fields)).discussions;
  };

  it('are put up, edited and deleted', async () => {
    const { control } = university;
    const before = await discussions();
    const { id } = control.announce(courseId, { subject: 'שיעור בוטל', files: ['לוח.pdf'] });
    const own = async (): Promise<Row | undefined> => (await discussions()).find((row) => row.id === id);
    expect(await own()).toMatchObject({ subject: 'שיעור בוטל', created: now(), attachment: true });
    expect((await news())?.numdiscussions).toBe(before.length + 1);
    clock += 60_000;
    control.editPost(courseId, id, (post) => (post.message = '<p>בכל זאת</p>'));
    expect(await own()).toMatchObject({
      message: '<p>בכל זאת</p>',
      created: now() - 60,
      modified: now(),
      // of the newest post, edited or not
      timemodified: now() - 60,
    });
    expect((await news())?.numdiscussions).toBe(before.length + 1);
    control.deletePost(courseId, id);
    expect(await discussions()).toEqual(before);
    expect(() => control.deletePost(courseId, id)).toThrow('no such post');
  });
});

describe('events of the calendar', () => {
  it('are added, moved and removed', async () => {
    const { control } = university;
    const before = await events();
    const { id } = control.addEvent(courseId, { name: 'מועד ב', at: AT, place: 'אולם 1' });
    const own = async (): Promise<Row | undefined> => (await events()).find((event) => event.id === id);
    expect(await own()).toMatchObject({
      name: 'מועד ב',
      eventtype: 'course',
      timestart: AT,
      timeduration: 10_800,
    });
    control.moveEvent(courseId, id, AT + 3600);
    expect(await own()).toMatchObject({ timestart: AT + 3600, timemodified: now() });
    control.removeEvent(courseId, id);
    expect(await events()).toEqual(before);
    expect(() => control.moveEvent(courseId, id, AT)).toThrow('no such event');
  });
});
