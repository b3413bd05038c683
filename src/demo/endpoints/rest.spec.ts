import { DemoUniversity, startDemoUniversity } from '../index';
import { DemoVisitor } from '../visitor';

let university: DemoUniversity;
let noa: DemoVisitor;

beforeAll(async () => {
  university = await startDemoUniversity();
  noa = await new DemoVisitor(university.url).as('noa');
});
afterAll(() => university.stop());
afterEach(() => {
  Object.assign(university.control.site, { maintenance: 'off', webServices: true, mobileService: true });
});

const ourCourse = (): number => university.control.coursesOf('noa')[0]?.id ?? 0;
const theirCourse = (): number => university.control.coursesOf('dan')[0]?.id ?? 0;

describe('refusals, all with status 200', () => {
  it.each<[string, string, () => Record<string, string | number>, string]>([
    ['unknown function', 'core_nosuch', () => ({}), 'invalidrecord'],
    ['function of another service', 'core_user_create_users', () => ({}), 'accessexception'],
    ['missing parameter', 'core_course_get_contents', () => ({}), 'invalidparameter'],
    ['wrong type', 'core_course_get_contents', () => ({ courseid: 'abc' }), 'invalidparameter'],
    [
      'unexpected parameter',
      'core_course_get_contents',
      () => ({ courseid: ourCourse(), zzz: 1 }),
      'invalidparameter',
    ],
    ['no such course', 'core_course_get_contents', () => ({ courseid: 999_999 }), 'invalidrecord'],
    [
      'not enrolled',
      'core_course_get_contents',
      () => ({ courseid: theirCourse() }),
      'errorcoursecontextnotvalid',
    ],
    [
      'unknown option',
      'core_course_get_contents',
      () => ({ courseid: ourCourse(), 'options[0][name]': 'nosuch', 'options[0][value]': 1 }),
      'errorinvalidparam',
    ],
    [
      'no such assignment',
      'mod_assign_get_submission_status',
      () => ({ assignid: 999_999 }),
      'invalidrecord',
    ],
    [
      'grades without a user',
      'gradereport_user_get_grade_items',
      () => ({ courseid: ourCourse() }),
      'nopermissions',
    ],
    [
      'grades of another',
      'gradereport_user_get_grade_items',
      () => ({ courseid: ourCourse(), userid: 4 }),
      'nopermissiontoviewgrades',
    ],
    [
      'too many events',
      'core_calendar_get_action_events_by_timesort',
      () => ({ limitnum: 60 }),
      'Limit must be between 1 and 50 (inclusive)',
    ],
    [
      'no such forum',
      'mod_forum_get_forum_discussions',
      () => ({ forumid: 99_999 }),
      'Unable to find forum with id 99999',
    ],
  ])('%s', async (_name, wsfunction, fields, errorcode) => {
    const reply = await noa.call(wsfunction, fields());
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(await reply.json()).toEqual({
      exception: expect.any(String),
      errorcode,
      message: expect.any(String),
    });
  });
});

describe('tokens', () => {
  it('does not know a wrong, an empty or a missing one', async () => {
    for (const token of ['0123456789abcdef0123456789abcdef', '', 'x+y/z']) {
      const reply = await new DemoVisitor(university.url, token).read('core_webservice_get_site_info');
      expect(reply).toMatchObject({ errorcode: 'invalidtoken' });
    }
  });

  it('refuses an expired one once, and then does not know it', async () => {
    const yael = await new DemoVisitor(university.url).as('yael');
    university.control.expireToken('yael');
    expect(await yael.read('core_webservice_get_site_info')).toMatchObject({ errorcode: 'accessexception' });
    expect(await yael.read('core_webservice_get_site_info')).toMatchObject({ errorcode: 'invalidtoken' });
    const again = await new DemoVisitor(university.url).as('yael');
    expect(await again.read('core_webservice_get_site_info')).toMatchObject({ username: 'yael' });
  });

  it('refuses a student suspended meanwhile', async () => {
    const student = university.control.addStudent({ username: 'late', courses: 1, modulesPerCourse: 1 });
    const late = await new DemoVisitor(university.url).as('late');
    student.suspended = true;
    expect(await late.read('core_webservice_get_site_info')).toMatchObject({
      errorcode: 'wsaccessusersuspended',
    });
  });

  it('shows no course to a student who must change the password', async () => {
    const waiting = await new DemoVisitor(university.url).as('must-change');
    const { userid } = await waiting.read<{ userid: number }>('core_webservice_get_site_info');
    expect(await waiting.read('core_enrol_get_users_courses', { userid })).toEqual([]);
    const courseid = university.control.coursesOf('must-change')[0]?.id ?? 0;
    const contents = await waiting.read<{ message: string }>('core_course_get_contents', { courseid });
    expect(contents).toMatchObject({ errorcode: 'errorcoursecontextnotvalid' });
    expect(contents.message).toMatch(/error\/forcepasswordchangenotice$/);
  });
});

