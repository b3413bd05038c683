import type { KnownCourse, KnownTask } from '../../library';
import type { MoodleAssignment, MoodleCourse, MoodleForum, MoodleQuiz } from '../../moodle';
import { asCourseQuestions, whatToAsk, type KnownToday, type Question } from './questions';

const NOW = new Date('2026-11-20T10:00:00Z');
const NOW_S = NOW.getTime() / 1000;
const DAY = 24 * 3600;
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

const assignment = (id: number): MoodleAssignment => ({
  id,
  cmid: 100 + id,
  courseId: 1,
  name: `תרגיל ${id}`,
  dueAt: NOW_S + 40 * DAY,
  opensAt: null,
  cutoffAt: null,
  maxGrade: 100,
  teamSubmission: false,
  intro: null,
  attachments: [],
  modifiedAt: 1,
});
const quiz = { id: 7, cmid: 207, courseId: 1, name: 'בוחן' } as MoodleQuiz;
const forum: MoodleForum = {
  id: 9,
  cmid: 309,
  courseId: 1,
  name: 'הודעות',
  type: 'news',
  discussions: 2,
  modifiedAt: 5,
};
const task = (id: number, facts: Partial<KnownTask> = {}): KnownTask => ({
  cmid: 100 + id,
  handedIn: true,
  graded: false,
  dueAt: null,
  opensAt: null,
  cutoffAt: null,
  grade: null,
  ...facts,
});

const today = (facts: Partial<KnownToday> = {}): KnownToday => ({
  course: { id: 1, lastAccessAt: 50, showsGrades: true } as MoodleCourse,
  known: null,
  assignments: [assignment(1), assignment(2)],
  quizzes: [quiz],
  forums: [forum],
  total: { id: 1, shown: '80.00', raw: '80' },
  ...facts,
});

/** As the library remembers a course in which everything was asked at `NOW`. */
function afterAsking(
  facts: Partial<KnownToday>,
  tasks: readonly KnownTask[],
  error?: { key: string; code: string },
): KnownCourse {
  const asked = Object.fromEntries(
    whatToAsk([today(facts)], NOW).questions.map(({ key, sign }) => [
      key,
      { at: NOW.toISOString(), sign, ...(error?.key === key ? { error: error.code } : {}) },
    ]),
  );
  return { moodleId: 1, syncedAt: NOW.toISOString(), asked, cmids: [], hidden: [], tasks, books: {} };
}
const keysOf = (questions: readonly Question[]): string[] => questions.map(({ key }) => key).sort();
const EVERYTHING = ['forum:9', 'grades', 'quiz:7', 'submission:1', 'submission:2'];
const settled = [
  // Not open yet: nothing can happen to it.
  task(1, { handedIn: false, opensAt: NOW_S + 400 * DAY }),
  task(2, { graded: true }),
  { ...task(0, { graded: true }), cmid: 207 },
];

