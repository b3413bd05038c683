import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type Observable, Subject, type Subscription } from 'rxjs';
import { isTerminal, type JobData, reduceJobData } from '../../contract';
import { EventBus } from '../../events';
import { type FencedEvent, JobStore, type RecordedEvent } from '../persistence/job-store';
import { isSyncReported, type SyncReported } from './sync-reported.event';

/** The attempt that spoke is not the job's any more, or the job has ended: its run must stop. */
export class AttemptRefused extends Error {
  override readonly name = 'AttemptRefused';
}

interface Confirmation {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Events committed in one statement at most. */
const BATCH = 256;

/**
 * Record, then push. Takes what runs report from the bus, commits it in the order it came, and only then lets it out on
 * `recorded$`. While one batch commits the next gathers, so a busy process pays one commit for many events, and an idle one waits for
 * nothing.
 */
@Injectable()
export class SyncRecorder implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(SyncRecorder.name);
  private readonly recorded = new Subject<RecordedEvent>();
  private readonly confirmations = new Map<string, Confirmation>();
  private readonly jobData = new Map<string, JobData>();
  private queue: SyncReported[] = [];
  private writing: Promise<void> | null = null;
  private subscription: Subscription | null = null;

  constructor(
    private readonly bus: EventBus,
    private readonly store: JobStore,
  ) {}

  /** What is committed, in order for each job. */
  get recorded$(): Observable<RecordedEvent> {
    return this.recorded.asObservable();
  }

  onModuleInit(): void {
    this.subscription = this.bus.on(isSyncReported).subscribe((event) => {
      this.queue.push(event);
      this.writing ??= this.writeAll();
    });
  }

  /** After the workers have stopped (`onModuleDestroy`): what they said last is still written. */
  async beforeApplicationShutdown(): Promise<void> {
    this.subscription?.unsubscribe();
    await this.writing;
    this.recorded.complete();
  }

  /** Resolves when the event of this id is committed; rejects with `AttemptRefused`, or with what kept it from being written. */
  confirmation(id: string): Promise<void> {
    return new Promise((resolve, reject) => this.confirmations.set(id, { resolve, reject }));
  }

  /** Lets out what another part of this process has committed itself (a job's creation, a cancellation). */
  announce(event: RecordedEvent): void {
    this.recorded.next(event);
  }

  private async writeAll(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.queue.slice(0, BATCH);
      this.queue = this.queue.slice(BATCH);
      await this.write(batch);
    }
    // In the same step as the last look at the queue: an event that comes a step later begins anew.
    this.writing = null;
  }

  private async write(batch: readonly SyncReported[]): Promise<void> {
    const states = new Map<string, JobData>();
    const events: FencedEvent[] = [];
    const said: SyncReported[] = [];
    for (const reported of batch) {
      const event = this.fenced(reported, states);
      if (event) events.push(event);
      if (event) said.push(reported);
      else this.settle(reported, undefined);
    }
    if (events.length === 0) return;
    try {
      const written = await this.store.append(events);
      for (const [key, data] of states) this.jobData.set(key, data);
      said.forEach((reported, n) => this.settle(reported, written.get(n)));
    } catch (error) {
      this.logger.error({ msg: 'events were not recorded', events: batch.length, err: error });
      for (const { id } of said) this.take(id)?.reject(error);
    }
  }

  /**
   * The event with the job's data as it will be after it. `states` holds what this batch has reached so far. `null` for a run that is
   * over, or was never begun: its late words would write over what is true.
   */
  private fenced(
    { jobId, attempt, report, at }: SyncReported,
    states: Map<string, JobData>,
  ): FencedEvent | null {
    const key = `${jobId}/${attempt}`;
    const before = states.get(key) ?? this.jobData.get(key);
    if (!before) return null;
    const jobData = reduceJobData(before, report);
    states.set(key, jobData);
    return { jobId, attempt, jobData, at, ...report };
  }

  private settle({ id, jobId, attempt, report }: SyncReported, recorded: RecordedEvent | undefined): void {
    if (recorded) this.recorded.next(recorded);
    if (!recorded || isTerminal(report.status)) this.forget(jobId, attempt);
    const confirmation = this.take(id);
    if (recorded) confirmation?.resolve();
    else confirmation?.reject(new AttemptRefused(`attempt ${attempt} of job ${jobId} may no longer write`));
  }

  /** The data a run goes on from; said once, when it begins. */
  begin(jobId: string, attempt: number, data: JobData): void {
    this.jobData.set(`${jobId}/${attempt}`, data);
  }

  /** Drops what is kept for a run that is over. */
  forget(jobId: string, attempt: number): void {
    this.jobData.delete(`${jobId}/${attempt}`);
  }

  private take(id: string): Confirmation | undefined {
    const confirmation = this.confirmations.get(id);
    this.confirmations.delete(id);
    return confirmation;
  }
}
