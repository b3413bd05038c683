import {
  CourseRecipe,
  activity,
  announcements,
  file,
  folder,
  homework,
  label,
  link,
  quiz,
  weekly,
} from '../recipes';

const TOPICS = ['קינמטיקה', 'חוקי ניוטון', 'עבודה ואנרגיה', 'תנע ומתקף', 'תנועה סיבובית', 'תנודות'];

export const PHYSICS: CourseRecipe = {
  code: '203-1-1391',
  name: 'פיזיקה 1 / Physics 1',
  faculty: 'הפקולטה למדעים מדויקים',
  lecturer: "פרופ' דורית אלון",
  when: 'now',
  exams: [{ name: 'פיזיקה 1 - מועד א', days: 89, hours: 3, place: 'בניין 35' }],
  sections: [
    {
      name: 'General',
      modules: [
        announcements(
          [
            {
              subject: 'מעבדה 2 - חלוקה לקבוצות',
              message: 'הקבוצות פורסמו, בדקו את השעה שלכם.',
              daysAgo: 1.5,
            },
            { subject: 'Guest lecture', message: 'On Thursday, room 204.', daysAgo: 12 },
          ],
          'Announcements',
        ),
        file('Course outline', 'physics1_outline.pdf'),
        label('<p><b>ציון סופי:</b> 70% בחינה, 20% מעבדה, 10% תרגילים.</p>'),
        link('Recordings playlist', 'https://www.youtube.com/playlist?list=demoPhysics1'),
        activity('feedback', 'משוב אמצע סמסטר', { opensDays: -2, closesDays: 5 }),
      ],
    },
    ...weekly(
      TOPICS,
      (n, topic) => `פרק ${n} - ${topic}`,
      (n, topic) => [
        file(`Lecture ${n} - ${topic}`, `phys1_lec${n}.pdf`),
        file(`שקפים פרק ${n}`, `ch${n}_slides.pptx`),
        file(`תרגול ${n} - דף שאלות`, `phys1_ex${n}.pdf`),
        ...(n % 2 === 1 ? [link(`הדגמה בסרטון: ${topic}`, `https://youtu.be/demoPhys0${n}`)] : []),
      ],
    ),
    {
      name: 'מעבדה',
      modules: [
        file('תדריך בטיחות במעבדה', 'safety.pdf', { completion: 'manual', completed: true }),
        folder('תדריכי ניסויים', {
          '/': ['ניסוי 1.pdf', 'ניסוי 2.pdf', 'ניסוי 3.pdf'],
          '/נתונים/': ['lab1.csv', 'lab2.csv'],
        }),
        homework('דוח מעבדה 1', {
          dueDays: -14,
          state: 'graded',
          grade: 87,
          comment: '<p dir="rtl">חסרות שגיאות מדידה.</p>',
        }),
        homework('דוח מעבדה 2', { dueDays: 5, state: 'opened', team: true }),
        folder('סריקות של קבוצת המעבדה', {}),
        file('תבנית לדוח מעבדה', 'lab_report_template.docx', { kb: 30 }),
      ],
    },
    {
      name: 'עבודות ובחנים',
      modules: [
        homework('HW1', { dueDays: -21, state: 'graded', grade: 78 }),
        homework('HW2', { dueDays: -8, state: 'submitted', extensionDays: -6 }),
        homework('HW3', { dueDays: 6, state: 'untouched' }),
        file('HW1 solutions', 'HW1_sol.pdf'),
        quiz('בוחן ממוחשב 1', { opensDays: -16, closesDays: -14, minutes: 30, state: 'finished', grade: 64 }),
        quiz('בוחן ממוחשב 2', { opensDays: 8, closesDays: 10, minutes: 30 }),
        homework('עבודת רשות לבונוס', { state: 'untouched', outOf: 10 }),
      ],
    },
    {
      name: 'Past exams',
      modules: [
        file('Exam 2024 Moed A', 'phys1_2024_A.pdf'),
        file('Exam 2024 Moed A - solution', 'phys1_2024_A_sol.pdf'),
        file('Exam 2025 Moed B', 'phys1_2025_B.pdf'),
        file('דף נוסחאות מצורף לבחינה', 'phys1_formulas.pdf'),
      ],
    },
  ],
};
