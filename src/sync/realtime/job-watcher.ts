import { Injectable } from '@nestjs/common';
import { type JobSnapshot, SOCKET_LIMITS, type SyncEvent } from '../../contract';
import { AppError } from '../../errors';
import { JobQueries, type Replay } from '../persistence/job-queries';
import { JobFeeds } from './job-feeds';
import type { Sink } from './job-feed';

export interface OpenedWatch {
  readonly job: JobSnapshot;
  readonly events: readonly SyncEvent[];
  /** Lets out what waited at the gate, then everything as it comes. Call it after the snapshot was handed over. */
  readonly open: (live: Sink) => void;
  /**
   * Resolves when this node's feed has passed the snapshot. The database may be a moment ahead of the feed: until then the feed
   * still lets out what the snapshot holds already, which is kept from the caller.
   */
  readonly passed: Promise<void>;
  readonly close: () => void;
}

/**
 * Snapshot, then stream: attaches behind a gate, reads job and events as of one moment, and lets the stream through once the
 * caller has handed the snapshot over. Nothing falls between the two, and nothing comes twice.
 */
@Injectable()
export class JobWatcher {
  constructor(
    private readonly queries: JobQueries,
    private readonly feeds: JobFeeds,
  ) {}

  /** At most `limit` events with the snapshot, or the 256 that are remembered. Rejects with `sync.job-not-found` when the job is not this student's. */
  async watch(
    jobId: string,
    studentId: string,
    after: number,
    limit: number = SOCKET_LIMITS.replayEvents,
  ): Promise<OpenedWatch> {
    const gate: SyncEvent[] = [];
    let sink: Sink = (event) => void gate.push(event);
    const own: Sink = (event) => sink(event);
    this.feeds.attach(jobId, own);
    const close = (): void => this.feeds.detach(jobId, own);
    try {
      const replay = await this.replay(jobId, studentId, after, limit);
      const { lastSeq } = replay.job;
      this.feeds.notice(jobId, lastSeq);
      let pass = (): void => undefined;
      const passed = new Promise<void>((resolve) => (pass = resolve));
      return {
        ...replay,
        passed,
        open: (live) => {
          sink = (event) => {
            if (event.seq > lastSeq) live(event);
            if (event.seq >= lastSeq) pass();
          };
          gate.forEach(sink);
          if ((this.feeds.lastSeq(jobId) ?? 0) >= lastSeq) pass();
        },
        close,
      };
    } catch (error) {
      close();
      throw error;
    }
  }

  /** From what this node knows of the job; from the database where that does not reach back to `after`. */
  private async replay(jobId: string, studentId: string, after: number, limit: number): Promise<Replay> {
    const known = await this.feeds.look(jobId);
    if (known?.studentId !== studentId) throw new AppError('sync.job-not-found');
    const { job, events } = known;
    if (after >= job.lastSeq - events.length && after <= job.lastSeq)
      return { job, events: events.filter(({ seq }) => seq > after) };
    const read = await this.queries.replay(jobId, studentId, after, limit);
    if (!read) throw new AppError('sync.job-not-found');
    return read;
  }
}
