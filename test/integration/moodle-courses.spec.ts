import { Logger } from '@nestjs/common';
import { AppError } from '../../src/errors';
import { startDemoUniversity, type DemoUniversity, type ModuleModel } from '../../src/demo';
import {
  MoodleService,
  type CourseQuestions,
  type CourseReading,
  type Listed,
  type MoodleOverview,
  type MoodleReader,
  type Outcome,
} from '../../src/moodle';
import {
  collect,
  json,
  NO_QUESTIONS,
  readCourse,
  refusal,
  rejection,
  siteInfo,
  Started,
  valueOf,
} from './moodle-site';

const signal = (): AbortSignal => AbortSignal.timeout(20_000);
const DAY = 24 * 3600;

let demo: DemoUniversity;
const moodle = new MoodleService();
afterAll(() => moodle.onModuleDestroy());

const readerOf = (username: string): Promise<MoodleReader> =>
  moodle.openReader(
    { site: { universityId: 'demo', baseUrl: demo.url }, token: demo.control.tokenOf(username) },
    signal(),
  );

/** Everything there is to ask. */
function everything(overview: MoodleOverview, courseIds: readonly number[]): CourseQuestions {
  return {
    grades: courseIds,
    assignments: valueOf(overview.assignments),
    quizzes: valueOf(overview.quizzes),
    forums: valueOf(overview.forums).filter(({ type }) => type === 'news'),
  };
}

interface Whole {
  readonly reader: MoodleReader;
  readonly courseIds: readonly number[];
  readonly overview: MoodleOverview;
  readonly readings: ReadonlyMap<number, CourseReading>;
}

const overviewOf = (reader: MoodleReader, courseIds: readonly number[]): Promise<MoodleOverview> =>
  reader.readOverview(courseIds, { eventsSince: 1 }, signal());

async function readWhole(username: string): Promise<Whole> {
  const reader = await readerOf(username);
  const courseIds = (await reader.listCourses(signal())).rows.map(({ id }) => id);
  const overview = await overviewOf(reader, courseIds);
  const questions = everything(overview, courseIds);
  const readings = await collect(reader.readCourses(courseIds, questions, signal()));
  return { reader, courseIds, overview, readings };
}

/** Activities that the student may open, straight from the university's own data. */
const opened = (courseId: number, type: string): ModuleModel[] =>
  demo.control
    .course(courseId)
    .sections.filter(({ visible, restriction }) => visible && restriction === null)
    .flatMap(({ modules }) => modules)
    .filter((module) => module.type === type && module.visible && module.restriction === null);

