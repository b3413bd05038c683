import type { CourseReceipt } from '../../contract';
import { AppError } from '../../errors';
import type { CourseContent, LibraryMemory } from '../../library';
import type {
  CourseQuestions,
  CourseReading,
  Listed,
  MoodleActivity,
  MoodleAssignment,
  MoodleCourse,
  MoodleCourseContent,
  MoodleEvent,
  MoodleGradeItem,
  MoodleOverview,
  MoodleReader,
  MoodleSection,
  MoodleSubmissionDetail,
  Outcome,
  Presence,
} from '../../moodle';
import {
  AnalysisStore,
  AnalyzeContentStage,
  type CalendarReading,
  Checkpoints,
  ClassifyDataStage,
  type CourseCheckpoint,
  CreateTablesStage,
  FetchCoursesStage,
  type JobCheckpoint,
  LibraryStore,
  type ListedCourse,
  MoodleSource,
  type Report,
  type RunContext,
  SaveToDatabaseStage,
  type StoredContent,
  SyncPipeline,
  TablePreparer,
  type Written,
} from '.';

const course = (id: number): MoodleCourse => ({
  id,
  shortName: `c${id}`,
  fullName: `קורס ${id} סמסטר א תשפ"ז`,
  summary: null,
  categoryId: null,
  format: null,
  startsAt: null,
  endsAt: null,
  modifiedAt: null,
  lastAccessAt: null,
  favourite: false,
  hidden: false,
  showsGrades: true,
  completion: null,
  url: '',
});
const activity = (cmid: number): MoodleActivity => ({
  cmid,
  type: 'label',
  instance: cmid,
  name: `פריט ${cmid}`,
  description: null,
  url: null,
  externalUrl: null,
  files: [],
  dates: [],
  restricted: false,
  restrictionReason: null,
  stealth: false,
  indent: 0,
  subsectionId: null,
  chapters: [],
  completion: null,
  modifiedAt: null,
});
const section = (id: number, modules: readonly MoodleActivity[] = []): MoodleSection => ({
  id,
  name: 'שבוע 1',
  position: 0,
  summary: null,
  restricted: false,
  restrictionReason: null,
  modules,
});
const whole = (id: number): MoodleCourseContent => ({ sections: [section(id)], whole: true });
const totals = { sections: 1, items: 0, files: 0, deadlines: 0 };
const ok = <T>(value: T): Outcome<T> => ({ ok: true, value });
const failing = (error: AppError): Outcome<never> => ({ ok: false, error });
const overview: MoodleOverview = {
  courses: ok([]),
  assignments: ok([]),
  quizzes: ok([]),
  forums: ok([]),
  pages: ok([]),
  events: ok({ rows: [], whole: true }),
  totals: ok([]),
};
const NOW = new Date('2026-11-20T10:00:00Z');

/** A Moodle and a library in memory, that fail where they are told to. */
class Fakes {
  readonly reports: Report[] = [];
  readonly saved: { courseId: number; content: CourseContent }[] = [];
  readonly organised: { courseId: number; keep: unknown }[] = [];
  readonly calendars: CalendarReading[] = [];
  readonly controller = new AbortController();
  readonly rounds: { courseIds: readonly number[]; questions: CourseQuestions; together: boolean }[] = [];
  readonly lists: Listed<ListedCourse>[] = [];
  courses = [course(1), course(2), course(3)];
  allListed = true;
  memory: LibraryMemory = { courses: new Map(), highestCmid: null };
  readCourse: (id: number) => Promise<MoodleCourseContent> = async (id) => whole(id);
  readOverview: () => Promise<MoodleOverview> = async () => overview;
  submission: (id: number, round: number) => Outcome<MoodleSubmissionDetail> = (assignmentId) =>
    ok({ assignmentId, files: [], feedbackFiles: [] } as unknown as MoodleSubmissionDetail);
  grades: Listed<MoodleGradeItem> = { rows: [], whole: true };
  presence: MoodleReader['presence'] = async () => new Map();
  readonly analyses = new Map<string, unknown>();
  /** What a run that was stopped left. */
  kept: {
    job: JobCheckpoint | null;
    courses: Map<number, CourseCheckpoint>;
    vanished: ReadonlyMap<number, Presence>;
    written: Written;
  } = {
    job: null,
    courses: new Map(),
    vanished: new Map(),
    written: { added: 0, changed: 0, removed: 0, changes: 0 },
  };
  /** What storing meets: told what is stored, and the how many-th time of its kind it is. */
  storing: (what: 'content' | 'organised' | 'calendar' | 'extras', courseId: number, time: number) => void =
    () => undefined;
  private readonly times = new Map<string, number>();

  private store(what: Parameters<Fakes['storing']>[0], courseId = 0): void {
    const time = (this.times.get(`${what} ${courseId}`) ?? 0) + 1;
    this.times.set(`${what} ${courseId}`, time);
    this.storing(what, courseId, time);
  }

