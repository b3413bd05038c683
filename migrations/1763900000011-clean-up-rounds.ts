import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the last round of cleaning up began, whichever node it was on. */
export class CleanUpRounds1763900000011 implements MigrationInterface {
  readonly name = 'CleanUpRounds1763900000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE clean_up_rounds (
        name      varchar(50) PRIMARY KEY,
        begun_at  timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE clean_up_rounds');
  }
}
