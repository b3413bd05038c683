import { Logger } from '@nestjs/common';
import type { MoodleOptions, MoodleReader } from '../../src/moodle';
import {
  ALL_FUNCTIONS,
  json,
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
  readonly args: { readonly assignid: number };
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
    const errorcode = refusals[args.assignid];
    if (errorcode !== undefined) {
      responses.push({ error: true, exception: JSON.stringify({ message: 'x', errorcode }) });
      break;
    }
    responses.push({ error: false, data: JSON.stringify(untouched(args.assignid)) });
  }
  return { responses };
}
/** Carries its assignment in a figure, so that a mix-up shows. */
const untouched = (assignment: number): object => ({
  lastattempt: { extensiondueat: 0, extensionduedate: assignment },
});

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
    expect(await reader.listCourses(signal())).toMatchObject([{ id: 2, fullName: 'A & B' }]);
    expect(Object.fromEntries(received[1]?.form ?? [])).toMatchObject({
      userid: '3',
      returnusercount: '0',
      wstoken: TOKEN,
    });
    expect(reader.stats().requests).toBe(2);
  });

  it('may truly be none', async () => {
    const { reader, calls } = await readerOn({ core_enrol_get_users_courses: () => [] });
    expect(await reader.listCourses(signal())).toEqual([]);
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
    await expect(reader.readCourse(2, signal())).rejects.toMatchObject({ code });
  });

  it('logs how much could not be read, and where, without its values', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const rows = [{ id: 7, modules: [{ id: 'מרקר' }, { id: 8, modname: 'label' }] }];
    const { reader } = await readerOn({ core_course_get_contents: () => rows });
    const { sections, whole } = await reader.readCourse(2, signal());
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
    for (const asked of [
      reader.readCourse(2, signal()),
      reader.listCourses(signal()),
      reader.listAssignments([2], signal()),
      reader.readSubmissions([2], signal()),
    ])
      expect(await rejection(asked)).toMatchObject({ code: 'moodle.function-missing', retryable: false });
    expect(calls()).toEqual([]);
  });
});

describe('assignments', () => {
  it('of many courses take one question for as many ids as PHP reads', async () => {
    const asked: string[][] = [];
    const { reader } = await readerOn(
      {
        mod_assign_get_assignments: (form) => {
          const courses = [...form].filter(([key]) => key.startsWith('courseids')).map(([, value]) => value);
          asked.push(courses);
          return {
            courses: courses.map((id) => ({ id, assignments: [{ id: 1, cmid: Number(id) + 1000 }] })),
            warnings: [],
          };
        },
      },
      { maxIdsPerRequest: 3 },
    );
    const found = await reader.listAssignments([1, 2, 3, 4], signal());
    expect(asked).toEqual([['1', '2', '3'], ['4']]);
    expect(found.map(({ courseId, cmid }) => [courseId, cmid])).toEqual(
      [1, 2, 3, 4].map((id) => [id, id + 1000]),
    );
  });

  it('of no course take no question', async () => {
    const { reader, calls } = await readerOn({});
    expect(await reader.listAssignments([], signal())).toEqual([]);
    expect((await reader.readSubmissions([], signal())).size).toBe(0);
    expect(calls()).toEqual([]);
  });
});

