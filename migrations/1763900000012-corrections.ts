import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What students say that an item is, where they moved it to another category. Under Moodle's own ids, and apart from the library's rows:
 * no reading of a course, new classification or return of an item touches it, and students of one course say it of the same item.
 */
export class Corrections1763900000012 implements MigrationInterface {
  readonly name = 'Corrections1763900000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE library_corrections (
        student_id         varchar(255) NOT NULL REFERENCES students (id) ON DELETE CASCADE,
        university_id      varchar(100) NOT NULL,
        course_moodle_id   bigint NOT NULL,
        cmid               bigint NOT NULL,
        category           varchar(50) NOT NULL,
        corrected_at       timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (student_id, course_moodle_id, cmid)
      )`);
    await runner.query(`
      CREATE INDEX library_corrections_by_course ON library_corrections (university_id, course_moodle_id)`);
    // How many students have a course decides how many of them must agree.
    await runner.query(`CREATE INDEX library_courses_by_moodle_id ON library_courses (moodle_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX library_courses_by_moodle_id');
    await runner.query('DROP TABLE library_corrections');
  }
}
