import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SYNC_TASK } from './job-queue';
import { ACTIVE } from './job-rows';

/** The queue's side of what keeps jobs and queue together; the jobs' side is `JobUpkeep`. */
@Injectable()
export class QueueUpkeep {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Removes up to `limit` entries that nothing can come of: their job is gone or has ended, or the queue has given them up (an active job is
   * queued anew then). An entry that a worker has taken is never touched, nor one that is taken at this very moment: the queue's own
   * function looks at each once more when it deletes it. Returns how many went.
   */
  async removeStray(limit: number): Promise<number> {
    const [row] = await this.dataSource.query<{ removed: number }[]>(
      `SELECT count(*)::int AS removed FROM graphile_worker.complete_jobs(ARRAY(
         SELECT q.id FROM graphile_worker.jobs q
         WHERE q.task_identifier = $1 AND q.locked_at IS NULL
           AND (q.attempts >= q.max_attempts
                OR NOT EXISTS (SELECT FROM sync_jobs j WHERE j.id = q.key AND ${ACTIVE}))
         ORDER BY q.id LIMIT $2))`,
      [SYNC_TASK, limit],
    );
    return row?.removed ?? 0;
  }
}
