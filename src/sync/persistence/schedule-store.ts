import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ErrorCode, JobStatus } from '../../contract';
import { ACTIVE } from './job-rows';

/** A student's newest jobs, the newest first. */
export interface RecentJob {
  readonly status: JobStatus;
  readonly code: ErrorCode | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** A student whose turn to be looked at has come. */
export interface TakenStudent {
  readonly studentId: string;
  /** When it came: whoever cannot be served now keeps the place in the row. */
  readonly lookAt: Date;
}

/** Jobs that are looked back at: more failures in a row than this no longer matter. */
const JOBS_BACK = 8;

/**
 * Who is looked at when, and how sites fare. `look_at` is no promise that a sync begins: what is due follows from the facts each
 * time somebody looks. So a node may die with a student it has taken; the next look, a few minutes later, finds the same.
 */
@Injectable()
export class ScheduleStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The database's clock: the only one that all nodes share. */
  async now(): Promise<Date> {
    const [row] = await this.dataSource.query<{ now: Date }[]>(
      `SELECT date_trunc('milliseconds', now()) AS now`,
    );
    if (!row) throw new Error('the database does not know the time');
    return row.now;
  }

  /** Those of `universityIds` at which somebody's turn has come, and which are not paused. */
  async universitiesDue(universityIds: readonly string[], now: Date): Promise<readonly string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT u.id FROM unnest($1::text[]) AS u (id)
       WHERE EXISTS (SELECT FROM auto_syncs a WHERE a.university_id = u.id AND a.look_at <= $2)
         AND NOT EXISTS (SELECT FROM auto_sync_sites p WHERE p.university_id = u.id AND p.paused_until > $2)`,
      [universityIds, now],
    );
    return rows.map(({ id }) => id);
  }

  /** Takes up to `limit` whose turn has come, for this caller alone, the longest waiting first; each comes again at `again` unless something else is said. */
  async take(universityId: string, now: Date, again: Date, limit: number): Promise<readonly TakenStudent[]> {
    const [rows] = await this.dataSource.query<[{ student_id: string; was: Date }[], number]>(
      `UPDATE auto_syncs a SET look_at = $3 FROM (
         SELECT student_id, look_at FROM auto_syncs
         WHERE university_id = $1 AND look_at <= $2
         ORDER BY look_at LIMIT $4 FOR UPDATE SKIP LOCKED) due
       WHERE a.student_id = due.student_id
       RETURNING a.student_id, due.look_at AS was`,
      [universityId, now, again, limit],
    );
    return rows
      .map(({ student_id: studentId, was: lookAt }) => ({ studentId, lookAt }))
      .sort((a, b) => a.lookAt.getTime() - b.lookAt.getTime());
  }

  /** Each is looked at again at the moment given, `null` for not until something changes. */
  async lookAt(moments: ReadonlyMap<string, Date | null>): Promise<void> {
    if (moments.size === 0) return;
    await this.dataSource.query(
      `UPDATE auto_syncs a SET look_at = m.at FROM unnest($1::text[], $2::timestamptz[]) AS m (student_id, at)
       WHERE a.student_id = m.student_id`,
      [[...moments.keys()], [...moments.values()]],
    );
  }

  /**
   * How many of `wanted` may begin at this university now, and notes them as begun: the first of them, in order. One node at a time
   * decides for a university, so the limit holds for all nodes together. `perMinute`: in any minute, and also the most that may wait in
   * the queue. A site whose last sync failed is tried with one a minute.
   */
  async admit(
    universityId: string,
    wanted: readonly string[],
    now: Date,
    limits: { readonly perMinute: number; readonly atOnce: number },
  ): Promise<readonly string[]> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query(`INSERT INTO auto_sync_sites (university_id) VALUES ($1) ON CONFLICT DO NOTHING`, [
        universityId,
      ]);
      const [site] = await tx.query<{ failures: number; paused: boolean }[]>(
        `SELECT failures, COALESCE(paused_until > $2, false) AS paused FROM auto_sync_sites
         WHERE university_id = $1 FOR UPDATE`,
        [universityId, now],
      );
      if (!site || site.paused) return [];
      const [counts] = await tx.query<{ begun: number; waiting: number }[]>(
        `SELECT (SELECT count(*) FROM auto_syncs
                 WHERE university_id = $1 AND started_at > $2::timestamptz - interval '1 minute')::int AS begun,
                (SELECT count(*) FROM sync_jobs
                 WHERE ${ACTIVE} AND university_id = $1 AND attempt = 0)::int AS waiting`,
        [universityId, now],
      );
      const perMinute = site.failures > 0 ? 1 : limits.perMinute;
      const room = Math.min(
        limits.atOnce,
        perMinute - (counts?.begun ?? 0),
        perMinute - (counts?.waiting ?? 0),
      );
      const admitted = wanted.slice(0, Math.max(0, room));
      if (admitted.length > 0)
        await tx.query(`UPDATE auto_syncs SET started_at = $2 WHERE student_id = ANY ($1)`, [admitted, now]);
      return admitted;
    });
  }

  async jobsOf(studentIds: readonly string[]): Promise<ReadonlyMap<string, readonly RecentJob[]>> {
    const rows = await this.dataSource.query<
      {
        user_id: string;
        status: JobStatus;
        code: ErrorCode | null;
        created_at: Date;
        finished_at: Date | null;
      }[]
    >(
      `SELECT j.* FROM unnest($1::text[]) AS s (id), LATERAL (
         SELECT user_id, status, data #>> '{error,code}' AS code, created_at, finished_at FROM sync_jobs
         WHERE user_id = s.id ORDER BY created_at DESC, id DESC LIMIT ${JOBS_BACK}) j
       ORDER BY j.user_id, j.created_at DESC`,
      [studentIds],
    );
    const jobs = new Map<string, RecentJob[]>();
    for (const { user_id: id, status, code, created_at: createdAt, finished_at: finishedAt } of rows)
      jobs.set(id, [...(jobs.get(id) ?? []), { status, code, createdAt, finishedAt }]);
    return jobs;
  }

  /** Who has not switched it off; a student with no row has not. */
  async wantedBy(studentIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.dataSource.query<{ student_id: string }[]>(
      `SELECT student_id FROM auto_syncs WHERE student_id = ANY ($1) AND NOT wanted`,
      [studentIds],
    );
    const off = new Set(rows.map(({ student_id }) => student_id));
    return new Set(studentIds.filter((id) => !off.has(id)));
  }

  async choose(studentId: string, universityId: string, wanted: boolean): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO auto_syncs (student_id, university_id, wanted) VALUES ($1, $2, $3)
       ON CONFLICT (student_id) DO UPDATE SET wanted = EXCLUDED.wanted`,
      [studentId, universityId, wanted],
    );
  }

  /** Not later than `at`; who is to be looked at earlier stays so. */
  async lookBy(studentId: string, universityId: string, at: Date): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO auto_syncs AS a (student_id, university_id, look_at) VALUES ($1, $2, $3)
       ON CONFLICT (student_id) DO UPDATE SET look_at = EXCLUDED.look_at
         WHERE a.look_at IS NULL OR a.look_at > EXCLUDED.look_at`,
      [studentId, universityId, at],
    );
  }

  /** A sync ended with the site: it is left alone until what `pauseMs` says, given the failures in a row, this one included. */
  async siteFailed(
    universityId: string,
    now: Date,
    pauseMs: (failures: number) => number,
  ): Promise<{ readonly failures: number; readonly pausedUntil: Date }> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query(`INSERT INTO auto_sync_sites (university_id) VALUES ($1) ON CONFLICT DO NOTHING`, [
        universityId,
      ]);
      const [site] = await tx.query<{ failures: number; paused_until: Date | null }[]>(
        `SELECT failures, paused_until FROM auto_sync_sites WHERE university_id = $1 FOR UPDATE`,
        [universityId],
      );
      const before = site ?? { failures: 0, paused_until: null };
      // Many that were under way when the site went down tell of one failure.
      if (before.paused_until && before.paused_until > now)
        return { failures: before.failures, pausedUntil: before.paused_until };
      const failures = before.failures + 1;
      const pausedUntil = new Date(now.getTime() + pauseMs(failures));
      await tx.query(`UPDATE auto_sync_sites SET failures = $2, paused_until = $3 WHERE university_id = $1`, [
        universityId,
        failures,
        pausedUntil,
      ]);
      return { failures, pausedUntil };
    });
  }

  /** A sync got through: its site is well. */
  async siteServed(jobId: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE auto_sync_sites SET failures = 0, paused_until = NULL
       WHERE failures > 0 AND university_id = (SELECT university_id FROM sync_jobs WHERE id = $1)`,
      [jobId],
    );
  }

  /** `null` for a job that is gone. */
  async universityOf(jobId: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ university_id: string }[]>(
      `SELECT university_id FROM sync_jobs WHERE id = $1`,
      [jobId],
    );
    return row?.university_id ?? null;
  }
}
