import { StudentModel } from '../model';
import { Faults } from '../state/faults';
import { Tokens } from '../state/tokens';
import { World } from '../state/world';
import { ComposeOptions, composeCourse } from './composer';
import { COURSES_OF_DAN } from './courses-of-dan';
import { COURSES_OF_MAYA, faultsOfMaya } from './courses-of-maya';
import { COURSES_OF_NOA } from './courses-of-noa';
import { newStudent } from './people';
import { CourseRecipe, announcements, file } from './recipes';

interface DemoStudent {
  info: { username: string; password: string; nameHe: string; descriptionHe: string; descriptionEn: string };
  lastname: string;
  courses?: readonly CourseRecipe[];
  flags?: Partial<StudentModel>;
}

const ONE_COURSE: CourseRecipe = {
  code: '190-1-0001',
  name: 'הדרכת ספרייה ומאגרי מידע',
  faculty: 'כללי',
  lecturer: 'גלית ברק',
  when: 'now',
  noEnd: true,
  sections: [
    {
      name: 'כללי',
      modules: [
        announcements([{ subject: 'ברוכים הבאים', message: 'ההדרכה פתוחה לכל הסטודנטים.', daysAgo: 30 }]),
        file('מדריך לחיפוש במאגרים', 'מדריך.pdf'),
      ],
    },
  ],
};

const student = (
  username: string,
  nameHe: string,
  lastname: string,
  descriptionHe: string,
  descriptionEn: string,
  more: Omit<DemoStudent, 'info' | 'lastname'> & { password?: string } = {},
): DemoStudent => {
  const { password = 'demo1234', ...rest } = more;
  return { info: { username, password, nameHe, descriptionHe, descriptionEn }, lastname, ...rest };
};

/** Everybody who can try to sign in, as `npm start` prints them. */
export const STUDENTS: readonly DemoStudent[] = [
  student('noa', 'נועה', 'שקד', 'שמונה קורסים עשירים', 'eight rich courses', { courses: COURSES_OF_NOA }),
  student('dan', 'דן', 'ארבל', 'שנים־עשר קורסים, האתר עונה לאט', 'twelve courses on a slow site', {
    courses: COURSES_OF_DAN,
  }),
  student(
    'maya',
    'מאיה',
    'נבו',
    'שבעה קורסים: שניים נכשלים בכוונה, ואחד מצליח רק בניסיון השלישי',
    'seven courses: two fail on purpose, one succeeds at the third try',
    {
      courses: COURSES_OF_MAYA,
    },
  ),
  student('yael', 'יעל', 'גפן', 'אין קורסים', 'no courses'),
  student('special', 'שי', 'לב', 'סיסמה עם כל תו אפשרי', 'a password with every kind of character', {
    password: 'Pa+ss &w%r=d"שלום1!',
    courses: [ONE_COURSE],
  }),
  student('must-change', 'רון', 'אדר', 'חייב להחליף סיסמה', 'must change the password first', {
    courses: [ONE_COURSE],
    flags: { mustChangePassword: true },
  }),
  student('unconfirmed', 'טל', 'אורן', 'החשבון עוד לא אושר', 'not confirmed yet', {
    flags: { confirmed: false },
  }),
  student('suspended', 'גיל', 'ניר', 'החשבון מושעה', 'suspended', { flags: { suspended: true } }),
];

interface Campus {
  world: World;
  tokens: Tokens;
  faults: Faults;
  composing: ComposeOptions;
}

/** Puts the students and their courses into the world, with the faults some of them come with. */
export function enrolStudents({ world, tokens, faults, composing }: Campus): void {
  for (const { info, lastname, courses, flags } of STUDENTS) {
    const model = newStudent(composing.ids, {
      username: info.username,
      password: info.password,
      firstname: info.nameHe,
      lastname,
      ...flags,
    });
    const composed = (courses ?? []).map((recipe) => composeCourse(recipe, composing));
    for (const course of composed) world.addCourse(course);
    model.courseIds = composed.map((course) => course.id);
    world.addStudent(model);
    tokens.register(model);
    if (info.username === 'maya') {
      for (const [match, effect] of faultsOfMaya(composed)) faults.add(match, effect);
    }
  }
}
