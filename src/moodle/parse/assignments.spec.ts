import { parseAssignments } from './assignments';

const assignment = (over: object = {}) => ({
  id: 28,
  cmid: 254,
  course: 5,
  name: 'תרגיל בית 2 &amp; בונוס',
  duedate: 1794776340,
  allowsubmissionsfromdate: 1793826000,
  cutoffdate: 0,
  grade: 100,
  teamsubmission: 1,
  timemodified: 1795435174,
  configs: [{ plugin: 'file', subtype: 'assignsubmission', name: 'enabled', value: '1' }],
  intro: '<p>שאלות <b>1-2</b></p>',
  introattachments: [
    {
      filename: 'skeleton.zip',
      filepath: '/',
      filesize: 75490,
      fileurl:
        'https://moodle.example.test/webservice/pluginfile.php/185/mod_assign/introattachment/0/skeleton.zip',
      timemodified: 1795435168,
      mimetype: 'application/zip',
    },
  ],
  ...over,
});
const reply = (...assignments: object[]) => ({
  courses: [{ id: 5, assignments }],
  warnings: [{ item: 'module' }],
});
const first = (over: object) => parseAssignments(reply(assignment(over))).value[0];

describe('parseAssignments', () => {
  it('reads an assignment with its course and attachments', () => {
    expect(parseAssignments(reply(assignment()))).toEqual({
      dropped: 0,
      firstFault: null,
      value: [
        {
          id: 28,
          cmid: 254,
          courseId: 5,
          name: 'תרגיל בית 2 & בונוס',
          dueAt: 1794776340,
          opensAt: 1793826000,
          cutoffAt: null,
          maxGrade: 100,
          teamSubmission: true,
          intro: 'שאלות 1-2',
          attachments: [
            expect.objectContaining({ name: 'skeleton.zip', size: 75490, createdAt: null, sortOrder: 0 }),
          ],
          modifiedAt: 1795435174,
        },
      ],
    });
  });

  it.each([
    [100, 100],
    ['12.5', 12.5],
    [0, null],
    [-3, null],
    [undefined, null],
  ])('reads grade %j as %j points', (grade, maxGrade) => expect(first({ grade })?.maxGrade).toBe(maxGrade));

  it.each([
    [1, true],
    ['1', true],
    [0, undefined],
    [undefined, undefined],
  ])('reads nosubmissions %j: nothing is handed in on the site: %j', (nosubmissions, offline) => {
    expect(first({ nosubmissions })?.offline).toBe(offline);
  });

  it('says of which assignment an attachment could not be read', () => {
    const bad = { id: 29, introattachments: [{ filename: 'no address' }, ...assignment().introattachments] };
    const parsed = parseAssignments(reply(assignment(), assignment(bad), assignment({ id: 30 })));
    expect(
      parsed.value.map(({ id, attachments, unreadableFiles }) => [id, attachments.length, unreadableFiles]),
    ).toEqual([
      [28, 1, undefined],
      [29, 1, true],
      [30, 1, undefined],
    ]);
    expect(parsed.dropped).toBe(1);
  });

  it('has no intro where Moodle does not show it yet', () => {
    expect(first({ intro: undefined, introattachments: undefined })).toMatchObject({
      intro: null,
      attachments: [],
    });
  });

  it('leaves out and counts the unreadable, and keeps the rest', () => {
    const parsed = parseAssignments({
      courses: [
        { id: 5, assignments: [assignment(), assignment({ cmid: null })] },
        { assignments: [] },
        { id: 6, assignments: null },
      ],
    });
    expect([parsed.value.length, parsed.dropped]).toEqual([1, 2]);
  });

  it.each([null, [], 'x'])('refuses %j', (answer) =>
    expect(() => parseAssignments(answer)).toThrow(
      expect.objectContaining({ code: 'moodle.invalid-response' }),
    ),
  );
});
