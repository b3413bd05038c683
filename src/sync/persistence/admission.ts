import { DataSource, type EntityManager } from 'typeorm';
import { enqueue } from './job-queue';
import { ACTIVE } from './job-rows';

/** First half of the advisory locks' key; the second is of the university. */
const PLACES_CLASS = 730_582;

/**
 * `$1` university, `$2` places. Jobs in the order of their turn, as many as there are places left. A job that somebody changes at this moment
 * (it is being cancelled) is passed by, as waiting for it could be waiting for each other.
 */
const ADMIT = `
  WITH taken AS (
    SELECT count(*)::int AS places FROM sync_jobs WHERE university_id = $1 AND ${ACTIVE} AND admitted_at IS NOT NULL
  ), next AS (
    SELECT id, row_number() OVER (ORDER BY urgent DESC, created_at, id)::int AS turn
    FROM (SELECT id, urgent, created_at FROM sync_jobs
          WHERE university_id = $1 AND ${ACTIVE} AND admitted_at IS NULL
          ORDER BY urgent DESC, created_at, id LIMIT greatest($2::int - (SELECT places FROM taken), 0)
          FOR UPDATE SKIP LOCKED) waiting
  )
  UPDATE sync_jobs j SET admitted_at = now() FROM next, taken WHERE j.id = next.id
  RETURNING j.id, j.urgent, taken.places + next.turn - 1 AS before`;

/**
 * How many jobs of one university run at once, on all workers together. A job is in the queue only once its university has a place for it;
 * whoever sees a job end admits the next. So a university that is busy fills no queue that others wait in: what is in the queue is ordered by
 * how many of its own university are before it.
 */
export class Admission {
  constructor(
    private readonly dataSource: DataSource,
    /** Jobs of one university side by side. */
    private readonly places: number,
  ) {}

  /** In the caller's transaction, as its last step: others of this university wait until it commits. */
  async admitIn(tx: EntityManager, universityId: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock($1, hashtext($2))`, [PLACES_CLASS, universityId]);
    const [rows] = await tx.query<[{ id: string; urgent: boolean; before: number }[], number]>(ADMIT, [
      universityId,
      this.places,
    ]);
    for (const { id, urgent, before } of rows) await enqueue(tx, id, { urgent, before });
  }

  async admit(universityId: string): Promise<void> {
    await this.dataSource.transaction((tx) => this.admitIn(tx, universityId));
  }

  /** What is left to do where a process died between the end of a job and the admission of the next. */
  async admitAllWaiting(): Promise<void> {
    const rows = await this.dataSource.query<{ university_id: string }[]>(
      `SELECT DISTINCT university_id FROM sync_jobs WHERE ${ACTIVE} AND admitted_at IS NULL`,
    );
    for (const row of rows) await this.admit(row.university_id);
  }
}
