import pLimit from 'p-limit';
import { analysisProgress, type ErrorCode } from '../../../contract';
import { AppError, toAppError } from '../../../errors';
import type { MoodleAssignment, MoodleSubmission } from '../../../moodle';
import { COURSES_AT_ONCE } from '../courses-at-once';
import type { SyncDraft } from '../draft';
import { LibraryStore, type CourseContent, type ListedCourse } from '../ports';
import { retrying } from '../retrying';
import type { RunContext } from '../run-context';
import { Stage } from '../stage';

type AssignmentsByCourse = ReadonlyMap<number, readonly MoodleAssignment[]> | null;

/** Errors of one course that mean no other can be read either. */
const ENDS_THE_RUN = new Set<ErrorCode>([
  'database.unavailable',
  'moodle.web-services-disabled',
  'moodle.mobile-service-disabled',
  'moodle.wrong-address',
]);
const endsTheRun = (error: AppError): boolean => error.kind === 'sign-in' || ENDS_THE_RUN.has(error.code);

/** Errors that may be one course's own, or the whole site's: so many courses in a row decide that it is the site. */
const SITE_WIDE = new Set<ErrorCode>([
  'moodle.maintenance',
  'moodle.unreachable',
  'moodle.timeout',
  'moodle.busy',
]);
const SITE_IS_DOWN_AFTER = 3;

/** Ending early spares only courses that were not begun: those that fail come last by themselves, because they were tried again. */
const hasCoursesToBegin = ({ listed, read, failures }: SyncDraft): boolean =>
  read.size + failures.size + COURSES_AT_ONCE <= listed.length;

/** Reads and stores every course, five at a time. A course that fails is named and left; the others go on. */
export class AnalyzeContentStage extends Stage {
  readonly status = 'analyzing_content';

  constructor(private readonly library: LibraryStore) {
    super();
  }

  async run(draft: SyncDraft, context: RunContext): Promise<void> {
    const assignments = this.listAssignments(draft, context);
    assignments.catch(() => undefined); // awaited per course; a run that ends early must not leave it unhandled
    const limit = pLimit(COURSES_AT_ONCE);
    let fatal: Error | null = null;
    const tasks = draft.listed.map((listed) =>
      limit(async () => {
        if (fatal) return;
        try {
          await this.readCourse(listed, assignments, draft, context);
        } catch (error) {
          fatal ??= error instanceof Error ? error : new Error(String(error));
        }
      }),
    );
    await Promise.all(tasks);
    throwIfAny(fatal);
    refuseEmptyHanded(draft);
  }

  private async readCourse(
    listed: ListedCourse,
    assignments: Promise<AssignmentsByCourse>,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    let content: CourseContent;
    try {
      content = await this.readContent(listed.course.id, assignments, draft, context);
    } catch (thrown) {
      context.signal.throwIfAborted();
      const error = toAppError(thrown);
      if (error.code === 'server.unexpected' || endsTheRun(error)) throw error;
      await this.fail(listed, error, draft, context);
      draft.siteFailures = SITE_WIDE.has(error.code) ? draft.siteFailures + 1 : 0;
      if (draft.siteFailures >= SITE_IS_DOWN_AFTER && hasCoursesToBegin(draft)) throw error;
      return;
    }
    draft.siteFailures = 0;
    const stored = await this.library.saveContent(context, listed.course.id, content);
    draft.added += stored.added;
    draft.changed += stored.changed;
    draft.removed += stored.removed;
    draft.read.set(listed.course.id, { listed, content, totals: stored, verdicts: [] });
    await context.report({
      type: 'course.read',
      status: this.status,
      progress: this.progress(draft),
      data: {
        moodleId: listed.course.id,
        name: listed.course.fullName,
        sections: stored.sections,
        items: stored.items,
        courses: draft.counts,
      },
    });
  }

  private async readContent(
    courseId: number,
    assignments: Promise<AssignmentsByCourse>,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<CourseContent> {
    const read = await this.retry(draft, context, () => draft.reader.readCourse(courseId, context.signal));
    const byCourse = await assignments;
    const own = byCourse ? (byCourse.get(courseId) ?? []) : null;
    return { ...read, assignments: own, submissions: await this.readSubmissions(own ?? [], draft, context) };
  }

  /** All assignments of the student in one request: asked course by course it costs the server several times as much. */
  private async listAssignments(draft: SyncDraft, context: RunContext): Promise<AssignmentsByCourse> {
    if (draft.listed.length === 0) return new Map();
    const ids = draft.listed.map(({ course }) => course.id);
    try {
      const all = await this.retry(draft, context, () => draft.reader.listAssignments(ids, context.signal));
      const byCourse = new Map<number, MoodleAssignment[]>();
      for (const assignment of all) {
        const known = byCourse.get(assignment.courseId);
        if (known) known.push(assignment);
        else byCourse.set(assignment.courseId, [assignment]);
      }
      return byCourse;
    } catch (thrown) {
      await this.partFailed('assignments', thrown, draft, context);
      return null;
    }
  }

  private async readSubmissions(
    assignments: readonly MoodleAssignment[],
    draft: SyncDraft,
    context: RunContext,
  ): Promise<ReadonlyMap<number, MoodleSubmission>> {
    const known = new Map<number, MoodleSubmission>();
    if (assignments.length === 0) return known;
    let open: readonly number[] = assignments.map(({ id }) => id);
    try {
      await this.retry(draft, context, async () => {
        const outcomes = await draft.reader.readSubmissions(open, context.signal);
        const passing = new Map<number, AppError>();
        for (const [id, outcome] of outcomes) {
          if (outcome.ok) known.set(id, outcome.value);
          else if (outcome.error.retryable) passing.set(id, outcome.error);
        }
        open = [...passing.keys()]; // only these may yet be had, and only these are asked for again
        for (const error of passing.values()) throw error;
      });
    } catch (thrown) {
      await this.partFailed('submissions', thrown, draft, context);
    }
    return known;
  }

  /** A part that failed costs itself alone, unless it shows that nothing can be read any more. */
  private async partFailed(
    part: string,
    thrown: unknown,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    context.signal.throwIfAborted();
    const error = toAppError(thrown);
    if (error.code === 'server.unexpected' || endsTheRun(error)) throw error;
    await context.report({
      type: 'part.failed',
      status: this.status,
      progress: this.progress(draft),
      data: { part, error: error.report() },
    });
  }

  private async fail(
    listed: ListedCourse,
    error: AppError,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    const failure = { moodleId: listed.course.id, name: listed.course.fullName, error: error.report() };
    draft.failures.set(listed.course.id, failure);
    await context.report({
      type: 'course.failed',
      status: this.status,
      progress: this.progress(draft),
      data: { ...failure, courses: draft.counts },
    });
  }

  private retry<T>(draft: SyncDraft, context: RunContext, fn: () => Promise<T>): Promise<T> {
    return retrying(context, this.status, fn, () => this.progress(draft));
  }

  private progress(draft: SyncDraft): number {
    return analysisProgress(draft.read.size + draft.failures.size, draft.listed.length);
  }
}

const throwIfAny = (error: Error | null): void => {
  if (error) throw error;
};

/** A run that read no course at all has failed, for the reason its courses share. */
function refuseEmptyHanded(draft: SyncDraft): void {
  if (draft.listed.length === 0 || draft.read.size > 0) return;
  const codes = new Set([...draft.failures.values()].map(({ error }) => error.code));
  const [only] = codes;
  throw new AppError(codes.size === 1 && only ? only : 'sync.all-courses-failed');
}
