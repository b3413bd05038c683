import {
  CourseRecipe,
  activity,
  announcements,
  file,
  folder,
  forum,
  homework,
  link,
  page,
  quiz,
  weekly,
} from '../recipes';

const TOPICS = [
  'סדרות',
  'גבולות',
  'רציפות',
  'נגזרות',
  'משפטי הערך הממוצע',
  'חקירת פונקציות',
  'אינטגרל לא מסוים',
];

export const CALCULUS: CourseRecipe = {
  code: '201-1-9711',
  name: 'חשבון דיפרנציאלי ואינטגרלי 1',
  faculty: 'הפקולטה למדעים מדויקים',
  lecturer: 'ד"ר נטע פלד',
  when: 'now',
  format: 'weeks',
  exams: [
    { name: 'בחינת אמצע - חדו"א 1', days: 12, hours: 2, place: 'אולם סנט' },
    { name: 'בחינה סופית מועד א - חדו"א 1', days: 82, hours: 3, place: 'בניין 28' },
  ],
  sections: [
    {
      name: 'מבוא',
      modules: [
        announcements([
          {
            subject: 'בחינת אמצע: חדרים',
            message: 'החלוקה לחדרים מצורפת.',
            daysAgo: 1,
            attach: ['חלוקה לחדרים.pdf'],
          },
          { subject: 'תרגיל 5 - תיקון טעות', message: 'בשאלה 3 צריך להיות x>0.', daysAgo: 4 },
        ]),
        file('מידע על הקורס', 'info.pdf'),
        page(
          'סגל הקורס ושעות קבלה',
          '<ul><li>ד"ר נטע פלד - יום ב׳ 12:00</li><li>רועי סלע - יום ד׳ 16:00</li></ul>',
        ),
        link('זום - הרצאות', 'https://demo-university.zoom.us/j/85550019711'),
        link('זום - תרגול', 'https://demo-university.zoom.us/j/85550019712'),
        forum('פורום הקורס', [
          {
            subject: 'גבול של סדרה נסיגתית',
            message: 'איך מראים שהיא חסומה?',
            daysAgo: 2,
            by: 'הדר נוי',
            replies: 3,
          },
        ]),
      ],
    },
    ...weekly(
      TOPICS,
      (n, topic) => `שבוע ${n}: ${topic}`,
      (n, topic) => [
        file(`רשימות הרצאה - ${topic}`, `calc1_notes_${n}.pdf`),
        file(`תרגול מס' ${n}`, `tirgul${n}.pdf`),
        file(`מצגת ${n}`, `calc1_${n}.pptx`),
        homework(
          `תרגיל ${n}`,
          n <= 3
            ? { dueDays: -32 + n * 7, state: 'graded', grade: 80 + n * 5 }
            : n === 4
              ? { dueDays: -3, state: 'submitted' }
              : n === 5
                ? { dueDays: 2, state: 'draft' }
                : { dueDays: 2 + (n - 5) * 7, state: 'untouched', opensDays: (n - 6) * 7 + 1 },
        ),
        ...(n < 6
          ? [file(`פתרון תרגיל ${n}`, `hw${n}_solution.pdf`, n > 3 ? { restriction: { fromDays: n } } : {})]
          : []),
      ],
    ),
    {
      name: 'מאגר מבחנים',
      modules: [
        folder('מבחני עבר', {
          '/תשפו/': ['מועד א.pdf', 'מועד א - פתרון.pdf', 'מועד ב.pdf', 'מועד ב - פתרון.pdf'],
          '/תשפה/': ['מועד א.pdf', 'מועד ב.pdf', 'מועד ג.pdf'],
          '/אמצע/': ['2024.pdf', '2025.pdf'],
        }),
        quiz('בוחן עצמי: גבולות', { attempts: 0, state: 'finished', grade: 70 }),
        quiz('בוחן עצמי: נגזרות', { attempts: 0 }),
        file('טבלת נגזרות ואינטגרלים', 'tables.pdf'),
        activity('wiki', 'ויקי הקורס: הוכחות שכדאי לזכור'),
      ],
    },
  ],
};
