import { setImmediate as breathe } from 'node:timers/promises';
import { AppError } from '../../errors';
import type { CourseCost, CourseQuestions, CourseReading, ReadCoursesOptions } from '../reader';
import {
  needsBestGrade,
  needsGradeTable,
  noAnswers,
  quizStates,
  takeAnswer,
  type CourseAnswers,
} from './course-answers';
import { courseCalls, intoRequests, type CourseCall } from './course-batches';
import { pooled } from './pooled';
import type { ReaderCalls } from './reader-calls';

/** What came of one course so far; a heavy course comes in several requests. */
interface Gathering {
  missing: number;
  readonly answers: CourseAnswers;
  cost: CourseCost;
}

type Gatherings = ReadonlyMap<number, Gathering>;

const NOTHING: CourseCost = { requests: 0, bytes: 0, ms: 0 };
const plus = (a: CourseCost, b: CourseCost, share: number): CourseCost => ({
  requests: a.requests + b.requests * share,
  bytes: a.bytes + b.bytes * share,
  ms: a.ms + b.ms * share,
});

/** Reads courses in few requests; see `MoodleReader.readCourses`. */
export async function* readCourses(
  calls: ReaderCalls,
  courseIds: readonly number[],
  questions: CourseQuestions,
  signal: AbortSignal,
  { together = true }: ReadCoursesOptions = {},
): AsyncGenerator<CourseReading, void, undefined> {
  const courses = courseCalls([...new Set(courseIds)], questions, calls.userId);
  const gathered = new Map<number, Gathering>();
  for (const [first, ...others] of courses)
    if (first)
      gathered.set(first.courseId, { missing: others.length + 1, answers: noAnswers(), cost: NOTHING });
  const requests = (together ? [courses] : courses.map((course) => [course])).flatMap((these) =>
    intoRequests(these, calls.parallel),
  );
  const tasks = requests.map((request) => (stop: AbortSignal) => deliver(calls, request, gathered, stop));
  for await (const complete of pooled(tasks, calls.parallel, signal)) {
    for (const courseId of complete) {
      const course = gathered.get(courseId);
      gathered.delete(courseId);
      if (course) yield toReading(courseId, course);
    }
  }
}

/** Asks one request's questions and reads the answers; the courses that are complete with them. */
async function deliver(
  calls: ReaderCalls,
  request: readonly CourseCall[],
  gathered: Gatherings,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const first = await ask(calls, request, gathered, signal);
  const more = request.flatMap((asked) => [
    ...gradeTableToAsk(asked, gathered),
    ...bestGradeToAsk(asked, gathered),
  ]);
  const cost = more.length === 0 ? first : plus(first, await ask(calls, more, gathered, signal), 1);
  for (const { courseId } of [...request, ...more]) {
    const course = gathered.get(courseId);
    if (course) course.cost = plus(course.cost, cost, 1 / (request.length + more.length));
  }
  for (const { courseId } of request) {
    const course = gathered.get(courseId);
    if (course) course.missing -= 1;
  }
  const asked = new Set(request.map(({ courseId }) => courseId));
  return [...asked].filter((courseId) => gathered.get(courseId)?.missing === 0);
}

async function ask(
  calls: ReaderCalls,
  request: readonly CourseCall[],
  gathered: Gatherings,
  signal: AbortSignal,
): Promise<CourseCost> {
  const asked = request.map(({ call }) => call);
  const { outcomes, cost } = await calls.together(asked, signal);
  let before: number | null = null;
  for (const [index, one] of request.entries()) {
    const course = gathered.get(one.courseId);
    const outcome = outcomes[index];
    // Reading takes about a millisecond a course; other requests go out and come in in between.
    if (before !== null && before !== one.courseId) await breathe();
    before = one.courseId;
    if (course && outcome) takeAnswer(calls, course.answers, one, outcome);
  }
  return cost;
}

function gradeTableToAsk(
  { part, courseId, id, call }: CourseCall,
  gathered: Gatherings,
): readonly CourseCall[] {
  const course = gathered.get(courseId);
  if (part !== 'grades' || !course || !needsGradeTable(course.answers)) return [];
  const table = { name: 'gradereport_user_get_grades_table', args: call.args } as const;
  return [{ courseId, part: 'grade-table', id, call: table }];
}

function bestGradeToAsk({ part, courseId, id }: CourseCall, gathered: Gatherings): readonly CourseCall[] {
  const course = gathered.get(courseId);
  if (part !== 'attempts' || !course || !needsBestGrade(course.answers, id)) return [];
  const call = { name: 'mod_quiz_get_user_best_grade', args: { quizid: id } } as const;
  return [{ courseId, part: 'best-grade', id, call }];
}

function toReading(courseId: number, { answers, cost }: Gathering): CourseReading {
  const { contents, grades, submissions, discussions } = answers;
  return {
    courseId,
    contents: contents ?? noContents(courseId),
    grades,
    submissions,
    quizzes: quizStates(answers),
    discussions,
    cost,
  };
}

function noContents(courseId: number): CourseReading['contents'] {
  const detail = `contents of course ${courseId}: no answer`;
  return { ok: false, error: new AppError('moodle.invalid-response', { detail }) };
}
