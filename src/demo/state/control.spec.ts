import { DemoUniversity, file, startDemoUniversity } from '../index';
import { DemoVisitor } from '../visitor';

const CONTENTS = 'core_course_get_contents';

let university: DemoUniversity;
let noa: DemoVisitor;
let ids: number[];

beforeEach(async () => {
  university = await startDemoUniversity();
  noa = await new DemoVisitor(university.url).as('noa');
  ids = university.control.coursesOf('noa').map((course) => course.id);
});
afterEach(() => university.stop());

const first = (): number => ids[0] ?? 0;
const second = (): number => ids[1] ?? 0;
const isContents = (body: unknown): boolean => Array.isArray(body);

describe('faults', () => {
  it('fail one course as often as asked, and no other', async () => {
    const fault = university.control.fault(
      { fn: CONTENTS, courseId: first(), times: 2 },
      { fail: 'sitemaintenance' },
    );
    const ask = (courseid: number): Promise<unknown> => noa.read(CONTENTS, { courseid });
    expect(isContents(await ask(second()))).toBe(true);
    expect(await ask(first())).toMatchObject({ errorcode: 'sitemaintenance' });
    expect(await ask(first())).toMatchObject({ errorcode: 'sitemaintenance' });
    expect(isContents(await ask(first()))).toBe(true);
    expect(fault.hits).toBe(2);
  });

  it('answer with another status, other headers, another body', async () => {
    university.control.fault(
      { fn: CONTENTS, times: 1 },
      { http: 429, headers: { 'Retry-After': '7' }, body: 'slow down' },
    );
    const reply = await noa.call(CONTENTS, { courseid: first() });
    expect([reply.status, reply.headers.get('retry-after'), await reply.text()]).toEqual([
      429,
      '7',
      'slow down',
    ]);
    university.control.fault({ fn: CONTENTS, times: 1 }, { body: '{"cut":' });
    expect(await (await noa.call(CONTENTS, { courseid: first() })).text()).toBe('{"cut":');
  });

  it('cut the connection', async () => {
    university.control.fault({ fn: 'token', times: 1 }, { reset: true });
    await expect(noa.signIn('noa', 'demo1234')).rejects.toThrow('fetch failed');
    expect((await noa.signIn('noa', 'demo1234')).status).toBe(200);
  });

  it('leave a caller hanging until it gives up', async () => {
    university.control.fault({ fn: CONTENTS, times: 1 }, { hang: true });
    const signal = AbortSignal.timeout(150);
    await expect(noa.call(CONTENTS, { courseid: first() }, { signal })).rejects.toThrow(/timeout/);
    expect(isContents(await noa.read(CONTENTS, { courseid: first() }))).toBe(true);
  });

  it('delay', async () => {
    university.control.fault({ fn: CONTENTS, times: 1 }, { delayMs: 120 });
    const began = performance.now();
    expect(isContents(await noa.read(CONTENTS, { courseid: first() }))).toBe(true);
    expect(performance.now() - began).toBeGreaterThan(110);
  });

  it('strike a call inside a batch as the call itself, or as the whole answer', async () => {
    const batch = (): Promise<Response> =>
      noa.call('tool_mobile_call_external_functions', {
        'requests[0][function]': 'core_webservice_get_site_info',
        'requests[1][function]': CONTENTS,
        'requests[1][arguments]': JSON.stringify({ courseid: first() }),
      });
    university.control.fault({ fn: CONTENTS, courseId: first(), times: 1 }, { fail: 'nopermissions' });
    const { responses } = (await (await batch()).json()) as { responses: unknown };
    expect(responses).toMatchObject([{ error: false }, { error: true }]);
    university.control.fault({ fn: CONTENTS, courseId: first(), times: 1 }, { http: 502 });
    expect((await batch()).status).toBe(502);
  });

  it('go by the course of an assignment and by the student too', async () => {
    const assignment = university.control
      .course(first())
      .sections.flatMap((section) => section.modules)
      .find((module) => module.type === 'assign');
    const fault = university.control.fault(
      { fn: 'mod_assign_get_submission_status', courseId: first(), username: 'dan' },
      { fail: 'nopermissions' },
    );
    const ask = (): Promise<unknown> =>
      noa.read('mod_assign_get_submission_status', { assignid: assignment?.instance ?? 0 });
    expect(await ask()).toHaveProperty('lastattempt');
    fault.clear();
    university.control.fault(
      { fn: 'mod_assign_get_submission_status', courseId: first() },
      { fail: 'nopermissions' },
    );
    expect(await ask()).toMatchObject({ errorcode: 'nopermissions' });
    university.control.clearFaults();
    expect(await ask()).toHaveProperty('lastattempt');
  });

  it("break three of maya's courses, each in its way", async () => {
    const maya = await new DemoVisitor(university.url).as('maya');
    const outcomes: string[] = [];
    for (const course of university.control.coursesOf('maya')) {
      const reply = await maya.call(CONTENTS, { courseid: course.id });
      const text = await reply.text();
      outcomes.push(
        `${reply.status} ${text.startsWith('[') ? 'contents' : (/"errorcode":"(\w+)"/.exec(text)?.[1] ?? 'page')}`,
      );
    }
    expect(outcomes.sort()).toEqual([
      '200 contents',
      '200 contents',
      '200 contents',
      '200 contents',
      '200 errorcoursecontextnotvalid',
      '200 page',
      '503 page',
    ]);
    const unavailable = university.control
      .coursesOf('maya')
      .find((course) => course.fullname.includes('הנדסת חומרים'));
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++)
      statuses.push((await maya.call(CONTENTS, { courseid: unavailable?.id ?? 0 })).status);
    expect(statuses).toEqual([503, 200, 503, 503, 200]);
  });
});

