import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Response } from 'express';
import { isTerminal, type SyncEvent } from '../../contract';
import type { Principal } from '../../http';
import { JobQueries } from '../persistence/job-queries';
import { JobWatcher } from './job-watcher';
import { SessionWatch } from './session-watch';

/** Comment lines keep proxies from closing a quiet stream, ms. */
const KEEP_ALIVE_MS = 15_000;
/** What a client waits before it comes back, ms. */
const RETRY_MS = 2_000;

/** The same story as Server-Sent Events: `id` is the sequence number, so `Last-Event-ID` goes on where a client was. */
@Injectable()
export class EventStream implements OnModuleDestroy {
  private readonly open = new Set<() => void>();

  constructor(
    private readonly watcher: JobWatcher,
    private readonly sessionWatch: SessionWatch,
    private readonly queries: JobQueries,
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
    const keepAlive = setInterval(() => response.write(': \n\n'), KEEP_ALIVE_MS);
    const end = (): void => {
      clearInterval(keepAlive);
      unwatchSession();
      watch.close();
      this.open.delete(end);
      response.end();
    };
    const unwatchSession = this.sessionWatch.watch(sessionId, end);
    this.open.add(end);
    response.on('close', end);
    const send = (event: SyncEvent): void => {
      if (!this.open.has(end)) return;
      response.write(`id: ${event.seq}\nevent: sync\ndata: ${JSON.stringify(event)}\n\n`);
      if (isTerminal(event.status)) end();
    };
    for (const event of watch.events) send(event);
    const told = watch.events.at(-1)?.seq ?? after;
    // A snapshot holds a limited number of events; a very long story goes on from the table.
    if (told < watch.job.lastSeq) {
      for (const event of await this.queries.eventsAfter(jobId, told))
        if (event.seq <= watch.job.lastSeq) send(event);
    }
    if (this.open.has(end)) watch.open(send);
  }

  onModuleDestroy(): void {
    for (const end of [...this.open]) end();
  }
}
