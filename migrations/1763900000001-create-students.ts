import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has signed in, their sessions, and their sealed way into Moodle. */
export class CreateStudents1763900000001 implements MigrationInterface {
  readonly name = 'CreateStudents1763900000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE students (
        id              varchar(255) PRIMARY KEY,
        university_id   varchar(100) NOT NULL,
        moodle_user_id  bigint NOT NULL,
        username        text NOT NULL,
        full_name       text NOT NULL,
        language        varchar(20),
        created_at      timestamptz NOT NULL DEFAULT now(),
        signed_in_at    timestamptz NOT NULL DEFAULT now(),
        UNIQUE (university_id, moodle_user_id)
      )`);
    await runner.query(`
      CREATE TABLE sessions (
        id              uuid PRIMARY KEY,
        student_id      varchar(255) NOT NULL REFERENCES students (id) ON DELETE CASCADE,
        refresh_hash    bytea NOT NULL,
        previous_hash   bytea,
        rotated_at      timestamptz NOT NULL DEFAULT now(),
        created_at      timestamptz NOT NULL DEFAULT now(),
        expires_at      timestamptz NOT NULL,
        revoked_at      timestamptz
      )`);
    await runner.query(`CREATE INDEX sessions_by_student ON sessions (student_id)`);
    await runner.query(`CREATE INDEX sessions_by_expiry ON sessions (expires_at)`);
    await runner.query(`
      CREATE TABLE moodle_credentials (
        student_id      varchar(255) PRIMARY KEY REFERENCES students (id) ON DELETE CASCADE,
        kind            varchar(20) NOT NULL,
        key_id          varchar(20) NOT NULL,
        sealed          bytea NOT NULL,
        updated_at      timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE moodle_credentials');
    await runner.query('DROP TABLE sessions');
    await runner.query('DROP TABLE students');
  }
}
