import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A password may be sealed for one job, and is there for as long as that job runs: whoever ends the job, by whatever statement, erases
 * the password in the same transaction.
 */
export class SealedPasswords1763900000007 implements MigrationInterface {
  readonly name = 'SealedPasswords1763900000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE moodle_credentials
        ADD COLUMN job_id varchar(255) REFERENCES sync_jobs (id) ON DELETE CASCADE,
        ADD CONSTRAINT moodle_credentials_kinds CHECK (kind IN ('token', 'password')),
        ADD CONSTRAINT moodle_credentials_password_for_a_job CHECK ((kind = 'password') = (job_id IS NOT NULL))`);
    await runner.query(
      `CREATE INDEX moodle_credentials_by_job ON moodle_credentials (job_id) WHERE job_id IS NOT NULL`,
    );
    await runner.query(`
      CREATE FUNCTION erase_password_of_ended_job() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM moodle_credentials WHERE job_id = NEW.id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER sync_jobs_erase_password AFTER INSERT OR UPDATE OF status ON sync_jobs
      FOR EACH ROW WHEN (NEW.status IN ('completed', 'failed', 'cancelled'))
      EXECUTE FUNCTION erase_password_of_ended_job()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER sync_jobs_erase_password ON sync_jobs');
    await runner.query('DROP FUNCTION erase_password_of_ended_job()');
    // What came before reads a sealed value as a token, whatever it is.
    await runner.query(`DELETE FROM moodle_credentials WHERE kind = 'password'`);
    await runner.query(`
      ALTER TABLE moodle_credentials
        DROP CONSTRAINT moodle_credentials_kinds,
        DROP CONSTRAINT moodle_credentials_password_for_a_job,
        DROP COLUMN job_id`);
  }
}
