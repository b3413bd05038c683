import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Syncs by schedule: who wants them and when each student is looked at next, how each site fares, and which Moodle tokens have died.
 * Two triggers keep this true whichever version of the program writes: a token that is stored puts its student into the schedule, and a
 * job that ends because Moodle refused the sign-in says so beside the token.
 */
export class AutoSync1763900000013 implements MigrationInterface {
  readonly name = 'AutoSync1763900000013';

  async up(runner: QueryRunner): Promise<void> {
    // Refused while `refused_at` is not older than the token: storing another one needs not know of it.
    await runner.query(`
      ALTER TABLE moodle_credentials ADD COLUMN refused_at timestamptz, ADD COLUMN refused_code varchar(100)`);
    await runner.query(`
      CREATE FUNCTION remember_refused_token() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- A token that is younger than the job is not the one that was refused, or may not be.
        UPDATE moodle_credentials SET refused_at = now(), refused_code = NEW.data #>> '{error,code}'
        WHERE student_id = NEW.user_id AND kind = 'token' AND updated_at <= NEW.created_at;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER sync_jobs_remember_refused_token AFTER UPDATE OF status ON sync_jobs
      FOR EACH ROW WHEN (NEW.status = 'failed' AND NEW.data #>> '{error,kind}' = 'sign-in')
      EXECUTE FUNCTION remember_refused_token()`);
    // `look_at`: when this student is looked at again; NULL until something changes.
    await runner.query(`
      CREATE TABLE auto_syncs (
        student_id      varchar(255) PRIMARY KEY REFERENCES students (id) ON DELETE CASCADE,
        university_id   varchar(100) NOT NULL,
        wanted          boolean NOT NULL DEFAULT true,
        look_at         timestamptz,
        started_at      timestamptz
      )`);
    await runner.query(
      `CREATE INDEX auto_syncs_to_look_at ON auto_syncs (university_id, look_at) WHERE look_at IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX auto_syncs_started ON auto_syncs (university_id, started_at) WHERE started_at IS NOT NULL`,
    );
    await runner.query(`
      CREATE TABLE auto_sync_sites (
        university_id   varchar(100) PRIMARY KEY,
        failures        integer NOT NULL DEFAULT 0,
        paused_until    timestamptz
      )`);
    await runner.query(`
      CREATE FUNCTION schedule_auto_sync() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO auto_syncs AS a (student_id, university_id, look_at)
        SELECT id, university_id, now() + interval '10 minutes' FROM students WHERE id = NEW.student_id
        ON CONFLICT (student_id) DO UPDATE SET look_at = LEAST(a.look_at, EXCLUDED.look_at);
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER moodle_credentials_schedule AFTER INSERT OR UPDATE OF sealed ON moodle_credentials
      FOR EACH ROW WHEN (NEW.kind = 'token')
      EXECUTE FUNCTION schedule_auto_sync()`);
    // Whoever is here already is looked at in the next hours, not all at once.
    await runner.query(`
      INSERT INTO auto_syncs (student_id, university_id, look_at)
      SELECT s.id, s.university_id, now() + random() * interval '6 hours'
      FROM students s JOIN moodle_credentials c ON c.student_id = s.id AND c.kind = 'token'`);
    // What has ended is found by this, and no more by reading all sessions.
    await runner.query(`CREATE INDEX sessions_by_end ON sessions (LEAST(expires_at, revoked_at))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sessions_by_end');
    await runner.query('DROP TRIGGER moodle_credentials_schedule ON moodle_credentials');
    await runner.query('DROP FUNCTION schedule_auto_sync()');
    await runner.query('DROP TABLE auto_sync_sites');
    await runner.query('DROP TABLE auto_syncs');
    await runner.query('DROP TRIGGER sync_jobs_remember_refused_token ON sync_jobs');
    await runner.query('DROP FUNCTION remember_refused_token()');
    await runner.query('ALTER TABLE moodle_credentials DROP COLUMN refused_at, DROP COLUMN refused_code');
  }
}
