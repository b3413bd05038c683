import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { JobSnapshot, SyncEvent } from '../../contract';
import {
  ACTIVE,
  EVENT_COLUMNS,
  type EventRow,
  JOB_COLUMNS,
  type JobRow,
  toEvent,
  toSnapshot,
} from './job-rows';

export interface Replay {
  readonly job: JobSnapshot;
  readonly events: readonly SyncEvent[];
}

/** A job as it stands, whose it is, and the newest of its events, in order. */
export interface JobTail extends Replay {
  readonly studentId: string;
}

/** Every question to `sync_jobs` and `sync_job_events`. Nothing here writes. */
@Injectable()
export class JobQueries {
  constructor(private readonly dataSource: DataSource) {}

  async findActive(studentId: string): Promise<JobSnapshot | null> {
    const [row] = await this.dataSource.query<JobRow[]>(
      `SELECT ${JOB_COLUMNS} FROM sync_jobs WHERE user_id = $1 AND ${ACTIVE}`,
      [studentId],
    );
    return row ? toSnapshot(row) : null;
  }

  async find(jobId: string, studentId: string): Promise<JobSnapshot | null> {
    const [row] = await this.dataSource.query<JobRow[]>(
      `SELECT ${JOB_COLUMNS} FROM sync_jobs WHERE id = $1 AND user_id = $2`,
      [jobId, studentId],
    );
    return row ? toSnapshot(row) : null;
  }

  /** The student's jobs, newest first, those after `before` in that order. */
  async history(
    studentId: string,
    limit: number,
    before: { createdAt: Date; id: string } | null,
  ): Promise<JobSnapshot[]> {
    const rows = await this.dataSource.query<JobRow[]>(
      `SELECT ${JOB_COLUMNS} FROM sync_jobs
       WHERE user_id = $1 AND ($3::timestamptz IS NULL OR (date_trunc('milliseconds', created_at), id) < ($3, $4))
       ORDER BY date_trunc('milliseconds', created_at) DESC, id DESC LIMIT $2`,
      [studentId, limit, before?.createdAt ?? null, before?.id ?? null],
    );
    return rows.map(toSnapshot);
  }

  /**
   * The job and its events after `after`, read as of one moment: one statement, one snapshot. At most `limit` events; `null` when
   * the job is not this student's.
   */
  async replay(jobId: string, studentId: string, after: number, limit: number): Promise<Replay | null> {
    const [row] = await this.dataSource.query<(JobRow & { events: JsonEventRow[] })[]>(
      `SELECT ${JOB_COLUMNS}, COALESCE((
         SELECT jsonb_agg(to_jsonb(e) ORDER BY e.seq)
         FROM (SELECT ${EVENT_COLUMNS} FROM sync_job_events
               WHERE job_id = sync_jobs.id AND seq > $3 ORDER BY seq LIMIT $4) e), '[]') AS events
       FROM sync_jobs WHERE id = $1 AND user_id = $2`,
      [jobId, studentId, after, limit],
    );
    return row ? { job: toSnapshot(row), events: row.events.map(fromJson) } : null;
  }

  /** The job with its newest `limit` events, whoever's it is, as of one moment; `null` when there is none. */
  async tail(jobId: string, limit: number): Promise<JobTail | null> {
    const [row] = await this.dataSource.query<(JobRow & { events: JsonEventRow[] })[]>(
      `SELECT ${JOB_COLUMNS}, COALESCE((
         SELECT jsonb_agg(to_jsonb(e) ORDER BY e.seq)
         FROM (SELECT ${EVENT_COLUMNS} FROM sync_job_events
               WHERE job_id = sync_jobs.id ORDER BY seq DESC LIMIT $2) e), '[]') AS events
       FROM sync_jobs WHERE id = $1`,
      [jobId, limit],
    );
    if (!row) return null;
    // Kept for as long as somebody watches: thousands of copies of ids are spared.
    const events = row.events.map((event) => fromJson({ ...event, job_id: jobId }));
    return { studentId: row.user_id, job: toSnapshot({ ...row, id: jobId }), events };
  }

  /** Events after `after`, for this node's own feeds (whose subscribers were authorised one by one). */
  async eventsAfter(jobId: string, after: number): Promise<SyncEvent[]> {
    const rows = await this.dataSource.query<EventRow[]>(
      `SELECT ${EVENT_COLUMNS} FROM sync_job_events WHERE job_id = $1 AND seq > $2 ORDER BY seq`,
      [jobId, after],
    );
    return rows.map(toEvent);
  }

  /** The same with their student, for who has to find out what was written. */
  async writtenAfter(
    jobId: string,
    after: number,
  ): Promise<readonly { readonly studentId: string; readonly event: SyncEvent }[]> {
    const rows = await this.dataSource.query<(EventRow & { user_id: string })[]>(
      `SELECT e.*, j.user_id FROM sync_job_events e JOIN sync_jobs j ON j.id = e.job_id
       WHERE e.job_id = $1 AND e.seq > $2 ORDER BY e.seq`,
      [jobId, after],
    );
    return rows.map((row) => ({ studentId: row.user_id, event: toEvent(row) }));
  }

  async lastSeqs(jobIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.dataSource.query<{ id: string; last_seq: number }[]>(
      `SELECT id, last_seq FROM sync_jobs WHERE id = ANY($1)`,
      [jobIds],
    );
    return new Map(rows.map((row) => [row.id, row.last_seq]));
  }
}

/** An event row that comes inside JSON. */
type JsonEventRow = Omit<EventRow, 'at'> & { readonly at: string };

const fromJson = (row: JsonEventRow): SyncEvent => toEvent({ ...row, at: new Date(row.at) });
