import type { Category } from './category';
import { classifyItem } from './classify-item';
import type { ItemInput } from './item';

type Row = readonly [category: Category, name: string, more?: Partial<ItemInput>];

const url = { modType: 'url' };
const forum = { modType: 'forum' };

/** Made by hand, in the ways in which universities name what they put into a course. */
const ROWS: readonly Row[] = [
  ['lecture', 'הרצאה 3 - אינטגרלים.pdf'],
  ['lecture', 'שיעור 12: מטריצות'],
  ['lecture', 'מצגת שבוע 2.pptx'],
  ['lecture', 'hartzaa_4.pdf'],
  ['lecture', 'הרצאה 5 - נוסחאות נסיגה'],
  ['lecture', 'תורים ומחסניות.pptx'],
  ['lecture', 'W3L2.pdf', { section: 'Lectures' }],
  ['lecture', 'Chapitre 2.pdf', { language: 'fr' }],
  ['lecture', 'Curs 4 - Arbori.pdf'],
  ['lecture', 'Лекция 3. Графы'],
  ['lecture', 'Vorlesungsfolien 7.pdf'],
  ['lecture', 'Clase teórica 5'],
  ['lecture', 'المحاضرة الثالثة.pdf'],
  ['recitation', 'תירגול 7 - פיתרון מלא'],
  ['recitation', 'מצגת תרגול 3'],
  ['recitation', 'תרגול למבחן'],
  ['recitation', 'Discussion 7 worksheet'],
  ['recitation', 'TD3_corrige.pdf'],
  ['recitation', 'Seminarul 2.pdf'],
  ['recitation', 'Семинар 4 решения'],
  ['recitation', 'Ayudantía 3'],
  ['recitation', 'سكشن 4'],
  ['assignment', 'ת"ב 2'],
  ['assignment', 'ממ״ן 13'],
  ['assignment', 'ש"ב_4_יבש.pdf'],
  ['assignment', 'מטלה 2', { modType: 'assign' }],
  ['assignment', 'תרגיל 4 ללא פתרון'],
  ['assignment', 'תרגילי חזרה לקראת הבוחן'],
  ['assignment', 'matala 3.docx'],
  ['assignment', 'תרגיל 6', { section: 'תרגילים ופתרונות' }],
  ['assignment', 'PSet4.pdf'],
  ['assignment', 'Final Project Guidelines'],
  ['assignment', 'Übungsblatt 3.pdf'],
  ['assignment', 'Lucrare de laborator 2'],
  ['assignment', 'Лабораторная работа №3'],
  ['assignment', 'Guía de ejercicios 2'],
  ['assignment', 'واجب رقم 3'],
  ['assignment_solution', 'ממן 12 - פתרון'],
  ['assignment_solution', 'HW3sol.pdf'],
  ['assignment_solution', 'blatt4.pdf', { section: 'Übungen/Lösungen' }],
  ['assignment_solution', 'homeworksolutions.pdf'],
  ['assignment_solution', 'Corrigé TP 4.pdf'],
  ['assignment_solution', 'Tema 3 - rezolvare', { language: 'ro' }],
  ['assignment_solution', 'حل التمرين 3'],
  ['exam', 'מועד ב׳ תש"פ'],
  ['exam', 'bhina 2016 moed b.pdf'],
  ['exam', '2017.pdf', { section: 'מבחנים משנים קודמות' }],
  ['exam', 'בוחן 2', { modType: 'quiz' }],
  ['exam', 'midterm_2.pdf'],
  ['exam', 'Fragenkatalog Netzwerke'],
  ['exam', 'Билеты к экзамену'],
  ['exam', 'Primer parcial 2020'],
  ['exam', 'نموذج امتحان 2018'],
  ['exam_solution', 'פתרון מבחן מועד ג'],
  ['exam_solution', '2015 moed a sol.pdf'],
  ['exam_solution', 'fall-2014.pdf', { section: 'exams/solutions' }],
  ['exam_solution', 'Klausurlösung SS19.pdf'],
  ['exam_solution', 'Pauta Certamen 2'],
  ['exam_solution', 'Barem examen iunie'],
  ['summary_or_formula_sheet', 'דף נוסחאות למבחן'],
  ['summary_or_formula_sheet', 'סיכום הרצאה 4'],
  ['summary_or_formula_sheet', 'Formula sheet for the final exam'],
  ['summary_or_formula_sheet', 'python cheatsheet.pdf'],
  ['summary_or_formula_sheet', 'Шпаргалка по матану'],
  ['summary_or_formula_sheet', 'ملخص الفصل الأول'],
  ['recording', 'הקלטת תרגול 4', url],
  ['recording', 'Lecture 4', { ...url, url: 'https://x.panopto.eu/Panopto/Pages/Viewer.aspx' }],
  ['recording', 'הרצאה 3', { ...url, section: 'הקלטות' }],
  ['recording', 'Vorlesungsaufzeichnung 2', url],
  ['recording', '2024-03-01.mp4'],
  ['syllabus_or_admin', 'סילבוס תשפ"ה'],
  ['syllabus_or_admin', 'ציוני מבחן מועד א'],
  ['syllabus_or_admin', 'TA office hours', { modType: 'page' }],
  ['syllabus_or_admin', 'Fișa disciplinei.pdf'],
  ['syllabus_or_admin', 'خطة المساق'],
  ['reading', 'מאמר לקריאה - הון חברתי'],
  ['reading', 'Kahneman & Tversky 1979.pdf'],
  ['reading', 'Graph Theory, 5th edition.pdf'],
  ['reading', 'Методические указания.pdf'],
  ['reading', 'notes-on-trees', { ...url, section: 'Readings', url: 'https://en.wikipedia.org/wiki/Tree' }],
  ['code_or_data', 'קבצי עזר לתרגיל 3.zip'],
  ['code_or_data', 'queue.cpp'],
  ['code_or_data', 'measurements.csv'],
  ['code_or_data', 'starter code for lab 2'],
  ['announcement', 'לוח הודעות', forum],
  ['announcement', 'Homework 4 posted', { ...forum, section: 'Announcements' }],
  ['announcement', 'Forum', { ...forum, forumType: 'news' }],
  ['link_or_tool', 'זום לתרגולים', { modType: 'zoom' }],
  ['link_or_tool', 'קבוצת ווטסאפ', url],
  ['link_or_tool', 'פורום שאלות ותשובות', forum],
  ['link_or_tool', 'בחירת קבוצה', { modType: 'choicegroup' }],
  ['link_or_tool', 'Join us', { ...url, url: 'https://chat.whatsapp.com/abc' }],
  ['other', 'שבוע 3', { modType: 'label' }],
  ['other', 'הרצאות ותרגולים', { modType: 'label' }],
  ['other', 'נספח ג'],
];

