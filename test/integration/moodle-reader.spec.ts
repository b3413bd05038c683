import { once } from 'node:events';
import { Logger } from '@nestjs/common';
import type { CourseReading, MoodleOptions, MoodleReader } from '../../src/moodle';
import {
  ALL_FUNCTIONS,
  collect,
  json,
  NO_QUESTIONS,
  readCourse,
  refusal,
  rejection,
  siteInfo,
  Started,
  TOKEN,
  type Received,
} from './moodle-site';

const started = new Started();
afterEach(() => started.end());
const signal = (): AbortSignal => new AbortController().signal;

type Answers = Record<string, (form: URLSearchParams) => unknown>;
interface Sub {
  readonly name: string;
  readonly args: { readonly assignid?: number; readonly courseid?: number };
}

/** The sub-calls of a batch, as Moodle's PHP reads them. */
function subCalls(form: URLSearchParams): Sub[] {
  const subs: Sub[] = [];
  for (let index = 0; form.has(`requests[${index}][function]`); index += 1)
    subs.push({
      name: form.get(`requests[${index}][function]`) ?? '',
      args: JSON.parse(form.get(`requests[${index}][arguments]`) ?? '{}') as Sub['args'],
    });
  return subs;
}

/** A batch that ends with its first refusal, as Moodle's does. `refusals` by assignment. */
function batch(form: URLSearchParams, refusals: Record<number, string> = {}): object {
  const responses: object[] = [];
  for (const { args } of subCalls(form)) {
    const errorcode = refusals[args.assignid ?? 0];
    if (errorcode !== undefined) {
      responses.push({ error: true, exception: JSON.stringify({ message: 'x', errorcode }) });
      break;
    }
    responses.push({ error: false, data: JSON.stringify(answerTo(args)) });
  }
  return { responses };
}
/** Carries its assignment or course in a figure, so that a mix-up shows. */
const answerTo = ({ assignid, courseid }: Sub['args']): unknown =>
  assignid === undefined
    ? [{ id: courseid, modules: [] }]
    : { lastattempt: { extensiondueat: 0, extensionduedate: assignid } };

const isFile = ({ url }: Received): boolean => url.includes('pluginfile.php');
const FUNCTION = 'wsfunction';

/** A reader on a site that answers functions by `answers`, and files by `file`. */
async function readerOn(
  answers: Answers,
  {
    functions = ALL_FUNCTIONS,
    file = { error: 'x', errorcode: 'filenotfound' },
    ...options
  }: Partial<MoodleOptions & { functions: string[]; file: object }> = {},
): Promise<{ reader: MoodleReader; calls: () => (string | null)[]; received: Received[] }> {
  const { access, received } = await started.site((request, response) => {
    if (isFile(request)) return json(response, file, 404);
    const name = request.form.get(FUNCTION) ?? '';
    if (name === 'core_webservice_get_site_info') return json(response, siteInfo(functions));
    return json(response, answers[name]?.(request.form) ?? refusal('invalidparameter'));
  });
  const reader = await started.moodle(options).openReader(access, signal());
  const calls = (): (string | null)[] =>
    received.slice(1).map((request) => (isFile(request) ? 'file' : request.form.get(FUNCTION)));
  return { reader, calls, received };
}

const ids = (count: number): number[] => Array.from({ length: count }, (_, index) => 100 + index);