  /** @param reached where an earlier run of the same job was stopped */
  run(reached: RunContext['reached'] = null): Promise<void> {
    const { lists, saved, organised, calendars, memory, analyses, kept } = this;
    const store: Fakes['store'] = (what, courseId) => this.store(what, courseId);
    const reader = {
      profile: { userId: 1, username: '', fullName: '', language: null, release: null, functions: new Set() },
      coverage: [],
      listCourses: async () => ({ rows: this.courses, whole: this.allListed }),
      readOverview: () => this.readOverview(),
      readCourses: (courseIds, questions, _signal, { together = true } = {}) =>
        this.readCourses(courseIds, questions, together),
      readHtml: () => Promise.reject(new Error('not asked for')),
      presence: (cmids, signal) => this.presence(cmids, signal),
      serverNow: () => 1_795_000_000,
      stats: () => ({ requests: 7, bytes: 9 }),
    } satisfies MoodleReader;
    class Moodle extends MoodleSource {
      open = async () => reader;
    }
    class Tables extends TablePreparer {
      prepare = async () => [];
    }
    const nothing = { added: 0, changed: 0, removed: 0, changes: 0 };
    const writes = <T extends Written>(written: T): T => {
      const { added, changed, removed, changes } = kept.written;
      kept.written = {
        added: added + written.added,
        changed: changed + written.changed,
        removed: removed + written.removed,
        changes: changes + written.changes,
      };
      return written;
    };
    class Library extends LibraryStore {
      recall = async () => memory;
      saveCourses = async (_run: unknown, list: Listed<ListedCourse>, checkpoint: JobCheckpoint | null) => {
        lists.push(list);
        const written = { ...nothing, added: reached ? 0 : 3 };
        if (checkpoint) kept.job = checkpoint;
        return writes(written);
      };
      saveExtras = async () => {
        store('extras');
        return nothing;
      };
      saveCalendar = async (_run: unknown, calendar: CalendarReading) => {
        store('calendar');
        calendars.push(calendar);
        return nothing;
      };
      saveContent = async (
        _run: unknown,
        courseId: number,
        content: CourseContent,
        checkpoint: ((stored: StoredContent) => CourseCheckpoint) | null,
      ) => {
        store('content', courseId);
        saved.push({ courseId, content });
        const stored = { ...totals, ...nothing, added: 1, changes: 2 };
        // As the database gives it back.
        if (checkpoint) kept.courses.set(courseId, JSON.parse(JSON.stringify(checkpoint(stored))));
        return writes(stored);
      };
      organise = async (_run: unknown, courseId: number, _verdicts: unknown, keep: unknown) => {
        store('organised', courseId);
        organised.push({ courseId, keep });
        return writes({ ...totals, ...nothing, classified: 0, removed: 1 });
      };
    }
    class Analyses extends AnalysisStore {
      find = async () => new Map();
      keep = async (universityId: string, found: readonly { readonly key: string }[]) => {
        for (const { key } of found) analyses.set(`${universityId}/${key}`, found);
      };
    }
    class Kept extends Checkpoints {
      find = async () => kept;
      keepVanished = async (_run: unknown, vanished: ReadonlyMap<number, Presence>) =>
        void (kept.vanished = vanished);
    }
    const library = new Library();
    const checkpoints = new Kept();
    const context: RunContext = {
      jobId: 'job',
      studentId: 'student',
      universityId: 'negev',
      attempt: reached ? 2 : 1,
      reached,
      spentMs: reached ? 1_000 : 0,
      signal: this.controller.signal,
      report: async (report) => void this.reports.push(report),
      clock: () => 0,
      now: () => NOW,
      breathe: async () => undefined,
      retry: { attempts: 3, baseDelayMs: 0 },
    };
    return new SyncPipeline([
      new CreateTablesStage(new Tables()),
      new FetchCoursesStage(new Moodle(), library, checkpoints),
      new AnalyzeContentStage(library, checkpoints),
      new ClassifyDataStage(new Analyses()),
      new SaveToDatabaseStage(library),
    ]).run(context);
  }

  private async *readCourses(
    courseIds: readonly number[],
    questions: CourseQuestions,
    together: boolean,
  ): AsyncGenerator<CourseReading> {
    this.rounds.push({ courseIds, questions, together });
    const round = this.rounds.length;
    for (const courseId of courseIds) {
      let contents: Outcome<MoodleCourseContent>;
      try {
        contents = ok(await this.readCourse(courseId));
      } catch (error) {
        if (!(error instanceof AppError) || error.kind === 'sign-in') throw error;
        contents = failing(error);
      }
      const own = questions.assignments.filter((one) => one.courseId === courseId);
      yield {
        courseId,
        contents,
        grades: [...questions.grades].includes(courseId) ? ok(this.grades) : null,
        submissions: new Map(own.map(({ id }) => [id, this.submission(id, round)])),
        quizzes: new Map(),
        discussions: new Map(),
        cost: { requests: 0.5, bytes: 100, ms: 10 },
      };
    }
  }

  types(): string[] {
    return this.reports.map(({ type }) => type);
  }
}

const receiptsOf = ({ reports }: Fakes): ReadonlyMap<number, CourseReceipt> =>
  new Map(
    reports.flatMap(({ data }) =>
      'receipt' in data ? [[data.receipt.moodleId, data.receipt] as const] : [],
    ),
  );

