import type { LocalizedText } from './text';

/** How an error is to be met. The sentences are what a student reads for a kind. */
export const ERROR_KINDS = {
  network: { he: 'שגיאת רשת - בעיית חיבור לרשת', en: 'Network error - the connection failed' },
  timeout: { he: 'פג תוקף הבקשה - נסה שוב', en: 'The request timed out - try again' },
  api: { he: 'שגיאה בשרת', en: 'The server reported an error' },
  validation: { he: 'נתונים לא תקינים', en: 'The data is not valid' },
  'sign-in': { he: 'שגיאת התחברות - בדוק פרטי התחברות', en: 'Sign-in failed - check your details' },
  unknown: { he: 'שגיאה לא ידועה - נסה שוב מאוחר יותר', en: 'Unknown error - try again later' },
} as const satisfies Record<string, LocalizedText>;

export type ErrorKind = keyof typeof ERROR_KINDS;

export interface ErrorDescription {
  readonly kind: ErrorKind;
  /** Whether the same request may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  readonly message: LocalizedText;
}

const entry = (kind: ErrorKind, retryable: boolean, he: string, en: string): ErrorDescription => ({
  kind,
  retryable,
  message: { he, en },
});

/** Every error code Spike answers with. Codes are stable; sentences may be polished. */
export const ERRORS = {
  // sign-in
  'auth.invalid-credentials': entry(
    'sign-in',
    false,
    'שם המשתמש או הסיסמה שגויים',
    'The user name or password is wrong',
  ),
  'auth.unknown-university': entry(
    'validation',
    false,
    'האוניברסיטה לא מוכרת ל-Spike',
    'Spike does not know this university',
  ),
  'auth.must-change-password': entry(
    'sign-in',
    false,
    'יש להחליף סיסמה באתר המודל לפני ההתחברות ל-Spike',
    'Change your password on the Moodle site first, then sign in to Spike',
  ),
  'auth.account-not-confirmed': entry(
    'sign-in',
    false,
    'החשבון במודל עדיין לא אושר - חפשו את הודעת האישור בדואר',
    'Your Moodle account is not confirmed yet - look for the confirmation e-mail',
  ),
  'auth.policy-not-agreed': entry(
    'sign-in',
    false,
    'יש לאשר את תנאי השימוש באתר המודל לפני ההתחברות ל-Spike',
    'Agree to the site policy on the Moodle site first, then sign in to Spike',
  ),
  'auth.profile-incomplete': entry(
    'sign-in',
    false,
    'יש להשלים את פרטי הפרופיל באתר המודל לפני ההתחברות ל-Spike',
    'Complete your profile on the Moodle site first, then sign in to Spike',
  ),
  'auth.guest-not-allowed': entry('sign-in', false, 'אי אפשר להתחבר כאורח', 'Guests cannot sign in'),
  'auth.account-not-allowed': entry(
    'sign-in',
    false,
    'לחשבון הזה אין הרשאה להתחבר דרך שירותי הרשת של המודל',
    'This account may not sign in through the web services of Moodle',
  ),
  'auth.account-locked': entry(
    'sign-in',
    false,
    'החשבון במודל נעול אחרי כמה סיסמאות שגויות - שחררו אותו דרך הודעת הדואר מהמודל',
    'Your Moodle account is locked after several wrong passwords - unlock it by the e-mail that Moodle sent',
  ),
  'auth.session-required': entry('sign-in', false, 'יש להתחבר מחדש', 'Please sign in'),
  'auth.session-expired': entry(
    'sign-in',
    false,
    'תוקף ההתחברות פג - יש להתחבר מחדש',
    'Your session has expired - please sign in again',
  ),
  'auth.moodle-token-expired': entry(
    'sign-in',
    false,
    'תוקף ההתחברות למודל פג - יש להתחבר מחדש',
    'Moodle no longer accepts the stored sign-in - please sign in again',
  ),
  'auth.password-not-kept': entry(
    'sign-in',
    false,
    'באתר המודל הזה נכנסים רק עם סיסמה, ו-Spike לא שומר אותה - התחברו מחדש',
    'This Moodle site is entered with a password alone, and Spike does not keep it - please sign in again',
  ),
  'auth.moodle-account-suspended': entry(
    'sign-in',
    false,
    'החשבון במודל הושעה',
    'Your Moodle account is suspended',
  ),
  'auth.browser-sign-in-required': entry(
    'sign-in',
    false,
    'לאוניברסיטה הזו נכנסים רק דרך דף הכניסה שלה',
    'This university is signed in to on its own page only',
  ),
  'auth.password-sign-in-required': entry(
    'sign-in',
    false,
    'לאוניברסיטה הזו נכנסים כאן, עם שם משתמש וסיסמה',
    'This university is signed in to here, with a user name and a password',
  ),
  'auth.passport-unknown': entry(
    'sign-in',
    false,
    'הכניסה דרך האוניברסיטה פגה או כבר נוצלה - התחילו אותה שוב מכאן',
    'This sign-in through the university has expired or was already used - start it again here',
  ),
  'auth.return-address-invalid': entry(
    'validation',
    false,
    'זו אינה הכתובת שהאוניברסיטה החזירה - העתיקו אותה במלואה',
    'This is not the address that the university returned - copy it whole',
  ),
  'auth.cross-site-request': entry(
    'validation',
    false,
    'הבקשה הגיעה מאתר אחר ונדחתה',
    'The request came from another site and was refused',
  ),
  // Moodle
  'moodle.unreachable': entry(
    'network',
    true,
    'אי אפשר להגיע לאתר המודל כרגע',
    'The Moodle site cannot be reached right now',
  ),
  'moodle.timeout': entry('timeout', true, 'אתר המודל לא ענה בזמן', 'The Moodle site did not answer in time'),
  'moodle.maintenance': entry(
    'api',
    true,
    'אתר המודל בתחזוקה - נסו שוב מאוחר יותר',
    'The Moodle site is down for maintenance - try again later',
  ),
  'moodle.busy': entry(
    'api',
    true,
    'אתר המודל עמוס כרגע - נסו שוב עוד מעט',
    'The Moodle site is busy - try again shortly',
  ),
  'moodle.server-error': entry(
    'api',
    true,
    'אתר המודל החזיר שגיאה',
    'The Moodle site reported a server error',
  ),
  'moodle.web-services-disabled': entry(
    'api',
    false,
    'שירותי הרשת של המודל כבויים באתר הזה',
    'Web services are switched off on this Moodle site',
  ),
  'moodle.mobile-service-disabled': entry(
    'api',
    false,
    'השירות לאפליקציות כבוי באתר המודל הזה',
    'The mobile service is switched off on this Moodle site',
  ),
  'moodle.wrong-address': entry(
    'api',
    false,
    'כתובת אתר המודל השתנתה - פנו למפעיל',
    'The address of the Moodle site has changed - tell the operator',
  ),
  'moodle.redirect-refused': entry(
    'api',
    false,
    'אתר המודל מפנה לכתובת שאינה מוכרת',
    'The Moodle site redirects to an address that is not allowed',
  ),
  'moodle.invalid-response': entry(
    'api',
    true,
    'אתר המודל החזיר תשובה לא מובנת',
    'The Moodle site sent an answer that cannot be understood',
  ),
  'moodle.response-too-large': entry(
    'api',
    false,
    'התשובה של אתר המודל גדולה מדי',
    'The answer of the Moodle site is too large',
  ),
  'moodle.course-unavailable': entry(
    'api',
    false,
    'הקורס אינו זמין במודל',
    'The course is not available on Moodle',
  ),
  'moodle.access-denied': entry(
    'api',
    false,
    'המודל לא מאפשר גישה לנתון הזה',
    'Moodle does not allow access to this',
  ),
  'moodle.function-missing': entry(
    'api',
    false,
    'אתר המודל אינו תומך בפעולה הנדרשת',
    'The Moodle site does not support a call that is needed',
  ),
  'moodle.request-refused': entry(
    'api',
    false,
    'אתר המודל דחה את הבקשה',
    'The Moodle site refused the request',
  ),
  'moodle.file-not-found': entry('api', false, 'הקובץ לא נמצא במודל', 'The file was not found on Moodle'),
  // jobs
  'sync.timeout': entry(
    'timeout',
    true,
    'הסנכרון ארך יותר מדי זמן והופסק; מה שנאסף נשמר',
    'The sync took too long and was stopped; what was gathered is kept',
  ),
  'sync.retries-exhausted': entry(
    'api',
    true,
    'הסנכרון נכשל שוב ושוב; מה שנאסף נשמר',
    'The sync kept failing; what was gathered is kept',
  ),
  'sync.all-courses-failed': entry('api', true, 'אף קורס לא נקרא בהצלחה', 'No course could be read'),
  'sync.job-not-found': entry('validation', false, 'הסנכרון לא נמצא', 'There is no such sync'),
  'sync.job-finished': entry('validation', false, 'הסנכרון כבר הסתיים', 'The sync has already ended'),
  'library.not-found': entry('validation', false, 'הפריט לא נמצא', 'There is no such thing in your library'),
  'library.not-stored': entry(
    'api',
    false,
    'לא הצלחנו לשמור חלק מהמידע - ננסה שוב בסנכרון הבא',
    'Some of it could not be stored - the next sync tries again',
  ),
  // requests
  'request.malformed': entry('validation', false, 'הבקשה אינה JSON תקין', 'The request is not valid JSON'),
  'request.invalid': entry(
    'validation',
    false,
    'הנתונים בבקשה אינם תקינים',
    'The data in the request is not valid',
  ),
  'request.too-large': entry('validation', false, 'הבקשה גדולה מדי', 'The request is too large'),
  'request.unsupported-media-type': entry(
    'validation',
    false,
    'סוג התוכן של הבקשה אינו נתמך',
    'The content type of the request is not supported',
  ),
  'request.not-found': entry('validation', false, 'הכתובת לא קיימת', 'There is nothing at this address'),
  'request.method-not-allowed': entry(
    'validation',
    false,
    'הפעולה אינה מותרת בכתובת הזו',
    'This method is not allowed here',
  ),
  'request.too-many': entry(
    'validation',
    true,
    'יותר מדי בקשות - נסו שוב עוד מעט',
    'Too many requests - try again shortly',
  ),
  'socket.unknown-event': entry('validation', false, 'אירוע לא מוכר', 'Unknown event'),
  'socket.too-many-subscriptions': entry(
    'validation',
    false,
    'יותר מדי הרשמות בחיבור אחד',
    'Too many subscriptions on one connection',
  ),
  // ours
  'database.unavailable': entry(
    'api',
    true,
    'מסד הנתונים אינו זמין כרגע',
    'The database is not available right now',
  ),
  'server.shutting-down': entry(
    'api',
    true,
    'השרת מופעל מחדש - נסו שוב מיד',
    'The server is restarting - try again in a moment',
  ),
  'server.unexpected': entry(
    'unknown',
    false,
    'שגיאה לא ידועה - נסה שוב מאוחר יותר',
    'Unknown error - try again later',
  ),
} as const satisfies Record<string, ErrorDescription>;

export type ErrorCode = keyof typeof ERRORS;

/** An error as it is shown: in a problem document, in an event, in a job. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly message: LocalizedText;
}

export function errorReport(code: ErrorCode): ErrorReport {
  const { kind, retryable, message } = ERRORS[code];
  return { code, kind, retryable, message };
}

/** RFC 9457 problem details (`application/problem+json`) with Spike's own members. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly message: LocalizedText;
  /** Fields of the request that are at fault, with the rules they break; never their values. */
  readonly errors?: readonly { readonly field: string; readonly rules: readonly string[] }[];
  readonly requestId?: string;
}
