import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Client } from 'pg';
import { type Observable, Subject } from 'rxjs';
import { JOB_STATUSES, type JobStatus } from '../../contract';
import { connectDedicated, DatabaseUrl } from '../../database';
import { JobStore, SYNC_CHANNEL } from '../persistence/job-store';

/** What another node committed: the job has come as far as `lastSeq`. The events themselves are read by who needs them. */
export interface RemoteProgress {
  readonly jobId: string;
  readonly studentId: string;
  readonly lastSeq: number;
  readonly status: JobStatus;
  /** The job came into being with this event. */
  readonly created: boolean;
}

const RECONNECT_DELAY_MS = 500;

interface Listening {
  /** Resolves when the connection is over. */
  readonly over: Promise<void>;
}

/**
 * Hears from PostgreSQL's NOTIFY what other nodes commit. It may miss things (a broken connection): the sequence notices, and the
 * database heals.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnModuleDestroy {
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
    await this.client?.end().catch(() => undefined);
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
    const over = new Promise<void>((resolve) => {
      client.once('end', () => resolve());
      client.on('error', () => {
        resolve();
        void client.end().catch(() => undefined);
      });
    });
    client.on('notification', ({ payload }) => this.hear(payload ?? ''));
    await client.query(`LISTEN ${SYNC_CHANNEL}`);
    this.client = client;
    return { over };
  }

  private hear(payload: string): void {
    const progress = parse(payload);
    if (progress && progress.nodeId !== this.store.nodeId) this.remote.next(progress);
  }
}

function parse(payload: string): (RemoteProgress & { nodeId: string }) | null {
  try {
    const { n, j, u, t, s, k } = JSON.parse(payload) as Record<string, unknown>;
    if (typeof n !== 'string' || typeof j !== 'string' || typeof u !== 'string' || typeof t !== 'number')
      return null;
    const status = JOB_STATUSES.find((known) => known === s);
    return status
      ? { nodeId: n, jobId: j, studentId: u, lastSeq: t, status, created: k === 'job.created' }
      : null;
  } catch {
    return null; // somebody else's message on our channel
  }
}
