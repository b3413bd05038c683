import type { Page } from '../../src/contract';
import { LibraryReader, LibraryWriter } from '../../src/library';
import {
  activity,
  assignment,
  content,
  DAY,
  DUE,
  file,
  HOUR,
  iso,
  type LibraryDatabase,
  listed,
  openLibraryDatabase,
  section,
  submission,
} from './library-fixtures';

const at = (seconds: number): Date => new Date(seconds * 1000);
const REFUSED = { code: 'request.invalid' };
const NOT_FOUND = { code: 'library.not-found' };

/** Every page of a list, one after the other. */
async function allPages<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[][]> {
  const pages: T[][] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    pages.push([...page.items]);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

describe('LibraryReader', () => {
  let db: LibraryDatabase;
  let writer: LibraryWriter;
  let reader: LibraryReader;
  let student: string;
  let students = 0;

  beforeAll(async () => {
    db = await openLibraryDatabase();
    writer = new LibraryWriter(db.dataSource);
    reader = new LibraryReader(db.dataSource);
  });

  afterAll(() => db.close());

  beforeEach(async () => {
    students += 1;
    student = await db.addStudent(`student-${students}`);
  });

  describe('courses', () => {
    const ordered = [
      listed(1, { academicYear: 2026, term: 'summer', cleanTitle: 'ת' }),
      listed(2, { academicYear: 2026, term: 'B', cleanTitle: 'א' }),
      listed(3, { academicYear: 2026, term: 'A', cleanTitle: 'אלגברה' }),
      listed(4, { academicYear: 2026, term: 'A', cleanTitle: 'חדו״א' }),
      listed(5, { academicYear: 2026, term: 'A', cleanTitle: 'חדו״א' }),
      listed(6, { academicYear: 2026, cleanTitle: 'א' }),
      listed(7, { academicYear: 2025, term: 'B', cleanTitle: 'א' }),
      listed(8, { term: 'A', cleanTitle: 'א'.repeat(300) }),
      listed(9, { cleanTitle: 'מרחב' }),
    ];
    const ids = (page: readonly { moodleId: number }[]) => page.map(({ moodleId }) => moodleId);

    beforeEach(async () => {
      for (const course of ordered.toReversed()) await writer.saveCourses(student, [course]);
    });

    it('come in order: year, term, name, then as they were stored', async () => {
      const { items, nextCursor } = await reader.listCourses(student, { limit: 100 });
      expect(ids(items)).toEqual([1, 2, 3, 5, 4, 6, 7, 8, 9]);
      expect(nextCursor).toBeNull();
    });

    it.each([1, 2, 4, 9])('come in pages of %d, each course once', async (limit) => {
      const pages = await allPages((cursor) => reader.listCourses(student, { limit, cursor }));
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      expect(pages.flatMap(ids)).toEqual([1, 2, 3, 5, 4, 6, 7, 8, 9]);
      expect(pages).toHaveLength(Math.ceil(9 / limit));
    });

    it('show all that the list has to show', async () => {
      const facts = { favourite: true, hidden: true, completion: 16.666666666666664, endsAt: DUE + DAY };
      await writer.saveCourses(student, [
        listed(1, { ...facts, code: '20441', academicYear: 2027, term: 'summer' }),
      ]);
      await writer.saveContent(
        student,
        1,
        content([section(10, [activity(100, { files: [file('a'), file('b')] })])]),
      );
      const { items } = await reader.listCourses(student, { limit: 1 });
      expect(items).toEqual([
        {
          id: expect.stringMatching(/^\d+$/),
          category: null,
          teachers: [],
          listed: true,
          moodleId: 1,
          name: 'קורס 1',
          fullName: 'קורס 1 תשפ״ז',
          shortName: 'c1',
          code: '20441',
          academicYear: 2027,
          term: 'summer',
          startsAt: iso(DUE - 30 * DAY),
          endsAt: iso(DUE + DAY),
          favourite: true,
          hidden: true,
          completion: 16.666666666666664,
          url: 'http://moodle.test/course/view.php?id=1',
          counts: { sections: 1, items: 1, files: 2 },
          syncedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        },
      ]);
    });

    it('are read whole in one statement', async () => {
      const { items } = await reader.listCourses(student, { limit: 1 });
      const spy = jest.spyOn(db.dataSource.logger, 'logQuery');
      await reader.getCourse(student, items[0]?.id ?? '', at(DUE));
      expect(spy).toHaveBeenCalledTimes(1);
      spy.mockRestore();
    });

    it('are nobody else’s', async () => {
      const { items } = await reader.listCourses(student, { limit: 1 });
      const other = await db.addStudent(`other-${students}`);
      await expect(reader.getCourse(other, items[0]?.id ?? '', at(DUE))).rejects.toMatchObject(NOT_FOUND);
      expect(await reader.listCourses(other, { limit: 10 })).toEqual({ items: [], nextCursor: null });
    });

    it.each([
      '',
      '0',
      '-1',
      '1.5',
      'abc',
      '1 OR 1=1',
      '9999999999999999999',
      '999999999999999999',
      '\u0000',
      'NaN',
    ])('are not found by %p', async (id) => {
      await expect(reader.getCourse(student, id, at(DUE))).rejects.toMatchObject(NOT_FOUND);
      await expect(reader.findFile(student, id)).rejects.toMatchObject(NOT_FOUND);
    });

    it('refuse a cursor of another list', async () => {
      const page = await reader.search(student, 'א', { limit: 1 });
      expect(page.nextCursor).not.toBeNull();
      const cursor = page.nextCursor ?? '';
      await expect(reader.listCourses(student, { limit: 1, cursor })).rejects.toMatchObject(REFUSED);
      await expect(
        reader.listDeadlines(student, { limit: 1, cursor, from: at(0) }, at(0)),
      ).rejects.toMatchObject(REFUSED);
    });
  });

  describe('deadlines', () => {
    beforeEach(async () => {
      await writer.saveCourses(student, [listed(1), listed(2)]);
      await writer.saveContent(
        student,
        1,
        content(
          [
            section(10, [
              activity(101, { type: 'assign' }),
              activity(102, { type: 'assign' }),
              activity(103),
            ]),
          ],
          [
            assignment(1, 101, { dueAt: DUE }),
            assignment(2, 102, { dueAt: DUE, opensAt: DUE - DAY, cutoffAt: DUE + DAY }),
          ],
          [submission(1, { status: 'submitted' }), submission(2, { extensionDueAt: DUE + HOUR })],
        ),
      );
      await writer.saveContent(
        student,
        2,
        content([
          section(20, [
            activity(201, { type: 'quiz', dates: [{ id: 'timeclose', label: 'נסגר', at: DUE - HOUR }] }),
            activity(202, { type: 'quiz', dates: [{ id: 'timeclose', label: 'נסגר', at: DUE }] }),
          ]),
        ]),
      );
    });

    const names = (page: readonly { name: string }[]) => page.map(({ name }) => name);

    it('come with the nearest first, and with the state of this moment', async () => {
      const { items } = await reader.listDeadlines(student, { limit: 10, from: at(DUE - DAY) }, at(DUE + 1));
      expect(items.map(({ name, state, source }) => [name, state, source])).toEqual([
        ['פריט 201', 'closed', 'timeclose'],
        ['פריט 101', 'submitted', 'duedate'],
        ['פריט 202', 'closed', 'timeclose'],
        ['פריט 102', 'todo', 'extension'],
      ]);
      expect(items[3]).toEqual({
        itemId: expect.stringMatching(/^\d+$/),
        courseId: expect.stringMatching(/^\d+$/),
        courseName: 'קורס 1',
        name: 'פריט 102',
        type: 'assign',
        category: null,
        dueAt: iso(DUE + HOUR),
        opensAt: iso(DUE - DAY),
        cutoffAt: iso(DUE + DAY),
        source: 'extension',
        state: 'todo',
        url: 'http://moodle.test/mod/resource/view.php?id=102',
        work: null,
      });
    });

    it('turn late and closed as time goes on', async () => {
      const stateAt = async (now: number) => {
        const { items } = await reader.listDeadlines(student, { limit: 10, from: at(DUE + 1) }, at(now));
        return items.map(({ state }) => state);
      };
      expect(await stateAt(DUE + HOUR)).toEqual(['todo']);
      expect(await stateAt(DUE + HOUR + 1)).toEqual(['late']);
      expect(await stateAt(DUE + DAY + 1)).toEqual(['closed']);
    });

    it('lie between the bounds, both included', async () => {
      const between = async (from: number, to?: number) => {
        const bounds = { limit: 10, from: at(from), to: to === undefined ? undefined : at(to) };
        return names((await reader.listDeadlines(student, bounds, at(DUE))).items);
      };
      expect(await between(DUE, DUE)).toEqual(['פריט 101', 'פריט 202']);
      expect(await between(DUE + 1)).toEqual(['פריט 102']);
      expect(await between(DUE, DUE - 1)).toEqual([]);
    });

    it.each([1, 3])('come in pages of %d', async (limit) => {
      const pages = await allPages((cursor) =>
        reader.listDeadlines(student, { limit, cursor, from: at(DUE - DAY) }, at(DUE)),
      );
      expect(pages.flatMap(names)).toEqual(['פריט 201', 'פריט 101', 'פריט 202', 'פריט 102']);
      expect(pages).toHaveLength(Math.ceil(4 / limit));
    });

    it('are nobody else’s', async () => {
      const other = await db.addStudent(`other-${students}`);
      expect((await reader.listDeadlines(other, { limit: 10, from: at(0) }, at(DUE))).items).toEqual([]);
    });
  });

  describe('search', () => {
    const found = async (text: string) =>
      (await reader.search(student, text, { limit: 100 })).items.map(({ kind, name }) => `${kind} ${name}`);

    beforeEach(async () => {
      await writer.saveCourses(student, [listed(1, { cleanTitle: 'Data Structures', code: '20407' })]);
      await writer.saveContent(
        student,
        1,
        content([
          section(10, [
            activity(1, { name: 'הרצאה 100%', files: [file('data.zip'), file('a_b.pdf')] }),
            activity(2, { name: 'הרצאה 1000', files: [file('axb.pdf'), file('c\\d.pdf')] }),
          ]),
        ]),
      );
      await writer.organise(student, 1, [{ cmid: 1, category: 'lecture', confidence: 1, reasons: [] }], null);
    });

    it('finds courses, items and files, whatever the case', async () => {
      expect(await found('DATA')).toEqual(['course Data Structures', 'file data.zip']);
      expect(await found('הרצאה')).toEqual(['item הרצאה 100%', 'item הרצאה 1000']);
      expect(await found('20407')).toEqual(['course Data Structures']);
      expect(await found('אין כזה')).toEqual([]);
    });

    it.each([
      ['100%', ['item הרצאה 100%']],
      ['a_b', ['file a_b.pdf']],
      ['c\\d', ['file c\\d.pdf']],
      ["' OR ''='", []],
    ])('takes %p as it is written', async (text, expected) => {
      expect(await found(text)).toEqual(expected);
    });

    it('says where a hit stands', async () => {
      const { items } = await reader.search(student, 'a_b', { limit: 1 });
      const id = expect.stringMatching(/^\d+$/);
      expect(items).toEqual([
        {
          kind: 'file',
          id,
          courseId: id,
          courseName: 'Data Structures',
          name: 'a_b.pdf',
          category: 'lecture',
        },
      ]);
    });

    it('comes in pages', async () => {
      const pages = await allPages((cursor) => reader.search(student, 'a', { limit: 2, cursor }));
      expect(pages.flat().map(({ name }) => name)).toEqual([
        'Data Structures',
        'a_b.pdf',
        'axb.pdf',
        'data.zip',
      ]);
      expect(pages).toHaveLength(2);
    });

    it('shows nothing of others', async () => {
      const other = await db.addStudent(`other-${students}`);
      expect((await reader.search(other, 'a', { limit: 10 })).items).toEqual([]);
      const { items } = await reader.search(student, 'a_b', { limit: 1 });
      await expect(reader.findFile(other, items[0]?.id ?? '')).rejects.toMatchObject(NOT_FOUND);
      await expect(reader.findFile(student, items[0]?.id ?? '')).resolves.toMatchObject({ name: 'a_b.pdf' });
    });
  });
});
