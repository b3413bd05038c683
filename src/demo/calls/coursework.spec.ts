import { DemoUniversity, startDemoUniversity } from '../index';
import { DemoVisitor } from '../visitor';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const SECONDS = NOW / 1000;

interface Assignments {
  courses: {
    id: number;
    assignments: { id: number; cmid: number; name: string; duedate: number; intro?: string }[];
  }[];
  warnings: { item: string; itemid: number }[];
}
interface Status {
  lastattempt: {
    submission?: { status: string };
    teamsubmission?: { status: string };
    graded: boolean;
    extensionduedate: number | null;
  };
  feedback?: { gradefordisplay: string };
  assignmentdata: unknown;
}
interface ActionEvents {
  events: { id: number; instance: number; timesort: number; overdue: boolean; activityname: string }[];
  lastid?: number;
}

let university: DemoUniversity;
let noa: DemoVisitor;
let all: Assignments;

beforeAll(async () => {
  university = await startDemoUniversity({ now: () => NOW });
  noa = await new DemoVisitor(university.url).as('noa');
  all = await noa.read<Assignments>('mod_assign_get_assignments');
});
afterAll(() => university.stop());

const courseIds = (): number[] => university.control.coursesOf('noa').map((course) => course.id);
const status = (name: string): Promise<Status> => {
  const found = all.courses.flatMap((course) => course.assignments).find((each) => each.name === name);
  return noa.read<Status>('mod_assign_get_submission_status', { assignid: found?.id ?? 0 });
};

describe('assignments', () => {
  it('come for all courses, or for those named, with a warning for the others', async () => {
    expect(all.courses.map((course) => course.id)).toEqual(courseIds());
    const stranger = university.control.coursesOf('dan')[0]?.id ?? 0;
    const some = await noa.read<Assignments>('mod_assign_get_assignments', {
      'courseids[0]': courseIds()[1] ?? 0,
      'courseids[1]': stranger,
    });
    expect(some.courses.map((course) => course.id)).toEqual([courseIds()[1]]);
    expect(some.warnings).toMatchObject([{ item: 'course', itemid: stranger }]);
  });

  it('keep their text to themselves until they open', () => {
    const shown = all.courses.flatMap((course) => course.assignments);
    const later = shown.filter((each) => each.intro === undefined).map((each) => each.name);
    expect(later).toContain('תרגיל בית 6 - מיון');
    expect(later).not.toContain('תרגיל בית 4');
  });

  it.each<[string, (found: Status) => unknown, unknown]>([
    ['תרגיל בית 5 - רקורסיה', (found) => 'submission' in found.lastattempt, false],
    ['תרגיל בית 4', (found) => found.lastattempt.submission?.status, 'draft'],
    [
      'תרגיל בית 3',
      (found) => [found.lastattempt.submission?.status, found.lastattempt.graded],
      ['submitted', false],
    ],
    ['תרגיל בית 1', (found) => found.feedback?.gradefordisplay, '96.00&nbsp;/&nbsp;100.00'],
    ['דוח מעבדה 2', (found) => found.lastattempt.teamsubmission?.status, 'new'],
    ['ש"ב 3', (found) => found.lastattempt.submission?.status, 'reopened'],
    ['תרגיל בית 6 - מיון', (found) => found.assignmentdata, []],
  ])('tell how %s stands', async (name, look, expected) => {
    expect(look(await status(name))).toEqual(expected);
  });

  it('tell an extension in the status alone', async () => {
    const { lastattempt } = await status('HW2');
    const listed = all.courses.flatMap((course) => course.assignments).find((each) => each.name === 'HW2');
    expect(lastattempt.extensionduedate).toBeGreaterThan(listed?.duedate ?? Infinity);
  });
});

describe('the calendar', () => {
  const events = (fields: Record<string, number>): Promise<ActionEvents> =>
    noa.read<ActionEvents>('core_calendar_get_action_events_by_timesort', fields);

  it('names what is left to do, soonest first, by its course-module id', async () => {
    const found = await events({ timesortfrom: SECONDS, limitnum: 50 });
    expect(found.events[0]).toMatchObject({
      activityname: 'תרגיל בית 4',
      timesort: SECONDS + 20 * 3600,
      overdue: false,
    });
    const times = found.events.map((event) => event.timesort);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const cmids = all.courses.flatMap((course) => course.assignments).map((each) => each.cmid);
    expect(cmids).toContain(found.events[0]?.instance);
    expect(found.events.map((event) => event.activityname)).not.toContain('מטלה 2: פסקת טיעון');
  });

  it('is paged by the last event', async () => {
    const whole = await events({ timesortfrom: SECONDS, limitnum: 50 });
    const one = await events({ timesortfrom: SECONDS, limitnum: 4 });
    const two = await events({ timesortfrom: SECONDS, limitnum: 46, aftereventid: one.lastid ?? 0 });
    expect([...one.events, ...two.events]).toEqual(whole.events);
  });

  it('knows the exams', async () => {
    const fields = Object.fromEntries(courseIds().map((id, index) => [`events[courseids][${index}]`, id]));
    const { events: rows } = await noa.read<{ events: { name: string; eventtype: string }[] }>(
      'core_calendar_get_calendar_events',
      { ...fields, 'options[timestart]': SECONDS },
    );
    const exams = rows.filter((row) => row.eventtype === 'course').map((row) => row.name);
    expect(exams).toContain('מבחן סופי מועד א - מבוא למדעי המחשב');
    expect(exams).toContain('Final exam - Signals &amp; Systems');
  });
});