describe('courses', () => {
  it('are asked for this student, without counting the others', async () => {
    const { reader, received } = await readerOn({
      core_enrol_get_users_courses: () => [{ id: 2, fullname: 'A &amp; B' }],
    });
    expect(await reader.listCourses(signal())).toMatchObject({
      rows: [{ id: 2, fullName: 'A & B' }],
      whole: true,
    });
    expect(Object.fromEntries(received[1]?.form ?? [])).toMatchObject({
      userid: '3',
      returnusercount: '0',
      wstoken: TOKEN,
    });
    expect(reader.stats().requests).toBe(2);
  });

  it.each([
    ['as far as they can be read', [{ id: 2 }, { fullname: 'no id' }, { id: 4 }], [2, 4]],
    ['and say that they are all', [{ id: 2 }, { id: 4 }], null],
  ])('are listed %s', async (_how, rows, partly) => {
    const { reader } = await readerOn({ core_enrol_get_users_courses: () => rows });
    const listed = await reader.listCourses(signal());
    expect(listed.rows.map(({ id }) => id)).toEqual(partly ?? [2, 4]);
    expect(listed.whole).toBe(partly === null);
  });

  it('are not none when none of them can be read', async () => {
    const { reader } = await readerOn({ core_enrol_get_users_courses: () => [{ fullname: 'no id' }] });
    await expect(reader.listCourses(signal())).rejects.toMatchObject({ code: 'moodle.invalid-response' });
  });

  it('may truly be none', async () => {
    const { reader, calls } = await readerOn({ core_enrol_get_users_courses: () => [] });
    expect(await reader.listCourses(signal())).toEqual({ rows: [], whole: true });
    expect(calls()).toEqual(['core_enrol_get_users_courses', 'file']);
  });

  it.each([
    ['forcepasswordchangenotice', 'auth.must-change-password'],
    ['sitepolicynotagreed', 'auth.policy-not-agreed'],
    ['usernotfullysetup', 'auth.profile-incomplete'],
    ['wsaccessusersuspended', 'auth.moodle-account-suspended'],
    ['invalidtoken', 'auth.moodle-token-expired'],
    ['sitemaintenance', 'moodle.maintenance'],
  ])('are not none when the account answers %s', async (errorcode, code) => {
    const { reader } = await readerOn(
      { core_enrol_get_users_courses: () => [] },
      { file: { error: 'x', errorcode } },
    );
    await expect(reader.listCourses(signal())).rejects.toMatchObject({ code });
  });

  it('are not none when the account cannot be asked', async () => {
    const { access } = await started.site((request, response) => {
      if (isFile(request)) return response.writeHead(502, { 'content-type': 'text/html' }).end('<p>');
      return json(response, request.form.get(FUNCTION) === 'core_webservice_get_site_info' ? siteInfo() : []);
    });
    const reader = await started.moodle().openReader(access, signal());
    await expect(reader.listCourses(signal())).rejects.toMatchObject({
      code: 'moodle.server-error',
      retryable: true,
    });
  });
});

describe('one course', () => {
  it.each([
    ['errorcoursecontextnotvalid', 'moodle.course-unavailable'],
    ['requireloginerror', 'moodle.course-unavailable'],
    ['invalidrecord', 'moodle.course-unavailable'],
    ['accessexception', 'auth.moodle-token-expired'],
    ['invalidparameter', 'moodle.request-refused'],
  ])('%s is %s', async (errorcode, code) => {
    const { reader } = await readerOn({ core_course_get_contents: () => refusal(errorcode) });
    await expect(readCourse(reader, 2, signal())).rejects.toMatchObject({ code });
  });

  it('logs how much could not be read, and where, without its values', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const rows = [{ id: 7, modules: [{ id: 'מרקר' }, { id: 8, modname: 'label' }] }];
    const { reader } = await readerOn({ core_course_get_contents: () => rows });
    const { sections, whole } = await readCourse(reader, 2, signal());
    expect(whole).toBe(false);
    expect(sections[0]?.modules.map(({ cmid }) => cmid)).toEqual([8]);
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^test: core_course_get_contents of course 2: 1 left out .* section 7\.modules\.0\.id: /,
        ),
      ],
    ]);
    expect(JSON.stringify(warn.mock.calls)).not.toContain('מרקר');
    warn.mockRestore();
  });

  it('is not asked for when the site does not know the function', async () => {
    const { reader, calls } = await readerOn({}, { functions: ['core_webservice_get_site_info'] });
    const missing = { code: 'moodle.function-missing', retryable: false };
    expect(await rejection(reader.listCourses(signal()))).toMatchObject(missing);
    const overview = await reader.readOverview([2], { eventsSince: 1 }, signal());
    for (const part of Object.values(overview)) expect(part).toMatchObject({ ok: false, error: missing });
    const questions = { ...NO_QUESTIONS, assignments: [{ id: 7, courseId: 2 }] };
    const reading = (await collect(reader.readCourses([2], questions, signal()))).get(2);
    for (const part of [reading?.contents, reading?.submissions.get(7)])
      expect(part).toMatchObject({ ok: false, error: missing });
    expect(calls()).toEqual([]);
  });

  it('that is none takes no question', async () => {
    const { reader, calls } = await readerOn({});
    expect((await collect(reader.readCourses([], NO_QUESTIONS, signal()))).size).toBe(0);
    const overview = await reader.readOverview([], { eventsSince: 1 }, signal());
    expect(overview.assignments).toEqual({ ok: true, value: [] });
    expect(calls()).toEqual([]);
  });
});