describe.each(['4.5', '4.1'] as const)('all of a student’s courses on Moodle %s', (release) => {
  let whole: Whole;
  beforeAll(async () => {
    demo = await startDemoUniversity({ release });
    whole = await readWhole('noa');
  });
  afterAll(() => demo.stop());

  const each = (type: string): [CourseReading, ModuleModel][] =>
    whole.courseIds.flatMap((courseId) => {
      const reading = whole.readings.get(courseId);
      return reading
        ? opened(courseId, type).map((module): [CourseReading, ModuleModel] => [reading, module])
        : [];
    });

  it('come whole, each once, as one by one', async () => {
    expect([...whole.readings.keys()].sort()).toEqual([...whole.courseIds].sort());
    for (const [courseId, { contents }] of whole.readings)
      expect(valueOf(contents)).toEqual(await readCourse(whole.reader, courseId, signal()));
  });

  it('with category and teacher', () => {
    const extras = valueOf(whole.overview.courses);
    expect(extras.map(({ id }) => id).sort()).toEqual([...whole.courseIds].sort());
    for (const { id, categoryId, categoryName, teachers } of extras) {
      const truth = demo.control.course(id);
      expect([categoryId, teachers]).toEqual([truth.categoryId, [truth.lecturer.name]]);
      expect(categoryName).toMatch(/\S/);
    }
  });

  it('with what was handed in and what came back', () => {
    const assignments = each('assign');
    expect(assignments.length).toBeGreaterThan(10);
    for (const [{ submissions }, { instance, assignment }] of assignments) {
      if (!assignment) throw new Error('an assignment without its data');
      const { submission, feedback } = assignment;
      const touched = !['none', 'new'].includes(submission.status);
      const found = valueOf(submissions.get(instance));
      expect(found.status).toBe(touched ? submission.status : 'none');
      expect(found.files.map(({ name }) => name)).toEqual(
        touched ? submission.files.map(({ name }) => name) : [],
      );
      expect(found.points).toBe(feedback?.grade ?? null);
      expect(found.gradedAt).toBe(feedback?.at ?? null);
      expect(found.feedbackFiles.map(({ name }) => name)).toEqual(
        feedback?.files.map(({ name }) => name) ?? [],
      );
      if (feedback?.comment) expect(found.feedback).toMatch(/\S/);
    }
    const found = assignments.map(([{ submissions }, { instance }]) => valueOf(submissions.get(instance)));
    expect(found.some(({ files }) => files.length > 0)).toBe(true);
    expect(found.some(({ points }) => points !== null)).toBe(true);
  });

  it('with every quiz, its attempts and its best grade', () => {
    const quizzes = each('quiz');
    expect(valueOf(whole.overview.quizzes)).toHaveLength(quizzes.length);
    for (const [reading, { instance, cmid, quiz }] of quizzes) {
      const found = valueOf(whole.overview.quizzes).find(({ id }) => id === instance);
      expect(found).toMatchObject({
        cmid,
        opensAt: quiz?.opens || null,
        closesAt: quiz?.closes || null,
        timeLimit: quiz?.timeLimit || null,
      });
      const state = valueOf(reading.quizzes.get(instance));
      expect(state.attempts).toHaveLength(quiz?.attempts.length ?? -1);
      expect(state.bestGrade).toBe(quiz?.bestGrade);
    }
    expect(quizzes.some(([, { quiz }]) => quiz?.bestGrade !== null)).toBe(true);
  });

  it('with grades of everything that is graded', () => {
    for (const [reading, { cmid, assignment }] of each('assign')) {
      const item = valueOf(reading.grades).rows.find((row) => row.cmid === cmid);
      if ((assignment?.gradeMax ?? 0) > 0)
        expect(item).toMatchObject({
          kind: 'activity',
          grade: assignment?.feedback?.grade ?? null,
          hidden: false,
        });
      else expect(item).toBeUndefined();
    }
    for (const { grades } of whole.readings.values()) {
      const { rows, whole: isWhole } = valueOf(grades);
      expect(rows.filter(({ kind }) => kind === 'course')).toHaveLength(1);
      expect(isWhole).toBe(true);
    }
  });

  it('with the total of each course as its grade report tells it', () => {
    const totals = valueOf(whole.overview.totals);
    expect(totals.map(({ id }) => id).sort()).toEqual([...whole.courseIds].sort());
    for (const { id, shown, raw } of totals) {
      const own = valueOf(whole.readings.get(id)?.grades).rows.find(({ kind }) => kind === 'course');
      expect([id, shown, raw]).toEqual([id, own?.shown, own?.grade?.toFixed(5) ?? null]);
    }
    expect(totals.some(({ shown }) => shown !== null)).toBe(true);
  });

  it('with announcements and what hangs on them', () => {
    const forums = each('forum').filter(([, { forum }]) => forum?.kind === 'news');
    expect(forums.length).toBeGreaterThan(0);
    for (const [{ discussions }, { instance, forum }] of forums) {
      const { rows: found, whole: isWhole } = valueOf(discussions.get(instance));
      const truth = (forum?.posts ?? []).map(({ discussion, files }) => [
        discussion,
        files.map(({ name }) => name),
      ]);
      expect(found.map(({ id, files }) => [id, files.map(({ name }) => name)]).sort()).toEqual(truth.sort());
      expect(isWhole).toBe(true);
    }
    const general = valueOf(whole.overview.forums).find(({ type }) => type !== 'news');
    expect(general?.discussions).toBeGreaterThanOrEqual(0);
  });

  it('with exams and deadlines of the calendar', () => {
    const { rows: events, whole: isWhole } = valueOf(whole.overview.events);
    expect(isWhole).toBe(true);
    for (const courseId of whole.courseIds)
      for (const { id, at } of demo.control.course(courseId).exams)
        expect(events).toContainEqual(
          expect.objectContaining({ id, courseId, type: 'course', startsAt: at }),
        );
    expect(events.some(({ type, activityType }) => type === 'due' && activityType === 'assign')).toBe(true);
  });

  it('with the text of pages and of books', async () => {
    const pages = new Map(valueOf(whole.overview.pages).map(({ cmid, text }) => [cmid, text]));
    for (const [, { cmid }] of each('page')) expect(pages.get(cmid)).toMatch(/\S/);
    const books = each('book');
    expect(books.length).toBeGreaterThan(0);
    for (const [{ contents }, { cmid, chapters }] of books) {
      const found = valueOf(contents)
        .sections.flatMap(({ modules }) => modules)
        .find((module) => module.cmid === cmid);
      expect(found?.chapters.map(({ title }) => title)).toEqual(chapters.map(({ title }) => title));
      for (const { url } of found?.chapters ?? [])
        expect(await whole.reader.readHtml(url, signal())).toMatch(/\S/);
    }
  });

  it('with what is done', () => {
    const modules = [...whole.readings.values()].flatMap(({ contents }) =>
      valueOf(contents).sections.flatMap((section) => section.modules),
    );
    for (const { cmid, completion } of modules) {
      const truth = demo.control.module(cmid);
      expect(completion?.completedAt ?? null).toBe(truth.completedAt || null);
      expect(completion === null).toBe(truth.completion === 0);
    }
    expect(modules.some(({ completion }) => completion?.state === 'complete')).toBe(true);
  });

  it('in few requests, and what each course took adds up to them', async () => {
    demo.control.forgetRequests();
    const { reader, readings } = await readWhole('noa');
    const sent = demo.requests.length;
    expect(sent).toBeLessThanOrEqual(15);
    expect(reader.stats().requests).toBe(sent);
    const costs = [...readings.values()].map(({ cost }) => cost);
    expect(costs.reduce((sum, { requests }) => sum + requests, 0)).toBeCloseTo(sent - 5);
    for (const { bytes, ms } of costs) expect(Math.min(bytes, ms)).toBeGreaterThan(0);
  });

  it('of which only contents are asked when nothing else is named', async () => {
    demo.control.forgetRequests();
    const readings = await collect(whole.reader.readCourses(whole.courseIds, NO_QUESTIONS, signal()));
    const asked = demo.requests.flatMap(({ functions }) => functions);
    expect(asked.filter((name) => name !== 'tool_mobile_call_external_functions')).toEqual(
      whole.courseIds.map(() => 'core_course_get_contents'),
    );
    for (const { grades, submissions, quizzes, discussions } of readings.values())
      expect([grades, submissions.size, quizzes.size, discussions.size]).toEqual([null, 0, 0, 0]);
  });
});

