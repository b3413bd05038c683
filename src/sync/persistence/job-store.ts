import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import {
  initialJobData,
  reduceJobData,
  type JobData,
  type JobSnapshot,
  type JobStatus,
  type JobTrigger,
  type SyncEvent,
  type SyncEventData,
  type SyncEventType,
} from '../../contract';
import { Admission } from './admission';
import { Announcing } from './announcing';
import { priorityOf } from './job-queue';
import { JobQueries } from './job-queries';
import {
  ACTIVE,
  announcementOf,
  EVENT_COLUMNS,
  type EventRow,
  JOB_COLUMNS,
  type JobRow,
  messageOf,
  toEvent,
  toSnapshot,
} from './job-rows';

/** Channel on which committed events are announced to the other nodes. */
export const SYNC_CHANNEL = 'spike_sync';

/** PostgreSQL takes payloads of less than 8,000 bytes. What is longer is announced without its events, which are read then. */
const MOST_PAYLOAD_BYTES = 7_900;
/** Of more at once the payload would hardly hold them: a busy node does not try. */
const EVENTS_IN_A_PAYLOAD = 12;
/** So many fit without their events. */
const JOBS_IN_A_PAYLOAD = 50;

export interface NewEvent {
  readonly type: SyncEventType;
  readonly status: JobStatus;
  readonly progress: number;
  readonly data: SyncEventData[SyncEventType];
  readonly at: Date;
}

/** One event to append, fenced by the attempt that says it. */
export interface FencedEvent extends NewEvent {
  readonly jobId: string;
  readonly attempt: number;
  /** The job's data once this event is applied. */
  readonly jobData: JobData;
  /**
   * The number of the job's newest event as its writer knows it, before this statement: the event is left out when the job is elsewhere.
   * So a statement whose answer was lost can be said again, and is done once.
   */
  readonly base?: number;
  /** How long the job's runs have taken so far, this one included, ms. */
  readonly spentMs?: number;
}

export interface RecordedEvent {
  readonly studentId: string;
  readonly event: SyncEvent;
}

export interface ClaimedJob {
  readonly job: JobSnapshot;
  readonly studentId: string;
  readonly universityId: string;
  readonly handovers: number;
  /** How long earlier runs took, by their own clocks, up to what they said last, ms. */
  readonly spentMs: number;
}

/** Whether somebody waits for it. */
const isUrgent = (trigger: JobTrigger): boolean => trigger !== 'schedule';

