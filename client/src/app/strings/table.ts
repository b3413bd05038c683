import { COURSEWORK_TABLE } from './coursework-table';
import { NEWS_TABLE } from './news-table';
import { phrase, text } from './phrase';

const count = (n: number, one: string, many: string) => (n === 1 ? one : `${n} ${many}`);

/** Everything the page says. Both languages or none: the types ask for it. */
export const TABLE = {
  ...NEWS_TABLE,
  ...COURSEWORK_TABLE,

  // — everywhere —
  tagline: text('כל מה שיש לך במודל, מסודר במקום אחד.', 'Everything in your Moodle, in one tidy place.'),
  retry: text('ניסיון נוסף', 'Try again'),
  otherLanguage: text('English', 'עברית'),
  switchLanguage: text('Switch to English', 'מעבר לעברית'),
  toDark: text('מצב כהה', 'Dark mode'),
  toLight: text('מצב בהיר', 'Light mode'),
  signOut: text('התנתקות', 'Sign out'),
  skipToContent: text('דילוג לתוכן', 'Skip to content'),
  home: text('לדף הבית', 'Home'),
  loading: text('טוען…', 'Loading…'),
  openInMoodle: text('פתיחה במודל', 'Open in Moodle'),
  notFoundTitle: text('הדף הזה לא קיים', 'There is no such page'),
  notFoundText: text('אולי הקישור ישן, או שהקורס הוסר.', 'The link may be old, or the course was removed.'),
  brokenTitle: text('משהו השתבש בתצוגה', 'Something went wrong on this page'),
  reloadPage: text('טעינה מחדש', 'Reload'),

  // — sign-in —
  signInTitle: text('התחברות', 'Sign in'),
  signInLead: text('עם אותם פרטים שבהם נכנסים למודל.', 'With the same details you use for Moodle.'),
  university: text('אוניברסיטה', 'University'),
  username: text('שם משתמש במודל', 'Moodle user name'),
  password: text('סיסמה', 'Password'),
  showPassword: text('הצגת הסיסמה', 'Show the password'),
  capsLock: text('Caps Lock דולק', 'Caps Lock is on'),
  signIn: text('התחברות', 'Sign in'),
  required: text('צריך למלא את השדה הזה', 'This field is needed'),
  demoTitle: text('אין לך חשבון? אפשר לנסות עם חשבון הדגמה:', 'No account? Try one of these:'),
  universitiesLoading: text('טוען אוניברסיטאות…', 'Loading universities…'),
  passwordPromise: text(
    'הסיסמה עוברת למודל שלך לצורך ההתחברות בלבד, ולא נשמרת.',
    'Your password goes to your Moodle to sign you in, and is not kept.',
  ),
  promiseOne: text('הקורסים, המטלות והקבצים מתעדכנים לבד', 'Courses, deadlines and files, kept up to date'),
  promiseTwo: text(
    'הרצאות, תרגולים ומבחנים, כל אחד במקום שלו',
    'Lectures, recitations and exams, sorted for you',
  ),
  promiseThree: text('רואים מיד מה דחוף', 'What is urgent, at a glance'),
  siteMaintenance: text('אתר המודל בתחזוקה', 'The Moodle site is under maintenance'),
  siteUnreachable: text('אי אפשר להיכנס כרגע', 'Signing in is not possible right now'),
  inMaintenance: phrase(
    (name: string) => `${name} (בתחזוקה)`,
    (name: string) => `${name} (maintenance)`,
  ),
  notReachable: phrase(
    (name: string) => `${name} (לא זמין)`,
    (name: string) => `${name} (not available)`,
  ),
  browserLead: text(
    'באוניברסיטה הזו נכנסים בדף שלה. הוא נפתח בלשונית חדשה, וכשמסיימים שם - חוזרים לכאן.',
    'This university has a sign-in page of its own. It opens in a new tab; from there you come back here.',
  ),
  browserSignIn: text('כניסה דרך האוניברסיטה', 'Sign in at your university'),
  browserPromise: text(
    'הסיסמה נשארת באוניברסיטה ולא עוברת דרך Spike.',
    'Your password stays with your university and does not pass through Spike.',
  ),
  awayTitle: text('ממשיכים בדף של האוניברסיטה', 'Go on at your university'),
  awayText: text(
    'יש אוניברסיטאות שמחזירות לכאן לבד (אם הדפדפן מבקש אישור לפתוח כאן קישורים - מאשרים). ברוב המקומות מעתיקים קישור:',
    'Some universities bring you back by themselves (allow it if your browser asks). With most you copy a link:',
  ),
  awayTextByHand: text('בסוף מעתיקים משם קישור אחד לכאן:', 'At the end you copy one link from there:'),
  openUniversity: text('נכנסים בדף של האוניברסיטה', 'Sign in on the university’s page'),
  copyStep: text(
    'בסוף מופיע שם קישור ליישומון של Moodle. לא לוחצים עליו אלא מעתיקים את הכתובת שלו: בטלפון בלחיצה ארוכה, במחשב בלחיצה ימנית.',
    'At the end it shows a link to the Moodle app. Do not follow it, copy its address: press long on a phone, right-click on a computer.',
  ),
  pasteStep: text('מדביקים אותה כאן.', 'Paste it here.'),
  returnAddress: text('הכתובת שהאוניברסיטה החזירה', 'The address that the university returned'),
  pasteAndFinish: text('הדבקה וסיום', 'Paste and finish'),
  finishSignIn: text('סיום הכניסה', 'Finish signing in'),
  cancelSignIn: text('ביטול', 'Cancel'),
  sessionOver: text('ההתחברות פגה. מתחברים שוב וממשיכים.', 'Your session has ended. Sign in to go on.'),

  // — home —
  goodMorning: text('בוקר טוב', 'Good morning'),
  goodAfternoon: text('צהריים טובים', 'Good afternoon'),
  goodEvening: text('ערב טוב', 'Good evening'),
  goodNight: text('לילה טוב', 'Good night'),
  dueThisWeek: phrase(
    (n: number) => (n === 0 ? 'אין מטלות להגשה השבוע' : `${count(n, 'מטלה אחת', 'מטלות')} להגשה בשבוע הקרוב`),
    (n: number) =>
      n === 0 ? 'Nothing due this week' : `${count(n, '1 task', 'tasks')} due in the coming week`,
  ),
  courses: text('הקורסים שלי', 'My courses'),
  currentTerm: text('עכשיו', 'Now'),
  noTerm: text('קורסים נוספים', 'Other courses'),
  wholeYear: text('שנתי', 'Whole year'),
  hiddenCourses: phrase(
    (n: number) => `קורסים מוסתרים במודל (${n})`,
    (n: number) => `Hidden on Moodle (${n})`,
  ),
  items: phrase(
    (n: number) => count(n, 'פריט אחד', 'פריטים'),
    (n: number) => count(n, '1 item', 'items'),
  ),
  files: phrase(
    (n: number) => count(n, 'קובץ אחד', 'קבצים'),
    (n: number) => count(n, '1 file', 'files'),
  ),
  notReadYet: text('עוד לא נקרא', 'Not read yet'),
  notRead: phrase(
    (why: string) => `לא נקרא: ${why}`,
    (why: string) => `Could not be read: ${why}`,
  ),
  readingNow: text('בקריאה…', 'Being read…'),
  nothingDue: text('אין מטלות פתוחות', 'Nothing due'),
  favourite: text('מועדף', 'Favourite'),
  completion: phrase(
    (n: number) => `${n}% הושלמו`,
    (n: number) => `${n}% complete`,
  ),
  noCoursesTitle: text('עדיין אין כאן קורסים', 'No courses here yet'),
  noCoursesSyncing: text(
    'הקורסים מופיעים כאן אחד־אחד בזמן שהסנכרון רץ.',
    'Courses appear here one by one while the sync runs.',
  ),
  noCoursesText: text(
    'המודל לא הראה קורסים לחשבון הזה. בתחילת סמסטר זה קורה עד שההרשמה נקלטת; אפשר לסנכרן שוב מאוחר יותר.',
    'Moodle shows no courses for this account. Early in a term this is normal until enrolment goes through; sync again later.',
  ),
  noCoursesUnfinished: text(
    'הסנכרון לא הושלם, ולכן עוד אין מה להציג.',
    'The sync did not finish, so there is nothing to show yet.',
  ),
  syncNow: text('סנכרון עכשיו', 'Sync now'),
  updated: phrase(
    (when: string) => `עודכן ${when}`,
    (when: string) => `Updated ${when}`,
  ),
  autoSync: text('סנכרון אוטומטי', 'Automatic sync'),
  autoSyncNext: phrase(
    (when: string) => `הבא: ${when}`,
    (when: string) => `Next: ${when}`,
  ),
  autoSyncOn: text('Spike מתעדכן לבד, לא בלילה', 'Spike keeps itself up to date, not at night'),
  autoSyncSoon: text('הבא: מיד', 'Next: any moment'),
  autoSyncOff: text('מתעדכן רק בכניסה או בלחיצה', 'Updates only when you sign in or ask for it'),
  autoSyncNoToken: text(
    'לאתר המודל שלך נכנסים רק עם סיסמה, ו־Spike לא שומר אותה. לכן הוא מתעדכן רק כשנכנסים.',
    'Your Moodle site is entered with a password alone, which Spike does not keep. So it updates only when you sign in.',
  ),
  autoSyncFailed: text('השינוי לא נשמר, אפשר לנסות שוב', 'The change was not saved, try again'),
  signInAgainTitle: text('צריך להתחבר שוב למודל', 'Moodle wants you to sign in again'),
  signInAgainText: phrase(
    (why: string) => `${why}. עד אז מוצג מה שכבר נקרא, ו־Spike לא פונה למודל.`,
    (why: string) => `${why}. Until then you see what was read before, and Spike asks Moodle nothing.`,
  ),
  syncStartFailed: text('הסנכרון לא התחיל', 'The sync did not start'),

  // — deadlines —
  showAll: phrase(
    (n: number) => `הצגת כל ה־${n}`,
    (n: number) => `Show all ${n}`,
  ),
  showFewer: text('הצגת פחות', 'Show fewer'),
  dueAt: phrase(
    (when: string) => `להגשה עד ${when}`,
    (when: string) => `Due ${when}`,
  ),
  opensAt: phrase(
    (when: string) => `נפתח ${when}`,
    (when: string) => `Opens ${when}`,
  ),
  urgencyOver: text('עבר המועד', 'Past due'),
  urgencyToday: text('דחוף', 'Urgent'),
  urgencySoon: text('בקרוב', 'Soon'),
  today: text('היום', 'Today'),
  yesterday: text('אתמול', 'Yesterday'),

  // — course —
  byCategory: text('לפי סוג', 'By kind'),
  bySection: text('לפי המודל', 'As on Moodle'),
  viewLabel: text('סידור הפריטים', 'How items are arranged'),
  filterLabel: text('סינון לפי סוג', 'Filter by kind'),
  all: text('הכול', 'All'),
  unsorted: text('לא מסווג', 'Not classified'),
  findInCourse: text('חיפוש בקורס', 'Find in this course'),
  nothingFound: text('לא נמצא פריט כזה בקורס.', 'No such item in this course.'),
  emptyCourseTitle: text('הקורס עדיין ריק', 'This course is still empty'),
  emptyCourseText: text(
    'כשהמרצה יעלה חומרים הם יופיעו כאן.',
    'Materials appear here when they are uploaded.',
  ),
  unreadCourseTitle: text('הקורס עוד לא נקרא', 'This course was not read yet'),
  unreadCourseText: text(
    'התוכן יופיע כאן ברגע שהקורס ייקרא מהמודל. אם הקריאה נכשלה, הסנכרון הבא ינסה שוב.',
    'It appears here as soon as the course is read from Moodle. If that failed, the next sync tries again.',
  ),
  emptySection: text('אין פריטים בחלק הזה', 'Nothing in this section'),
  restricted: text('לא זמין כרגע', 'Not available yet'),
  notSure: text('סיווג לא ודאי', 'Not sure'),
  notSureWhy: phrase(
    (category: string, percent: number) => `סווג כ„${category}” בביטחון של ${percent}%`,
    (category: string, percent: number) => `Sorted as “${category}” with ${percent}% confidence`,
  ),
  workHours: phrase(
    (hours: number) => (hours === 1 ? 'כשעה' : hours === 2 ? 'כשעתיים' : `כ־${hours} שעות`),
    (hours: number) => (hours === 1 ? 'about 1 hour' : `about ${hours} hours`),
  ),
  workEstimate: text('הערכה לפי מה שכתוב במטלה', 'Estimated from what the task says'),
  inGroups: text('בקבוצות', 'in groups'),
  inPairs: text('בזוגות', 'in pairs'),
  alone: text('ביחידים', 'individually'),
  questions: phrase(
    (n: number) => count(n, 'שאלה אחת', 'שאלות'),
    (n: number) => count(n, '1 question', 'questions'),
  ),
  pagesToWrite: phrase(
    (n: number) => count(n, 'עמוד אחד', 'עמודים'),
    (n: number) => count(n, '1 page', 'pages'),
  ),
  wordsToWrite: phrase(
    (n: number) => `${n} מילים`,
    (n: number) => `${n} words`,
  ),
  shareOfGrade: phrase(
    (n: number) => `${n}% מהציון`,
    (n: number) => `${n}% of the grade`,
  ),
  asSolution: text('פתרון', 'Solution'),
  asRecitation: text('תרגול', 'Recitation'),
  asTask: text('שייך אל', 'Belongs to'),
  moveItem: phrase(
    (name: string) => `העברה לסוג אחר: ${name}`,
    (name: string) => `Move to another kind: ${name}`,
  ),
  moveTo: text('זה בעצם…', 'This is really…'),
  undoMove: text('ביטול ההעברה', 'Undo the move'),
  moved: phrase(
    (name: string, kind: string) => `„${name}” עבר אל „${kind}”`,
    (name: string, kind: string) => `“${name}” moved to “${kind}”`,
  ),
  moveUndone: phrase(
    (name: string) => `„${name}” חזר למקומו`,
    (name: string) => `“${name}” is back where it was`,
  ),
  moveFailed: text('ההעברה לא נשמרה', 'The move was not saved'),
  showItem: text('הצגה', 'Show'),
  dismiss: text('סגירה', 'Close'),
  sortedByYou: text('סיווג שלך', 'Sorted by you'),
  sortedByCourse: text('סווג ע״י סטודנטים בקורס', 'Sorted by students of the course'),
  moreFiles: phrase(
    (n: number) => `עוד ${count(n, 'קובץ אחד', 'קבצים')}`,
    (n: number) => `${count(n, '1 more file', 'more files')}`,
  ),
  courseLoadFailed: text('הקורס לא נטען', 'The course could not be loaded'),
  coursesLoadFailed: text('הקורסים לא נטענו', 'The courses could not be loaded'),
} as const;
