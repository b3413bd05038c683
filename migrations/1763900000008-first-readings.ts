import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Remembers what of a student was read at all: a row in `library_change_heads` says that the list of courses was, `calendar_read` that
 * the calendar was. An empty table cannot say so: a student may have had no course, and a calendar no entry.
 */
export class FirstReadings1763900000008 implements MigrationInterface {
  readonly name = 'FirstReadings1763900000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE library_change_heads ADD COLUMN calendar_read boolean NOT NULL DEFAULT false',
    );
    // Who has rows was read; whether who has none was, nothing tells.
    await runner.query(`
      INSERT INTO library_change_heads (student_id, last_seq)
      SELECT DISTINCT student_id, 0 FROM library_courses
      ON CONFLICT (student_id) DO NOTHING`);
    await runner.query(`
      UPDATE library_change_heads h SET calendar_read = true
      WHERE EXISTS (SELECT FROM library_events e WHERE e.student_id = h.student_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM library_change_heads WHERE last_seq = 0');
    await runner.query('ALTER TABLE library_change_heads DROP COLUMN calendar_read');
  }
}
