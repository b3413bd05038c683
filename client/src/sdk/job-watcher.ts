import {
  applyEvent,
  isTerminal,
  type EventsReply,
  type JobSnapshot,
  type SyncEvent,
} from '../../../src/contract';
import type { LiveChannel } from './live-channel';
import { SpikeError } from './spike-error';

/** `live`: events are pushed. `polling`: no socket, REST answers. `offline`: neither, still trying. */
export type Connection = 'connecting' | 'live' | 'polling' | 'offline';

/** Called with the first snapshot (`event` is null), then after every event, in order, each event once. */
export type JobListener = (job: JobSnapshot, event: SyncEvent | null) => void;

/** The REST side of a job, for when there is no socket. */
export interface JobSource {
  job(jobId: string, signal: AbortSignal): Promise<JobSnapshot>;
  events(jobId: string, after: number, signal: AbortSignal): Promise<EventsReply>;
}

export interface WatchOptions {
  /** The job has ended, `job.status` says how. Called exactly once, after the listener; nothing follows it. */
  readonly onComplete?: (job: JobSnapshot) => void;
  /** The watch cannot go on: no such job, or the session is over. Called at most once; nothing follows it. */
  readonly onError?: (error: SpikeError) => void;
  readonly onConnection?: (connection: Connection) => void;
  /** Ends the watch, like `stop`. */
  readonly signal?: AbortSignal;
}

export interface JobWatch {
  readonly job: JobSnapshot | null;
  /** Leaves the job. Nothing is called afterwards and no timer stays. */
  stop(): void;
}

interface Setting {
  readonly channel: LiveChannel;
  readonly source: JobSource;
  /** Milliseconds between two looks over REST while there is no socket; what the server asks for, unless it is given here. */
  readonly pollIntervalMs?: number;
}

/** Until the server has said what it wants, ms. */
const DEFAULT_POLL_MS = 2_000;

/** Only these cannot pass by waiting. The socket never decides it: whatever it refuses is put to REST. */
function isFinal(error: SpikeError): boolean {
  return error.kind === 'sign-in' || (error.kind === 'validation' && !error.retryable);
}

/**
 * Follows one job to its end: a snapshot, then every event by `seq` exactly once, whichever way it comes.
 * All reading goes through `catchUp`, one round at a time; pushed events are applied as they come and a hole in their
 * numbers is one more reason to catch up.
 */
export class JobWatcher implements JobWatch {
  job: JobSnapshot | null = null;

  private readonly abort = new AbortController();
  /** Events that arrived before the first snapshot. */
  private early: SyncEvent[] = [];
  private connection: Connection = 'connecting';
  private ended = false;
  private running = false;
  private again = false;
  /** What the server asked for last. */
  private pollAfterMs = DEFAULT_POLL_MS;
  private reading: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private leave: () => void = () => undefined;

  constructor(
    private readonly jobId: string,
    private readonly setting: Setting,
    private readonly listener: JobListener,
    private readonly options: WatchOptions = {},
  ) {}

  start(): this {
    const { signal } = this.options;
    if (signal?.aborted) {
      this.end();
      return this;
    }
    signal?.addEventListener('abort', this.stop, { once: true });
    const { channel } = this.setting;
    this.leave = channel.watch(this.jobId, {
      onUp: () => {
        this.catchUp();
        this.reading?.abort(); // what is asked over REST may hang on a connection that died with the socket's: the socket knows
      },
      // Once REST answers for the socket, the interval alone decides: a failing reconnection must not add requests.
      onDown: () => {
        if (this.connection === 'live' || this.connection === 'connecting') this.catchUp();
      },
      onEvent: (event) => this.take(event),
      onHeartbeat: (lastSeq) => {
        if (this.job && lastSeq > this.job.lastSeq) this.catchUp();
      },
      onSessionEnded: (error) => this.fail(error),
    });
    // A socket that opens at once needs no REST; one that hangs gets a poll after the interval.
    if (channel.connected) this.catchUp();
    else this.arm();
    return this;
  }

  readonly stop = (): void => this.end();

