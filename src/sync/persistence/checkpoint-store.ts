import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Query } from '../../library';
import type { Presence } from '../../moodle';
import type { Checkpoint, CourseCheckpoint, JobCheckpoint, Written } from '../pipeline';
import { ACTIVE } from './job-rows';

/** Stands for the job as a whole; no course of Moodle has this id. */
export const WHOLE_JOB = 0;

/** A reading that is older is done again: a job may have stood still for as long as its servers were off. */
const FRESH = `interval '1 hour'`;

/** `$2` course, or `WHOLE_JOB`; `$3` its state, `null` while there is more to be read of it. Counts add up over all runs of the job. */
const KEEP = `
  INSERT INTO sync_job_checkpoints AS c (job_id, course_id, state, added, changed, removed, changes)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (job_id, course_id) DO UPDATE SET
    state = coalesce(EXCLUDED.state, c.state),
    kept_at = CASE WHEN EXCLUDED.state IS NULL THEN c.kept_at ELSE EXCLUDED.kept_at END,
    added = c.added + EXCLUDED.added, changed = c.changed + EXCLUDED.changed,
    removed = c.removed + EXCLUDED.removed, changes = c.changes + EXCLUDED.changes`;

/** Beside what the first run knew; read again by whoever comes when it is as old as a reading may be. */
const KEEP_VANISHED = `
  WITH run AS (SELECT id FROM sync_jobs WHERE id = $1 AND attempt = $2 AND ${ACTIVE} FOR KEY SHARE)
  UPDATE sync_job_checkpoints c
  SET state = (c.state::jsonb || jsonb_build_object('vanished', $3::jsonb))::json, kept_at = now()
  FROM run WHERE c.job_id = run.id AND c.course_id = ${WHOLE_JOB} AND c.state IS NOT NULL`;

interface JobState extends JobCheckpoint {
  readonly vanished?: readonly (readonly [number, Presence])[];
}

interface CheckpointRow extends Written {
  readonly course_id: string;
  readonly state: unknown;
  readonly fresh: boolean;
}

/** What runs leave for those after them; the database forgets it in the transaction that ends the job. */
@Injectable()
export class CheckpointStore {
  constructor(private readonly dataSource: DataSource) {}

  async find(jobId: string): Promise<Checkpoint> {
    const rows = await this.dataSource.query<CheckpointRow[]>(
      `SELECT course_id, state, kept_at > now() - ${FRESH} AS fresh, added, changed, removed, changes
       FROM sync_job_checkpoints WHERE job_id = $1`,
      [jobId],
    );
    const courses = new Map<number, CourseCheckpoint>();
    const written = { added: 0, changed: 0, removed: 0, changes: 0 };
    let job: JobCheckpoint | null = null;
    let vanished: ReadonlyMap<number, Presence> = new Map();
    for (const { course_id, state, fresh, ...counts } of rows) {
      for (const name of Object.keys(written) as (keyof Written)[]) written[name] += counts[name];
      // The rows were written from such states.
      if (Number(course_id) === WHOLE_JOB) {
        const kept = state as JobState | null;
        job = kept && { highestCmid: kept.highestCmid };
        if (fresh) vanished = new Map(kept?.vanished);
      } else if (state !== null && fresh) courses.set(Number(course_id), state as CourseCheckpoint);
    }
    return { job, courses, vanished, written };
  }

  async keepVanished(jobId: string, attempt: number, vanished: ReadonlyMap<number, Presence>): Promise<void> {
    // What Moodle could not say is asked again.
    const known = [...vanished].filter(([, presence]) => presence !== 'unknown');
    await this.dataSource.query(KEEP_VANISHED, [jobId, attempt, JSON.stringify(known)]);
  }

  /** In the caller's transaction, which has made sure that the run may still write. */
  static async keep(
    query: Query,
    jobId: string,
    courseId: number,
    { added = 0, changed = 0, removed = 0, changes = 0 }: Partial<Written>,
    state: CourseCheckpoint | JobCheckpoint | null = null,
  ): Promise<void> {
    // What did nothing and knows nothing new is no row's worth.
    if (state === null && added + changed + removed + changes === 0) return;
    const text = state && JSON.stringify(state);
    await query(KEEP, [jobId, courseId, text, added, changed, removed, changes]);
  }
}
