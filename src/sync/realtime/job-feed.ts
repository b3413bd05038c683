import { applyEvent, type JobSnapshot, type SyncEvent } from '../../contract';

export type Sink = (event: SyncEvent) => void;

/** The job as of one moment, whose it is, and the newest of its events, in order and up to that moment. */
export interface FeedView {
  readonly studentId: string;
  readonly job: JobSnapshot;
  readonly events: readonly SyncEvent[];
}

/** The database, for the feeds of a node. */
export interface FeedSource {
  /** `null` when there is no such job. */
  readView(jobId: string): Promise<FeedView | null>;
  /** The events of the job after a sequence number, in order. */
  readAfter(jobId: string, after: number): Promise<readonly SyncEvent[]>;
  onError(jobId: string, error: unknown): void;
}

interface OpenView {
  readonly studentId: string;
  /** As of the last look at it: what was let out since is applied when somebody asks, not while readers wait for it. */
  job: JobSnapshot;
  /** The newest number let out. */
  lastSeq: number;
  readonly events: SyncEvent[];
}

function bringUpToDate(view: OpenView): void {
  if (view.job.lastSeq < view.lastSeq) view.job = view.events.reduce(applyEvent, view.job);
}

/** Newest events that a feed keeps, so that whoever comes back asks this node's memory and not the database. */
export const KEPT_EVENTS = 256;

const NO_SINKS: readonly Sink[] = [];
const lists = new WeakMap<Sink, readonly Sink[]>();

/** The same list for all feeds that have this sink alone, as most have the one of the rooms. */
function alone(sink: Sink): readonly Sink[] {
  const list = lists.get(sink) ?? [sink];
  lists.set(sink, list);
  return list;
}

/**
 * One job as this node lets it out: each event once, in order, without holes, whatever came twice, late or not at all. A hole is
 * filled from the database before anything later goes out. What it has let out it knows: of any number who come at once, one reads.
 */
export class JobFeed {
  private view: OpenView | null = null;
  private looking: Promise<void> | null = null;
  private highestSeen = 0;
  private healing: Promise<void> | null = null;
  // Thousands of feeds are quiet: what a quiet one does not need, it does not have.
  private waiting: Map<number, SyncEvent> | null = null;
  /** Never changed in place: whoever goes through it is not disturbed. */
  private sinks: readonly Sink[] = NO_SINKS;

  constructor(
    private readonly jobId: string,
    private readonly source: FeedSource,
  ) {}

  /** The newest sequence number let out; `null` until the job was looked at. */
  get lastSeq(): number | null {
    return this.view?.lastSeq ?? null;
  }

  get idle(): boolean {
    return this.sinks.length === 0;
  }

  attach(sink: Sink): void {
    if (this.sinks.length === 0) this.sinks = alone(sink);
    else if (!this.sinks.includes(sink)) this.sinks = [...this.sinks, sink];
  }

  detach(sink: Sink): void {
    const [left, ...others] = this.sinks.filter((each) => each !== sink);
    this.sinks = left === undefined ? NO_SINKS : others.length === 0 ? alone(left) : [left, ...others];
  }

  /** Where the job stands for this node. The first to ask has it read, and so sets where the feed begins; all others wait for that. */
  async look(): Promise<FeedView | null> {
    if (!this.view) await (this.looking ??= this.begin().finally(() => (this.looking = null)));
    if (!this.view) return null;
    // In one step with the answer: what is let out next comes after it.
    bringUpToDate(this.view);
    const { studentId, job, events } = this.view;
    return { studentId, job, events: [...events] };
  }

  private async begin(): Promise<void> {
    const view = await this.source.readView(this.jobId);
    if (!view) return;
    this.view = { ...view, lastSeq: view.job.lastSeq, events: [...view.events] };
    this.advance();
  }

  /** An event was committed, here or elsewhere. */
  accept(event: SyncEvent): void {
    if (this.view && event.seq <= this.view.lastSeq) return;
    this.await(event);
    this.notice(event.seq);
  }

  /** The job is known to have come as far as `seq`; what is missing up to there is read. */
  notice(seq: number): void {
    this.highestSeen = Math.max(this.highestSeen, seq);
    this.advance();
  }

  private advance(): void {
    if (!this.view) return;
    this.drain(this.view);
    const { lastSeq } = this.view;
    for (const seq of this.waiting?.keys() ?? []) if (seq <= lastSeq) this.waiting?.delete(seq);
    if (this.waiting?.size === 0) this.waiting = null;
    if (this.highestSeen > lastSeq) this.healing ??= this.heal(this.view);
  }

  private await(event: SyncEvent): void {
    (this.waiting ??= new Map<number, SyncEvent>()).set(event.seq, event);
  }

  private letOut(view: OpenView, event: SyncEvent): void {
    view.lastSeq = event.seq;
    view.events.push(event);
    if (view.events.length > KEPT_EVENTS) {
      const dropped = view.events[0];
      if (dropped && dropped.seq > view.job.lastSeq) bringUpToDate(view);
      view.events.shift();
    }
    this.waiting?.delete(event.seq);
    for (const sink of this.sinks) {
      try {
        sink(event);
      } catch (error) {
        this.source.onError(this.jobId, error); // one reader's trouble is not the others'
      }
    }
  }

  private async heal(view: OpenView): Promise<void> {
    try {
      while (this.highestSeen > view.lastSeq && !this.idle) {
        const before = view.lastSeq;
        for (const event of await this.source.readAfter(this.jobId, before)) this.await(event);
        this.drain(view);
        if (view.lastSeq === before) break; // what was announced is not there: the next heartbeat looks again
      }
    } catch (error) {
      this.source.onError(this.jobId, error);
    }
    this.healing = null; // no step between the last look and this: what is noticed later heals anew
  }

  private drain(view: OpenView): void {
    for (let next = this.nextOf(view); next; next = this.nextOf(view)) this.letOut(view, next);
  }

  private nextOf({ lastSeq }: OpenView): SyncEvent | undefined {
    return this.waiting?.get(lastSeq + 1);
  }
}
