import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AskedMarks } from './course-content';
import { inTransaction } from './transaction';

/** What an earlier sync left of one task; decides whether its state is asked for again. Times are Unix seconds. */
export interface KnownTask {
  readonly cmid: number;
  readonly handedIn: boolean;
  readonly graded: boolean;
  readonly dueAt: number | null;
  readonly opensAt: number | null;
  readonly cutoffAt: number | null;
  /** As the grade report showed it last. */
  readonly grade: string | null;
}

/** What an earlier sync left of one course. */
export interface KnownCourse {
  readonly moodleId: number;
  /** ISO 8601; `null` while it was never read. */
  readonly syncedAt: string | null;
  readonly asked: AskedMarks;
  /** Course-module ids that Moodle showed. */
  readonly cmids: readonly number[];
  /** Of what Moodle showed once: what was hidden when it was looked for last. */
  readonly hidden: readonly number[];
  readonly tasks: readonly KnownTask[];
  /** Fingerprints of the chapters whose texts are stored, by cmid. */
  readonly books: Readonly<Record<string, string>>;
}

export interface LibraryMemory {
  readonly courses: ReadonlyMap<number, KnownCourse>;
  /** The highest course-module id ever shown; `null` before the first sync. */
  readonly highestCmid: number | null;
}

/** $1 student. */
const RECALL = `
  SELECT c.moodle_id::float8 AS "moodleId", r.synced_at AS "syncedAt", coalesce(r.asked, '{}') AS asked,
         (SELECT coalesce(json_agg(i.cmid), '[]') FROM library_items i WHERE i.course_id = c.id AND i.gone_at IS NULL) AS cmids,
         (SELECT coalesce(json_agg(i.cmid ORDER BY i.gone_at DESC, i.cmid), '[]') FROM library_items i
          WHERE i.course_id = c.id AND i.gone_as = 'hidden') AS hidden,
         (SELECT coalesce(json_agg(json_build_object(
            'cmid', i.cmid, 'handedIn', coalesce(i.submission_status = 'submitted', false), 'graded', i.graded,
            'dueAt', extract(epoch FROM i.due_at), 'opensAt', extract(epoch FROM i.opens_at),
            'cutoffAt', extract(epoch FROM i.cutoff_at), 'grade', g.shown)), '[]')
          FROM library_items i
          LEFT JOIN library_grades g ON g.course_id = c.id AND g.cmid = i.cmid AND g.item_number = 0
          WHERE i.course_id = c.id AND i.gone_at IS NULL AND i.type IN ('assign', 'quiz')) AS tasks,
         (SELECT coalesce(json_object_agg(i.cmid, i.details->>'bookKey'), '{}') FROM library_items i
          WHERE i.course_id = c.id AND i.type = 'book' AND i.details->>'bookKey' IS NOT NULL) AS books
  FROM library_courses c LEFT JOIN library_course_reads r ON r.course_id = c.id
  WHERE c.student_id = $1`;

/** $1 student. */
const HIGHEST = `
  SELECT max(i.cmid)::float8 AS highest FROM library_items i
  WHERE i.course_id = ANY (ARRAY(SELECT id FROM library_courses WHERE student_id = $1))`;

type RecalledRow = Omit<KnownCourse, 'syncedAt'> & { readonly syncedAt: Date | null };

/** What of a student's library a new sync has to know. */
@Injectable()
export class LibraryRecall {
  constructor(private readonly dataSource: DataSource) {}

  async recall(studentId: string): Promise<LibraryMemory> {
    // A course's tasks and grades are thousands before PostgreSQL has statistics of them.
    const { rows, head } = await inTransaction(this.dataSource, {}, async (query) => {
      const recalled = await query<RecalledRow>(RECALL, [studentId]);
      const [highest] = await query<{ highest: number | null }>(HIGHEST, [studentId]);
      return { rows: recalled, head: highest };
    });
    return {
      courses: new Map(
        rows.map((row) => [row.moodleId, { ...row, syncedAt: row.syncedAt?.toISOString() ?? null }]),
      ),
      highestCmid: head?.highest ?? null,
    };
  }
}
