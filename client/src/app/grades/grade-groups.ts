import type { Grade } from '../../../../src/contract';

export interface CourseGrades {
  readonly courseId: string;
  readonly courseName: string;
  /** Rows with something to say: a grade, feedback, or that a grade is held back. */
  readonly told: readonly Grade[];
  readonly ungraded: readonly Grade[];
  /** Totals of categories that have a grade. */
  readonly subtotals: readonly Grade[];
  readonly total: Grade | null;
}

const saysSomething = ({ shown, hidden, feedback }: Grade): boolean =>
  shown !== null || hidden || feedback !== null;

/** Grade reports by course, in the order they come; totals are set apart, whatever their place in the report. */
export function groupGrades(grades: readonly Grade[]): CourseGrades[] {
  const courses = new Map<string, Grade[]>();
  for (const grade of grades) {
    const rows = courses.get(grade.courseId);
    if (rows) rows.push(grade);
    else courses.set(grade.courseId, [grade]);
  }
  return [...courses].map(([courseId, rows]) => {
    const items = rows.filter(({ kind }) => kind !== 'course' && kind !== 'category');
    return {
      courseId,
      courseName: rows[0]?.courseName ?? '',
      told: items.filter(saysSomething),
      ungraded: items.filter((grade) => !saysSomething(grade)),
      subtotals: rows.filter((grade) => grade.kind === 'category' && saysSomething(grade)),
      total: rows.find(({ kind }) => kind === 'course') ?? null,
    };
  });
}

/** «0–100»; `null` where Moodle gives no limits. */
export function gradeRange({ min, max }: Pick<Grade, 'min' | 'max'>): string | null {
  if (max === null) return null;
  return `${shortNumber(min ?? 0)}–${shortNumber(max)}`;
}

const shortNumber = (value: number): string => String(Math.round(value * 100) / 100);

/** «96.00 %» → «96.00%»: with a space between, the sign would leave its number in a line that runs from right to left. */
export const tight = (percentage: string): string => percentage.replace(/\s+%/g, '%');
