import {
  CourseRecipe,
  ModuleRecipe,
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
  quiz,
  subsection,
  weekly,
} from '../recipes';

const TOPICS = [
  'מבוא, משתנים וביטויים',
  'תנאים ולולאות',
  'פונקציות',
  'רשימות ומחרוזות',
  'רקורסיה',
  'סיבוכיות זמן ריצה',
  'מיון וחיפוש',
  'מחלקות ועצמים',
];

const week = (n: number, topic: string): ModuleRecipe[] => [
  file(`הרצאה ${n} - ${topic}`, `הרצאה ${String(n).padStart(2, '0')}.pdf`, {
    completion: 'automatic',
    completed: n < 4,
  }),
  link(`הקלטת הרצאה ${n}`, `https://demo-university.cloud.panopto.eu/Panopto/Pages/Viewer.aspx?id=cs-${n}`),
  file(`תרגול ${n}`, `tirgul_${n}.pdf`),
  ...(n <= 6 ? [file(`קוד מהתרגול ${n}`, `recitation_${n}.py`, { kb: 8 })] : []),
];

const EXTRAS: Record<number, ModuleRecipe[]> = {
  1: [
    page('התקנת סביבת עבודה', '<h3>שלבים</h3><ol><li>מורידים Python</li><li>מתקינים עורך</li></ol>', {
      files: [{ name: 'צילום מסך.png', kb: 12 }],
    }),
    homework('תרגיל בית 1', {
      dueDays: -24,
      state: 'graded',
      grade: 96,
      comment: '<p dir="rtl">יפה מאוד, הקוד קריא.</p>',
      submit: ['ex1.zip'],
      attach: ['ex1_skeleton.zip'],
    }),
  ],
  2: [
    homework('תרגיל בית 2', {
      dueDays: -17,
      state: 'graded-late',
      grade: 82,
      comment: '<p dir="rtl">הורדו 8 נקודות על איחור.</p>',
      submit: ['ex2.zip'],
    }),
    activity('lti', 'תרגול מקוון בכתיבת לולאות'),
  ],
  3: [homework('תרגיל בית 3', { dueDays: -6, state: 'submitted', submit: ['ex3.zip'], attach: ['ex3.pdf'] })],
  4: [
    homework('תרגיל בית 4', {
      dueHours: 20,
      state: 'draft',
      submit: ['ex4_draft.zip'],
      attach: ['תרגיל 4.pdf', 'skeleton.zip'],
      intro: '<p dir="rtl">ממשו את <code>merge_sort</code>. להגיש קובץ <b>ZIP</b> אחד.</p>',
    }),
    quiz('בוחן 1 - פונקציות ולולאות', {
      opensDays: -12,
      closesDays: -9,
      minutes: 45,
      state: 'finished',
      grade: 88,
    }),
  ],
  5: [
    homework('תרגיל בית 5 - רקורסיה', {
      dueDays: 7,
      state: 'untouched',
      attach: ['ex5.pdf'],
      intro: '<p dir="rtl">התרגיל כולל 5 שאלות. להגיש בזוגות, עד 6 עמודים. משקל: 5% מהציון.</p>',
    }),
    link('סרטון: מגדלי האנוי ב-5 דקות', 'https://www.youtube.com/watch?v=demoHanoi01'),
  ],
  6: [
    quiz('בוחן 2 - סיבוכיות', { opensDays: -1, closesDays: 3, minutes: 40 }),
    subsection('קריאת רשות: סיבוכיות', [
      file('מאמר על סדרי גודל', 'big_o_reading.pdf'),
      link('ויקיפדיה: סימון אסימפטוטי', 'https://he.wikipedia.org/wiki/סימון_אסימפטוטי'),
    ]),
  ],
  7: [homework('תרגיל בית 6 - מיון', { dueDays: 16, opensDays: 4, state: 'untouched' })],
  8: [file('דף עזר: מחלקות', 'oop_cheatsheet.docx', { restriction: { fromDays: 9 } })],
};

const EXAMS = ['תשפ"ד', 'תשפ"ה', 'תשפ"ו'].flatMap((year, index): ModuleRecipe[] => {
  const civil = 2024 + index;
  return [
    file(`מבחן ${year} מועד א`, `exam_${civil}_a.pdf`),
    file(`מבחן ${year} מועד א - פתרון`, `exam_${civil}_a_sol.pdf`),
    file(`מבחן ${year} מועד ב`, `exam_${civil}_b.pdf`),
  ];
});

