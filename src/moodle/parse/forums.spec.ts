import { parseDiscussions, parseForums } from './forums';

const discussion = (over: object = {}) => ({
  id: 11,
  discussion: 4,
  name: 'שינוי &amp; מועד',
  subject: 'שינוי &amp; מועד',
  message: '<p>שלום,<br />המועד נדחה</p>',
  userfullname: 'אבי ישראלי',
  created: 1792411162,
  timemodified: 1792411190,
  pinned: true,
  numreplies: 2,
  attachment: true,
  attachments: [{ filename: 'לוח.pdf', filesize: 12, fileurl: 'http://m/webservice/pluginfile.php/1/a.pdf' }],
  ...over,
});

describe('parseForums', () => {
  it('reads forums, announcements by their type', () => {
    const rows = [
      {
        id: 4,
        cmid: 40,
        course: 5,
        type: 'news',
        name: 'לוח &amp; הודעות',
        numdiscussions: 2,
        timemodified: 9,
      },
      { id: 5, cmid: 41, course: 5 },
      { id: 6 },
    ];
    expect(parseForums(rows)).toMatchObject({
      value: [
        { id: 4, cmid: 40, courseId: 5, type: 'news', name: 'לוח & הודעות', discussions: 2, modifiedAt: 9 },
        { id: 5, type: 'general', name: '', discussions: 0, modifiedAt: null },
      ],
      dropped: 1,
    });
  });

  it('refuses an object', () =>
    expect(() => parseForums({ forums: [] })).toThrow(
      expect.objectContaining({ code: 'moodle.invalid-response' }),
    ));
});

describe('parseDiscussions', () => {
  it('reads a discussion by its own id, not its first post’s', () => {
    const { value } = parseDiscussions({ discussions: [discussion()], warnings: [] });
    expect(value).toEqual([
      {
        id: 4,
        postId: 11,
        subject: 'שינוי & מועד',
        message: 'שלום,\nהמועד נדחה',
        author: 'אבי ישראלי',
        createdAt: 1792411162,
        modifiedAt: 1792411190,
        pinned: true,
        replies: 2,
        files: [expect.objectContaining({ name: 'לוח.pdf', size: 12 })],
      },
    ]);
  });

  it.each([
    [{ timemodified: 20, modified: 10 }, 20],
    [{ timemodified: 20, modified: 30 }, 30],
    [{ timemodified: 0, modified: 30 }, 30],
    [{ timemodified: 20, modified: undefined }, 20],
    [{ timemodified: null, modified: null }, null],
  ])('tells the last change of %j', (times, modifiedAt) =>
    expect(parseDiscussions({ discussions: [discussion(times)] })).toMatchObject({ value: [{ modifiedAt }] }),
  );

  it('does without attachments and subject; a bad attachment costs itself', () => {
    const rows = [
      discussion({ attachments: undefined, subject: undefined }),
      discussion({ attachments: [{ filename: 'x' }] }),
    ];
    expect(parseDiscussions({ discussions: rows })).toMatchObject({
      value: [{ subject: 'שינוי & מועד', files: [] }, { files: [] }],
      dropped: 1,
    });
  });
});
