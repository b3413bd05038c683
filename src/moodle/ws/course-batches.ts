import type { CourseQuestions } from '../reader';
import type { SubCall } from './batch';
import { byCourse } from './by-course';

/** One question about one course, and which part of its reading it answers. */
export interface CourseCall {
  readonly courseId: number;
  readonly part:
    'contents' | 'grades' | 'grade-table' | 'submission' | 'attempts' | 'best-grade' | 'discussions';
  /** Of the assignment, quiz or forum. */
  readonly id: number;
  readonly call: SubCall;
}

/** What a question costs a server, in questions about one activity: contents and grades go through the whole course. */
const WEIGHTS: Readonly<Record<CourseCall['part'], number>> = {
  contents: 3,
  grades: 2,
  'grade-table': 2,
  submission: 1,
  attempts: 1,
  'best-grade': 1,
  discussions: 1,
};
/** Less than this is not worth a request of its own; at 30, looking at 40 courses for changes takes four. */
const LIGHTEST = 30;
/** Of little there is to ask four smaller requests are made all the same, down to this weight: what is read is shown at once. */
const LIGHTEST_OF_LITTLE = 10;
const FEWEST = 4;
/** From here on it is seconds of a server's work in one request. */
const HEAVIEST = 100;
/**
 * Questions of one request are answered one after another, and an answer comes when all of them are. All requests go out at once,
 * so that nobody waits for a second round trip; the first is lighter than the mean, the last heavier: the first courses come soon,
 * and answers come one after another instead of together.
 */
const FIRST_SHARE = 0.6;
const LAST_SHARE = 1.4;
/** A course stays in one request, since the server loads it once for all questions in it, unless it is heavier than this. */
const HEAVIEST_COURSE = 60;
/** Newest discussions of a forum that are asked for. */
const DISCUSSIONS = 50;
/** Moodle's `sortorder` for "newest first", with what is pinned before. */
const NEWEST_FIRST = 1;

/** All questions about these courses, course by course, contents first. */
export function courseCalls(
  courseIds: readonly number[],
  questions: CourseQuestions,
  userId: number,
): readonly (readonly CourseCall[])[] {
  const grades = new Set(questions.grades);
  const assignments = byCourse(questions.assignments);
  const quizzes = byCourse(questions.quizzes);
  const forums = byCourse(questions.forums);
  return courseIds.map((courseId) => {
    const one = (
      part: CourseCall['part'],
      id: number,
      name: SubCall['name'],
      args: SubCall['args'],
    ): CourseCall => ({
      courseId,
      part,
      id,
      call: { name, args },
    });
    const calls = [one('contents', courseId, 'core_course_get_contents', { courseid: courseId })];
    if (grades.has(courseId)) {
      const args = { courseid: courseId, userid: userId };
      calls.push(one('grades', courseId, 'gradereport_user_get_grade_items', args));
    }
    for (const { id } of assignments.get(courseId) ?? [])
      calls.push(one('submission', id, 'mod_assign_get_submission_status', { assignid: id }));
    for (const { id } of quizzes.get(courseId) ?? [])
      calls.push(one('attempts', id, 'mod_quiz_get_user_attempts', { quizid: id, status: 'all' }));
    for (const { id } of forums.get(courseId) ?? []) {
      const args = { forumid: id, sortorder: NEWEST_FIRST, page: 0, perpage: DISCUSSIONS };
      calls.push(one('discussions', id, 'mod_forum_get_forum_discussions', args));
    }
    return calls;
  });
}

const weightOf = (calls: readonly CourseCall[]): number =>
  calls.reduce((sum, { part }) => sum + WEIGHTS[part], 0);

/** Packs courses into requests for so many connections. */
export function intoRequests(
  courses: readonly (readonly CourseCall[])[],
  connections: number,
): readonly (readonly CourseCall[])[] {
  const total = weightOf(courses.flat());
  const lightest = Math.max(LIGHTEST_OF_LITTLE, Math.min(LIGHTEST, total / FEWEST));
  const atOnce = Math.max(1, Math.min(connections, Math.floor(total / lightest)));
  const enoughFor = (index: number): number => {
    const place = atOnce === 1 ? 1 / 2 : Math.min(1, index / (atOnce - 1));
    const share = FIRST_SHARE + (LAST_SHARE - FIRST_SHARE) * place;
    return Math.min(HEAVIEST, Math.max(lightest, (total / atOnce) * share));
  };
  const requests: CourseCall[][] = [];
  let open: CourseCall[] = [];
  let weight = 0;
  for (const unit of courses.flatMap(dividedIfHeavy)) {
    if (weight >= enoughFor(requests.length)) {
      requests.push(open);
      [open, weight] = [[], 0];
    }
    open.push(...unit);
    weight += weightOf(unit);
  }
  if (open.length > 0) requests.push(open);
  return requests;
}

function dividedIfHeavy(course: readonly CourseCall[]): readonly (readonly CourseCall[])[] {
  if (weightOf(course) <= HEAVIEST_COURSE) return [course];
  const count = Math.ceil(course.length / LIGHTEST);
  return Array.from({ length: count }, (_, index) => course.slice(index * LIGHTEST, (index + 1) * LIGHTEST));
}
