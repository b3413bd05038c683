import type { SyncDraft } from '../draft';
import { LibraryStore } from '../ports';
import type { RunContext } from '../run-context';
import { Stage } from '../stage';

/** Stores what the classification found, and takes out what a course that was read whole no longer holds. */
export class SaveToDatabaseStage extends Stage {
  readonly status = 'saving_to_database';

  constructor(private readonly library: LibraryStore) {
    super();
  }

  async run(draft: SyncDraft, context: RunContext): Promise<void> {
    for (const [courseId, course] of draft.read) {
      const { content, verdicts } = course;
      context.signal.throwIfAborted();
      const keep = {
        sectionIds: content.sections.map(({ id }) => id),
        cmids: content.sections.flatMap(({ modules }) => modules.map(({ cmid }) => cmid)),
      };
      const organised = await this.library.organise(context, courseId, verdicts, keep);
      course.totals = organised;
      draft.removed += organised.removed;
    }
  }
}