describe('gates', () => {
  it('let a test wait for the third course to be read, and then let it go', async () => {
    const gate = university.control.hold(CONTENTS, undefined, 3);
    const order: number[] = [];
    const calls = ids.slice(0, 3).map(async (courseid) => {
      await noa.read(CONTENTS, { courseid });
      order.push(courseid);
    });
    await gate.arrived;
    await Promise.race(calls);
    expect(order.length).toBeLessThan(3);
    expect(university.control.inFlight).toBeGreaterThan(0);
    gate.release();
    await Promise.all(calls);
    expect(order.length).toBe(3);
  });

  it('count how many were being answered at once', async () => {
    university.control.forgetRequests();
    const gate = university.control.hold(CONTENTS, first());
    const waiting = noa.read(CONTENTS, { courseid: first() });
    await gate.arrived;
    await noa.read(CONTENTS, { courseid: second() });
    expect(university.control.maxInFlight).toBe(2);
    gate.release();
    await waiting;
  });

  it('do not keep the university from stopping', async () => {
    const gate = university.control.hold(CONTENTS, first());
    const waiting = noa.read(CONTENTS, { courseid: first() }).then(
      () => 'answered',
      () => 'cut',
    );
    await gate.arrived;
    await university.stop();
    expect(['answered', 'cut']).toContain(await waiting);
    await expect(noa.read(CONTENTS, { courseid: first() })).rejects.toThrow('fetch failed');
  });
});

describe('changes', () => {
  const names = async (courseid: number): Promise<string[]> => {
    const sections = await noa.read<{ modules: { name: string }[] }[]>(CONTENTS, { courseid });
    return sections.flatMap((section) => section.modules.map((module) => module.name));
  };

  it('show at the next reading', async () => {
    const { control } = university;
    const before = await names(first());
    const added = control.addModule(first(), file('הרצאה חדשה'));
    expect(await names(first())).toEqual(expect.arrayContaining([...before, 'הרצאה חדשה']));
    control.renameModule(added.cmid, 'הרצאה מתוקנת');
    expect(await names(first())).toContain('הרצאה מתוקנת');
    control.removeModule(added.cmid);
    expect(await names(first())).toEqual(before);
  });

  it('move a deadline', async () => {
    const { control } = university;
    const module = control
      .course(first())
      .sections.flatMap((section) => section.modules)
      .find((each) => each.assignment?.due);
    control.setDueDate(module?.cmid ?? 0, 2_000_000_000);
    const { courses } = await noa.read<{ courses: { assignments: { cmid: number; duedate: number }[] }[] }>(
      'mod_assign_get_assignments',
      { 'courseids[0]': first() },
    );
    const shown = courses[0]?.assignments.find((assignment) => assignment.cmid === module?.cmid);
    expect(shown?.duedate).toBe(2_000_000_000);
    const since = Math.floor(Date.now() / 1000) - 5;
    const updates = await noa.read<{ instances: { id: number }[] }>('core_course_get_updates_since', {
      courseid: first(),
      since,
    });
    expect(updates.instances.map((instance) => instance.id)).toContain(module?.cmid);
  });

  it('take a student out of a course and put one in', async () => {
    const { control } = university;
    const { userid } = await noa.read<{ userid: number }>('core_webservice_get_site_info');
    const listed = async (): Promise<number[]> =>
      (await noa.read<{ id: number }[]>('core_enrol_get_users_courses', { userid })).map(
        (course) => course.id,
      );
    control.unenrol('noa', first());
    expect(await listed()).not.toContain(first());
    control.enrol('noa', control.coursesOf('dan')[0]?.id ?? 0);
    expect(await listed()).toHaveLength(8);
  });

  it('make a student of any size, the same for the same seed', async () => {
    const recipe = { courses: 20, modulesPerCourse: 50, assignmentsPerCourse: 4, seed: 'x' };
    university.control.addStudent({ username: 'big', ...recipe });
    university.control.addStudent({ username: 'same', ...recipe });
    const titles = (username: string): string[] =>
      university.control
        .coursesOf(username)
        .flatMap((course) =>
          course.sections.flatMap((section) => section.modules.map((module) => module.name)),
        );
    expect(titles('big')).toHaveLength(1000);
    expect(titles('same')).toEqual(titles('big'));
    const big = await new DemoVisitor(university.url).as('big');
    const { courses } = await big.read<{ courses: { assignments: unknown[] }[] }>(
      'mod_assign_get_assignments',
    );
    expect(courses.map((course) => course.assignments.length)).toEqual(Array.from({ length: 20 }, () => 4));
  });
});
