import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sessions at Moodle sites without tokens, sealed, each bound to the sign-in that opened it. Whoever ends a sign-in erases in the same
 * transaction what was kept for it, and with a student's last one the password of a job that still runs.
 */
export class PageSessions1763900000010 implements MigrationInterface {
  readonly name = 'PageSessions1763900000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE moodle_page_sessions (
        session_id      uuid PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
        key_id          varchar(20) NOT NULL,
        sealed          bytea NOT NULL,
        created_at      timestamptz NOT NULL DEFAULT now(),
        used_at         timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`CREATE INDEX moodle_page_sessions_by_use ON moodle_page_sessions (used_at)`);
    // The lock on the student lets each of two sessions that end at once see that the other one has ended.
    await runner.query(`
      CREATE FUNCTION erase_what_a_session_kept() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM moodle_page_sessions WHERE session_id = NEW.id;
        PERFORM 1 FROM students WHERE id = NEW.student_id FOR NO KEY UPDATE;
        DELETE FROM moodle_credentials WHERE student_id = NEW.student_id AND kind = 'password' AND NOT EXISTS (
          SELECT 1 FROM sessions WHERE student_id = NEW.student_id AND revoked_at IS NULL AND expires_at > now());
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER sessions_erase_what_they_kept AFTER UPDATE OF revoked_at ON sessions
      FOR EACH ROW WHEN (NEW.revoked_at IS NOT NULL)
      EXECUTE FUNCTION erase_what_a_session_kept()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER sessions_erase_what_they_kept ON sessions');
    await runner.query('DROP FUNCTION erase_what_a_session_kept()');
    await runner.query('DROP TABLE moodle_page_sessions');
  }
}
