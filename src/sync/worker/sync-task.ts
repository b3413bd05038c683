import { randomUUID } from 'node:crypto';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { type JobData, type JobTrigger } from '../../contract';
import { Settings } from '../../config';
import { AppError, toAppError } from '../../errors';
import { EventBus } from '../../events';
import { withIds } from '../../log-context';
import { Admission } from '../persistence/admission';
import { type ClaimedJob, JobStore } from '../persistence/job-store';
import type { Lane } from '../persistence/worker-store';
import { type Report, type RunContext, SyncPipeline } from '../pipeline';
import { AttemptRefused, type SyncReported, SyncRecorder } from '../recorder';
import { SyncFigures } from '../sync-figures';
import { RunEnded } from './run-ended';
import { RunningJobs } from './running-jobs';

/** Failures of ours, not of Moodle or the student: another try of the whole job may well succeed. */
const WORTH_ANOTHER_TRY = new Set(['database.unavailable', 'server.unexpected']);

/** How long a job is handed back to a database that is away, ms. */
const HAND_OVER_MS = 5_000;
const HAND_OVER_PAUSE_MS = 100;

interface Limits {
  readonly timeoutMs: number;
  readonly requestAttempts: number;
}

/** Runs one job: claims it, drives the pipeline, and says how it ended. */
@Injectable()
export class SyncTask {
  private readonly logger = new Logger(SyncTask.name);

  constructor(
    private readonly store: JobStore,
    private readonly recorder: SyncRecorder,
    private readonly bus: EventBus,
    private readonly pipeline: SyncPipeline,
    private readonly running: RunningJobs,
    private readonly admission: Admission,
    private readonly settings: Settings,
    private readonly figures: SyncFigures,
  ) {}

  /** Rejects only when the queue should try the job again. */
  async execute(jobId: string, lane: Lane): Promise<void> {
    const claimed = await this.store.claim(jobId, lane.leaseKey, lane.queuePoolId);
    if (!claimed) return;
    this.figures.took(claimed.job);
    const { attempt } = claimed.job;
    await withIds({ jobId, attempt, universityId: claimed.universityId }, () => this.executeClaimed(claimed));
  }

  private async executeClaimed(claimed: ClaimedJob): Promise<void> {
    const { jobId, attempt } = claimed.job;
    this.logger.log({ msg: 'run began' });
    const controller = this.running.begin(jobId, attempt);
    this.recorder.begin(jobId, attempt, dataOf(claimed), claimed.job.lastSeq, claimed.spentMs);
    const limits = this.limitsFor(claimed.job.trigger);
    // Of the whole job: what earlier runs took is gone.
    const timer = setTimeout(
      () => controller.abort(new AppError('sync.timeout')),
      Math.max(limits.timeoutMs - claimed.spentMs, 0),
    );
    const run = new Run(claimed, controller, this.bus, this.recorder);
    try {
      await this.drive(run, limits);
    } catch (thrown) {
      const ended: unknown = controller.signal.aborted ? controller.signal.reason : thrown;
      await this.conclude(run, ended);
    } finally {
      clearTimeout(timer);
      controller.abort(new RunEnded('superseded')); // whatever of this run is still under way stops too
      this.running.finished(jobId, controller);
      this.recorder.forget(jobId, attempt);
      // The place of a job that has ended is another one's; this worker goes on meanwhile.
      void this.admission.soon(claimed.universityId);
    }
  }

  private async drive(run: Run, limits: Limits): Promise<void> {
    if (this.triesOf(run.claimed) > this.settings.jobs.maxAttempts)
      throw new AppError('sync.retries-exhausted');
    await run.report({
      type: 'job.started',
      ...(run.reached ?? { status: 'starting', progress: 0 }),
      data: { resumed: run.reached !== null },
    });
    await this.pipeline.run(run.context(limits.requestAttempts, this.settings.jobs.retryBaseDelayMs));
    this.logger.log({ msg: 'job completed' });
  }

