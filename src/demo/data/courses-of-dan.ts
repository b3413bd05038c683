import { PlainCourse, plainCourse } from './plain-course';
import { CourseRecipe } from './recipes';

const [SOCIAL, HUMANITIES] = ['הפקולטה למדעי החברה', 'הפקולטה למדעי הרוח'];

const of = (
  contentsDelayMs: number,
  code: string,
  name: string,
  faculty: string,
  lecturer: string,
  topics: string[],
): PlainCourse => ({ contentsDelayMs, code, name, faculty, lecturer, topics });

/** Twelve courses on a tired server: each takes between a third of a second and a second and a half to read. */
const COURSES: readonly PlainCourse[] = [
  of(400, '142-1-0011', 'מבוא לכלכלה', SOCIAL, 'ד"ר ליאת שפר', [
    'מחסור ובחירה',
    'ביקוש והיצע',
    'גמישות',
    'תחרות',
  ]),
  of(900, '142-1-0021', 'סטטיסטיקה א', SOCIAL, 'ד"ר יוני קרן', [
    'סטטיסטיקה תיאורית',
    'הסתברות',
    'משתנים מקריים',
    'התפלגות נורמלית',
  ]),
  of(600, '142-1-0031', 'מבוא לפסיכולוגיה', SOCIAL, "פרופ' תמר אשכול", [
    'תפיסה',
    'למידה',
    'זיכרון',
    'מוטיבציה',
  ]),
  of(1500, '142-1-0041', 'שיטות מחקר', SOCIAL, 'ד"ר אורי זמיר', ['שאלת מחקר', 'השערות', 'מדגם', 'כלי מחקר']),
  of(300, '127-1-0011', 'תולדות המזרח התיכון', HUMANITIES, "פרופ' נדב ארזי", [
    'מבוא',
    'המאה ה-19',
    'בין המלחמות',
  ]),
  of(700, '127-1-0021', 'מבוא לפילוסופיה', HUMANITIES, 'ד"ר מיכל אורן', [
    'מהי פילוסופיה',
    'אפלטון',
    'דקארט',
    'קאנט',
  ]),
  of(1100, '142-1-0051', 'סוציולוגיה של ארגונים', SOCIAL, 'ד"ר איל שגיא', ['מבנה ארגוני', 'תרבות', 'כוח']),
  of(500, '142-1-0061', 'מיקרו־כלכלה א', SOCIAL, 'ד"ר ענבל רז', ['העדפות', 'תועלת', 'תורת היצרן', 'עלויות']),
  of(1300, '153-1-0015', 'אנגלית למתקדמים א', 'היחידה ללימודי שפות', 'Sarah Gold', [
    'Reading 1',
    'Reading 2',
    'Vocabulary',
  ]),
  of(800, '142-1-0071', 'יסודות החשבונאות', SOCIAL, 'רו"ח אבי חן', ['מאזן', 'דוח רווח והפסד', 'תזרים']),
  of(350, '142-1-0081', 'אקסל למתקדמים', SOCIAL, 'נועם גל', ['פונקציות', 'טבלאות ציר']),
  of(1000, '142-1-0091', 'מבוא למשפט', SOCIAL, 'עו"ד דנה שור', ['מקורות המשפט', 'חוזים', 'נזיקין', 'חוקתי']),
];

export const COURSES_OF_DAN: readonly CourseRecipe[] = COURSES.map(plainCourse);
