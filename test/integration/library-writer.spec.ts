import { CreateLibrary1763900000003 } from '../../migrations/1763900000003-create-library';
import { LibraryHistory1763900000004 } from '../../migrations/1763900000004-library-history';
import { CreateCoursework1763900000005 } from '../../migrations/1763900000005-create-coursework';
import { VerdictsApart1763900000009 } from '../../migrations/1763900000009-verdicts-apart';
import { Corrections1763900000012 } from '../../migrations/1763900000012-corrections';
import { FirstReadings1763900000008 } from '../../migrations/1763900000008-first-readings';
import type { CourseDetails, LibraryItem } from '../../src/contract';
import { LibraryReader, LibraryWriter, type CourseContent } from '../../src/library';
import { discussion, event, gradeItem, listing } from './library-coursework-fixtures';
import {
  activity,
  assignment,
  content,
  DAY,
  DUE,
  file,
  iso,
  type LibraryDatabase,
  listed,
  openLibraryDatabase,
  section,
  submission,
} from './library-fixtures';

const TABLES = ['library_courses', 'library_sections', 'library_items', 'library_files'];
const NOW = new Date((DUE - DAY) * 1000);
const NOTHING = { added: 0, changed: 0, removed: 0, changes: 0 };

describe('LibraryWriter', () => {
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
    await writer.saveCourses(student, [listed(1), listed(2)]);
  });

  const course = async (moodleId = 1): Promise<CourseDetails> => {
    const { items } = await reader.listCourses(student, { limit: 10 });
    const id = items.find((one) => one.moodleId === moodleId)?.id ?? '';
    return reader.getCourse(student, id, NOW);
  };
  const save = (one: CourseContent, moodleId = 1) => writer.saveContent(student, moodleId, one);
  const items = async (moodleId = 1): Promise<readonly LibraryItem[]> =>
    (await course(moodleId)).sections.flatMap((one) => one.items);
  const item = async (cmid: number): Promise<LibraryItem | undefined> =>
    (await items()).find((one) => one.cmid === cmid);
  /** Which version of which row stands where: any write to any row shows here. */
  const versions = () =>
    Promise.all(
      TABLES.map((table) =>
        db.dataSource.query(
          `SELECT id, xmin::text, ctid::text FROM ${table} WHERE student_id = $1 ORDER BY id`,
          [student],
        ),
      ),
    );
  const statements = async (work: () => Promise<unknown>): Promise<number> => {
    const spy = jest.spyOn(db.dataSource.logger, 'logQuery');
    await work();
    const { length } = spy.mock.calls;
    spy.mockRestore();
    return length;
  };

  const whole = (): CourseContent =>
    content(
      [
        section(10, [
          activity(100, {
            files: [file('א.pdf'), file('ב.pdf', { path: '/תת תיקייה/', size: 5_000_000_000 })],
            description: 'תיאור',
          }),
          activity(101, { type: 'quiz', dates: [{ id: 'timeclose', label: 'נסגר', at: DUE }] }),
        ]),
        section(11, [activity(102, { type: 'assign', modifiedAt: null })], {
          summary: 'סיכום',
          restricted: true,
        }),
        section(12, []),
      ],
      [assignment(7, 102, { cutoffAt: DUE + DAY, intro: 'שאלות', attachments: [file('שלד.zip')] })],
      [submission(7, { status: 'submitted', submittedAt: DUE - DAY })],
    );

  it('stores a course and shows it', async () => {
    await expect(save(whole())).resolves.toEqual({
      added: 9,
      changed: 0,
      removed: 0,
      sections: 3,
      items: 3,
      files: 3,
      deadlines: 2,
      changes: 0,
    });
    const details = await course();
    expect(details.counts).toEqual({ sections: 3, items: 3, files: 3 });
    expect(details.syncedAt).not.toBeNull();
    expect(details.sections.map(({ moodleId, items: held }) => [moodleId, held.length])).toEqual([
      [10, 2],
      [11, 1],
      [12, 0],
    ]);
    expect(details.sections[1]).toMatchObject({ summary: 'סיכום', restricted: true });
    expect(await item(100)).toMatchObject({
      description: 'תיאור',
      category: null,
      confidence: null,
      reasons: [],
      deadline: null,
      modifiedAt: iso(DUE),
      files: [
        { name: 'א.pdf', path: '/', size: 1_000, mimeType: 'application/pdf', modifiedAt: iso(DUE) },
        { name: 'ב.pdf', path: '/תת תיקייה/', size: 5_000_000_000 },
      ],
    });
    expect(await item(101)).toMatchObject({
      dates: [{ id: 'timeclose', label: 'נסגר', at: iso(DUE) }],
      deadline: { dueAt: iso(DUE), cutoffAt: iso(DUE), source: 'timeclose', state: null },
    });
    expect(await item(102)).toMatchObject({
      description: 'שאלות',
      modifiedAt: iso(DUE),
      files: [{ name: 'שלד.zip' }],
      deadline: { dueAt: iso(DUE), cutoffAt: iso(DUE + DAY), source: 'duedate', state: 'submitted' },
    });
  });

  it('leaves a course that is only listed unread', async () => {
    expect(await course(2)).toMatchObject({ syncedAt: null, sections: [] });
  });

  it('writes no row when nothing changed', async () => {
    await save(whole());
    await writer.organise(
      student,
      1,
      [{ cmid: 100, category: 'lecture', confidence: 0.9, reasons: [] }],
      null,
    );
    const before = await versions();
    expect(await writer.saveCourses(student, [listed(1), listed(2)])).toEqual(NOTHING);
    expect(await save(whole())).toMatchObject({ ...NOTHING, sections: 3, items: 3, files: 3, deadlines: 2 });
    expect(
      await writer.organise(student, 1, [{ cmid: 100, category: 'lecture', confidence: 0.9, reasons: [] }], {
        sectionIds: [10, 11, 12],
        cmids: [100, 101, 102],
        hidden: [],
      }),
    ).toMatchObject({ classified: 0, removed: 0 });
    expect(await versions()).toEqual(before);
    expect(before.map((rows) => rows.length)).toEqual([2, 3, 3, 3]);
  });

  it('takes nothing away for an empty answer', async () => {
    await save(whole());
    const before = await versions();
    expect(await writer.saveCourses(student, [])).toEqual(NOTHING);
    expect(await save(content([]))).toMatchObject({ ...NOTHING, items: 3 });
    expect(await versions()).toEqual(before);
  });

  it('marks no course as unlisted for a list that is not whole', async () => {
    const isListed = async () =>
      (await reader.listCourses(student, { limit: 10 })).items.map(({ moodleId, listed: one }) => [
        moodleId,
        one,
      ]);
    expect(await writer.saveCourses(student, [listed(1)], { whole: false })).toEqual(NOTHING);
    expect(await isListed()).toEqual([
      [1, true],
      [2, true],
    ]);
    expect(await writer.saveCourses(student, [listed(1)])).toMatchObject({ removed: 1, changes: 1 });
    expect(await isListed()).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  it('counts a change of a course', async () => {
    const changed = await writer.saveCourses(student, [listed(1, { favourite: true }), listed(3)]);
    expect(changed).toEqual({ added: 1, changed: 1, removed: 1, changes: 2 });
    const { items: courses } = await reader.listCourses(student, { limit: 10 });
    expect(courses.map(({ moodleId, favourite }) => [moodleId, favourite])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ]);
  });

  it('shows the whole title where nothing is left of it', async () => {
    await writer.saveCourses(student, [listed(4, { cleanTitle: '', fullName: '20441 2027א' })]);
    expect(await course(4)).toMatchObject({ name: '20441 2027א' });
  });

  it('follows what was renamed, moved and taken away', async () => {
    await save(whole());
    const ids = new Map((await items()).map(({ cmid, id }) => [cmid, id]));
    const counts = await save(
      content([
        section(10, [activity(101, { type: 'quiz' })]),
        section(13, [activity(100, { name: 'שם חדש', files: [file('ג.pdf')] })]),
      ]),
    );
    expect(counts).toMatchObject({
      added: 2,
      changed: 2,
      removed: 2,
      sections: 4,
      items: 3,
      files: 2,
      deadlines: 1,
    });
    const details = await course();
    const moved = details.sections.find(({ moodleId }) => moodleId === 13)?.items;
    expect(moved).toMatchObject([
      { id: ids.get(100), cmid: 100, name: 'שם חדש', files: [{ name: 'ג.pdf' }] },
    ]);
    expect(await item(101)).toMatchObject({ id: ids.get(101), deadline: null });
  });

  it('tells files of one name apart, and counts what is named twice once', async () => {
    const twice = activity(100, { files: [file('א.pdf', { size: 1 }), file('א.pdf', { size: 2 })] });
    const one = content([
      section(10, [twice]),
      section(11, [activity(100, { name: 'עוד פעם' })]),
      section(10, []),
    ]);
    expect(await save(one)).toMatchObject({ added: 5, sections: 2, items: 1, files: 2 });
    expect(await save(one)).toMatchObject(NOTHING);
    expect((await item(100))?.files.map(({ size }) => size)).toEqual([1, 2]);
    expect(await writer.saveCourses(student, [listed(5), listed(5, { favourite: true })])).toMatchObject({
      added: 1,
    });
  });

  describe('when a part could not be read', () => {
    const bare = () => [section(10, [activity(102, { type: 'assign', modifiedAt: null })])];
    const dated = () => [
      section(10, [
        activity(102, {
          type: 'assign',
          modifiedAt: null,
          dates: [{ id: 'duedate', label: 'הגשה', at: DUE + DAY }],
        }),
      ]),
    ];
    const task = () =>
      assignment(7, 102, { cutoffAt: DUE + 3 * DAY, intro: 'שאלות', attachments: [file('שלד.zip')] });

    it('keeps the submission and its extension', async () => {
      await save(
        content(bare(), [task()], [submission(7, { status: 'draft', extensionDueAt: DUE + 5 * DAY })]),
      );
      const before = await versions();
      expect(await save(content(bare(), [task()], []))).toMatchObject(NOTHING);
      expect(await versions()).toEqual(before);
      expect((await item(102))?.deadline).toMatchObject({
        dueAt: iso(DUE + 5 * DAY),
        source: 'extension',
        state: 'todo',
      });
    });

    it.each([
      ['are missing', null],
      ['do not name it', []],
    ])('keeps what is known when the assignments %s', async (_name, assignments) => {
      await save(
        content(bare(), [task()], [submission(7, { status: 'submitted', graded: true, grade: '92 / 100' })]),
      );
      expect(await save(content(bare(), assignments))).toMatchObject(NOTHING);
      expect(await item(102)).toMatchObject({
        description: 'שאלות',
        files: [{ name: 'שלד.zip' }],
        deadline: { dueAt: iso(DUE), cutoffAt: iso(DUE + 3 * DAY), state: 'graded' },
      });
    });

    it('believes the fresh date on the course page', async () => {
      await save(content(bare(), [task()]));
      await save(content(dated(), null));
      expect((await item(102))?.deadline).toMatchObject({
        dueAt: iso(DUE + DAY),
        cutoffAt: iso(DUE + 3 * DAY),
      });
    });

    it('keeps a date set for the student in mind while the calendar is not whole', async () => {
      const source = async () => (await item(102))?.deadline?.source;
      const put = (rows: readonly string[], isWhole: boolean) =>
        save(content(bare(), [task()], [], { overrides: { rows, whole: isWhole } }));
      await put(['assign:7'], false);
      expect(await source()).toBe('duedate'); // of another activity
      await put(['assign:102'], false);
      expect(await source()).toBe('override');
      expect(await put([], false)).toMatchObject(NOTHING);
      expect(await source()).toBe('override');
      await put([], true);
      expect(await source()).toBe('duedate');
    });

    it('removes no grade, announcement or event, and tells of none', async () => {
      const forum = { cmid: 102, name: 'הודעות' };
      const asked = { at: NOW.toISOString(), sign: 'the same' };
      const put = (ids: readonly number[], isWhole: boolean) =>
        save(
          content(bare(), [task()], [], {
            grades: listing(
              ids.map((id) => gradeItem(id)),
              isWhole,
            ),
            announcements: [
              {
                forum,
                discussions: listing(
                  ids.map((id) => discussion(id)),
                  isWhole,
                ),
                limit: 50,
              },
            ],
            asked: { grades: asked, 'forum:102': asked },
          }),
        );
      const calendar = (ids: readonly number[], isWhole: boolean) =>
        writer.saveCalendar(
          student,
          listing(
            ids.map((id) => event(id, { courseId: 1, type: 'course' })),
            isWhole,
          ),
          { since: new Date(0), courseIds: [1] },
        );
      await put([7, 8], true);
      await calendar([7, 8], true);
      expect(await put([7], false)).toMatchObject(NOTHING);
      expect(await calendar([7], false)).toMatchObject(NOTHING);
      expect(await put([7], true)).toMatchObject({ removed: 2, changes: 1 });
      expect(await calendar([7], true)).toMatchObject({ removed: 1, changes: 1 });
    });

    it('forgets an extension that was read to be gone', async () => {
      await save(content(bare(), [task()], [submission(7, { extensionDueAt: DUE + 5 * DAY })]));
      await save(content(bare(), [task()], [submission(7)]));
      expect((await item(102))?.deadline).toMatchObject({ dueAt: iso(DUE), source: 'duedate' });
    });
  });

  describe('organise', () => {
    const reasons = [{ code: 'name_term', he: 'המילה ״הרצאה״ בשם', en: 'the word "lecture" in the name' }];
    const verdict = { cmid: 100, category: 'lecture', confidence: 0.875, reasons } as const;

    it('stores verdicts, which stay when the content is stored again', async () => {
      await save(whole());
      expect(await writer.organise(student, 1, [verdict, { ...verdict, cmid: 999 }], null)).toMatchObject({
        classified: 1,
        removed: 0,
        items: 3,
      });
      await save(content([section(10, [activity(100, { name: 'שם חדש' })])]));
      expect(await item(100)).toMatchObject({
        name: 'שם חדש',
        category: 'lecture',
        confidence: 0.875,
        reasons,
      });
    });

    it('writes only what differs', async () => {
      await save(whole());
      await writer.organise(student, 1, [verdict], null);
      const again = [verdict, { ...verdict, cmid: 101 }];
      expect(await writer.organise(student, 1, again, null)).toMatchObject({ classified: 1 });
    });

    it('removes what a whole course no longer holds', async () => {
      await save(whole());
      expect(await writer.organise(student, 1, [], { sectionIds: [10], cmids: [101], hidden: [] })).toEqual({
        classified: 0,
        removed: 7, // sections 11 and 12, items 100 and 102, their three files
        sections: 1,
        items: 1,
        files: 0,
        deadlines: 1,
        changes: 4,
      });
      expect((await items()).map(({ cmid }) => cmid)).toEqual([101]);
    });

    it('never takes a kept item along with its section', async () => {
      await save(whole());
      await writer.organise(student, 1, [], { sectionIds: [], cmids: [102], hidden: [] });
      expect((await items()).map(({ cmid }) => cmid)).toEqual([102]);
    });

    it('leaves other courses alone', async () => {
      await save(whole());
      await save(whole(), 2);
      await writer.organise(student, 1, [], { sectionIds: [], cmids: [], hidden: [] });
      expect(await items(1)).toEqual([]);
      expect(await items(2)).toHaveLength(3);
    });
  });

  it('takes as many statements for 10,000 items as for one', async () => {
    const many = content(
      Array.from({ length: 100 }, (_, week) =>
        section(
          week + 1,
          Array.from({ length: 100 }, (__, index) => {
            const cmid = week * 100 + index + 1;
            return activity(cmid, { files: [file(`${cmid}.pdf`)] });
          }),
        ),
      ),
    );
    const verdicts = many.sections.flatMap(({ modules }) =>
      modules.map(({ cmid }) => ({ cmid, category: 'lecture', confidence: 0.5, reasons: [] }) as const),
    );
    const keep = {
      sectionIds: many.sections.map(({ id }) => id),
      cmids: verdicts.map(({ cmid }) => cmid),
      hidden: [],
    };
    const forOne = await statements(() =>
      save(content([section(1, [activity(1, { files: [file('1.pdf')] })])]), 2),
    );
    const organiseOne = await statements(() =>
      writer.organise(student, 2, verdicts.slice(0, 1), { sectionIds: [1], cmids: [1], hidden: [] }),
    );
    expect(await statements(() => save(many))).toBe(forOne);
    expect(await statements(() => writer.organise(student, 1, verdicts, keep))).toBe(organiseOne);
    expect(await save(many)).toEqual({
      ...NOTHING,
      sections: 100,
      items: 10_000,
      files: 10_000,
      deadlines: 0,
    });
    expect((await items()).filter(({ category }) => category === 'lecture')).toHaveLength(10_000);
    expect(await writer.organise(student, 1, [], { sectionIds: [], cmids: [], hidden: [] })).toMatchObject({
      removed: 20_100,
    });
    expect(forOne).toBeLessThan(12);
  }, 120_000);

  it('lets readers read what was committed while a write is under way', async () => {
    await save(whole());
    const holder = db.dataSource.createQueryRunner();
    await holder.startTransaction();
    // The last row that a write touches: it waits here with all others written and none committed.
    await holder.query('SELECT * FROM library_course_reads FOR UPDATE');
    const writing = save(content([section(10, [activity(100, { name: 'שם חדש' })])]));
    const waiting = () =>
      db.dataSource.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
    while ((await waiting()).length === 0);
    expect(await item(100)).toMatchObject({ name: 'פריט 100' });
    await holder.rollbackTransaction();
    await holder.release();
    await writing;
    expect(await item(100)).toMatchObject({ name: 'שם חדש' });
  });

  it('stores several courses of a student at the same time', async () => {
    await writer.saveCourses(
      student,
      Array.from({ length: 10 }, (_, index) => listed(index + 1)),
    );
    const counts = await Promise.all(Array.from({ length: 10 }, (_, index) => save(whole(), index + 1)));
    expect(counts.map(({ added }) => added)).toEqual(Array.from({ length: 10 }, () => 9));
  });

  it('stores the same course only once from two writers at the same time', async () => {
    const counts = await Promise.all([save(whole()), save(whole()), save(whole())]);
    expect(counts.map(({ added, changed }) => added + changed).sort()).toEqual([0, 0, 9]);
  });

  describe('refuses', () => {
    it('a writer that its guard turns away, before anything is written', async () => {
      const stale = new Error('stale attempt');
      const guard = async () => {
        throw stale;
      };
      await expect(writer.saveContent(student, 1, whole(), { guard })).rejects.toBe(stale);
      await expect(writer.saveCourses(student, [listed(9)], { guard })).rejects.toBe(stale);
      await expect(
        writer.organise(student, 1, [], { sectionIds: [], cmids: [], hidden: [] }, { guard }),
      ).rejects.toBe(stale);
      expect(await course()).toMatchObject({ sections: [], syncedAt: null });
      expect((await reader.listCourses(student, { limit: 10 })).items).toHaveLength(2);
    });

    it('to go on once it is cancelled, and undoes what it began', async () => {
      const controller = new AbortController();
      const spy = jest.spyOn(db.dataSource.logger, 'logQuery').mockImplementation((sql) => {
        if (sql.includes('nextval')) controller.abort(new Error('cancelled'));
      });
      await expect(writer.saveContent(student, 1, whole(), controller)).rejects.toThrow('cancelled');
      spy.mockRestore();
      expect(await course()).toMatchObject({ sections: [], syncedAt: null });
      await expect(writer.saveContent(student, 1, whole(), controller)).rejects.toThrow('cancelled');
    });

    it('a course that the student does not have', async () => {
      const other = await db.addStudent(`other-${students}`);
      await expect(writer.saveContent(other, 1, whole())).rejects.toMatchObject({
        code: 'library.not-found',
      });
      await expect(writer.organise(student, 77, [], null)).rejects.toMatchObject({
        code: 'library.not-found',
      });
    });
  });

  it('runs its guard inside the transaction', async () => {
    await writer.saveContent(student, 1, whole(), {
      guard: async (query) => {
        const rows = await query<{ id: string }>('SELECT id FROM students WHERE id = $1 FOR SHARE', [
          student,
        ]);
        expect(rows).toEqual([{ id: student }]);
        const waiting = db.dataSource.query(`SELECT id FROM students WHERE id = $1 FOR UPDATE NOWAIT`, [
          student,
        ]);
        await expect(waiting).rejects.toMatchObject({ code: '55P03' });
      },
    });
    expect(await items()).toHaveLength(3);
  });

  it('stores text as odd as it comes', async () => {
    const odd = '\u0000"\\\u0000\ud83d 😀 \\u0000 \u202eאבג\r\n\t{}[]\'$1%_\u0001';
    const kept = '"\\ 😀 \\u0000 \u202eאבג\r\n\t{}[]\'$1%_\u0001';
    const long = 'ש'.repeat(100_000);
    const one = content([
      section(
        10,
        [
          activity(100, {
            name: odd,
            description: long,
            files: [
              file(odd),
              file(`${odd}\u0000`),
              file('x'.repeat(5_000)),
              file('y', { path: `/${long}/` }),
            ],
            dates: [
              { id: 'timeopen', label: odd, at: DUE },
              { id: 'timeclose', label: odd, at: 9e15 },
            ],
          }),
        ],
        { name: odd, summary: long },
      ),
    ]);
    await writer.saveCourses(student, [listed(1, { cleanTitle: odd, shortName: odd })]);
    await save(one);
    expect(await save(one)).toMatchObject(NOTHING);
    expect(await course()).toMatchObject({
      name: kept,
      shortName: kept,
      sections: [{ name: kept, summary: long }],
    });
    expect(await item(100)).toMatchObject({
      name: kept,
      description: long,
      files: [{ name: kept }, { name: kept }, { name: 'x'.repeat(255) }, { path: `/${'ש'.repeat(254)}` }],
      dates: [{ id: 'timeopen', label: kept, at: iso(DUE) }],
      deadline: null,
    });
  });

  it('goes with the student', async () => {
    await save(whole());
    await writer.organise(student, 1, [{ cmid: 100, category: 'lecture', confidence: 1, reasons: [] }], null);
    const verdicts = () =>
      db.dataSource.query<object[]>(
        'SELECT 1 FROM library_verdicts WHERE item_id NOT IN (SELECT id FROM library_items)',
      );
    const [{ count: before = 0 } = {}] = await db.dataSource.query<{ count?: number }[]>(
      'SELECT count(*)::integer AS count FROM library_verdicts',
    );
    expect(before).toBeGreaterThan(0);
    await db.dataSource.query('DELETE FROM students WHERE id = $1', [student]);
    expect((await versions()).flat()).toEqual([]);
    expect(await verdicts()).toEqual([]);
  });
});

