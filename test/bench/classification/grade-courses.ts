import { parseCourseTitle } from '../../../src/classification';
import type { LabelledCourse } from './labelled-file';
import { share } from './measures';

export const FIELDS = ['code', 'academic_year_start', 'term', 'clean_title'] as const;
export type Field = (typeof FIELDS)[number];
type Cells = Readonly<Record<Field, string>>;

export interface GradedCourse {
  readonly course: LabelledCourse;
  readonly expected: Cells;
  readonly found: Cells;
}

export interface CourseGrades {
  readonly kind: 'courses';
  readonly courses: number;
  /** Right fields among all fields. */
  readonly accuracy: number;
  readonly perField: Readonly<Record<Field, number>>;
  /** Titles of which every field is right. */
  readonly wholeTitles: number;
  readonly itemsPerSecond: number;
}

export function gradeCourses(courses: readonly LabelledCourse[]): GradedCourse[] {
  return courses.map((course) => {
    const { code, academicYear, term, cleanTitle } = parseCourseTitle(course.raw);
    return {
      course,
      expected: cells(course.code, course.academicYear, course.term, course.cleanTitle),
      found: cells(code, academicYear, term, cleanTitle),
    };
  });
}

/** An empty cell means that the title does not tell. Text is compared in one Unicode form. */
const cells = (code: string | null, year: number | null, term: string | null, title: string): Cells => ({
  code: (code ?? '').normalize('NFC'),
  academic_year_start: String(year ?? ''),
  term: term ?? '',
  clean_title: title.normalize('NFC').trim(),
});

export function courseGrades(graded: readonly GradedCourse[], itemsPerSecond: number): CourseGrades {
  const right = (field: Field): number =>
    graded.filter(({ expected, found }) => expected[field] === found[field]).length;
  const whole = graded.filter(({ expected, found }) =>
    FIELDS.every((field) => expected[field] === found[field]),
  ).length;
  return {
    kind: 'courses',
    courses: graded.length,
    accuracy: share(
      FIELDS.reduce((sum, field) => sum + right(field), 0),
      graded.length * FIELDS.length,
    ),
    perField: {
      code: share(right('code'), graded.length),
      academic_year_start: share(right('academic_year_start'), graded.length),
      term: share(right('term'), graded.length),
      clean_title: share(right('clean_title'), graded.length),
    },
    wholeTitles: share(whole, graded.length),
    itemsPerSecond,
  };
}
