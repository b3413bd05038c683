import { Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { enqueue } from './job-queue';
import { ACTIVE } from './job-rows';

/** First half of the advisory locks' key; the second is of the university. */
const PLACES_CLASS = 730_582;

/**
 * `$1` university, `$2` places, `$3` of which are for jobs that nobody waits for. Puts jobs into the queue in the order of their turn, as many as there are places left. A job that somebody
 * changes at this moment (it is being cancelled) is passed by, as waiting for it could be waiting for each other.
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
  ), admitted AS (
    UPDATE sync_jobs j SET admitted_at = now() FROM next, taken WHERE j.id = next.id AND (j.urgent OR taken.places + next.turn <= $3)
    RETURNING j.id, j.urgent, taken.places + next.turn - 1 AS before
  )
  SELECT count(${enqueue('id', { urgent: 'urgent', before: 'before' })})
  FROM admitted`;

/** A round that is under way, and the one after it, which all share who come meanwhile. */
interface Rounds {
  readonly running: Promise<void>;
  next: Promise<void> | null;
}

/** Somebody may stand still with the lock in hand; whoever looks after the jobs comes back to it, ms. */
const LOCK_TIMEOUT_MS = 3_000;

/**
 * How many jobs of one university run at once, on all workers together. A job is in the queue only once its university has a place for it;
 * whoever sees a job end admits the next. So a university that is busy fills no queue that others wait in: what is in the queue is ordered by
 * how many of its own university are before it.
 */
export class Admission {
  private readonly logger = new Logger(Admission.name);
  private readonly rounds = new Map<string, Rounds>();

  constructor(
    private readonly dataSource: DataSource,
    /** Jobs of one university side by side. */
    private readonly places: number,
  ) {}

  /** A quarter of the places is kept for those who wait. */
  private get withoutHurry(): number {
    return Math.max(1, Math.floor((this.places * 3) / 4));
  }

  /**
   * In the caller's transaction, as its last step. Answers false where somebody else is at it: then `soon` is to be called after the
   * commit. Hundreds who come at once would otherwise wait for each other, each with a connection in hand.
   */
  async tryIn(tx: EntityManager, universityId: string): Promise<boolean> {
    const [row] = await tx.query<{ free: boolean }[]>(
      `SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS free`,
      [PLACES_CLASS, universityId],
    );
    if (!row?.free) return false;
    await tx.query(ADMIT, [universityId, this.places, this.withoutHurry]);
    return true;
  }

  /**
   * Admits what has its turn; resolves once that is done for all that was there when it was called, however many others call. Calls that
   * come while a round is under way share the next one. Never rejects: where it fails, whoever looks after the jobs does it two seconds later.
   */
  soon(universityId: string): Promise<void> {
    const known = this.rounds.get(universityId);
    if (!known) return this.begin(universityId);
    known.next ??= known.running.then(() => this.begin(universityId));
    return known.next;
  }

  /** What is left to do where a process died between the end of a job and the admission of the next. */
  async admitAllWaiting(): Promise<void> {
    const rows = await this.dataSource.query<{ university_id: string }[]>(
      `SELECT university_id FROM (SELECT DISTINCT university_id FROM sync_jobs WHERE ${ACTIVE} AND admitted_at IS NULL) waiting
       WHERE (SELECT count(*) FROM sync_jobs j
              WHERE j.university_id = waiting.university_id AND j.${ACTIVE} AND j.admitted_at IS NOT NULL) < $1`,
      [this.places],
    );
    await Promise.all(rows.map((row) => this.soon(row.university_id)));
  }

  private begin(universityId: string): Promise<void> {
    const running = this.admit(universityId).catch((error: unknown) =>
      this.logger.warn({ msg: 'jobs that wait were not admitted yet', universityId, err: error }),
    );
    const rounds: Rounds = { running, next: null };
    this.rounds.set(universityId, rounds);
    void running.then(() => {
      if (rounds.next === null) this.rounds.delete(universityId);
    });
    return running;
  }

  private async admit(universityId: string): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await tx.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
      await tx.query(`SELECT pg_advisory_xact_lock($1, hashtext($2))`, [PLACES_CLASS, universityId]);
      await tx.query(ADMIT, [universityId, this.places, this.withoutHurry]);
    });
  }
}
