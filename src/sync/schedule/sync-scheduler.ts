import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Settings } from '../../config';
import { toAppError } from '../../errors';
import { Universities } from '../../universities';
import { ScheduleStore, type TakenStudent } from '../persistence/schedule-store';
import { SyncService } from '../sync.service';
import { SyncFactsReader } from './sync-facts';

/** How often each worker looks whose turn it is, ms. */
const LOOK_MS = 5_000;
/** Students looked at together; as many as are worth one round of questions to the database. */
const BATCH = 50;
/** When a student whose sync was begun is looked at again: by then it has ended, and its deadlines are known. Also if this node dies first. */
const AGAIN_MS = 10 * 60_000;
/** Whoever has been away for long is looked at so often, without asking Moodle anything. */
const INACTIVE_MS = 24 * 60 * 60_000;

/** What one look at a university did. */
export interface Look {
  readonly looked: number;
  readonly started: readonly string[];
}

/**
 * Starts the syncs whose time has come. Runs on every worker: the database hands each student to one of them, and lets so many begin in a
 * minute at one university. A node that dies in the middle loses nobody's turn (see `ScheduleStore`).
 */
@Injectable()
export class SyncScheduler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SyncScheduler.name);
  private readonly stopping = new AbortController();
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly schedule: ScheduleStore,
    private readonly facts: SyncFactsReader,
    private readonly sync: SyncService,
    private readonly universities: Universities,
    private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('worker') && this.settings.autoSync.schedule) this.working = this.work();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  /** One look at every university, as of `now` by the database's clock. */
  async look(now: Date): Promise<Look> {
    const listed = this.universities.list().map(({ id }) => id);
    let [looked, started]: [number, string[]] = [0, []];
    for (const universityId of await this.schedule.universitiesDue(listed, now)) {
      if (this.stopping.signal.aborted) break;
      const look = await this.lookAtUniversity(universityId, now);
      [looked, started] = [looked + look.looked, [...started, ...look.started]];
    }
    return { looked, started };
  }

  private async lookAtUniversity(universityId: string, now: Date): Promise<Look> {
    const again = new Date(now.getTime() + AGAIN_MS);
    const taken = await this.schedule.take(universityId, now, again, BATCH);
    const ids = taken.map(({ studentId }) => studentId);
    const plans = await this.facts.plan(universityId, ids, now);
    const next = new Map<string, Date | null>();
    const due: TakenStudent[] = [];
    for (const student of taken) {
      const plan = plans.get(student.studentId)?.plan;
      if (!plan) continue; // the student is gone
      if (plan.at !== null && plan.at <= now) due.push(student);
      else next.set(student.studentId, plan.at ?? (plan.why === 'inactive' ? later(now, INACTIVE_MS) : null));
    }
    const admitted = await this.admit(universityId, due, now);
    // Who cannot begin yet keeps the place in the row.
    for (const { studentId, lookAt } of due) if (!admitted.includes(studentId)) next.set(studentId, lookAt);
    await this.schedule.lookAt(next);
    return { looked: taken.length, started: await this.start(universityId, admitted) };
  }

  private async admit(
    universityId: string,
    due: readonly TakenStudent[],
    now: Date,
  ): Promise<readonly string[]> {
    if (due.length === 0) return [];
    const { startsPerMinute } = this.settings.autoSync;
    return this.schedule.admit(
      universityId,
      due.map(({ studentId }) => studentId),
      now,
      // Not a minute's worth in one go: the next look is soon.
      { perMinute: startsPerMinute, atOnce: Math.ceil((startsPerMinute * LOOK_MS) / 60_000) },
    );
  }

  /** Each by itself: one that cannot begin is looked at again in a while, and keeps nobody from beginning. */
  private async start(universityId: string, studentIds: readonly string[]): Promise<string[]> {
    const started: string[] = [];
    for (const studentId of studentIds) {
      try {
        const { created } = await this.sync.startBackgroundSync(studentId, universityId, 'schedule');
        if (created) started.push(studentId);
      } catch (error) {
        const { code, cause } = toAppError(error);
        this.logger.warn({ msg: 'a scheduled sync did not start', studentId, code, err: cause });
      }
    }
    if (started.length > 0)
      this.logger.log({ msg: 'scheduled syncs started', universityId, count: started.length });
    return started;
  }

  private async work(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.look(await this.schedule.now());
      } catch (error) {
        this.logger.warn({ msg: 'looking whose sync is due failed; it is tried again soon', err: error });
      }
      await delay(LOOK_MS, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
    }
  }
}

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
