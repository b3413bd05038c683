import { parseCourseTitle } from './course-title';
import type { CourseTitle, Term } from './parsed-title';

type Row = readonly [raw: string, code: string | null, year: number | null, term: Term | null, clean: string];

const ROWS: readonly Row[] = [
  ['20407 מבני נתונים 2025א', '20407', 2024, 'A', 'מבני נתונים'],
  ["0368-2162-01 מבנה מחשבים סמ' א' תשפ\"ה", '0368-2162-01', 2024, 'A', 'מבנה מחשבים'],
  ["202-1-1011 מבוא למדעי המחשב - תשפ''ד סמסטר ב'", '202-1-1011', 2023, 'B', 'מבוא למדעי המחשב'],
  ['234124 - מבוא לתכנות מערכות - אביב התשפ״ה', '234124', 2024, 'B', 'מבוא לתכנות מערכות'],
  ['02340124 מבוא לתכנות חורף 2024/25', '02340124', 2024, 'A', 'מבוא לתכנות'],
  ['89-110 מבוא למדעי המחשב, תשפה', '89-110', 2024, null, 'מבוא למדעי המחשב'],
  ['הסתברות (תש״פ, קיץ)', null, 2019, 'summer', 'הסתברות'],
  ['תשפ"ו | 10101 | מבוא לפסיכולוגיה', '10101', 2025, null, 'מבוא לפסיכולוגיה'],
  ["אלגברה לינארית א'", null, null, null, "אלגברה לינארית א'"],
  ['מודלים חישוביים סמ 2', null, null, 'B', 'מודלים חישוביים'],
  ['שיטות מחקר (קורס שנתי) תשפ"ה', null, 2024, null, 'שיטות מחקר'],
  ['כימיה כללית תשפ"ה קבוצה 03', null, 2024, null, 'כימיה כללית'],
  ['CS 61A: Structure of Programs, Fall 2024', 'CS 61A', 2024, 'fall', 'Structure of Programs'],
  ['6.006 Introduction to Algorithms (Spring 2020)', '6.006', 2019, 'spring', 'Introduction to Algorithms'],
  ['cs231n-spring2017', 'cs231n', 2016, 'spring', ''],
  ['15-213 Computer Systems F23', '15-213', 2023, 'fall', 'Computer Systems'],
  ['phys212F2019', 'phys212', 2019, 'fall', ''],
  ['BIO 101, Winter 2019, UCLA', 'BIO 101', 2018, 'winter', ''],
  ['Databases (Some University, Summer 2023)', null, 2022, 'summer', 'Databases'],
  ['Graph Theory (MATH30012)', 'MATH30012', null, null, 'Graph Theory'],
  ['CS5785 Machine Learning Fall 2020', 'CS5785', 2020, 'fall', 'Machine Learning'],
  ['Spring Framework', null, null, null, 'Spring Framework'],
  ['Machine Learning WS 2023/24', null, 2023, 'winter', 'Machine Learning'],
  ['Analysis I - WiSe 22/23', null, 2022, 'winter', 'Analysis I'],
  ['IN0007 Algorithmen SoSe25', 'IN0007', 2024, 'summer', 'Algorithmen'],
  ['Algèbre — Semestre 1 — 2023/2024', null, 2023, 'A', 'Algèbre'],
  ['Programare 2023-2024 sem. II', null, 2023, 'B', 'Programare'],
  ['Базы данных, осень 2023', null, 2023, 'fall', 'Базы данных'],
  ['Física I (1er cuatrimestre)', null, null, 'A', 'Física I'],
  ['رياضيات 1 - الفصل الأول 2023/2024', null, 2023, 'A', 'رياضيات 1'],
  ['מבני נתונים-2024', null, 2023, null, 'מבני נתונים'],
  ['Data Structures COMP-2012', 'COMP-2012', null, null, 'Data Structures'],
  ['מלחמת העצמאות - 1948', null, null, null, 'מלחמת העצמאות - 1948'],
  ['Dynamique de groupe', null, null, null, 'Dynamique de groupe'],
  ['Historia del Derecho - Grupo B - 24/25', null, 2024, null, 'Historia del Derecho'],
  ['F16 Aircraft Design', 'F16', null, null, 'Aircraft Design'],
  ['f24-ceve-101', 'ceve-101', 2024, 'fall', ''],
  ['SR06-A19', 'SR06', 2019, 'fall', ''],
  [
    'STA302H1 Methods of Data Analysis I, Winter 2024',
    'STA302H1',
    2023,
    'winter',
    'Methods of Data Analysis I',
  ],
  ['חישוביות וקוגניציה, 6119', '6119', null, null, 'חישוביות וקוגניציה'],
  ['linear-algebra-5784', null, 2023, null, 'linear-algebra'],
  ['course-v1:SomeX+CS101.2x+2021_Fall', 'CS101.2x', 2021, 'fall', ''],
  ['Materials for MATH 221', 'MATH 221', null, null, ''],
  ['2024-201 פיסיקה 2', null, 2024, 'B', 'פיסיקה 2'],
  ['מבוא לכלכלה - סמסטר קיץ 2023', null, 2022, 'summer', 'מבוא לכלכלה'],
  ['קורס קיץ - אלגוריתמים תשפ"ה', null, 2024, 'summer', 'אלגוריתמים'],
  ['EECS 498-007: Deep Learning (WI 2022)', 'EECS 498', 2021, 'winter', 'Deep Learning'],
  ['AY2023/24 Semester 2 CS2040S Data Structures', 'CS2040S', 2023, 'B', 'Data Structures'],
  ['Bases de datos curso 2023/2024', null, 2023, null, 'Bases de datos'],
  ['MIT-6.824-2020', '6.824', 2020, null, ''],
  ['ml-ws2324', null, 2023, 'winter', 'ml'],
  ['CSE373_22wi', 'CSE373', 2021, 'winter', ''],
  ['15-445/645 Database Systems (Fall 2024)', '15-445/645', 2024, 'fall', 'Database Systems'],
  ['Statistics 23au', null, 2023, 'fall', 'Statistics'],
  ['', null, null, null, ''],
];

