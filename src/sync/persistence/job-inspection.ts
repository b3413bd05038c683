import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ErrorCode, JobStatus, JobTrigger, SyncEventType } from '../../contract';
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

/** A job under way, with where it stands in the queue. */
export interface ActiveJob {
  readonly jobId: string;
  readonly studentId: string;
  readonly universityId: string;
  readonly status: JobStatus;
  readonly progress: number;
  readonly attempt: number;
  readonly trigger: JobTrigger;
  /** Seconds since it was created, and since its last event. */
  readonly ageSeconds: number;
  readonly quietSeconds: number;
  readonly queue: QueuePlace;
  /** Its newest event, and why a request to Moodle was last tried again, by code. */
  readonly lastEvent: SyncEventType | null;
  readonly lastRetry: ErrorCode | null;
}

/** `missing`: it is in no queue, and will not run until it is put back. */
export type QueuePlace = 'running' | 'ready' | 'later' | 'missing';

export interface FailureCount {
  readonly universityId: string;
  readonly code: string;
  readonly jobs: number;
}

const ACTIVE_JOBS = `
  SELECT j.id AS "jobId", j.user_id AS "studentId", j.university_id AS "universityId", j.status, j.progress, j.attempt,
    j.data ->> 'trigger' AS trigger,
    extract(epoch FROM now() - j.created_at)::float8 AS "ageSeconds",
    extract(epoch FROM now() - coalesce(e.at, j.updated_at))::float8 AS "quietSeconds",
    CASE WHEN q.id IS NULL THEN 'missing' WHEN q.locked_at IS NOT NULL THEN 'running'
         WHEN q.run_at <= now() THEN 'ready' ELSE 'later' END AS queue,
    e.type AS "lastEvent", r.code AS "lastRetry"
  FROM sync_jobs j
  LEFT JOIN graphile_worker.jobs q ON q.key = j.id
  LEFT JOIN LATERAL (SELECT type, at FROM sync_job_events WHERE job_id = j.id ORDER BY seq DESC LIMIT 1) e ON true
  LEFT JOIN LATERAL (
    SELECT data -> 'error' ->> 'code' AS code FROM sync_job_events
    WHERE job_id = j.id AND type = 'retry.scheduled' ORDER BY seq DESC LIMIT 1) r ON true`;

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

  /** Jobs under way, the oldest first. */
  async active(limit: number): Promise<readonly ActiveJob[]> {
    return this.dataSource.query<ActiveJob[]>(
      `${ACTIVE_JOBS} WHERE j.${ACTIVE} ORDER BY j.created_at, j.id LIMIT $1`,
      [limit],
    );
  }

  /** One job with where it stands; `null` when there is none of this id. */
  async find(jobId: string): Promise<ActiveJob | null> {
    const [row] = await this.dataSource.query<ActiveJob[]>(`${ACTIVE_JOBS} WHERE j.id = $1`, [jobId]);
    return row ?? null;
  }

  /** Queue entries whose job is gone or has ended, and that no worker holds. */
  async entriesWithoutJob(): Promise<number> {
    const [row] = await this.dataSource.query<{ entries: number }[]>(
      `SELECT count(*)::int AS entries FROM graphile_worker.jobs q
       WHERE q.task_identifier = '${SYNC_TASK}' AND q.locked_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM sync_jobs j WHERE j.id = q.key AND j.${ACTIVE})`,
    );
    return row?.entries ?? 0;
  }

  /** What jobs of the last hour failed of, the most frequent first. */
  async failures(): Promise<readonly FailureCount[]> {
    return this.dataSource.query<FailureCount[]>(
      `SELECT university_id AS "universityId", data -> 'error' ->> 'code' AS code, count(*)::int AS jobs
       FROM sync_jobs WHERE status = 'failed' AND finished_at > now() - ${LATELY}
       GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
    );
  }

  /** Every worker process that registered and was not found dead yet. It has a row for each lane in which it takes jobs. */
  async workers(): Promise<readonly WorkerSighting[]> {
    return this.dataSource.query<WorkerSighting[]>(
      `SELECT min(lane.lease_key) AS "leaseKey", min(lane.silent) AS "silentSeconds", bool_and(lane.held) AS alive,
              sum(lane.holds)::int AS holds
       FROM (
         SELECT w.lease_key, w.started_at, coalesce(w.instance, w.lease_key::text) AS process,
           extract(epoch FROM now() - w.seen_at)::float8 AS silent,
           EXISTS (
             SELECT 1 FROM pg_locks l
             WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND l.classid = $1::int::oid AND l.objid = w.lease_key::oid) AS held,
           (SELECT count(*) FROM graphile_worker.jobs q WHERE q.locked_by = w.queue_pool_id) AS holds
         FROM sync_workers w) lane
       GROUP BY lane.process ORDER BY min(lane.started_at), 1`,
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
