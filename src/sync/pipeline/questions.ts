import { fingerprintOf } from '../../fingerprint';
import type { AskedMark, KnownCourse, KnownTask } from '../../library';
import type {
  CourseQuestions,
  MoodleAssignment,
  MoodleCourse,
  MoodleCourseTotal,
  MoodleForum,
  MoodleQuiz,
} from '../../moodle';

/**
 * Which of the expensive questions (submission states, grade reports, quiz attempts, discussions) a sync asks again. The rule, what it
 * can miss and for how long, stands in ARCHITECTURE.md («What is asked again, and when»); this file is it.
 */
export interface Question {
  readonly courseId: number;
  readonly part: 'grades' | 'submissions' | 'quizzes' | 'announcements';
  /** Of the assignment, quiz or forum; the course's for its grades. */
  readonly id: number;
  /** Course module of the activity; `null` for a course's grades. */
  readonly cmid: number | null;
  /** Where its mark is kept. */
  readonly key: string;
  /** All that would show a change: a question is asked again when it differs. */
  readonly sign: string;
}

export interface KnownToday {
  readonly course: MoodleCourse;
  /** `null` for a course that was never stored. */
  readonly known: KnownCourse | null;
  readonly assignments: readonly MoodleAssignment[];
  readonly quizzes: readonly MoodleQuiz[];
  /** Announcement forums. */
  readonly forums: readonly MoodleForum[];
  /** The course's total grade as Moodle shows it; `null` where it did not say. */
  readonly total: MoodleCourseTotal | null;
}

const HOUR_MS = 3_600_000;
/** An answer is never trusted for longer than this, ms. */
const TRUSTED_MS = {
  grades: 24 * HOUR_MS,
  announcements: 24 * HOUR_MS,
  openTask: 24 * HOUR_MS,
  settledTask: 7 * 24 * HOUR_MS,
  refusal: 6 * HOUR_MS,
} as const;
/**
 * Tasks that are open, or handed in and not graded, are asked about in every sync, those due nearest first: a submission, an extension, or
 * a grade in a course that shows no total can be seen nowhere else. With 40 courses they take one request more.
 */
const NEAREST_TASKS = 20;

/** Sign of a forum with nothing in it. It is asked about only when there was something. */
export const EMPTY_FORUM = 'empty';
/** Sign of a grade report that the course does not show. */
export const NO_REPORT = 'not shown';

/** Courses that show no total give no sign of a grade: so many of their grade reports are read in every sync, the longest unread first. */
const BLIND_COURSES = 5;

interface Candidate extends Question {
  /** Nothing in the replies that every sync gets would show a change. */
  readonly blind: boolean;
  readonly mark: AskedMark | null;
  readonly task: KnownTask | null;
  readonly trustedMs: number;
}

/** A question that Moodle refused earlier, and that is not asked again yet. */
export interface Refusal extends Pick<Question, 'courseId' | 'part'> {
  readonly error: string;
}

export function whatToAsk(
  courses: readonly KnownToday[],
  now: Date,
): {
  readonly questions: readonly Question[];
  readonly refusals: readonly Refusal[];
  /** What could be asked and is not, unless something turns up. */
  readonly others: readonly Question[];
} {
  const candidates = courses.flatMap(candidatesOf);
  const anyway = new Set([...nearestTasks(candidates, now.getTime() / 1000), ...longestUnseen(candidates)]);
  const isAsked = (one: Candidate): boolean => anyway.has(one) || isDue(one, now);
  return {
    questions: candidates.filter(isAsked).map(questionOf),
    others: candidates.filter((one) => !isAsked(one)).map(questionOf),
    refusals: candidates
      .filter((one) => !isAsked(one))
      .flatMap(({ courseId, part, mark }) => (mark?.error ? [{ courseId, part, error: mark.error }] : [])),
  };
}

const questionOf = ({ courseId, part, id, cmid, key, sign }: Candidate): Question => ({
  courseId,
  part,
  id,
  cmid,
  key,
  sign,
});

