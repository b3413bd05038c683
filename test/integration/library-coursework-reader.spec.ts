import type { Page } from '../../src/contract';
import { CourseworkReader, LibraryReader } from '../../src/library';
import { writeAnnouncements } from '../../src/library/persistence/announcement-rows';
import { writeEvents } from '../../src/library/persistence/event-rows';
import { writeGrades } from '../../src/library/persistence/grade-rows';
import {
  Coursework,
  type CourseRow,
  discussion,
  event,
  gradeItem,
  listing,
} from './library-coursework-fixtures';
import { DAY, DUE, HOUR, type LibraryDatabase, openLibraryDatabase } from './library-fixtures';

const at = (seconds: number): Date => new Date(seconds * 1000);
const REFUSED = { code: 'request.invalid' };
const FORUM = { cmid: 50, name: 'לוח הודעות' };
const ALL = { limit: 200 };

/** Courses in the order of their list, each of a kind that the order tells apart. */
const COURSES: readonly Partial<CourseRow>[] = [
  { year: 2026, term: 'summer', name: 'ת' },
  { year: 2026, term: 'B', name: 'א' },
  { year: 2026, term: 'winter', name: 'א' },
  { year: 2026, term: 'A', name: 'אלגברה' },
  { year: 2026, term: 'fall', name: 'חדו״א' },
  { year: 2026, term: 'A', name: 'חדו״א' },
  { year: 2026, name: 'א' },
  { year: 2025, term: 'spring', name: 'א' },
  { term: 'A', name: 'א'.repeat(300) },
  { name: 'מרחב' },
];

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