  private async conclude(run: Run, ended: unknown): Promise<void> {
    const { jobId, attempt } = run;
    if (ended instanceof AttemptRefused) return; // somebody else has the job, or has ended it
    if (ended instanceof RunEnded) {
      this.logger.log({ msg: 'run ended', jobId, attempt, end: ended.end });
      if (ended.end === 'cancelled' || ended.end === 'superseded') return;
      await this.handOver(run);
      throw ended;
    }
    const error = toAppError(ended);
    const again =
      WORTH_ANOTHER_TRY.has(error.code) && this.triesOf(run.claimed) < this.settings.jobs.maxAttempts;
    this.logger[again || error.code === 'server.unexpected' ? 'error' : 'warn']({
      msg: again ? 'run failed, to be tried again' : 'job failed',
      jobId,
      attempt,
      code: error.code,
      detail: error.detail,
      err: error.code === 'server.unexpected' ? error.cause : undefined,
    });
    if (again) throw error;
    await run.fail(error);
  }

  /** What a shutdown or a database that went away cost is not the job's fault, and does not count as a try of it. */
  private async handOver(run: Run): Promise<void> {
    const { spentMs } = run;
    const lastTry = performance.now() + HAND_OVER_MS;
    for (;;) {
      try {
        return await this.store.handOver(run.jobId, run.attempt, spentMs);
      } catch (error) {
        if (performance.now() > lastTry) throw error;
        await delay(HAND_OVER_PAUSE_MS);
      }
    }
  }

  private triesOf({ job, handovers }: ClaimedJob): number {
    return job.attempt - handovers;
  }

  private limitsFor(trigger: JobTrigger): Limits {
    const { autoSync, jobs } = this.settings;
    return trigger === 'manual'
      ? { timeoutMs: jobs.timeoutMs, requestAttempts: jobs.maxAttempts }
      : { timeoutMs: autoSync.timeoutMs, requestAttempts: autoSync.attempts };
  }
}

function dataOf({ job }: ClaimedJob): JobData {
  const { trigger, courses, failures, receipt, coverage, error, summary } = job;
  return { trigger, courses, failures, receipt, coverage, error, summary };
}

/** One attempt at one job: what it says goes on the bus, and it goes on only when that is committed. */
class Run {
  private progress: number;
  private readonly began = performance.now();

  constructor(
    readonly claimed: ClaimedJob,
    private readonly controller: AbortController,
    private readonly bus: EventBus,
    private readonly recorder: SyncRecorder,
  ) {
    this.progress = claimed.job.progress;
  }

  get jobId(): string {
    return this.claimed.job.jobId;
  }

  get attempt(): number {
    return this.claimed.job.attempt;
  }

  /** What the job's runs took, this one included, ms. */
  get spentMs(): number {
    return this.claimed.spentMs + performance.now() - this.began;
  }

  /** Where an earlier run was stopped; `null` in the first. */
  get reached(): RunContext['reached'] {
    const { attempt, status, progress } = this.claimed.job;
    return attempt > 1 ? { status, progress } : null;
  }

  context(attempts: number, baseDelayMs: number): RunContext {
    return {
      jobId: this.jobId,
      studentId: this.claimed.studentId,
      universityId: this.claimed.universityId,
      attempt: this.attempt,
      reached: this.reached,
      spentMs: this.claimed.spentMs,
      signal: this.controller.signal,
      report: (report) => this.report(report),
      clock: () => performance.now(),
      now: () => new Date(),
      breathe: () => setImmediate(undefined),
      retry: { attempts, baseDelayMs },
    };
  }

  async report(report: Report): Promise<void> {
    const event: SyncReported = {
      type: 'sync.reported',
      id: randomUUID(),
      jobId: this.jobId,
      attempt: this.attempt,
      report,
      at: new Date(),
    };
    const confirmed = this.recorder.confirmation(event.id);
    this.bus.publish(event);
    try {
      await confirmed;
    } catch (error) {
      if (error instanceof AttemptRefused) this.controller.abort(new RunEnded('superseded'));
      throw error;
    }
    this.progress = report.progress;
  }

  /** Ends the job as failed, at the progress it had reached. Being refused means that somebody else ended it: that is well. */
  async fail(error: AppError): Promise<void> {
    try {
      await this.report({
        type: 'job.failed',
        status: 'failed',
        progress: this.progress,
        data: { error: error.report() },
      });
    } catch (refused) {
      if (!(refused instanceof AttemptRefused)) throw refused;
    }
  }
}
