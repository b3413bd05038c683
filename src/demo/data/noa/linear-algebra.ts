import {
  CourseRecipe,
  announcements,
  file,
  folder,
  forum,
  homework,
  label,
  link,
  quiz,
  weekly,
} from '../recipes';

const TOPICS = ['שדות ומרוכבים', 'מערכות משוואות', 'מטריצות', 'מרחבים וקטוריים', 'תלות לינארית', 'בסיס וממד'];

export const LINEAR_ALGEBRA: CourseRecipe = {
  code: '201-1-9531',
  name: 'אלגברה לינארית 1',
  faculty: 'הפקולטה למדעים מדויקים',
  lecturer: "פרופ' אמיר דגן",
  when: 'now',
  exams: [{ name: 'מבחן אלגברה לינארית 1 מועד א', days: 75, hours: 3, place: 'בניין 90' }],
  sections: [
    {
      name: 'כללי',
      modules: [
        announcements([
          { subject: 'ביטול שעת קבלה השבוע', message: 'שעת הקבלה של יום שלישי מבוטלת.', daysAgo: 2 },
          { subject: 'דף תרגילים 4 עלה לאתר', message: 'ההגשה ביחידים.', daysAgo: 6 },
        ]),
        file('Syllabus', 'LA1_syllabus.pdf'),
        link(
          'כל ההקלטות - תיקיית Panopto',
          'https://demo-university.cloud.panopto.eu/Panopto/Pages/Sessions/List.aspx?folder=la1',
        ),
        file('רשימת ספרות', 'bibliography.docx', { kb: 20 }),
        forum('שאלות ותשובות'),
      ],
    },
    ...weekly(
      TOPICS,
      (n, topic) => `שבוע ${n} | ${topic}`,
      (n, topic) => [
        file(`שיעור ${n}: ${topic}`, `LA1_lecture_${n}.pdf`),
        file(`כיתה ${n} - שאלות`, `LA1_rec_${n}.pdf`),
        file(`כיתה ${n} - פתרונות`, `LA1_rec_${n}_solutions.pdf`),
        link(
          `צפייה בשיעור ${n}`,
          `https://demo-university.cloud.panopto.eu/Panopto/Pages/Viewer.aspx?id=la-${n}`,
        ),
      ],
    ),
    {
      name: 'דפי תרגילים להגשה',
      modules: [
        label('<p>יש להגיש קובץ סרוק וקריא. איחור גורר ציון 0.</p>'),
        homework('דף תרגילים 1', { dueDays: -27, state: 'graded', grade: 100 }),
        homework('דף תרגילים 2', { dueDays: -19, state: 'graded', grade: 91 }),
        homework('דף תרגילים 3', { dueDays: -5, state: 'missed', cutoffDays: -5 }),
        homework('דף תרגילים 4', { dueDays: 3, state: 'opened', attach: ['sheet4.pdf'] }),
        homework('דף תרגילים 5', { dueDays: 11, state: 'untouched', opensDays: 2 }),
        folder('פתרונות דפי תרגילים', { '/': ['sheet1_sol.pdf', 'sheet2_sol.pdf', 'sheet3_sol.pdf'] }),
      ],
    },
    {
      name: 'בחינות לדוגמה',
      modules: [
        file('בחינה תשפ"ה א', 'LA1_2025_moed_a.pdf'),
        file('בחינה תשפ"ה א + פתרון מלא', 'LA1_2025_moed_a_solved.pdf'),
        file('בחינה תשפ"ד ב', 'LA1_2024_moed_b.pdf'),
        quiz('בוחן אמצע', { opensDays: 5, closesDays: 5, minutes: 90 }),
        file('נוסחאון', 'LA1_formulas.pdf'),
        file('סיכום משפטים והגדרות', 'theorems.pdf'),
      ],
    },
  ],
};
