import { analysisProgress, type CoursePart, type ErrorCode } from '../../../contract';
import { AppError, toAppError } from '../../../errors';
import type {
  AskedModule,
  CourseReading,
  MoodleCourseContent,
  MoodleCourseExtras,
  MoodleOverview,
  Outcome,
} from '../../../moodle';
import { BookTexts } from '../book-texts';
import type { CourseCheckpoint } from '../checkpoint';
import { CourseIntake } from '../course-intake';
import { COURSES_AT_ONCE } from '../courses-at-once';
import type { SyncDraft } from '../draft';
import { Checkpoints, LibraryStore, type StoredContent } from '../ports';
import { asCourseQuestions, type Question, whatToAsk } from '../questions';
import { failedReceipt, readReceipt } from '../receipts';
import { retrying } from '../retrying';
import { endsTheRun, ownFault, refuseEmptyHanded } from '../run-errors';
import type { RunContext } from '../run-context';
import { Stage } from '../stage';
import { OF_ACTIVITIES, Surroundings } from '../surroundings';

/** Errors that may be one course's own, or the whole site's: so many courses in a row decide that it is the site. */
const SITE_WIDE = new Set<ErrorCode>([
  'moodle.maintenance',
  'moodle.unreachable',
  'moodle.timeout',
  'moodle.busy',
]);
/** Courses asked together fail together, and more than one request has to fail. */
const SITE_IS_DOWN_AFTER = { together: 12, alone: 3 } as const;

/** Calendar entries older than this are not asked for: Moodle's work grows with their number. */
const CALENDAR_DAYS = 30;
const DAY_S = 24 * 3600;

/** Reads every course, and stores each as soon as it is there. A course that fails is named and left; the others go on. */
export class AnalyzeContentStage extends Stage {
  readonly status = 'analyzing_content';

  constructor(
    private readonly library: LibraryStore,
    private readonly checkpoints: Checkpoints,
  ) {
    super();
  }

  async run(draft: SyncDraft, context: RunContext): Promise<void> {
    if (draft.listed.length === 0) return;
    const surroundings = await this.readSurroundings(draft, context);
    const unread = draft.listed.filter(({ course }) => !draft.read.has(course.id));
    const { questions, refusals, others } = whatToAsk(
      unread.map((listed) => surroundings.known(listed, draft.memory)),
      context.now(),
    );
    const intakes = unread.map((listed) => {
      const own = <T extends { readonly courseId: number }>(rows: readonly T[]): readonly T[] =>
        rows.filter(({ courseId }) => courseId === listed.course.id);
      const { id } = listed.course;
      const tasks = draft.memory.courses.get(id)?.tasks ?? [];
      return new CourseIntake(
        listed,
        own(questions),
        surroundings,
        own(refusals),
        tasks,
        own(others),
        context.now(),
      );
    });
    await this.readCourses(intakes, draft, context);
    refuseEmptyHanded(draft);
    await this.lookForVanished(draft, context);
  }

  /** What concerns all courses at once. A part that fails is asked again, and then left. */
  private async readSurroundings(draft: SyncDraft, context: RunContext): Promise<Surroundings> {
    const ids = draft.listed.map(({ course }) => course.id);
    const eventsSince = Math.floor(context.now().getTime() / 1000) - CALENDAR_DAYS * DAY_S;
    const known: { overview: MoodleOverview | null } = { overview: null };
    try {
      await this.retry(draft, context, async () => {
        const read = await draft.reader.readOverview(ids, { eventsSince }, context.signal);
        known.overview = known.overview ? joined(known.overview, read) : read;
        const passing = passingIn(known.overview);
        if (passing) throw passing;
      });
    } catch (thrown) {
      context.signal.throwIfAborted();
      const error = toAppError(thrown);
      if (!known.overview || endsTheRun(error)) throw error;
    }
    if (!known.overview) throw new AppError('server.unexpected', { detail: 'no overview' });
    const surroundings = new Surroundings(known.overview);
    for (const [part, error] of surroundings.failedParts) await this.reportPart(part, error, draft, context);
    const { extras, events } = surroundings;
    if (extras) await this.saveExtras(extras, draft, context);
    draft.calendar = events && { events, since: new Date(eventsSince * 1000), courseIds: ids };
    return surroundings;
  }

  private async saveExtras(
    extras: readonly MoodleCourseExtras[],
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    try {
      draft.count(await this.library.saveExtras(context, extras));
    } catch (thrown) {
      const error = ownFault(thrown, context);
      await this.reportPart('details', error, draft, context);
    }
  }

  private reportPart(
    part: CoursePart,
    error: AppError,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    return context.report({
      type: 'part.failed',
      status: this.status,
      progress: this.progress(draft),
      data: { part, error: error.report() },
    });
  }

