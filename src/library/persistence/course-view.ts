import type { CourseSummary, Term } from '../../contract';

/** Columns of `CourseSummary` from `library_courses c`, and what its list is sorted by. */
export const COURSE_COLUMNS = `
  c.id, c.moodle_id::float8 AS moodle_id, c.name, c.full_name, c.short_name, c.code, c.academic_year, c.term,
  c.starts_at, c.ends_at, c.favourite, c.hidden, c.completion, c.url,
  (SELECT r.synced_at FROM library_course_reads r WHERE r.course_id = c.id) AS synced_at,
  c.category_name, c.teachers, c.unlisted_at IS NULL AS listed,
  (SELECT count(*)::integer FROM library_sections s WHERE s.course_id = c.id AND s.gone_at IS NULL) AS sections,
  (SELECT count(*)::integer FROM library_items i WHERE i.course_id = c.id AND i.gone_at IS NULL) AS items,
  (SELECT count(*)::integer FROM library_files f JOIN library_items i ON i.course_id = c.id AND i.id = f.item_id
   WHERE f.course_id = c.id AND f.origin IN ('content', 'attachment') AND i.gone_at IS NULL) AS files`;

export interface CourseRow {
  readonly id: string;
  readonly moodle_id: number;
  readonly name: string;
  readonly full_name: string;
  readonly short_name: string;
  readonly code: string | null;
  readonly academic_year: number | null;
  readonly term: Term | null;
  readonly starts_at: Date | null;
  readonly ends_at: Date | null;
  readonly favourite: boolean;
  readonly hidden: boolean;
  readonly completion: number | null;
  readonly url: string | null;
  readonly category_name: string | null;
  readonly teachers: readonly string[];
  readonly listed: boolean;
  readonly synced_at: Date | null;
  readonly sections: number;
  readonly items: number;
  readonly files: number;
}

export function toCourseSummary(row: CourseRow): CourseSummary {
  return {
    id: row.id,
    moodleId: row.moodle_id,
    name: row.name,
    fullName: row.full_name,
    shortName: row.short_name,
    code: row.code,
    academicYear: row.academic_year,
    term: row.term,
    startsAt: row.starts_at?.toISOString() ?? null,
    endsAt: row.ends_at?.toISOString() ?? null,
    favourite: row.favourite,
    hidden: row.hidden,
    completion: row.completion,
    url: row.url,
    category: row.category_name,
    teachers: row.teachers,
    listed: row.listed,
    counts: { sections: row.sections, items: row.items, files: row.files },
    syncedAt: row.synced_at?.toISOString() ?? null,
  };
}
