/**
 * Rows as they are in real use, for every table, each in the words of the schema that a migration left: by the migration's name, to be
 * run once it has. A migration that makes a table, or a column worth a value, has rows here.
 */
export const SEEDS: Readonly<Record<string, string>> = {
  CreateStudents1763900000001: `
    INSERT INTO students (id, university_id, moodle_user_id, username, full_name, language, created_at, signed_in_at) VALUES
      ('noa', 'demo', 1, 'noa', 'נועה כהן', 'he', '2026-10-01T08:00:00Z', '2026-11-20T08:00:00.123456Z'),
      ('dan', 'demo', 2, 'dan', 'Dan ''O'' Levi', NULL, '2026-10-02T08:00:00Z', '2026-11-21T08:00:00Z');
    INSERT INTO sessions (id, student_id, refresh_hash, previous_hash, rotated_at, created_at, expires_at, revoked_at) VALUES
      ('00000000-0000-4000-8000-000000000001', 'noa', '\\x01ff', '\\x00', '2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z', '2026-12-20T08:00:00Z', NULL),
      ('00000000-0000-4000-8000-000000000002', 'dan', '\\x02', NULL, '2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z', '2026-12-20T08:00:00Z', '2026-11-22T08:00:00Z');
    INSERT INTO moodle_credentials (student_id, kind, key_id, sealed, updated_at) VALUES
      ('noa', 'token', 'abcd1234', '\\xdeadbeef', '2026-11-20T08:00:00Z');`,
  CreateSyncJobs1763900000002: `
    INSERT INTO sync_jobs (id, user_id, status, progress, message, data, created_at, updated_at, message_en, university_id, attempt, last_seq, lease_key, handovers, finished_at) VALUES
      ('job-1', 'noa', 'completed', 100, '✅ סנכרון הושלם בהצלחה!', '{"trigger":"sign-in","error":null}', '2026-11-20T08:00:00Z', '2026-11-20T08:00:30Z', 'done', 'demo', 1, 2, 7, 0, '2026-11-20T08:00:30Z'),
      ('job-2', 'dan', 'analyzing_content', 55, 'מנתח', '{"trigger":"manual"}', '2026-11-21T08:00:00Z', '2026-11-21T08:00:30Z', 'reading', 'demo', 2, 1, NULL, 1, NULL);
    INSERT INTO sync_job_events (job_id, seq, attempt, type, status, progress, message_he, message_en, data, at) VALUES
      ('job-1', 1, 0, 'job.created', 'starting', 0, 'מתחיל', 'starting', '{"trigger":"sign-in"}', '2026-11-20T08:00:00Z'),
      ('job-1', 2, 1, 'job.completed', 'completed', 100, 'הושלם', 'done', '{}', '2026-11-20T08:00:30Z'),
      ('job-2', 1, 0, 'job.created', 'starting', 0, 'מתחיל', 'starting', '{"trigger":"manual"}', '2026-11-21T08:00:00Z');
    INSERT INTO sync_workers (lease_key, queue_pool_id, started_at, seen_at) VALUES (7, 'pool-7', '2026-11-20T08:00:00Z', '2026-11-20T08:00:02Z');`,
  CreateLibrary1763900000003: `
    INSERT INTO library_courses (id, student_id, moodle_id, name, full_name, short_name, code, academic_year, term, summary, favourite, hidden, completion, url)
      OVERRIDING SYSTEM VALUE VALUES (1, 'noa', 10, 'חדו״א 1', '201-1-1001 חדו״א 1', 'חדוא', '201-1-1001', 2026, 'a', NULL, true, false, 41.5, 'https://m.example/course/view.php?id=10');
    INSERT INTO library_course_reads (course_id, listed_at, synced_at) VALUES (1, '2026-11-20T08:00:00Z', '2026-11-20T08:00:10Z');
    INSERT INTO library_sections (id, student_id, course_id, moodle_id, position, name, restricted)
      OVERRIDING SYSTEM VALUE VALUES (1, 'noa', 1, 100, 0, 'שבוע 1', false), (2, 'noa', 1, 101, 1, 'שבוע 2', true);
    INSERT INTO library_items (id, student_id, course_id, section_id, cmid, position, type, name, description, dates, restricted, stealth, indent, due_at, deadline_source, assignment_id, submission_status, graded, grade, submission_locked)
      OVERRIDING SYSTEM VALUE VALUES
      (1, 'noa', 1, 1, 1000, 0, 'assign', 'תרגיל 1', 'להגיש ב-PDF', '[{"id":"duedate","label":"Due","at":"2026-12-01T21:59:00Z"}]', false, false, 0, '2026-12-01T21:59:00Z', 'duedate', 55, 'none', false, NULL, false),
      (2, 'noa', 1, 2, 1001, 1, 'resource', 'הרצאה 1', NULL, '[]', false, false, 0, NULL, NULL, NULL, NULL, false, NULL, false);
    UPDATE library_items SET category = 'lecture', confidence = 0.97, reasons = '[{"code":"word","he":"הרצאה","en":"lecture"}]' WHERE id = 2;
    INSERT INTO library_files (id, student_id, course_id, item_id, origin, path, name, ordinal, position, size, url, mime_type)
      OVERRIDING SYSTEM VALUE VALUES (1, 'noa', 1, 2, 'content', '/', 'lecture1.pdf', 0, 0, 123456789012, 'https://m.example/pluginfile.php/1/lecture1.pdf', 'application/pdf');`,
  LibraryHistory1763900000004: `
    UPDATE library_items SET text = 'טקסט', fingerprint = 'f1' WHERE id = 2;
    INSERT INTO library_items (id, student_id, course_id, section_id, cmid, position, type, name, dates, restricted, stealth, indent, graded, submission_locked, gone_at, gone_as)
      OVERRIDING SYSTEM VALUE VALUES (3, 'noa', 1, 1, 1002, 2, 'url', 'נמחק', '[]', false, false, 0, false, false, '2026-11-10T08:00:00Z', 'removed');
    INSERT INTO library_change_heads (student_id, last_seq) VALUES ('noa', 1);
    INSERT INTO library_changes (student_id, seq, at, kind, subject, course_id, cmid, name, fields) VALUES
      ('noa', 1, '2026-11-20T08:00:10Z', 'added', 'item', 1, 1001, 'הרצאה 1', '[{"field":"name","from":null,"to":"הרצאה 1"}]');
    INSERT INTO analysis_cache (university_id, key, fingerprint, verdicts, created_at) VALUES
      ('demo', 'analysis_10_1700000000', 'f', '[{"category":"lecture"}]', '2026-11-20T08:00:10Z');`,
  CreateCoursework1763900000005: `
    INSERT INTO library_grades (id, student_id, course_id, moodle_id, position, kind, name, cmid, item_number, grade, shown, hidden, fingerprint)
      OVERRIDING SYSTEM VALUE VALUES (1, 'noa', 1, 500, 0, 'activity', 'תרגיל 1', 1000, 0, 95.5, '95.50', false, 'f');
    INSERT INTO library_announcements (id, student_id, course_id, moodle_id, forum_cmid, forum, subject, message, author, pinned, replies, fingerprint)
      OVERRIDING SYSTEM VALUE VALUES (1, 'noa', 1, 600, 1003, 'הודעות', 'ביטול הרצאה', 'אין הרצאה מחר', 'ד״ר לוי', true, 2, 'f');
    INSERT INTO library_files (id, student_id, course_id, item_id, origin, path, name, ordinal, position, size, url)
      OVERRIDING SYSTEM VALUE VALUES (2, 'noa', 1, 1, 'post:600', '/', 'syllabus.pdf', 0, 0, 10, 'https://m.example/pluginfile.php/2/syllabus.pdf');
    INSERT INTO library_events (id, student_id, course_id, moodle_id, type, name, starts_at, override, fingerprint)
      OVERRIDING SYSTEM VALUE VALUES (1, 'noa', 1, 700, 'course', 'מבחן מועד א', '2027-02-01T07:00:00Z', false, 'f');`,
  CreateSignInPassports1763900000006: `
    INSERT INTO sign_in_passports (id, university_id, secret_hash, wwwroots, created_at, expires_at, used_at) VALUES
      ('passport', 'demo', '\\xaa', '{https://m.example,https://moodle.example}', '2026-11-20T08:00:00Z', '2026-11-20T08:10:00Z', NULL);`,
  SealedPasswords1763900000007: `
    INSERT INTO moodle_credentials (student_id, kind, key_id, sealed, updated_at, job_id) VALUES
      ('dan', 'password', 'abcd1234', '\\xbeef', '2026-11-21T08:00:00Z', 'job-2');`,
  FirstReadings1763900000008: `
    INSERT INTO library_change_heads (student_id, last_seq, calendar_read) VALUES ('dan', 0, true);
    UPDATE library_change_heads SET calendar_read = true WHERE student_id = 'noa';`,
  PageSessions1763900000010: `
    INSERT INTO moodle_page_sessions (session_id, key_id, sealed, created_at, used_at) VALUES
      ('00000000-0000-4000-8000-000000000001', 'abcd1234', '\\xcafe', '2026-11-20T08:00:00Z', '2026-11-20T08:01:00Z');`,
  CleanUpRounds1763900000011: `
    INSERT INTO clean_up_rounds (name, begun_at) VALUES ('hourly', '2026-11-20T08:00:00Z');`,
  Corrections1763900000012: `
    INSERT INTO library_corrections (student_id, university_id, course_moodle_id, cmid, category, corrected_at) VALUES
      ('noa', 'demo', 10, 1001, 'recitation', '2026-11-21T08:00:00Z');`,
  AutoSync1763900000013: `
    UPDATE moodle_credentials SET refused_at = '2026-11-21T09:00:00Z', refused_code = 'auth.moodle-token-expired' WHERE student_id = 'noa';
    INSERT INTO auto_syncs (student_id, university_id, wanted, look_at, started_at) VALUES
      ('dan', 'demo', false, NULL, '2026-11-21T08:00:00Z');
    INSERT INTO auto_sync_sites (university_id, failures, paused_until) VALUES ('demo', 2, '2026-11-21T08:20:00Z');`,
  Checkpoints1763900000014: `
    UPDATE sync_jobs SET spent_ms = 30000 WHERE id = 'job-2';
    INSERT INTO sync_job_checkpoints (job_id, course_id, state, kept_at) VALUES
      ('job-2', 0, '{"highestCmid":1002,"written":{"added":2,"changed":0,"removed":0,"changes":0}}', '2026-11-21T08:00:20Z'),
      ('job-2', 10, '{"whole":true,"sectionIds":[100],"cmids":[1000]}', '2026-11-21T08:00:25Z');`,
  Admission1763900000015: `
    UPDATE sync_jobs SET admitted_at = NULL, urgent = false WHERE id = 'job-2';
    UPDATE sync_workers SET instance = 'a1b2c3d4' WHERE lease_key = 7;`,
  CheckpointCounts1763900000016: `
    UPDATE sync_job_checkpoints SET added = 5, changed = 1, removed = 1, changes = 3 WHERE course_id = 10;`,
};
