import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A job waits until its university has a place for it (`admitted_at` is unset), and is in the queue from then on. Who made jobs before, and
 * versions that know nothing of places, admit at once. What is not `urgent` comes after all that is. `instance` is what all connections of a
 * worker's process are called by, so that those of one that is taken for dead can be ended.
 */
export class Admission1763900000015 implements MigrationInterface {
  readonly name = 'Admission1763900000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sync_jobs
        ADD COLUMN admitted_at timestamptz DEFAULT now(),
        ADD COLUMN urgent boolean NOT NULL DEFAULT true`);
    await runner.query(`
      CREATE INDEX sync_jobs_admitted ON sync_jobs (university_id)
        WHERE status NOT IN ('completed', 'failed', 'cancelled') AND admitted_at IS NOT NULL`);
    await runner.query(`
      CREATE INDEX sync_jobs_waiting ON sync_jobs (university_id, urgent DESC, created_at)
        WHERE status NOT IN ('completed', 'failed', 'cancelled') AND admitted_at IS NULL`);
    await runner.query('ALTER TABLE sync_workers ADD COLUMN instance text');
    // Versions that know nothing of places queue what waits, and run it: it has its place then.
    await runner.query(`
      CREATE FUNCTION admit_job_that_runs() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.admitted_at := coalesce(NEW.admitted_at, now());
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER sync_jobs_admit_running BEFORE UPDATE OF attempt ON sync_jobs
      FOR EACH ROW WHEN (NEW.admitted_at IS NULL) EXECUTE FUNCTION admit_job_that_runs()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER sync_jobs_admit_running ON sync_jobs');
    await runner.query('DROP FUNCTION admit_job_that_runs()');
    await runner.query('ALTER TABLE sync_workers DROP COLUMN instance');
    await runner.query('DROP INDEX sync_jobs_waiting');
    await runner.query('DROP INDEX sync_jobs_admitted');
    await runner.query('ALTER TABLE sync_jobs DROP COLUMN admitted_at, DROP COLUMN urgent');
  }
}
