import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a student has: courses, their sections, items and files. Every row names its student, so that each question about one
 * student is answered from that student's own rows, which are few; search needs no index of its own for the same reason.
 */
export class CreateLibrary1763900000003 implements MigrationInterface {
  readonly name = 'CreateLibrary1763900000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE library_courses (
        id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        student_id         varchar(255) NOT NULL REFERENCES students (id) ON DELETE CASCADE,
        moodle_id          bigint NOT NULL,
        name               text NOT NULL,
        full_name          text NOT NULL,
        short_name         text NOT NULL,
        code               text,
        academic_year      integer,
        term               varchar(20),
        summary            text,
        category_id        bigint,
        format             text,
        starts_at          timestamptz,
        ends_at            timestamptz,
        modified_at        timestamptz,
        favourite          boolean NOT NULL,
        hidden             boolean NOT NULL,
        completion         double precision,
        url                text,
        UNIQUE (student_id, moodle_id)
      )`);
    // Apart from the course, so that a sync which finds nothing new leaves the rows of the library untouched.
    await runner.query(`
      CREATE TABLE library_course_reads (
        course_id          bigint PRIMARY KEY REFERENCES library_courses (id) ON DELETE CASCADE,
        listed_at          timestamptz NOT NULL,
        synced_at          timestamptz
      )`);
    await runner.query(`
      CREATE TABLE library_sections (
        id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        student_id         varchar(255) NOT NULL REFERENCES students (id) ON DELETE CASCADE,
        course_id          bigint NOT NULL REFERENCES library_courses (id) ON DELETE CASCADE,
        moodle_id          bigint NOT NULL,
        position           integer NOT NULL,
        name               text NOT NULL,
        summary            text,
        restricted         boolean NOT NULL,
        restriction_reason text,
        UNIQUE (course_id, moodle_id)
      )`);
    await runner.query(`CREATE INDEX library_sections_by_student ON library_sections (student_id)`);
    await runner.query(`
      CREATE TABLE library_items (
        id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        student_id         varchar(255) NOT NULL REFERENCES students (id) ON DELETE CASCADE,
        course_id          bigint NOT NULL REFERENCES library_courses (id) ON DELETE CASCADE,
        section_id         bigint NOT NULL REFERENCES library_sections (id) ON DELETE CASCADE,
        cmid               bigint NOT NULL,
        position           integer NOT NULL,
        type               text NOT NULL,
        instance           bigint,
        name               text NOT NULL,
        description        text,
        url                text,
        external_url       text,
        dates              jsonb NOT NULL,
        restricted         boolean NOT NULL,
        restriction_reason text,
        stealth            boolean NOT NULL,
        indent             integer NOT NULL,
        subsection_id      bigint,
        modified_at        timestamptz,
        due_at             timestamptz,
        opens_at           timestamptz,
        cutoff_at          timestamptz,
        deadline_source    varchar(20),
        assignment_id      bigint,
        extension_due_at   timestamptz,
        submission_status  varchar(20),
        submitted_at       timestamptz,
        graded             boolean NOT NULL,
        grade              text,
        submission_locked  boolean NOT NULL,
        category           varchar(50),
        confidence         double precision,
        reasons            jsonb NOT NULL DEFAULT '[]',
        UNIQUE (course_id, cmid)
      )`);
    await runner.query(`CREATE INDEX library_items_by_section ON library_items (section_id)`);
    await runner.query(`CREATE INDEX library_items_by_student ON library_items (student_id)`);
    await runner.query(`
      CREATE INDEX library_items_by_due_date ON library_items (student_id, due_at, id) WHERE due_at IS NOT NULL`);
    await runner.query(`
      CREATE TABLE library_files (
        id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        student_id         varchar(255) NOT NULL REFERENCES students (id) ON DELETE CASCADE,
        course_id          bigint NOT NULL REFERENCES library_courses (id) ON DELETE CASCADE,
        item_id            bigint NOT NULL REFERENCES library_items (id) ON DELETE CASCADE,
        origin             varchar(20) NOT NULL,
        path               varchar(255) NOT NULL,
        name               varchar(255) NOT NULL,
        ordinal            integer NOT NULL,
        position           integer NOT NULL,
        size               bigint NOT NULL,
        url                text NOT NULL,
        mime_type          text,
        author             text,
        created_at         timestamptz,
        modified_at        timestamptz,
        UNIQUE (item_id, origin, path, name, ordinal)
      )`);
    await runner.query(`CREATE INDEX library_files_by_course ON library_files (course_id)`);
    await runner.query(`CREATE INDEX library_files_by_student ON library_files (student_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE library_files');
    await runner.query('DROP TABLE library_items');
    await runner.query('DROP TABLE library_sections');
    await runner.query('DROP TABLE library_course_reads');
    await runner.query('DROP TABLE library_courses');
  }
}
