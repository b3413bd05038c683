import type { CourseReading, Listed, MoodleOverview, Outcome } from '../../reader';
import type { MoodleGradeItem } from '../../words';
import {
  carriedActivity,
  carriedAssignment,
  carriedExtras,
  carriedGrade,
  carriedQuiz,
  carriedSubmission,
  type Told,
} from './carry-over';
import type { KnownCourses } from './known-course';

const mapped = <A, B>(outcome: Outcome<A>, to: (value: A) => B): Outcome<B> =>
  outcome.ok ? { ok: true, value: to(outcome.value) } : outcome;

/** What concerns all courses, completed by what was known; see `carry-over`. */
export function carriedOverview(overview: MoodleOverview, known: KnownCourses, isTold: Told): MoodleOverview {
  return {
    ...overview,
    courses: mapped(overview.courses, (rows) =>
      rows.map((row) => carriedExtras(row, known.get(row.id)?.extras)),
    ),
    assignments: mapped(overview.assignments, (rows) =>
      rows.map((row) => carriedAssignment(row, known.get(row.courseId)?.assignments.get(row.cmid), isTold)),
    ),
    quizzes: mapped(overview.quizzes, (rows) =>
      rows.map((row) => carriedQuiz(row, known.get(row.courseId)?.quizzes?.get(row.cmid), isTold)),
    ),
  };
}

/** One course, completed by what was known. */
export function carriedReading(reading: CourseReading, known: KnownCourses, isTold: Told): CourseReading {
  const own = known.get(reading.courseId);
  return {
    ...reading,
    contents: mapped(reading.contents, (contents) => ({
      ...contents,
      sections: contents.sections.map((section) => ({
        ...section,
        modules: section.modules.map((module) =>
          carriedActivity(module, own?.modules.get(module.cmid), isTold),
        ),
      })),
    })),
    grades:
      reading.grades &&
      mapped(reading.grades, (grades): Listed<MoodleGradeItem> => ({
        ...grades,
        rows: grades.rows.map((row) => carriedGrade(row, own?.grades?.get(row.id))),
      })),
    // On pages an assignment goes by its course-module id.
    submissions: new Map(
      [...reading.submissions].map(([cmid, outcome]) => [
        cmid,
        mapped(outcome, (value) => carriedSubmission(value, own?.submissions?.get(cmid))),
      ]),
    ),
  };
}