describe('classifyItem', () => {
  const cases = ROWS.map(([category, name, more]) => ({
    category,
    item: { modType: 'resource', name, ...more },
  }));

  it.each(cases)('$category: $item.name', ({ category, item }) => {
    expect(classifyItem(item).category).toBe(category);
  });

  it('reads the file names when the name is silent', () => {
    const item = { modType: 'folder', name: 'חומרים', fileNames: ['hw1.pdf', 'hw2.pdf'] };
    expect(classifyItem(item)).toMatchObject({ category: 'assignment', reasons: [{ code: 'file_term' }] });
  });

  it('is sure of what is written, and unsure of what is not', () => {
    expect(classifyItem({ modType: 'resource', name: 'הרצאה 3.pdf' }).confidence).toBeGreaterThan(0.9);
    expect(classifyItem({ modType: 'resource', name: 'עצים.pdf' }).confidence).toBeLessThan(0.6);
    expect(classifyItem({ modType: 'resource', name: 'qwerty' }).confidence).toBeLessThan(0.2);
  });

  it('tells the reasons in words of the name', () => {
    const { reasons } = classifyItem({ modType: 'resource', name: 'פתרון מבחן 2019' });
    expect(reasons[0]).toEqual({
      code: 'solution_term',
      he: 'השם מכיל ״פתרון״',
      en: 'The name contains “פתרון”',
    });
  });
});
