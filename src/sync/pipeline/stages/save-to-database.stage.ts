import pLimit from 'p-limit';
import { COURSES_AT_ONCE } from '../courses-at-once';
import type { ReadCourse, SyncDraft } from '../draft';
import { type CourseContent, LibraryStore } from '../ports';
import type { RunContext } from '../run-context';
import { Stage } from '../stage';

/** Stores what the classification found, and takes out what a course that was read whole no longer holds. */
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
  }

  private async organise(
    courseId: number,
    course: ReadCourse,
    draft: SyncDraft,
    context: RunContext,
  ): Promise<void> {
    context.signal.throwIfAborted();
    const organised = await this.library.organise(context, courseId, course.verdicts, keptOf(course.content));
    course.totals = organised;
    draft.removed += organised.removed;
  }
}

/** What stays of a course that was read whole; `null` otherwise: then nothing proves that anything is gone. */
function keptOf({ sections, whole }: CourseContent): { sectionIds: number[]; cmids: number[] } | null {
  if (!whole) return null;
  return {
    sectionIds: sections.map(({ id }) => id),
    cmids: sections.flatMap(({ modules }) => modules.map(({ cmid }) => cmid)),
  };
}
