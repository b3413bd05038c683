import type { EntityManager } from 'typeorm';

/** Name of the queue's task, and of nothing else. */
export const SYNC_TASK = 'sync';

/** Set on jobs whose university has others before them: the lane that is kept free for the first of each passes them by. */
export const NOT_THE_FIRST = 'not-the-first';

/**
 * The queue gives up after this many tries of its own; far above ours, because `sync_jobs` decides when a job has failed.
 */
export const QUEUE_TRIES = 1000;
/** What nobody waits for comes after all that somebody waits for. */
export const LATER = 10_000;
/** The queue's priorities are small integers. */
export const MOST_BEFORE = 9_999;

export interface Turn {
  /** Somebody waits for it. */
  readonly urgent: boolean;
  /** Jobs of the same university that were admitted before it and have not ended. */
  readonly before: number;
}

export const priorityOf = ({ urgent, before }: Turn): number =>
  Math.min(before, MOST_BEFORE) + (urgent ? 0 : LATER);

/** Puts a job into the queue, in the caller's transaction; one that waits there already is set to this turn. */
export async function enqueue(tx: Pick<EntityManager, 'query'>, jobId: string, turn: Turn): Promise<void> {
  await tx.query(
    `SELECT graphile_worker.add_job($1::text, json_build_object('jobId', $2::text), job_key => $2::text, max_attempts => $3,
                                    priority => $4, flags => $5::text[])`,
    [SYNC_TASK, jobId, QUEUE_TRIES, priorityOf(turn), turn.before > 0 ? [NOT_THE_FIRST] : null],
  );
}

/** Has the workers look into the queue now. The queue says so itself when a job is added, and not when one is unlocked. */
export async function wakeQueue(tx: Pick<EntityManager, 'query'>, jobs: number): Promise<void> {
  if (jobs > 0)
    await tx.query(
      `SELECT pg_notify('jobs:insert', json_build_object('r', random(), 'count', $1::int)::text)`,
      [jobs],
    );
}
