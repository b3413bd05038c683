import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PasswordStore, PassportStore, SessionStore } from '../auth';
import { Settings } from '../config';
import { AnalysisCache, LibraryWriter } from '../library';
import { JobUpkeep } from '../sync';
import { CleanUpRounds } from './persistence/clean-up-rounds';

/** Rows taken at once: short locks, while everything else goes on. */
const BATCH = 200;
const INTERVAL_SECONDS = 60 * 60;
/** How often each node looks whether it is time, ms: should one die, another is not an hour late. */
const LOOK_MS = 10 * 60 * 1000;

/**
 * Takes out, every hour, on whichever node of whatever role comes first, jobs older than `JOB_CLEANUP_DAYS` with their events, sessions that ended, sign-ins that were never finished, sealed
 * passwords that no job needs (there should be none), what has been gone from libraries for more than a year, and old results of
 * content analysis.
 */
@Injectable()
export class CleanUp implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(CleanUp.name);
  private readonly stopping = new AbortController();
  private cleaning: Promise<void> = Promise.resolve();

  constructor(
    private readonly jobs: JobUpkeep,
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
  async run(): Promise<{
    jobs: number;
    sessions: number;
    passports: number;
    passwords: number;
    library: number;
    analyses: number;
  }> {
    const { cleanupDays } = this.settings.jobs;
    return {
      jobs: await this.inBatches(() => this.jobs.removeFinishedBefore(cleanupDays, BATCH)),
      sessions: await this.inBatches(() => this.sessions.removeEnded(BATCH)),
      passports: await this.inBatches(() => this.passports.removeExpired(BATCH)),
      passwords: await this.passwords.eraseUnneeded(),
      library: await this.inBatches(() => this.library.forgetGone(BATCH)),
      analyses: await this.inBatches(() => this.analyses.forgetOld(BATCH)),
    };
  }

  private async cleanNow(): Promise<void> {
    const removed = await this.run();
    if (Object.values(removed).some((count) => count > 0)) this.logger.log({ msg: 'cleaned up', ...removed });
  }

  private async inBatches(remove: () => Promise<number>): Promise<number> {
    let total = 0;
    for (let last = BATCH; last >= BATCH && !this.stopping.signal.aborted; total += last)
      last = await remove();
    return total;
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