  /** In rounds: what failed and may pass is asked again, each course by itself, so that one that brings its request down costs itself alone. */
  private async readCourses(
    intakes: readonly CourseIntake[],
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    const books = new BookTexts(draft, context);
    let open = intakes;
    let fatal: { readonly error: unknown } | null = null;
    let together = true;
    const read = async (): Promise<void> => {
      try {
        for (let asked = open; asked.length > 0; asked = open.filter(({ wantsMore }) => wantsMore)) {
          const round = new Round(asked, together, draft, context);
          await round.run((intake, reading) => this.takeIn(intake, reading, books, draft, context));
          open = open.filter(({ unfinished }) => unfinished);
        }
      } catch (error) {
        fatal = { error };
        return;
      }
      together = false;
      const [first] = open.flatMap(({ passing }) => passing ?? []);
      if (first) throw first;
    };
    await this.retry(draft, context, read).catch(() => context.signal.throwIfAborted());
    throwIfAny(fatal);
    await this.settle(open, draft, context);
  }

  private async takeIn(
    intake: CourseIntake,
    reading: CourseReading,
    books: BookTexts,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    const asked = intake.questions;
    const contents = intake.take(reading, context.now());
    if (contents) {
      try {
        await this.store(intake, reading, contents, books, draft, context);
      } catch (thrown) {
        await this.leave(intake, asked, ownFault(thrown, context), draft, context);
        return;
      }
    } else if (intake.error && endsTheRun(intake.error)) throw intake.error;
    else if (intake.error && !intake.error.retryable && intake.stored)
      await this.reportRead(intake, draft, context);
    else if (intake.error && !intake.error.retryable) await this.fail(intake, intake.error, draft, context);
    if (contents && !intake.unfinished) await this.reportRead(intake, draft, context);
  }

  private async store(
    intake: CourseIntake,
    reading: CourseReading,
    contents: MoodleCourseContent,
    books: BookTexts,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    const texts = await books.of(intake, contents);
    const content = intake.content(reading, contents, {
      books: texts,
      highestCmid: draft.memory.highestCmid,
      serverTime: draft.reader.serverNow(),
      partialView: draft.reader.coverage.length > 0,
    });
    const done = intake.questions.length === 0;
    const stored = await this.library.saveContent(
      context,
      intake.id,
      content,
      done ? (written) => this.checkpoint(intake, contents, written) : null,
    );
    draft.count(stored);
    draft.read.set(intake.id, intake.summary(contents, stored));
    intake.stored = true;
  }

  private checkpoint(
    intake: CourseIntake,
    contents: MoodleCourseContent,
    stored: StoredContent,
  ): CourseCheckpoint {
    const { listed, verdicts: _none, ...read } = intake.summary(contents, stored);
    const name = { moodleId: intake.id, name: listed.course.fullName };
    return { ...read, receipt: readReceipt(name, intake.failedParts, intake.total) };
  }

  /** What cannot be stored is not asked again in this run; what an earlier round stored stays. */
  private async leave(
    intake: CourseIntake,
    asked: readonly Question[],
    error: AppError,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    if (!intake.stored) return this.fail(intake, error, draft, context);
    intake.lose(asked, error);
    await this.reportRead(intake, draft, context);
  }

  /** What is still open after the last round. */
  private async settle(open: readonly CourseIntake[], draft: SyncDraft, context: RunContext): Promise<void> {
    const unread = open.filter(({ stored }) => !stored);
    for (const intake of open) {
      if (intake.stored) await this.reportRead(intake, draft, context);
      else if (intake.error) await this.fail(intake, intake.error, draft, context);
    }
    const [first] = unread.flatMap(({ error }) => error ?? []);
    const siteIsAway =
      unread.every(({ error }) => error === null || SITE_WIDE.has(error.code)) &&
      unread.length > draft.read.size;
    if (first && siteIsAway) throw first;
  }

  private async reportRead(intake: CourseIntake, draft: SyncDraft, context: RunContext): Promise<void> {
    const read = draft.read.get(intake.id);
    if (!read) return;
    const { totals, listed } = read;
    read.partial = intake.failedParts.size > 0;
    const name = { moodleId: intake.id, name: listed.course.fullName };
    intake.settled = true;
    await context.report({
      type: 'course.read',
      status: this.status,
      progress: this.progress(draft),
      data: {
        ...name,
        sections: totals.sections,
        items: totals.items,
        courses: draft.counts,
        receipt: readReceipt(name, intake.failedParts, intake.total),
      },
    });
  }

  private async fail(
    intake: CourseIntake,
    error: AppError,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    const name = { moodleId: intake.id, name: intake.listed.course.fullName };
    const staleSince = draft.memory.courses.get(intake.id)?.syncedAt ?? null;
    const failure = { ...name, error: error.report() };
    draft.failures.set(intake.id, failure);
    intake.settled = true;
    await context.report({
      type: 'course.failed',
      status: this.status,
      progress: this.progress(draft),
      data: {
        ...failure,
        courses: draft.counts,
        receipt: failedReceipt(name, error, staleSince, intake.total),
      },
    });
  }

