import { setImmediate as breathe } from 'node:timers/promises';
import { AppError } from '../../errors';
import {
  parseBestGrade,
  parseContents,
  parseDiscussions,
  parseGradeItems,
  parseQuizAttempts,
  parseSubmissionDetail,
} from '../parse';
import type {
  CourseCost,
  CourseQuestions,
  CourseReading,
  Listed,
  Outcome,
  ReadCoursesOptions,
} from '../reader';
import type { MoodleGradeItem, MoodleQuizState } from '../words';
import { courseCalls, intoRequests, type CourseCall } from './course-batches';
import { pooled } from './pooled';
import type { ReaderCalls } from './reader-calls';

interface Answered {
  readonly asked: CourseCall;
  readonly outcome: Outcome<unknown>;
}

/** What one request brought; its cost is shared by its questions alike. */
interface Delivery {
  readonly answers: readonly Answered[];
  readonly cost: CourseCost;
}

/** What came of one course so far; a heavy course comes in several requests. */
interface Gathering {
  missing: number;
  readonly answers: Answered[];
  cost: CourseCost;
}

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
  const gathering = new Map<number, Gathering>();
  for (const [first, ...others] of courses)
    if (first) gathering.set(first.courseId, { missing: others.length + 1, answers: [], cost: NOTHING });
  const requests = (together ? [courses] : courses.map((course) => [course])).flatMap((these) =>
    intoRequests(these, calls.parallel),
  );
  const tasks = requests.map((request) => (stop: AbortSignal) => deliver(calls, request, stop));
  for await (const { answers, cost } of pooled(tasks, calls.parallel, signal)) {
    for (const answered of answers) {
      const { courseId, part } = answered.asked;
      const course = gathering.get(courseId);
      if (!course) continue;
      course.answers.push(answered);
      course.cost = plus(course.cost, cost, 1 / answers.length);
      if (part !== 'best-grade') course.missing -= 1;
    }
    for (const [courseId, course] of gathering) {
      if (course.missing > 0) continue;
      gathering.delete(courseId);
      // Parsing takes milliseconds a course; requests go out in between.
      await breathe();
      yield toReading(calls, courseId, course);
    }
  }
}

async function deliver(
  calls: ReaderCalls,
  request: readonly CourseCall[],
  signal: AbortSignal,
): Promise<Delivery> {
  const first = await ask(calls, request, signal);
  const more = bestGradesToAsk(first.answers);
  if (more.length === 0) return first;
  const second = await ask(calls, more, signal);
  return { answers: [...first.answers, ...second.answers], cost: plus(first.cost, second.cost, 1) };
}

async function ask(
  calls: ReaderCalls,
  request: readonly CourseCall[],
  signal: AbortSignal,
): Promise<Delivery> {
  const asked = request.map(({ call }) => call);
  const { outcomes, cost } = await calls.together(asked, signal);
  const answers = request.flatMap((one, index) => {
    const outcome = outcomes[index];
    return outcome ? [{ asked: one, outcome }] : [];
  });
  return { answers, cost };
}

/**
 * A course's grade report tells the best grades of its quizzes. Where there is none that is whole (not asked for, Moodle could not make
 * it, something in it is unreadable), the quizzes with a finished attempt are asked themselves.
 */
function bestGradesToAsk(answers: readonly Answered[]): readonly CourseCall[] {
  const finished = answers.filter(
    ({ asked, outcome }) => asked.part === 'attempts' && outcome.ok && hasFinished(outcome.value),
  );
  const inQuestion = new Set(finished.map(({ asked }) => asked.courseId));
  const reported = new Set(
    answers
      .filter(({ asked }) => asked.part === 'grades' && inQuestion.has(asked.courseId))
      .flatMap(({ asked, outcome }) => (outcome.ok && isWholeReport(outcome.value) ? asked.courseId : [])),
  );
  return finished
    .filter(({ asked }) => !reported.has(asked.courseId))
    .map(({ asked: { courseId, id } }) => ({
      courseId,
      part: 'best-grade',
      id,
      call: { name: 'mod_quiz_get_user_best_grade', args: { quizid: id } },
    }));
}

function hasFinished(attempts: unknown): boolean {
  try {
    return parseQuizAttempts(attempts).value.some(({ state }) => state === 'finished');
  } catch {
    return false; // said where the attempts themselves are read
  }
}

function isWholeReport(report: unknown): boolean {
  try {
    return parseGradeItems(report).dropped === 0;
  } catch {
    return false; // said where the report itself is read
  }
}

function toReading(calls: ReaderCalls, courseId: number, { answers, cost }: Gathering): CourseReading {
  const of = (part: CourseCall['part']): Answered[] => answers.filter(({ asked }) => asked.part === part);
  const where = (name: string): string => `${name} of course ${courseId}`;
  const [report] = of('grades');
  const grades = report ? calls.listed(where('grade items'), report.outcome, parseGradeItems) : null;
  return {
    courseId,
    contents: contentsOf(calls, where('core_course_get_contents'), of('contents')[0]),
    grades,
    submissions: new Map(
      of('submission').map(({ asked: { id }, outcome }) => [
        id,
        calls.parsed(where('submission'), outcome, (value) => parseSubmissionDetail(value, id)),
      ]),
    ),
    quizzes: quizStates(calls, where('quiz attempts'), of('attempts'), bestGrades(grades, of('best-grade'))),
    discussions: new Map(
      of('discussions').map(({ asked, outcome }) => [
        asked.id,
        calls.listed(where('discussions'), outcome, parseDiscussions),
      ]),
    ),
    cost,
  };
}

function contentsOf(
  calls: ReaderCalls,
  what: string,
  answered: Answered | undefined,
): CourseReading['contents'] {
  if (!answered)
    return { ok: false, error: new AppError('moodle.invalid-response', { detail: `${what}: no answer` }) };
  const read = calls.attempt(what, answered.outcome, parseContents);
  if (!read.ok) return read;
  const { value: sections, dropped } = read.value;
  return { ok: true, value: { sections, whole: dropped === 0 && sections.length > 0 } };
}

function bestGrades(
  report: Outcome<Listed<MoodleGradeItem>> | null,
  asked: readonly Answered[],
): ReadonlyMap<number, number | null> {
  const items = report?.ok ? report.value.rows.filter(({ activityType }) => activityType === 'quiz') : [];
  const grades = new Map(items.map(({ instance, grade }) => [instance ?? 0, grade]));
  for (const { asked: quiz, outcome } of asked)
    if (outcome.ok) grades.set(quiz.id, bestGradeOf(outcome.value));
  return grades;
}

function bestGradeOf(answer: unknown): number | null {
  try {
    return parseBestGrade(answer);
  } catch {
    return null;
  }
}

function quizStates(
  calls: ReaderCalls,
  what: string,
  answers: readonly Answered[],
  best: ReadonlyMap<number, number | null>,
): ReadonlyMap<number, Outcome<MoodleQuizState>> {
  return new Map(
    answers.map(({ asked: { id: quizId }, outcome }): [number, Outcome<MoodleQuizState>] => {
      const read = calls.parsed(what, outcome, parseQuizAttempts);
      if (!read.ok) return [quizId, read];
      return [
        quizId,
        { ok: true, value: { quizId, attempts: read.value, bestGrade: best.get(quizId) ?? null } },
      ];
    }),
  );
}