describe('CourseworkReader', () => {
  let db: LibraryDatabase;
  let coursework: Coursework;
  let reader: CourseworkReader;
  let student: string;
  let other: string;
  let courseIds: string[];
  let strange: string;

  const fill = async (studentId: string): Promise<string[]> => {
    const ids: string[] = [];
    for (const [index, course] of COURSES.entries()) {
      const courseId = await coursework.addCourse(studentId, index + 1, course);
      ids.push(courseId);
      const numbers = [1, 2, 3].map((n) => index * 10 + n);
      await coursework.write(async (query) => {
        await writeGrades(query, studentId, courseId, listing(numbers.toReversed().map((n) => gradeItem(n))));
        const discussions = numbers.map((n) => discussion(n, { modifiedAt: DUE + (n % 7) * HOUR }));
        await writeAnnouncements(query, studentId, courseId, FORUM, listing(discussions), 50);
      });
    }
    const events = ids.flatMap((_id, index) =>
      [1, 2, 3].map((n) =>
        event(index * 10 + n, {
          courseId: n === 3 ? null : index + 1,
          startsAt: DUE + ((index * 10 + n) % 4) * HOUR,
        }),
      ),
    );
    await coursework.write((query) =>
      writeEvents(query, studentId, listing(events), { since: at(0), courseIds: [1] }),
    );
    return ids;
  };

  beforeAll(async () => {
    db = await openLibraryDatabase();
    coursework = new Coursework(db.dataSource);
    reader = new CourseworkReader(db.dataSource);
    student = await db.addStudent('dana');
    other = await db.addStudent('yossi');
    courseIds = await fill(student);
    [strange = ''] = await fill(other);
  });

  afterAll(() => db.close());

  const lists: readonly [
    string,
    (
      studentId: string,
      request: { limit: number; cursor?: string; courseId?: string },
    ) => Promise<Page<{ id: string; courseId: string | null }>>,
  ][] = [
    ['grades', (...args) => reader.listGrades(...args)],
    ['announcements', (...args) => reader.listAnnouncements(...args)],
    ['events', (studentId, request) => reader.listEvents(studentId, { ...request, from: at(0) })],
  ];

  describe.each(lists)('%s', (_name, list) => {
    it.each([1, 2, 7, 30])('come in pages of %d, each once and in one order', async (limit) => {
      const { items, nextCursor } = await list(student, ALL);
      expect([items.length, nextCursor]).toEqual([30, null]);
      const pages = await allPages((cursor) => list(student, { limit, cursor }));
      expect(pages.flat()).toEqual(items);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      expect(pages).toHaveLength(Math.ceil(30 / limit));
    });

    it('come of one course alone where one is named', async () => {
      const [, courseId = ''] = courseIds;
      const { items } = await list(student, ALL);
      const expected = items.filter((item) => item.courseId === courseId);
      expect(expected.length).toBeGreaterThan(1);
      const pages = await allPages((cursor) => list(student, { limit: 1, cursor, courseId }));
      expect(pages.flat()).toEqual(expected);
    });

    it('are none in a course that the student does not have', async () => {
      for (const courseId of [strange, '999999999999999999'])
        expect(await list(student, { ...ALL, courseId })).toEqual({ items: [], nextCursor: null });
      expect((await list(other, { ...ALL, courseId: strange })).items).not.toEqual([]);
    });

    it('are nobody else’s, whatever the cursor', async () => {
      const [mine, theirs] = [await list(student, ALL), await list(other, ALL)];
      const ids = new Set(mine.items.map(({ id }) => id));
      expect(theirs.items.filter(({ id }) => ids.has(id))).toEqual([]);
      const { nextCursor } = await list(other, { limit: 1 });
      const rest = await list(student, { ...ALL, cursor: nextCursor ?? '' });
      expect(rest.items.filter(({ id }) => !ids.has(id))).toEqual([]);
    });

    it('refuse a cursor that is none', async () => {
      const courses = await new LibraryReader(db.dataSource).listCourses(student, { limit: 1 });
      const made = [
        [],
        {},
        ['0000-01-01T00:00:00Z', '1'],
        [1, 1, '\u0000', '1', 1, '1'],
        [1, 1, 'א', '1', 1.5, '1'],
      ].map((keys) => Buffer.from(JSON.stringify(keys)).toString('base64url'));
      for (const cursor of ['', 'garbage', courses.nextCursor ?? '', ...made])
        await expect(list(student, { limit: 1, cursor })).rejects.toMatchObject(REFUSED);
    });

    it('are read in one statement', async () => {
      const spy = jest.spyOn(db.dataSource.logger, 'logQuery');
      await list(student, ALL);
      expect(spy).toHaveBeenCalledTimes(1);
      spy.mockRestore();
    });
  });

  describe('grades', () => {
    it('come in the order of the courses, and in each in that of the report', async () => {
      const courses = await new LibraryReader(db.dataSource).listCourses(student, ALL);
      const { items } = await reader.listGrades(student, ALL);
      expect([...new Set(items.map(({ courseId }) => courseId))]).toEqual(courses.items.map(({ id }) => id));
      expect(items.map(({ name }) => name)).toEqual(
        courses.items.flatMap(({ moodleId }) => [3, 2, 1].map((n) => `תרגיל ${(moodleId - 1) * 10 + n}`)),
      );
    });
  });

  describe('announcements', () => {
    it('come with the last changed first, of whatever course', async () => {
      const { items } = await reader.listAnnouncements(student, ALL);
      const times = items.map(({ modifiedAt }) => modifiedAt ?? '');
      expect(times).toEqual(times.toSorted().toReversed());
      expect(new Set(items.slice(0, 5).map(({ courseId }) => courseId)).size).toBeGreaterThan(1);
    });

    it('do without a change by their beginning, and without any time at the end', async () => {
      const dana = await db.addStudent('dana without times');
      const courseId = await coursework.addCourse(dana, 1, { url: 'http://moodle.test/elsewhere' });
      const list = [
        discussion(1, { createdAt: null, modifiedAt: null, pinned: true }),
        discussion(2, { createdAt: DUE, modifiedAt: DUE + DAY }),
        discussion(3, { createdAt: DUE + 2 * DAY, modifiedAt: null }),
        discussion(4, { createdAt: null, modifiedAt: null }),
      ];
      await coursework.write((query) => writeAnnouncements(query, dana, courseId, FORUM, listing(list), 50));
      const pages = await allPages((cursor) => reader.listAnnouncements(dana, { limit: 1, cursor }));
      expect(pages.flat().map(({ subject, url }) => [subject, url])).toEqual(
        [3, 2, 4, 1].map((n) => [`הודעה ${n}`, null]),
      );
    });
  });

  describe('events', () => {
    let eve: string;
    const names = async (from: number, to?: number) => {
      const request = { ...ALL, from: at(from), to: to === undefined ? undefined : at(to) };
      return (await reader.listEvents(eve, request)).items.map(({ name }) => name);
    };

    beforeAll(async () => {
      eve = await db.addStudent('eve');
      const events = [
        event(1, { startsAt: DUE + HOUR }),
        event(2, { startsAt: DUE, duration: 2 * HOUR }),
        event(3, { startsAt: DUE }),
        event(4, { startsAt: DUE + DAY }),
      ];
      await coursework.write((query) =>
        writeEvents(query, eve, listing(events), { since: at(0), courseIds: [1] }),
      );
    });

    it('come with the first to begin first', async () => {
      expect(await names(DUE)).toEqual(['אירוע 2', 'אירוע 3', 'אירוע 1', 'אירוע 4']);
    });

    it('are shown while they last', async () => {
      expect(await names(DUE + 2 * HOUR)).toEqual(['אירוע 2', 'אירוע 4']);
      expect(await names(DUE + 2 * HOUR + 1)).toEqual(['אירוע 4']);
    });

    it('of a course are there while the course is listed', async () => {
      const dana = await db.addStudent('dana who left a course');
      const courseId = await coursework.addCourse(dana, 1);
      const events = [event(1, { courseId: 1 }), event(2)];
      await coursework.write((query) =>
        writeEvents(query, dana, listing(events), { since: at(0), courseIds: [1] }),
      );
      const list = () => reader.listEvents(dana, { ...ALL, from: at(0) });
      expect((await list()).items).toHaveLength(2);
      await db.dataSource.query('UPDATE library_courses SET unlisted_at = now() WHERE id = $1', [courseId]);
      expect((await list()).items).toMatchObject([{ name: 'אירוע 2' }]);
    });

    it('end with the moment that is named, which is included', async () => {
      expect(await names(DUE, DUE + HOUR)).toEqual(['אירוע 2', 'אירוע 3', 'אירוע 1']);
      expect(await names(DUE + DAY, DUE + HOUR)).toEqual([]);
    });
  });
});
