import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { JobStatus } from '../../contract';
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