describe.each(['4.5', '4.1'] as const)('dates moved for a student on Moodle %s', (release) => {
  const DUE = 2_000_000_000;
  const GROUPS = 'core_group_get_course_user_groups';
  beforeEach(async () => {
    demo = await startDemoUniversity({ release });
  });
  afterEach(() => demo.stop());

  /** One of noa's activities with a date, with its course. */
  const activity = (type: 'assign' | 'quiz'): { courseId: number; module: ModuleModel } => {
    for (const { id } of demo.control.coursesOf('noa')) {
      const module = opened(id, type).find(({ assignment, quiz }) => assignment?.due || quiz?.closes);
      if (module) return { courseId: id, module };
    }
    throw new Error(`noa has no ${type} with a date`);
  };
  const eventsOn = ({ instance, type }: ModuleModel, overview: MoodleOverview): unknown[] =>
    valueOf(overview.events)
      .rows.filter(
        (event) => event.activityType === type && event.instance === instance && event.type !== 'open',
      )
      .map(({ startsAt, override }) => [startsAt, override]);
  const overviewOfNoa = async (): Promise<MoodleOverview> => {
    const reader = await readerOf('noa');
    return overviewOf(
      reader,
      (await reader.listCourses(signal())).rows.map(({ id }) => id),
    );
  };

  it.each(['student', 'group'] as const)('or for a group (%s) are the dates there are', async (whom) => {
    const assign = activity('assign');
    const quiz = activity('quiz');
    const before = await overviewOfNoa();
    expect(eventsOn(assign.module, before)).toEqual([[assign.module.assignment?.due, false]]);
    for (const { courseId, module } of [assign, quiz])
      demo.control.setOverride(module.cmid, {
        for: whom === 'student' ? whom : demo.control.addGroup(courseId, 'קבוצת תרגול 12'),
        due: DUE,
        cutoff: DUE + DAY,
        timeLimit: 5400,
        attemptsAllowed: 7,
      });
    const after = await overviewOfNoa();
    for (const { module } of [assign, quiz]) expect(eventsOn(module, after)).toEqual([[DUE, true]]);
    expect(valueOf(after.assignments).find(({ cmid }) => cmid === assign.module.cmid)).toMatchObject({
      dueAt: DUE,
      cutoffAt: DUE + DAY,
    });
    expect(valueOf(after.quizzes).find(({ cmid }) => cmid === quiz.module.cmid)).toMatchObject({
      closesAt: DUE,
      timeLimit: 5400,
      attemptsAllowed: 7,
    });
    const others = (overview: MoodleOverview): unknown[] =>
      valueOf(overview.events).rows.filter(({ instance }) => instance !== assign.module.instance);
    expect(others(after)).toHaveLength(others(before).length);
    demo.control.setOverride(assign.module.cmid, null);
    expect(eventsOn(assign.module, await overviewOfNoa())).toEqual(eventsOn(assign.module, before));
  });

  it('cost no request of their own', async () => {
    demo.control.forgetRequests();
    await overviewOfNoa();
    expect(demo.requests).toHaveLength(5);
    expect(
      demo.requests.flatMap(({ functions }) => functions).filter((name) => name === GROUPS),
    ).toHaveLength(1);
  });

  it('are not taken for nothing when groups are not to be had for the moment', async () => {
    const { courseId, module } = activity('assign');
    demo.control.setOverride(module.cmid, { for: demo.control.addGroup(courseId, 'א'), due: DUE });
    const away = demo.control.fault({ fn: GROUPS, times: 3 }, { http: 503 });
    const { events, unread, ...others } = await overviewOfNoa();
    expect([events, unread]).toMatchObject([{ ok: false, error: { retryable: true } }, undefined]);
    expect(Object.values(others).every(({ ok }) => ok)).toBe(true);
    expect(away.hits).toBeGreaterThan(0);
  });

  it('are had when groups come at the second asking', async () => {
    const { courseId, module } = activity('assign');
    demo.control.setOverride(module.cmid, { for: demo.control.addGroup(courseId, 'א'), due: DUE });
    demo.control.fault({ fn: GROUPS, times: 1 }, { fail: 'dmlreadexception' });
    expect(eventsOn(module, await overviewOfNoa())).toEqual([[DUE, true]]);
  });

  it('for a group are left out where the site tells no groups; all else is there', async () => {
    const { courseId, module } = activity('assign');
    demo.control.setOverride(module.cmid, { for: demo.control.addGroup(courseId, 'א'), due: DUE });
    demo.control.fault({ fn: GROUPS }, { fail: 'nopermissions' });
    const overview = await overviewOfNoa();
    expect(eventsOn(module, overview)).toEqual([]);
    expect(valueOf(overview.events).rows.length).toBeGreaterThan(10);
  });
});

