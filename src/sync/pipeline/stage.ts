import type { JobStatus } from '../../contract';
import type { SyncDraft } from './draft';
import type { RunContext } from './run-context';

/** One step of a run. It rejects only when the job cannot go on; what costs a part alone is reported and left behind. */
export abstract class Stage {
  abstract readonly status: JobStatus;
  abstract run(draft: SyncDraft, context: RunContext): Promise<void>;
}
