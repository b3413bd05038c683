import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { JobQueries } from '../persistence/job-queries';
import { SyncRecorder } from '../recorder';
import { SyncFigures } from '../sync-figures';
import { type FeedSource, type FeedView, JobFeed, KEPT_EVENTS, type Sink } from './job-feed';
import { Relay } from './relay';

/** How often a node that may miss what others say looks for itself, ms. */
const DEAF_LOOK_MS = 1_000;

/** The feeds of the jobs that somebody on this node watches; no others cost anything. */
@Injectable()
export class JobFeeds implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(JobFeeds.name);
  private readonly feeds = new Map<string, JobFeed>();
  private readonly source: FeedSource = {
    readView: (jobId) => this.queries.tail(jobId, KEPT_EVENTS),
    readAfter: async (jobId, after) => {
      const events = await this.queries.eventsAfter(jobId, after);
      this.figures.healed.reads += 1;
      this.figures.healed.events += events.length;
      return events;
    },
    onError: (jobId, err) => this.logger.warn({ msg: 'a feed could not be healed', jobId, err }),
  };
  private readonly subscriptions: Subscription[] = [];
  private looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly queries: JobQueries,
    recorder: SyncRecorder,
    private readonly relay: Relay,
    private readonly figures: SyncFigures,
  ) {
    // Here, so that it stands before all who count, watch sites or tell other nodes: devices are told first.
    this.subscriptions.push(
      recorder.recorded$.subscribe(({ event }) => this.feeds.get(event.jobId)?.accept(event)),
    );
  }

  onModuleInit(): void {
    this.subscriptions.push(
      this.relay.remote$.subscribe(({ jobId, lastSeq, events }) => {
        const feed = this.feeds.get(jobId);
        for (const event of events) feed?.accept(event);
        feed?.notice(lastSeq);
      }),
      this.relay.reconnected$.subscribe(() => void this.checkAll()),
    );
    this.looking = setInterval(() => {
      if (this.relay.isDeaf) void this.checkAll();
    }, DEAF_LOOK_MS);
    this.looking.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.looking);
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  /** Hands `sink` every event let out from now on. The same sink twice is one. */
  attach(jobId: string, sink: Sink): void {
    const feed = this.feeds.get(jobId) ?? new JobFeed(jobId, this.source);
    this.feeds.set(jobId, feed);
    feed.attach(sink);
  }

  detach(jobId: string, sink: Sink): void {
    const feed = this.feeds.get(jobId);
    feed?.detach(sink);
    if (feed?.idle) this.feeds.delete(jobId);
  }

  /** Where a job stands that somebody is attached to; `null` when there is no such job. One read a job, whoever asks. */
  async look(jobId: string): Promise<FeedView | null> {
    return (await this.feeds.get(jobId)?.look()) ?? null;
  }

  /** The job is known to have come as far as `seq`. */
  notice(jobId: string, seq: number): void {
    this.feeds.get(jobId)?.notice(seq);
  }

  lastSeq(jobId: string): number | null {
    return this.feeds.get(jobId)?.lastSeq ?? null;
  }

  /** One read for all watched jobs: whatever was missed is noticed here, even if nothing else ever happens to them. */
  async checkAll(): Promise<void> {
    const ids = [...this.feeds.keys()];
    if (ids.length === 0) return;
    try {
      for (const [jobId, seq] of await this.queries.lastSeqs(ids)) this.feeds.get(jobId)?.notice(seq);
    } catch (error) {
      this.logger.warn({ msg: 'watched jobs could not be checked', err: error });
    }
  }
}
