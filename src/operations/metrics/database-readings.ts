import { Injectable } from '@nestjs/common';
import { type JobCount, JobInspection, type QueueState, type WorkerSighting } from '../../sync';

/** Scrapes within this are answered with the same reading, ms: any number of them cost the database one. */
const FRESH_MS = 5_000;
/** A database that does not answer does not keep the other figures waiting for longer, ms. */
const PATIENCE_MS = 2_000;

export interface DatabaseReading {
  readonly jobs: readonly JobCount[];
  readonly queue: QueueState;
  readonly workers: readonly WorkerSighting[];
}

/** What metrics tell of the database, read when it is asked for and not more often than every few seconds. */
@Injectable()
export class DatabaseReadings {
  private last: { readonly reading: Promise<DatabaseReading | null>; readonly at: number } | null = null;

  constructor(private readonly jobs: JobInspection) {}

  /** `null` when the database does not answer. Never rejects. */
  latest(): Promise<DatabaseReading | null> {
    if (this.last && performance.now() - this.last.at < FRESH_MS) return this.last.reading;
    const reading = this.read();
    this.last = { reading, at: performance.now() };
    return reading;
  }

  private async read(): Promise<DatabaseReading | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE_MS);
    });
    const asked = Promise.all([this.jobs.count(), this.jobs.queue(), this.jobs.workers()]).then(
      ([jobs, queue, workers]) => ({ jobs, queue, workers }),
      () => null,
    );
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  }
}