export const INTRO_TO_CS: CourseRecipe = {
  code: '202-1-1011',
  name: 'מבוא למדעי המחשב',
  faculty: 'הפקולטה למדעים מדויקים',
  lecturer: 'ד"ר יעלה ברנר',
  when: 'now',
  image: 'תמונת קורס.png',
  favourite: true,
  groups: ['קבוצת תרגול 11'],
  exams: [
    { name: 'מבחן סופי מועד א - מבוא למדעי המחשב', days: 68, hours: 3, place: 'אולם 101, בניין 12' },
    { name: 'מבחן סופי מועד ב - מבוא למדעי המחשב', days: 96, hours: 3, place: 'ייקבע בהמשך' },
  ],
  sections: [
    {
      name: 'מידע כללי',
      summary: '<p dir="rtl">כל מה שצריך לדעת לפני שמתחילים.</p>',
      modules: [
        announcements([
          {
            subject: 'הארכת מועד לתרגיל 4',
            message: 'בעקבות בקשות רבות, מועד ההגשה של תרגיל 4 נדחה למחר בערב.',
            daysAgo: 0.4,
            pinned: true,
          },
          { subject: 'שיעור השלמה', message: 'ביום שישי בשעה 9:00 יתקיים שיעור השלמה בזום.', daysAgo: 3 },
          {
            subject: 'פורסמו ציוני תרגיל 2',
            message: 'הציונים והמשובים באתר. ערעורים עד שבוע.',
            daysAgo: 9,
            attach: ['התפלגות ציונים.pdf'],
          },
          { subject: 'ברוכים הבאים לקורס', message: 'ההרצאה הראשונה ביום ראשון בשעה 10:00.', daysAgo: 37 },
        ]),
        file('סילבוס הקורס', 'סילבוס - מבוא למדעי המחשב.pdf', { completion: 'manual', completed: true }),
        label('<h4>שימו לב!</h4><p>שאלות על תרגילים רק דרך הפורום.</p>'),
        link('קישור לשיעור בזום', 'https://demo-university.zoom.us/j/81200011011'),
        link('קבוצת הווטסאפ של הקורס', 'https://chat.whatsapp.com/demoIntroCs'),
        forum('פורום שאלות ותשובות', [
          {
            subject: 'שאלה על סעיף ב בתרגיל 4',
            message: 'אפשר להניח שהקלט ממוין?',
            daysAgo: 1,
            by: 'עידו מור',
            replies: 2,
          },
          {
            subject: 'באג בשלד של תרגיל 5?',
            message: 'הקובץ לא נפתח אצלי.',
            daysAgo: 2,
            by: 'ליאור כץ',
            replies: 1,
          },
        ]),
        file('לוח זמנים סמסטריאלי', 'schedule.xlsx', { kb: 14 }),
        activity('choice', 'בחירת מועד לשיעור השלמה', { opensDays: -4, closesDays: 2 }),
      ],
    },
    ...weekly(
      TOPICS,
      (n, topic) => `${n}. ${topic}`,
      (n, topic) => [...week(n, topic), ...(EXTRAS[n] ?? [])],
    ),
    {
      name: 'מבחנים משנים קודמות',
      summary: '<p dir="rtl">הפתרונות באחריות הסטודנטים בלבד.</p>',
      modules: [
        ...EXAMS,
        folder('מבחנים ישנים', {
          '/': ['אינדקס.docx'],
          '/תשפג/': ['מועד א.pdf', 'מועד א פתרון.pdf', 'מועד ב.pdf'],
          '/תשפב/': ['מועד א.pdf', 'מועד ב.pdf', 'מועד ב פתרון חלקי.pdf'],
        }),
        file('דף נוסחאות למבחן', 'formula_sheet.pdf'),
      ],
    },
    {
      name: 'סיכומים וחומרי עזר',
      modules: [
        file('סיכום הקורס - כל ההרצאות', 'סיכום מלא.pdf', { kb: 2400 }),
        file('סיכום: רקורסיה על רגל אחת', 'recursion_summary.docx'),
        book('ספר מקוון: מבוא לפייתון', ['צעדים ראשונים', 'תנאים', 'לולאות', 'פונקציות']),
        activity('glossary', 'מילון מונחים'),
        activity('h5pactivity', 'משחק: מה ידפיס הקוד?'),
        activity('scorm', 'לומדה: יושרה אקדמית'),
        activity('codeboard', 'מעבדה וירטואלית'),
        file('קובץ זמין בקישור בלבד', 'stealth_notes.pdf', { stealth: true }),
        file('טיוטת מבחן - לא לפרסום', 'draft_exam.pdf', { hidden: true }),
        file('מחברת הדגמה', 'demo.ipynb', { kb: 40 }),
      ],
    },
    {
      name: 'סרטוני הכנה למבחן',
      restriction: { fromDays: 40 },
      modules: [link('מרתון לקראת המבחן', 'https://demo-university.zoom.us/j/81200011999')],
    },
    { name: 'לצוות בלבד', hidden: true, modules: [file('פתרונות רשמיים', 'staff.zip')] },
  ],
};
