import { parseBestGrade, parseQuizAttempts, parseQuizzes } from './quizzes';

const quiz = (over: object = {}) => ({
  id: 10,
  coursemodule: 258,
  course: 5,
  name: 'בוחן &quot;אמצע&quot;',
  intro: ' ',
  timeopen: 1795294800,
  timeclose: 0,
  timelimit: 3600,
  attempts: 0,
  grade: 100,
  ...over,
});
const invalid = expect.objectContaining({ code: 'moodle.invalid-response' });

describe('parseQuizzes', () => {
  it('reads a quiz; 0 is no limit and no time', () => {
    expect(parseQuizzes({ quizzes: [quiz()], warnings: [] }).value).toEqual([
      {
        id: 10,
        cmid: 258,
        courseId: 5,
        name: 'בוחן "אמצע"',
        intro: null,
        opensAt: 1795294800,
        closesAt: null,
        timeLimit: 3600,
        attemptsAllowed: null,
        maxGrade: 100,
      },
    ]);
  });

  it('keeps what it can: ids as text, figures absent', () => {
    const bare = { id: '10', coursemodule: '258', course: '5' };
    expect(parseQuizzes({ quizzes: [bare, { id: 1 }] })).toMatchObject({
      value: [{ id: 10, cmid: 258, courseId: 5, name: '', timeLimit: null, maxGrade: null }],
      dropped: 1,
    });
  });

  it('refuses what is no object', () => expect(() => parseQuizzes('x')).toThrow(invalid));
});

describe('parseQuizAttempts', () => {
  it.each([
    ['inprogress', 'in-progress'],
    ['overdue', 'overdue'],
    ['finished', 'finished'],
    ['abandoned', 'abandoned'],
    ['submitted', 'unknown'],
    [undefined, 'unknown'],
  ])('reads state %s as %s', (state, expected) => {
    const attempt = { id: 1, attempt: 2, state, timestart: 5, timefinish: 0 };
    expect(parseQuizAttempts({ attempts: [attempt] }).value).toEqual([
      { id: 1, number: 2, state: expected, startedAt: 5, finishedAt: null },
    ]);
  });

  it('takes no attempts for none', () => expect(parseQuizAttempts({ warnings: [] }).value).toEqual([]));
});

describe('parseBestGrade', () => {
  it.each([
    [{ hasgrade: true, grade: 0 }, 0],
    [{ hasgrade: 1, grade: '87.5' }, 87.5],
    [{ hasgrade: false, grade: 3 }, null],
    [{ hasgrade: true }, null],
  ])('reads %j', (reply, expected) => expect(parseBestGrade(reply)).toBe(expected));

  it('refuses what is no object', () => expect(() => parseBestGrade(null)).toThrow(invalid));
});
