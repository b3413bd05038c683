import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import type { SyncEvent } from '../../contract';
import { deliver } from '../../events';
import { ScheduleStore } from '../persistence/schedule-store';
import { type RecordedEvent } from '../persistence/job-store';
import { SyncRecorder } from '../recorder';
import { isOfTheSite, sitePauseMs } from './site-pause';

/**
 * Learns from how syncs end whether a site is well. One that is down or busy is paused as a whole: its other students' scheduled syncs
 * would only meet the same. What a node that dies does not tell, the next sync tells.
 */
@Injectable()
export class SiteWatch implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(SiteWatch.name);
  private subscription: Subscription | null = null;

  constructor(
    private readonly recorder: SyncRecorder,
    private readonly schedule: ScheduleStore,
  ) {}

  onModuleInit(): void {
    this.subscription = deliver(
      this.recorder.recorded$,
      ({ event }: RecordedEvent) => this.heed(event),
      (error, { event }) =>
        this.logger.warn({ msg: 'how a site fares could not be noted', jobId: event.jobId, err: error }),
    );
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  private async heed(event: SyncEvent): Promise<void> {
    if (event.type === 'job.completed') return this.schedule.siteServed(event.jobId);
    if (event.type !== 'job.failed') return;
    const { code } = event.data.error;
    if (!isOfTheSite(code)) return;
    const universityId = await this.schedule.universityOf(event.jobId);
    if (universityId === null) return;
    const pause = await this.schedule.siteFailed(universityId, await this.schedule.now(), (failures) =>
      sitePauseMs(failures, Math.random()),
    );
    this.logger.warn({ msg: 'scheduled syncs of a university pause', universityId, code, ...pause });
  }
}