describe('SyncPipeline', () => {
  it('completes with a summary of what it brought', async () => {
    const fakes = new Fakes();
    await fakes.run();
    expect(fakes.reports.at(-1)).toMatchObject({
      type: 'job.completed',
      progress: 100,
      data: {
        summary: { courses: 3, coursesFailed: 0, added: 6, removed: 3, changes: 6, requests: 7, bytes: 9 },
        failures: [],
      },
    });
    expect(fakes.organised.map(({ keep }) => keep)).toEqual(
      [1, 2, 3].map((id) => ({ sectionIds: [id], cmids: [], hidden: [], deleted: [] })),
    );
  });

  describe('that was stopped', () => {
    const stopped = async (fakes: Fakes, atCourse: number): Promise<void> => {
      const stop = new Error('the process died');
      const { readCourse } = fakes;
      fakes.readCourse = (id) => (id === atCourse ? Promise.reject(stop) : whole(id) && readCourse(id));
      await expect(fakes.run()).rejects.toBe(stop);
      fakes.readCourse = readCourse;
      fakes.rounds.splice(0);
      fakes.saved.splice(0);
      fakes.reports.splice(0);
    };

    it('goes on with the courses that were not read, and organises all', async () => {
      const fakes = new Fakes();
      fakes.memory = { courses: new Map(), highestCmid: 10 };
      await stopped(fakes, 3);
      fakes.memory = { courses: new Map(), highestCmid: 99 }; // what was stored meanwhile is in it
      await fakes.run({ status: 'analyzing_content', progress: 60 });
      expect(fakes.rounds.map(({ courseIds }) => courseIds)).toEqual([[3]]);
      expect(fakes.saved.map(({ courseId, content }) => [courseId, content.highestCmid])).toEqual([[3, 10]]);
      expect(fakes.organised.map(({ courseId }) => courseId).sort()).toEqual([1, 2, 3]);
      expect(fakes.reports.find(({ type }) => type === 'courses.listed')?.data).toMatchObject({
        courses: { total: 3, done: 2, failed: 0 },
        receipts: [{ outcome: 'read' }, { outcome: 'read' }, { outcome: 'waiting' }],
      });
      // As of a run that nobody stopped; the seven requests are those of this one alone.
      expect(fakes.reports.at(-1)?.data).toMatchObject({
        summary: { courses: 3, added: 6, removed: 3, changes: 6, requests: 8, bytes: 209, durationMs: 1_000 },
      });
    });

    it('never falls back in what it shows', async () => {
      const fakes = new Fakes();
      await stopped(fakes, 2);
      await fakes.run({ status: 'analyzing_content', progress: 65 });
      const shown = fakes.reports.map(({ status, progress }) => [status, progress]);
      expect(shown.slice(0, 3)).toEqual([
        ['analyzing_content', 65], // the list of courses
        ['analyzing_content', 65], // the stage
        ['analyzing_content', 65],
      ]);
      expect(shown.map(([, progress]) => progress)).toEqual(
        [...shown.map(([, progress]) => progress as number)].sort((a, b) => a - b),
      );
    });

    it('reads nothing again where all was read', async () => {
      const fakes = new Fakes();
      await fakes.run();
      fakes.rounds.splice(0);
      fakes.reports.splice(0);
      await fakes.run({ status: 'saving_to_database', progress: 90 });
      expect(fakes.rounds).toEqual([]);
      expect(fakes.calendars).toHaveLength(2);
      expect(fakes.types()).toEqual(['courses.listed', 'stage.started', 'job.completed']);
    });

    it('asks about what has vanished once, and about what vanishes later', async () => {
      const fakes = new Fakes();
      const rest = { moodleId: 1, syncedAt: null, asked: {}, hidden: [], tasks: [], books: {} };
      const known = (cmids: readonly number[]) => new Map([[1, { ...rest, cmids }]]);
      fakes.memory = { courses: known([71, 72]), highestCmid: 99 };
      const asked: number[][] = [];
      fakes.presence = async (modules) => {
        asked.push(modules.map(({ cmid }) => cmid));
        return new Map(modules.map(({ cmid }) => [cmid, cmid === 71 ? 'hidden' : 'gone']));
      };
      await fakes.run();
      fakes.organised.splice(0);
      fakes.memory = { courses: known([71, 72, 73]), highestCmid: 99 };
      await fakes.run({ status: 'saving_to_database', progress: 90 });
      expect(asked).toEqual([[71, 72], [73]]);
      expect(fakes.organised.find(({ courseId }) => courseId === 1)?.keep).toMatchObject({
        hidden: [71],
        deleted: [72, 73],
      });
    });

    it('leaves out what is not listed any more', async () => {
      const fakes = new Fakes();
      await stopped(fakes, 3);
      fakes.courses = [course(2), course(3)];
      await fakes.run({ status: 'fetching_courses', progress: 20 });
      expect(fakes.reports.at(-1)?.data).toMatchObject({ summary: { courses: 2 } });
    });
  });

  it('takes back what a course that shows no grades told before, remembers that its report is not read, and calls it whole', async () => {
    const fakes = new Fakes();
    fakes.courses = [{ ...course(1), showsGrades: false }, course(2)];
    fakes.grades = { rows: [], whole: false };
    await fakes.run();
    const errors = fakes.saved.map(({ content }) => content.asked['grades']?.error);
    expect(errors).toEqual(['moodle.access-denied', undefined]);
    // What it told before is taken back.
    expect(fakes.saved.map(({ content }) => content.grades)).toEqual([
      { rows: [], whole: true },
      { rows: [], whole: false },
    ]);
    expect([...receiptsOf(fakes).values()].map(({ outcome }) => outcome)).toEqual(['read', 'read']);
  });

  it('tries a failing course three times, names it, removes nothing of it, and goes on', async () => {
    const fakes = new Fakes();
    let tries = 0;
    fakes.readCourse = async (id) => {
      if (id !== 2) return whole(id);
      tries += 1;
      throw new AppError('moodle.timeout');
    };
    await fakes.run();
    expect(tries).toBe(3);
    expect(fakes.types().filter((type) => type === 'retry.scheduled')).toHaveLength(2);
    expect(fakes.organised.map(({ courseId }) => courseId)).toEqual([1, 3]);
    expect(fakes.reports.at(-1)).toMatchObject({
      type: 'job.completed',
      data: { failures: [{ moodleId: 2, error: { code: 'moodle.timeout', kind: 'timeout' } }] },
    });
  });

  it('does not try again what cannot pass', async () => {
    const fakes = new Fakes();
    let tries = 0;
    fakes.readCourse = async (id) => {
      if (id !== 2) return whole(id);
      tries += 1;
      throw new AppError('moodle.course-unavailable');
    };
    await fakes.run();
    expect(tries).toBe(1);
  });

  it('stops at once when the student may no longer come in', async () => {
    const fakes = new Fakes();
    fakes.courses = Array.from({ length: 20 }, (_, index) => course(index + 1));
    let reads = 0;
    fakes.readCourse = async () => {
      reads += 1;
      throw new AppError('auth.moodle-token-expired');
    };
    await expect(fakes.run()).rejects.toMatchObject({ code: 'auth.moodle-token-expired' });
    expect(reads).toBeLessThanOrEqual(5);
    expect(fakes.types()).not.toContain('job.completed');
  });

  it('ends with the reason when the whole site is away, and keeps what it read', async () => {
    const fakes = new Fakes();
    fakes.courses = Array.from({ length: 40 }, (_, index) => course(index + 1));
    const asked = new Set<number>();
    fakes.readCourse = async (id) => {
      asked.add(id);
      if (id > 3) throw new AppError('moodle.maintenance');
      return whole(id);
    };
    await expect(fakes.run()).rejects.toMatchObject({ code: 'moodle.maintenance' });
    expect(fakes.saved.map(({ courseId }) => courseId)).toEqual([1, 2, 3]);
    expect(asked.size).toBeLessThan(20);
  });

  it('takes a course that is slow now and then for what it is', async () => {
    const fakes = new Fakes();
    fakes.courses = Array.from({ length: 12 }, (_, index) => course(index + 1));
    fakes.readCourse = async (id) => {
      if (id % 4 === 0) throw new AppError('moodle.timeout');
      return whole(id);
    };
    await fakes.run();
    expect(fakes.reports.at(-1)).toMatchObject({
      type: 'job.completed',
      data: { summary: { courses: 9, coursesFailed: 3 } },
    });
  });

  it('fails when no course could be read, for the reason they share', async () => {
    const fakes = new Fakes();
    fakes.readCourse = async () => {
      throw new AppError('moodle.course-unavailable');
    };
    await expect(fakes.run()).rejects.toMatchObject({ code: 'moodle.course-unavailable' });
    fakes.readCourse = async (id) => {
      throw new AppError(id === 1 ? 'moodle.access-denied' : 'moodle.course-unavailable');
    };
    await expect(fakes.run()).rejects.toMatchObject({ code: 'sync.all-courses-failed' });
  });

  it.each([true, false])('hands on whether the list of courses is whole: %s', async (isWhole) => {
    const fakes = new Fakes();
    fakes.allListed = isWhole;
    await fakes.run();
    expect(fakes.lists).toMatchObject([{ rows: [{}, {}, {}], whole: isWhole }]);
  });

  it('removes nothing of a course that was not read whole', async () => {
    const fakes = new Fakes();
    fakes.readCourse = async (id) => ({ sections: [section(id)], whole: id !== 2 });
    await fakes.run();
    expect(fakes.organised.map(({ courseId, keep }) => [courseId, keep !== null])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
  });

  it('asks again for the submission states that may yet be had, and for no others', async () => {
    const fakes = new Fakes();
    const assignment = { id: 11, cmid: 1, courseId: 1 } as MoodleAssignment;
    fakes.readOverview = async () => ({
      ...overview,
      assignments: ok([11, 12, 13].map((id) => ({ ...assignment, id, cmid: id }))),
    });
    fakes.submission = (assignmentId, round) => {
      if (assignmentId === 12 && round === 1) return failing(new AppError('moodle.timeout'));
      if (assignmentId === 13) return failing(new AppError('moodle.access-denied'));
      return ok({ assignmentId, files: [], feedbackFiles: [] } as unknown as MoodleSubmissionDetail);
    };
    await fakes.run();
    expect(
      fakes.rounds.map(({ courseIds, questions, together }) => [
        courseIds,
        questions.assignments.map(({ id }) => id),
        together,
      ]),
    ).toEqual([
      [[1, 2, 3], [11, 12, 13], true],
      [[1], [12], false],
    ]);
    const asked = fakes.saved.filter(({ courseId }) => courseId === 1).at(-1)?.content.asked ?? {};
    expect(Object.keys(asked).sort()).toEqual(['grades', 'submission:11', 'submission:12', 'submission:13']);
    expect(asked['submission:13']?.error).toBe('moodle.access-denied');
    expect(receiptsOf(fakes).get(1)).toMatchObject({
      outcome: 'partial',
      parts: [{ part: 'submissions', error: { code: 'moodle.access-denied' } }],
      requests: 1,
      bytes: 200,
    });
  });

  it('reads the grade report at once when a task turns out to be graded, though the total told nothing', async () => {
    const fakes = new Fakes();
    fakes.courses = [course(1)];
    const assignment = { id: 11, cmid: 111, courseId: 1 } as MoodleAssignment;
    const totals = ok([{ id: 1, shown: '80', raw: '80' }]);
    fakes.readOverview = async () => ({ ...overview, assignments: ok([assignment]), totals });
    await fakes.run();
    const asked = fakes.saved.at(-1)?.content.asked ?? {};
    const task = {
      cmid: 111,
      handedIn: true,
      graded: false,
      dueAt: null,
      opensAt: null,
      cutoffAt: null,
      grade: null,
    };
    fakes.memory = {
      courses: new Map([
        [1, { moodleId: 1, syncedAt: null, asked, cmids: [], hidden: [], tasks: [task], books: {} }],
      ]),
      highestCmid: null,
    };
    fakes.rounds.length = 0;
    fakes.submission = (assignmentId) =>
      ok({ assignmentId, graded: true, files: [], feedbackFiles: [] } as unknown as MoodleSubmissionDetail);
    await fakes.run();
    expect(
      fakes.rounds.map(({ questions }) => [questions.assignments.length, [...questions.grades]]),
    ).toEqual([
      [1, []],
      [0, [1]],
    ]);
    expect(fakes.types()).not.toContain('retry.scheduled');
  });

  describe('when a round that only follows up fails', () => {
    /** Graded since the last sync: its grade report is asked for in a second round. */
    const followingUp = async (): Promise<Fakes> => {
      const fakes = new Fakes();
      fakes.courses = [course(1)];
      const assignment = { id: 11, cmid: 111, courseId: 1 } as MoodleAssignment;
      const totals = ok([{ id: 1, shown: '80', raw: '80' }]);
      fakes.readOverview = async () => ({ ...overview, assignments: ok([assignment]), totals });
      await fakes.run();
      fakes.memory = remembering(fakes);
      for (const list of [fakes.rounds, fakes.saved, fakes.reports]) list.length = 0;
      fakes.submission = (assignmentId) =>
        ok({ assignmentId, graded: true, files: [], feedbackFiles: [] } as unknown as MoodleSubmissionDetail);
      return fakes;
    };
    const remembering = (fakes: Fakes): LibraryMemory => {
      const before = fakes.memory.courses.get(1)?.asked ?? {};
      const asked = Object.assign({}, before, ...fakes.saved.map(({ content }) => content.asked));
      const dates = { dueAt: null, opensAt: null, cutoffAt: null };
      const task = { cmid: 111, handedIn: true, graded: false, grade: null, ...dates };
      const known = { moodleId: 1, syncedAt: null, cmids: [], hidden: [], books: {} };
      return { courses: new Map([[1, { ...known, asked, tasks: [task] }]]), highestCmid: null };
    };

    it.each(['moodle.timeout', 'moodle.course-unavailable'] as const)(
      'the course is read in part, and the next sync asks: %s',
      async (code) => {
        const fakes = await followingUp();
        fakes.readCourse = async (id) => {
          if (fakes.rounds.length > 1) throw new AppError(code);
          return whole(id);
        };
        await fakes.run();
        expect(fakes.rounds.slice(0, 2).map(({ questions }) => [...questions.grades])).toEqual([[], [1]]);
        expect(fakes.types().filter((type) => type === 'course.read')).toHaveLength(1);
        expect(fakes.types()).not.toContain('course.failed');
        expect(receiptsOf(fakes).get(1)).toMatchObject({
          outcome: 'partial',
          parts: [{ part: 'grades', error: { code } }],
        });
        expect(fakes.reports.at(-1)).toMatchObject({
          type: 'job.completed',
          data: { summary: { courses: 1, coursesFailed: 0, coursesPartial: 1 }, failures: [] },
        });
        fakes.memory = remembering(fakes);
        fakes.rounds.length = 0;
        fakes.readCourse = async (id) => whole(id);
        await fakes.run();
        expect([...(fakes.rounds[0]?.questions.grades ?? [])]).toEqual([1]);
      },
    );
  });

  it.each([
    ['moodle.invalid-response', false],
    ['moodle.server-error', false],
    ['moodle.access-denied', true],
  ] as const)(
    'asks once in a run for what fails with %s; remembered as refused: %s',
    async (code, isRemembered) => {
      const fakes = new Fakes();
      fakes.courses = [course(1)];
      const assignments = ok([{ id: 11, cmid: 111, courseId: 1 } as MoodleAssignment]);
      fakes.readOverview = async () => ({ ...overview, assignments });
      fakes.submission = () => failing(new AppError(code));
      await fakes.run();
      expect(fakes.rounds).toHaveLength(1);
      expect('submission:11' in (fakes.saved[0]?.content.asked ?? {})).toBe(isRemembered);
      expect(receiptsOf(fakes).get(1)).toMatchObject({
        outcome: 'partial',
        parts: [{ part: 'submissions' }],
      });
    },
  );

  it('says nothing yet of what could not be found out: it stays', async () => {
    const fakes = new Fakes();
    const known = { asked: {}, tasks: [], hidden: [], books: {}, syncedAt: null };
    fakes.memory = { courses: new Map([[1, { ...known, moodleId: 1, cmids: [51, 52] }]]), highestCmid: 52 };
    fakes.presence = async () =>
      new Map([
        [51, 'unknown'],
        [52, 'gone'],
      ]);
    await fakes.run();
    expect(fakes.organised[0]?.keep).toEqual({ sectionIds: [1], cmids: [51], hidden: [], deleted: [52] });
  });

  it('stores a list that is not whole as such', async () => {
    const fakes = new Fakes();
    const event = { id: 5, activityType: 'quiz', instance: 7, override: true } as MoodleEvent;
    const item = { id: 6, cmid: 1, itemNumber: 0, shown: '90' } as MoodleGradeItem;
    for (const isWhole of [false, true]) {
      const events = { rows: [event], whole: isWhole };
      fakes.readOverview = async () => ({ ...overview, events: ok(events) });
      fakes.grades = { rows: [item], whole: isWhole };
      await fakes.run();
      expect(fakes.saved.at(-1)?.content).toMatchObject({
        grades: fakes.grades,
        overrides: { rows: ['quiz:7'], whole: isWhole },
      });
      expect(fakes.calendars.at(-1)).toMatchObject({ events });
    }
  });

  it.each([
    ['is not there', [], true, [11]],
    ['is not there and may be unreadable', [], false, []],
    ['says something else', [{ cmid: 111, itemNumber: 0, shown: '95' }], false, [11]],
    ['says what is known', [{ cmid: 111, itemNumber: 0, shown: '90' }], true, []],
  ])(
    'asks for the task at once when its row in the grade report %s: %j',
    async (_name, rows, isWhole, then) => {
      const fakes = new Fakes();
      fakes.courses = [course(1)];
      const assignment = { id: 11, cmid: 111, courseId: 1 } as MoodleAssignment;
      const totals = ok([{ id: 1, shown: '80', raw: '80' }]);
      fakes.readOverview = async () => ({ ...overview, assignments: ok([assignment]), totals });
      await fakes.run();
      const { 'submission:11': mark } = fakes.saved.at(-1)?.content.asked ?? {};
      const task = {
        cmid: 111,
        handedIn: true,
        graded: true,
        dueAt: null,
        opensAt: null,
        cutoffAt: null,
        grade: '90',
      };
      const asked = mark && { 'submission:11': mark };
      fakes.memory = {
        courses: new Map([
          [
            1,
            {
              moodleId: 1,
              syncedAt: null,
              asked: asked ?? {},
              cmids: [],
              hidden: [],
              tasks: [task],
              books: {},
            },
          ],
        ]),
        highestCmid: null,
      };
      fakes.rounds.length = 0;
      fakes.grades = { rows: rows.map((row) => row as MoodleGradeItem), whole: isWhole };
      await fakes.run();
      expect([...(fakes.rounds[0]?.questions.grades ?? [])]).toEqual([1]);
      expect(fakes.rounds.flatMap(({ questions }) => questions.assignments.map(({ id }) => id))).toEqual(
        then,
      );
    },
  );

  it('writes a receipt of every course, with what failed, why, and since when it is stale', async () => {
    const fakes = new Fakes();
    const known = { moodleId: 2, asked: {}, cmids: [], hidden: [], tasks: [], books: {} };
    const syncedAt = '2026-11-01T08:00:00.000Z';
    fakes.memory = { courses: new Map([[2, { ...known, syncedAt }]]), highestCmid: 5 };
    fakes.readCourse = async (id) => {
      if (id === 2) throw new AppError('moodle.timeout');
      return whole(id);
    };
    await fakes.run();
    const listed = fakes.reports.find(({ type }) => type === 'courses.listed');
    expect(listed?.data).toMatchObject({
      receipts: [
        { moodleId: 1, outcome: 'waiting', staleSince: null },
        { moodleId: 2, outcome: 'waiting', staleSince: syncedAt },
        { moodleId: 3, outcome: 'waiting', staleSince: null },
      ],
    });
    const receipts = receiptsOf(fakes);
    expect(receipts.get(1)).toMatchObject({ outcome: 'read', error: null, parts: [], triedAgain: false });
    expect(receipts.get(2)).toMatchObject({
      outcome: 'failed',
      error: { code: 'moodle.timeout' },
      staleSince: syncedAt,
      triedAgain: true,
      requests: 1.5,
    });
  });

  it('asks what became of an item that a course no longer shows, and keeps hidden from removed', async () => {
    const fakes = new Fakes();
    const known = { asked: {}, hidden: [], tasks: [], books: {}, syncedAt: null };
    fakes.memory = {
      courses: new Map([[1, { ...known, moodleId: 1, cmids: [51, 52, 53] }]]),
      highestCmid: 53,
    };
    fakes.readCourse = async (id) => ({
      sections: [section(id, id === 1 ? [activity(51)] : [])],
      whole: true,
    });
    const asked: (readonly number[])[] = [];
    fakes.presence = async (modules) => {
      asked.push(modules.map(({ cmid }) => cmid));
      return new Map([
        [52, 'hidden'],
        [53, 'gone'],
      ]);
    };
    await fakes.run();
    expect(asked).toEqual([[52, 53]]);
    expect(fakes.organised.find(({ courseId }) => courseId === 1)?.keep).toEqual({
      sectionIds: [1],
      cmids: [51],
      hidden: [52],
      deleted: [53],
    });
  });

  it('asks along about what was hidden before, and tells what has been deleted since', async () => {
    const fakes = new Fakes();
    const known = { asked: {}, tasks: [], books: {}, syncedAt: null };
    fakes.memory = {
      courses: new Map([
        [1, { ...known, moodleId: 1, cmids: [51, 52], hidden: [61, 62] }],
        [2, { ...known, moodleId: 2, cmids: [], hidden: [71] }],
        [3, { ...known, moodleId: 3, cmids: [], hidden: [81] }],
      ]),
      highestCmid: 81,
    };
    const shown = new Map([[1, [51, 52, 62]]]);
    fakes.readCourse = async (id) => ({
      sections: [section(id, (shown.get(id) ?? []).map(activity))],
      whole: id !== 3,
    });
    const asked: unknown[] = [];
    fakes.presence = async (modules) => {
      asked.push(modules);
      return new Map([
        [52, 'gone'],
        [61, 'hidden'],
        [71, 'gone'],
      ]);
    };
    await fakes.run();
    // Nothing went: nothing is asked.
    expect(asked).toEqual([]);
    shown.set(1, [51, 62]);
    await fakes.run();
    expect(asked).toEqual([
      [
        { cmid: 52, courseId: 1 },
        { cmid: 61, courseId: 1, wasHidden: true },
        { cmid: 71, courseId: 2, wasHidden: true },
      ],
    ]);
    expect(fakes.organised.at(-2)?.keep).toMatchObject({ deleted: [52, 71], hidden: [61] });
  });

  describe('when rows cannot be stored', () => {
    const refused = new AppError('library.not-stored');
    const failuresOf = ({ reports }: Fakes) =>
      reports.flatMap(({ type, data }) =>
        type === 'job.completed' && 'failures' in data ? data.failures.map(({ moodleId }) => moodleId) : [],
      );

    it.each(['content', 'organised'] as const)(
      'leaves the course alone whose rows they are: %s',
      async (kind) => {
        const fakes = new Fakes();
        fakes.storing = (what, courseId) => {
          if (what === kind && courseId === 2) throw refused;
        };
        await fakes.run();
        expect(fakes.rounds).toHaveLength(1);
        expect(fakes.organised.map(({ courseId }) => courseId)).toEqual([1, 3]);
        expect(failuresOf(fakes)).toEqual([2]);
        expect([...receiptsOf(fakes).values()].map(({ outcome }) => outcome).sort()).toEqual([
          'failed',
          'read',
          'read',
        ]);
        expect(receiptsOf(fakes).get(2)).toMatchObject({
          error: { code: 'library.not-stored' },
          requests: 0.5,
        });
        expect(fakes.reports.at(-1)).toMatchObject({
          type: 'job.completed',
          data: { summary: { courses: 2, coursesFailed: 1 } },
        });
      },
    );

    it('keeps what an earlier round stored: the course is read in part, and not failed as well', async () => {
      const fakes = new Fakes();
      const assignments = ok([{ id: 12, cmid: 1, courseId: 1 } as MoodleAssignment]);
      fakes.readOverview = async () => ({ ...overview, assignments });
      const { submission } = fakes;
      fakes.submission = (id, round) =>
        round === 1 ? failing(new AppError('moodle.timeout')) : submission(id, round);
      fakes.storing = (what, courseId, time) => {
        if (what === 'content' && courseId === 1 && time === 2) throw refused;
      };
      await fakes.run();
      expect(failuresOf(fakes)).toEqual([]);
      expect(receiptsOf(fakes).get(1)).toMatchObject({
        outcome: 'partial',
        parts: [{ part: 'submissions', error: { code: 'library.not-stored' } }],
      });
      expect(fakes.reports.at(-1)).toMatchObject({
        data: { summary: { courses: 3, coursesFailed: 0, coursesPartial: 1 } },
      });
    });

    it.each([
      ['calendar', 'calendar'],
      ['extras', 'details'],
    ] as const)('goes on without what concerns all courses: %s', async (kind, part) => {
      const fakes = new Fakes();
      fakes.storing = (what) => {
        if (what === kind) throw refused;
      };
      await fakes.run();
      expect(fakes.reports).toContainEqual(
        expect.objectContaining({ type: 'part.failed', data: { part, error: refused.report() } }),
      );
      expect(fakes.reports.at(-1)).toMatchObject({ data: { summary: { courses: 3, coursesFailed: 0 } } });
    });

    it.each(['content', 'organised'] as const)('fails when no course could be stored: %s', async (kind) => {
      const fakes = new Fakes();
      fakes.storing = (what) => {
        if (what === kind) throw refused;
      };
      await expect(fakes.run()).rejects.toMatchObject({ code: 'library.not-stored' });
    });

    it.each([
      ['the database is away', new AppError('database.unavailable')],
      ['the connection broke', Object.assign(new Error('terminated'), { code: '57P01' })],
      ['the lease is lost', new Error('attempt 1 may no longer write')],
    ])('ends with what concerns every course: %s', async (_name, error) => {
      for (const kind of ['content', 'organised', 'calendar', 'extras'] as const) {
        const fakes = new Fakes();
        fakes.storing = (what) => {
          if (what === kind) throw error;
        };
        await expect(fakes.run()).rejects.toBe(error);
        expect(fakes.types()).not.toContain('course.failed');
      }
    });
  });

  it('shares what it found under the key of the course and its last change', async () => {
    const fakes = new Fakes();
    fakes.courses = [{ ...course(1), modifiedAt: 1_790_000_000 }];
    fakes.readCourse = async (id) => ({
      sections: [section(id, [{ ...activity(51), modifiedAt: 1_794_000_000 }])],
      whole: true,
    });
    await fakes.run();
    expect([...fakes.analyses.keys()]).toEqual(['negev/analysis_1_1794000000']);
  });

  it('completes for a student without courses', async () => {
    const fakes = new Fakes();
    fakes.courses = [];
    await fakes.run();
    expect(fakes.reports.at(-1)).toMatchObject({
      type: 'job.completed',
      data: { summary: { courses: 0, items: 0 } },
    });
  });

  it('reads the courses without their assignments when those cannot be had, and says so', async () => {
    const fakes = new Fakes();
    fakes.readOverview = async () => ({
      ...overview,
      assignments: failing(new AppError('moodle.access-denied')),
    });
    await fakes.run();
    expect(fakes.reports).toContainEqual(
      expect.objectContaining({
        type: 'part.failed',
        data: expect.objectContaining({ part: 'assignments' }),
      }),
    );
    expect(fakes.saved.map(({ content }) => content.assignments)).toEqual([null, null, null]);
    expect([...receiptsOf(fakes).values()].map(({ outcome }) => outcome)).toEqual([
      'partial',
      'partial',
      'partial',
    ]);
    expect(fakes.types().at(-1)).toBe('job.completed');
  });

  it('takes nothing away from a course that the overview could not look into, and its receipt says so', async () => {
    const fakes = new Fakes();
    let tries = 0;
    fakes.readOverview = async () => {
      tries += 1;
      return { ...overview, unread: new Map([[2, new AppError('moodle.invalid-response')]]) };
    };
    await fakes.run();
    expect(tries).toBe(1);
    const [first, second] = fakes.saved.map(({ content }) => content);
    expect(first).toMatchObject({ assignments: [], quizzes: [], pages: [] });
    expect(second).toMatchObject({ assignments: null, quizzes: null, pages: null });
    const receipts = receiptsOf(fakes);
    expect([receipts.get(1)?.outcome, receipts.get(2)?.outcome]).toEqual(['read', 'partial']);
    expect(receipts.get(2)?.parts).toMatchObject(
      ['assignments', 'quizzes', 'announcements', 'texts'].map((part) => ({
        part,
        error: { code: 'moodle.invalid-response' },
      })),
    );
    expect(fakes.types()).not.toContain('part.failed');
  });

  it('asks again about a course that may yet be looked into, and mixes no two tries', async () => {
    const fakes = new Fakes();
    const away = new Map([[2, new AppError('moodle.server-error')]]);
    const busy = failing(new AppError('moodle.busy'));
    const tries: MoodleOverview[] = [
      { ...overview, unread: away },
      { ...overview, unread: new Map() },
    ];
    fakes.readOverview = async () => tries.shift() ?? overview;
    await fakes.run();
    expect(tries).toEqual([]);
    expect(fakes.saved[1]?.content.assignments).toEqual([]);
    // The second try has no quizzes, so those of the first are taken, which say nothing of course 2.
    const again = new Fakes();
    const others: MoodleOverview[] = [{ ...overview, unread: away }];
    again.readOverview = async () => others.shift() ?? { ...overview, quizzes: busy, unread: new Map() };
    await again.run();
    expect(again.saved[1]?.content).toMatchObject({ assignments: null, quizzes: null });
    expect(again.saved[0]?.content).toMatchObject({ assignments: [], quizzes: [] });
  });

  it('asks again for the part that may pass, and keeps what an earlier try brought', async () => {
    const fakes = new Fakes();
    let tries = 0;
    const busy = failing(new AppError('moodle.busy'));
    fakes.readOverview = async () => {
      tries += 1;
      return tries === 1 ? { ...overview, quizzes: busy } : { ...overview, assignments: busy };
    };
    await fakes.run();
    expect(tries).toBe(2);
    expect(fakes.types()).not.toContain('part.failed');
    expect(fakes.saved[0]?.content).toMatchObject({ assignments: [], quizzes: [] });
  });

  it('ends with the reason it was cancelled for, and writes nothing more', async () => {
    const fakes = new Fakes();
    const reason = new Error('enough');
    fakes.readCourse = async (id) => {
      fakes.controller.abort(reason);
      return whole(id);
    };
    await expect(fakes.run()).rejects.toBe(reason);
    expect(fakes.organised).toEqual([]);
    expect(fakes.types()).not.toContain('job.completed');
  });

  it('goes through to the top with an error nobody foresaw', async () => {
    const fakes = new Fakes();
    fakes.readCourse = async () => {
      throw new TypeError('a bug of ours');
    };
    await expect(fakes.run()).rejects.toThrow('a bug of ours');
  });
});
