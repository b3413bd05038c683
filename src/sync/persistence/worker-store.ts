import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Worker processes, as the database sees them. */
@Injectable()
export class WorkerStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Says that the process that holds `leaseKey` lives, and under which name it takes jobs from the queue. */
  async register(leaseKey: number, queuePoolId: string): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO sync_workers (lease_key, queue_pool_id) VALUES ($1, $2)
       ON CONFLICT (lease_key) DO UPDATE SET queue_pool_id = EXCLUDED.queue_pool_id, seen_at = now()`,
      [leaseKey, queuePoolId],
    );
  }

  async unregister(leaseKey: number): Promise<void> {
    await this.dataSource.query(`DELETE FROM sync_workers WHERE lease_key = $1`, [leaseKey]);
  }

  /**
   * Processes whose lease is free, and those that said nothing for `silentSeconds`: a host that lost its power, or a process that is
   * frozen, keeps its lock for as long as TCP believes in it.
   */
  async findDead(
    leaseClass: number,
    silentSeconds: number,
  ): Promise<{ leaseKey: number; queuePoolId: string }[]> {
    const rows = await this.dataSource.query<{ lease_key: number; queue_pool_id: string }[]>(
      `SELECT lease_key, queue_pool_id FROM sync_workers w
       WHERE seen_at < now() - make_interval(secs => $2) OR NOT EXISTS (
         SELECT 1 FROM pg_locks l
         WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
           AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND l.classid = $1::int::oid AND l.objid = w.lease_key::oid)`,
      [leaseClass, silentSeconds],
    );
    return rows.map((row) => ({ leaseKey: row.lease_key, queuePoolId: row.queue_pool_id }));
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
