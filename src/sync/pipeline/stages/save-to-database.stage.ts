import pLimit from 'p-limit';
import { STAGES } from '../../../contract';
import type { AppError } from '../../../errors';
import type { Kept } from '../../../library';
import type { Presence } from '../../../moodle';
import { COURSES_AT_ONCE } from '../courses-at-once';
import type { ReadCourse, SyncDraft } from '../draft';
import { type CalendarReading, type ItemVerdict, LibraryStore } from '../ports';
import { failedReceipt } from '../receipts';
import type { RunContext } from '../run-context';
import { ownFault, refuseEmptyHanded } from '../run-errors';
import { Stage } from '../stage';

/** Stores what the classification found, and marks as gone what a course that was read whole no longer shows. */
export class SaveToDatabaseStage extends Stage {
  readonly status = 'saving_to_database';

  constructor(private readonly library: LibraryStore) {
    super();
  }

  async run(draft: SyncDraft, context: RunContext): Promise<void> {
    const limit = pLimit(COURSES_AT_ONCE);
    await Promise.all(
      [...draft.read].map(([courseId, course]) =>
        limit(() => this.organise(courseId, course, draft, context)),
      ),
    );
    refuseEmptyHanded(draft);
    if (draft.calendar) await this.saveCalendar(draft.calendar, draft, context);
  }

  private async organise(
    courseId: number,
    course: ReadCourse,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    context.signal.throwIfAborted();
    const keep = keptOf(course, draft.vanished);
    try {
      const organised = await this.library.organise(context, courseId, verdictsOf(course), keep);
      course.totals = organised;
      draft.count({ removed: organised.removed, changes: organised.changes });
    } catch (thrown) {
      await this.fail(course, ownFault(thrown, context), draft, context);
    }
  }

  /** It was read, and is not organised: it counts as failed, and not as both. */
  private async fail(
    { listed: { course }, cost }: ReadCourse,
    error: AppError,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    const name = { moodleId: course.id, name: course.fullName };
    const failure = { ...name, error: error.report() };
    draft.read.delete(course.id);
    draft.failures.set(course.id, failure);
    const staleSince = draft.memory.courses.get(course.id)?.syncedAt ?? null;
    await context.report({
      type: 'course.failed',
      status: this.status,
      progress: STAGES[this.status].progress ?? 0,
      data: { ...failure, courses: draft.counts, receipt: failedReceipt(name, error, staleSince, cost) },
    });
  }

  private async saveCalendar(
    calendar: CalendarReading,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    try {
      draft.count(await this.library.saveCalendar(context, calendar));
    } catch (thrown) {
      await context.report({
        type: 'part.failed',
        status: this.status,
        progress: STAGES[this.status].progress ?? 0,
        data: { part: 'calendar', error: ownFault(thrown, context).report() },
      });
    }
  }
}

const verdictsOf = ({ cmids, verdicts }: ReadCourse): ItemVerdict[] =>
  cmids.flatMap((cmid, index) => {
    const verdict = verdicts[index];
    return verdict ? [{ ...verdict, cmid }] : [];
  });

/**
 * What stays of a course that was read whole; `null` otherwise: then nothing proves that anything is gone. What the student may open all
 * the same stays too.
 */
function keptOf({ whole, sectionIds, cmids }: ReadCourse, vanished: SyncDraft['vanished']): Kept | null {
  if (!whole) return null;
  const found = (presence: Presence): number[] =>
    [...vanished].flatMap(([cmid, one]) => (one === presence ? cmid : []));
  // Of what could not be found out nothing is said yet: it stays, and the next sync asks.
  return {
    sectionIds,
    cmids: [...cmids, ...found('shown'), ...found('unknown')],
    hidden: found('hidden'),
    deleted: found('gone'),
  };
}
