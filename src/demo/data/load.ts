import { CourseModel } from '../model';
import { ComposeOptions, composeCourse } from './composer';
import { SeededRandom } from './random';
import {
  CourseRecipe,
  ModuleRecipe,
  SectionRecipe,
  WorkState,
  file,
  folder,
  homework,
  link,
  page,
  quiz,
} from './recipes';

export interface LoadRecipe {
  courses: number;
  /** Activities in each course, assignments included. */
  modulesPerCourse: number;
  assignmentsPerCourse?: number;
  seed?: string;
}

const SUBJECTS: [string, ...string[]] = [
  'תורת הגרפים',
  'מבני נתונים',
  'סטטיסטיקה',
  'מיקרו־כלכלה',
  'גנטיקה',
  'תולדות האמנות',
  'מערכות הפעלה',
  'כימיה אורגנית',
  'פסיכולוגיה קוגניטיבית',
  'דיני חוזים',
];
const STATES: [WorkState, ...WorkState[]] = ['graded', 'submitted', 'draft', 'untouched', 'missed', 'opened'];
const MATERIALS: [(n: number) => ModuleRecipe, ...((n: number) => ModuleRecipe)[]] = [
  (n) => file(`הרצאה ${n}`),
  (n) => file(`מצגת שיעור ${n}`, `slides_${n}.pptx`),
  (n) => file(`תרגול ${n}`),
  (n) => file(`פתרון תרגול ${n}`, `sol_${n}.pdf`),
  (n) => link(`הקלטת הרצאה ${n}`, `https://demo.cloud.panopto.eu/Panopto/Pages/Viewer.aspx?id=load-${n}`),
  (n) => file(`מבחן לדוגמה ${n}`, `exam_${n}.pdf`),
  (n) => file(`סיכום ${n}`, `summary_${n}.docx`),
  (n) => folder(`חומרי עזר ${n}`, { '/': ['א.pdf', 'ב.pdf'], '/נספחים/': ['ג.zip'] }),
  (n) => page(`הנחיות לשבוע ${n}`, '<p>קראו את הפרק לפני השיעור.</p>'),
  (n) => quiz(`בוחן ${n}`, { opensDays: -5, closesDays: 9, minutes: 30 }),
];
const SECTIONS = 13;

/** Courses of a size asked for, the same for the same seed. */
export function loadCourses(recipe: LoadRecipe, options: ComposeOptions): CourseModel[] {
  const random = new SeededRandom(recipe.seed ?? 'load');
  return Array.from({ length: recipe.courses }, (_, index) =>
    composeCourse(loadCourse(recipe, random, index + 1), options),
  );
}

function loadCourse(recipe: LoadRecipe, random: SeededRandom, number: number): CourseRecipe {
  const sections: SectionRecipe[] = Array.from({ length: SECTIONS }, (_, week) => ({
    name: week === 0 ? 'כללי' : `שבוע ${week}`,
    week,
    modules: [],
  }));
  const assignments = Math.min(recipe.assignmentsPerCourse ?? 0, recipe.modulesPerCourse);
  for (let n = 1; n <= recipe.modulesPerCourse; n++) {
    const module =
      n <= assignments
        ? homework(`תרגיל בית ${n}`, { dueDays: random.between(-40, 40), state: random.pick(STATES) })
        : random.pick(MATERIALS)(n);
    sections[n % SECTIONS]?.modules.push(module);
  }
  return {
    code: `900-1-${String(1000 + number)}`,
    name: `${random.pick(SUBJECTS)} ${number}`,
    faculty: 'כללי',
    lecturer: 'ד"ר עומר שלו',
    when: 'now',
    sections,
  };
}
