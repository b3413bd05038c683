import { STAGES, type JobStatus } from '../../contract';
import { SyncDraft } from './draft';
import { neverBack } from './never-back';
import type { RunContext } from './run-context';
import type { Stage } from './stage';

/** The whole way of a sync, from the first stage to `completed`. */
export class SyncPipeline {
  constructor(private readonly stages: readonly Stage[]) {}

  /** Rejects with what ended the run; the caller decides between failed, cancelled and handed over. */
  async run(given: RunContext): Promise<void> {
    const context = neverBack(given);
    const draft = new SyncDraft();
    const began = context.clock();
    for (const stage of this.stages) {
      context.signal.throwIfAborted();
      const stageBegan = context.clock();
      await context.report(started(stage.status));
      await stage.run(draft, context);
      draft.stageMs[stage.status] = Math.round(context.clock() - stageBegan);
    }
    context.signal.throwIfAborted();
    await context.report({
      type: 'job.completed',
      status: 'completed',
      progress: 100,
      data: {
        summary: draft.summary(context.spentMs + context.clock() - began),
        failures: [...draft.failures.values()],
      },
    });
  }
}

const started = (status: JobStatus) =>
  ({ type: 'stage.started', status, progress: STAGES[status].progress ?? 0, data: {} }) as const;
