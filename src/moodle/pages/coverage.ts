import type { CoverageGap } from '../../contract';

const gap = (id: string, he: string, en: string): CoverageGap => ({ id, name: { he, en } });

/** What plain web pages do not tell, next to web services. */
export const PAGE_COVERAGE: readonly CoverageGap[] = [
  gap('quiz-attempts', 'ניסיונות המענה בבחנים', 'Attempts at quizzes'),
  gap(
    'quiz-limits',
    'הגבלת הזמן, מספר הניסיונות והציון המרבי של בחנים',
    'Time limits, allowed attempts and highest grades of quizzes',
  ),
  gap(
    'assignment-cutoff',
    'מועד סגירת ההגשה וציון מרבי של מטלות שטרם נבדקו',
    'Cut-off dates, and highest grades of assignments that are not graded yet',
  ),
  gap(
    'unopened-activities',
    'תוכן של פעילויות שהמודל מסמן כהושלמו ברגע שפותחים אותן, עד שתפתחו אותן',
    'What is in activities that Moodle marks as done once they are opened, until you open them',
  ),
  gap(
    'unlisted-activities',
    'פעילויות שאינן מוצגות בדף הקורס',
    'Activities that the course page does not list',
  ),
  gap(
    'further-files',
    'קבצים נוספים שצורפו לקובץ הראשי',
    'Further files behind the main one of a file activity',
  ),
  gap('packages', 'הקבצים שבתוך חבילות תוכן (IMS)', 'Files inside of content packages (IMS)'),
  gap(
    'file-origin',
    'מי העלה קובץ, מתי נוצר, וסדר הקבצים בתיקייה',
    'Who uploaded a file, when, and in which order',
  ),
  gap(
    'file-size',
    'הגודל והמועד של קבצים שהשרת אינו מספר עליהם',
    'Size and time of files that the server does not tell',
  ),
  gap('seconds', 'השניות במועדי הגשה ובדיקה', 'The seconds in moments of handing in and grading'),
  gap('grade-dates', 'מועד מתן הציון בגיליון הציונים', 'When a grade in the grade report was given'),
  gap('exact-grades', 'ציונים מדויקים יותר ממה שהמודל מציג', 'Grades with more digits than Moodle shows'),
  gap('completion-dates', 'מתי הושלמה פעילות', 'When an activity was completed'),
  gap('teachers', 'מרצי הקורס', 'The teachers of a course'),
  gap('course-changes', 'מועד השינוי האחרון של הקורס', 'When a course was last changed'),
  gap('forums', 'דיונים בפורומים שאינם לוח ההודעות', 'Discussions in forums other than the announcements'),
  gap('book-changes', 'שינויים בתוך פרק של ספר', 'Changes inside of a chapter of a book'),
];
