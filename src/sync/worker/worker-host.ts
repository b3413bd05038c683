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
import { Admission } from '../persistence/admission';
import { NOT_THE_FIRST, SYNC_TASK } from '../persistence/job-queue';
import { JobUpkeep } from '../persistence/job-upkeep';
import { type Lane, type SeenLane, WorkerStore } from '../persistence/worker-store';
import { SyncFigures } from '../sync-figures';
import { Lease, LEASE_CLASS } from './lease';
import { NeighbourWatch } from './neighbour-watch';
import { RunEnded } from './run-ended';
import { RunningJobs } from './running-jobs';
import { Silence } from './silence';
import { SyncTask } from './sync-task';

/** How often this process says that it lives, and looks who else does, ms. */
const BEAT_MS = 1_000;
/** How often jobs and queue are looked after, ms. */
const UPKEEP_MS = 2_000;
/** A process that says nothing for so long is taken for dead, ms. */
const SILENT_MS = 5_000;
/** Who has said within this time that it lives was not taken for dead meanwhile, ms. */
const SURE_MS = 2 * BEAT_MS;
/** A process that holds a job has registered long before this, seconds. */
const STRAY_AFTER_SECONDS = 10;
/** Between two tries to reach the database again, ms. */
const RECONNECT_DELAY_MS = 500;
/** Connections of the queue's pool, beside one for each job that is being fetched or reported. */
const QUEUE_CONNECTIONS = { least: 4, most: 14 };

/** One way in which this process takes jobs from the queue. */
interface QueueLane extends Lane {
  readonly runner: Runner;
}

interface Shift {
  readonly lease: Lease;
  readonly pool: Pool;
  readonly utils: WorkerUtils;
  readonly lanes: readonly QueueLane[];
}

