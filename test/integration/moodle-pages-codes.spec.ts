import { ERRORS, type ErrorCode } from '../../src/contract';
import { startDemoUniversity, type DemoUniversity } from '../../src/demo';
import { MoodleService, type MoodleReader } from '../../src/moodle';
import { printed, rejection } from './moodle-site';

const PASSWORD = 'demo1234';
const LISTING = 'core_course_get_enrolled_courses_by_timeline_classification';
const signal = (): AbortSignal => AbortSignal.timeout(20_000);

type Prepare = (demo: DemoUniversity) => unknown;
type Row = readonly [what: string, prepare: Prepare, code: ErrorCode, sentence: string];
const nothing: Prepare = () => undefined;

/** The failures of a sign-in on pages, as a student meets them: username and password are right but where the row says otherwise. */
const SIGN_IN: readonly (readonly [...Row, who?: { username?: string; password?: string }])[] = [
  [
    'a wrong password',
    nothing,
    'auth.invalid-credentials',
    'שם המשתמש או הסיסמה שגויים',
    { password: 'wrong' },
  ],
  [
    'an unknown user',
    nothing,
    'auth.invalid-credentials',
    'שם המשתמש או הסיסמה שגויים',
    { username: 'nobody' },
  ],
  [
    'a suspended user',
    nothing,
    'auth.invalid-credentials',
    'שם המשתמש או הסיסמה שגויים',
    { username: 'suspended' },
  ],
  [
    'a form that loses its token again and again',
    ({ sessions }) => (sessions.switches.lostTokens = 5),
    'auth.invalid-credentials',
    'שם המשתמש או הסיסמה שגויים',
  ],
  [
    'an account that is locked',
    ({ sessions }) => {
      sessions.switches.lockoutAfter = 1;
      sessions.failed('noa');
    },
    'auth.account-locked',
    'החשבון במודל נעול אחרי כמה סיסמאות שגויות - שחררו אותו דרך הודעת הדואר מהמודל',
  ],
  [
    'an account that is not confirmed',
    nothing,
    'auth.account-not-confirmed',
    'החשבון במודל עדיין לא אושר - חפשו את הודעת האישור בדואר',
    { username: 'unconfirmed' },
  ],
  [
    'a password that must be changed',
    nothing,
    'auth.must-change-password',
    'יש להחליף סיסמה באתר המודל לפני ההתחברות ל-Spike',
    { username: 'must-change' },
  ],
  [
    'a policy that is not agreed to',
    ({ control }) => (control.student('noa').policyAgreed = false),
    'auth.policy-not-agreed',
    'יש לאשר את תנאי השימוש באתר המודל לפני ההתחברות ל-Spike',
  ],
  [
    'a visitor whom the site has signed in already',
    ({ control }) =>
      control.fault(
        { fn: 'login page' },
        { body: '<html lang="he"><a href="/login/logout.php">יציאה</a></html>', contentType: 'text/html' },
      ),
    'auth.browser-sign-in-required',
    'לאוניברסיטה הזו נכנסים רק דרך דף הכניסה שלה',
  ],
  [
    'a sign-in at another site',
    ({ sessions }) => (sessions.switches.signInElsewhere = 'https://idp.example.ac.il/sso'),
    'auth.browser-sign-in-required',
    'לאוניברסיטה הזו נכנסים רק דרך דף הכניסה שלה',
  ],
  [
    'ways in at other sites alone',
    ({ control }) => Object.assign(control.site, { loginForm: false, identityProviders: ['Microsoft'] }),
    'auth.browser-sign-in-required',
    'לאוניברסיטה הזו נכנסים רק דרך דף הכניסה שלה',
  ],
  [
    'no form at all',
    ({ control }) => (control.site.loginForm = false),
    'moodle.request-refused',
    'אתר המודל דחה את הבקשה',
  ],
  [
    'a Moodle under another name',
    ({ sessions }) => (sessions.switches.signInElsewhere = 'https://new.example.ac.il/login/index.php'),
    'moodle.wrong-address',
    'כתובת אתר המודל השתנתה - פנו למפעיל',
  ],
  [
    'maintenance',
    ({ control }) => control.maintain('נחזור מחר'),
    'moodle.maintenance',
    'אתר המודל בתחזוקה - נסו שוב מאוחר יותר',
  ],
  [
    'an upgrade',
    ({ control }) => (control.site.maintenance = 'cli'),
    'moodle.maintenance',
    'אתר המודל בתחזוקה - נסו שוב מאוחר יותר',
  ],
  [
    'a connection that is cut',
    ({ control }) => control.fault({ fn: 'login page' }, { reset: true }),
    'moodle.unreachable',
    'אי אפשר להגיע לאתר המודל כרגע',
  ],
  [
    'a site that is overrun',
    ({ control }) => control.fault({ fn: 'login page' }, { http: 429 }),
    'moodle.busy',
    'אתר המודל עמוס כרגע - נסו שוב עוד מעט',
  ],
  [
    'a page that cannot be read',
    ({ control }) => control.fault({ fn: 'login page' }, { http: 500 }),
    'moodle.server-error',
    'אתר המודל החזיר שגיאה',
  ],
];

