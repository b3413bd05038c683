import { parseSubmissionDetail } from './submission-detail';

const file = (filename: string) => ({
  filename,
  filepath: '/',
  filesize: 5,
  fileurl: `http://m/${filename}`,
});
const handedIn = (over: object = {}) => ({
  status: 'submitted',
  attemptnumber: 0,
  timemodified: 1793620762,
  plugins: [
    {
      type: 'onlinetext',
      fileareas: [{ area: 'submissions_onlinetext', files: [] }],
      editorfields: [{ name: 'onlinetext', text: '<p>התשובה <b>שלי</b></p>', format: 1 }],
    },
    {
      type: 'file',
      fileareas: [{ area: 'submission_files', files: [file('ex1.zip'), { filename: 'bad' }] }],
    },
    { type: 'comments', name: 'הערות' },
  ],
  ...over,
});
const feedback = {
  grade: { grade: '92.50000' },
  gradefordisplay: '92.50&nbsp;/&nbsp;100.00',
  gradeddate: 1795435170,
  plugins: [
    { type: 'comments', editorfields: [{ name: 'comments', text: '<p>עבודה יפה</p>' }] },
    { type: 'file', fileareas: [{ area: 'feedback_files', files: [file('תיקון.pdf')] }] },
  ],
};
const read = (submission: object | undefined, more: object = {}, answer: object = {}) =>
  parseSubmissionDetail(
    { lastattempt: { submission, gradingstatus: 'notgraded', canedit: true, ...more }, ...answer },
    28,
  );

describe('parseSubmissionDetail', () => {
  it('reads what was handed in and what came back; a bad file costs itself', () => {
    const { value, dropped } = read(handedIn(), { gradingstatus: 'graded', canedit: false }, { feedback });
    expect(value).toMatchObject({
      assignmentId: 28,
      status: 'submitted',
      submittedAt: 1793620762,
      attempt: 1,
      changedAt: 1793620762,
      text: 'התשובה שלי',
      files: [{ name: 'ex1.zip', size: 5 }],
      graded: true,
      grade: '92.50 / 100.00',
      points: 92.5,
      gradedAt: 1795435170,
      feedback: 'עבודה יפה',
      feedbackFiles: [{ name: 'תיקון.pdf' }],
      unreadableFiles: true,
      editable: false,
    });
    expect(dropped).toBe(1);
  });

  it.each([
    ['a file', [{ type: 'file', fileareas: [{ files: [{ filename: 'bad' }] }] }]],
    ['a place for files', [{ type: 'file', fileareas: ['bad'] }]],
    ['a plug-in', ['bad']],
  ])('says that %s could not be read, of what was handed in and of what came back', (_what, plugins) => {
    for (const value of [
      read(handedIn({ plugins })).value,
      read(handedIn({ plugins: [] }), {}, { feedback: { ...feedback, plugins } }).value,
    ])
      expect(value.unreadableFiles).toBe(true);
    expect(read(handedIn({ plugins: [] }), {}, { feedback }).value).not.toHaveProperty('unreadableFiles');
  });

  it('reads the untouched, and Moodle’s own `new` row, as nothing', () => {
    for (const submission of [undefined, handedIn({ status: 'new' })])
      expect(read(submission).value).toMatchObject({
        status: 'none',
        attempt: 0,
        changedAt: null,
        text: null,
        files: [],
        points: null,
        feedback: null,
        feedbackFiles: [],
        editable: true,
      });
  });

  it('reads a reply without anything in it as nothing', () => {
    for (const answer of [{}, { lastattempt: null, feedback: null, assignmentdata: [], warnings: [] }])
      expect(parseSubmissionDetail(answer, 28).value).toMatchObject({
        status: 'none',
        submittedAt: null,
        graded: false,
        grade: null,
        extensionDueAt: null,
        locked: false,
        editable: false,
      });
  });

  it.each(['draft', 'reopened'])('does not take %s for handed in', (status) => {
    expect(read(handedIn({ status })).value).toMatchObject({ status, submittedAt: null });
  });

  it.each([
    ['graded', true],
    ['released', true],
    ['notgraded', false],
    ['inmarking', false],
    ['readyforrelease', false],
  ])('takes grading status %s as graded: %j', (gradingstatus, graded) => {
    expect(read(handedIn(), { gradingstatus, graded: true }, { feedback }).value).toMatchObject({
      graded,
      grade: graded ? '92.50 / 100.00' : null,
    });
  });

  it('goes by the flag where the grading status is absent, and knows no grade from a dash', () => {
    const flagged = { gradingstatus: undefined, graded: true };
    const dash = { feedback: { gradefordisplay: '-' } };
    expect(read(handedIn(), flagged, dash).value).toMatchObject({ graded: true, grade: null });
  });

  it('reads an extension and a lock', () => {
    const moved = { extensionduedate: '1796000000', locked: 1 };
    expect(read(handedIn(), moved).value).toMatchObject({ extensionDueAt: 1796000000, locked: true });
    expect(read(handedIn(), { extensionduedate: 0 }).value).toMatchObject({
      extensionDueAt: null,
      locked: false,
    });
  });

  it('reads a draft and a second attempt', () => {
    const draft = handedIn({ status: 'draft', attemptnumber: '1', plugins: null });
    expect(read(draft).value).toMatchObject({
      status: 'draft',
      submittedAt: null,
      attempt: 2,
      changedAt: 1793620762,
    });
  });

  it('counts the group’s submission in group work', () => {
    const own = handedIn({ status: 'new' });
    const { value } = read(own, { teamsubmission: handedIn({ timemodified: 9 }) });
    expect(value).toMatchObject({ status: 'submitted', submittedAt: 9, files: [{ name: 'ex1.zip' }] });
  });

  it('shows no points before they are released, nor Moodle’s -1 for none', () => {
    expect(read(handedIn(), { gradingstatus: 'inmarking' }, { feedback }).value).toMatchObject({
      points: null,
      gradedAt: null,
    });
    const none = { ...feedback, grade: { grade: '-1.00000' } };
    expect(read(handedIn(), { gradingstatus: 'graded' }, { feedback: none }).value.points).toBeNull();
  });

  it('survives odd types inside, and refuses what is no object', () => {
    expect(parseSubmissionDetail({ lastattempt: { submission: [] }, feedback: [] }, 28).value).toMatchObject({
      status: 'none',
      files: [],
    });
    expect(() => parseSubmissionDetail([], 28)).toThrow(
      expect.objectContaining({ code: 'moodle.invalid-response' }),
    );
  });
});