describe('parseCourseTitle', () => {
  it.each(ROWS)('%s', (raw, code, academicYear, term, cleanTitle) => {
    expect(parseCourseTitle(raw)).toEqual<CourseTitle>({ code, academicYear, term, cleanTitle });
  });

  describe('where the title is silent', () => {
    const unix = (date: string): number => Date.parse(date) / 1000;

    it('takes the category, then the dates', () => {
      const dates = { startDate: unix('2025-03-10'), endDate: unix('2025-07-01') };
      expect(parseCourseTitle('הסתברות', { categoryName: 'תשפ"ו / סמסטר א', ...dates })).toMatchObject({
        academicYear: 2025,
        term: 'A',
      });
      expect(parseCourseTitle('הסתברות', dates)).toMatchObject({ academicYear: 2024, term: 'B' });
      expect(parseCourseTitle('הסתברות', { startDate: unix('2024-10-27') })).toMatchObject({
        academicYear: 2024,
        term: 'A',
      });
      expect(parseCourseTitle('הסתברות', { startDate: unix('2025-07-20') })).toMatchObject({
        term: 'summer',
      });
    });

    it('knows no term of a course that lasts the year', () => {
      const hints = { startDate: unix('2024-10-27'), endDate: unix('2025-09-30') };
      expect(parseCourseTitle('הסתברות', hints)).toMatchObject({ academicYear: 2024, term: null });
    });

    it('leaves the title’s own words alone', () => {
      expect(parseCourseTitle('הסתברות תשפ"ד', { categoryName: 'תשפ"ו' }).academicYear).toBe(2023);
    });

    it('ignores dates that are none', () => {
      for (const startDate of [0, Number.NaN, -1, 1e15]) {
        expect(parseCourseTitle('הסתברות', { startDate })).toMatchObject({ academicYear: null, term: null });
      }
    });
  });
});
