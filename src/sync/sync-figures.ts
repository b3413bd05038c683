import { Injectable } from '@nestjs/common';
import { type Observable, Subject } from 'rxjs';

/** A run took a job from the queue. */
export interface TakenJob {
  /** 1 for the first run of a job; more for one that goes on with what another run began. */
  readonly attempt: number;
  /** From the job's creation to this, by the database's clock, ms. */
  readonly waitedMs: number;
}

/** What this process counts of its own doings. Only ever counted up; nothing is decided by it. */
@Injectable()
export class SyncFigures {
  /** Events handed to clients, by the way they went. */
  readonly delivered = { socket: 0, stream: 0 };
  /** Times a feed read the database because it was not told what it let out next, and what it found there. */
  readonly healed = { reads: 0, events: 0 };
  /** Worker processes that this one found dead, and whose jobs it freed. */
  deadWorkers = 0;
  private readonly taken = new Subject<TakenJob>();

  get taken$(): Observable<TakenJob> {
    return this.taken.asObservable();
  }

  took({ attempt, createdAt, updatedAt }: { attempt: number; createdAt: string; updatedAt: string }): void {
    this.taken.next({ attempt, waitedMs: Date.parse(updatedAt) - Date.parse(createdAt) });
  }
}
