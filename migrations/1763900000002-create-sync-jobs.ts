import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs and their events. The first eight columns of `sync_jobs` are the user's own table. */
export class CreateSyncJobs1763900000002 implements MigrationInterface {
  readonly name = 'CreateSyncJobs1763900000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sync_jobs (
        id              varchar(255) PRIMARY KEY,
        user_id         varchar(255) NOT NULL REFERENCES students (id) ON DELETE CASCADE,
        status          varchar(50) NOT NULL DEFAULT 'starting',
        progress        integer NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
        message         text,
        data            jsonb,
        created_at      timestamptz DEFAULT now(),
        updated_at      timestamptz DEFAULT now(),
        message_en      text,
        university_id   varchar(100) NOT NULL,
        attempt         integer NOT NULL DEFAULT 0,
        last_seq        integer NOT NULL DEFAULT 0,
        lease_key       integer,
        handovers       integer NOT NULL DEFAULT 0,
        finished_at     timestamptz
      )`);
    // One active job a student, under any race.
    await runner.query(`
      CREATE UNIQUE INDEX sync_jobs_one_active ON sync_jobs (user_id)
        WHERE status NOT IN ('completed', 'failed', 'cancelled')`);
    await runner.query(`CREATE INDEX sync_jobs_history ON sync_jobs (user_id, created_at DESC, id DESC)`);
    await runner.query(
      `CREATE INDEX sync_jobs_finished ON sync_jobs (finished_at) WHERE finished_at IS NOT NULL`,
    );
    await runner.query(`
      CREATE TABLE sync_job_events (
        job_id          varchar(255) NOT NULL REFERENCES sync_jobs (id) ON DELETE CASCADE,
        seq             integer NOT NULL,
        attempt         integer NOT NULL,
        type            varchar(50) NOT NULL,
        status          varchar(50) NOT NULL,
        progress        integer NOT NULL,
        message_he      text NOT NULL,
        message_en      text NOT NULL,
        data            jsonb NOT NULL,
        at              timestamptz NOT NULL,
        PRIMARY KEY (job_id, seq)
      )`);
    // Worker processes: each holds a session advisory lock on its lease_key for as long as it lives.
    await runner.query(`
      CREATE TABLE sync_workers (
        lease_key        integer PRIMARY KEY,
        queue_pool_id    text NOT NULL,
        started_at       timestamptz NOT NULL DEFAULT now(),
        seen_at          timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sync_workers');
    await runner.query('DROP TABLE sync_job_events');
    await runner.query('DROP TABLE sync_jobs');
  }
}
