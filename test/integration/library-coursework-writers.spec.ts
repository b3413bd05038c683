import { CreateCoursework1763900000005 } from '../../migrations/1763900000005-create-coursework';
import { CourseworkReader, LibraryReader } from '../../src/library';
import { writeAnnouncements } from '../../src/library/persistence/announcement-rows';
import { writeEvents } from '../../src/library/persistence/event-rows';
import { writeGrades } from '../../src/library/persistence/grade-rows';
import type { RowDifference } from '../../src/library/persistence/row-difference';
import type { MoodleDiscussion, MoodleEvent, MoodleGradeItem } from '../../src/moodle';
import { Coursework, discussion, event, gradeItem, listing } from './library-coursework-fixtures';
import { DAY, DUE, file, HOUR, iso, type LibraryDatabase, openLibraryDatabase } from './library-fixtures';

const NOTHING = { counts: { added: 0, changed: 0, removed: 0 }, differences: [] };
/** A statement gives its rows in no order. */
const byId = (differences: readonly RowDifference<{ readonly moodle_id: number }>[]) =>
  differences.toSorted((a, b) => idOf(a) - idOf(b));
const idOf = ({ before, after }: RowDifference<{ readonly moodle_id: number }>): number =>
  (after ?? before)?.moodle_id ?? 0;
const FORUM = { cmid: 50, name: 'לוח הודעות' };
const LIMIT = 4;
const ODD = '\u0000"\\\u0000\ud83d 😀 \\u0000 \u202eאבג\r\n\t{}[]\'$1%_\u0001';
const KEPT = '"\\ 😀 \\u0000 \u202eאבג\r\n\t{}[]\'$1%_\u0001';

