import { CourseRecipe, announcements, file, folder, homework, link, quiz, weekly } from '../recipes';

const TOPICS = ['לוגיקה פסוקית', 'קבוצות ויחסים', 'אינדוקציה', 'קומבינטוריקה', 'הכלה והדחה', 'גרפים'];

export const DISCRETE_MATHEMATICS: CourseRecipe = {
  code: '202-1-1061',
  name: 'מתמטיקה בדידה',
  faculty: 'הפקולטה למדעים מדויקים',
  lecturer: 'ד"ר גיא הראל',
  when: 'now',
  exams: [{ name: 'מתמטיקה בדידה - מועד א', days: 71, hours: 3, place: 'אולם 202' }],
  sections: [
    {
      name: '',
      modules: [
        announcements([{ subject: 'שבוע הבא אין תרגול', message: 'עקב חג, התרגול יושלם.', daysAgo: 5 }]),
        file('תכנית הקורס ודרישות', 'course_plan.pdf'),
        link(
          'הקלטות משנה שעברה',
          'https://demo-university.cloud.panopto.eu/Panopto/Pages/Sessions/List.aspx?folder=dm',
        ),
      ],
    },
    ...weekly(
      TOPICS,
      (n, topic) => `נושא ${n} - ${topic}`,
      (n, topic) => [
        file(topic, `DM${n}.pdf`),
        file(`דף תרגול ${n}`, `targil_kita_${n}.pdf`),
        link(`הרצאה מוקלטת: ${topic}`, `https://demo-university.zoom.us/rec/share/dm-${n}`),
        homework(
          `ש"ב ${n}`,
          n < 4
            ? { dueDays: -30 + n * 7, state: n === 3 ? 'reopened' : 'graded', grade: 70 + n * 8 }
            : { dueDays: (n - 4) * 7 + 4, state: n === 4 ? 'opened' : 'untouched', opensDays: (n - 5) * 7 },
        ),
      ],
    ),
    {
      name: 'עזרים',
      modules: [
        folder('פתרונות ש"ב', { '/': ['פתרון שב 1.pdf', 'פתרון שב 2.pdf'] }),
        file('מבחן אמצע תשפ"ו', 'midterm_5786.pdf'),
        file('מבחן אמצע תשפ"ו - פתרון', 'midterm_5786_solution.pdf'),
        file('מבחן לדוגמא', 'sample_exam.pdf'),
        file('סיכום בכתב יד (סרוק)', 'סיכום סרוק.pdf', { kb: 3600 }),
        quiz('בוחן תרגול', { attempts: 0, minutes: 90, state: 'inprogress' }),
      ],
    },
  ],
};
