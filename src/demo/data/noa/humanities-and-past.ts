import {
  CourseRecipe,
  activity,
  announcements,
  book,
  file,
  folder,
  forum,
  homework,
  label,
  link,
  page,
  weekly,
} from '../recipes';

/** A name in two languages, as multi-language sites write them. */
export const ACADEMIC_WRITING: CourseRecipe = {
  code: '154-1-0027',
  name: 'כתיבה אקדמית',
  rawName:
    '<span lang="he" class="multilang">כתיבה אקדמית</span><span lang="en" class="multilang">Academic Writing</span>',
  faculty: 'היחידה ללימודי שפות',
  lecturer: 'ורד צור',
  when: 'now',
  sections: [
    {
      name: '<span lang="he" class="multilang">פתיחה</span><span lang="en" class="multilang">Welcome</span>',
      modules: [
        announcements([
          { subject: 'נושאי העבודה המסכמת', message: 'נא לבחור נושא עד סוף השבוע.', daysAgo: 2 },
        ]),
        file('סילבוס - כתיבה אקדמית'),
        page('כללי ציטוט', '<p>ציטוט לפי APA: מחבר, שנה, עמוד.</p>'),
        activity('choice', 'בחירת נושא לעבודה', { opensDays: -3, closesDays: 4 }),
      ],
    },
    {
      name: 'יחידה 1: קריאה ביקורתית',
      week: 0,
      modules: [
        file('מאמר לקריאה 1', 'reading_1.pdf'),
        file('מצגת: מבנה של מאמר', 'structure.pptx'),
        homework('מטלה 1: סיכום מאמר', {
          dueDays: -10,
          state: 'graded',
          grade: 93,
          submit: ['סיכום מאמר.docx'],
        }),
      ],
    },
    {
      name: 'יחידה 2: טיעון ואסמכתה',
      week: 2,
      modules: [
        file('מאמר לקריאה 2', 'reading_2.pdf'),
        label('<p>אין צורך להדפיס את המאמרים.</p>'),
        homework('מטלה 2: פסקת טיעון', { dueDays: 1, state: 'submitted', submit: ['טיעון.docx'] }),
        activity('workshop', 'הערכת עמיתים'),
      ],
    },
    {
      name: 'עבודה מסכמת',
      week: 4,
      modules: [
        file('הנחיות לעבודה המסכמת', 'final_paper_guidelines.pdf'),
        homework('הגשת עבודה מסכמת', { dueDays: 54, state: 'untouched' }),
        file('דוגמה לעבודה מצוינת', 'sample_paper.docx', { restriction: { group: 'קבוצה 12' } }),
      ],
    },
  ],
};

const LOGIC_TOPICS = ['תחשיב הפסוקים', 'תחשיב היחסים', 'עוצמות', 'יחסי סדר', 'אקסיומת הבחירה'];

/** Over and done with: everything is graded, nothing is due. */
export const SET_THEORY: CourseRecipe = {
  code: '201-1-0201',
  name: 'לוגיקה ותורת הקבוצות',
  faculty: 'הפקולטה למדעים מדויקים',
  lecturer: 'ד"ר אסף רגב',
  when: 'last',
  sections: [
    {
      name: 'כללי',
      modules: [
        announcements([{ subject: 'ציוני מועד ב פורסמו', message: 'בהצלחה בהמשך הדרך!', daysAgo: 70 }]),
        file('סילבוס', 'syllabus.pdf'),
        forum('פורום'),
      ],
    },
    ...weekly(
      LOGIC_TOPICS,
      (n, topic) => `${n} ${topic}`,
      (n, topic) => [
        file(`הרצאה ${n}: ${topic}`, `logic_${n}.pdf`),
        file(`תרגול ${n}: ${topic}`, `logic_t${n}.pdf`),
        homework(`תרגיל להגשה ${n}`, { dueDays: -190 + n * 10, state: 'graded', grade: 84 + n }),
      ],
    ),
    {
      name: 'בחינות',
      modules: [
        file('בחינה מועד א', 'moed_a.pdf'),
        file('פתרון בחינה מועד א', 'moed_a_solution.pdf'),
        file('בחינה מועד ב', 'moed_b.pdf'),
        folder('בחינות עבר', { '/': ['2019.pdf', '2020.pdf', '2021.pdf'] }),
      ],
    },
  ],
};

const SIGNAL_TOPICS = [
  'Signals in time',
  'LTI systems',
  'Convolution',
  'Fourier series',
  'Fourier transform',
  'Sampling & reconstruction',
];

/** A name that Moodle mangles: the ampersand is escaped and what looks like a tag is dropped. */
export const SIGNALS: CourseRecipe = {
  code: '361-1-2031',
  name: 'Signals & Systems',
  rawName: 'Signals & Systems <אותות ומערכות>',
  faculty: 'הפקולטה להנדסה',
  lecturer: 'Prof. Ruth Tal',
  when: 'now',
  lang: 'en',
  exams: [{ name: 'Final exam - Signals & Systems', days: 78, hours: 3, place: 'Building 33' }],
  sections: [
    {
      name: 'General',
      modules: [
        announcements(
          [{ subject: 'MATLAB licences', message: 'Use your university mail.', daysAgo: 8 }],
          'Announcements',
        ),
        file('Syllabus', 'S&S syllabus.pdf'.replace('&', 'and')),
        link('Zoom room', 'https://demo-university.zoom.us/j/83612031000'),
        book('Primer: complex numbers', ['Polar form', 'Euler & friends']),
      ],
    },
    ...weekly(
      SIGNAL_TOPICS,
      (n, topic) => `Week ${n}: ${topic}`,
      (n, topic) => [
        file(`Lecture ${n} - ${topic}`, `lec_${n}.pdf`),
        file(`Recitation ${n}`, `rec_${n}.pdf`),
        file(`Recitation ${n} - solutions`, `rec_${n}_sol.pdf`),
        link(
          `Lecture ${n} recording`,
          `https://demo-university.cloud.panopto.eu/Panopto/Pages/Viewer.aspx?id=ss-${n}`,
        ),
        ...(n % 2 === 0 ? [file(`MATLAB demo ${n}`, `demo_${n}.m`, { kb: 7 })] : []),
      ],
    ),
    {
      name: 'Homework & Exams',
      modules: [
        homework('Homework 1', { dueDays: -20, state: 'graded', grade: 89 }),
        homework('Homework 2', { dueDays: -2, state: 'missed' }),
        homework('Homework 3', { dueDays: 9, state: 'untouched' }),
        file('Midterm 2025', 'midterm_2025.pdf'),
        file('Midterm 2025 (solved)', 'midterm_2025_solved.pdf'),
        file('Final 2025 - Moed A', 'final_2025_a.pdf'),
        file('Formula sheet', 'formula.pdf'),
      ],
    },
  ],
};
