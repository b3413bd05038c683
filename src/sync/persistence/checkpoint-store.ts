import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Query } from '../../library';
import type { Checkpoint, CourseCheckpoint, JobCheckpoint } from '../pipeline';

/** Stands for the job as a whole; no course of Moodle has this id. */
const WHOLE_JOB = 0;

/** A reading that is older is done again: a job may have stood still for as long as its servers were off. */
const FRESH = `interval '1 hour'`;

/** `$2` course, or `WHOLE_JOB`. A course that was read twice (its checkpoint came too late for a run) has its newest. */
const KEEP = `
  INSERT INTO sync_job_checkpoints (job_id, course_id, state) VALUES ($1, $2, $3)
  ON CONFLICT (job_id, course_id) DO UPDATE SET state = EXCLUDED.state, kept_at = EXCLUDED.kept_at`;

/** What runs leave for those after them; the database forgets it in the transaction that ends the job. */
@Injectable()
export class CheckpointStore {
  constructor(private readonly dataSource: DataSource) {}

  async find(jobId: string): Promise<Checkpoint> {
    const rows = await this.dataSource.query<{ course_id: string; state: unknown }[]>(
      `SELECT course_id, state FROM sync_job_checkpoints
       WHERE job_id = $1 AND (course_id = $2 OR kept_at > now() - ${FRESH})`,
      [jobId, WHOLE_JOB],
    );
    const states = new Map(rows.map((row) => [Number(row.course_id), row.state]));
    const job = states.get(WHOLE_JOB) as JobCheckpoint | undefined;
    states.delete(WHOLE_JOB);
    return { job: job ?? null, courses: states as ReadonlyMap<number, CourseCheckpoint> };
  }

  /** In the caller's transaction, which has made sure that the run may still write. */
  static async keepCourse(
    query: Query,
    jobId: string,
    courseId: number,
    state: CourseCheckpoint,
  ): Promise<void> {
    await query(KEEP, [jobId, courseId, JSON.stringify(state)]);
  }

  static async keepJob(query: Query, jobId: string, state: JobCheckpoint): Promise<void> {
    await query(KEEP, [jobId, WHOLE_JOB, JSON.stringify(state)]);
  }
}
