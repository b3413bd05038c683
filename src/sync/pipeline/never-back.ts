import { JOB_STATUSES, type JobStatus } from '../../contract';
import type { RunContext } from './run-context';

const rankOf = (status: JobStatus): number => JOB_STATUSES.indexOf(status);

/**
 * A run that goes on from where another one was stopped walks the first stages again, as quickly as they allow; whoever watches sees a job
 * that stands where it stood, and never one that falls back.
 */
export function neverBack(context: RunContext): RunContext {
  if (!context.reached) return context;
  let reached = context.reached;
  return {
    ...context,
    report: async (report) => {
      const isPassed = rankOf(report.status) < rankOf(reached.status);
      if (isPassed && report.type === 'stage.started') return;
      reached = {
        status: isPassed ? reached.status : report.status,
        progress: Math.max(reached.progress, report.progress),
      };
      await context.report({ ...report, ...reached });
    },
  };
}
