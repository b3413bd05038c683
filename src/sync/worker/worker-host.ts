import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  Logger as QueueLogger,
  makeWorkerUtils,
  run,
  type Runner,
  type WorkerEvents,
  type WorkerUtils,
} from 'graphile-worker';
import type { Pool } from 'pg';
import { Settings } from '../../config';
import { createPool, DatabaseUrl } from '../../database';
import { SYNC_TASK } from '../persistence/job-queue';
import { JobUpkeep } from '../persistence/job-upkeep';
import { WorkerStore } from '../persistence/worker-store';
import { SyncFigures } from '../sync-figures';
import { Lease, LEASE_CLASS } from './lease';
import { RunEnded } from './run-ended';
import { RunningJobs } from './running-jobs';
import { SyncTask } from './sync-task';

/** How often the processes that died are looked for, ms. */
const RESCUE_INTERVAL_MS = 2_000;
/** A process that holds a job has registered long before this, seconds. */
const STRAY_AFTER_SECONDS = 10;
/** A process that did not say for so long that it lives (it says so with every look for the dead) is taken for dead, seconds. */
const SILENT_SECONDS = 20;
/** Between two tries to reach the database again, ms. */
const RECONNECT_DELAY_MS = 500;

interface Shift {
  readonly lease: Lease;
  readonly pool: Pool;
  readonly runner: Runner;
  readonly queuePoolId: string;
  readonly utils: WorkerUtils;
}

/**
 * Takes jobs from the queue for as long as this process holds its lease. Losing the lease (the database restarted, the network broke)
 * ends every run at once, and a new shift begins with a new lease.
 */
@Injectable()
export class WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(WorkerHost.name);
  private readonly stopping = new AbortController();
  private working: Promise<void> = Promise.resolve();
  private onDuty = false;

  constructor(
    private readonly url: DatabaseUrl,
    private readonly settings: Settings,
    private readonly task: SyncTask,
    private readonly running: RunningJobs,
    private readonly jobs: JobUpkeep,
    private readonly workers: WorkerStore,
    private readonly figures: SyncFigures,
  ) {}

  /** Whether this process takes jobs right now. */
  get healthy(): boolean {
    return !this.settings.roles.has('worker') || this.onDuty;
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('worker')) this.working = this.work();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.workOneShift();
      } catch (error) {
        this.logger.error({ msg: 'the worker lost the database', err: error });
      }
      await this.pause(RECONNECT_DELAY_MS);
    }
  }

  private async workOneShift(): Promise<void> {
    this.running.open();
    const shift = await this.beginShift();
    const stopped = new Promise<void>((resolve) => {
      if (this.stopping.signal.aborted) resolve();
      this.stopping.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const over = new AbortController();
    const rescuing = this.rescueUntil(over.signal, shift);
    this.onDuty = true;
    try {
      await Promise.race([shift.lease.lost, stopped, shift.runner.promise]);
    } finally {
      this.onDuty = false;
      over.abort();
      this.running.endAll(this.stopping.signal.aborted ? 'shutdown' : 'lease-lost');
      await rescuing;
      await this.endShift(shift);
    }
  }

  private async beginShift(): Promise<Shift> {
    const lease = await Lease.acquire(this.url);
    const pool = createPool(this.url, 'queue', Math.min(this.settings.jobs.concurrency, 10) + 2, (error) =>
      this.logger.warn({ msg: 'a connection of the queue broke', err: error }),
    );
    try {
      const events: WorkerEvents = new EventEmitter();
      let queuePoolId = '';
      events.on('pool:create', ({ workerPool }) => (queuePoolId = workerPool.id));
      const logger = queueLogger(this.logger);
      const utils = await makeWorkerUtils({ pgPool: pool, logger });
      const runner = await run({
        pgPool: pool,
        concurrency: this.settings.jobs.concurrency,
        noHandleSignals: true,
        pollInterval: 2_000,
        // Unbatched, the library reports a job's end in a promise that nobody awaits: a database that goes away in that moment
        // would end the process with an unhandled rejection. Batched (without delay) it handles the error and stops in order.
        preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
        events,
        logger,
        taskList: {
          [SYNC_TASK]: async (payload) => this.task.execute(jobIdOf(payload), lease.key),
        },
      });
      await this.workers.register(lease.key, queuePoolId);
      return { lease, pool, runner, utils, queuePoolId };
    } catch (error) {
      await lease.release();
      await pool.end().catch(() => undefined);
      throw error;
    }
  }

  private async endShift({ lease, pool, runner, utils }: Shift): Promise<void> {
    try {
      await runner.stop().catch(() => undefined); // rejects when it has stopped by itself
      await Promise.resolve(utils.release()).catch(() => undefined);
      await this.workers.unregister(lease.key).catch(() => undefined); // the database may be away
    } finally {
      await lease.release();
      await pool.end().catch(() => undefined);
    }
  }

  private async rescueUntil(over: AbortSignal, { lease, queuePoolId, utils }: Shift): Promise<void> {
    while (!over.aborted) {
      try {
        await this.workers.register(lease.key, queuePoolId); // again after a freeze, in which others took it for dead
        await this.rescue(utils);
      } catch (error) {
        if (!over.aborted) this.logger.warn({ msg: 'looking for dead workers failed', err: error });
      }
      await delay(RESCUE_INTERVAL_MS, undefined, { signal: over }).catch(() => undefined);
    }
  }

  /** Frees what dead processes held, so that the queue hands it out again at once instead of after hours. */
  private async rescue(utils: WorkerUtils): Promise<void> {
    for (const { leaseKey, queuePoolId } of await this.workers.findDead(LEASE_CLASS, SILENT_SECONDS)) {
      this.logger.warn({ msg: 'a worker process died; its jobs go on elsewhere', leaseKey });
      await utils.forceUnlockWorkers([queuePoolId]);
      await this.workers.unregister(leaseKey);
      this.figures.deadWorkers += 1;
    }
    const strays = await this.workers.findStrayPools(STRAY_AFTER_SECONDS);
    if (strays.length > 0) await utils.forceUnlockWorkers(strays);
    const orphans = await this.jobs.requeueOrphans();
    if (orphans.length > 0)
      this.logger.warn({ msg: 'jobs without a queue entry were queued again', jobIds: orphans });
    await this.jobs.hurryHandedOver();
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

function jobIdOf(payload: unknown): string {
  if (
    typeof payload === 'object' &&
    payload !== null &&
    'jobId' in payload &&
    typeof payload.jobId === 'string'
  ) {
    return payload.jobId;
  }
  throw new Error('a queue entry without a job id');
}

/** The queue's own log lines, in ours; its chatter below warnings is left out. */
function queueLogger(logger: Logger): QueueLogger {
  return new QueueLogger(() => (level, message, meta) => {
    if (meta?.error instanceof RunEnded) return; // said by the run itself, and no error
    if (level === 'error') logger.error({ msg: `queue: ${message}` });
    else if (level === 'warning') logger.warn({ msg: `queue: ${message}` });
  });
}