describe('submissions', () => {
  const BATCH = 'tool_mobile_call_external_functions';
  const figures = (found: Awaited<ReturnType<MoodleReader['readSubmissions']>>): unknown[] =>
    [...found].map(([id, outcome]) => [id, outcome.ok ? outcome.value.extensionDueAt : outcome.error.code]);

  it('come in batches, each at its own assignment', async () => {
    const { reader, calls } = await readerOn({ [BATCH]: (form) => batch(form) }, { batchSize: 10 });
    expect(figures(await reader.readSubmissions(ids(25), signal()))).toEqual(ids(25).map((id) => [id, id]));
    expect(calls()).toEqual([BATCH, BATCH, BATCH]);
  });

  it('behind a refused one are asked again', async () => {
    const refusals = { 102: 'requireloginerror', 103: 'invalidrecord', 109: 'nopermissions' };
    const { reader, calls } = await readerOn({ [BATCH]: (form) => batch(form, refusals) }, { batchSize: 10 });
    expect(figures(await reader.readSubmissions(ids(10), signal()))).toEqual([
      [100, 100],
      [101, 101],
      [102, 'moodle.course-unavailable'],
      [103, 'moodle.access-denied'],
      ...ids(10)
        .slice(4, 9)
        .map((id) => [id, id]),
      [109, 'moodle.access-denied'],
    ]);
    expect(calls()).toHaveLength(3);
  });

  it('of a function that the token may not call say so', async () => {
    const { reader } = await readerOn({ [BATCH]: (form) => batch(form, { 100: 'accessexception' }) });
    expect(figures(await reader.readSubmissions([100, 101], signal()))).toEqual([
      [100, 'moodle.function-missing'],
      [101, 101],
    ]);
  });

  it.each([
    ['invalidtoken', 'auth.moodle-token-expired'],
    ['sitemaintenance', 'moodle.maintenance'],
    ['wsaccessusersuspended', 'auth.moodle-account-suspended'],
  ])('all fail when one is refused with %s', async (errorcode, code) => {
    const { reader } = await readerOn({ [BATCH]: (form) => batch(form, { 103: errorcode }) });
    await expect(reader.readSubmissions(ids(5), signal())).rejects.toMatchObject({ code });
  });

  it('come one by one where the site has no batches', async () => {
    const single = 'mod_assign_get_submission_status';
    const { reader, calls } = await readerOn(
      {
        [single]: (form) =>
          form.get('assignid') === '101'
            ? refusal('requireloginerror')
            : untouched(Number(form.get('assignid'))),
      },
      { functions: ALL_FUNCTIONS.filter((name) => name !== BATCH) },
    );
    expect(figures(await reader.readSubmissions(ids(4), signal()))).toEqual([
      [100, 100],
      [101, 'moodle.course-unavailable'],
      [102, 102],
      [103, 103],
    ]);
    expect(calls()).toEqual(Array(4).fill(single));
  });

  it('that break a whole batch are found by halving', async () => {
    const { access, received } = await started.site((request, response) => {
      if (request.form.get(FUNCTION) !== BATCH) return json(response, siteInfo());
      const poisoned = subCalls(request.form).some(({ args }) => args.assignid === 106);
      if (poisoned) return response.writeHead(500, { 'content-type': 'text/html' }).end('Fatal error');
      return json(response, batch(request.form));
    });
    const reader = await started.moodle({ batchSize: 8 }).openReader(access, signal());
    expect(figures(await reader.readSubmissions(ids(8), signal()))).toEqual(
      ids(8).map((id) => [id, id === 106 ? 'moodle.server-error' : id]),
    );
    expect(received.length).toBeLessThanOrEqual(8);
  });

  it('that cannot be understood cost nobody else', async () => {
    const answer = (form: URLSearchParams): object => ({
      responses: subCalls(form).map(({ args }) => ({
        error: false,
        data:
          args.assignid === 101
            ? '[1'
            : args.assignid === 102
              ? '5'
              : JSON.stringify(untouched(args.assignid)),
      })),
    });
    const { reader } = await readerOn({ [BATCH]: answer });
    expect(figures(await reader.readSubmissions(ids(4), signal()))).toEqual([
      [100, 100],
      [101, 'moodle.invalid-response'],
      [102, 'moodle.invalid-response'],
      [103, 103],
    ]);
  });

  it('are not asked for ever when a batch answers nothing', async () => {
    const { reader, calls } = await readerOn({ [BATCH]: () => ({ responses: [] }) });
    expect(figures(await reader.readSubmissions([100, 101], signal()))).toEqual([
      [100, 'moodle.invalid-response'],
      [101, 'moodle.invalid-response'],
    ]);
    expect(calls()).toHaveLength(3);
  });

  it('stop with the abort reason', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const { access, idle } = await started.site((request, response) => {
      if (request.form.get(FUNCTION) !== BATCH) return json(response, siteInfo());
      return controller.abort(reason);
    });
    const moodle = started.moodle({ batchSize: 2, parallel: 2 });
    const reader = await moodle.openReader(access, signal());
    expect(await rejection(reader.readSubmissions(ids(9), controller.signal))).toBe(reason);
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
      await rejection(reader.readCourse(2, signal()));
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
