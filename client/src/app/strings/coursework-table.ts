import { counted } from '../../react/plural';
import { phrase, text } from './phrase';

/** The words of grades, announcements, the calendar, and of what a student did and got. */
export const COURSEWORK_TABLE = {
  mainNavigation: text('ניווט ראשי', 'Main'),
  homePage: text('בית', 'Home'),
  course: text('קורס', 'Course'),
  allCourses: text('כל הקורסים', 'All courses'),
  more: text('להמשך', 'Load more'),
  readOn: text('קריאת ההמשך', 'Read on'),
  readLess: text('פחות', 'Less'),

  // — grades —
  grades: text('ציונים', 'Grades'),
  gradesLead: text('כמו בדוח הציונים במודל, לפי קורס.', 'As in Moodle’s grade report, by course.'),
  gradesLoadFailed: text('הציונים לא נטענו', 'The grades could not be loaded'),
  noGradesTitle: text('עוד אין ציונים', 'No grades yet'),
  noGradesText: text(
    'ציון שיפורסם במודל יופיע כאן אחרי הסנכרון הבא.',
    'A grade published on Moodle appears here after the next sync.',
  ),
  notGradedYet: text('עוד אין ציון', 'No grade yet'),
  gradeHidden: text('הציון עוד לא פורסם', 'Not published yet'),
  courseTotal: text('ציון כולל בקורס', 'Course total'),
  categoryTotal: text('סיכום ביניים', 'Subtotal'),
  totals: text('סיכומים', 'Totals'),
  range: text('טווח', 'Range'),
  percentage: text('אחוז', 'Percentage'),
  gradedOn: text('נבדק', 'Graded'),
  weight: text('משקל', 'Weight'),
  feedback: text('משוב', 'Feedback'),
  ungraded: phrase(
    (n: number) => `ועוד ${counted(n, { one: 'פריט אחד', two: 'שני פריטים', many: 'פריטים' })} בלי ציון`,
    (n: number) => counted(n, { one: '1 more item without a grade', many: 'more items without a grade' }),
  ),
  unnamedGrade: text('ללא שם', 'Unnamed'),

  // — announcements —
  announcements: text('הודעות', 'Announcements'),
  announcementsLead: text('מה שהמרצים כתבו, מהחדש לישן.', 'What your lecturers wrote, newest first.'),
  announcementsLoadFailed: text('ההודעות לא נטענו', 'The announcements could not be loaded'),
  noAnnouncementsTitle: text('אין הודעות', 'No announcements'),
  noAnnouncementsText: text('הודעה חדשה מהמרצים תופיע כאן.', 'New announcements appear here.'),
  pinned: text('נעוצה', 'Pinned'),
  replies: phrase(
    (n: number) => counted(n, { one: 'תגובה אחת', two: 'שתי תגובות', many: 'תגובות' }),
    (n: number) => counted(n, { one: '1 reply', many: 'replies' }),
  ),
  attachments: text('קבצים מצורפים', 'Attachments'),

  // — calendar —
  comingUp: text('קרוב', 'Coming up'),
  nothingAheadTitle: text('אין כלום באופק', 'Nothing on the horizon'),
  nothingAheadText: text('אין מטלות, מבחנים או אירועים קרובים.', 'No tasks, exams or events ahead.'),
  aheadLoadFailed: text('המטלות והאירועים לא נטענו', 'Tasks and events could not be loaded'),
  eventsMissing: text('אירועי לוח השנה לא נטענו.', 'Calendar events could not be loaded.'),
  exam: text('מבחן', 'Exam'),
  ownEvent: text('אישי', 'Personal'),
  siteEvent: text('אירוע כללי', 'Site event'),
  courseEvent: text('אירוע', 'Event'),
  nextExam: text('המבחן הבא', 'Next exam'),

  // — tasks of a course —
  closesAt: phrase(
    (when: string) => `נסגר ${when}`,
    (when: string) => `Closes ${when}`,
  ),
  cutoffAt: phrase(
    (when: string) => `אפשר להגיש עד ${when}`,
    (when: string) => `Accepted until ${when}`,
  ),
  submissionDraft: text('נשמרה טיוטה, עוד לא הוגשה', 'Draft saved, not handed in'),
  submissionDone: phrase(
    (when: string | null) => (when === null ? 'הוגש' : `הוגש ${when}`),
    (when: string | null) => (when === null ? 'Handed in' : `Handed in ${when}`),
  ),
  submissionReopened: text('נפתח להגשה חוזרת', 'Reopened for another attempt'),
  attemptNumber: phrase(
    (n: number) => `הגשה מספר ${n}`,
    (n: number) => `Attempt ${n}`,
  ),
  locked: text('ההגשה ננעלה', 'Locked'),
  handedIn: text('מה שהגשתי', 'What I handed in'),
  inDraft: text('מה שבטיוטה', 'What is in my draft'),
  gradeIs: text('ציון', 'Grade'),
  feedbackFiles: text('קבצים מהבודק', 'Files from the grader'),
  outOf: phrase(
    (n: string) => `מתוך ${n}`,
    (n: string) => `out of ${n}`,
  ),
  timeLimit: phrase(
    (time: string) => `זמן: ${time}`,
    (time: string) => `Time: ${time}`,
  ),
  minutes: phrase(
    (n: number) => counted(n, { one: 'דקה', two: 'שתי דקות', many: 'דקות' }),
    (n: number) => counted(n, { one: '1 minute', many: 'minutes' }),
  ),
  hours: phrase(
    (n: number) => counted(n, { one: 'שעה', two: 'שעתיים', many: 'שעות' }),
    (n: number) => counted(n, { one: '1 hour', many: 'hours' }),
  ),
  attemptsOf: phrase(
    (done: number, allowed: number | null) => {
      if (allowed === 1) return 'הניסיון היחיד נוצל';
      if (allowed !== null) return `${done} מתוך ${allowed} ניסיונות`;
      return `${counted(done, { one: 'ניסיון אחד', two: 'שני ניסיונות', many: 'ניסיונות' })}, ללא הגבלה`;
    },
    (done: number, allowed: number | null) => {
      if (allowed === 1) return 'The only attempt is used';
      if (allowed !== null) return `${done} of ${allowed} attempts`;
      return `${counted(done, { one: '1 attempt', many: 'attempts' })}, no limit`;
    },
  ),
  attemptsAllowed: phrase(
    (allowed: number | null) =>
      allowed === null
        ? 'ניסיונות ללא הגבלה'
        : counted(allowed, { one: 'ניסיון אחד', two: 'שני ניסיונות', many: 'ניסיונות' }),
    (allowed: number | null) =>
      allowed === null ? 'unlimited attempts' : counted(allowed, { one: '1 attempt', many: 'attempts' }),
  ),
  attemptOpen: text('ניסיון פתוח', 'Attempt in progress'),
  incomplete: text('עוד לא הושלם', 'Not done yet'),
  complete: text('הושלם', 'Done'),
  passed: text('עבר', 'Passed'),
  failed: text('לא עבר', 'Not passed'),
  readHere: text('קריאה כאן', 'Read here'),
  chapters: phrase(
    (n: number) => counted(n, { one: 'פרק אחד', two: 'שני פרקים', many: 'פרקים' }),
    (n: number) => counted(n, { one: '1 chapter', many: 'chapters' }),
  ),
  teachers: phrase(
    (n: number) => (n === 1 ? 'מרצה' : 'צוות'),
    (n: number) => (n === 1 ? 'Lecturer' : 'Staff'),
  ),
  unlisted: text(
    'הקורס כבר לא מופיע לך במודל. מוצג מה שנקרא ממנו.',
    'Moodle no longer lists this course for you. What was read of it is kept.',
  ),
  unlistedShort: text('כבר לא במודל', 'No longer on Moodle'),
  readInPart: text('נקרא חלקית', 'Read in part'),
} as const;
