import { setTimeout as delay } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { type Observable, Subject, type Subscription } from 'rxjs';
import { isTerminal, type JobData, reduceJobData } from '../../contract';
import { toAppError } from '../../errors';
import { EventBus } from '../../events';
import { withoutIds } from '../../log-context';
import { JobQueries } from '../persistence/job-queries';
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

/** What is known of a run between two of its events. */
interface RunState {
  readonly data: JobData;
  /** The number of the job's newest event. */
  readonly lastSeq: number;
  /** When, on this process's own clock, the first run of the job would have begun had they all run here, one after another, ms. */
  readonly began: number;
}

/** Events committed in one statement at most. */
const BATCH = 256;
/** Between two tries at a database that is away, ms; doubled up to the last. */
const RETRY_MS = { first: 50, last: 1_000 };
/** How long a process that is to end still tries, ms. */
const LAST_TRIES_MS = 5_000;

/**
 * Record, then push. Takes what runs report from the bus, commits it in the order it came, and only then lets it out on
 * `recorded$`. While one batch commits the next gathers, so a busy process pays one commit for many events, and an idle one waits for
 * nothing. A run goes on when its event is committed, so there is never more waiting here than runs have to say at once. A database
 * that goes away is waited for: what was taken is written when it is back, and written once, though the answer to a commit was lost.
 */
@Injectable()
export class SyncRecorder implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(SyncRecorder.name);
  private readonly recorded = new Subject<RecordedEvent>();
  private readonly confirmations = new Map<string, Confirmation>();
  private readonly runs = new Map<string, RunState>();
  private queue: SyncReported[] = [];
  private writing: Promise<void> | null = null;
  private subscription: Subscription | null = null;
  private lastTry = Number.POSITIVE_INFINITY;

  constructor(
    private readonly bus: EventBus,
    private readonly store: JobStore,
    private readonly queries: JobQueries,
  ) {}

  /** What is committed, in order for each job. */
  get recorded$(): Observable<RecordedEvent> {
    return this.recorded.asObservable();
  }

  onModuleInit(): void {
    this.subscription = this.bus.on(isSyncReported).subscribe((event) => {
      this.queue.push(event);
      this.writing ??= withoutIds(() => this.writeAll()); // for all runs, whichever spoke first
    });
  }

  /** Workers stop now, and each waits for its last words to be written: a database that is away must not hold them for good. */
  onModuleDestroy(): void {
    this.lastTry = performance.now() + LAST_TRIES_MS;
  }

  /** After the workers have stopped: what they said last is still written. */
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
    const states = new Map<string, RunState>();
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
      const written = await this.append(events);
      for (const [key, state] of states) this.runs.set(key, state);
      said.forEach((reported, n) => this.settle(reported, written.get(n)));
    } catch (error) {
      // What the database will not take costs the run that said it, and no other.
      if (states.size > 1 && !isAway(error)) return this.writeApart(said);
      this.logger.error({ msg: 'events were not recorded', events: said.length, err: error });
      for (const { id } of said) this.take(id)?.reject(error);
    }
  }

  private async writeApart(batch: readonly SyncReported[]): Promise<void> {
    for (const said of byRun(batch, keyOf)) await this.write(said);
  }

  /** Tries until the database is there. What is there already, of a try whose answer was lost, is taken for written. */
  private async append(events: readonly FencedEvent[]): Promise<ReadonlyMap<number, RecordedEvent>> {
    for (let wait = RETRY_MS.first, lost = false; ; wait = Math.min(wait * 2, RETRY_MS.last), lost = true) {
      try {
        const before = lost ? await this.writtenBefore(events) : new Map<number, RecordedEvent>();
        const missing = events.flatMap((event, n) => (before.has(n) ? [] : [{ event, n }]));
        if (missing.length === 0) return before;
        const written = await this.store.append(missing.map(({ event }) => event));
        for (const [index, recorded] of written) {
          const at = missing[index];
          if (at) before.set(at.n, recorded);
        }
        return before;
      } catch (error) {
        if (!isAway(error) || performance.now() > this.lastTry) throw error;
        this.logger.warn({ msg: 'the database is away; events wait', events: events.length, err: error });
        await delay(wait);
      }
    }
  }

  /**
   * Of a statement whose answer was lost: what it wrote. Nobody but this run writes events of its attempt, and the statement wrote all
   * events of a run or none.
   */
  private async writtenBefore(events: readonly FencedEvent[]): Promise<Map<number, RecordedEvent>> {
    const found = new Map<number, RecordedEvent>();
    const numbered = events.map((event, n) => ({ event, n }));
    for (const said of byRun(numbered, ({ event }) => keyOf(event))) {
      const [first] = said;
      if (first?.event.base === undefined) continue;
      const { jobId, attempt, base } = first.event;
      const there = await this.queries.writtenAfter(jobId, base);
      // A cancellation may stand there instead, or after them.
      if (
        !said.every(
          ({ event }, n) => there[n]?.event.type === event.type && there[n].event.attempt === attempt,
        )
      )
        continue;
      said.forEach(({ n }, place) => {
        const recorded = there[place];
        if (recorded) found.set(n, recorded);
      });
    }
    return found;
  }

  /**
   * The event with the job's data as it will be after it. `states` holds what this batch has reached so far. `null` for a run that is
   * over, or was never begun: its late words would write over what is true.
   */
  private fenced(reported: SyncReported, states: Map<string, RunState>): FencedEvent | null {
    const { jobId, attempt, report, at } = reported;
    const key = keyOf(reported);
    const known = this.runs.get(key);
    const before = states.get(key) ?? known;
    if (!before || !known) return null;
    const jobData = reduceJobData(before.data, report);
    states.set(key, { data: jobData, lastSeq: before.lastSeq + 1, began: known.began });
    const spentMs = Math.round(performance.now() - known.began);
    return { jobId, attempt, jobData, at, base: known.lastSeq, spentMs, ...report };
  }

  private settle({ id, jobId, attempt, report }: SyncReported, recorded: RecordedEvent | undefined): void {
    if (recorded) this.recorded.next(recorded);
    if (!recorded || isTerminal(report.status)) this.forget(jobId, attempt);
    const confirmation = this.take(id);
    if (recorded) confirmation?.resolve();
    else confirmation?.reject(new AttemptRefused(`attempt ${attempt} of job ${jobId} may no longer write`));
  }

  /**
   * What a run goes on from: the job's data, its newest event, and the time that earlier runs took, as they were claimed; said once, when
   * it begins.
   */
  begin(jobId: string, attempt: number, data: JobData, lastSeq: number, spentMs = 0): void {
    this.runs.set(keyOf({ jobId, attempt }), { data, lastSeq, began: performance.now() - spentMs });
  }

  /** Drops what is kept for a run that is over. */
  forget(jobId: string, attempt: number): void {
    this.runs.delete(keyOf({ jobId, attempt }));
  }

  private take(id: string): Confirmation | undefined {
    const confirmation = this.confirmations.get(id);
    this.confirmations.delete(id);
    return confirmation;
  }
}

const keyOf = ({ jobId, attempt }: { readonly jobId: string; readonly attempt: number }): string =>
  `${jobId}/${attempt}`;

const isAway = (error: unknown): boolean => toAppError(error).code === 'database.unavailable';

/** In groups of one run each, everything in its order. */
function byRun<T>(items: readonly T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}
