import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the library needs to know what changed: a fingerprint of every row's facts, rows that stay when Moodle stops showing them, the
 * feed of changes, what was asked of Moodle when, and the shared results of content analysis.
 */
export class LibraryHistory1763900000004 implements MigrationInterface {
  readonly name = 'LibraryHistory1763900000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE library_courses
        ADD COLUMN category_name text,
        ADD COLUMN teachers jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN unlisted_at timestamptz,
        ADD COLUMN fingerprint text NOT NULL DEFAULT ''`);
    await runner.query(`
      ALTER TABLE library_course_reads
        ADD COLUMN complete_at timestamptz,
        ADD COLUMN server_time timestamptz,
        ADD COLUMN highest_cmid bigint,
        ADD COLUMN asked jsonb NOT NULL DEFAULT '{}'`);
    await runner.query(`
      ALTER TABLE library_sections
        ADD COLUMN gone_at timestamptz,
        ADD COLUMN fingerprint text NOT NULL DEFAULT ''`);
    await runner.query(`
      ALTER TABLE library_items
        ADD COLUMN text text,
        ADD COLUMN details jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN gone_at timestamptz,
        ADD COLUMN gone_as varchar(10),
        ADD COLUMN fingerprint text NOT NULL DEFAULT ''`);
    // Each row is written a second time soon, by the classification: with room on its page no index has to be.
    await runner.query(`ALTER TABLE library_items SET (fillfactor = 60)`);
    await runner.query(`ALTER TABLE library_files ADD COLUMN fingerprint text NOT NULL DEFAULT ''`);
    // A row's course is reference enough: it goes with its student, and the rows with it. Each further reference, and each index that
    // nothing is found by, is paid for by every row that is stored.
    await runner.query(`ALTER TABLE library_sections DROP CONSTRAINT library_sections_student_id_fkey`);
    await runner.query(`
      ALTER TABLE library_items
        DROP CONSTRAINT library_items_student_id_fkey, DROP CONSTRAINT library_items_section_id_fkey`);
    await runner.query(`
      ALTER TABLE library_files
        DROP CONSTRAINT library_files_student_id_fkey, DROP CONSTRAINT library_files_course_id_fkey`);
    for (const index of ['sections_by_student', 'items_by_student', 'items_by_section', 'files_by_student'])
      await runner.query(`DROP INDEX library_${index}`);
    await runner.query(`
      CREATE TABLE library_change_heads (
        student_id         varchar(255) PRIMARY KEY REFERENCES students (id) ON DELETE CASCADE,
        last_seq           bigint NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE library_changes (
        student_id         varchar(255) NOT NULL REFERENCES students (id) ON DELETE CASCADE,
        seq                bigint NOT NULL,
        at                 timestamptz NOT NULL,
        kind               varchar(20) NOT NULL,
        subject            varchar(20) NOT NULL,
        course_id          bigint REFERENCES library_courses (id) ON DELETE CASCADE,
        cmid               bigint,
        name               text NOT NULL,
        fields             jsonb NOT NULL,
        uploaded_at        timestamptz,
        PRIMARY KEY (student_id, seq)
      )`);
    await runner.query(`CREATE INDEX library_changes_by_course ON library_changes (course_id)`);
    await runner.query(`CREATE INDEX library_changes_by_time ON library_changes (at)`);
    // Names of items and what they were found to be; nothing of any student.
    await runner.query(`
      CREATE TABLE analysis_cache (
        university_id      varchar(255) NOT NULL,
        key                varchar(255) NOT NULL,
        fingerprint        text NOT NULL,
        verdicts           jsonb NOT NULL,
        created_at         timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (university_id, key, fingerprint)
      )`);
    await runner.query(`CREATE INDEX analysis_cache_by_time ON analysis_cache (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE analysis_cache');
    await runner.query('DROP TABLE library_changes');
    await runner.query('DROP TABLE library_change_heads');
    await runner.query('CREATE INDEX library_sections_by_student ON library_sections (student_id)');
    await runner.query('CREATE INDEX library_items_by_student ON library_items (student_id)');
    await runner.query('CREATE INDEX library_items_by_section ON library_items (section_id)');
    await runner.query('CREATE INDEX library_files_by_student ON library_files (student_id)');
    await runner.query(`
      ALTER TABLE library_files
        ADD FOREIGN KEY (student_id) REFERENCES students (id) ON DELETE CASCADE,
        ADD FOREIGN KEY (course_id) REFERENCES library_courses (id) ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE library_items
        ADD FOREIGN KEY (student_id) REFERENCES students (id) ON DELETE CASCADE,
        ADD FOREIGN KEY (section_id) REFERENCES library_sections (id) ON DELETE CASCADE`);
    await runner.query(`
      ALTER TABLE library_sections ADD FOREIGN KEY (student_id) REFERENCES students (id) ON DELETE CASCADE`);
    await runner.query('ALTER TABLE library_files DROP COLUMN fingerprint');
    await runner.query('ALTER TABLE library_items RESET (fillfactor)');
    // What Moodle no longer shows was not kept before.
    await runner.query('DELETE FROM library_items WHERE gone_at IS NOT NULL');
    await runner.query(`
      ALTER TABLE library_items
        DROP COLUMN text, DROP COLUMN details, DROP COLUMN gone_at, DROP COLUMN gone_as, DROP COLUMN fingerprint`);
    await runner.query(`
      DELETE FROM library_sections s
      WHERE s.gone_at IS NOT NULL AND NOT EXISTS (SELECT FROM library_items i WHERE i.section_id = s.id)`);
    await runner.query('ALTER TABLE library_sections DROP COLUMN gone_at, DROP COLUMN fingerprint');
    await runner.query(
      'ALTER TABLE library_course_reads DROP COLUMN complete_at, DROP COLUMN server_time, DROP COLUMN highest_cmid, DROP COLUMN asked',
    );
    await runner.query(`
      ALTER TABLE library_courses
        DROP COLUMN category_name, DROP COLUMN teachers, DROP COLUMN unlisted_at, DROP COLUMN fingerprint`);
  }
}
