import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Sealed } from '../sealer';

/**
 * Sealed passwords of students whose site has no tokens. Each belongs to the job that needs it: the database erases it with the end of
 * that job, and with the last session of its student, in the same transaction (triggers on `sync_jobs` and `sessions`), and keeps none
 * without a job.
 */
@Injectable()
export class PasswordStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * For this job, as long as it runs: of one that has ended nothing is kept. It takes the place of whatever was kept for the student.
   * `tx`: the transaction in which the job is made. Returns whether it is kept.
   */
  async keepFor(
    jobId: string,
    studentId: string,
    { keyId, bytes }: Sealed,
    tx: Pick<EntityManager, 'query'> = this.dataSource,
  ): Promise<boolean> {
    // The lock lets the job end before or after, and not in between.
    const rows = await tx.query<unknown[]>(
      `INSERT INTO moodle_credentials (student_id, kind, key_id, sealed, job_id)
       SELECT user_id, 'password', $3, $4, id FROM sync_jobs
       WHERE id = $1 AND user_id = $2 AND status NOT IN ('completed', 'failed', 'cancelled')
       FOR SHARE
       ON CONFLICT (student_id) DO UPDATE
         SET kind = EXCLUDED.kind, key_id = EXCLUDED.key_id, sealed = EXCLUDED.sealed, job_id = EXCLUDED.job_id,
             updated_at = now()
       RETURNING job_id`,
      [jobId, studentId, keyId, bytes],
    );
    return rows.length > 0;
  }

  /**
   * Erases those that no running job needs, whose student has signed out everywhere, or that no worker has used up in a day. There should be
   * none; returns how many there were.
   */
  async eraseUnneeded(): Promise<number> {
    const [, count] = await this.dataSource.query<[unknown[], number]>(
      `DELETE FROM moodle_credentials c WHERE kind = 'password' AND job_id IS NOT NULL AND (
         c.updated_at < now() - interval '1 day'
         OR NOT EXISTS (
           SELECT 1 FROM sessions e
           WHERE e.student_id = c.student_id AND e.revoked_at IS NULL AND e.expires_at > now())
         OR NOT EXISTS (
           SELECT 1 FROM sync_jobs j
           WHERE j.id = c.job_id AND j.user_id = c.student_id AND j.status NOT IN ('completed', 'failed', 'cancelled')))`,
    );
    return count;
  }
}
