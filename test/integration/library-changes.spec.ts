import { LibraryWriter, type CourseContent } from '../../src/library';
import { ChangeReader } from '../../src/library/persistence/change-reader';
import type { MoodleActivity } from '../../src/moodle';
import {
  activity,
  content,
  type LibraryDatabase,
  listed,
  openLibraryDatabase,
  section,
} from './library-fixtures';

describe('the feed of changes', () => {
  let db: LibraryDatabase;
  let writer: LibraryWriter;
  let changes: ChangeReader;
  let student: string;
  let last: string;
  let students = 0;

  beforeAll(async () => {
    db = await openLibraryDatabase();
    writer = new LibraryWriter(db.dataSource);
    changes = new ChangeReader(db.dataSource);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    students += 1;
    last = '0';
    student = await db.addStudent(`student-${students}`);
    await writer.saveCourses(student, [listed(1)]);
  });

  /** Reads the course as it is now, whole, and what went of it; `hidden` is what is there all the same. */
  const read = async (
    modules: readonly MoodleActivity[],
    { hidden = [], ...more }: Partial<CourseContent> & { hidden?: number[] } = {},
  ) => {
    await writer.saveContent(student, 1, content([section(10, modules)], [], [], more));
    const cmids = modules.map(({ cmid }) => cmid);
    return writer.organise(student, 1, [], { sectionIds: [10], cmids, hidden });
  };
  /** What was told since the last look, the oldest first. */
  const news = async () => {
    const { items, lastId } = await changes.list(student, { limit: 200, after: last });
    last = lastId;
    return items;
  };
  const brief = async () => (await news()).map(({ kind, subject, cmid }) => [kind, subject, cmid]);

  describe('of what came out of the recycle bin', () => {
    const named = (cmid: number, name = 'תרגיל') => activity(cmid, { name, modifiedAt: null });

    it('tells one restored for one removal, whatever else is new under that name', async () => {
      await read([named(100), named(101, 'אחר')]);
      await read([named(101, 'אחר')]);
      expect(await brief()).toEqual([['removed', 'item', 100]]);
      await read([named(101, 'אחר'), named(202), named(203)]);
      expect((await brief()).sort()).toEqual([
        ['added', 'item', 203],
        ['restored', 'item', 202],
      ]);
      await read([named(101, 'אחר'), named(202), named(203), named(204)]);
      expect(await brief()).toEqual([['added', 'item', 204]]);
    });

    it('tells as many restored as were removed', async () => {
      await read([named(100), named(101), activity(102, { name: 'תרגיל', type: 'url', modifiedAt: null })]);
      await read([]);
      await news();
      await read([named(202), named(203), named(204)]);
      expect((await brief()).sort()).toEqual([
        ['added', 'item', 204],
        ['restored', 'item', 202],
        ['restored', 'item', 203],
      ]);
    });
  });
});
