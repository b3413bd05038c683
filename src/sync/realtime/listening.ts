import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type Observable, Subject } from 'rxjs';
import { type RemoteProgress, readAnnouncement } from './remote-progress';

/** Payload by which a node asks itself whether it still hears. */
export const PULSE = 'pulse';

const RECONNECT_DELAY_MS = 500;
const DEAF_AFTER_PULSES = 2.5;
/** A half-open connection does not end by being asked to, ms. */
const FAREWELL_MS = 1_000;

/** One connection that hears announcements. */
export interface Line {
  /** Resolves when the connection is over. */
  readonly over: Promise<unknown>;
  /** Says `PULSE` so that this very connection hears it. */
  readonly pulse: () => Promise<unknown>;
  /** Ends it; may never resolve when the other side is gone. */
  readonly close: () => Promise<unknown>;
}

/**
 * Hears what other nodes commit, for as long as it is asked to. It may miss things (a broken connection): the sequence notices, and the
 * database heals. A connection that broke without a word (a host gone, a cable, a proxy that forgot it) is found by talking to itself.
 */
export abstract class Listening {
  /** How often it asks itself whether it still hears; two without an answer, and it listens anew, ms. */
  protected readonly pulseMs: number = 5_000;
  protected readonly logger = new Logger(this.constructor.name);
  private readonly remote = new Subject<RemoteProgress>();
  private readonly reconnected = new Subject<void>();
  private readonly stopping = new AbortController();
  private listening: Promise<void> = Promise.resolve();
  private line: Line | null = null;
  private heardAt = 0;

  constructor(private readonly nodeId: string) {}

  get remote$(): Observable<RemoteProgress> {
    return this.remote.asObservable();
  }

  /** Fires after a silence in which something may have been missed. */
  get reconnected$(): Observable<void> {
    return this.reconnected.asObservable();
  }

  get connected(): boolean {
    return this.line !== null;
  }

  /** Connects, and hands whatever it hears to `hear`. */
  protected abstract connect(hear: (payload: string) => void): Promise<Line>;

  /** @param patient whether to wait for a first connection instead of failing without one */
  protected async begin(patient: boolean): Promise<void> {
    const first = await this.connectOnce().catch((error: unknown) => {
      if (!patient) throw error;
      this.warn(error);
      return null;
    });
    this.listening = this.keepListening(first);
  }

  protected async end(): Promise<void> {
    this.stopping.abort();
    const closed = this.line?.close().catch(() => undefined);
    await Promise.race([closed, delay(FAREWELL_MS, undefined, { ref: false })]);
    await this.listening;
  }

  private async keepListening(first: Line | null): Promise<void> {
    let current = first;
    while (!this.stopping.signal.aborted) {
      if (current) await this.untilDeaf(current);
      current = null;
      this.line = null;
      await delay(RECONNECT_DELAY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (this.stopping.signal.aborted) return;
      try {
        current = await this.connectOnce();
        this.reconnected.next();
      } catch (error) {
        this.warn(error);
      }
    }
  }

  private async connectOnce(): Promise<Line> {
    const line = await this.connect((payload) => {
      this.heardAt = performance.now();
      if (payload === PULSE) return;
      for (const progress of readAnnouncement(payload, this.nodeId)) this.remote.next(progress);
    });
    this.heardAt = performance.now();
    this.line = line;
    return line;
  }

  /** Resolves when the line is over, or nothing comes over it any more, or nobody wants to hear. */
  private async untilDeaf(line: Line): Promise<void> {
    const { signal } = this.stopping;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearInterval(pulse);
        signal.removeEventListener('abort', end);
        resolve();
        void line.close().catch(() => undefined); // of one that is half open it never comes back
      };
      const pulse = setInterval(() => {
        if (performance.now() - this.heardAt > DEAF_AFTER_PULSES * this.pulseMs) {
          this.logger.warn({ msg: 'the relay hears nothing any more, and listens anew' });
          end();
        } else line.pulse().catch(() => undefined);
      }, this.pulseMs);
      pulse.unref();
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
      void line.over.then(end, end);
    });
  }

  private warn(error: unknown): void {
    this.logger.warn({ msg: 'the relay cannot be reached', err: error });
  }
}
