import { Release } from '../model';

/** A refusal in Moodle's own terms: `errorcode` is what clients go by, the rest is for people. */
export class MoodleError extends Error {
  constructor(
    readonly errorcode: string,
    message: string,
    readonly exception = 'core\\exception\\moodle_exception',
    readonly component = 'error',
  ) {
    super(message);
  }
}

/** Class names lost their `core\exception\` before 4.5. */
export function exceptionClass(error: MoodleError, release: Release): string {
  return release === '4.5' ? error.exception : error.exception.slice(error.exception.lastIndexOf('\\') + 1);
}

interface ErrorText {
  message: string;
  exception?: string;
  component?: string;
}

const ACCESS = 'webservice_access_exception';
const MISSING_RECORD = 'dml_missing_record_exception';

/** errorcode → what a Hebrew Moodle says. `{}` takes the detail. */
const ERRORS: Record<string, ErrorText> = {
  accessexception: { message: 'חריגת בקרת גישה', exception: ACCESS, component: 'webservice' },
  cannotcreatetoken: { message: 'אין הרשאות ליצירת קוד (token) שירותים מקוונים עבור השירות {}.' },
  enablewsdescription: { message: 'יש לאפשר שירותים מקוונים בהגדרות המאפיינים המתקדמים' },
  errorcoursecontextnotvalid: {
    message: 'לא ניתן להפעיל פונקציות בהקשר הקורס (course id:{}).',
    component: 'webservice',
  },
  errorinvalidparam: { message: 'משתנה "{}" לא חוקי', component: 'webservice' },
  filenotfound: { message: 'הקובץ המבוקש לא נמצא' },
  forcepasswordchangenotice: { message: 'יש לשנות סיסמה כדי להמשיך' },
  invalidlogin: { message: 'שם המשתמש או הסיסמה אינם נכונים' },
  invalidparameter: {
    message: 'ערך פרמטר לא חוקי',
    exception: 'core\\exception\\invalid_parameter_exception',
    component: 'debug',
  },
  invalidresponse: {
    message: 'תשובת שירות הרשת אינה תקפה',
    exception: 'core_external\\invalid_response_exception',
    component: 'debug',
  },
  invalidrecord: {
    message: 'לא ניתן למצוא את רשומת הנתון בטבלה\n{} במסד הנתונים.',
    exception: MISSING_RECORD,
  },
  invalidrecordunknown: { message: 'לא ניתן למצוא את הרשומה ממסד הנתונים', exception: MISSING_RECORD },
  activityisscheduledfordeletion: { message: 'הפעילות נמצאת בתהליך מחיקה...' },
  invalidsesskey: { message: 'תוקף הטופס פג', component: 'error' },
  pluginnotenabledorconfigured: { message: 'התוסף אינו מאופשר או לא מוגדר', component: 'tool_mobile' },
  invalidtoken: { message: 'קוד (token) לא חוקי - לא נמצא', component: 'webservice' },
  missingparam: { message: 'חסר מרכיב מידע הכרחי ({})' },
  noguest: { message: 'אין כניסה לאורחים' },
  nopermissions: {
    message: 'למשתמש שלך אין הרשאה לבצע את הפעולה "{}".',
    exception: 'core\\exception\\required_capability_exception',
  },
  nopermissiontoviewgrades: { message: 'לא ניתן לצפות בציונים.' },
  requirecorrectaccess: { message: 'Invalid url or port.' },
  requireloginerror: {
    message: 'לא ניתן לגשת לקורס או לפעילות',
    exception: 'core\\exception\\require_login_exception',
    component: 'moodle',
  },
  servicenotavailable: { message: 'שירות מקוון לא זמין (אינו קיים או אינו מאופשר)', component: 'webservice' },
  servicerequireslogin: {
    message: 'Web service is not available. (The session has been logged out or has expired.)',
    component: 'webservice',
  },
  sitemaintenance: { message: 'האתר בתחזוקה ואינו זמין כעת, נסו שוב בעוד מספר דקות', component: 'admin' },
  sitepolicynotagreed: {
    message: 'Site policy not agreed: <a href="{}">Click here to open the site policy.</a>',
  },
  usernotconfirmed: { message: 'לא ניתן לאשר את {}' },
  wsaccessusersuspended: { message: 'Refused web service access for suspended username: {}' },
};

/** The refusal of a known errorcode; one that the table does not know is its own text, as Moodle has it. */
export function refusal(errorcode: string, detail = ''): MoodleError {
  const known = ERRORS[errorcode];
  if (known === undefined) return new MoodleError(errorcode, `error/${errorcode}`);
  return new MoodleError(errorcode, known.message.replace('{}', detail), known.exception, known.component);
}

/** `{"error", "errorcode", ...}` as token.php and pluginfile.php write it. */
export function pageError(error: MoodleError): Record<string, string | null> {
  if (error.errorcode === 'requirecorrectaccess') {
    return { error: error.message, stacktrace: null, debuginfo: null, errorcode: error.errorcode };
  }
  return {
    error: error.message,
    errorcode: error.errorcode,
    stacktrace: null,
    debuginfo: null,
    reproductionlink: null,
  };
}

/** The exception object of AJAX and of batches. */
export function ajaxException(error: MoodleError, siteUrl: string): Record<string, string> {
  return {
    message: error.message,
    errorcode: error.errorcode,
    link: `${siteUrl}/`,
    moreinfourl: `https://docs.moodle.org/405/he/error/${error.component}/${error.errorcode}`,
  };
}
