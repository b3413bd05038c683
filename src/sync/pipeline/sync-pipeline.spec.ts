import { AppError } from '../../errors';
import type {
  MoodleCourse,
  MoodleCourseContent,
  MoodleReader,
  MoodleSection,
  MoodleSubmission,
  MoodleAssignment,
  Outcome,
} from '../../moodle';
import {
  AnalyzeContentStage,
  ClassifyDataStage,
  type CourseContent,
  CreateTablesStage,
  FetchCoursesStage,
  LibraryStore,
  MoodleSource,
  type Report,
  type RunContext,
  SaveToDatabaseStage,
  SyncPipeline,
  TablePreparer,
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
  completion: null,
  url: '',
});
const section = (id: number): MoodleSection => ({
  id,
  name: 'שבוע 1',
  position: 0,
  summary: null,
  restricted: false,
  restrictionReason: null,
  modules: [],
});
const whole = (id: number): MoodleCourseContent => ({ sections: [section(id)], whole: true });
const totals = { sections: 1, items: 0, files: 0, deadlines: 0 };

/** A Moodle and a library in memory, that fail where they are told to. */
class Fakes {
  readonly reports: Report[] = [];
  readonly saved: { courseId: number; content: CourseContent }[] = [];
  readonly organised: { courseId: number; keep: unknown }[] = [];
  readonly controller = new AbortController();
  courses = [course(1), course(2), course(3)];
  readCourse: (id: number) => Promise<MoodleCourseContent> = async (id) => whole(id);
  listAssignments: MoodleReader['listAssignments'] = async () => [];
  readSubmissions: MoodleReader['readSubmissions'] = async () => new Map<number, Outcome<never>>();

  run(): Promise<void> {
    const { saved, organised } = this;
    const reader: MoodleReader = {
      profile: { userId: 1, username: '', fullName: '', language: null, release: null, functions: new Set() },
      listCourses: async () => this.courses,
      readCourse: (id) => this.readCourse(id),
      listAssignments: (ids, signal) => this.listAssignments(ids, signal),
      readSubmissions: (ids, signal) => this.readSubmissions(ids, signal),
      readOverview: () => Promise.reject(new Error('not asked for')),
      readCourses: () => {
        throw new Error('not asked for');
      },
      readHtml: () => Promise.reject(new Error('not asked for')),
      stats: () => ({ requests: 7, bytes: 9 }),
    };
    class Moodle extends MoodleSource {
      open = async () => reader;
    }
    class Tables extends TablePreparer {
      prepare = async () => [];
    }
    class Library extends LibraryStore {
      saveCourses = async () => ({ added: 3, changed: 0 });
      saveContent = async (_run: unknown, courseId: number, content: CourseContent) => {
        saved.push({ courseId, content });
        return { ...totals, added: 1, changed: 0, removed: 0 };
      };
      organise = async (_run: unknown, courseId: number, _verdicts: unknown, keep: unknown) => {
        organised.push({ courseId, keep });
        return { ...totals, classified: 0, removed: 1 };
      };
    }
    const library = new Library();
    const context: RunContext = {
      jobId: 'job',
      studentId: 'student',
      attempt: 1,
      signal: this.controller.signal,
      report: async (report) => void this.reports.push(report),
      clock: () => 0,
      breathe: async () => undefined,
      retry: { attempts: 3, baseDelayMs: 0 },
    };
    return new SyncPipeline([
      new CreateTablesStage(new Tables()),
      new FetchCoursesStage(new Moodle(), library),
      new AnalyzeContentStage(library),
      new ClassifyDataStage(),
      new SaveToDatabaseStage(library),
    ]).run(context);
  }

  types(): string[] {
    return this.reports.map(({ type }) => type);
  }
}

describe('SyncPipeline', () => {
  it('completes with a summary of what it brought', async () => {
    const fakes = new Fakes();
    await fakes.run();
    expect(fakes.reports.at(-1)).toMatchObject({
      type: 'job.completed',
      progress: 100,
      data: {
        summary: { courses: 3, coursesFailed: 0, added: 6, removed: 3, requests: 7, bytes: 9 },
        failures: [],
      },
    });
    expect(fakes.organised.map(({ keep }) => keep)).toEqual(
      [1, 2, 3].map((id) => ({ sectionIds: [id], cmids: [] })),
    );
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
    expect(asked.size).toBeLessThan(15);
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
    fakes.courses = [course(1)];
    const assignment = { id: 11, cmid: 1, courseId: 1 } as MoodleAssignment;
    fakes.listAssignments = async () => [11, 12, 13].map((id) => ({ ...assignment, id }));
    const asked: (readonly number[])[] = [];
    const read = (assignmentId: number): Outcome<MoodleSubmission> => {
      if (assignmentId === 12 && asked.length < 2)
        return { ok: false, error: new AppError('moodle.server-error') };
      if (assignmentId === 13) return { ok: false, error: new AppError('moodle.access-denied') };
      return { ok: true, value: { assignmentId } as MoodleSubmission };
    };
    fakes.readSubmissions = async (ids) => {
      asked.push(ids);
      return new Map(ids.map((id) => [id, read(id)]));
    };
    await fakes.run();
    expect(asked).toEqual([[11, 12, 13], [12]]);
    expect([...(fakes.saved[0]?.content.submissions.keys() ?? [])]).toEqual([11, 12]);
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
    fakes.listAssignments = async () => {
      throw new AppError('moodle.access-denied');
    };
    await fakes.run();
    expect(fakes.reports).toContainEqual(
      expect.objectContaining({
        type: 'part.failed',
        data: expect.objectContaining({ part: 'assignments' }),
      }),
    );
    expect(fakes.saved.map(({ content }) => content.assignments)).toEqual([null, null, null]);
    expect(fakes.types().at(-1)).toBe('job.completed');
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
    await expect(fakes.run()).rejects.toMatchObject({
      code: 'server.unexpected',
      cause: expect.any(TypeError),
    });
  });
});
