import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a run has read and stored already, so that another one goes on from there; kept for as long as its job runs. Course 0 stands for the
 * job as a whole. `spent_ms` is the time that a job's runs have taken, by their own clocks.
 */
export class Checkpoints1763900000014 implements MigrationInterface {
  readonly name = 'Checkpoints1763900000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE sync_jobs ADD COLUMN spent_ms bigint NOT NULL DEFAULT 0`);
    await runner.query(`
      CREATE TABLE sync_job_checkpoints (
        job_id      varchar(255) NOT NULL REFERENCES sync_jobs (id) ON DELETE CASCADE,
        course_id   bigint NOT NULL,
        state       json NOT NULL,
        kept_at     timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (job_id, course_id)
      )`);
    await runner.query(`
      CREATE FUNCTION forget_checkpoints_of_ended_job() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM sync_job_checkpoints WHERE job_id = NEW.id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER sync_jobs_forget_checkpoints AFTER UPDATE OF status ON sync_jobs
      FOR EACH ROW WHEN (NEW.status IN ('completed', 'failed', 'cancelled'))
      EXECUTE FUNCTION forget_checkpoints_of_ended_job()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER sync_jobs_forget_checkpoints ON sync_jobs');
    await runner.query('DROP FUNCTION forget_checkpoints_of_ended_job()');
    await runner.query('DROP TABLE sync_job_checkpoints');
    await runner.query('ALTER TABLE sync_jobs DROP COLUMN spent_ms');
  }
}
