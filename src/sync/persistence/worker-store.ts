import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** What is asked over a worker's own connection, which waits for nobody else's questions. */
export interface OwnConnection {
  query<Row>(sql: string, params: readonly unknown[]): Promise<{ rows: Row[] }>;
}

/** A lane of a worker process: the lock that proves its life, and the name under which it takes jobs from the queue. */
export interface Lane {
  readonly leaseKey: number;
  readonly queuePoolId: string;
}

/** A lane as others see it. */
export interface SeenLane extends Lane {
  /** Of the process; its own number where a version wrote the row that knew of none. */
  readonly instance: string;
  /** Whether its lock is held. */
  readonly held: boolean;
  /** When it last said that it lives, by the database's clock; compared, never counted with: clocks jump. */
  readonly seenAt: string;
}

/** Worker processes, as the database sees them. */
@Injectable()
export class WorkerStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Says that the process lives, whose connections are called `instance`. */
  async register(lanes: readonly Lane[], instance: string, by: OwnConnection): Promise<void> {
    await by.query(
      `INSERT INTO sync_workers (lease_key, queue_pool_id, instance, seen_at)
       SELECT key, pool, $3, clock_timestamp() FROM unnest($1::int[], $2::text[]) AS lane (key, pool)
       ON CONFLICT (lease_key) DO UPDATE
       SET queue_pool_id = EXCLUDED.queue_pool_id, instance = EXCLUDED.instance, seen_at = EXCLUDED.seen_at`,
      [lanes.map(({ leaseKey }) => leaseKey), lanes.map(({ queuePoolId }) => queuePoolId), instance],
    );
  }

  /**
   * Ends the connections of processes that say nothing any more. One that is frozen, or whose network swallows what it sends, may be in
   * the middle of a transaction, and holds its locks for as long as it is connected. Spared are who has another lane that is none of
   * these, who asks, and connections that are clearly younger than what was heard last: then the rows are of a life before.
   */
  async disconnect(leaseKeys: readonly number[], own: string): Promise<void> {
    await this.dataSource.query(
      `SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a
       WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND EXISTS (
         SELECT 1 FROM sync_workers w
         WHERE w.lease_key = ANY ($1) AND a.application_name LIKE '%' || w.instance AND w.instance <> $2
           AND a.backend_start <= w.seen_at + interval '5 seconds' AND NOT EXISTS (
             SELECT 1 FROM sync_workers other WHERE other.instance = w.instance AND other.lease_key <> ALL ($1)))`,
      [leaseKeys, own],
    );
  }

  async unregister(leaseKeys: readonly number[]): Promise<void> {
    await this.dataSource.query(`DELETE FROM sync_workers WHERE lease_key = ANY ($1)`, [leaseKeys]);
  }

  /** All lanes that are registered, with what shows whether they live. */
  async seen(leaseClass: number, by: OwnConnection): Promise<SeenLane[]> {
    const { rows } = await by.query<SeenLane>(
      `SELECT w.lease_key AS "leaseKey", w.queue_pool_id AS "queuePoolId", coalesce(w.instance, w.lease_key::text) AS instance, w.seen_at::text AS "seenAt", EXISTS (
         SELECT 1 FROM pg_locks l
         WHERE l.locktype = 'advisory' AND l.granted AND l.mode = 'ExclusiveLock' AND l.objsubid = 2
           AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND l.classid = $1::int::oid AND l.objid = w.lease_key::oid) AS held
       FROM sync_workers w`,
      [leaseClass],
    );
    return rows;
  }

  /** The process that comes after that of `own` in the ring of all, each standing at its lowest key; `null` where there is none. */
  async neighbourOf(own: readonly number[], by: OwnConnection): Promise<number | null> {
    const { rows } = await by.query<{ key: number }>(
      `SELECT key FROM (
         SELECT min(lease_key) AS key FROM sync_workers WHERE lease_key <> ALL ($2) GROUP BY coalesce(instance, lease_key::text)) ring
       ORDER BY key > $1 DESC, key LIMIT 1`,
      [Math.min(...own), own],
    );
    return rows[0]?.key ?? null;
  }

  /**
   * Names that hold a job in the queue and belong to no registered process, for longer than it takes to register: their process
   * died in its first moments.
   */
  async findStrayPools(olderThanSeconds: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ locked_by: string }[]>(
      `SELECT DISTINCT locked_by FROM graphile_worker.jobs q
       WHERE locked_by IS NOT NULL AND locked_at < now() - make_interval(secs => $1)
         AND NOT EXISTS (SELECT 1 FROM sync_workers w WHERE q.locked_by = w.queue_pool_id)`,
      [olderThanSeconds],
    );
    return rows.map((row) => row.locked_by);
  }
}
