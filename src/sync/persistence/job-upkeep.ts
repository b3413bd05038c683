import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ACTIVE } from './job-rows';
import { enqueue, wakeQueue } from './job-queue';

/** The queue's own pauses between two tries are shorter than this: what is to run later stands there by a clock that jumped, s. */
const LONGEST_PAUSE_SECONDS = 120;

/** First half of the advisory lock's key under which orphans are looked for. */
const ORPHANS_CLASS = 730_583;

/** A run of a job, by its number. */
export interface RunNumber {
  readonly jobId: string;
  readonly attempt: number;
}

/** What keeps jobs and queue in order while nobody asks for anything. */
@Injectable()
export class JobUpkeep {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Puts active jobs that lost their queue entry back into the queue. Returns their ids. One node at a time: a second entry, made while the
   * first is being run, would take the job away from who runs it.
   */
  async requeueOrphans(): Promise<string[]> {
    return this.dataSource.transaction(async (tx) => {
      const [lock] = await tx.query<{ free: boolean }[]>(`SELECT pg_try_advisory_xact_lock($1, 0) AS free`, [
        ORPHANS_CLASS,
      ]);
      if (!lock?.free) return [];
      const rows = await tx.query<{ id: string }[]>(
        `SELECT id, ${enqueue('id', { urgent: 'urgent', before: '1' })} FROM sync_jobs j
         WHERE ${ACTIVE} AND admitted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM graphile_worker.jobs q WHERE q.key = j.id)`,
      );
      return rows.map(({ id }) => id);
    });
  }

  /**
   * Lets the queue hand out at once what a process gave back when it shut down or lost the database, instead of after its usual pause, and
   * what a clock that was set back put off.
   */
  async hurry(): Promise<void> {
    const [row] = await this.dataSource.query<{ hurried: number }[]>(
      `WITH late AS (
         SELECT q.id FROM graphile_worker.jobs q JOIN sync_jobs j ON j.id = q.key
         WHERE q.locked_at IS NULL AND q.run_at > now()
           AND ((j.handovers > 0 AND j.lease_key IS NULL) OR q.run_at > now() + make_interval(secs => $1))
       )
       SELECT count(r.*)::int AS hurried
       FROM (SELECT array_agg(id) AS ids FROM late HAVING count(*) > 0) l, graphile_worker.reschedule_jobs(l.ids, run_at => now()) r`,
      [LONGEST_PAUSE_SECONDS],
    );
    await wakeQueue(this.dataSource, row?.hurried ?? 0);
  }

  /** Has the workers look for what a dead process held, and was unlocked. */
  async wake(): Promise<void> {
    await wakeQueue(this.dataSource, 1);
  }

  /** Of these runs, those that are no longer their job's: cancelled by whoever was not heard, or taken over. */
  async overtaken(runs: readonly RunNumber[]): Promise<{ jobId: string; cancelled: boolean }[]> {
    return this.dataSource.query<{ jobId: string; cancelled: boolean }[]>(
      `SELECT r.id AS "jobId", j.status IS NOT DISTINCT FROM 'cancelled' AS cancelled
       FROM unnest($1::text[], $2::int[]) AS r (id, attempt) LEFT JOIN sync_jobs j ON j.id = r.id
       WHERE (j.attempt = r.attempt AND j.${ACTIVE}) IS NOT TRUE`,
      [runs.map(({ jobId }) => jobId), runs.map(({ attempt }) => attempt)],
    );
  }
}