describe('courses', () => {
  const enrolled = async (userid: number): Promise<number[]> =>
    (await noa.read<{ id: number }[]>('core_enrol_get_users_courses', { userid })).map((course) => course.id);

  it('of another student are those the two share, and of nobody none', async () => {
    expect(await enrolled(university.control.student('noa').id)).toEqual(courseIds());
    expect(await enrolled(university.control.student('dan').id)).toEqual([]);
    expect(await enrolled(0)).toEqual([]);
  });

  it.each([
    ['all', 8],
    ['past', 1],
    ['inprogress', 7],
    ['favourites', 1],
    ['future', 0],
  ])('are classified: %s', async (classification, count) => {
    const { courses, nextoffset } = await noa.read<{ courses: unknown[]; nextoffset: number }>(
      'core_course_get_enrolled_courses_by_timeline_classification',
      { classification },
    );
    expect([courses.length, nextoffset]).toEqual([count, count]);
  });
});

it('grades: each item, then the course; the overview tells the same total', async () => {
  const [courseid] = courseIds();
  const { usergrades } = await noa.read<{
    usergrades: { gradeitems: { itemtype: string; itemname: string | null; gradeformatted: string }[] }[];
  }>('gradereport_user_get_grade_items', {
    courseid: courseid ?? 0,
    userid: university.control.student('noa').id,
  });
  const items = usergrades[0]?.gradeitems ?? [];
  expect(items.find((item) => item.itemname === 'HW1')?.gradeformatted).toBe('78.00');
  expect(items.find((item) => item.itemname === 'HW3')?.gradeformatted).toBe('-');
  expect(items.at(-1)).toMatchObject({ itemtype: 'course', itemname: null });
  const { grades } = await noa.read<{ grades: { courseid: number; grade: string }[] }>(
    'gradereport_overview_get_course_grades',
  );
  expect(grades.find((grade) => grade.courseid === courseid)?.grade).toBe(items.at(-1)?.gradeformatted);
});

it('forums: pinned first, newest next, a page beyond the end empty', async () => {
  const forums = await noa.read<{ id: number; type: string; numdiscussions: number }[]>(
    'mod_forum_get_forums_by_courses',
    {
      'courseids[0]': courseIds()[3] ?? 0,
    },
  );
  const news = forums.find((forum) => forum.type === 'news');
  const page = (number: number): Promise<{ discussions: { name: string }[] }> =>
    noa.read('mod_forum_get_forum_discussions', {
      forumid: news?.id ?? 0,
      sortorder: 1,
      page: number,
      perpage: 3,
    });
  expect((await page(0)).discussions.map((each) => each.name)).toEqual([
    'הארכת מועד לתרגיל 4',
    'שיעור השלמה',
    'פורסמו ציוני תרגיל 2',
  ]);
  expect((await page(1)).discussions).toHaveLength((news?.numdiscussions ?? 0) - 3);
  expect((await page(9)).discussions).toEqual([]);
});

it('quizzes: attempts by their state, and the best grade', async () => {
  const { quizzes } = await noa.read<{ quizzes: { id: number; name: string }[] }>(
    'mod_quiz_get_quizzes_by_courses',
  );
  const id = (name: string): number => quizzes.find((quiz) => quiz.name === name)?.id ?? 0;
  const finished = id('בוחן 1 - פונקציות ולולאות');
  const running = id('בוחן תרגול');
  const attempts = async (quizid: number, state: string): Promise<unknown[]> =>
    (await noa.read<{ attempts: unknown[] }>('mod_quiz_get_user_attempts', { quizid, status: state }))
      .attempts;
  expect(await attempts(finished, 'finished')).toMatchObject([{ state: 'finished' }]);
  expect(await attempts(finished, 'unfinished')).toEqual([]);
  expect(await attempts(running, 'all')).toMatchObject([{ state: 'inprogress' }]);
  expect(await noa.read('mod_quiz_get_user_best_grade', { quizid: finished })).toMatchObject({
    hasgrade: true,
    grade: 88,
  });
  expect(await noa.read('mod_quiz_get_user_best_grade', { quizid: running })).toEqual({
    hasgrade: false,
    warnings: [],
  });
});
