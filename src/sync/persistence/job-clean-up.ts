import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Jobs that are looked at together. */
const JOBS = 200;
/** Rows that one statement deletes at most: tens of milliseconds, in which nobody else waits for long. */
export const EVENTS_AT_ONCE = 2_000;

export interface CleanUpStep {
  readonly jobs: number;
  readonly events: number;
  /** There may be more to remove. */
  readonly more: boolean;
}

/** Takes out old jobs, step by step. A job with very many events takes many steps, and its own row goes last. */
@Injectable()
export class JobCleanUp {
  constructor(private readonly dataSource: DataSource) {}

  /** One step: some events of jobs that ended more than `days` ago, and those of these jobs that have none left. */
  async removeFinishedBefore(days: number): Promise<CleanUpStep> {
    const old = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM sync_jobs WHERE finished_at < now() - make_interval(days => $1) ORDER BY finished_at LIMIT $2`,
      [days, JOBS],
    );
    const ids = old.map(({ id }) => id);
    if (ids.length === 0) return { jobs: 0, events: 0, more: false };
    const events = await this.removed(
      `DELETE FROM sync_job_events WHERE (job_id, seq) IN (
         SELECT job_id, seq FROM sync_job_events WHERE job_id = ANY ($1) LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [ids, EVENTS_AT_ONCE],
    );
    // Whoever else cleans up at this moment may hold some of them: those are left to that one.
    const jobs = await this.removed(
      `DELETE FROM sync_jobs WHERE id IN (
         SELECT id FROM sync_jobs j WHERE id = ANY ($1)
           AND NOT EXISTS (SELECT FROM sync_job_events e WHERE e.job_id = j.id)
         FOR UPDATE SKIP LOCKED)`,
      [ids],
    );
    return { jobs, events, more: jobs + events > 0 && (jobs === JOBS || events === EVENTS_AT_ONCE) };
  }

  private async removed(sql: string, parameters: unknown[]): Promise<number> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(sql, parameters);
    return count;
  }
}
