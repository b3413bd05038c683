import { applyEvent, type JobSnapshot, type SyncEvent } from '../../contract';

export type Sink = (event: SyncEvent) => void;

/** Reads the events of the job after a sequence number, in order. */
export type ReadAfter = (after: number) => Promise<readonly SyncEvent[]>;

/** The job as of one moment, whose it is, and the newest of its events, in order and up to that moment. */
export interface FeedView {
  readonly studentId: string;
  readonly job: JobSnapshot;
  readonly events: readonly SyncEvent[];
}

/** Reads the view from the database; `null` when there is no such job. */
export type ReadView = () => Promise<FeedView | null>;

interface OpenView {
  readonly studentId: string;
  job: JobSnapshot;
  readonly events: SyncEvent[];
}

/** Newest events that a feed keeps, so that whoever comes back asks this node's memory and not the database. */
export const KEPT_EVENTS = 256;

/**
 * One job as this node lets it out: each event once, in order, without holes, whatever came twice, late or not at all. A hole is
 * filled from the database before anything later goes out. What it has let out it knows: of any number who come at once, one reads.
 */
export class JobFeed {
  private view: OpenView | null = null;
  private looking: Promise<void> | null = null;
  private highestSeen = 0;
  private healing: Promise<void> | null = null;
  private readonly waiting = new Map<number, SyncEvent>();
  private readonly sinks = new Set<Sink>();

  constructor(
    private readonly readView: ReadView,
    private readonly readAfter: ReadAfter,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The newest sequence number let out; `null` until the job was looked at. */
  get lastSeq(): number | null {
    return this.view?.job.lastSeq ?? null;
  }

  get idle(): boolean {
    return this.sinks.size === 0;
  }

  attach(sink: Sink): () => void {
    this.sinks.add(sink);
    return () => this.sinks.delete(sink);
  }

  /** Where the job stands for this node. The first to ask has it read, and so sets where the feed begins; all others wait for that. */
  async look(): Promise<FeedView | null> {
    if (!this.view) await (this.looking ??= this.begin().finally(() => (this.looking = null)));
    // In one step with the answer: what is let out next comes after it.
    return this.view && { ...this.view, events: [...this.view.events] };
  }

  private async begin(): Promise<void> {
    const view = await this.readView();
    if (!view) return;
    this.view = { ...view, events: [...view.events] };
    this.advance();
  }

  /** An event was committed, here or elsewhere. */
  accept(event: SyncEvent): void {
    if (this.view && event.seq <= this.view.job.lastSeq) return;
    this.waiting.set(event.seq, event);
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
    const { lastSeq } = this.view.job;
    for (const seq of this.waiting.keys()) if (seq <= lastSeq) this.waiting.delete(seq);
    if (this.highestSeen > lastSeq) this.healing ??= this.heal(this.view);
  }

  private letOut(view: OpenView, event: SyncEvent): void {
    view.job = applyEvent(view.job, event);
    view.events.push(event);
    if (view.events.length > KEPT_EVENTS) view.events.shift();
    this.waiting.delete(event.seq);
    for (const sink of [...this.sinks]) {
      try {
        sink(event);
      } catch (error) {
        this.onError(error); // one reader's trouble is not the others'
      }
    }
  }

  private async heal(view: OpenView): Promise<void> {
    try {
      while (this.highestSeen > view.job.lastSeq && !this.idle) {
        const before = view.job.lastSeq;
        for (const event of await this.readAfter(before)) this.waiting.set(event.seq, event);
        this.drain(view);
        if (view.job.lastSeq === before) break; // what was announced is not there: the next heartbeat looks again
      }
    } catch (error) {
      this.onError(error);
    }
    this.healing = null; // no step between the last look and this: what is noticed later heals anew
  }

  private drain(view: OpenView): void {
    for (let next = this.nextOf(view); next; next = this.nextOf(view)) this.letOut(view, next);
  }

  private nextOf({ job }: OpenView): SyncEvent | undefined {
    return this.waiting.get(job.lastSeq + 1);
  }
}
