import { Injectable } from '@nestjs/common';
import { type JobSnapshot, SOCKET_LIMITS, type SyncEvent } from '../../contract';
import { AppError } from '../../errors';
import { JobStore } from '../persistence/job-store';
import { JobFeeds } from './job-feeds';
import type { Sink } from './job-feed';

export interface OpenedWatch {
  readonly job: JobSnapshot;
  readonly events: readonly SyncEvent[];
  /** Lets out what waited at the gate, then everything as it comes. Call it after the snapshot was handed over. */
  readonly open: (live: Sink) => void;
  readonly close: () => void;
}

/**
 * Snapshot, then stream: attaches behind a gate, reads job and events as of one moment, and lets the stream through once the
 * caller has handed the snapshot over. Nothing falls between the two, and nothing comes twice.
 */
@Injectable()
export class JobWatcher {
  constructor(
    private readonly store: JobStore,
    private readonly feeds: JobFeeds,
  ) {}

  /** Rejects with `sync.job-not-found` when the job is not this student's. */
  async watch(jobId: string, studentId: string, after: number): Promise<OpenedWatch> {
    const gate: SyncEvent[] = [];
    let sink: Sink = (event) => gate.push(event);
    const close = this.feeds.attach(jobId, (event) => sink(event));
    try {
      const replay = await this.store.replay(jobId, studentId, after, SOCKET_LIMITS.replayEvents);
      if (!replay) throw new AppError('sync.job-not-found');
      this.feeds.begin(jobId, replay.job.lastSeq);
      return {
        ...replay,
        open: (live) => {
          for (const event of gate) if (event.seq > replay.job.lastSeq) live(event);
          sink = live;
        },
        close,
      };
    } catch (error) {
      close();
      throw error;
    }
  }
}
