import {
  parseBestGrade,
  parseContents,
  parseDiscussions,
  parseGradeItems,
  parseQuizAttempts,
  parseSubmissionDetail,
  type Parsed,
} from '../parse';
import type { Listed, MoodleCourseContent, Outcome } from '../reader';
import type {
  MoodleDiscussion,
  MoodleGradeItem,
  MoodleQuizAttempt,
  MoodleQuizState,
  MoodleSection,
  MoodleSubmissionDetail,
} from '../words';
import type { CourseCall } from './course-batches';
import { parseGradeTable } from './grade-table';
import type { ReaderCalls } from './reader-calls';

/** What one course has answered so far, in our words. */
export interface CourseAnswers {
  contents: Outcome<MoodleCourseContent> | null;
  grades: Outcome<Listed<MoodleGradeItem>> | null;
  /** The grades are those of the report's table, which knows no quizzes by their ids. */
  gradesAreOfTable: boolean;
  /** By assignment. */
  readonly submissions: Map<number, Outcome<MoodleSubmissionDetail>>;
  /** By quiz. */
  readonly attempts: Map<number, Outcome<Listed<MoodleQuizAttempt>>>;
  readonly bestGrades: Map<number, number | null>;
  /** By forum. */
  readonly discussions: Map<number, Outcome<Listed<MoodleDiscussion>>>;
}

export const noAnswers = (): CourseAnswers => ({
  contents: null,
  grades: null,
  gradesAreOfTable: false,
  submissions: new Map(),
  attempts: new Map(),
  bestGrades: new Map(),
  discussions: new Map(),
});

const whole = <T>(value: T): Parsed<T> => ({ value, dropped: 0, firstFault: null });

type Read = <T>(what: string, parse: (answer: unknown) => Parsed<T>) => Outcome<Parsed<T>>;

const valueOf = <T>(read: Outcome<Parsed<T>>): Outcome<T> =>
  read.ok ? { ok: true, value: read.value.value } : read;

function listOf<T>(read: Outcome<Parsed<readonly T[]>>): Outcome<Listed<T>> {
  if (!read.ok) return read;
  const { value: rows, dropped } = read.value;
  return { ok: true, value: { rows, whole: dropped === 0 } };
}

function contentOf(read: Outcome<Parsed<readonly MoodleSection[]>>): Outcome<MoodleCourseContent> {
  if (!read.ok) return read;
  const { value: sections, dropped } = read.value;
  return { ok: true, value: { sections, whole: dropped === 0 && sections.length > 0 } };
}

const TAKERS: Readonly<Record<CourseCall['part'], (answers: CourseAnswers, id: number, read: Read) => void>> =
  {
    contents: (answers, _, read) => {
      answers.contents = contentOf(read('core_course_get_contents', parseContents));
    },
    grades: (answers, _, read) => {
      answers.grades = listOf(read('grade items', parseGradeItems));
    },
    'grade-table': (answers, _, read) => {
      const table = listOf(read('grade table', parseGradeTable));
      // What Moodle said first tells more than that this does not help either.
      if (!table.ok) return;
      answers.grades = table;
      answers.gradesAreOfTable = true;
    },
    submission: ({ submissions }, id, read) => {
      submissions.set(id, valueOf(read('submission', (answer) => parseSubmissionDetail(answer, id))));
    },
    attempts: ({ attempts }, id, read) => {
      attempts.set(id, listOf(read('quiz attempts', parseQuizAttempts)));
    },
    'best-grade': ({ bestGrades }, id, read) => {
      const best = valueOf(read('best grade', (answer) => whole(parseBestGrade(answer))));
      bestGrades.set(id, best.ok ? best.value : null);
    },
    discussions: ({ discussions }, id, read) => {
      discussions.set(id, listOf(read('discussions', parseDiscussions)));
    },
  };

/** Reads an answer at once, so that Moodle's own, longer form of it is soon forgotten. */
export function takeAnswer(
  calls: ReaderCalls,
  answers: CourseAnswers,
  { courseId, part, id }: CourseCall,
  answer: Outcome<unknown>,
): void {
  TAKERS[part](answers, id, (what, parse) => calls.attempt(`${what} of course ${courseId}`, answer, parse));
}

/** Moodle can make the course's grade report, and refuses to send it: it may send its table. */
export const needsGradeTable = ({ grades }: CourseAnswers): boolean =>
  grades?.ok === false && grades.error.code === 'moodle.request-refused';

/**
 * A course's grade report tells the best grades of its quizzes. Where there is none that is whole (not asked for, not come yet, Moodle
 * could not make it, something in it is unreadable), a quiz with a finished attempt is asked itself.
 */
export function needsBestGrade(
  { grades, gradesAreOfTable, attempts }: CourseAnswers,
  quizId: number,
): boolean {
  const read = attempts.get(quizId);
  const isReported = grades?.ok === true && grades.value.whole && !gradesAreOfTable;
  return !isReported && read?.ok === true && read.value.rows.some(({ state }) => state === 'finished');
}

export function quizStates({
  grades,
  attempts,
  bestGrades,
}: CourseAnswers): ReadonlyMap<number, Outcome<MoodleQuizState>> {
  const items = grades?.ok ? grades.value.rows.filter(({ activityType }) => activityType === 'quiz') : [];
  const best = new Map(items.map(({ instance, grade }) => [instance ?? 0, grade]));
  for (const [quizId, grade] of bestGrades) best.set(quizId, grade);
  return new Map(
    [...attempts].map(([quizId, read]): [number, Outcome<MoodleQuizState>] => {
      if (!read.ok) return [quizId, read];
      const bestGrade = best.get(quizId) ?? null;
      const { rows, whole: isWhole } = read.value;
      const unreadable = isWhole ? {} : { unreadableAttempts: true as const };
      return [quizId, { ok: true, value: { quizId, attempts: rows, ...unreadable, bestGrade } }];
    }),
  );
}
