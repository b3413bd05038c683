import { announcementChanges, eventChanges, gradeChanges } from './coursework-changes';

const grade = (facts: object = {}) => ({
  moodle_id: 1,
  name: 'תרגיל 1',
  cmid: 100,
  shown: null,
  feedback: null,
  hidden: false,
  max_grade: 100,
  ...facts,
});

describe('a grade', () => {
  it('is told when it is given, moved or explained', () => {
    expect(gradeChanges('1', 'אלגברה', [{ before: grade(), after: grade({ shown: '92.00' }) }])).toEqual([
      {
        kind: 'changed',
        subject: 'grade',
        courseId: '1',
        cmid: 100,
        name: 'תרגיל 1',
        fields: [{ field: 'grade', from: null, to: '92.00' }],
        uploadedAt: null,
      },
    ]);
  });

  it('of the whole course bears its name', () => {
    const total = grade({ name: null, cmid: null });
    expect(gradeChanges('1', 'אלגברה', [{ before: total, after: { ...total, shown: '88' } }])).toMatchObject([
      { name: 'אלגברה', cmid: null },
    ]);
  });

  it.each([
    ['activity', 1],
    ['category', 0],
    ['course', 0],
  ])('out of more points is news for an activity, and not for a total: %s', (kind, told) => {
    const changes = gradeChanges('1', 'אלגברה', [
      { before: grade({ kind }), after: grade({ kind, max_grade: 120 }) },
    ]);
    expect(changes).toHaveLength(told);
  });

  it('that is new and empty, or gone, or weighs otherwise, is no news', () => {
    expect(
      gradeChanges('1', 'אלגברה', [
        { before: null, after: grade() },
        { before: grade(), after: null },
        { before: grade({ weight: '10 %' }), after: grade({ weight: '20 %' }) },
      ]),
    ).toEqual([]);
  });
});

it('an announcement is told when it comes, changes or goes, a reply to it is not', () => {
  const post = (facts: object = {}) => ({
    subject: 'מבחן',
    message: 'ביום א',
    forum_cmid: 7,
    replies: 0,
    ...facts,
  });
  const changes = announcementChanges('1', [
    { before: null, after: post() },
    { before: post(), after: post({ message: 'ביום ב' }) },
    { before: post(), after: post({ replies: 3 }) },
    { before: post(), after: null },
  ]);
  expect(changes.map(({ kind, fields }) => [kind, fields])).toEqual([
    ['added', []],
    ['changed', [{ field: 'message', from: 'ביום א', to: 'ביום ב' }]],
    ['removed', []],
  ]);
});

it('a calendar entry is told when it is of the course or the site', () => {
  const event = (facts: object = {}) => ({
    type: 'course',
    name: 'מבחן מועד א',
    starts_at: '2027-02-01T07:00:00+00:00',
    activity_type: null,
    course_id: 5,
    ...facts,
  });
  const moved = eventChanges([
    { before: event(), after: event({ starts_at: '2027-02-03T07:00:00.000Z' }) },
    { before: event(), after: event({ starts_at: '2027-02-01T07:00:00.000Z' }) },
    { before: null, after: event({ type: 'user' }) },
    { before: null, after: event({ type: 'due', activity_type: 'assign' }) },
  ]);
  expect(moved).toEqual([
    expect.objectContaining({
      kind: 'changed',
      subject: 'event',
      courseId: '5',
      fields: [{ field: 'startsAt', from: '2027-02-01T07:00:00.000Z', to: '2027-02-03T07:00:00.000Z' }],
    }),
  ]);
});