describe('when something fails', () => {
  beforeEach(async () => {
    demo = await startDemoUniversity();
  });
  afterEach(() => demo.stop());

  const codes = (readings: ReadonlyMap<number, CourseReading>): string[] =>
    [...readings.values()].flatMap(({ contents }) => (contents.ok ? [] : [contents.error.code]));

  it('a course that is closed costs itself alone', async () => {
    const closed = demo.control.coursesOf('noa')[1]?.id ?? 0;
    demo.control.fault(
      { fn: 'core_course_get_contents', courseId: closed },
      { fail: 'errorcoursecontextnotvalid' },
    );
    const { readings, courseIds } = await readWhole('noa');
    expect(readings.size).toBe(courseIds.length);
    expect(codes(readings)).toEqual(['moodle.course-unavailable']);
    expect(readings.get(closed)?.grades?.ok).toBe(true);
  });

  it('a grade report that Moodle cannot make costs itself; best grades are asked of the quizzes then', async () => {
    const sick = demo.control
      .coursesOf('noa')
      .find(({ id }) => opened(id, 'quiz').some(({ quiz }) => quiz?.bestGrade));
    const courseId = sick?.id ?? 0;
    for (const fn of ['gradereport_user_get_grade_items', 'gradereport_user_get_grades_table'] as const)
      demo.control.fault({ fn, courseId }, { fail: 'invalidresponse' });
    const { readings } = await readWhole('noa');
    const failed = [...readings.values()].filter(({ grades }) => !grades?.ok);
    expect(failed.map((reading) => reading.courseId)).toEqual([courseId]);
    for (const { instance, quiz } of opened(courseId, 'quiz'))
      expect(valueOf(readings.get(courseId)?.quizzes.get(instance)).bestGrade).toBe(quiz?.bestGrade);
    expect(demo.requests.flatMap(({ functions }) => functions)).toContain('mod_quiz_get_user_best_grade');
  });

  it('a grade report that Moodle makes and refuses to send comes as a table, and best grades from the quizzes', async () => {
    const { id: courseId = 0 } =
      demo.control
        .coursesOf('noa')
        .find(({ id }) => opened(id, 'quiz').some(({ quiz }) => quiz?.bestGrade)) ?? {};
    /** With the digits that are shown; what the table does not tell is left out. */
    const told = ({ readings }: Whole) =>
      valueOf(readings.get(courseId)?.grades).rows.map(({ grade, ...row }) => {
        const { instance: _instance, gradedAt: _at, weight: _weight, categoryId: _category, ...rest } = row;
        return { ...rest, grade: grade === null ? null : Number(grade.toFixed(2)) };
      });
    const before = told(await readWhole('noa'));
    demo.control.fault({ fn: 'gradereport_user_get_grade_items', courseId }, { fail: 'invalidresponse' });
    const now = await readWhole('noa');
    expect(valueOf(now.readings.get(courseId)?.grades).whole).toBe(true);
    expect(told(now)).toEqual(before);
    expect(before.filter(({ shown, feedback }) => shown !== null && feedback !== null)).not.toEqual([]);
    for (const { instance, quiz } of opened(courseId, 'quiz'))
      expect(valueOf(now.readings.get(courseId)?.quizzes.get(instance)).bestGrade).toBe(quiz?.bestGrade);
  });

  it('a part of the overview costs itself', async () => {
    demo.control.fault({ fn: 'core_calendar_get_calendar_events' }, { fail: 'nopermissions' });
    const reader = await readerOf('noa');
    const courseIds = (await reader.listCourses(signal())).rows.map(({ id }) => id);
    const { events, unread, ...others } = await overviewOf(reader, courseIds);
    expect([events, unread]).toMatchObject([
      { ok: false, error: { code: 'moodle.access-denied' } },
      undefined,
    ]);
    expect(Object.values(others).map(({ ok }) => ok)).toEqual([true, true, true, true, true, true]);
  });

  it('a connection that breaks costs the courses of its request, to be had again', async () => {
    const reader = await readerOf('noa');
    const courseIds = (await reader.listCourses(signal())).rows.map(({ id }) => id);
    const overview = await overviewOf(reader, courseIds);
    const broken = demo.control.fault(
      { fn: 'core_course_get_contents', courseId: courseIds[0] },
      { reset: true },
    );
    const questions = everything(overview, courseIds);
    const first = await collect(reader.readCourses(courseIds, questions, signal()));
    const lost = [...first.values()].filter(({ contents }) => !contents.ok);
    expect(new Set(codes(first))).toEqual(new Set(['moodle.unreachable']));
    expect(lost.length).toBeLessThan(courseIds.length);
    for (const { contents, grades, submissions } of lost)
      for (const outcome of [contents, grades, ...submissions.values()])
        expect(outcome).toMatchObject({ ok: false, error: { retryable: true } });
    broken.clear();
    const again = await collect(
      reader.readCourses(
        lost.map(({ courseId }) => courseId),
        questions,
        signal(),
      ),
    );
    expect(again.size).toBe(lost.length);
    expect(codes(again)).toEqual([]);
  });

  it('a course that brings its requests down costs itself alone where each is read by itself', async () => {
    const reader = await readerOf('noa');
    const courseIds = (await reader.listCourses(signal())).rows.map(({ id }) => id);
    const questions = everything(await overviewOf(reader, courseIds), courseIds);
    const [broken = 0] = courseIds;
    demo.control.fault({ fn: 'core_course_get_contents', courseId: broken }, { reset: true });
    demo.control.forgetRequests();
    const alone = { together: false };
    const readings = await collect(reader.readCourses(courseIds, questions, signal(), alone));
    expect([...readings.keys()].sort()).toEqual([...courseIds].sort());
    const lost = [...readings.values()].filter(({ contents }) => !contents.ok);
    expect(lost.map(({ courseId }) => courseId)).toEqual([broken]);
    expect(codes(readings)).toEqual(['moodle.unreachable']);
    const contents = demo.requests.map(
      ({ functions }) => functions.filter((name) => name === 'core_course_get_contents').length,
    );
    expect(Math.max(...contents)).toBe(1);
  });

  it('a token that is no longer good ends both', async () => {
    const { reader, courseIds, overview } = await readWhole('noa');
    demo.control.revokeToken('noa');
    const expired = { code: 'auth.moodle-token-expired' };
    await expect(overviewOf(reader, courseIds)).rejects.toMatchObject(expired);
    const reading = collect(reader.readCourses(courseIds, everything(overview, courseIds), signal()));
    await expect(reading).rejects.toMatchObject(expired);
  });

  it('an abort ends the reading with its reason, and nothing stays under way', async () => {
    const { reader, courseIds, overview } = await readWhole('noa');
    const hold = demo.control.hold('core_course_get_contents');
    const controller = new AbortController();
    const questions = everything(overview, courseIds);
    const reading = collect(reader.readCourses(courseIds, questions, controller.signal));
    await hold.arrived;
    const reason = new Error('cancelled');
    controller.abort(reason);
    expect(await rejection(reading)).toBe(reason);
    hold.release();
  });

  it('whoever stops taking stops the asking', async () => {
    const { reader, courseIds, overview } = await readWhole('noa');
    demo.control.forgetRequests();
    const questions = everything(overview, courseIds);
    for await (const { contents } of reader.readCourses(courseIds, questions, signal())) {
      expect(contents.ok).toBe(true);
      break;
    }
    const asked = demo.requests.length;
    await reader.listCourses(signal());
    expect(demo.requests).toHaveLength(asked + 1);
  });

  it('a page is read from this site alone', async () => {
    const reader = await readerOf('noa');
    const error = await rejection(
      reader.readHtml('http://127.0.0.1:1/webservice/pluginfile.php/1/a', signal()),
    );
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'moodle.redirect-refused' });
    await expect(
      reader.readHtml(`${demo.url}/webservice/pluginfile.php/999999/mod_book/chapter/1/index.html`, signal()),
    ).rejects.toMatchObject({ code: 'moodle.file-not-found' });
  });

  it('events before the moment asked for stay out', async () => {
    const reader = await readerOf('noa');
    const courseIds = (await reader.listCourses(signal())).rows.map(({ id }) => id);
    const now = Math.floor(Date.now() / 1000);
    const { events } = await reader.readOverview(courseIds, { eventsSince: now - DAY }, signal());
    const { rows } = valueOf(events);
    expect(rows.length).toBeGreaterThan(0);
    for (const { startsAt } of rows) expect(startsAt).toBeGreaterThanOrEqual(now - DAY);
  });
});