describe('questions about a course', () => {
  const BATCH = 'tool_mobile_call_external_functions';
  const COURSE = 2;
  const asked = (assignmentIds: readonly number[], courseId = COURSE) => ({
    ...NO_QUESTIONS,
    assignments: assignmentIds.map((id) => ({ id, courseId })),
  });
  const read = async (reader: MoodleReader, assignmentIds: readonly number[]): Promise<CourseReading> => {
    const readings = await collect(reader.readCourses([COURSE], asked(assignmentIds), signal()));
    const reading = readings.get(COURSE);
    if (!reading) throw new Error('the course was not handed out');
    return reading;
  };
  /** Of the contents the id of the section, of each submission its figure; codes of errors instead. */
  const figures = ({ contents, submissions }: CourseReading): unknown[] => [
    contents.ok ? contents.value.sections.map(({ id }) => id) : contents.error.code,
    ...[...submissions].map(([id, one]) => [id, one.ok ? one.value.extensionDueAt : one.error.code]),
  ];
  const right = (assignmentIds: readonly number[]): unknown[] => assignmentIds.map((id) => [id, id]);

  it('come in one batch, or in several where they are many, each answer at its own', async () => {
    const { reader, calls } = await readerOn({ [BATCH]: (form) => batch(form) });
    expect(figures(await read(reader, ids(25)))).toEqual([[COURSE], ...right(ids(25))]);
    expect(calls()).toEqual([BATCH]);
    expect(figures(await read(reader, ids(70)))).toEqual([[COURSE], ...right(ids(70))]);
    expect(calls()).toEqual([BATCH, BATCH, BATCH, BATCH]);
  });

  it('behind a refused one are asked again', async () => {
    const refusals = { 102: 'requireloginerror', 103: 'invalidrecord', 109: 'nopermissions' };
    const { reader, calls } = await readerOn({ [BATCH]: (form) => batch(form, refusals) });
    expect(figures(await read(reader, ids(10)))).toEqual([
      [COURSE],
      [100, 100],
      [101, 101],
      [102, 'moodle.course-unavailable'],
      [103, 'moodle.access-denied'],
      ...right(ids(10).slice(4, 9)),
      [109, 'moodle.access-denied'],
    ]);
    expect(calls()).toHaveLength(3);
  });

  it('of a function that the token may not call say so', async () => {
    const { reader } = await readerOn({ [BATCH]: (form) => batch(form, { 100: 'accessexception' }) });
    expect(figures(await read(reader, [100, 101]))).toEqual([
      [COURSE],
      [100, 'moodle.function-missing'],
      [101, 101],
    ]);
  });

  it.each([
    ['invalidtoken', 'auth.moodle-token-expired'],
    ['wsaccessusersuspended', 'auth.moodle-account-suspended'],
  ])('end the reading when one is refused with %s', async (errorcode, code) => {
    const { reader } = await readerOn({ [BATCH]: (form) => batch(form, { 103: errorcode }) });
    await expect(read(reader, ids(5))).rejects.toMatchObject({ code });
  });

  it('all fail when one is refused since nobody is let in for the moment', async () => {
    const { reader, calls } = await readerOn({ [BATCH]: (form) => batch(form, { 103: 'sitemaintenance' }) });
    expect(figures(await read(reader, ids(5)))).toEqual([
      'moodle.maintenance',
      ...ids(5).map((id) => [id, 'moodle.maintenance']),
    ]);
    expect(calls()).toHaveLength(1);
  });

  it('stop the others at the first refusal of the student', async () => {
    const batches: Received[] = [];
    const { access } = await started.site((request, response) => {
      if (request.form.get(FUNCTION) !== BATCH) return json(response, siteInfo());
      batches.push(request);
      // The first is left without an answer.
      return batches.length === 2 ? json(response, refusal('invalidtoken')) : undefined;
    });
    const reader = await started.moodle({ parallel: 2 }).openReader(access, signal());
    const reading = collect(reader.readCourses([COURSE], asked(ids(100)), signal()));
    expect(await rejection(reading)).toMatchObject({ code: 'auth.moodle-token-expired' });
    const { socket } = batches[0] ?? {};
    if (socket?.closed === false) await once(socket, 'close');
    expect(batches).toHaveLength(2);
  });

  it('come one by one where the site has no batches', async () => {
    const single = 'mod_assign_get_submission_status';
    const { reader, calls } = await readerOn(
      {
        core_course_get_contents: (form) => answerTo({ courseid: Number(form.get('courseid')) }),
        [single]: (form) =>
          form.get('assignid') === '101'
            ? refusal('requireloginerror')
            : answerTo({ assignid: Number(form.get('assignid')) }),
      },
      { functions: ALL_FUNCTIONS.filter((name) => name !== BATCH) },
    );
    expect(figures(await read(reader, ids(4)))).toEqual([
      [COURSE],
      [100, 100],
      [101, 'moodle.course-unavailable'],
      [102, 102],
      [103, 103],
    ]);
    expect(calls()).toEqual(['core_course_get_contents', ...Array<string>(4).fill(single)]);
  });

  it('that break a whole batch are found by halving', async () => {
    const { access, received } = await started.site((request, response) => {
      if (request.form.get(FUNCTION) !== BATCH) return json(response, siteInfo());
      const poisoned = subCalls(request.form).some(({ args }) => args.assignid === 106);
      if (poisoned) return response.writeHead(500, { 'content-type': 'text/html' }).end('Fatal error');
      return json(response, batch(request.form));
    });
    const reader = await started.moodle().openReader(access, signal());
    expect(figures(await read(reader, ids(8)))).toEqual([
      [COURSE],
      ...ids(8).map((id) => [id, id === 106 ? 'moodle.server-error' : id]),
    ]);
    expect(received.length).toBeLessThanOrEqual(8);
  });

  it('whose answers cannot be understood cost nobody else', async () => {
    const odd: Readonly<Record<number, string>> = { 101: '[1', 102: '5' };
    const answer = (form: URLSearchParams): object => ({
      responses: subCalls(form).map(({ args }) => ({
        error: false,
        data: odd[args.assignid ?? 0] ?? JSON.stringify(answerTo(args)),
      })),
    });
    const { reader, calls } = await readerOn({ [BATCH]: answer });
    expect(figures(await read(reader, ids(4)))).toEqual([
      [COURSE],
      [100, 100],
      [101, 'moodle.invalid-response'],
      [102, 'moodle.invalid-response'],
      [103, 103],
    ]);
    expect(calls()).toHaveLength(1);
  });

  it('are not asked for ever when a batch answers nothing', async () => {
    const { reader, calls } = await readerOn({ [BATCH]: () => ({ responses: [] }) });
    expect(figures(await read(reader, [100, 101]))).toEqual([
      'moodle.invalid-response',
      [100, 'moodle.invalid-response'],
      [101, 'moodle.invalid-response'],
    ]);
    // Three, the two halves, and the two quarters of the first.
    expect(calls()).toHaveLength(5);
  });

  it('stop with the abort reason', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const { access, idle } = await started.site((request, response) => {
      if (request.form.get(FUNCTION) !== BATCH) return json(response, siteInfo());
      return controller.abort(reason);
    });
    const moodle = started.moodle({ parallel: 2 });
    const reader = await moodle.openReader(access, signal());
    const reading = collect(reader.readCourses([COURSE], asked(ids(100)), controller.signal));
    expect(await rejection(reading)).toBe(reason);
    moodle.onModuleDestroy();
    await idle();
  });
});

