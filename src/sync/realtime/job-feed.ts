import type { SyncEvent } from '../../contract';

export type Sink = (event: SyncEvent) => void;

/** Reads the events of the job after a sequence number, in order. */
export type ReadAfter = (after: number) => Promise<readonly SyncEvent[]>;

/**
 * One job as this node lets it out: each event once, in order, without holes, whatever came twice, late or not at all. A hole is
 * filled from the database before anything later goes out.
 */
export class JobFeed {
  private last: number | null = null;
  private highestSeen = 0;
  private healing: Promise<void> | null = null;
  private readonly waiting = new Map<number, SyncEvent>();
  private readonly sinks = new Set<Sink>();

  constructor(
    private readonly readAfter: ReadAfter,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The newest sequence number let out; `null` until a first reader said where the job stands. */
  get lastSeq(): number | null {
    return this.last;
  }

  get idle(): boolean {
    return this.sinks.size === 0;
  }

  attach(sink: Sink): () => void {
    this.sinks.add(sink);
    return () => this.sinks.delete(sink);
  }

  /** A reader has just seen the job at `seq`; the first one sets where the feed begins. */
  begin(seq: number): void {
    if (this.last !== null) return;
    this.last = seq;
    this.advance();
  }

  /** An event was committed, here or elsewhere. */
  accept(event: SyncEvent): void {
    if (this.last !== null && event.seq <= this.last) return;
    this.waiting.set(event.seq, event);
    this.notice(event.seq);
  }

  /** The job is known to have come as far as `seq`; what is missing up to there is read. */
  notice(seq: number): void {
    this.highestSeen = Math.max(this.highestSeen, seq);
    this.advance();
  }

  private advance(): void {
    if (this.last === null) return;
    this.drain();
    for (const seq of this.waiting.keys()) if (seq <= this.last) this.waiting.delete(seq);
    if (this.highestSeen > this.last) this.healing ??= this.heal();
  }

  private letOut(event: SyncEvent): void {
    this.last = event.seq;
    this.waiting.delete(event.seq);
    for (const sink of [...this.sinks]) {
      try {
        sink(event);
      } catch (error) {
        this.onError(error); // one reader's trouble is not the others'
      }
    }
  }

  private async heal(): Promise<void> {
    try {
      while (this.last !== null && this.highestSeen > this.last && !this.idle) {
        const before = this.last;
        for (const event of await this.readAfter(before)) this.waiting.set(event.seq, event);
        this.drain();
        if (this.last === before) break; // what was announced is not there: the next heartbeat looks again
      }
    } catch (error) {
      this.onError(error);
    }
    this.healing = null; // no step between the last look and this: what is noticed later heals anew
  }

  private drain(): void {
    for (
      let next = this.waiting.get((this.last ?? 0) + 1);
      next;
      next = this.waiting.get((this.last ?? 0) + 1)
    ) {
      this.letOut(next);
    }
  }
}
