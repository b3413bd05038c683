import { startDemoUniversity, type DemoUniversity, type ModuleModel } from '../../src/demo';
import { MoodleService, type AskedModule, type MoodleReader, type Presence } from '../../src/moodle';
import { json, refusal, rejection, siteInfo, Started } from './moodle-site';

const signal = (): AbortSignal => AbortSignal.timeout(20_000);
const CHECK = 'core_course_check_updates';
const MODULE = 'core_course_get_course_module';
const BATCH = 'tool_mobile_call_external_functions';

const moodle = new MoodleService();
afterAll(() => moodle.onModuleDestroy());

describe.each(['4.5', '4.1'] as const)('what became of a module on Moodle %s', (release) => {
  let demo: DemoUniversity;
  let reader: MoodleReader;
  beforeEach(async () => {
    demo = await startDemoUniversity({ release });
    const site = { universityId: 'demo', baseUrl: demo.url };
    reader = await moodle.openReader({ site, token: demo.control.tokenOf('noa') }, signal());
    demo.control.forgetRequests();
  });
  afterEach(() => demo.stop());

  const courseIds = (): number[] => demo.control.coursesOf('noa').map(({ id }) => id);
  /** Modules of a course that stand open, several in sections of their own. */
  const modules = (courseId = courseIds()[0] ?? 0): { module: ModuleModel; asked: AskedModule }[] =>
    demo.control
      .course(courseId)
      .sections.filter(({ visible, restriction }) => visible && restriction === null)
      .flatMap((section) => section.modules)
      .filter(({ visible, restriction }) => visible && restriction === null)
      .map((module) => ({ module, asked: { cmid: module.cmid, courseId } }));
  const sectionOf = (cmid: number) => {
    for (const id of courseIds())
      for (const section of demo.control.course(id).sections)
        if (section.modules.some((module) => module.cmid === cmid)) return { courseId: id, section };
    throw new Error('no such module');
  };
  const presenceOf = async (asked: readonly AskedModule[]): Promise<Presence[]> => {
    const found = await reader.presence(asked, signal());
    expect([...found.keys()].sort()).toEqual(asked.map(({ cmid }) => cmid).sort());
    return asked.map(({ cmid }) => found.get(cmid) ?? 'unknown');
  };
  const functions = (): string[] => demo.requests.flatMap((request) => request.functions);

  it('is told for each, whatever became of the others', async () => {
    const [open, hidden, deleted, deleting, restricted, ...rest] = modules();
    if (!open || !hidden || !deleted || !deleting || !restricted) throw new Error('too few modules');
    const known = new Set(
      [open, hidden, deleted, deleting, restricted].map(({ asked }) => sectionOf(asked.cmid).section),
    );
    const inSection = rest.find(({ asked }) => !known.has(sectionOf(asked.cmid).section));
    if (!inSection) throw new Error('too few sections');
    demo.control.editModule(hidden.asked.cmid, (module) => (module.visible = false));
    demo.control.removeModule(deleted.asked.cmid);
    demo.control.editModule(deleting.asked.cmid, (module) => (module.deleting = true));
    demo.control.editModule(restricted.asked.cmid, (module) => (module.restriction = 'זמין בקרוב'));
    const { courseId, section } = sectionOf(inSection.asked.cmid);
    demo.control.editCourse(courseId, () => (section.visible = false));
    const all = [open, hidden, deleted, deleting, restricted, inSection].map(({ asked }) => asked);
    expect(await presenceOf(all)).toEqual(['shown', 'hidden', 'gone', 'gone', 'hidden', 'hidden']);
    expect(await presenceOf(all.toReversed())).toEqual([
      'hidden',
      'hidden',
      'gone',
      'gone',
      'hidden',
      'shown',
    ]);
  });

  it('is told over all courses in one request where nothing is hidden', async () => {
    const asked = courseIds().flatMap((courseId) => modules(courseId).map((each) => each.asked));
    expect(asked.length).toBeGreaterThan(50);
    for (const { cmid } of asked.slice(0, 30)) demo.control.removeModule(cmid);
    const found = await presenceOf(asked);
    expect(found).toEqual(asked.map((_, index) => (index < 30 ? 'gone' : 'shown')));
    expect(functions()).toEqual([BATCH, ...courseIds().map(() => CHECK)]);
    expect(reader.stats().requests).toBe(demo.requests.length + 1);
  });

  it('costs no more than twenty requests more, however much is hidden', async () => {
    const asked = courseIds().flatMap((courseId) => modules(courseId).map((each) => each.asked));
    for (const { cmid } of asked) demo.control.editModule(cmid, (module) => (module.visible = false));
    expect(new Set(await presenceOf(asked))).toEqual(new Set(['hidden']));
    expect(functions().filter((name) => name === MODULE)).toHaveLength(20);
    expect(demo.requests.length).toBeLessThanOrEqual(21);
  });

  it('in a course that the student has left is unknown; other courses are told', async () => {
    const [left = 0, stayed = 0] = courseIds();
    const [inLeft, another] = modules(left);
    const [inStayed] = modules(stayed);
    if (!inLeft || !another || !inStayed) throw new Error('too few modules');
    for (const { asked } of [inLeft, inStayed])
      demo.control.editModule(asked.cmid, (module) => (module.visible = false));
    demo.control.unenrol('noa', left);
    expect(await presenceOf([inLeft.asked, another.asked, inStayed.asked])).toEqual([
      'unknown',
      'unknown',
      'hidden',
    ]);
  });

  it('is unknown where Moodle does not answer, and no more is asked then', async () => {
    const [one] = modules();
    if (!one) throw new Error('no modules');
    demo.control.removeModule(one.asked.cmid);
    demo.control.fault({ fn: CHECK }, { http: 503 });
    expect(await presenceOf([one.asked])).toEqual(['unknown']);
    expect(demo.requests).toHaveLength(1);
  });

  it('of what was hidden before is told along with others, at no request more', async () => {
    const [first = 0, second = 0] = courseIds();
    const [fresh, deleted, stillHidden] = modules(first);
    const [elsewhere] = modules(second);
    if (!fresh || !deleted || !stillHidden || !elsewhere) throw new Error('too few modules');
    for (const { asked } of [fresh, deleted, elsewhere]) demo.control.removeModule(asked.cmid);
    demo.control.hideModule(stillHidden.asked.cmid);
    const wasHidden = [deleted, stillHidden, elsewhere].map(({ asked }) => ({
      ...asked,
      wasHidden: true as const,
    }));
    expect(await reader.presence(wasHidden, signal())).toEqual(new Map());
    expect(demo.requests).toEqual([]);
    expect(await reader.presence([...wasHidden, fresh.asked], signal())).toEqual(
      new Map([
        [fresh.asked.cmid, 'gone'],
        [deleted.asked.cmid, 'gone'],
        [stillHidden.asked.cmid, 'hidden'],
        [elsewhere.asked.cmid, 'gone'],
      ]),
    );
    expect(demo.requests).toHaveLength(1);
    expect(functions()).toEqual([BATCH, CHECK, CHECK]);
  });

  it('is not asked for nothing', async () => {
    expect(await presenceOf([])).toEqual([]);
    expect(demo.requests).toEqual([]);
  });

  it('is not told to one who is not let in any more, nor after an abort', async () => {
    const asked = modules().map((each) => each.asked);
    const reason = new Error('cancelled');
    const aborted = AbortSignal.abort(reason);
    expect(await rejection(reader.presence(asked, aborted))).toBe(reason);
    const hold = demo.control.hold(CHECK);
    const controller = new AbortController();
    const asking = reader.presence(asked, controller.signal);
    await hold.arrived;
    controller.abort(reason);
    expect(await rejection(asking)).toBe(reason);
    hold.release();
    demo.control.revokeToken('noa');
    await expect(reader.presence(asked, signal())).rejects.toMatchObject({
      code: 'auth.moodle-token-expired',
    });
  });
});

