import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Response } from 'express';
import { isTerminal, type SyncEvent } from '../../contract';
import type { Principal } from '../../http';
import { SyncFigures } from '../sync-figures';
import { JobWatcher, type OpenedWatch } from './job-watcher';
import { SessionWatch } from './session-watch';

/** Comment lines keep proxies from closing a quiet stream, ms. */
const KEEP_ALIVE_MS = 15_000;
/** Bytes that may wait for a reader: nothing more is written until it has read, and then what it missed is. */
const MOST_WAITING_BYTES = 512 * 1024;
/** A reader that reads nothing for so long is hung up on, ms. */
const PATIENCE_MS = 60_000;
/** What a client waits before it comes back, ms. */
const RETRY_MS = 2_000;

/** The same story as Server-Sent Events: `id` is the sequence number, so `Last-Event-ID` goes on where a client was. */
@Injectable()
export class EventStream implements OnModuleDestroy {
  private readonly open = new Set<() => void>();

  constructor(
    private readonly watcher: JobWatcher,
    private readonly sessionWatch: SessionWatch,
    private readonly figures: SyncFigures,
  ) {}

  /** Streams until the job has ended or the client is gone. Rejects before the first byte when the job is not this student's. */
  async send(
    jobId: string,
    { studentId, sessionId }: Principal,
    after: number,
    response: Response,
  ): Promise<void> {
    const watch = await this.watcher.watch(jobId, studentId, after);
    if (response.destroyed) return watch.close(); // the client left while the job was read
    if (isTerminal(watch.job.status) && watch.events.length === 0) {
      watch.close();
      response.status(204).end(); // tells an EventSource to stay away: there is nothing more
      return;
    }
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
      Connection: 'keep-alive',
    });
    response.write(`retry: ${RETRY_MS}\n\n`);
    const keepAlive = setInterval(() => {
      if (!response.writableNeedDrain) response.write(': \n\n');
    }, KEEP_ALIVE_MS);
    const reader: StreamReader = new StreamReader(response, after, () =>
      this.watcher.watch(jobId, studentId, reader.told),
    );
    const end = (): void => {
      clearInterval(keepAlive);
      this.sessionWatch.unwatch(sessionId, bound);
      reader.close();
      this.open.delete(end);
      response.end();
    };
    const bound = { sessionEnded: end };
    this.sessionWatch.watch(sessionId, bound);
    this.open.add(end);
    response.on('close', end);
    reader.onEnd = end;
    reader.onTold = () => (this.figures.delivered.stream += 1);
    reader.read(watch);
  }

  onModuleDestroy(): void {
    for (const end of [...this.open]) end();
  }
}

/** One reader of a stream. What it is told never runs further ahead of what it reads than `MOST_WAITING_BYTES`. */
class StreamReader {
  onEnd: () => void = () => undefined;
  onTold: () => void = () => undefined;
  private watch: OpenedWatch | null = null;
  private closed = false;
  private patience: NodeJS.Timeout | undefined;

  /** `told`: the newest number it was told. `rewatch` opens the job anew from there. */
  constructor(
    private readonly response: Response,
    public told: number,
    private readonly rewatch: () => Promise<OpenedWatch>,
  ) {}

  read(watch: OpenedWatch): void {
    if (this.closed) return watch.close();
    this.watch = watch;
    // Where its events are no longer kept there is nothing to be told but what comes.
    if (watch.events.length === 0) this.told = Math.max(this.told, watch.job.lastSeq);
    for (const event of watch.events) {
      if (this.closed || this.isFull) break;
      this.tell(event);
    }
    if (this.closed) return;
    if (this.isFull) this.pause();
    else if (this.told < watch.job.lastSeq) void this.goOn();
    else watch.open((event) => this.live(event));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.patience);
    this.watch?.close();
    this.watch = null;
  }

  private get isFull(): boolean {
    return this.response.writableLength > MOST_WAITING_BYTES;
  }

  private live(event: SyncEvent): void {
    if (this.closed || this.watch === null) return;
    this.tell(event);
    if (!this.closed && this.isFull) this.pause();
  }

  private tell(event: SyncEvent): void {
    this.told = event.seq;
    this.response.write(`id: ${event.seq}\nevent: sync\ndata: ${JSON.stringify(event)}\n\n`);
    this.onTold();
    if (isTerminal(event.status)) this.onEnd();
  }

  private pause(): void {
    this.watch?.close();
    this.watch = null;
    this.patience = setTimeout(() => this.response.destroy(), PATIENCE_MS);
    this.patience.unref();
    this.response.once('drain', () => {
      clearTimeout(this.patience);
      void this.goOn();
    });
  }

  private async goOn(): Promise<void> {
    this.watch?.close();
    this.watch = null;
    if (this.closed) return;
    try {
      this.read(await this.rewatch());
    } catch {
      this.onEnd(); // it comes back by itself, with the number of what it read last
    }
  }
}