function candidatesOf({ course, known, assignments, quizzes, forums, total }: KnownToday): Candidate[] {
  const tasks = new Map(known?.tasks.map((task) => [task.cmid, task]));
  const candidate = (
    part: Question['part'],
    id: number,
    key: string,
    signs: unknown,
    rest: Pick<Candidate, 'task' | 'trustedMs'> & Partial<Pick<Candidate, 'cmid' | 'blind'>>,
  ): Candidate => ({
    cmid: null,
    blind: false,
    courseId: course.id,
    part,
    id,
    key,
    sign: signs === EMPTY_FORUM ? EMPTY_FORUM : fingerprintOf(signs),
    mark: known?.asked[key] ?? null,
    ...rest,
  });
  /** A grade given moves the total; a visit of the student's moves the last access. Both are in the replies that every sync gets. */
  const common = [total?.shown ?? null, total?.raw ?? null, course.lastAccessAt];
  const taskRest = (cmid: number): Pick<Candidate, 'task' | 'trustedMs' | 'cmid'> => {
    const task = tasks.get(cmid) ?? null;
    return { task, cmid, trustedMs: task?.graded ? TRUSTED_MS.settledTask : TRUSTED_MS.openTask };
  };
  const taskIds = [assignments.map(({ id }) => id), quizzes.map(({ id }) => id)];
  const grades = (): Candidate =>
    candidate('grades', course.id, 'grades', [...common, taskIds], {
      task: null,
      trustedMs: TRUSTED_MS.grades,
      blind: !total?.raw,
    });
  return [
    // Of a course that shows none, Moodle refuses the report.
    ...(course.showsGrades ? [grades()] : []),
    ...assignments.map((one) =>
      candidate('submissions', one.id, `submission:${one.id}`, [...common, one], taskRest(one.cmid)),
    ),
    ...quizzes.map((one) =>
      candidate('quizzes', one.id, `quiz:${one.id}`, [...common, one], taskRest(one.cmid)),
    ),
    ...forums.map((one) =>
      candidate(
        'announcements',
        one.id,
        `forum:${one.id}`,
        one.discussions === 0 ? EMPTY_FORUM : [one.discussions, one.modifiedAt, one.name],
        {
          task: null,
          trustedMs: TRUSTED_MS.announcements,
        },
      ),
    ),
  ];
}

function isDue({ mark, sign, trustedMs }: Candidate, now: Date): boolean {
  if (!mark) return sign !== EMPTY_FORUM;
  if (mark.sign !== sign) return true;
  const age = now.getTime() - Date.parse(mark.at);
  // Asked in the future: one of the two readings of the clock is wrong.
  return age < 0 || age > (mark.error ? Math.min(trustedMs, TRUSTED_MS.refusal) : trustedMs);
}

function longestUnseen(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates
    .filter(({ blind, mark }) => blind && mark !== null && !mark.error)
    .sort((a, b) => (a.mark?.at ?? '').localeCompare(b.mark?.at ?? ''))
    .slice(0, BLIND_COURSES);
}

function nearestTasks(candidates: readonly Candidate[], now: number): ReadonlySet<Candidate> {
  const distance = ({ task }: Candidate): number =>
    task?.dueAt === null || task === null ? Infinity : Math.abs(task.dueAt - now);
  const live = candidates.filter(({ task, mark }) => task !== null && !mark?.error && isLive(task, now));
  return new Set(live.sort((a, b) => distance(a) - distance(b)).slice(0, NEAREST_TASKS));
}

const isLive = ({ handedIn, graded, opensAt, cutoffAt }: KnownTask, now: number): boolean =>
  !graded &&
  (opensAt === null || opensAt <= now) &&
  // An extension is given after the end as well.
  (handedIn || cutoffAt === null || cutoffAt > now - 7 * 24 * 3600);

/** In the form in which the reader takes them; of these courses alone. */
export function asCourseQuestions(
  questions: readonly Question[],
  courseIds: ReadonlySet<number>,
): CourseQuestions {
  const of = (part: Question['part']): { id: number; courseId: number }[] =>
    questions
      .filter((one) => one.part === part && courseIds.has(one.courseId))
      .map(({ id, courseId }) => ({ id, courseId }));
  return {
    grades: of('grades').map(({ courseId }) => courseId),
    assignments: of('submissions'),
    quizzes: of('quizzes'),
    forums: of('announcements'),
  };
}
