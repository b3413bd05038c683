import { FirstReadings1763900000008 } from '../../migrations/1763900000008-first-readings';
import { LibraryWriter } from '../../src/library';
import { ChangeReader } from '../../src/library/persistence/change-reader';
import { event, listing } from './library-coursework-fixtures';
import { DUE, type LibraryDatabase, listed, openLibraryDatabase } from './library-fixtures';

const SINCE = { since: new Date(DUE * 1000), courseIds: [1] };
const exam = event(5, { courseId: 1, type: 'course', name: 'מבחן', startsAt: DUE });

describe('the first reading', () => {
  let db: LibraryDatabase;
  let writer: LibraryWriter;
  let changes: ChangeReader;
  let student: string;
  let students = 0;

  beforeAll(async () => {
    db = await openLibraryDatabase();
    writer = new LibraryWriter(db.dataSource);
    changes = new ChangeReader(db.dataSource);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    students += 1;
    student = await db.addStudent(`student-${students}`);
  });

  const told = async () => {
    const { items } = await changes.list(student, { limit: 100 });
    return items.map(({ kind, subject, name }) => [kind, subject, name]);
  };
  const migrate = async (way: 'up' | 'down') => {
    const runner = db.dataSource.createQueryRunner();
    await new FirstReadings1763900000008()[way](runner);
    await runner.release();
  };

  it('of the courses is no news, and what comes after it is', async () => {
    await writer.saveCourses(student, [listed(1)]);
    expect(await told()).toEqual([]);
    await writer.saveCourses(student, [listed(1), listed(2)]);
    expect(await told()).toEqual([['added', 'course', 'קורס 2']]);
  });

  it('may have found no course: the first one ever is told', async () => {
    expect(await writer.saveCourses(student, [])).toMatchObject({ added: 0, changes: 0 });
    expect(await writer.saveCourses(student, [listed(1)])).toMatchObject({ added: 1, changes: 1 });
    expect(await told()).toEqual([['added', 'course', 'קורס 1']]);
  });

  it('is not a list of which nothing could be read', async () => {
    await writer.saveCourses(student, [], { whole: false });
    await writer.saveCourses(student, [listed(1)]);
    expect(await told()).toEqual([]);
  });

  it('of the calendar may have found nothing: the first entry ever is told', async () => {
    await writer.saveCourses(student, [listed(1)]);
    expect(await writer.saveCalendar(student, listing([]), SINCE)).toMatchObject({ added: 0, changes: 0 });
    expect(await writer.saveCalendar(student, listing([exam]), SINCE)).toMatchObject({
      added: 1,
      changes: 1,
    });
    expect(await told()).toEqual([['added', 'event', 'מבחן']]);
  });

  it.each([
    ['that nobody asked for', listing([]), { ...SINCE, courseIds: [] }],
    ['of which nothing could be read', listing([], false), SINCE],
  ])('is not a calendar %s', async (_what, calendar, asked) => {
    await writer.saveCourses(student, [listed(1)]);
    await writer.saveCalendar(student, calendar, asked);
    await writer.saveCalendar(student, listing([exam]), SINCE);
    expect(await told()).toEqual([]);
  });

  it('is remembered of a student of before, by the rows that are there', async () => {
    await writer.saveCourses(student, [listed(1)]);
    await writer.saveCalendar(student, listing([exam]), SINCE);
    const other = await db.addStudent(`other-${students}`);
    await writer.saveCourses(other, [listed(1)]);
    await migrate('down');
    await migrate('up');
    await writer.saveCourses(student, [listed(1), listed(2)]);
    await writer.saveCalendar(student, listing([exam, { ...exam, id: 6, name: 'מועד ב' }]), SINCE);
    expect(await told()).toEqual([
      ['added', 'event', 'מועד ב'],
      ['added', 'course', 'קורס 2'],
    ]);
    student = other;
    // Its calendar may never have been read.
    await writer.saveCalendar(student, listing([exam]), SINCE);
    expect(await told()).toEqual([]);
  });
});
