import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Grades, announcements and calendar. Every row names its student, as all of the library does, and holds the fingerprint of its facts:
 * what is the same is found without comparing columns. Attachments of announcements stand in `library_files`.
 */
export class CreateCoursework1763900000005 implements MigrationInterface {
  readonly name = 'CreateCoursework1763900000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE library_grades (
        id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        student_id         varchar(255) NOT NULL,
        course_id          bigint NOT NULL REFERENCES library_courses (id) ON DELETE CASCADE,
        moodle_id          bigint NOT NULL,
        position           integer NOT NULL,
        kind               varchar(20) NOT NULL,
        name               text,
        activity_type      text,
        instance           bigint,
        cmid               bigint,
        item_number        bigint NOT NULL,
        category_id        bigint,
        grade              double precision,
        shown              text,
        percentage         text,
        weight             text,
        min_grade          double precision,
        max_grade          double precision,
        feedback           text,
        graded_at          timestamptz,
        hidden             boolean NOT NULL,
        fingerprint        text NOT NULL,
        UNIQUE (course_id, moodle_id)
      )`);
    await runner.query(`CREATE INDEX library_grades_by_student ON library_grades (student_id)`);
    await runner.query(`
      CREATE TABLE library_announcements (
        id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        student_id         varchar(255) NOT NULL,
        course_id          bigint NOT NULL REFERENCES library_courses (id) ON DELETE CASCADE,
        moodle_id          bigint NOT NULL,
        forum_cmid         bigint NOT NULL,
        forum              text NOT NULL,
        subject            text NOT NULL,
        message            text,
        author             text,
        created_at         timestamptz,
        modified_at        timestamptz,
        pinned             boolean NOT NULL,
        replies            bigint NOT NULL,
        fingerprint        text NOT NULL,
        UNIQUE (course_id, moodle_id)
      )`);
    await runner.query(`CREATE INDEX library_announcements_by_student ON library_announcements (student_id)`);
    await runner.query(`
      CREATE TABLE library_events (
        id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        student_id         varchar(255) NOT NULL REFERENCES students (id) ON DELETE CASCADE,
        course_id          bigint REFERENCES library_courses (id) ON DELETE CASCADE,
        moodle_id          bigint NOT NULL,
        type               text NOT NULL,
        name               text NOT NULL,
        description        text,
        starts_at          timestamptz NOT NULL,
        ends_at            timestamptz,
        activity_type      text,
        instance           bigint,
        cmid               bigint,
        override           boolean NOT NULL,
        fingerprint        text NOT NULL,
        UNIQUE (student_id, moodle_id)
      )`);
    await runner.query(`CREATE INDEX library_events_by_course ON library_events (course_id)`);
    await runner.query(`CREATE INDEX library_events_by_start ON library_events (student_id, starts_at, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Without announcements they would pass for files of their forum.
    await runner.query(`DELETE FROM library_files WHERE origin LIKE 'post:%'`);
    await runner.query('DROP TABLE library_events');
    await runner.query('DROP TABLE library_announcements');
    await runner.query('DROP TABLE library_grades');
  }
}
