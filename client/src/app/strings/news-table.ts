import { counted } from '../../react/plural';
import { phrase, text } from './phrase';

/** The words of the change feed and of a sync's receipt. */
export const NEWS_TABLE = {
  news: text('מה חדש', 'What’s new'),
  newsLead: text(
    'כל מה שהשתנה בקורסים, מהחדש לישן.',
    'Everything that changed in your courses, newest first.',
  ),
  newsAll: text('הכול', 'See all'),
  newMark: text('חדש', 'New'),
  unseen: phrase(
    (n: number) =>
      counted(n, {
        one: 'עדכון אחד שעוד לא ראית',
        two: 'שני עדכונים שעוד לא ראית',
        many: 'עדכונים שעוד לא ראית',
      }),
    (n: number) => counted(n, { one: '1 update you have not seen', many: 'updates you have not seen' }),
  ),
  noNewsTitle: text('הכול שקט', 'All quiet'),
  noNewsText: text(
    'כשמשהו ישתנה בקורסים, למשל קובץ חדש, ציון או מועד הגשה שזז, זה יופיע כאן.',
    'When something changes in your courses, such as a new file, a grade or a moved deadline, it appears here.',
  ),
  newsLoadFailed: text('העדכונים לא נטענו', 'The updates could not be loaded'),
  newsGeneral: text('כללי', 'General'),
  older: text('עדכונים ישנים יותר', 'Older updates'),
  alsoChanged: phrase(
    (what: string) => `עודכן: ${what}`,
    (what: string) => `Updated: ${what}`,
  ),
  fromValue: text('קודם:', 'Before:'),
  toValue: text('עכשיו:', 'Now:'),
  uploadedAt: phrase(
    (day: string) => `הועלה ב־${day}`,
    (day: string) => `uploaded ${day}`,
  ),

  // — the receipt of a sync —
  coverageTitle: text(
    'המודל נקרא דרך דפי האתר שלו: כמה דברים לא רואים משם',
    'Moodle was read through its web pages: a few things cannot be seen there',
  ),
  coverageText: text(
    'הקורסים, התכנים, הקבצים והמועדים כאן. את אלה דפי האתר לא מראים:',
    'Courses, contents, files and deadlines are here. These the pages do not show:',
  ),
  receiptTitle: text('פירוט לפי קורס', 'Course by course'),
  receiptWaiting: text('ממתין לתורו', 'Waiting'),
  receiptRead: text('נקרא', 'Read'),
  receiptPartial: text('נקרא חלקית', 'Read in part'),
  receiptFailed: text('לא נקרא', 'Not read'),
  receiptSkipped: text('לא הגיע תורו', 'Not reached'),
  receiptAgain: text('ינוסה שוב בסנכרון הבא', 'Tried again in the next sync'),
  receiptNotAgain: text('לא ינוסה שוב מעצמו', 'Not tried again automatically'),
  staleSince: phrase(
    (when: string) => `מוצג המידע שנקרא ${when}`,
    (when: string) => `Showing what was read ${when}`,
  ),
  neverRead: text('עוד לא נקרא אף פעם', 'Never read so far'),
  requests: phrase(
    (n: string) => (n === '1' ? 'בקשה אחת' : `${n} בקשות`),
    (n: string) => (n === '1' ? '1 request' : `${n} requests`),
  ),
} as const;
