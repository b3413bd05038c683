import { setImmediate as breathe } from 'node:timers/promises';
import { AppError } from '../../../errors';
import type { Meter } from '../../http/moodle-http.client';
import type {
  AskedActivity,
  CourseCost,
  CourseQuestions,
  CourseReading,
  Listed,
  Outcome,
} from '../../reader';
import type { MoodleGradeItem } from '../../words';
import { readGradeReport } from '../activities/grade-report';
import { isWholePage } from '../dom/outline';
import type { PageSession } from '../session/page-session';
import type { Assignments } from './assignments';
import type { CourseBook } from './course-book';
import type { Forums } from './forums';
import { outcomeOf } from './page-reading';

export interface ReadingParts {
  readonly session: PageSession;
  readonly book: CourseBook;
  readonly assignments: Assignments;
  readonly forums: Forums;
  readonly meter: Meter;
}

/** Reads courses one after another, as a session has to; see `MoodleReader.readCourses`. */
export async function* readCourses(
  parts: ReadingParts,
  courseIds: readonly number[],
  questions: CourseQuestions,
  signal: AbortSignal,
): AsyncGenerator<CourseReading, void, undefined> {
  const graded = new Set(questions.grades);
  for (const courseId of new Set(courseIds)) {
    signal.throwIfAborted();
    const reading = await readCourse(parts, courseId, { ...questions, grades: graded }, signal);
    // Parsing takes milliseconds a page; others work in between.
    await breathe();
    yield reading;
  }
}

async function readCourse(
  { session, book, assignments, forums, meter }: ReadingParts,
  courseId: number,
  questions: CourseQuestions & { readonly grades: ReadonlySet<number> },
  signal: AbortSignal,
): Promise<CourseReading> {
  const before = { ...meter };
  const began = performance.now();
  const own = (asked: readonly AskedActivity[]): readonly number[] =>
    asked.flatMap((one) => (one.courseId === courseId ? one.id : []));
  const contents = await outcomeOf(signal, () => book.contents(courseId, signal));
  const answers = <T>(asked: readonly AskedActivity[], read: (id: number) => Promise<T>) =>
    contents.ok ? each(own(asked), read, signal) : refused<T>(own(asked), contents.error);
  const submissions = await answers(questions.assignments, (id) => assignments.submission(id, signal));
  const discussions = await answers(questions.forums, (id) => forums.discussions(id, signal));
  const grades = questions.grades.has(courseId)
    ? contents.ok
      ? await outcomeOf(signal, () => readGrades(session, courseId, signal))
      : contents
    : null;
  const quizzes = refused<never>(
    own(questions.quizzes),
    new AppError('moodle.function-missing', { detail: 'quiz attempts: not on pages' }),
  );
  const cost: CourseCost = {
    requests: meter.requests - before.requests,
    bytes: meter.bytes - before.bytes,
    ms: performance.now() - began,
  };
  return { courseId, contents, grades, submissions, quizzes, discussions, cost };
}

async function each<T>(
  ids: readonly number[],
  read: (id: number) => Promise<T>,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Outcome<T>>> {
  const outcomes = new Map<number, Outcome<T>>();
  for (const id of ids) outcomes.set(id, await outcomeOf(signal, () => read(id)));
  return outcomes;
}

const refused = <T>(ids: readonly number[], error: AppError): ReadonlyMap<number, Outcome<T>> =>
  new Map(ids.map((id) => [id, { ok: false, error }]));

async function readGrades(
  session: PageSession,
  courseId: number,
  signal: AbortSignal,
): Promise<Listed<MoodleGradeItem>> {
  const question = { what: 'grade report', path: `/grade/report/user/index.php?id=${courseId}`, signal };
  const answer = await session.page(question, 'course');
  const html = answer.body.toString('utf8');
  const items = answer.url.pathname.endsWith('/grade/report/user/index.php') ? readGradeReport(html) : null;
  // A course can keep its grades to itself, and then leads elsewhere.
  if (!items) throw new AppError('moodle.access-denied', { detail: 'grade report: no table' });
  return { rows: items, whole: isWholePage(html) };
}
