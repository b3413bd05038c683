import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Client } from 'pg';
import { type Observable, Subject } from 'rxjs';
import { JOB_STATUSES, type JobStatus, type SyncEvent } from '../../contract';
import { connectDedicated, DatabaseUrl } from '../../database';
import { type AnnouncedEvent, fromAnnouncement } from '../persistence/job-rows';
import { JobStore, SYNC_CHANNEL } from '../persistence/job-store';

/** What another node committed: the job has come as far as `lastSeq`. */
export interface RemoteProgress {
  readonly jobId: string;
  readonly studentId: string;
  readonly lastSeq: number;
  readonly status: JobStatus;
  /** The job came into being with this event. */
  readonly created: boolean;
  /** The events themselves where they are short enough to come along; else whoever needs them reads them. */
  readonly events: readonly SyncEvent[];
}

const RECONNECT_DELAY_MS = 500;
/** Payload by which a node asks itself whether it still hears. */
const PULSE = 'pulse';
const OWN_NAME_WITHIN = 64;
const DEAF_AFTER_PULSES = 2.5;
/** A half-open connection does not end by being asked to, ms. */
const FAREWELL_MS = 1_000;

interface Listening {
  /** Resolves when the connection is over. */
  readonly over: Promise<void>;
}

/**
 * Hears from PostgreSQL's NOTIFY what other nodes commit. It may miss things (a broken connection): the sequence notices, and the
 * database heals. A connection that broke without a word (a host gone, a cable, a proxy that forgot it) is found by talking to itself.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnModuleDestroy {
  /** How often it asks itself whether it still hears; two without an answer, and it listens anew, ms. */
  protected readonly pulseMs: number = 5_000;
  private readonly logger = new Logger(Relay.name);
  private readonly remote = new Subject<RemoteProgress>();
  private readonly reconnected = new Subject<void>();
  private readonly stopping = new AbortController();
  private listening: Promise<void> = Promise.resolve();
  private client: Client | null = null;

  constructor(
    private readonly url: DatabaseUrl,
    private readonly store: JobStore,
  ) {}

  get remote$(): Observable<RemoteProgress> {
    return this.remote.asObservable();
  }

  /** Fires after a silence in which something may have been missed. */
  get reconnected$(): Observable<void> {
    return this.reconnected.asObservable();
  }

  get connected(): boolean {
    return this.client !== null;
  }

  async onApplicationBootstrap(): Promise<void> {
    const first = await this.listenOnce();
    this.listening = this.keepListening(first);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    const ended = this.client?.end().catch(() => undefined);
    await Promise.race([ended, delay(FAREWELL_MS, undefined, { ref: false })]);
    await this.listening;
  }

  private async keepListening(first: Listening): Promise<void> {
    let current: Listening | null = first;
    while (!this.stopping.signal.aborted) {
      await current?.over;
      current = null;
      this.client = null;
      await delay(RECONNECT_DELAY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (this.stopping.signal.aborted) return;
      try {
        current = await this.listenOnce();
        this.reconnected.next();
      } catch (error) {
        this.logger.warn({ msg: 'the relay cannot reach the database', err: error });
      }
    }
  }

  /** Connects and listens. */
  private async listenOnce(): Promise<Listening> {
    const client = await connectDedicated(this.url, 'relay');
    let heardAt = performance.now();
    client.on('notification', ({ payload }) => {
      heardAt = performance.now();
      this.hear(payload ?? '');
    });
    const over = new Promise<void>((resolve) => {
      const end = (): void => {
        clearInterval(pulse);
        this.stopping.signal.removeEventListener('abort', end);
        resolve();
        void client.end().catch(() => undefined); // of one that is half open it never comes back
      };
      const pulse = setInterval(() => {
        if (performance.now() - heardAt > DEAF_AFTER_PULSES * this.pulseMs) {
          this.logger.warn({ msg: 'the relay hears nothing any more, and listens anew' });
          end();
        } else client.query(`SELECT pg_notify($1, $2)`, [SYNC_CHANNEL, PULSE]).catch(() => undefined);
      }, this.pulseMs);
      pulse.unref();
      this.stopping.signal.addEventListener('abort', end);
      client.once('end', end);
      client.on('error', end);
    });
    await client.query(`LISTEN ${SYNC_CHANNEL}`);
    this.client = client;
    return { over };
  }

  private hear(payload: string): void {
    // Its own announcements, of which a busy node hears thousands, need no parsing: who says it stands first.
    if (payload === PULSE || payload.slice(0, OWN_NAME_WITHIN).includes(this.store.nodeId)) return;
    for (const progress of parse(payload)) this.remote.next(progress);
  }
}

function parse(payload: string): readonly RemoteProgress[] {
  try {
    const { a } = JSON.parse(payload) as { readonly a?: unknown };
    return Array.isArray(a)
      ? a.flatMap((each: unknown) => (Array.isArray(each) ? toProgress(each) : []))
      : [];
  } catch {
    return []; // somebody else's message on our channel
  }
}

function toProgress([
  jobId,
  studentId,
  lastSeq,
  said,
  events,
  created,
]: readonly unknown[]): readonly RemoteProgress[] {
  const status = JOB_STATUSES.find((known) => known === said);
  if (typeof jobId !== 'string' || typeof studentId !== 'string' || typeof lastSeq !== 'number' || !status)
    return [];
  // Written by `JobStore.append` of a node of ours: whoever else may write here may write to the tables as well.
  const told = Array.isArray(events)
    ? (events as AnnouncedEvent[]).map((each) => fromAnnouncement(jobId, each))
    : [];
  return [{ jobId, studentId, lastSeq, status, created: created === true, events: told }];
}
