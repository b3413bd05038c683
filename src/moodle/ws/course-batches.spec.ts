import { courseCalls, intoRequests, type CourseCall } from './course-batches';

const NONE = { grades: [], assignments: [], quizzes: [], forums: [] };
const activities = (courseId: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: courseId * 1000 + index, courseId }));
const shown = (calls: readonly CourseCall[]): string[] =>
  calls.map(({ courseId, part, id }) => `${courseId} ${part} ${id}`);

describe('courseCalls', () => {
  it('asks of each course its contents, and what is named of it', () => {
    const questions = {
      grades: [2],
      assignments: [{ id: 7, courseId: 2 }],
      quizzes: [{ id: 8, courseId: 3 }],
      forums: [
        { id: 9, courseId: 3 },
        { id: 10, courseId: 99 },
      ],
    };
    const calls = courseCalls([2, 3], questions, 44);
    expect(calls.map(shown)).toEqual([
      ['2 contents 2', '2 grades 2', '2 submission 7'],
      ['3 contents 3', '3 attempts 8', '3 discussions 9'],
    ]);
    expect(calls.flat().map(({ call }) => call)).toEqual([
      { name: 'core_course_get_contents', args: { courseid: 2 } },
      { name: 'gradereport_user_get_grade_items', args: { courseid: 2, userid: 44 } },
      { name: 'mod_assign_get_submission_status', args: { assignid: 7 } },
      { name: 'core_course_get_contents', args: { courseid: 3 } },
      { name: 'mod_quiz_get_user_attempts', args: { quizid: 8, status: 'all' } },
      {
        name: 'mod_forum_get_forum_discussions',
        args: { forumid: 9, sortorder: 1, page: 0, perpage: 50 },
      },
    ]);
  });
});

describe('intoRequests', () => {
  const ids = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

  it('puts many light courses into one request', () => {
    const light = courseCalls(ids(40), NONE, 1);
    expect(intoRequests(light, 4).map(({ length }) => length)).toEqual([10, 10, 12, 8]);
  });

  it('fills the connections once, and the first with less than the last', () => {
    const assignments = ids(40).flatMap((id) => activities(id, 6));
    const requests = intoRequests(courseCalls(ids(40), { ...NONE, assignments }, 1), 6);
    expect(requests.map(({ length }) => length / 7)).toEqual([4, 6, 7, 8, 9, 6]);
  });

  it('grows no request beyond some seconds of work', () => {
    const assignments = ids(200).flatMap((id) => activities(id, 9));
    const requests = intoRequests(courseCalls(ids(200), { ...NONE, assignments }, 1), 4);
    expect(new Set(requests.map(({ length }) => length))).toEqual(new Set([90, 20]));
  });

  it('keeps a course together', () => {
    const assignments = [...activities(1, 50), ...activities(2, 10), ...activities(3, 2)];
    const requests = intoRequests(courseCalls(ids(3), { ...NONE, assignments }, 1), 4);
    expect(requests.map((calls) => [...new Set(calls.map(({ courseId }) => courseId))])).toEqual([
      [1],
      [2, 3],
    ]);
  });

  it('divides a course that is too heavy for one request, and loses nothing', () => {
    const courses = courseCalls([1], { ...NONE, assignments: activities(1, 100) }, 1);
    const requests = intoRequests(courses, 4);
    expect(requests.map(({ length }) => length)).toEqual([30, 30, 30, 11]);
    expect(requests.flat()).toEqual(courses.flat());
  });

  it('of no courses is none', () => expect(intoRequests([], 4)).toEqual([]));
});