/**
 * Takes jobs from the queue for as long as this process holds its lease. Losing the lease (the database restarted, the network broke)
 * ends every run at once, and a new shift begins with a new lease. Jobs are taken in two lanes: one for all, and one, half as wide, for the
 * first job of each university alone, so that however many jobs a busy university has, a student of another one need not wait for them.
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
    private readonly admission: Admission,
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
    const over = new AbortController();
    const stopped = new Promise<void>((resolve) => {
      if (this.stopping.signal.aborted) resolve();
      this.stopping.signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
    });
    const looking = this.lookAfter(over.signal, shift);
    this.onDuty = true;
    try {
      await Promise.race([shift.lease.lost, stopped, ...shift.lanes.map(({ runner }) => runner.promise)]);
    } finally {
      this.onDuty = false;
      over.abort();
      // First, or a lane would take what the other one gives back. Rejects where it has stopped by itself.
      const lanesStopped = Promise.all(shift.lanes.map(({ runner }) => runner.stop().catch(() => undefined)));
      this.running.endAll(this.stopping.signal.aborted ? 'shutdown' : 'lease-lost');
      await looking;
      await this.endShift(shift, lanesStopped);
    }
  }

  private async beginShift(): Promise<Shift> {
    const { concurrency } = this.settings.jobs;
    const widths = [
      { concurrency, forbiddenFlags: [] },
      // A university has one first job at a time: with two places one of them is free for the next.
      { concurrency: Math.max(2, Math.ceil(concurrency / 2)), forbiddenFlags: [NOT_THE_FIRST] },
    ];
    const lease = await Lease.acquire(this.url, widths.length);
    const { least, most } = QUEUE_CONNECTIONS;
    const pool = createPool(this.url, 'queue', Math.min(concurrency + least, most), (error) =>
      this.logger.warn({ msg: 'a connection of the queue broke', err: error }),
    );
    const lanes: QueueLane[] = [];
    try {
      const utils = await makeWorkerUtils({ pgPool: pool, logger: queueLogger(this.logger) });
      for (const [n, width] of widths.entries())
        lanes.push(await this.openLane({ pool, utils, lease }, lease.keys[n] ?? 0, width));
      await this.sayThatItLives({ lanes, lease });
      return { lease, pool, utils, lanes };
    } catch (error) {
      const lanesStopped = Promise.all(lanes.map(({ runner }) => runner.stop().catch(() => undefined)));
      this.running.endAll('lease-lost');
      await lanesStopped;
      await lease.release();
      await pool.end().catch(() => undefined);
      throw error;
    }
  }

  private async openLane(
    { pool, utils, lease }: Pick<Shift, 'pool' | 'utils' | 'lease'>,
    leaseKey: number,
    { concurrency, forbiddenFlags }: { concurrency: number; forbiddenFlags: string[] },
  ): Promise<QueueLane> {
    const events: WorkerEvents = new EventEmitter();
    let queuePoolId = '';
    events.on('pool:create', ({ workerPool }) => (queuePoolId = workerPool.id));
    const runner = await run({
      pgPool: pool,
      concurrency,
      forbiddenFlags,
      noHandleSignals: true,
      pollInterval: 2_000,
      // Unbatched, the library reports a job's end in a promise that nobody awaits: a database that goes away in that moment
      // would end the process with an unhandled rejection. Batched (without delay) it handles the error and stops in order.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      events,
      logger: queueLogger(this.logger),
      taskList: {
        [SYNC_TASK]: async (payload) => {
          if (!(await lease.holds(SURE_MS))) {
            await this.letGo(utils, [queuePoolId]);
            throw new RunEnded('lease-lost');
          }
          await this.task.execute(jobIdOf(payload), { leaseKey, queuePoolId });
        },
      },
    });
    return { leaseKey, queuePoolId, runner };
  }

  private async endShift({ lease, pool, utils }: Shift, stopped: Promise<unknown>): Promise<void> {
    try {
      await stopped;
      await Promise.resolve(utils.release()).catch(() => undefined);
      // The database may be away.
      await this.workers.unregister(lease.keys).catch(() => undefined);
      await this.jobs.hurry().catch(() => undefined);
    } finally {
      await lease.release();
      await pool.end().catch(() => undefined);
    }
  }

  /** Until the shift is over: says that it lives, looks who does not, and keeps jobs and queue in order. */
  private async lookAfter(over: AbortSignal, shift: Shift): Promise<void> {
    const neighbours = new NeighbourWatch(this.url, this.workers, shift.lease.keys, () =>
      this.takeOver(shift, []),
    );
    const silence = new Silence(SILENT_MS);
    await Promise.all([
      neighbours.run(over),
      // By itself, over a connection of its own: whatever else takes its time, others hear that this process lives.
      this.every(BEAT_MS, over, () => this.sayThatItLives(shift)),
      this.every(BEAT_MS, over, async () => {
        const lanes = await this.othersOf(shift);
        await this.takeOver(shift, silence.dead(lanes, performance.now()));
      }),
      this.every(UPKEEP_MS, over, () => this.keepUp(shift.utils)),
    ]);
  }

  private async every(ms: number, over: AbortSignal, work: () => Promise<void>): Promise<void> {
    while (!over.aborted) {
      try {
        await work();
      } catch (error) {
        if (!over.aborted) this.logger.warn({ msg: 'looking after jobs and workers failed', err: error });
      }
      await delay(ms, undefined, { signal: over }).catch(() => undefined);
    }
  }

  private async othersOf({ lease }: Shift): Promise<SeenLane[]> {
    const lanes = await this.workers.seen(LEASE_CLASS, lease);
    return lanes.filter(({ leaseKey }) => !lease.keys.includes(leaseKey));
  }

  /** Frees what dead processes held (those whose locks are free, and `silent` ones), so that the queue hands it out again at once. */
  private async takeOver(shift: Shift, silent: readonly SeenLane[]): Promise<void> {
    const free = (await this.othersOf(shift)).filter(({ held }) => !held);
    const dead = new Map<number, SeenLane>([...silent, ...free].map((lane) => [lane.leaseKey, lane]));
    if (dead.size === 0) return;
    this.logger.warn({ msg: 'a worker process died; its jobs go on elsewhere', leaseKeys: [...dead.keys()] });
    // Whose lock is free has no connections any more, or has only lost that one.
    const frozen = [...dead.values()].flatMap(({ leaseKey, held }) => (held ? [leaseKey] : []));
    if (frozen.length > 0) await this.workers.disconnect(frozen, this.url.instance);
    await this.letGo(
      shift.utils,
      [...dead.values()].map(({ queuePoolId }) => queuePoolId),
    );
    await this.workers.unregister([...dead.keys()]);
    this.figures.deadWorkers += new Set([...dead.values()].map(({ instance }) => instance)).size;
  }

  /** The queue hands out at once what it had given to these. */
  private async letGo(utils: WorkerUtils, queuePoolIds: string[]): Promise<void> {
    await utils.forceUnlockWorkers(queuePoolIds);
    await this.jobs.wake();
  }

  private async sayThatItLives({ lanes, lease }: Pick<Shift, 'lanes' | 'lease'>): Promise<void> {
    await this.workers.register(lanes, this.url.instance, lease);
    lease.renewed();
  }

  private async keepUp(utils: WorkerUtils): Promise<void> {
    const strays = await this.workers.findStrayPools(STRAY_AFTER_SECONDS);
    if (strays.length > 0) await this.letGo(utils, strays);
    const orphans = await this.jobs.requeueOrphans();
    if (orphans.length > 0)
      this.logger.warn({ msg: 'jobs without a queue entry were queued again', jobIds: orphans });
    await this.jobs.hurry();
    await this.admission.admitAllWaiting();
    // A cancellation that this process did not hear.
    const { numbers } = this.running;
    if (numbers.length === 0) return;
    for (const { jobId, cancelled } of await this.jobs.overtaken(numbers))
      this.running.end(jobId, cancelled ? 'cancelled' : 'superseded');
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