/** What can become of a session while it is used. */
const LATER: readonly Row[] = [
  [
    'a session that is dead, and its successor too',
    ({ control }) => control.fault({ fn: LISTING }, { fail: 'servicerequireslogin' }),
    'auth.moodle-token-expired',
    'תוקף ההתחברות למודל פג - יש להתחבר מחדש',
  ],
  [
    'a session key that is refused, and its successor’s too',
    ({ control }) => control.fault({ fn: LISTING }, { fail: 'invalidsesskey' }),
    'auth.moodle-token-expired',
    'תוקף ההתחברות למודל פג - יש להתחבר מחדש',
  ],
  [
    'a policy that is new',
    ({ control }) => (control.student('noa').policyAgreed = false),
    'auth.policy-not-agreed',
    'יש לאשר את תנאי השימוש באתר המודל לפני ההתחברות ל-Spike',
  ],
  [
    'maintenance',
    ({ control }) => control.maintain('נחזור מחר'),
    'moodle.maintenance',
    'אתר המודל בתחזוקה - נסו שוב מאוחר יותר',
  ],
  [
    'an upgrade',
    ({ control }) => (control.site.maintenance = 'cli'),
    'moodle.maintenance',
    'אתר המודל בתחזוקה - נסו שוב מאוחר יותר',
  ],
  [
    'a refusal',
    ({ control }) => control.fault({ fn: LISTING }, { fail: 'nopermissions' }),
    'moodle.access-denied',
    'המודל לא מאפשר גישה לנתון הזה',
  ],
  [
    'an answer that is none',
    ({ control }) => control.fault({ fn: LISTING }, { body: '<html>?' }),
    'moodle.invalid-response',
    'אתר המודל החזיר תשובה לא מובנת',
  ],
];

describe('what the pages of a Moodle can have against a student, in our codes', () => {
  let demo: DemoUniversity;
  const moodle = new MoodleService({ requestsPerSecond: 10_000, patienceMs: 0, urgentPatienceMs: 0 });
  const done = new AbortController();
  beforeEach(async () => {
    demo = await startDemoUniversity();
    demo.control.site.webServices = false;
  });
  afterEach(() => demo.stop());
  afterAll(() => {
    done.abort();
    moodle.onModuleDestroy();
  });

  const open = (who: { username?: string; password?: string } = {}): Promise<MoodleReader> => {
    const credentials = { username: 'noa', password: PASSWORD, ...who };
    const site = { universityId: 'demo', baseUrl: demo.url };
    return moodle.openReader(
      { site, credentials: async () => credentials },
      AbortSignal.any([done.signal, signal()]),
    );
  };

  function expectTold(error: unknown, code: ErrorCode, sentence: string): void {
    expect(error).toMatchObject({ code, kind: ERRORS[code].kind, retryable: ERRORS[code].retryable });
    expect(ERRORS[code].message.he).toBe(sentence);
    expect(printed(error)).not.toContain(PASSWORD);
  }

  it.each(
    SIGN_IN.map(([what, prepare, code, sentence, who = {}]) => [what, prepare, code, sentence, who] as const),
  )('signing in: %s', async (_, prepare, code, sentence, who) => {
    prepare(demo);
    expectTold(await rejection(open(who)), code, sentence);
  });

  it.each(LATER)('later: %s', async (_, prepare, code, sentence) => {
    const reader = await open();
    prepare(demo);
    expectTold(await rejection(reader.listCourses(signal())), code, sentence);
  });
});