  private catchUp(): void {
    if (this.ended) return;
    this.again = true;
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    this.disarm();
    try {
      while (this.again && !this.ended) {
        this.again = false;
        const live = this.setting.channel.connected && (await this.askSocket());
        if (!live && !this.ended) await this.readRest();
        if (!this.again && !this.ended) this.report(live ? 'live' : 'polling');
      }
    } catch (error) {
      const failure = SpikeError.from(error);
      if (this.ended) return;
      if (isFinal(failure)) this.fail(failure);
      else this.report('offline');
    } finally {
      this.running = false;
      if (!this.ended && this.connection !== 'live') this.arm();
    }
  }

  /** True when the server follows this job for us from now on. */
  private async askSocket(): Promise<boolean> {
    const { channel } = this.setting;
    const after = this.job?.lastSeq;
    const reply = await channel
      .subscribe(after === undefined ? { jobId: this.jobId } : { jobId: this.jobId, after })
      .catch(() => null);
    if (this.ended || !reply?.ok) return false;
    if (this.job === null) this.adopt(reply.job);
    if (!this.advance(reply.events, reply.lastSeq)) this.adopt(reply.job);
    return channel.connected;
  }

  private async readRest(): Promise<void> {
    const reading = new AbortController();
    this.reading = reading;
    const stop = (): void => reading.abort();
    this.abort.signal.addEventListener('abort', stop, { once: true });
    try {
      await this.askRest(reading.signal);
    } catch (error) {
      if (!reading.signal.aborted || this.ended) throw error; // else the next round begins at once
    } finally {
      this.reading = null;
      this.abort.signal.removeEventListener('abort', stop);
    }
  }

  private async askRest(signal: AbortSignal): Promise<void> {
    const { source } = this.setting;
    if (this.job === null) {
      this.adopt(await source.job(this.jobId, signal));
      return;
    }
    const { events, lastSeq, pollAfterMs } = await source.events(this.jobId, this.job.lastSeq, signal);
    this.pollAfterMs = pollAfterMs;
    if (!this.advance(events, lastSeq)) this.adopt(await source.job(this.jobId, signal));
  }

  /**
   * Applies a reply's events. A reply that was cut short is asked for again; `false` says that the job is ahead of us
   * and these events do not lead there (they are no longer kept), so that only a snapshot helps.
   */
  private advance(events: readonly SyncEvent[], lastSeq: number): boolean {
    const before = this.job?.lastSeq ?? 0;
    for (const event of events) if (this.apply(event) === 'hole') break;
    const reached = this.job?.lastSeq ?? 0;
    if (this.ended || reached >= lastSeq) return true;
    this.again = true;
    return reached > before;
  }

  private take(event: SyncEvent): void {
    if (this.ended) return;
    if (this.job === null) this.early.push(event);
    else if (this.apply(event) === 'hole') this.catchUp();
  }

  private adopt(job: JobSnapshot): void {
    if (this.ended || (this.job && job.lastSeq <= this.job.lastSeq)) return;
    this.job = job;
    this.tell(null);
    const early = this.early;
    this.early = [];
    for (const event of early) this.take(event);
  }

  private apply(event: SyncEvent): 'applied' | 'known' | 'hole' {
    if (this.ended || this.job === null || event.seq <= this.job.lastSeq) return 'known';
    if (event.seq > this.job.lastSeq + 1) return 'hole';
    this.job = applyEvent(this.job, event);
    this.tell(event);
    return 'applied';
  }

  private tell(event: SyncEvent | null): void {
    const { job } = this;
    if (job === null) return;
    this.listener(job, event);
    if (this.ended || !isTerminal(job.status)) return;
    this.end();
    this.options.onComplete?.(job);
  }

  private fail(error: SpikeError): void {
    if (this.ended) return;
    this.end();
    this.options.onError?.(error);
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.disarm();
    this.options.signal?.removeEventListener('abort', this.stop);
    this.leave();
    this.abort.abort();
  }

  private report(connection: Connection): void {
    if (connection === this.connection) return;
    this.connection = connection;
    this.options.onConnection?.(connection);
  }

  private arm(): void {
    this.disarm();
    this.timer = setTimeout(() => this.catchUp(), this.setting.pollIntervalMs ?? this.pollAfterMs);
  }

  private disarm(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