  /**
   * Of what a course no longer lists, Moodle is asked what became of it: hidden is not removed. Along with that it is asked about what was
   * found hidden before, and may have been deleted since.
   */
  private async lookForVanished(draft: SyncDraft, context: RunContext): Promise<void> {
    const missing = (of: 'cmids' | 'hidden'): AskedModule[] =>
      [...draft.read.values()].flatMap(({ listed, whole, cmids }) => {
        if (!whole) return [];
        const shown = new Set(cmids);
        const courseId = listed.course.id;
        const known = draft.memory.courses.get(courseId)?.[of] ?? [];
        return known.filter((cmid) => !shown.has(cmid)).map((cmid) => ({ cmid, courseId }));
      });
    const vanished = missing('cmids').filter(({ cmid }) => !draft.vanished.has(cmid));
    if (vanished.length === 0) return;
    const hidden = missing('hidden').map((one) => ({ ...one, wasHidden: true as const }));
    const found = await draft.reader.presence([...vanished, ...hidden], context.signal);
    draft.vanished = new Map([...draft.vanished, ...found]);
    await this.checkpoints.keepVanished(context, draft.vanished);
  }

  private retry<T>(draft: SyncDraft, context: RunContext, fn: () => Promise<T>): Promise<T> {
    return retrying(context, this.status, fn, () => this.progress(draft));
  }

  private progress(draft: SyncDraft): number {
    return analysisProgress(draft.read.size + draft.failures.size, draft.listed.length);
  }
}

/** One round through the courses that are still open. */
class Round {
  private failedInARow = 0;

  constructor(
    private readonly open: readonly CourseIntake[],
    private readonly together: boolean,
    private readonly draft: SyncDraft,
    private readonly context: RunContext,
  ) {}

  /** Hands out each reading as it comes, a few at a time; leaves early when the site shows itself to be away. */
  async run(takeIn: (intake: CourseIntake, reading: CourseReading) => Promise<void>): Promise<void> {
    const { signal } = this.context;
    const intakes = new Map(this.open.map((intake) => [intake.id, intake]));
    const questions = asCourseQuestions(
      this.open.flatMap((intake) => intake.questions),
      new Set(intakes.keys()),
    );
    const running = new Set<Promise<void>>();
    const failures: unknown[] = [];
    const readings = this.draft.reader.readCourses([...intakes.keys()], questions, signal, {
      together: this.together,
    });
    try {
      for await (const reading of readings) {
        const intake = intakes.get(reading.courseId);
        if (!intake) continue;
        const task = takeIn(intake, reading)
          .catch((error: unknown) => void failures.push(error))
          .finally(() => running.delete(task));
        running.add(task);
        while (running.size >= COURSES_AT_ONCE) await Promise.race(running);
        if (failures.length > 0 || this.siteIsAway(reading)) break;
      }
    } finally {
      await Promise.all(running);
    }
    if (failures.length > 0) throw failures[0];
  }

  private siteIsAway({ contents }: CourseReading): boolean {
    const isDown = !contents.ok && SITE_WIDE.has(contents.error.code);
    this.failedInARow = isDown ? this.failedInARow + 1 : 0;
    return this.failedInARow >= SITE_IS_DOWN_AFTER[this.together ? 'together' : 'alone'];
  }
}

/** Why another try may bring what is missing; `null` where none will. */
function passingIn({ unread = new Map(), ...parts }: MoodleOverview): AppError | null {
  const failed = Object.values(parts).flatMap((part: Outcome<unknown>) => (part.ok ? [] : part.error));
  // A page that cannot be read costs its own course alone, which is read anew with its contents.
  const courses = [...unread.values()].filter(({ code }) => code !== 'moodle.invalid-response');
  return [...failed, ...courses].find(({ retryable }) => retryable) ?? null;
}

/** What an earlier try brought stays, where a later one failed. */
function joined(before: MoodleOverview, after: MoodleOverview): MoodleOverview {
  const pick = <K extends Exclude<keyof MoodleOverview, 'unread'>>(name: K): MoodleOverview[K] =>
    after[name].ok ? after[name] : before[name].ok ? before[name] : after[name];
  return {
    courses: pick('courses'),
    assignments: pick('assignments'),
    quizzes: pick('quizzes'),
    forums: pick('forums'),
    pages: pick('pages'),
    events: pick('events'),
    totals: pick('totals'),
    unread: OF_ACTIVITIES.every((name) => after[name].ok)
      ? after.unread
      : new Map([...(before.unread ?? []), ...(after.unread ?? [])]),
  };
}

function throwIfAny(fatal: { readonly error: unknown } | null): void {
  if (fatal) throw fatal.error;
}