/** Every change to `sync_jobs` and `sync_job_events`, the truth about jobs. */
@Injectable()
export class JobStore {
  /** Tells this process's announcements from those of other nodes. */
  readonly nodeId = randomUUID();

  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: JobQueries,
    private readonly announcing: Announcing,
    private readonly admission: Admission,
  ) {}

  /**
   * The student's active job, made if there is none. Job row, first event and queue entry commit together, so a job that can be
   * seen is a job that will run; the partial unique index makes it one under any race.
   */
  async createOrGetActive(
    studentId: string,
    universityId: string,
    trigger: JobTrigger,
    /** Done in the transaction that makes the job. */
    also?: (tx: EntityManager, jobId: string) => Promise<unknown>,
  ): Promise<{ job: JobSnapshot; created: RecordedEvent | null }> {
    for (;;) {
      const made = await this.dataSource.transaction(async (tx) => {
        const created = await this.create(tx, studentId, universityId, trigger);
        if (!created) return null;
        await also?.(tx, created.job.jobId);
        return { ...created, admitted: await this.admission.tryIn(tx, universityId) };
      });
      if (made && !made.admitted) await this.admission.soon(universityId);
      if (made) return { job: made.job, created: made.created };
      const active = await this.queries.findActive(studentId);
      if (active) {
        if (isUrgent(trigger)) await this.hasten(active.jobId);
        return { job: active, created: null };
      }
      // The active job ended between the two statements: try again.
    }
  }

  private async create(
    tx: EntityManager,
    studentId: string,
    universityId: string,
    trigger: JobTrigger,
  ): Promise<{ job: JobSnapshot; created: RecordedEvent } | null> {
    const [row] = await tx.query<JobRow[]>(
      `INSERT INTO sync_jobs (id, user_id, university_id, status, progress, message, message_en, data, urgent, admitted_at)
       VALUES ($1, $2, $3, 'starting', 0, $4, $5, $6, $7, NULL)
       ON CONFLICT (user_id) WHERE ${ACTIVE} DO NOTHING
       RETURNING ${JOB_COLUMNS}`,
      [
        randomUUID(),
        studentId,
        universityId,
        messageOf('starting').he,
        messageOf('starting').en,
        initialJobData(trigger),
        isUrgent(trigger),
      ],
    );
    if (!row) return null;
    const event = await this.appendUnfenced(tx, row, {
      type: 'job.created',
      status: 'starting',
      progress: 0,
      data: { trigger },
      at: new Date(),
    });
    const job = { ...toSnapshot(row), lastSeq: event.seq };
    return { job, created: { studentId, event } };
  }

  /** Somebody waits now for what nobody waited for: it goes before all that nobody waits for. */
  private async hasten(jobId: string): Promise<void> {
    const [hastened] = await this.updateReturning<{ id: string }>(
      `UPDATE sync_jobs SET urgent = true WHERE id = $1 AND NOT urgent RETURNING id`,
      [jobId],
    );
    // A statement of its own: a job that was queued while the first one waited for its row is not there for the first one.
    if (hastened)
      await this.dataSource.query(
        `SELECT graphile_worker.reschedule_jobs(ARRAY[q.id], priority => ${priorityOf({ urgent: 'true', before: '0' })})
         FROM graphile_worker.jobs q WHERE q.key = $1 AND q.locked_at IS NULL`,
        [jobId],
      );
  }

  /** Appends in the caller's transaction, whatever the attempt: for what is not said by a run (created, cancelled). */
  private async appendUnfenced(tx: EntityManager, row: JobRow, event: NewEvent): Promise<SyncEvent> {
    const message = messageOf(event.status);
    const [written] = await tx.query<EventRow[]>(
      `WITH job AS (
         UPDATE sync_jobs SET last_seq = last_seq + 1, updated_at = $9 WHERE id = $1 RETURNING id, last_seq
       )
       INSERT INTO sync_job_events (${EVENT_COLUMNS})
       SELECT id, last_seq, $2, $3, $4, $5, $6, $7, $8, $9 FROM job
       RETURNING ${EVENT_COLUMNS}`,
      [
        row.id,
        row.attempt,
        event.type,
        event.status,
        event.progress,
        message.he,
        message.en,
        event.data,
        event.at,
      ],
    );
    if (!written) throw new Error(`the job ${row.id} vanished inside its own transaction`);
    await tx.query(`SELECT pg_notify($1, $2)`, [
      SYNC_CHANNEL,
      JSON.stringify({
        n: this.nodeId,
        a: [[row.id, row.user_id, written.seq, event.status, [], event.type === 'job.created']],
      }),
    ]);
    return toEvent(written);
  }

  /**
   * Takes a job for a run: raises its attempt, which shuts out every earlier run. `null` when the job has ended or is gone, or when the
   * queue has given it to somebody else than `queuePoolId` by now: a claim that was long on its way takes nothing from who runs the job.
   */
  async claim(
    jobId: string,
    leaseKey: number,
    queuePoolId: string | null = null,
  ): Promise<ClaimedJob | null> {
    const [row] = await this.updateReturning<JobRow & { handovers: number; spent_ms: string }>(
      // FOR UPDATE waits for library writes of the run before; a plain update would pass them by.
      `WITH free AS (
         SELECT id AS job_id FROM sync_jobs WHERE id = $1 AND ${ACTIVE}
           AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM graphile_worker.jobs q WHERE q.key = $1 AND q.locked_by = $3))
         FOR UPDATE
       )
       UPDATE sync_jobs SET attempt = attempt + 1, lease_key = $2, updated_at = now()
       FROM free WHERE id = job_id
       RETURNING ${JOB_COLUMNS}, handovers, spent_ms`,
      [jobId, leaseKey, queuePoolId],
    );
    if (!row) return null;
    return {
      job: toSnapshot(row),
      studentId: row.user_id,
      universityId: row.university_id,
      handovers: row.handovers,
      spentMs: Number(row.spent_ms),
    };
  }

  /**
   * Gives a job back unfinished (the process is shutting down, or lost the database); the try does not count against it, and the time does.
   */
  async handOver(jobId: string, attempt: number, spentMs: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE sync_jobs SET handovers = handovers + 1, lease_key = NULL, spent_ms = $3
       WHERE id = $1 AND attempt = $2 AND ${ACTIVE}`,
      [jobId, attempt, Math.round(spentMs)],
    );
  }

  /**
   * Appends events of any number of jobs in one statement: sequence numbers, job rows, event rows and the announcement commit
   * together. An event whose attempt is not the job's, or whose job has ended, is left out; the answer holds what was written,
   * by its index in `events`.
   */
  async append(events: readonly FencedEvent[]): Promise<ReadonlyMap<number, RecordedEvent>> {
    const input = events.map((event, n) => ({
      n,
      job_id: event.jobId,
      attempt: event.attempt,
      base: event.base,
      spent_ms: event.spentMs,
      type: event.type,
      status: event.status,
      progress: event.progress,
      message_he: messageOf(event.status).he,
      message_en: messageOf(event.status).en,
      data: event.data,
      job_data: event.jobData,
      at: event.at.toISOString(),
    }));
    const notify = this.announcing.inTransaction;
    const { rows } = await this.pool.query<EventRow & { n: number; user_id: string }>({
      // Planned once for each connection: planning takes longer than running.
      name: notify ? 'append-and-notify' : 'append',
      text: appendStatement(notify),
      values: [storableJson(input), ...(notify ? [SYNC_CHANNEL, this.nodeId] : [])],
    });
    return new Map(rows.map((row) => [row.n, { studentId: row.user_id, event: toEvent(row) }]));
  }

  /** Tells other nodes, outside of any transaction, what was committed without being announced. */
  async announce(recorded: readonly RecordedEvent[]): Promise<void> {
    // Without the events, which would not always fit: whoever needs them reads them.
    const jobs = announcementOf(recorded).map(([jobId, studentId, lastSeq, status]) => [
      jobId,
      studentId,
      lastSeq,
      status,
    ]);
    const parts = Array.from({ length: Math.ceil(jobs.length / JOBS_IN_A_PAYLOAD) }, (_, n) =>
      JSON.stringify({ n: this.nodeId, a: jobs.slice(n * JOBS_IN_A_PAYLOAD, (n + 1) * JOBS_IN_A_PAYLOAD) }),
    );
    await this.dataSource.query(`SELECT pg_notify($1, part) FROM unnest($2::text[]) part`, [
      SYNC_CHANNEL,
      parts,
    ]);
  }

  /** The pool behind the DataSource, whose own `query` cannot name a prepared statement. */
  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { readonly master: Pool }).master;
  }

  /** Ends an active job of this student as cancelled. `null` when there is none of that id, or it has ended. */
  async cancel(jobId: string, studentId: string): Promise<RecordedEvent | null> {
    const cancelled = await this.dataSource.transaction(async (tx) => {
      const [row] = await tx.query<JobRow[]>(
        `SELECT ${JOB_COLUMNS} FROM sync_jobs WHERE id = $1 AND user_id = $2 AND ${ACTIVE} FOR UPDATE`,
        [jobId, studentId],
      );
      if (!row) return null;
      const at = new Date();
      const message = messageOf('cancelled');
      await tx.query(
        `UPDATE sync_jobs SET status = 'cancelled', message = $2, message_en = $3, finished_at = $4, data = $5 WHERE id = $1`,
        [
          jobId,
          message.he,
          message.en,
          at,
          storableJson(reduceJobData(row.data, { type: 'job.cancelled', data: {} })),
        ],
      );
      const event = await this.appendUnfenced(tx, row, {
        type: 'job.cancelled',
        status: 'cancelled',
        progress: row.progress,
        data: {},
        at,
      });
      await tx.query(`SELECT graphile_worker.remove_job($1::text)`, [jobId]);
      return { universityId: row.university_id, studentId, event };
    });
    if (!cancelled) return null;
    await this.admission.soon(cancelled.universityId);
    return { studentId, event: cancelled.event };
  }

  /** TypeORM answers UPDATE and DELETE with `[rows, count]`. */
  private async updateReturning<T>(sql: string, parameters: unknown[]): Promise<T[]> {
    const [rows] = await this.dataSource.query<[T[], number]>(sql, parameters);
    return rows;
  }
}

/** Continues the statement below: each job's announcement, with its events where they are few and short. */
const ANNOUNCED = `, told AS (
         SELECT e.job_id, json_agg(json_build_array(e.seq, e.attempt, e.type, e.status, e.progress, e.data, e.at) ORDER BY e.seq) AS events
         FROM written e GROUP BY e.job_id
       ), payload AS MATERIALIZED (
         SELECT json_build_object('n', $3::text, 'a', json_agg(json_build_array(id, user_id, last_seq, status, events)))::text AS whole
         FROM job JOIN told ON told.job_id = job.id
         WHERE (SELECT count(*) FROM input) <= ${EVENTS_IN_A_PAYLOAD}
       ), brief AS (
         SELECT json_build_object('n', $3::text, 'a', json_agg(json_build_array(id, user_id, last_seq, status)))::text AS text
         FROM (SELECT job.*, row_number() OVER () / ${JOBS_IN_A_PAYLOAD} AS part FROM job) parts GROUP BY part
       ), announced AS (
         SELECT pg_notify($2, whole) FROM payload WHERE octet_length(whole) < ${MOST_PAYLOAD_BYTES}
         UNION ALL
         SELECT pg_notify($2, brief.text) FROM payload, brief WHERE (octet_length(whole) < ${MOST_PAYLOAD_BYTES}) IS NOT TRUE
       )`;

/** Sequence numbers, job rows, event rows and, with `notify`, the announcement of each job. */
const appendStatement = (notify: boolean): string =>
  `WITH input AS (
         SELECT *, row_number() OVER (PARTITION BY job_id, attempt ORDER BY n)::int AS place
         FROM jsonb_to_recordset($1::jsonb) AS e(n int, job_id text, attempt int, base int, spent_ms bigint, type text, status text, progress int,
                                                 message_he text, message_en text, data jsonb, job_data jsonb, at timestamptz)
       ), newest AS (
         SELECT DISTINCT ON (job_id, attempt) * FROM input ORDER BY job_id, attempt, n DESC
       ), job AS (
         UPDATE sync_jobs j
         SET last_seq = j.last_seq + newest.place, status = newest.status, progress = newest.progress,
             message = newest.message_he, message_en = newest.message_en, data = newest.job_data, updated_at = newest.at,
             spent_ms = COALESCE(newest.spent_ms, j.spent_ms),
             finished_at = CASE WHEN newest.status IN ('completed', 'failed', 'cancelled') THEN newest.at END
         FROM newest
         WHERE j.id = newest.job_id AND j.attempt = newest.attempt
           AND (newest.base IS NULL OR j.last_seq = newest.base)
           AND j.status NOT IN ('completed', 'failed', 'cancelled')
         RETURNING j.id, j.user_id, j.attempt, j.last_seq, j.status, j.last_seq - newest.place AS base
       ), written AS (
         INSERT INTO sync_job_events (${EVENT_COLUMNS})
         SELECT input.job_id, job.base + input.place, input.attempt, input.type, input.status, input.progress,
                input.message_he, input.message_en, input.data, input.at
         FROM input JOIN job ON job.id = input.job_id AND job.attempt = input.attempt
         RETURNING ${EVENT_COLUMNS}
       )${notify ? ANNOUNCED : ''}
       SELECT input.n, job.user_id, written.*${notify ? ', (SELECT count(*) FROM announced) AS announced' : ''}
       FROM written
       JOIN job ON job.id = written.job_id
       JOIN input ON input.job_id = written.job_id AND input.attempt = written.attempt AND job.base + input.place = written.seq
       ORDER BY input.n`;

/** JSON that PostgreSQL's jsonb takes: it has no NUL character, and no half of a surrogate pair. */
function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}

const storable = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- NUL is exactly what is taken out
  text.replace(/\u0000/g, '').toWellFormed();