describe('a site that offers little', () => {
  const started = new Started();
  afterEach(() => started.end());

  it('is asked what it can answer, one by one where it has no batches', async () => {
    const { access, received } = await started.site(({ form }, response) => {
      if (form.get('wsfunction') === 'core_webservice_get_site_info')
        return json(response, siteInfo(['core_course_get_contents', 'mod_quiz_get_quizzes_by_courses']));
      if (form.get('wsfunction') === 'mod_quiz_get_quizzes_by_courses')
        return json(response, { quizzes: [{ id: 1, coursemodule: 2, course: 3 }] });
      const refused = form.get('courseid') === '4';
      return json(response, refused ? refusal('requireloginerror') : [{ id: 1, modules: [] }]);
    });
    const reader = await started.moodle().openReader(access, signal());
    const overview = await overviewOf(reader, [3, 4]);
    expect(valueOf(overview.quizzes)).toMatchObject([{ id: 1, courseId: 3 }]);
    expect(overview.assignments).toMatchObject({ ok: false, error: { code: 'moodle.function-missing' } });
    const questions = { ...NO_QUESTIONS, grades: [3, 4], assignments: [{ id: 7, courseId: 3 }] };
    const readings = await collect(reader.readCourses([3, 4, 3], questions, signal()));
    expect(valueOf(readings.get(3)?.contents)).toMatchObject({ whole: true });
    expect(readings.get(4)?.contents).toMatchObject({ error: { code: 'moodle.course-unavailable' } });
    for (const missing of [readings.get(3)?.grades, readings.get(3)?.submissions.get(7)])
      expect(missing).toMatchObject({ ok: false, error: { code: 'moodle.function-missing' } });
    expect(received.map(({ form }) => form.get('wsfunction'))).toEqual([
      'core_webservice_get_site_info',
      'mod_quiz_get_quizzes_by_courses',
      'core_course_get_contents',
      'core_course_get_contents',
    ]);
  });

  it('has its overview asked for in parts where there are many courses; a part that fails is no half list', async () => {
    const asked: number[] = [];
    let totals = 0;
    const total = 'gradereport_overview_get_course_grades';
    const { access } = await started.site(({ form }, response) => {
      if (form.get('wsfunction') === 'core_webservice_get_site_info')
        return json(
          response,
          siteInfo(['mod_quiz_get_quizzes_by_courses', 'mod_assign_get_assignments', total]),
        );
      if (form.get('wsfunction') === total) {
        totals += 1;
        return json(response, { grades: [{ courseid: 7, grade: '90.00', rawgrade: '90.00000' }] });
      }
      const ids = [...form].filter(([key]) => key.startsWith('courseids')).map(([, value]) => Number(value));
      if (form.get('wsfunction') === 'mod_assign_get_assignments')
        return json(response, { courses: ids.map((id) => ({ id, assignments: [{ id, cmid: id + 1000 }] })) });
      asked.push(ids.length);
      if (ids.includes(900)) return json(response, refusal('nopermissions'));
      return json(response, { quizzes: ids.map((id) => ({ id, coursemodule: id, course: id })) });
    });
    const reader = await started.moodle().openReader(access, signal());
    const ids = Array.from({ length: 230 }, (_, index) => index + 1);
    const overview = await overviewOf(reader, ids);
    const byId = <T extends { readonly id: number }>(rows: readonly T[]): T[] =>
      rows.toSorted((a, b) => a.id - b.id);
    expect(byId(valueOf(overview.quizzes)).map(({ id }) => id)).toEqual(ids);
    expect(asked.sort()).toEqual([100, 100, 30]);
    expect(byId(valueOf(overview.assignments)).map(({ courseId, cmid }) => [courseId, cmid])).toEqual(
      ids.map((id) => [id, id + 1000]),
    );
    // Totals name no courses: once is enough.
    expect(valueOf(overview.totals)).toEqual([{ id: 7, shown: '90.00', raw: '90.00000' }]);
    expect(totals).toBe(1);
    expect((await overviewOf(reader, [...ids, 900])).quizzes).toMatchObject({
      error: { code: 'moodle.access-denied' },
    });
  });
});

