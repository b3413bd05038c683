import type { ErrorCode } from '../../contract';
import { AppError } from '../../errors';

/**
 * Where an errorcode was met, since some mean different things: `sign-in` (login/token.php), `site` (a REST call about the
 * student as a whole), `course` (a REST call about one course), `activity` (about one activity), `file` (pluginfile.php).
 */
export type Place = 'sign-in' | 'site' | 'course' | 'activity' | 'file';

/** One meaning everywhere, or one for each place with `else` for the rest. */
type Meaning = ErrorCode | ({ readonly else?: ErrorCode } & { readonly [P in Place]?: ErrorCode });

const COURSE_GONE: Meaning = { file: 'moodle.access-denied', else: 'moodle.course-unavailable' };
const DENIED: Meaning = 'moodle.access-denied';
const NOT_ALLOWED: Meaning = 'auth.account-not-allowed';
const TEMPORARY: Meaning = 'moodle.server-error';

/** Moodle's errorcodes as ours. What is not here is `moodle.request-refused`, with the errorcode as its detail. */
export const ERRORCODES: Readonly<Record<string, Meaning>> = {
  // who is asking
  invalidlogin: 'auth.invalid-credentials',
  invalidtoken: 'auth.moodle-token-expired',
  // An expired token answers this once and `invalidtoken` from then on. A file answers it when files or services are switched off.
  accessexception: { 'sign-in': NOT_ALLOWED, file: DENIED, else: 'auth.moodle-token-expired' },
  suspended: 'auth.moodle-account-suspended',
  wsaccessusersuspended: 'auth.moodle-account-suspended',
  wsaccessuserdeleted: NOT_ALLOWED,
  wsaccessusernologin: NOT_ALLOWED,
  usernotconfirmed: 'auth.account-not-confirmed',
  wsaccessuserunconfirmed: 'auth.account-not-confirmed',
  noguest: 'auth.guest-not-allowed',
  // what the student has to do on the site first
  forcepasswordchangenotice: 'auth.must-change-password',
  restoredaccountresetpassword: 'auth.must-change-password',
  passwordisexpired: 'auth.must-change-password',
  wsaccessuserexpired: 'auth.must-change-password',
  sitepolicynotagreed: 'auth.policy-not-agreed',
  usernotfullysetup: 'auth.profile-incomplete',
  // what the site does not let this account do
  cannotcreatetoken: NOT_ALLOWED,
  missingrequiredcapability: NOT_ALLOWED,
  usernotallowed: NOT_ALLOWED,
  invalidtimedtoken: NOT_ALLOWED,
  invalidiptoken: NOT_ALLOWED,
  // the site itself
  enablewsdescription: 'moodle.web-services-disabled',
  servicenotavailable: 'moodle.mobile-service-disabled',
  sitemaintenance: 'moodle.maintenance',
  upgraderunning: 'moodle.maintenance',
  requirecorrectaccess: 'moodle.wrong-address',
  redirecterrordetected: 'moodle.wrong-address',
  ex_unabletolock: 'moodle.busy',
  dbconnectionfailed: TEMPORARY,
  dmlexception: TEMPORARY,
  dmlreadexception: TEMPORARY,
  dmlwriteexception: TEMPORARY,
  // one course, activity or file
  errorcoursecontextnotvalid: COURSE_GONE,
  requireloginerror: COURSE_GONE,
  coursehidden: COURSE_GONE,
  invalidcourseid: COURSE_GONE,
  // The record that a request names is gone; where it names none, the function itself is unknown.
  invalidrecord: {
    site: 'moodle.function-missing',
    course: 'moodle.course-unavailable',
    activity: 'moodle.access-denied',
    else: 'moodle.request-refused',
  },
  invalidrecordunknown: { activity: DENIED },
  activityisscheduledfordeletion: DENIED,
  nopermissions: DENIED,
  accessdenied: DENIED,
  nopermissiontoviewgrades: DENIED,
  notingroup: DENIED,
  filenotfound: 'moodle.file-not-found',
};

export function codeOf(errorcode: string, place: Place): ErrorCode {
  const meaning = Object.hasOwn(ERRORCODES, errorcode) ? ERRORCODES[errorcode] : undefined;
  if (meaning === undefined) return 'moodle.request-refused';
  if (typeof meaning === 'string') return meaning;
  return meaning[place] ?? meaning.else ?? 'moodle.request-refused';
}

/** What may stand in a detail: an identifier, or a short sentence of letters, digits and harmless signs. */
const HARMLESS = /^[\w /:.,()'-]{1,100}$/;

/** What Moodle refused, with its errorcode where that may be repeated. */
export class MoodleRefusal extends AppError {
  constructor(
    code: ErrorCode,
    readonly errorcode: string | null,
    detail: string,
  ) {
    super(code, { detail });
  }
}

/** Errorcodes that mean nothing in particular here, and say something in a log. */
const TELLING: ReadonlySet<string> = new Set(
  (
    'unknown invalidparameter missingparam missingparameter codingerror invalidresponse invalidsesskey servicerequireslogin ' +
    'sessionerroruser generalexceptionmessage invalidcoursemodule invalidcoursemoduleid invalidcontext cannotviewpost unspecifiederror ' +
    'guestsarenotallowed invalidargument'
  ).split(' '),
);

/**
 * Moodle's refusal as an error; `what` was asked, e.g. a function's name. Moodle's own sentences go nowhere; an errorcode that
 * holds the `secret` it was sent is not repeated. `null`: there were several secrets, which are not at hand (a session's cookie, its key,
 * the password it began with), so that only words of Moodle's are repeated.
 */
export function refused(errorcode: string, place: Place, what: string, secret: string | null): MoodleRefusal {
  const isOwnWord = Object.hasOwn(ERRORCODES, errorcode) || TELLING.has(errorcode);
  const isSafe = secret === null ? isOwnWord : secret === '' || !errorcode.includes(secret);
  const printable = HARMLESS.test(errorcode) && isSafe ? errorcode : null;
  const detail = `${what}: ${printable ?? 'unprintable errorcode'}`;
  return new MoodleRefusal(codeOf(errorcode, place), printable, detail);
}
