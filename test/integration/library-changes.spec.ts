import { LibraryHistory1763900000004 } from '../../migrations/1763900000004-library-history';
import { CreateCoursework1763900000005 } from '../../migrations/1763900000005-create-coursework';
import { FirstReadings1763900000008 } from '../../migrations/1763900000008-first-readings';
import { CourseworkReader, LibraryRecall, LibraryWriter, type CourseContent } from '../../src/library';
import { ChangeReader } from '../../src/library/persistence/change-reader';
import type { MoodleActivity, MoodleFile, MoodleQuiz, MoodleQuizState } from '../../src/moodle';
import { discussion, gradeItem, listing } from './library-coursework-fixtures';
import {
  activity,
  assignment,
  content,
  DAY,
  DUE,
  file,
  type LibraryDatabase,
  listed,
  openLibraryDatabase,
  section,
  submission,
} from './library-fixtures';

interface Unreadable {
  readonly unreadableFiles?: true;
}

const quiz = (id: number, cmid: number): MoodleQuiz => ({
  id,
  cmid,
  courseId: 1,
  name: 'בוחן',
  intro: null,
  opensAt: null,
  closesAt: DUE,
  timeLimit: null,
  attemptsAllowed: null,
  maxGrade: 100,
});

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
    {
      hidden = [],
      deleted = [],
      ...more
    }: Partial<CourseContent> & { hidden?: number[]; deleted?: number[] } = {},
  ) => {
    await writer.saveContent(student, 1, content([section(10, modules)], [], [], more));
    const cmids = modules.map(({ cmid }) => cmid);
    return writer.organise(student, 1, [], { sectionIds: [10], cmids, hidden, deleted });
  };
  /** What was told since the last look, the oldest first. */
  const news = async () => {
    const { items, lastId } = await changes.list(student, { limit: 200, after: last });
    last = lastId;
    return items;
  };
  const brief = async () => (await news()).map(({ kind, subject, cmid }) => [kind, subject, cmid]);

  it('reads its head first: what is told in between is among the rows, and never skipped', async () => {
    await read([activity(100)]);
    const query = db.dataSource.query.bind(db.dataSource);
    const spy = jest.spyOn(db.dataSource, 'query');
    spy.mockImplementationOnce(async (sql, params) => {
      const rows: unknown = await query(sql, params);
      await read([activity(100), activity(101)]);
      return rows;
    });
    const { items, lastId } = await changes.list(student, { limit: 10, after: '0' });
    spy.mockRestore();
    const told = [...items, ...(await changes.list(student, { limit: 10, after: lastId })).items];
    expect(new Set(told.map(({ cmid }) => cmid))).toEqual(new Set([101]));
  });

  it('that was begun anew is told from its beginning to one who knows the numbers of another', async () => {
    const modules = [100, 101, 102, 103].map((cmid) => activity(cmid));
    for (const count of [1, 2, 3]) await read(modules.slice(0, count));
    expect(await news()).toHaveLength(2);
    const runner = db.dataSource.createQueryRunner();
    const migrations = [
      new FirstReadings1763900000008(),
      new CreateCoursework1763900000005(),
      new LibraryHistory1763900000004(),
    ];
    for (const migration of migrations) await migration.down(runner);
    for (const migration of migrations.toReversed()) await migration.up(runner);
    await runner.release();
    // What stands there when it begins is no news.
    await read(modules.slice(0, 3));
    expect(await news()).toEqual([]);
    last = '2';
    await read(modules);
    expect(await brief()).toEqual([['added', 'item', 103]]);
    expect(last).toBe('1');
    expect(await news()).toEqual([]);
  });

  describe('of grades', () => {
    const AT = new Date(DUE * 1000).toISOString();
    const report = (first: string) => listing([gradeItem(1, { shown: first }), gradeItem(2)]);
    const asked = (error?: string) => ({ asked: { grades: { at: AT, sign: 's', ...(error && { error }) } } });
    const failed = { grades: null, ...asked('moodle.access-denied') };
    const stored = async () => {
      const { items } = await new CourseworkReader(db.dataSource).listGrades(student, { limit: 10 });
      return items.map(({ shown }) => shown);
    };

    it('keeps those of a report that failed, and tells afterwards what changed and nothing else', async () => {
      await read([], { grades: report('80'), ...asked() });
      await read([], failed);
      expect(await stored()).toEqual(['80', '92.50']);
      expect(await news()).toEqual([]);
      await read([], { grades: report('85'), ...asked() });
      expect((await news()).map(({ kind, subject, name, fields }) => [kind, subject, name, fields])).toEqual([
        ['changed', 'grade', 'תרגיל 1', [{ field: 'grade', from: '80', to: '85' }]],
      ]);
      expect(await stored()).toEqual(['85', '92.50']);
    });

    it('tells nothing of the first report, whether one failed before it or none was asked for', async () => {
      await read([]);
      await read([], failed);
      await read([], { grades: report('80'), ...asked() });
      expect(await news()).toEqual([]);
      expect(await stored()).toEqual(['80', '92.50']);
    });

    it('takes those away whose report the course shows no longer, and tells neither that nor that it is back', async () => {
      await read([], { grades: report('80'), ...asked() });
      await read([], { grades: listing([]), ...asked('moodle.access-denied') });
      expect(await stored()).toEqual([]);
      await read([], { grades: report('80'), ...asked() });
      expect(await stored()).toEqual(['80', '92.50']);
      expect(await news()).toEqual([]);
    });

    it('tells a grade with its task while the course shows no report, and not while it shows one', async () => {
      const graded = (grade: string | null) =>
        content(
          [section(10, [activity(100, { type: 'assign' })])],
          [assignment(7, 100)],
          [submission(7, { status: 'submitted', graded: grade !== null, grade })],
          { grades: listing([]), ...asked('moodle.access-denied') },
        );
      await writer.saveContent(student, 1, graded(null));
      await writer.saveContent(student, 1, graded('92'));
      const told = await news();
      expect(told.flatMap(({ fields }) => fields ?? []).map(({ field }) => field)).toContain('grade');
      await writer.saveContent(student, 1, { ...graded('95'), ...asked() });
      expect((await news()).flatMap(({ fields }) => fields ?? []).map(({ field }) => field)).not.toContain(
        'grade',
      );
    });

    it('tells of the first grade ever in a report that was empty', async () => {
      await read([], { grades: listing([]), ...asked() });
      await read([], { grades: report('80'), ...asked() });
      expect((await news()).map(({ name }) => name).sort()).toEqual(['תרגיל 1', 'תרגיל 2']);
    });
  });

  describe('of what is shown only now', () => {
    const undated = (cmid: number) => activity(cmid, { modifiedAt: null });

    it('calls released what the course could have shown at its own last reading', async () => {
      await read([undated(100)], { highestCmid: 500 });
      // Meanwhile the site went on to 900, and this course was not read.
      await read([undated(100), undated(450), undated(700)], { highestCmid: 900 });
      expect((await brief()).sort()).toEqual([
        ['added', 'item', 700],
        ['released', 'item', 450],
      ]);
      await read([undated(100), undated(450), undated(700), undated(800)], { highestCmid: 900 });
      expect(await brief()).toEqual([['released', 'item', 800]]);
    });
  });

  describe('of what is locked', () => {
    const files = [file('א.pdf'), file('ב.pdf')];
    const locked = { restricted: true, restrictionReason: 'עד תרגיל 1', files: [] };
    const count = async () => {
      const [row] = await db.dataSource.query<{ files: number }[]>(
        'SELECT count(*)::integer AS files FROM library_files WHERE student_id = $1',
        [student],
      );
      return row?.files;
    };

    it('keeps its files, and tells of none when it is open again', async () => {
      await read([activity(100, { files })]);
      await read([activity(100, locked)]);
      expect(await count()).toBe(2);
      expect((await news()).map(({ kind, subject }) => [kind, subject])).toEqual([['changed', 'item']]);
      await read([activity(100, { files })]);
      expect((await news()).map(({ kind, subject }) => [kind, subject])).toEqual([['released', 'item']]);
      await read([activity(100, { files: files.slice(1) })]);
      expect(await count()).toBe(1);
      expect(await brief()).toEqual([['removed', 'file', 100]]);
    });

    it('tells that the teacher locked a submission', async () => {
      const put = (isLocked: boolean) =>
        writer.saveContent(
          student,
          1,
          content(
            [section(10, [activity(100, { type: 'assign' })])],
            [assignment(7, 100)],
            [submission(7, { locked: isLocked })],
          ),
        );
      await put(false);
      await put(true);
      expect((await news()).map(({ kind, fields }) => [kind, fields])).toEqual([
        ['changed', [{ field: 'locked', from: false, to: true }]],
      ]);
    });
  });

  it('tells a section hidden that went with what is hidden in it, and removed where that was deleted', async () => {
    const sections = [section(10, [activity(100)]), section(11, [activity(101)]), section(12, [])];
    await writer.saveContent(student, 1, content(sections));
    await writer.organise(student, 1, [], { sectionIds: [], cmids: [], hidden: [100] });
    const told = (await news()).filter(({ subject }) => subject === 'section');
    expect(told.map(({ kind, name }) => [kind, name]).sort()).toEqual([
      ['hidden', 'שבוע 10'],
      ['removed', 'שבוע 11'],
      ['removed', 'שבוע 12'],
    ]);
  });

  it('stores places larger than any that the database can hold', async () => {
    const far = 2 ** 40;
    const placed = section(10, [activity(100, { indent: far })], { position: far });
    await expect(writer.saveContent(student, 1, content([placed]))).resolves.toMatchObject({
      items: 1,
      sections: 1,
    });
  });

  it.each([
    ['older than the calendar reaches', 31, 'override'],
    ['of the calendar’s time', 20, 'duedate'],
  ])(
    'goes by a date set for the student, %s, when the calendar names none',
    async (_when, daysAgo, source) => {
      const [known, silent] = [listing(['assign:100']), listing<string>([])];
      const put = (overrides: typeof known) =>
        writer.saveContent(
          student,
          1,
          content([section(10, [activity(100, { type: 'assign' })])], [assignment(7, 100)], [submission(7)], {
            overrides,
            serverTime: DUE + daysAgo * DAY,
          }),
        );
      const sourceNow = async () => {
        const [row] = await db.dataSource.query<{ source: string }[]>(
          'SELECT deadline_source AS source FROM library_items WHERE student_id = $1',
          [student],
        );
        return row?.source;
      };
      await put(known);
      expect(await sourceNow()).toBe('override');
      await put(silent);
      expect(await sourceNow()).toBe(source);
      expect((await news()).length).toBe(source === 'override' ? 0 : 1);
    },
  );

  it.each([
    ['resource', null],
    ['page', null],
    ['forum', null],
    ['assign', null],
    ['feedback', 'submitted'],
    ['lesson', 'submitted'],
    ['scorm', 'submitted'],
    ['choice', 'submitted'],
  ])('takes completion of a %s for %j', async (type, status) => {
    const completion = { automatic: true, completedAt: DUE, conditions: [] } as const;
    const put = (state: 'complete' | 'incomplete') =>
      read([activity(100, { type, completion: { ...completion, state } })]);
    const stored = async () => {
      const [row] = await db.dataSource.query<{ status: string | null }[]>(
        'SELECT submission_status AS status FROM library_items WHERE student_id = $1',
        [student],
      );
      return row?.status;
    };
    await put('incomplete');
    expect(await stored()).toBe(status === null ? null : 'none');
    await put('complete');
    expect(await stored()).toBe(status);
    expect((await news()).map(({ fields }) => fields)).toEqual(
      status === null ? [] : [[{ field: 'submissionStatus', from: 'none', to: status }]],
    );
  });

  describe('of what was hidden', () => {
    const modules = [
      activity(100, { name: 'א' }),
      activity(101, { name: 'ב' }),
      activity(102, { name: 'ג' }),
    ];

    it('tells once that it was deleted', async () => {
      await read(modules);
      await read([], { hidden: [100, 101] });
      expect((await brief()).sort()).toEqual([
        ['hidden', 'item', 100],
        ['hidden', 'item', 101],
        ['removed', 'item', 102],
      ]);
      expect(await read([], { deleted: [100, 102, 999] })).toMatchObject({ removed: 0, changes: 1 });
      expect(await brief()).toEqual([['removed', 'item', 100]]);
      expect(await read([], { deleted: [100, 102] })).toMatchObject({ removed: 0, changes: 0 });
      expect(await brief()).toEqual([]);
    });

    it('keeps what was shown again meanwhile', async () => {
      await read(modules);
      await read([], { hidden: [101] });
      await news();
      expect(await read(modules.slice(1, 2), { deleted: [101] })).toMatchObject({ items: 1 });
      expect(await brief()).toEqual([['restored', 'item', 101]]);
    });

    it('is remembered for the next sync, the last hidden first', async () => {
      await read(modules);
      await read(modules.slice(1), { hidden: [100] });
      await read([], { hidden: [101] });
      const { courses } = await new LibraryRecall(db.dataSource).recall(student);
      expect(courses.get(1)).toMatchObject({ cmids: [], hidden: [101, 100] });
    });
  });

  describe('of what could be read in part', () => {
    const task = activity(100, { type: 'assign', modifiedAt: null });
    const [one, two, three] = [file('א.pdf'), file('ב.pdf'), file('ג.pdf')];
    const filesOf = async (origin: string) => {
      const found = await db.dataSource.query<{ name: string }[]>(
        `SELECT name FROM library_files WHERE student_id = $1 AND origin = $2 ORDER BY name`,
        [student, origin],
      );
      return found.map(({ name }) => name);
    };

    it.each(['attachment', 'submission', 'feedback'] as const)('takes no file away: %s', async (origin) => {
      const put = async (files: MoodleFile[], part: Unreadable = {}) => {
        const work = assignment(7, 100, origin === 'attachment' ? { attachments: files, ...part } : {});
        const given = { submission: { files }, feedback: { feedbackFiles: files }, attachment: null }[origin];
        const handedIn = submission(7, given ? { ...given, ...part } : {});
        await writer.saveContent(student, 1, content([section(10, [task])], [work], [handedIn]));
      };
      await put([one, two]);
      await put([two, three], { unreadableFiles: true });
      expect(await filesOf(origin)).toEqual(['א.pdf', 'ב.pdf', 'ג.pdf']);
      const told = (await news()).map(({ kind, name }) => [kind, name]);
      expect(told.filter(([kind]) => kind === 'removed')).toEqual([]);
      // The same once more is nothing; once it is whole, what is missing is gone.
      await put([two, three], { unreadableFiles: true });
      expect(await news()).toEqual([]);
      await put([two, three]);
      expect(await filesOf(origin)).toEqual(['ב.pdf', 'ג.pdf']);
      // What the student handed in is no news.
      expect((await news()).map(({ kind, name }) => [kind, name])).toEqual(
        origin === 'submission' ? [] : [['removed', 'א.pdf']],
      );
    });

    it('takes no attempt at a quiz away, nor its grade', async () => {
      const attempt = (id: number): MoodleQuizState['attempts'][number] => ({
        id,
        number: id,
        state: 'finished',
        startedAt: DUE,
        finishedAt: DUE + id,
      });
      const put = (state: Omit<MoodleQuizState, 'quizId'>) =>
        writer.saveContent(
          student,
          1,
          content([section(10, [activity(100, { type: 'quiz', instance: 7 })])], [], [], {
            quizzes: [quiz(7, 100)],
            quizStates: new Map([[7, { quizId: 7, ...state }]]),
          }),
        );
      const stored = async () => {
        const [row] = await db.dataSource.query<
          { state: MoodleQuizState; status: string; graded: boolean }[]
        >(
          `SELECT details->'quizState' AS state, submission_status AS status, graded FROM library_items WHERE student_id = $1`,
          [student],
        );
        return [
          row?.state.attempts.map(({ number }) => number),
          row?.state.bestGrade,
          row?.status,
          row?.graded,
        ];
      };
      await put({ attempts: [attempt(1), attempt(2)], bestGrade: 90 });
      await put({ attempts: [attempt(3), attempt(2)], bestGrade: null, unreadableAttempts: true });
      expect(await stored()).toEqual([[1, 2, 3], 90, 'submitted', true]);
      await put({ attempts: [attempt(3)], bestGrade: null });
      expect(await stored()).toEqual([[3], null, 'submitted', false]);
    });
  });

  describe('of what is gone for long', () => {
    const age = (table: string, days: number) =>
      db.dataSource.query(
        `UPDATE ${table} SET gone_at = gone_at - make_interval(days => $2) WHERE student_id = $1`,
        [student, days],
      );
    const rows = async (table: string) =>
      (await db.dataSource.query<unknown[]>(`SELECT FROM ${table} WHERE student_id = $1`, [student])).length;

    it('forgets sections as well, once no item is left that names them', async () => {
      await read([activity(100)]);
      await writer.organise(student, 1, [], { sectionIds: [], cmids: [], hidden: [] });
      await age('library_sections', 401);
      await writer.forgetGone(1_000);
      expect([await rows('library_sections'), await rows('library_items')]).toEqual([1, 1]);
      await age('library_items', 401);
      expect(await writer.forgetGone(1_000)).toBe(2);
      expect([await rows('library_sections'), await rows('library_items')]).toEqual([0, 0]);
    });

    it('keeps what has not been gone for so long, and what is there', async () => {
      await writer.saveContent(student, 1, content([section(10, [activity(100)]), section(11, [])]));
      await writer.organise(student, 1, [], { sectionIds: [10], cmids: [100], hidden: [] });
      await age('library_sections', 399);
      expect(await writer.forgetGone(1_000)).toBe(0);
      expect(await rows('library_sections')).toBe(2);
    });

    it('forgets what was announced in a forum together with it, so that it is never shown again', async () => {
      const posts = {
        forum: { cmid: 101, name: 'הודעות' },
        discussions: listing([discussion(1), discussion(2)]),
        limit: 50,
      };
      await read([activity(100), activity(101, { type: 'forum' })], { announcements: [posts] });
      const announcements = async () =>
        (await new CourseworkReader(db.dataSource).listAnnouncements(student, { limit: 10 })).items.length;
      expect(await announcements()).toBe(2);
      await read([activity(100)]);
      expect(await announcements()).toBe(0);
      await age('library_items', 401);
      expect(await writer.forgetGone(1)).toBe(3);
      expect(await announcements()).toBe(0);
      expect(await rows('library_announcements')).toBe(0);
    });
  });

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

    it('takes nothing for restored that has the name of something hidden', async () => {
      await read([named(100)]);
      await read([], { hidden: [100] });
      await news();
      await read([named(202)], { hidden: [100] });
      expect(await brief()).toEqual([['added', 'item', 202]]);
      await read([named(100), named(202)]);
      expect(await brief()).toEqual([['restored', 'item', 100]]);
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