describe('coursework', () => {
  let db: LibraryDatabase;
  let coursework: Coursework;
  let reader: CourseworkReader;
  let library: LibraryReader;
  let student: string;
  let courseId: string;
  let students = 0;

  beforeAll(async () => {
    db = await openLibraryDatabase();
    coursework = new Coursework(db.dataSource);
    reader = new CourseworkReader(db.dataSource);
    library = new LibraryReader(db.dataSource);
  });

  afterAll(() => db.close());

  beforeEach(async () => {
    students += 1;
    student = await db.addStudent(`student-${students}`);
    courseId = await coursework.addCourse(student, 1);
  });

  const grades = (items: readonly MoodleGradeItem[], course = courseId, whole = true) =>
    coursework.write(async (query) => {
      const { known: _known, ...written } = await writeGrades(query, student, course, listing(items, whole));
      return written;
    });
  const announcements = (
    discussions: readonly MoodleDiscussion[],
    forum = FORUM,
    limit = LIMIT,
    whole = true,
  ) =>
    coursework.write((query) =>
      writeAnnouncements(query, student, courseId, forum, listing(discussions, whole), limit),
    );
  const events = (
    listed: readonly MoodleEvent[],
    since = DUE,
    courseIds: readonly number[] = [1],
    whole = true,
  ) =>
    coursework.write((query) =>
      writeEvents(query, student, listing(listed, whole), { since: new Date(since * 1000), courseIds }),
    );
  const all = { limit: 200 };
  const storedGrades = async () => (await reader.listGrades(student, all)).items;
  const storedAnnouncements = async () => (await reader.listAnnouncements(student, all)).items;
  const storedEvents = async () =>
    (await reader.listEvents(student, { ...all, from: new Date(0), limit: 20_000 })).items;
  const subjects = async () => (await storedAnnouncements()).map(({ subject }) => subject);
  const statements = async (work: () => Promise<unknown>): Promise<number> => {
    const spy = jest.spyOn(db.dataSource.logger, 'logQuery');
    await work();
    const { length } = spy.mock.calls;
    spy.mockRestore();
    return length;
  };

  describe('grades', () => {
    it('are stored with all that the report says', async () => {
      const itemId = await coursework.addItem(courseId, 100, 'assign');
      const total = {
        kind: 'course',
        name: null,
        activityType: null,
        instance: null,
        categoryId: null,
      } as const;
      const { counts, differences } = await grades([
        gradeItem(7, { cmid: 100 }),
        gradeItem(8, { ...total, shown: null, percentage: null, feedback: null, gradedAt: null }),
      ]);
      expect(counts).toEqual({ added: 2, changed: 0, removed: 0 });
      expect(byId(differences)).toMatchObject([
        { before: null, after: { moodle_id: 7, position: 0, grade: 92.5, graded_at: iso(DUE) } },
        { before: null, after: { moodle_id: 8, position: 1, kind: 'course', name: null } },
      ]);
      expect(await storedGrades()).toEqual([
        {
          id: expect.stringMatching(/^\d+$/),
          courseId,
          courseName: 'קורס 1',
          itemId,
          cmid: 100,
          kind: 'activity',
          name: 'תרגיל 7',
          activityType: 'assign',
          grade: 92.5,
          shown: '92.50',
          percentage: '92.50 %',
          weight: '20.00 %',
          min: 0,
          max: 100,
          feedback: 'יפה',
          gradedAt: iso(DUE),
          hidden: false,
        },
        expect.objectContaining({ kind: 'course', name: null, itemId: null, shown: null, gradedAt: null }),
      ]);
    });

    it('that stand as they did are not written', async () => {
      const report = [gradeItem(7), gradeItem(8, { grade: 1 / 3 })];
      await grades(report);
      const before = await coursework.versions(student);
      expect(await grades(report)).toEqual(NOTHING);
      expect(await coursework.versions(student)).toEqual(before);
      expect(before[0]).toHaveLength(2);
    });

    it.each<[string, Partial<MoodleGradeItem>, object, object]>([
      [
        'a grade',
        { grade: 100, shown: '100.00' },
        { grade: 92.5, shown: '92.50' },
        { grade: 100, shown: '100.00' },
      ],
      ['a grade that was taken back', { grade: null }, { grade: 92.5 }, { grade: null }],
      ['a comment', { feedback: 'יפה מאוד' }, { feedback: 'יפה' }, { feedback: 'יפה מאוד' }],
      ['a name', { name: 'בוחן' }, { name: 'תרגיל 7' }, { name: 'בוחן' }],
      ['a kind', { kind: 'manual' }, { kind: 'activity' }, { kind: 'manual' }],
      [
        'an activity',
        { activityType: 'quiz', instance: 3, cmid: 4 },
        { activity_type: 'assign' },
        { instance: 3, cmid: 4 },
      ],
      ['a number of the item', { itemNumber: 1 }, { item_number: 0 }, { item_number: 1 }],
      ['a category', { categoryId: 9 }, { category_id: 2 }, { category_id: 9 }],
      ['a percentage', { percentage: '80 %' }, { percentage: '92.50 %' }, { percentage: '80 %' }],
      ['a weight', { weight: null }, { weight: '20.00 %' }, { weight: null }],
      ['bounds', { min: 1, max: 10 }, { min_grade: 0, max_grade: 100 }, { min_grade: 1, max_grade: 10 }],
      ['a time', { gradedAt: DUE + 1 }, {}, { graded_at: iso(DUE + 1) }],
      ['being held back', { hidden: true }, { hidden: false }, { hidden: true }],
    ])('change in %s', async (_name, change, before, after) => {
      await grades([gradeItem(6), gradeItem(7)]);
      const [untouched] = (await coursework.versions(student))[0] ?? [];
      const { counts, differences } = await grades([gradeItem(6), gradeItem(7, change)]);
      expect(counts).toEqual({ added: 0, changed: 1, removed: 0 });
      expect(differences).toMatchObject([
        { before: { moodle_id: 7, ...before }, after: { moodle_id: 7, ...after } },
      ]);
      expect((await coursework.versions(student))[0]?.[0]).toEqual(untouched);
      expect(await grades([gradeItem(6), gradeItem(7, change)])).toEqual(NOTHING);
    });

    it('name no item that is gone', async () => {
      const itemId = await coursework.addItem(courseId, 100, 'assign');
      await grades([gradeItem(7, { cmid: 100 })]);
      await coursework.takeItemAway(itemId);
      expect(await storedGrades()).toMatchObject([{ itemId: null, cmid: 100 }]);
    });

    it('go when the report no longer has them, and only in their course', async () => {
      const other = await coursework.addCourse(student, 2);
      await grades([gradeItem(7)], other);
      await grades([gradeItem(7), gradeItem(8)]);
      const { counts, differences } = await grades([gradeItem(8)]);
      expect(counts).toEqual({ added: 0, changed: 1, removed: 1 }); // 8 moved up
      expect(differences).toContainEqual({
        before: expect.objectContaining({ moodle_id: 7, name: 'תרגיל 7' }),
        after: null,
      });
      expect((await grades([])).counts).toEqual({ added: 0, changed: 0, removed: 1 });
      expect((await storedGrades()).map((grade) => [grade.courseId, grade.name])).toEqual([
        [other, 'תרגיל 7'],
      ]);
    });

    it('that are named twice count as they came first', async () => {
      const report = [gradeItem(7), gradeItem(7, { grade: 1 }), gradeItem(8)];
      expect((await grades(report)).counts.added).toBe(2);
      expect(await grades(report)).toEqual(NOTHING);
      expect((await storedGrades()).map(({ grade }) => grade)).toEqual([92.5, 92.5]);
    });

    it('stay when the report is not whole, where they stood; what came is stored all the same', async () => {
      await grades([gradeItem(7), gradeItem(8), gradeItem(9)]);
      const report = [gradeItem(7, { shown: '100.00' }), gradeItem(9), gradeItem(10)];
      const { counts, differences } = await grades(report, courseId, false);
      expect(counts).toEqual({ added: 1, changed: 2, removed: 0 }); // 9 moved up
      expect(differences).not.toContainEqual(expect.objectContaining({ after: null }));
      expect((await storedGrades()).map(({ name, shown }) => [name, shown])).toEqual([
        ['תרגיל 7', '100.00'],
        ['תרגיל 8', '92.50'],
        ['תרגיל 9', '92.50'],
        ['תרגיל 10', '92.50'],
      ]);
      expect((await grades(report)).counts.removed).toBe(1);
    });

    it('follow the order of the report', async () => {
      await grades([gradeItem(7), gradeItem(8), gradeItem(9)]);
      await grades([gradeItem(9), gradeItem(7), gradeItem(8)]);
      expect((await storedGrades()).map(({ name }) => name)).toEqual(['תרגיל 9', 'תרגיל 7', 'תרגיל 8']);
    });

    it('keep numbers as large and texts as odd as they come', async () => {
      const huge = Number.MAX_SAFE_INTEGER;
      const report = [
        gradeItem(huge, { cmid: huge, itemNumber: huge, categoryId: huge, instance: huge, grade: -1.5e300 }),
        gradeItem(8, { name: ODD, feedback: 'ש'.repeat(100_000), shown: ODD, gradedAt: 9e15, grade: 0.1 }),
      ];
      await grades(report);
      expect(await grades(report)).toEqual(NOTHING);
      expect(await storedGrades()).toMatchObject([
        { cmid: huge, grade: -1.5e300 },
        { name: KEPT, feedback: 'ש'.repeat(100_000), shown: KEPT, gradedAt: null, grade: 0.1 },
      ]);
    });
  });

  describe('announcements', () => {
    it('are stored with their attachments', async () => {
      const itemId = await coursework.addItem(courseId, FORUM.cmid, 'forum');
      const { counts, differences } = await announcements([
        discussion(2, { files: [file('א.pdf'), file('ב.pdf', { size: 5_000_000_000 })], replies: 3 }),
        discussion(1, { pinned: true, message: null, author: null }),
      ]);
      expect(counts).toEqual({ added: 4, changed: 0, removed: 0 });
      expect(byId(differences)).toMatchObject([
        { before: null, after: { moodle_id: 1, pinned: true } },
        { before: null, after: { moodle_id: 2, forum_cmid: 50, replies: 3 } },
      ]);
      const [newest, pinned] = await storedAnnouncements();
      expect(newest).toEqual({
        id: expect.stringMatching(/^\d+$/),
        courseId,
        courseName: 'קורס 1',
        itemId,
        forum: 'לוח הודעות',
        subject: 'הודעה 2',
        message: 'שלום לכולם',
        author: 'ד״ר כהן',
        createdAt: iso(DUE + 2 * HOUR),
        modifiedAt: iso(DUE + 2 * HOUR),
        pinned: false,
        replies: 3,
        files: [
          {
            id: expect.stringMatching(/^\d+$/),
            name: 'א.pdf',
            path: '/',
            size: 1_000,
            mimeType: 'application/pdf',
            modifiedAt: iso(DUE),
            downloadUrl: `/api/files/${newest?.files[0]?.id}`,
          },
          expect.objectContaining({ name: 'ב.pdf', size: 5_000_000_000 }),
        ],
        url: 'http://moodle.test/mod/forum/discuss.php?d=2',
        topic: 'other',
        importance: 0,
        speaksOf: null,
      });
      expect(pinned).toMatchObject({ pinned: true, message: null, author: null, files: [] });
      expect(await library.findFile(student, newest?.files[0]?.id ?? '')).toMatchObject({
        name: 'א.pdf',
        url: file('א.pdf').url,
      });
      expect(JSON.stringify(newest)).not.toContain('pluginfile');
    });

    it('that stand as they did are not written', async () => {
      await coursework.addItem(courseId, FORUM.cmid, 'forum');
      const list = [discussion(2, { files: [file('א.pdf')] }), discussion(1)];
      await announcements(list);
      const before = await coursework.versions(student);
      expect(await announcements(list)).toEqual(NOTHING);
      expect(await coursework.versions(student)).toEqual(before);
      expect(before.map((rows) => rows.length)).toEqual([0, 2, 0, 1]);
    });

    it.each<[string, Partial<MoodleDiscussion>, object, object]>([
      ['a subject', { subject: 'תיקון' }, { subject: 'הודעה 2' }, { subject: 'תיקון' }],
      ['a text', { message: null }, { message: 'שלום לכולם' }, { message: null }],
      ['an author', { author: 'מתרגל' }, { author: 'ד״ר כהן' }, { author: 'מתרגל' }],
      ['its beginning', { createdAt: null }, {}, { created_at: null }],
      ['a time', { modifiedAt: DUE + DAY }, {}, { modified_at: iso(DUE + DAY) }],
      ['being pinned', { pinned: true }, { pinned: false }, { pinned: true }],
      ['replies', { replies: 1 }, { replies: 0 }, { replies: 1 }],
    ])('change in %s', async (_name, change, before, after) => {
      await announcements([discussion(2), discussion(1)]);
      const [untouched] = (await coursework.versions(student))[1]?.slice(1) ?? [];
      const { counts, differences } = await announcements([discussion(2, change), discussion(1)]);
      expect(counts).toEqual({ added: 0, changed: 1, removed: 0 });
      expect(differences).toMatchObject([
        { before: { moodle_id: 2, ...before }, after: { moodle_id: 2, ...after } },
      ]);
      expect((await coursework.versions(student))[1]?.[1]).toEqual(untouched);
    });

    it('bear the name that their forum has now', async () => {
      await announcements([discussion(1)]);
      const { differences } = await announcements([discussion(1)], { ...FORUM, name: 'חדשות' });
      expect(differences).toMatchObject([{ before: { forum: 'לוח הודעות' }, after: { forum: 'חדשות' } }]);
      expect(await storedAnnouncements()).toMatchObject([{ forum: 'חדשות' }]);
    });

    it('have the attachments that they have now', async () => {
      await coursework.addItem(courseId, FORUM.cmid, 'forum');
      await announcements([discussion(2, { files: [file('א.pdf'), file('ב.pdf')] }), discussion(1)]);
      const { counts, differences } = await announcements([
        discussion(2, { files: [file('ג.pdf')] }),
        discussion(1, { files: [file('א.pdf')] }),
      ]);
      expect(counts).toEqual({ added: 2, changed: 0, removed: 2 });
      expect(differences).toEqual([]);
      const names = (await storedAnnouncements()).map(({ files }) => files.map(({ name }) => name));
      expect(names).toEqual([['ג.pdf'], ['א.pdf']]);
    });

    it('have no files to fetch while their forum is no item, and get them when it is one', async () => {
      const list = [discussion(1, { files: [file('א.pdf')] })];
      await announcements(list);
      expect(await storedAnnouncements()).toMatchObject([{ itemId: null, files: [] }]);
      const itemId = await coursework.addItem(courseId, FORUM.cmid, 'forum');
      expect((await announcements(list)).counts).toEqual({ added: 1, changed: 0, removed: 0 });
      expect(await storedAnnouncements()).toMatchObject([{ itemId, files: [{ name: 'א.pdf' }] }]);
    });

    it('are not shown while their forum is gone', async () => {
      const other = { cmid: 51, name: 'עדכונים' };
      await announcements([discussion(1)]);
      await announcements([discussion(2)], other);
      const itemId = await coursework.addItem(courseId, FORUM.cmid, 'forum');
      expect(await subjects()).toEqual(['הודעה 2', 'הודעה 1']);
      await coursework.takeItemAway(itemId);
      expect(await subjects()).toEqual(['הודעה 2']);
      await db.dataSource.query('UPDATE library_items SET gone_at = NULL WHERE id = $1', [itemId]);
      expect(await subjects()).toEqual(['הודעה 2', 'הודעה 1']);
    });

    describe('that are missing', () => {
      const numbered = (...ids: number[]) => ids.map((id) => discussion(id));

      it('are gone when the list is not full', async () => {
        await coursework.addItem(courseId, FORUM.cmid, 'forum');
        await announcements([discussion(3, { files: [file('א.pdf')] }), ...numbered(2, 1)]);
        const { counts, differences } = await announcements(numbered(2));
        expect(counts).toEqual({ added: 0, changed: 0, removed: 3 });
        expect(byId(differences)).toEqual([
          { before: expect.objectContaining({ moodle_id: 1 }), after: null },
          { before: expect.objectContaining({ moodle_id: 3 }), after: null },
        ]);
        expect(await subjects()).toEqual(['הודעה 2']);
        expect((await coursework.versions(student))[3]).toEqual([]);
        expect((await announcements([])).counts.removed).toBe(1);
      });

      it('stay when the list is not whole, with their attachments; what came is stored all the same', async () => {
        await coursework.addItem(courseId, FORUM.cmid, 'forum');
        const files = [file('א.pdf'), file('ב.pdf')];
        await announcements([discussion(3, { files }), discussion(2, { files }), ...numbered(1)]);
        const list = [
          discussion(4),
          discussion(3, { subject: 'תיקון', files: [file('ב.pdf', { size: 7 }), file('ג.pdf')] }),
        ];
        const { counts, differences } = await announcements(list, FORUM, LIMIT, false);
        expect(counts).toEqual({ added: 2, changed: 2, removed: 0 });
        expect(differences).not.toContainEqual(expect.objectContaining({ after: null }));
        expect(
          (await storedAnnouncements()).map(({ subject, files: stored }) => [
            subject,
            stored.map(({ name, size }) => `${name} ${size}`).sort(),
          ]),
        ).toEqual([
          ['הודעה 4', []],
          ['תיקון', ['א.pdf 1000', 'ב.pdf 7', 'ג.pdf 1000']],
          ['הודעה 2', ['א.pdf 1000', 'ב.pdf 1000']],
          ['הודעה 1', []],
        ]);
        expect((await announcements(list)).counts.removed).toBe(5);
      });

      it('stay when a full list is not whole, as far as it may reach', async () => {
        await announcements(numbered(8, 7, 6, 5), FORUM, 5);
        await announcements(numbered(9, 7, 6, 5), FORUM, LIMIT, false);
        expect(await subjects()).toContain('הודעה 8');
      });

      it('stay where a full list does not reach', async () => {
        await announcements(numbered(4, 3, 2, 1));
        expect((await announcements(numbered(8, 7, 6, 5))).counts).toEqual({
          added: 4,
          changed: 0,
          removed: 0,
        });
        expect(await subjects()).toHaveLength(8);
      });

      it('are gone where they would stand inside a full list', async () => {
        await announcements(numbered(8, 7, 6, 5), FORUM, 5);
        await announcements(numbered(9, 7, 6, 5));
        expect(await subjects()).toEqual(['הודעה 9', 'הודעה 7', 'הודעה 6', 'הודעה 5']);
      });

      it('are judged by their last change, not by when they began', async () => {
        await announcements([discussion(1, { modifiedAt: DUE + 10 * HOUR }), ...numbered(3, 2)]);
        await announcements(numbered(8, 7, 6, 5));
        expect(await subjects()).toEqual(['הודעה 8', 'הודעה 7', 'הודעה 6', 'הודעה 5', 'הודעה 3', 'הודעה 2']);
      });

      it('stay at the very end of a full list, which others may share', async () => {
        await announcements([discussion(1, { modifiedAt: DUE + 5 * HOUR })]);
        await announcements(numbered(8, 7, 6, 5));
        expect(await subjects()).toContain('הודעה 1');
      });

      it('stay when only what is pinned or starred says how far a full list reaches', async () => {
        await announcements(numbered(6, 5, 4), FORUM);
        const pinned = discussion(1, { pinned: true });
        const starred = discussion(2);
        await announcements([pinned, starred, ...numbered(9, 8)]);
        expect(await subjects()).toHaveLength(7);
        await announcements([pinned], FORUM, 1);
        expect(await subjects()).toHaveLength(7);
      });

      it('stay when a full list does not say when its last one was', async () => {
        await announcements(numbered(6, 5, 4));
        await announcements([...numbered(3, 2, 1), discussion(9, { createdAt: null, modifiedAt: null })]);
        expect(await subjects()).toHaveLength(7);
      });

      it('and have no time are gone with a list that is whole', async () => {
        await announcements([discussion(1, { createdAt: null, modifiedAt: null }), discussion(2)]);
        expect(await subjects()).toEqual(['הודעה 2', 'הודעה 1']);
        await announcements([discussion(2)]);
        expect(await subjects()).toEqual(['הודעה 2']);
      });

      it('stay in other forums, and in those of other courses', async () => {
        await announcements([discussion(1)]);
        await announcements([discussion(2)], { cmid: 51, name: 'עוד לוח' });
        const other = await coursework.addCourse(student, 2);
        await coursework.write((query) =>
          writeAnnouncements(query, student, other, FORUM, listing([discussion(3)]), LIMIT),
        );
        await announcements([]);
        expect(await subjects()).toEqual(['הודעה 3', 'הודעה 2']);
      });
    });

    it('that moved to another forum take their attachments along', async () => {
      const other = { cmid: 51, name: 'עוד לוח' };
      await coursework.addItem(courseId, FORUM.cmid, 'forum');
      await coursework.addItem(courseId, other.cmid, 'forum');
      const moving = discussion(1, { files: [file('א.pdf')] });
      await announcements([moving]);
      expect((await announcements([moving], other)).counts).toEqual({ added: 1, changed: 1, removed: 1 });
      expect(await announcements([])).toEqual(NOTHING);
      expect(await storedAnnouncements()).toMatchObject([{ forum: 'עוד לוח', files: [{ name: 'א.pdf' }] }]);
    });

    it('that are named twice count as they came first', async () => {
      const list = [discussion(1), discussion(1, { subject: 'שוב' })];
      expect((await announcements(list)).counts.added).toBe(1);
      expect(await announcements(list)).toEqual(NOTHING);
      expect(await subjects()).toEqual(['הודעה 1']);
    });

    it('keep numbers as large and texts as odd as they come', async () => {
      await coursework.addItem(courseId, FORUM.cmid, 'forum');
      const huge = Number.MAX_SAFE_INTEGER;
      const most = 999_999_999_999_999;
      const list = [
        discussion(huge, {
          replies: huge,
          createdAt: 9e15,
          modifiedAt: DUE + 3 * HOUR,
          files: [file('א.pdf')],
        }),
        discussion(most, { modifiedAt: DUE + 2 * HOUR, files: [file('ב.pdf')] }),
        discussion(1, { subject: ODD, message: 'ש'.repeat(100_000), author: ODD, files: [file(ODD)] }),
      ];
      const forum = { ...FORUM, name: ODD };
      await announcements(list, forum);
      expect(await announcements(list, forum)).toEqual(NOTHING);
      expect(await storedAnnouncements()).toMatchObject([
        {
          replies: huge,
          createdAt: null,
          files: [],
          url: `http://moodle.test/mod/forum/discuss.php?d=${huge}`,
        },
        { files: [{ name: 'ב.pdf' }] },
        { forum: KEPT, subject: KEPT, message: 'ש'.repeat(100_000), author: KEPT, files: [{ name: KEPT }] },
      ]);
    });
  });

  describe('events', () => {
    const exam = (id: number, more: Partial<MoodleEvent> = {}) =>
      event(id, {
        type: 'course',
        name: 'מבחן סופי מועד א׳',
        courseId: 1,
        duration: 3 * HOUR,
        description: 'אולם 5',
        ...more,
      });

    it('are stored, each where it belongs', async () => {
      const itemId = await coursework.addItem(courseId, 100, 'assign', 7);
      await coursework.addItem(courseId, 101, 'quiz', 7);
      const { counts, differences } = await events([
        exam(1),
        event(2, { startsAt: DUE + HOUR }),
        event(3, { courseId: 1, type: 'due', activityType: 'assign', instance: 7, startsAt: DUE + DAY }),
        event(4, { courseId: 1, type: 'due', activityType: 'assign', instance: 99, startsAt: DUE + 2 * DAY }),
      ]);
      expect(counts).toEqual({ added: 4, changed: 0, removed: 0 });
      expect(differences).toContainEqual({
        before: null,
        after: expect.objectContaining({
          moodle_id: 3,
          course_id: courseId,
          cmid: 100,
          starts_at: iso(DUE + DAY),
        }),
      });
      expect(await storedEvents()).toEqual([
        {
          id: expect.stringMatching(/^\d+$/),
          courseId,
          courseName: 'קורס 1',
          type: 'course',
          name: 'מבחן סופי מועד א׳',
          description: 'אולם 5',
          startsAt: iso(DUE),
          endsAt: iso(DUE + 3 * HOUR),
          itemId: null,
        },
        expect.objectContaining({ name: 'אירוע 2', courseId: null, courseName: null, endsAt: null }),
        expect.objectContaining({ name: 'אירוע 3', courseId, itemId }),
        expect.objectContaining({ name: 'אירוע 4', courseId, itemId: null }),
      ]);
    });

    it('that stand as they did are not written', async () => {
      await coursework.addItem(courseId, 100, 'assign', 7);
      const list = [exam(1), event(2), event(3, { courseId: 1, activityType: 'assign', instance: 7 })];
      await events(list);
      const before = await coursework.versions(student);
      expect(await events(list)).toEqual(NOTHING);
      expect(await coursework.versions(student)).toEqual(before);
      expect(before[2]).toHaveLength(3);
    });

    it.each<[string, Partial<MoodleEvent>, object, object]>([
      ['a time', { startsAt: DUE + HOUR }, {}, { starts_at: iso(DUE + HOUR) }],
      ['a length', { duration: 0 }, {}, { ends_at: null }],
      ['a name', { name: 'מועד ב׳' }, { name: 'מבחן סופי מועד א׳' }, { name: 'מועד ב׳' }],
      ['a text', { description: null }, { description: 'אולם 5' }, { description: null }],
      ['a type', { type: 'group' }, { type: 'course' }, { type: 'group' }],
      ['being the student’s own', { override: true }, { override: false }, { override: true }],
      ['an activity', { activityType: 'quiz', instance: 7 }, { cmid: null }, { instance: 7, cmid: 101 }],
      ['a course', { courseId: null }, {}, { course_id: null }],
    ])('change in %s', async (_name, change, before, after) => {
      await coursework.addItem(courseId, 101, 'quiz', 7);
      await events([exam(1), event(2)]);
      const [, untouched] = (await coursework.versions(student))[2] ?? [];
      const { counts, differences } = await events([exam(1, change), event(2)]);
      expect(counts).toEqual({ added: 0, changed: 1, removed: 0 });
      expect(differences).toMatchObject([
        { before: { moodle_id: 1, course_id: courseId, ...before }, after: { moodle_id: 1, ...after } },
      ]);
      expect((await coursework.versions(student))[2]?.[1]).toEqual(untouched);
      expect(await events([exam(1, change), event(2)])).toEqual(NOTHING);
    });

    it('of one student alone find their course and item, as soon as the library has it', async () => {
      const list = [event(5, { type: 'due', activityType: 'assign', instance: 7, override: true })];
      await events(list);
      expect(await storedEvents()).toMatchObject([{ courseId: null, itemId: null }]);
      const itemId = await coursework.addItem(courseId, 100, 'assign', 7);
      const { differences } = await events(list);
      expect(differences).toMatchObject([
        { before: { course_id: null, cmid: null }, after: { course_id: courseId, cmid: 100 } },
      ]);
      expect(await storedEvents()).toMatchObject([{ courseId, itemId }]);
      expect(await events(list)).toEqual(NOTHING);
      await coursework.takeItemAway(itemId);
      expect(await storedEvents()).toMatchObject([{ courseId, itemId: null }]);
    });

    it('find the item in their own course', async () => {
      const other = await coursework.addCourse(student, 2);
      const stranger = await db.addStudent(`stranger-${students}`);
      await coursework.addItem(await coursework.addCourse(stranger, 1), 98, 'assign', 7);
      await coursework.addItem(courseId, 99, 'assign', 7);
      const itemId = await coursework.addItem(other, 100, 'assign', 7);
      await coursework.addItem(courseId, 101, 'assign', 7);
      const list = [event(5, { courseId: 2, activityType: 'assign', instance: 7 })];
      expect((await events(list)).counts.added).toBe(1);
      expect(await storedEvents()).toMatchObject([{ courseId: other, itemId }]);
    });

    it('find the newest item, should two say that they are the activity', async () => {
      await coursework.addItem(courseId, 100, 'assign', 7);
      const itemId = await coursework.addItem(courseId, 99, 'assign', 7);
      await events([event(5, { courseId: 1, activityType: 'assign', instance: 7 })]);
      expect(await storedEvents()).toMatchObject([{ courseId, itemId }]);
    });

    it('of a course that the library does not have are left out', async () => {
      await coursework.addItem(courseId, 100, 'assign', 7);
      const list = [
        exam(1, { courseId: 77 }),
        event(2, { courseId: 77, activityType: 'assign', instance: 7 }),
      ];
      expect(await events(list)).toEqual(NOTHING);
    });

    it('that no calendar can show are left out', async () => {
      expect(await events([event(1, { startsAt: 0 }), event(2, { startsAt: 9e15 })])).toEqual(NOTHING);
      await events([event(3, { startsAt: DUE, duration: 9e15 })]);
      expect(await storedEvents()).toMatchObject([{ startsAt: iso(DUE), endsAt: null }]);
    });

    it('that are missing are gone from the moment on that was asked for', async () => {
      await events([
        event(1, { startsAt: DUE - 1, duration: DAY }),
        event(2, { startsAt: DUE }),
        exam(3, { startsAt: DUE + DAY }),
        exam(4, { startsAt: DUE + DAY }),
      ]);
      const { counts, differences } = await events([exam(4, { startsAt: DUE + DAY })]);
      expect(counts).toEqual({ added: 0, changed: 0, removed: 2 });
      expect(byId(differences)).toEqual([
        { before: expect.objectContaining({ moodle_id: 2, course_id: null }), after: null },
        { before: expect.objectContaining({ moodle_id: 3, course_id: courseId }), after: null },
      ]);
      expect(await storedEvents()).toMatchObject([{ name: 'אירוע 1' }, { startsAt: iso(DUE + DAY) }]);
      expect((await events([], DUE - 1)).counts.removed).toBe(2);
    });

    it('stay when the calendar is not whole; what came is stored all the same', async () => {
      await events([exam(1), exam(2), event(3)]);
      const list = [exam(2, { name: 'מועד ב׳' }), exam(4)];
      const { counts, differences } = await events(list, DUE, [1], false);
      expect(counts).toEqual({ added: 1, changed: 1, removed: 0 });
      expect(differences).not.toContainEqual(expect.objectContaining({ after: null }));
      expect((await storedEvents()).map(({ name }) => name).sort()).toEqual(
        ['אירוע 3', 'מבחן סופי מועד א׳', 'מבחן סופי מועד א׳', 'מועד ב׳'].sort(),
      );
      expect((await events(list)).counts.removed).toBe(2);
    });

    it('stay while nobody asked for their course', async () => {
      const other = await coursework.addCourse(student, 2);
      await events([exam(1), exam(2, { courseId: 2 }), event(3)]);
      expect(await events([], DUE, [])).toEqual(NOTHING);
      expect((await events([], DUE, [1, 77])).counts.removed).toBe(2);
      expect(await storedEvents()).toMatchObject([{ courseId: other }]);
    });

    it('that are named twice count as they came first', async () => {
      const list = [event(1), event(1, { name: 'שוב' })];
      expect((await events(list)).counts.added).toBe(1);
      expect(await events(list)).toEqual(NOTHING);
      expect(await storedEvents()).toMatchObject([{ name: 'אירוע 1' }]);
    });

    it('keep numbers as large and texts as odd as they come', async () => {
      const list = [
        exam(Number.MAX_SAFE_INTEGER, {
          name: ODD,
          description: 'ש'.repeat(100_000),
          type: ODD,
          activityType: ODD,
          instance: Number.MAX_SAFE_INTEGER,
        }),
      ];
      await events(list);
      expect(await events(list)).toEqual(NOTHING);
      expect(await storedEvents()).toMatchObject([
        { name: KEPT, type: KEPT, description: 'ש'.repeat(100_000) },
      ]);
    });
  });

  it('takes as many statements for 10,000 rows as for one, and writes none of them again', async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => index + 1);
    await coursework.addItem(courseId, FORUM.cmid, 'forum');
    await coursework.addItem(courseId, 100, 'assign', 7);
    const report = ids.map((id) => gradeItem(id, { cmid: 100 }));
    const list = ids.map((id) => discussion(id, { files: [file(`${id}.pdf`)] }));
    const calendar = ids.map((id) => event(id, { courseId: 1, activityType: 'assign', instance: 7 }));
    const write = (count: number) => [
      () => grades(report.slice(0, count)),
      () => announcements(list.slice(0, count), FORUM, 20_000),
      () => events(calendar.slice(0, count)),
    ];
    const forOne: number[] = [];
    for (const work of write(1)) forOne.push(await statements(work));
    const forAll: number[] = [];
    for (const work of write(10_000)) forAll.push(await statements(work));
    expect(forAll).toEqual(forOne);
    expect(Math.max(...forOne)).toBeLessThan(8);
    const before = await coursework.versions(student);
    expect(before.map((rows) => rows.length)).toEqual([10_000, 10_000, 10_000, 10_000]);
    for (const work of write(10_000)) expect(await work()).toEqual(NOTHING);
    expect(await coursework.versions(student)).toEqual(before);
    expect((await grades([])).counts.removed).toBe(10_000);
    expect((await announcements([])).counts.removed).toBe(20_000);
    expect((await events([])).counts.removed).toBe(10_000);
  }, 120_000);

  it('stores the same only once from two writers at the same time', async () => {
    const list = Array.from({ length: 50 }, (_, index) => event(index + 1));
    const both = await Promise.all([events(list), events(list.toReversed())]);
    expect(both.map(({ counts }) => counts.removed)).toEqual([0, 0]);
    expect(await storedEvents()).toHaveLength(50);
  });

  it('goes with the course, and with the student', async () => {
    const fill = async () => {
      await coursework.addItem(courseId, FORUM.cmid, 'forum');
      await grades([gradeItem(1)]);
      await announcements([discussion(1, { files: [file('א.pdf')] })]);
      await events([event(1), event(2, { courseId: 1 })]);
    };
    const counts = async () => (await coursework.versions(student)).map((rows) => rows.length);
    await fill();
    expect(await counts()).toEqual([1, 1, 2, 1]);
    await db.dataSource.query('DELETE FROM library_courses WHERE id = $1', [courseId]);
    expect(await counts()).toEqual([0, 0, 1, 0]);
    courseId = await coursework.addCourse(student, 1);
    await fill();
    await db.dataSource.query('DELETE FROM students WHERE id = $1', [student]);
    expect(await counts()).toEqual([0, 0, 0, 0]);
  });
});

describe('CreateCoursework', () => {
  it('can be undone and done again', async () => {
    const db = await openLibraryDatabase();
    const coursework = new Coursework(db.dataSource);
    const student = await db.addStudent('dana');
    const courseId = await coursework.addCourse(student, 1);
    await coursework.addItem(courseId, FORUM.cmid, 'forum');
    const list = listing([discussion(1, { files: [file('א.pdf')] })]);
    await coursework.write((query) => writeAnnouncements(query, student, courseId, FORUM, list, LIMIT));
    const runner = db.dataSource.createQueryRunner();
    const tables = async (): Promise<string[]> =>
      (await runner.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`)).map(
        ({ tablename }: { tablename: string }) => tablename,
      );
    const migration = new CreateCoursework1763900000005();
    const before = await tables();
    await migration.down(runner);
    const mine = ['library_announcements', 'library_events', 'library_grades'];
    expect(await tables()).toEqual(before.filter((table) => !mine.includes(table)));
    expect(await runner.query('SELECT * FROM library_files')).toEqual([]);
    await migration.up(runner);
    expect(await tables()).toEqual(before);
    await runner.release();
    await db.close();
  });
});