describe('the site', () => {
  it('answers 403 and nothing with web services off', async () => {
    university.control.site.webServices = false;
    const reply = await noa.call('core_webservice_get_site_info');
    expect([reply.status, await reply.text()]).toEqual([403, '']);
  });

  it.each([
    [{ maintenance: 'web' as const }, 'sitemaintenance'],
    [{ mobileService: false }, 'accessexception'],
  ])('refuses while %j', async (state, errorcode) => {
    Object.assign(university.control.site, state);
    expect(await noa.read('core_webservice_get_site_info')).toMatchObject({ errorcode });
  });
});

describe('ways to ask', () => {
  it('takes GET with a query too', async () => {
    const query = new URLSearchParams({
      wstoken: noa.token,
      wsfunction: 'core_webservice_get_site_info',
      moodlewsrestformat: 'json',
    }).toString();
    const reply = await fetch(`${university.url}/webservice/rest/server.php?${query}`);
    expect(await reply.json()).toMatchObject({ username: 'noa' });
  });

  it('answers in XML when nobody asks for JSON', async () => {
    const fields = { wstoken: noa.token, wsfunction: 'core_course_get_categories' };
    const text = await (await noa.post('/webservice/rest/server.php', fields)).text();
    expect(text).toContain('<KEY name="id"><VALUE>1</VALUE>');
    const refused = await (await noa.post('/webservice/rest/server.php', { ...fields, wstoken: 'x' })).text();
    expect(refused).toContain('<ERRORCODE>invalidtoken</ERRORCODE>');
  });

  it('looks neither at a bearer header nor at a JSON body', async () => {
    const reply = await fetch(`${university.url}/webservice/rest/server.php?moodlewsrestformat=json`, {
      method: 'POST',
      headers: { authorization: `Bearer ${noa.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ wstoken: noa.token, wsfunction: 'core_webservice_get_site_info' }),
    });
    expect(await reply.json()).toMatchObject({ errorcode: 'invalidtoken' });
  });

  it('writes JSON like PHP: ASCII only, slashes escaped', async () => {
    const text = await (await noa.call('core_webservice_get_site_info')).text();
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(text).toContain('http:\\/\\/');
  });
});

describe('batches', () => {
  const requests = (...calls: [string, unknown][]): Record<string, string> =>
    Object.fromEntries(
      calls.flatMap(([name, args], index) => [
        [`requests[${index}][function]`, name],
        [`requests[${index}][arguments]`, JSON.stringify(args)],
      ]),
    );
  interface Batch {
    responses: { error: boolean; data?: string; exception?: string }[];
  }

  it('carry JSON inside JSON', async () => {
    const courseid = ourCourse();
    const { responses } = await noa.read<Batch>(
      'tool_mobile_call_external_functions',
      requests(['core_webservice_get_site_info', {}], ['core_course_get_contents', { courseid }]),
    );
    expect(responses.map((each) => each.error)).toEqual([false, false]);
    const alone = await noa.read('core_course_get_contents', { courseid });
    expect(JSON.parse(responses[1]?.data ?? '')).toEqual(alone);
  });

  it('stop at the first failure', async () => {
    const { responses } = await noa.read<Batch>(
      'tool_mobile_call_external_functions',
      requests(
        ['core_webservice_get_site_info', {}],
        ['core_course_get_contents', { courseid: theirCourse() }],
        ['core_webservice_get_site_info', {}],
      ),
    );
    expect(responses.map((each) => each.error)).toEqual([false, true]);
    expect(JSON.parse(responses[1]?.exception ?? '')).toEqual({
      message: expect.any(String),
      errorcode: 'errorcoursecontextnotvalid',
      link: `${university.url}/`,
      moreinfourl: expect.stringContaining('errorcoursecontextnotvalid'),
    });
  });

  it('refuse an unknown function in their own words', async () => {
    const { responses } = await noa.read<Batch>(
      'tool_mobile_call_external_functions',
      requests(['nosuch', {}]),
    );
    expect(responses).toEqual([
      { error: true, exception: '{"errorcode":"accessexception","module":"webservice"}' },
    ]);
  });

  it('are recorded with all their parts, and without secrets', async () => {
    university.control.forgetRequests();
    await noa.read('tool_mobile_call_external_functions', requests(['core_webservice_get_site_info', {}]));
    expect(university.requests).toMatchObject([
      {
        path: '/webservice/rest/server.php',
        functions: ['tool_mobile_call_external_functions', 'core_webservice_get_site_info'],
        username: 'noa',
        status: 200,
      },
    ]);
    expect(JSON.stringify(university.requests)).not.toContain(noa.token);
  });
});
