import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PasswordStore, PassportStore, SessionStore } from '../auth';
import { Settings } from '../config';
import { AnalysisCache, LibraryWriter } from '../library';
import { JobCleanUp, QueueUpkeep } from '../sync';
import { CleanUpRounds } from './persistence/clean-up-rounds';

/** Rows taken at once: short locks, while everything else goes on. */
const BATCH = 200;
const INTERVAL_SECONDS = 60 * 60;
/** How often each node looks whether it is time, ms: should one die, another is not an hour late. */
const LOOK_MS = 10 * 60 * 1000;
/** Between two batches, ms: whoever waits for the database goes first. */
const BREATH_MS = 10;

/** Rows that went, by what they were. */
export interface CleanedUp {
  readonly jobs: number;
  readonly events: number;
  readonly queueEntries: number;
  readonly sessions: number;
  readonly passports: number;
  readonly passwords: number;
  readonly library: number;
  readonly analyses: number;
}

/**
 * Takes out, every hour, on whichever node of whatever role comes first, jobs older than `JOB_CLEANUP_DAYS` with their events, queue entries
 * that no job needs, sessions that ended, sign-ins that were never finished, sealed passwords that no job needs (there should be
 * none of these), what has been gone from libraries for more than a year, and old results of content analysis. In small batches, each a
 * transaction of its own: it may be stopped, or die, at any moment, and the next round goes on.
 */
@Injectable()
export class CleanUp implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(CleanUp.name);
  private readonly stopping = new AbortController();
  private cleaning: Promise<void> = Promise.resolve();

  constructor(
    private readonly jobs: JobCleanUp,
    private readonly queue: QueueUpkeep,
    private readonly sessions: SessionStore,
    private readonly passports: PassportStore,
    private readonly passwords: PasswordStore,
    private readonly library: LibraryWriter,
    private readonly analyses: AnalysisCache,
    private readonly rounds: CleanUpRounds,
    private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    // A command cleans when it is asked to.
    if (this.settings.roles.size > 0) this.cleaning = this.cleanEveryHour();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.cleaning;
  }

  /** One round. Returns how many rows went. */
  async run(): Promise<CleanedUp> {
    return {
      ...(await this.removeJobs()),
      queueEntries: await this.inBatches(() => this.queue.removeStray(BATCH)),
      sessions: await this.inBatches(() => this.sessions.removeEnded(BATCH)),
      passports: await this.inBatches(() => this.passports.removeExpired(BATCH)),
      passwords: await this.passwords.eraseUnneeded(),
      library: await this.inBatches(() => this.library.forgetGone(BATCH)),
      analyses: await this.inBatches(() => this.analyses.forgetOld(BATCH)),
    };
  }

  private async removeJobs(): Promise<{ jobs: number; events: number }> {
    let [jobs, events] = [0, 0];
    for (let more = true; more && !this.stopping.signal.aborted; await this.breathe()) {
      const step = await this.jobs.removeFinishedBefore(this.settings.jobs.cleanupDays);
      [jobs, events, more] = [jobs + step.jobs, events + step.events, step.more];
    }
    return { jobs, events };
  }

  private async cleanNow(): Promise<void> {
    const removed = await this.run();
    if (Object.values(removed).some((count) => count > 0)) this.logger.log({ msg: 'cleaned up', ...removed });
  }

  private async inBatches(remove: () => Promise<number>): Promise<number> {
    let total = 0;
    for (let last = BATCH; last >= BATCH && !this.stopping.signal.aborted; await this.breathe()) {
      last = await remove();
      total += last;
    }
    return total;
  }

  private async breathe(): Promise<void> {
    await delay(BREATH_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  private async cleanEveryHour(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        if (await this.rounds.begin('hourly', INTERVAL_SECONDS)) await this.cleanNow();
      } catch (error) {
        this.logger.warn({ msg: 'cleaning up failed; it is tried again later', err: error });
      }
      await delay(LOOK_MS, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
    }
  }
}
