import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ACTIVE } from './job-rows';
import { enqueue } from './job-queue';

/** What keeps jobs and queue in order while nobody asks for anything. */
@Injectable()
export class JobUpkeep {
  constructor(private readonly dataSource: DataSource) {}

  /** Puts active jobs that lost their queue entry back into the queue. Returns their ids. */
  async requeueOrphans(): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM sync_jobs j
       WHERE ${ACTIVE} AND NOT EXISTS (SELECT 1 FROM graphile_worker.jobs q WHERE q.key = j.id)`,
    );
    for (const { id } of rows) await enqueue(this.dataSource.manager, id);
    return rows.map(({ id }) => id);
  }

  /** Lets the queue hand out at once what a process gave back when it shut down, instead of after its usual pause. */
  async hurryHandedOver(): Promise<void> {
    await this.dataSource.query(
      `SELECT graphile_worker.reschedule_jobs(array_agg(q.id), run_at => now())
       FROM graphile_worker.jobs q JOIN sync_jobs j ON j.id = q.key
       WHERE j.handovers > 0 AND j.lease_key IS NULL AND q.locked_at IS NULL AND q.run_at > now()
       HAVING count(*) > 0`,
    );
  }

  /** Removes up to `limit` jobs (and their events) that ended more than `days` ago. Returns how many. */
  async removeFinishedBefore(days: number, limit: number): Promise<number> {
    const [, removed] = await this.dataSource.query<[unknown[], number]>(
      `DELETE FROM sync_jobs WHERE id IN (
         SELECT id FROM sync_jobs WHERE finished_at < now() - make_interval(days => $1)
         ORDER BY finished_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [days, limit],
    );
    return removed;
  }
}
