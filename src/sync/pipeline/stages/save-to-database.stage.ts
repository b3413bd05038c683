import pLimit from 'p-limit';
import type { Kept } from '../../../library';
import type { Presence } from '../../../moodle';
import { COURSES_AT_ONCE } from '../courses-at-once';
import type { ReadCourse, SyncDraft } from '../draft';
import { type ItemVerdict, LibraryStore } from '../ports';
import type { RunContext } from '../run-context';
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
    if (draft.calendar) draft.count(await this.library.saveCalendar(context, draft.calendar));
  }

  private async organise(
    courseId: number,
    course: ReadCourse,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    context.signal.throwIfAborted();
    const keep = keptOf(course, draft.vanished);
    const organised = await this.library.organise(context, courseId, verdictsOf(course), keep);
    course.totals = organised;
    draft.count({ removed: organised.removed, changes: organised.changes });
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
  return { sectionIds, cmids: [...cmids, ...found('shown'), ...found('unknown')], hidden: found('hidden') };
}