describe('a list with a record that is unreadable', () => {
  const started = new Started();
  afterEach(() => started.end());
  const GRADES = 'gradereport_user_get_grade_items';
  const CALENDAR = 'core_calendar_get_calendar_events';
  const DISCUSSIONS = 'mod_forum_get_forum_discussions';
  const ATTEMPTS = 'mod_quiz_get_user_attempts';
  const BEST = 'mod_quiz_get_user_best_grade';
  const graded = (instance: number, id: unknown = instance): object => ({
    id,
    itemtype: 'mod',
    itemmodule: 'quiz',
    iteminstance: instance,
    graderaw: instance * 10,
  });

  /** A reader on a site without batches; `asked` are the functions that it called. */
  async function readerOn(
    answers: Readonly<Record<string, (form: URLSearchParams) => unknown>>,
  ): Promise<{ reader: MoodleReader; asked: string[] }> {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const asked: string[] = [];
    const { access } = await started.site(({ form }, response) => {
      const name = form.get('wsfunction') ?? '';
      const answer = answers[name];
      if (!answer) return json(response, siteInfo(Object.keys(answers)));
      asked.push(name);
      return json(response, answer(form));
    });
    return { reader: await started.moodle().openReader(access, signal()), asked };
  }
  afterEach(() => jest.restoreAllMocks());

  const report = (...rows: readonly object[]): object => ({ usergrades: [{ gradeitems: rows }] });
  const posts = (...rows: readonly object[]): object => ({ discussions: rows });

  it.each([
    ['a grade report', report(graded(1), graded(2, 'x')), 'grades', [1], false],
    ['a grade report that is in order', report(graded(1), graded(2)), 'grades', [1, 2], true],
    ['an empty grade report', report(), 'grades', [], true],
    ['discussions', posts({ id: 5, discussion: 1 }, { id: null }), 'discussions', [1], false],
    [
      'discussions of which one has an attachment without a name',
      posts({ id: 5, discussion: 1, attachments: [{ fileurl: 'http://m/a' }] }),
      'discussions',
      [1],
      false,
    ],
    ['discussions that are in order', posts({ id: 5, discussion: 1 }), 'discussions', [1], true],
  ] as const)('does not pass for whole: %s', async (_name, answer, part, ids, isWhole) => {
    const { reader } = await readerOn({ [GRADES]: () => answer, [DISCUSSIONS]: () => answer });
    const questions = {
      ...NO_QUESTIONS,
      ...(part === 'grades' ? { grades: [3] } : { forums: [{ id: 9, courseId: 3 }] }),
    };
    const reading = (await collect(reader.readCourses([3], questions, signal()))).get(3);
    const listed: Outcome<Listed<{ readonly id: number }>> | null | undefined =
      part === 'grades' ? reading?.grades : reading?.discussions.get(9);
    const { rows, whole } = valueOf(listed);
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(whole).toBe(isWhole);
  });

  it('does not pass for whole: the calendar, whichever part of the courses it came with', async () => {
    let broken: readonly string[] = [];
    const { reader } = await readerOn({
      [CALENDAR]: (form) => {
        const [first = ''] = [...form].flatMap(([key, id]) => (key.includes('courseids') ? [id] : []));
        const row = { id: Number(first), timestart: 1_790_000_000 };
        return { events: broken.includes(first) ? [row, { id: 7 }] : [row] };
      },
    });
    const ids = Array.from({ length: 230 }, (_, index) => index + 1);
    for (broken of [[], ['1'], ['101'], ['201']]) {
      const { rows, whole } = valueOf((await overviewOf(reader, ids)).events);
      expect(rows.map(({ id }) => id).sort()).toEqual([1, 101, 201]);
      expect(whole).toBe(broken.length === 0);
    }
  });

  it.each([
    ['one that cannot be read', [{ id: 5, attempt: 1 }, { attempt: 2 }], true],
    ['all in order', [{ id: 5, attempt: 1 }], undefined],
  ])('says so of the attempts at a quiz: %s', async (_name, attempts, unreadable) => {
    const { reader } = await readerOn({ [ATTEMPTS]: () => ({ attempts }) });
    const questions = { ...NO_QUESTIONS, quizzes: [{ id: 9, courseId: 3 }] };
    const reading = (await collect(reader.readCourses([3], questions, signal()))).get(3);
    const state = valueOf(reading?.quizzes.get(9));
    expect(state.attempts.map(({ id }) => id)).toEqual([5]);
    expect(state.unreadableAttempts).toBe(unreadable);
  });

  it('tells no best grades of quizzes by leaving them out: they are asked themselves', async () => {
    let second: unknown = 2;
    const { reader, asked } = await readerOn({
      [GRADES]: () => report(graded(1), graded(2, second)),
      [ATTEMPTS]: () => ({ attempts: [{ id: 1, attempt: 1, state: 'finished' }] }),
      [BEST]: (form) => ({ hasgrade: true, grade: Number(form.get('quizid')) * 10 }),
    });
    const quizzes = [1, 2].map((id) => ({ id, courseId: 3 }));
    const bestGrades = async (): Promise<unknown[]> => {
      asked.length = 0;
      const questions = { ...NO_QUESTIONS, grades: [3], quizzes };
      const reading = (await collect(reader.readCourses([3], questions, signal()))).get(3);
      return [1, 2].map((id) => valueOf(reading?.quizzes.get(id)).bestGrade);
    };
    expect(await bestGrades()).toEqual([10, 20]);
    expect(asked).toEqual([GRADES, ATTEMPTS, ATTEMPTS]);
    second = 'x';
    expect(await bestGrades()).toEqual([10, 20]);
    expect(asked).toEqual([GRADES, ATTEMPTS, ATTEMPTS, BEST, BEST]);
  });
});
