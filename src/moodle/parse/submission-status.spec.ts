import { parseSubmissionStatus } from './submission-status';

const attempt = (over: object = {}) => ({
  submission: { id: 1, status: 'submitted', attemptnumber: 0, timemodified: 1793620762, plugins: [] },
  submissionsenabled: true,
  locked: false,
  graded: true,
  extensionduedate: 0,
  gradingstatus: 'graded',
  usergroups: [1],
  ...over,
});
const feedback = {
  grade: { grade: '92.50000' },
  gradefordisplay: '92.50&nbsp;/&nbsp;100.00',
  gradeddate: 1795435170,
};
const read = (lastattempt: object | null, more: object = {}) =>
  parseSubmissionStatus({ lastattempt, assignmentdata: [], warnings: [], ...more }, 28);

describe('parseSubmissionStatus', () => {
  it('reads what was handed in and graded', () => {
    expect(read(attempt(), { feedback, assignmentdata: { attachments: { intro: [] } } })).toEqual({
      assignmentId: 28,
      status: 'submitted',
      submittedAt: 1793620762,
      graded: true,
      grade: '92.50 / 100.00',
      extensionDueAt: null,
      locked: false,
    });
  });

  it('reads the untouched as none', () => {
    const untouched = attempt({
      submission: undefined,
      graded: false,
      gradingstatus: 'notgraded',
      extensionduedate: null,
    });
    expect(read(untouched)).toMatchObject({ status: 'none', submittedAt: null, graded: false, grade: null });
    expect(read(null)).toMatchObject({ status: 'none', extensionDueAt: null, locked: false });
    expect(parseSubmissionStatus({}, 28).status).toBe('none');
  });

  it("takes Moodle's own `new` row, made by asking, for untouched", () => {
    expect(read(attempt({ submission: { status: 'new', timemodified: 5 } }))).toMatchObject({
      status: 'none',
      submittedAt: null,
    });
  });

  it.each(['draft', 'reopened'])('does not take %s for handed in', (status) => {
    expect(read(attempt({ submission: { status, timemodified: 5 } }))).toMatchObject({
      status,
      submittedAt: null,
    });
  });

  it("counts the group's submission in group work", () => {
    const own = { status: 'new', timemodified: 5 };
    expect(
      read(attempt({ submission: own, teamsubmission: { status: 'submitted', timemodified: 9 } })),
    ).toMatchObject({
      status: 'submitted',
      submittedAt: 9,
    });
  });

  it.each([
    ['graded', true],
    ['released', true],
    ['notgraded', false],
    ['inmarking', false],
    ['readyforrelease', false],
  ])('takes grading status %s as graded: %j', (gradingstatus, graded) => {
    expect(read(attempt({ gradingstatus }), { feedback })).toMatchObject({
      graded,
      grade: graded ? '92.50 / 100.00' : null,
    });
  });

  it('goes by the flag where the grading status is absent, and knows no grade from a dash', () => {
    expect(read(attempt({ gradingstatus: undefined }), { feedback: { gradefordisplay: '-' } })).toMatchObject(
      {
        graded: true,
        grade: null,
      },
    );
  });

  it('reads an extension and a lock', () => {
    expect(read(attempt({ extensionduedate: '1796000000', locked: 1 }))).toMatchObject({
      extensionDueAt: 1796000000,
      locked: true,
    });
  });

  it('survives odd types inside, and refuses what is no object', () => {
    expect(read(attempt({ submission: [] }), { feedback: [] }).status).toBe('none');
    expect(() => parseSubmissionStatus([], 28)).toThrow(
      expect.objectContaining({ code: 'moodle.invalid-response' }),
    );
  });
});
