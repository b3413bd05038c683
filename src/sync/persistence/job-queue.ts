import type { EntityManager } from 'typeorm';

/** Name of the queue's task, and of nothing else. */
export const SYNC_TASK = 'sync';

/**
 * The queue gives up after this many tries of its own; far above ours, because `sync_jobs` decides when a job has failed.
 */
const QUEUE_TRIES = 1000;

/** Puts a job into the queue, in the caller's transaction; a job that is there already stays as it is. */
export async function enqueue(tx: Pick<EntityManager, 'query'>, jobId: string): Promise<void> {
  await tx.query(
    `SELECT graphile_worker.add_job($1::text, json_build_object('jobId', $2::text), job_key => $2::text, max_attempts => $3)`,
    [SYNC_TASK, jobId, QUEUE_TRIES],
  );
}
