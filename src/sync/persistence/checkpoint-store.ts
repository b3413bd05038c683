import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Query } from '../../library';
import type { Checkpoint, CourseCheckpoint, JobCheckpoint, Written } from '../pipeline';

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
    for (const { course_id, state, fresh, ...counts } of rows) {
      for (const name of Object.keys(written) as (keyof Written)[]) written[name] += counts[name];
      // The row was written from such a state by `keep`.
      if (Number(course_id) === WHOLE_JOB) job = state as JobCheckpoint | null;
      else if (state !== null && fresh) courses.set(Number(course_id), state as CourseCheckpoint);
    }
    return { job, courses, written };
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