describe("the library's migrations", () => {
  it('can be undone and done again, with data in the tables', async () => {
    const db = await openLibraryDatabase();
    const runner = db.dataSource.createQueryRunner();
    const tables = async () =>
      runner.query(
        `SELECT table_name, column_name, data_type FROM information_schema.columns
         WHERE table_name LIKE 'library%' OR table_name = 'analysis_cache' ORDER BY 1, 2`,
      );
    const student = await db.addStudent('one');
    const writer = new LibraryWriter(db.dataSource);
    await writer.saveCourses(student, [listed(1)]);
    await writer.saveContent(student, 1, content([section(10, [activity(100), activity(101)])]));
    const verdict = { cmid: 100, category: 'lecture', confidence: 0.9, reasons: [] } as const;
    await writer.organise(student, 1, [verdict], { sectionIds: [10], cmids: [100], hidden: [] });
    const before = await tables();
    const migrations = [
      new Corrections1763900000012(),
      new VerdictsApart1763900000009(),
      new FirstReadings1763900000008(),
      new CreateCoursework1763900000005(),
      new LibraryHistory1763900000004(),
      new CreateLibrary1763900000003(),
    ];
    for (const migration of migrations.slice(0, 5)) await migration.down(runner);
    expect(await runner.query('SELECT cmid, category FROM library_items')).toEqual([
      { cmid: '100', category: 'lecture' },
    ]);
    for (const migration of migrations.slice(0, 5).reverse()) await migration.up(runner);
    expect(await runner.query('SELECT category, confidence FROM library_verdicts')).toEqual([
      { category: 'lecture', confidence: 0.9 },
    ]);
    expect(await tables()).toEqual(before);
    for (const migration of migrations) await migration.down(runner);
    expect(await tables()).toEqual([]);
    for (const migration of [...migrations].reverse()) await migration.up(runner);
    expect(await tables()).toEqual(before);
    await runner.release();
    await db.close();
  });
});
