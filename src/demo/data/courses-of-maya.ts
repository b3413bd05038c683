import { CourseModel } from '../model';
import { FaultEffect, FaultMatch } from '../state/faults';
import { PlainCourse, plainCourse } from './plain-course';
import { CourseRecipe } from './recipes';

const ENGINEERING = 'הפקולטה להנדסה';

/** Seven courses; what is wrong with some of them is told below. */
const COURSES: readonly PlainCourse[] = [
  {
    code: '362-1-1011',
    name: 'סטטיקה',
    lecturer: 'ד"ר רם יפה',
    topics: ['כוחות', 'מומנטים', 'שיווי משקל', 'מסבכים'],
  },
  {
    code: '362-1-1021',
    name: 'תרמודינמיקה',
    lecturer: "פרופ' שירה נוף",
    topics: ['החוק הראשון', 'החוק השני', 'מחזורים'],
  },
  {
    code: '362-1-1031',
    name: 'חוזק חומרים',
    lecturer: 'ד"ר אלעד טל',
    topics: ['מאמץ', 'עיבור', 'כפיפה', 'פיתול'],
  },
  { code: '362-1-1041', name: 'שרטוט הנדסי', lecturer: 'מיטל דור', topics: ['היטלים', 'חתכים', 'מידות'] },
  {
    code: '362-1-1051',
    name: 'מבוא להנדסת חומרים',
    lecturer: 'ד"ר קרן אבן',
    topics: ['מבנה גבישי', 'פגמים', 'דיפוזיה'],
  },
  {
    code: '362-1-1061',
    name: 'משוואות דיפרנציאליות',
    lecturer: 'ד"ר עמית לוין',
    topics: ['סדר ראשון', 'סדר שני', 'לפלס'],
  },
  {
    code: '362-1-1071',
    name: 'יסודות התכנות',
    lecturer: 'ליאון פרי',
    topics: ['משתנים', 'לולאות', 'מערכים', 'קבצים'],
  },
].map((course) => ({ ...course, faculty: ENGINEERING }));

export const COURSES_OF_MAYA: readonly CourseRecipe[] = COURSES.map(plainCourse);

const CONTENTS = 'core_course_get_contents';
const BROKEN_PAGE =
  '<!DOCTYPE html><html><body><h1>Fatal error</h1><p>Allowed memory size exhausted</p></body></html>';

/** Broken on purpose: one course refuses, one is unavailable twice out of three times, one answers with a page. */
export function faultsOfMaya(courses: readonly CourseModel[]): [FaultMatch, FaultEffect][] {
  const id = (code: string): number =>
    courses.find((course) => course.shortname.startsWith(code.replaceAll('-', '.')))?.id ?? -1;
  return [
    [
      { fn: CONTENTS, courseId: id('362-1-1031') },
      { fail: 'errorcoursecontextnotvalid', detail: String(id('362-1-1031')) },
    ],
    [
      { fn: CONTENTS, courseId: id('362-1-1051'), times: 2, thenPass: 1 },
      {
        http: 503,
        headers: { 'Retry-After': '1' },
        body: '<html><body>503 Service Unavailable</body></html>',
      },
    ],
    [{ fn: CONTENTS, courseId: id('362-1-1061') }, { body: BROKEN_PAGE }],
  ];
}
