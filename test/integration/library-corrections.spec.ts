import { Corrections1763900000012 } from '../../migrations/1763900000012-corrections';
import type { Category, ItemClassification, LibraryItem } from '../../src/contract';
import { CorrectionStore, LibraryReader, LibraryWriter } from '../../src/library';
import {
  activity,
  content,
  DUE,
  file,
  type LibraryDatabase,
  listed,
  openLibraryDatabase,
  section,
} from './library-fixtures';

const NOW = new Date(DUE * 1000);
const SPIKE = { category: 'lecture', confidence: 0.9, categorySource: 'spike' } as const;

describe('corrections', () => {
  let db: LibraryDatabase;
  let writer: LibraryWriter;
  let reader: LibraryReader;
  let store: CorrectionStore;
  /** Each test has a Moodle course of its own, so that nobody's word in one counts in another. */
  let course = 0;
  let students = 0;

  beforeAll(async () => {
    db = await openLibraryDatabase();
    writer = new LibraryWriter(db.dataSource);
    reader = new LibraryReader(db.dataSource);
    store = new CorrectionStore(db.dataSource);
  });
  afterAll(() => db.close());
  beforeEach(() => {
    course += 1;
  });

  const moduleOf = (cmid: number) =>
    activity(cmid, { name: `שקפים ${cmid}`, files: [file(`slides ${cmid}.pdf`)] });
  const verdict = (cmid: number, category: Category = 'lecture', confidence = 0.9) => ({
    cmid,
    category,
    confidence,
    reasons: [{ code: 'name_term', he: 'השם', en: 'the name' }],
  });
  async function sync(
    student: string,
    cmids: readonly number[] = [1],
    category: Category = 'lecture',
  ): Promise<void> {
    await writer.saveContent(student, course, content([section(1, cmids.map(moduleOf))]));
    const keep = { sectionIds: [1], cmids, hidden: [] };
    await writer.organise(
      student,
      course,
      cmids.map((cmid) => verdict(cmid, category)),
      keep,
    );
  }
  async function enrol(university = 'demo'): Promise<string> {
    const student = await db.addStudent(`student-${(students += 1)}`);
    await db.dataSource.query(`UPDATE students SET university_id = $2 WHERE id = $1`, [student, university]);
    await writer.saveCourses(student, [listed(course)]);
    await sync(student);
    return student;
  }
  const enrolled = async (count: number): Promise<string[]> => {
    const all: string[] = [];
    while (all.length < count) all.push(await enrol());
    return all;
  };
  async function itemOf(student: string, cmid = 1): Promise<LibraryItem | undefined> {
    const { items } = await reader.listCourses(student, { limit: 10 });
    const { sections } = await reader.getCourse(student, items[0]?.id ?? '', NOW);
    return sections.flatMap((one) => one.items).find((item) => item.cmid === cmid);
  }
  const said = async (student: string, category: Category, cmid = 1): Promise<ItemClassification> =>
    store.correct(student, (await itemOf(student, cmid))?.id ?? '', category);

  it('hold at once for the student who made them, wherever the category is shown', async () => {
    const [mine, other] = (await enrolled(2)) as [string, string];
    const answered = await said(mine, 'recitation');
    expect(answered).toEqual({
      category: 'recitation',
      confidence: 1,
      reasons: [{ code: 'corrected_by_student', he: 'את/ה סיווגת כך', en: 'You sorted it here' }],
      categorySource: 'student',
    });
    expect(await itemOf(mine)).toMatchObject(answered);
    const found = await reader.search(mine, 'שקפים', { limit: 10 });
    expect(found.items).toMatchObject([{ kind: 'item', category: 'recitation' }]);
    const files = await reader.search(mine, 'slides', { limit: 10 });
    expect(files.items).toMatchObject([{ kind: 'file', category: 'recitation' }]);
    expect(await itemOf(other)).toMatchObject(SPIKE);
  });

  it('hold in the list of deadlines', async () => {
    const student = await enrol();
    const dated = activity(5, { type: 'quiz', dates: [{ id: 'timeclose', label: 'נסגר', at: DUE }] });
    await writer.saveContent(student, course, content([section(1, [dated])]));
    await said(student, 'exam', 5);
    const { items } = await reader.listDeadlines(student, { limit: 10, from: NOW }, NOW);
    expect(items).toMatchObject([{ name: 'פריט 5', category: 'exam' }]);
  });

  it('can be changed and undone, and undone where there are none', async () => {
    const student = await enrol();
    const id = (await itemOf(student))?.id ?? '';
    await store.correct(student, id, 'exam');
    expect(await store.correct(student, id, 'reading')).toMatchObject({ category: 'reading' });
    const undone = { ...SPIKE, reasons: verdict(1).reasons };
    expect(await store.undo(student, id)).toEqual(undone);
    expect(await store.undo(student, id)).toEqual(undone);
    expect(await itemOf(student)).toMatchObject(undone);
  });

  it('hold for an item that was never classified', async () => {
    const student = await enrol();
    await writer.saveContent(student, course, content([section(1, [moduleOf(1), moduleOf(7)])]));
    expect(await itemOf(student, 7)).toMatchObject({
      category: null,
      confidence: null,
      categorySource: 'spike',
    });
    await said(student, 'exam', 7);
    expect(await itemOf(student, 7)).toMatchObject({ category: 'exam', categorySource: 'student' });
  });

  it('survive every sync: unchanged, classified anew, gone and back', async () => {
    const student = await enrol();
    await said(student, 'exam');
    await sync(student);
    expect(await itemOf(student)).toMatchObject({ category: 'exam' });
    await sync(student, [1], 'reading');
    expect(await itemOf(student)).toMatchObject({ category: 'exam' });
    await sync(student, [2]);
    expect(await itemOf(student)).toBeUndefined();
    await sync(student, [1, 2]);
    expect(await itemOf(student)).toMatchObject({ category: 'exam', categorySource: 'student' });
    // What the classification says meanwhile is what shows once it is undone.
    await sync(student, [1, 2], 'summary_or_formula_sheet');
    await store.undo(student, (await itemOf(student))?.id ?? '');
    expect(await itemOf(student)).toMatchObject({ category: 'summary_or_formula_sheet' });
  });

  it.each([
    ['a sync later', true],
    ['in one sync', false],
  ])('go over to an item that came out of the recycle bin with a new id, %s', async (_when, gap) => {
    const student = await enrol();
    await said(student, 'exam');
    if (gap) await sync(student, [2]);
    const back = { ...moduleOf(1), cmid: 30 };
    const organise = async () => {
      await writer.saveContent(student, course, content([section(1, [moduleOf(2), back])]));
      const keep = { sectionIds: [1], cmids: [2, 30], hidden: [] };
      await writer.organise(student, course, [verdict(2), verdict(30)], keep);
    };
    await organise();
    expect(await itemOf(student, 30)).toMatchObject({ category: 'exam', categorySource: 'student' });
    // Undone is undone.
    await store.undo(student, (await itemOf(student, 30))?.id ?? '');
    await organise();
    expect(await itemOf(student, 30)).toMatchObject(SPIKE);
  });

  it('go over to one item, once, and never over what the student said of it', async () => {
    const student = await enrol();
    await sync(student, [1, 2]);
    await said(student, 'exam');
    const same = (cmid: number) => ({ ...moduleOf(1), cmid });
    await writer.saveContent(student, course, content([section(1, [moduleOf(1), same(40), same(41)])]));
    await said(student, 'reading', 40);
    const keep = { sectionIds: [1], cmids: [40, 41], hidden: [] };
    await writer.organise(student, course, [verdict(40), verdict(41)], keep);
    expect(await itemOf(student, 40)).toMatchObject({ category: 'reading' });
    expect(await itemOf(student, 41)).toMatchObject({ category: 'exam' });
  });

  describe('of several students', () => {
    it('become the course’s, for those who said nothing, and say nobody’s name or number', async () => {
      const [first, second, third, quiet] = (await enrolled(4)) as [string, string, string, string];
      await said(first, 'exam');
      await said(second, 'exam');
      expect(await itemOf(quiet)).toMatchObject(SPIKE);
      await said(third, 'exam');
      const shown = await itemOf(quiet);
      expect(shown).toMatchObject({
        category: 'exam',
        confidence: 1,
        reasons: [
          {
            code: 'corrected_by_course',
            he: 'סטודנטים בקורס סיווגו כך',
            en: 'Students of the course sorted it here',
          },
        ],
        categorySource: 'course',
      });
      expect(JSON.stringify(shown)).not.toMatch(/student-\d|"students"|choices|classmates/);
      expect((await reader.search(quiet, 'שקפים', { limit: 5 })).items).toMatchObject([{ category: 'exam' }]);
      // It holds for one who comes later, and through syncs.
      const late = await enrol();
      await sync(late, [1], 'reading');
      expect(await itemOf(late)).toMatchObject({ category: 'exam', categorySource: 'course' });
    });

    it('give way to the student’s own', async () => {
      const [quiet, ...others] = (await enrolled(5)) as [string, ...string[]];
      for (const one of others) await said(one, 'exam');
      expect(await said(quiet, 'reading')).toMatchObject({ category: 'reading', categorySource: 'student' });
      expect(await itemOf(quiet)).toMatchObject({ category: 'reading' });
      // Undone, what the course says shows.
      const undone = await store.undo(quiet, (await itemOf(quiet))?.id ?? '');
      expect(undone).toMatchObject({ category: 'exam', categorySource: 'course' });
    });

    it('are the course’s no longer once two of its students put the item back', async () => {
      const [one, two, quiet, ...others] = (await enrolled(6)) as [string, string, string, ...string[]];
      for (const other of others) await said(other, 'exam');
      await said(one, 'lecture');
      expect(await itemOf(quiet)).toMatchObject({ category: 'exam' });
      await said(two, 'lecture');
      expect(await itemOf(quiet)).toMatchObject(SPIKE);
    });

    it('take more of them in a larger course', async () => {
      const [quiet, ...others] = (await enrolled(61)) as [string, ...string[]];
      for (const other of others.slice(0, 3)) await said(other, 'exam');
      expect(await itemOf(quiet)).toMatchObject(SPIKE);
      await said(others[3] ?? '', 'exam');
      expect(await itemOf(quiet)).toMatchObject({ category: 'exam', categorySource: 'course' });
    }, 60_000);

    it('count in their own course and site alone', async () => {
      const quiet = await enrol();
      const elsewhere = [await enrol('other'), await enrol('other'), await enrol('other')];
      for (const one of elsewhere) await said(one, 'exam');
      expect(await itemOf(quiet)).toMatchObject(SPIKE);
      expect(await itemOf(await enrol('other'))).toMatchObject({ categorySource: 'course' });
      course += 1;
      expect(await itemOf(await enrol('other'))).toMatchObject(SPIKE);
    });

    it('are erased with the student who made them', async () => {
      const [gone, second, third, quiet] = (await enrolled(4)) as [string, string, string, string];
      for (const one of [gone, second, third]) await said(one, 'exam');
      await db.dataSource.query(`DELETE FROM students WHERE id = $1`, [gone]);
      expect(await itemOf(quiet)).toMatchObject(SPIKE);
      const left = await db.dataSource.query<unknown[]>(
        `SELECT FROM library_corrections WHERE student_id = $1`,
        [gone],
      );
      expect(left).toEqual([]);
    });
  });

  it('are of one’s own items alone, and of those that are there', async () => {
    const [mine, other] = (await enrolled(2)) as [string, string];
    const theirs = (await itemOf(other))?.id ?? '';
    const missing = { code: 'library.not-found' };
    await expect(store.correct(mine, theirs, 'exam')).rejects.toMatchObject(missing);
    await expect(store.undo(mine, theirs)).rejects.toMatchObject(missing);
    for (const id of ['0', '-1', 'x', '99999999999999999999'])
      await expect(store.correct(mine, id, 'exam')).rejects.toMatchObject(missing);
    const id = (await itemOf(mine))?.id ?? '';
    await sync(mine, [2]);
    await expect(store.correct(mine, id, 'exam')).rejects.toMatchObject(missing);
    expect(await itemOf(other)).toMatchObject(SPIKE);
  });

  it('are forgotten with an item that nobody will see again', async () => {
    const student = await enrol();
    await said(student, 'exam');
    await sync(student, [2]);
    await db.dataSource.query(
      `UPDATE library_items SET gone_at = now() - interval '401 days' WHERE student_id = $1 AND gone_at IS NOT NULL`,
      [student],
    );
    await writer.forgetGone(100);
    const left = await db.dataSource.query<unknown[]>(
      `SELECT FROM library_corrections WHERE student_id = $1`,
      [student],
    );
    expect(left).toEqual([]);
  });

  it('are written once: what is said already changes no row', async () => {
    const student = await enrol();
    await said(student, 'exam');
    const version = () =>
      db.dataSource.query<unknown[]>(
        `SELECT xmin, corrected_at FROM library_corrections WHERE student_id = $1`,
        [student],
      );
    const before = await version();
    await said(student, 'exam');
    expect(await version()).toEqual(before);
  });

  it('come and go with their migration, on data', async () => {
    const student = await enrol();
    await said(student, 'exam');
    const runner = db.dataSource.createQueryRunner();
    const migration = new Corrections1763900000012();
    await migration.down(runner);
    await expect(db.dataSource.query('SELECT FROM library_corrections')).rejects.toThrow('does not exist');
    await migration.up(runner);
    await runner.release();
    expect(await itemOf(student)).toMatchObject(SPIKE);
    await said(student, 'exam');
    expect(await itemOf(student)).toMatchObject({ category: 'exam' });
  });
});
