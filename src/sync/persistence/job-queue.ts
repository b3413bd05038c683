import type { EntityManager } from 'typeorm';

/** Name of the queue's task, and of nothing else. */
export const SYNC_TASK = 'sync';

/** Set on jobs whose university has others before them: the lane that is kept free for the first of each passes them by. */
export const NOT_THE_FIRST = 'not-the-first';

/**
 * The queue gives up after this many tries of its own; far above ours, because `sync_jobs` decides when a job has failed.
 */
const QUEUE_TRIES = 1000;
/** What nobody waits for comes after all that somebody waits for. */
const LATER = 10_000;
/** The queue's priorities are small integers. */
const MOST_BEFORE = 9_999;

/** Where a job stands, as SQL. */
interface Turn {
  /** Boolean: somebody waits for it. */
  readonly urgent: string;
  /** Integer: jobs of the same university that were admitted before it and have not ended. */
  readonly before: string;
}

/** SQL: the queue's priority of a job. */
export const priorityOf = ({ urgent, before }: Turn): string =>
  `least(${before}, ${MOST_BEFORE}) + CASE WHEN ${urgent} THEN 0 ELSE ${LATER} END`;

/** SQL: puts the job of this id into the queue; one that waits there already is set to this turn. */
export const enqueue = (id: string, turn: Turn): string =>
  `graphile_worker.add_job('${SYNC_TASK}', json_build_object('jobId', ${id}), job_key => ${id}, max_attempts => ${QUEUE_TRIES},
     priority => ${priorityOf(turn)}, flags => CASE WHEN ${turn.before} > 0 THEN ARRAY['${NOT_THE_FIRST}'] END)`;

/** Has the workers look into the queue now. The queue says so itself when a job is added, and not when one is unlocked. */
export async function wakeQueue(tx: Pick<EntityManager, 'query'>, jobs: number): Promise<void> {
  if (jobs > 0)
    await tx.query(
      `SELECT pg_notify('jobs:insert', json_build_object('r', random(), 'count', $1::int)::text)`,
      [jobs],
    );
}