describe('on a site that offers little', () => {
  const started = new Started();
  afterEach(() => started.end());

  const DELETED = 5;
  const HIDDEN = 6;
  const ODD = 7;
  const REFUSALS: Readonly<Record<number, string>> = {
    [DELETED]: 'invalidrecordunknown',
    [HIDDEN]: 'requireloginerror',
    [ODD]: 'invalidrecord',
  };
  const asked = [4, DELETED, HIDDEN, ODD].map((cmid) => ({ cmid, courseId: 2 }));
  const readerWith = async (functions: readonly string[], check: unknown = null): Promise<MoodleReader> => {
    const { access } = await started.site(({ form }, response) => {
      const name = form.get('wsfunction');
      if (name === 'core_webservice_get_site_info') return json(response, siteInfo(functions));
      if (name === CHECK) return json(response, check);
      const errorcode = REFUSALS[Number(form.get('cmid'))];
      return json(response, errorcode === undefined ? { cm: { id: 4, course: 2 } } : refusal(errorcode));
    });
    return started.moodle().openReader(access, signal());
  };

  it('nothing is asked of what was hidden before where each module takes a request', async () => {
    const reader = await readerWith([MODULE]);
    const before = reader.stats().requests;
    const one = { cmid: DELETED, courseId: 2, wasHidden: true } as const;
    expect(await reader.presence([{ cmid: 4, courseId: 2 }, one], signal())).toEqual(new Map([[4, 'shown']]));
    expect(reader.stats().requests).toBe(before + 1);
  });

  it('more courses are not asked than the request has room for', async () => {
    const tooMany = Array.from({ length: 30 }, (_, index) => ({
      cmid: 100 + index,
      courseId: 100 + index,
      wasHidden: true as const,
    }));
    const reader = await readerWith([CHECK], { instances: [], warnings: [] });
    const found = await reader.presence([...tooMany, { cmid: 4, courseId: 2 }], signal());
    expect([...found.keys()]).toEqual([4, ...tooMany.slice(0, 19).map(({ cmid }) => cmid)]);
  });

  it('a refusal alone proves deletion, and no more than that', async () => {
    const reader = await readerWith([MODULE]);
    expect(await reader.presence(asked, signal())).toEqual(
      new Map([
        [4, 'shown'],
        [DELETED, 'gone'],
        [HIDDEN, 'unknown'],
        [ODD, 'unknown'],
      ]),
    );
  });

  it.each([
    ['neither function', [], null],
    ['nonsense for an answer', [CHECK, MODULE], { warnings: 'none' }],
    [
      'an answer that cannot be read in parts',
      [CHECK, MODULE],
      { warnings: [{ warningcode: 'cmidnotincourse' }] },
    ],
  ])('nothing is known with %s', async (_, functions, check) => {
    const reader = await readerWith(functions, check);
    expect(new Set((await reader.presence(asked, signal())).values())).toEqual(new Set(['unknown']));
  });

  it('what may wait for its deletion stays hidden where modules cannot be asked for', async () => {
    const warnings = asked.map(({ cmid }) => ({
      item: 'module',
      itemid: cmid,
      warningcode: 'nonuservisible',
    }));
    const reader = await readerWith([CHECK], { instances: [], warnings });
    expect(new Set((await reader.presence(asked, signal())).values())).toEqual(new Set(['hidden']));
  });
});
