import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { JobStatus } from '../../contract';
import { LEASE_CLASS } from '../worker/lease';
import { SYNC_TASK } from './job-queue';
import { ACTIVE } from './job-rows';

/** SQL: a queue entry that any worker could take now. */
const READY = `q.task_identifier = '${SYNC_TASK}' AND q.locked_at IS NULL AND q.run_at <= now() AND q.attempts < q.max_attempts`;

/** How far back jobs that ended are counted. */
const LATELY = `interval '1 hour'`;

export interface JobCount {
  readonly universityId: string;
  readonly status: JobStatus;
  readonly jobs: number;
}

export interface QueueState {
  /** Entries that wait to be taken. */
  readonly ready: number;
  /** How long the oldest of them has waited, seconds; 0 when there is none. */
  readonly oldestSeconds: number;
}

/** A worker process, as the database sees it. */
export interface WorkerSighting {
  readonly leaseKey: number;
  /** Whether it holds its lease. */
  readonly alive: boolean;
  /** Seconds since it last said that it lives. */
  readonly silentSeconds: number;
  /** Queue entries that it holds. */
  readonly holds: number;
}

/** Questions of operators about all jobs, whoever's they are. Nothing here writes. */
@Injectable()
export class JobInspection {
  constructor(private readonly dataSource: DataSource) {}

  async queue(): Promise<QueueState> {
    const [row] = await this.dataSource.query<{ ready: number; oldest: number | null }[]>(
      `SELECT count(*)::int AS ready, extract(epoch FROM now() - min(q.run_at))::float8 AS oldest
       FROM graphile_worker.jobs q WHERE ${READY}`,
    );
    return { ready: row?.ready ?? 0, oldestSeconds: row?.oldest ?? 0 };
  }

  /** Every worker process that registered and was not found dead yet. */
  async workers(): Promise<readonly WorkerSighting[]> {
    return this.dataSource.query<WorkerSighting[]>(
      `SELECT w.lease_key AS "leaseKey", extract(epoch FROM now() - w.seen_at)::float8 AS "silentSeconds",
         EXISTS (
           SELECT 1 FROM pg_locks l
           WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
             AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
             AND l.classid = $1::int::oid AND l.objid = w.lease_key::oid) AS alive,
         (SELECT count(*)::int FROM graphile_worker.jobs q WHERE q.locked_by = w.queue_pool_id) AS holds
       FROM sync_workers w ORDER BY w.started_at, w.lease_key`,
      [LEASE_CLASS],
    );
  }

  /** Jobs under way, and those that ended within the last hour: both by an index, however many there are. */
  async count(): Promise<readonly JobCount[]> {
    return this.dataSource.query<JobCount[]>(
      `SELECT university_id AS "universityId", status, count(*)::int AS jobs FROM (
         SELECT university_id, status FROM sync_jobs WHERE ${ACTIVE}
         UNION ALL
         SELECT university_id, status FROM sync_jobs WHERE finished_at > now() - ${LATELY}) each
       GROUP BY 1, 2`,
    );
  }
}