describe('the clock of the site', () => {
  it('is read from its answers, refusals as well, and ours has no part in it', async () => {
    const dates = ['Sun, 06 Nov 1994 08:49:37 GMT', 'Tue, 01 Jan 2058 00:00:00 GMT', null, 'soon'];
    const { access } = await started.site(({ form }, response) => {
      const isInfo = form.get(FUNCTION) === 'core_webservice_get_site_info';
      const date = dates.shift();
      response.sendDate = false;
      if (date) response.setHeader('date', date);
      return json(response, isInfo ? siteInfo() : refusal('requireloginerror'));
    });
    const reader = await started.moodle().openReader(access, signal());
    const told = (iso: string): void => {
      const behind = (reader.serverNow() ?? NaN) - Date.parse(iso) / 1000;
      expect(behind).toBeGreaterThanOrEqual(0);
      expect(behind).toBeLessThan(15);
    };
    told('1994-11-06T08:49:37Z');
    for (let answer = 0; answer < 3; answer += 1) {
      await rejection(readCourse(reader, 2, signal()));
      told('2058-01-01T00:00:00Z');
    }
  });

  it('is unknown where no answer tells it', async () => {
    const { access } = await started.site((_, response) => {
      response.sendDate = false;
      return json(response, siteInfo());
    });
    const reader = await started.moodle().openReader(access, signal());
    expect(reader.serverNow()).toBeNull();
  });
});