describe('whatToAsk', () => {
  it('asks everything of a course that is new', () => {
    expect(keysOf(whatToAsk([today()], NOW).questions)).toEqual(EVERYTHING);
  });

  it('does not ask for the grade report of a course that shows none', () => {
    const course = { id: 1, lastAccessAt: 50, showsGrades: false } as MoodleCourse;
    const { questions, others } = whatToAsk([today({ course })], NOW);
    expect(keysOf(questions)).toEqual(EVERYTHING.filter((key) => key !== 'grades'));
    expect(others).toEqual([]);
  });

  it('asks nothing of one in which nothing points at a change', () => {
    const known = afterAsking({}, settled);
    expect(whatToAsk([today({ known })], later(3600)).questions).toEqual([]);
  });

  it.each<[string, Partial<KnownToday>, readonly string[]]>([
    [
      'the total moved: something was graded',
      { total: { id: 1, shown: '85.00', raw: '85' } },
      EVERYTHING.slice(1),
    ],
    [
      'the student was there',
      { course: { id: 1, lastAccessAt: 60, showsGrades: true } as MoodleCourse },
      EVERYTHING.slice(1),
    ],
    [
      'the assignment was changed',
      { assignments: [{ ...assignment(1), modifiedAt: 2 }, assignment(2)] },
      ['submission:1'],
    ],
    ['an assignment is new', { assignments: [1, 2, 3].map(assignment) }, ['grades', 'submission:3']],
    ['a quiz was changed', { quizzes: [{ ...quiz, closesAt: 9 }] }, ['quiz:7']],
    ['something was announced', { forums: [{ ...forum, discussions: 3 }] }, ['forum:9']],
  ])('asks again where %s', (_why, facts, keys) => {
    const known = afterAsking({}, settled);
    expect(keysOf(whatToAsk([today({ ...facts, known })], later(60)).questions)).toEqual([...keys].sort());
  });

  it('asks about an empty forum only when there was something in it', () => {
    const empty = { forums: [{ ...forum, discussions: 0 }] };
    expect(keysOf(whatToAsk([today(empty)], NOW).questions)).not.toContain('forum:9');
    const known = afterAsking({}, settled);
    expect(keysOf(whatToAsk([today({ ...empty, known })], later(60)).questions)).toEqual(['forum:9']);
  });

  it('trusts no answer for ever', () => {
    const known = afterAsking({}, settled);
    const after = (seconds: number): string[] =>
      keysOf(whatToAsk([today({ known })], later(seconds)).questions);
    expect(after(DAY + 1)).toEqual(['forum:9', 'grades', 'submission:1']);
    expect(after(7 * DAY + 1)).toEqual(EVERYTHING);
  });

  it('asks again when the clock was set back: an answer of the future has no age', () => {
    const known = afterAsking({}, settled);
    expect(keysOf(whatToAsk([today({ known })], later(-60)).questions)).toEqual(EVERYTHING);
  });

  it('asks in every sync about the nearest tasks that are open, or handed in and not graded, and no more than twenty', () => {
    const assignments = Array.from({ length: 60 }, (_, index) => assignment(index + 1));
    const tasks = assignments.map(({ id }) =>
      task(id, {
        handedIn: id === 7,
        graded: id % 2 === 0,
        dueAt: NOW_S + id * DAY,
        // One that closed long ago, one that closed yesterday, one that opens tomorrow, one handed in.
        cutoffAt: id === 1 ? NOW_S - 30 * DAY : id === 3 ? NOW_S - DAY : null,
        opensAt: id === 5 ? NOW_S + DAY : null,
      }),
    );
    const facts = { assignments, quizzes: [], forums: [] };
    const known = afterAsking(facts, tasks);
    const asked = whatToAsk([today({ ...facts, known })], later(60)).questions.map(({ id }) => id);
    expect(asked).toHaveLength(20);
    expect(asked).toEqual([3, ...Array.from({ length: 19 }, (_, index) => 7 + 2 * index)]);
  });

  it('reads some grade reports of courses that show no total in every sync, the longest unread first', () => {
    const courses = Array.from({ length: 12 }, (_, index): KnownToday => {
      const id = index + 1;
      const facts = {
        course: { id, lastAccessAt: null, showsGrades: true } as MoodleCourse,
        assignments: [],
        quizzes: [],
        forums: [],
        total: { id, shown: id === 12 ? '80' : null, raw: id === 12 ? '80' : null },
      };
      const known = afterAsking(facts, []);
      const [key, mark] = Object.entries(known.asked)[0] ?? ['', null];
      const at = later(-id * 60).toISOString();
      return today({ ...facts, known: { ...known, asked: mark ? { [key]: { ...mark, at } } : {} } });
    });
    const { questions } = whatToAsk(courses, later(60));
    expect(questions.map(({ courseId }) => courseId)).toEqual([7, 8, 9, 10, 11]);
  });

  it('leaves alone what Moodle refused, says so, and asks again in a while', () => {
    const known = afterAsking({}, settled, { key: 'grades', code: 'moodle.invalid-response' });
    const soon = whatToAsk([today({ known })], later(3600));
    expect(soon.questions).toEqual([]);
    expect(soon.refusals).toEqual([{ courseId: 1, part: 'grades', error: 'moodle.invalid-response' }]);
    const afterAWhile = whatToAsk([today({ known })], later(6 * 3600 + 1));
    expect(keysOf(afterAWhile.questions)).toEqual(['grades']);
    expect(afterAWhile.refusals).toEqual([]);
  });
});

it('hands the reader the questions of the courses that are read', () => {
  const { questions } = whatToAsk([today()], NOW);
  expect(asCourseQuestions(questions, new Set([1]))).toEqual({
    grades: [1],
    assignments: [
      { id: 1, courseId: 1 },
      { id: 2, courseId: 1 },
    ],
    quizzes: [{ id: 7, courseId: 1 }],
    forums: [{ id: 9, courseId: 1 }],
  });
  expect(asCourseQuestions(questions, new Set([2]))).toEqual({
    grades: [],
    assignments: [],
    quizzes: [],
    forums: [],
  });
});
