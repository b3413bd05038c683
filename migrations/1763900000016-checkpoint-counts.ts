import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What runs have written of a course so far stands beside what is known of it, and also before anything is: `state` is set once the course
 * need not be read again. Older versions kept the numbers in `state`.
 */
export class CheckpointCounts1763900000016 implements MigrationInterface {
  readonly name = 'CheckpointCounts1763900000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sync_job_checkpoints
        ALTER COLUMN state DROP NOT NULL,
        ADD COLUMN added integer NOT NULL DEFAULT 0,
        ADD COLUMN changed integer NOT NULL DEFAULT 0,
        ADD COLUMN removed integer NOT NULL DEFAULT 0,
        ADD COLUMN changes integer NOT NULL DEFAULT 0`);
    await runner.query(`
      UPDATE sync_job_checkpoints SET
        added = coalesce((state->'written'->>'added')::integer, 0),
        changed = coalesce((state->'written'->>'changed')::integer, 0),
        removed = coalesce((state->'written'->>'removed')::integer, 0),
        changes = coalesce((state->'written'->>'changes')::integer, 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM sync_job_checkpoints WHERE state IS NULL');
    await runner.query(`
      ALTER TABLE sync_job_checkpoints
        ALTER COLUMN state SET NOT NULL,
        DROP COLUMN added,
        DROP COLUMN changed,
        DROP COLUMN removed,
        DROP COLUMN changes`);
  }
}
