import type { SyncDraft } from '../draft';
import { TablePreparer } from '../ports';
import type { RunContext } from '../run-context';
import { Stage } from '../stage';

/** Creates the tables that do not exist yet. After a normal start there are none to create, and this costs one query. */
export class CreateTablesStage extends Stage {
  readonly status = 'creating_tables';

  constructor(private readonly tables: TablePreparer) {
    super();
  }

  async run(_draft: SyncDraft, context: RunContext): Promise<void> {
    context.signal.throwIfAborted();
    await this.tables.prepare();
  }
}
