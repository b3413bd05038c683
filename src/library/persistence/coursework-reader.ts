import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Announcement, CalendarEvent, Grade, Page } from '../../contract';
import { decodeCursor } from '../paging/cursor';
import { announcementKeys, eventKeys, gradeKeys } from '../paging/keys';
import { pageOf } from '../paging/page';
import { toAnnouncement, type AnnouncementRow } from './announcement-view';
import { COURSE_ORDER_COLUMNS } from './course-order';
import { toCalendarEvent, type EventRow } from './event-view';
import { toGrade, type GradeRow } from './grade-view';
import type { PageRequest } from './library-reader';

export interface CourseworkRequest extends PageRequest {
  /** Row id of a course; one that the student does not have holds nothing. */
  readonly courseId?: string;
}

export interface EventRequest extends CourseworkRequest {
  /** What is over before this is left out. */
  readonly from: Date;
  /** What begins after this is left out. */
  readonly to?: Date;
}

/** $1 student, $2 course, $3–$8 place after which to go on, $9 rows. */
const LIST_GRADES = `
  WITH sorted AS (
    SELECT g.*, c.name AS course_name, ${COURSE_ORDER_COLUMNS}
    FROM library_grades g JOIN library_courses c ON c.id = g.course_id
    WHERE g.student_id = $1 AND ($2::bigint IS NULL OR g.course_id = $2)
  )
  SELECT s.id, s.course_id, s.course_name, s.cmid::float8 AS cmid, s.kind, s.name, s.activity_type, s.grade, s.shown,
         s.percentage, s.weight, s.min_grade, s.max_grade, s.feedback, s.graded_at, s.hidden,
         s.year_key, s.term_key, s.name_key, s.position,
         (SELECT i.id FROM library_items i
          WHERE i.course_id = s.course_id AND i.cmid = s.cmid AND i.gone_at IS NULL) AS item_id
  FROM sorted s
  WHERE $3::integer IS NULL
     OR (s.year_key, s.term_key, s.name_key, s.course_id, s.position, s.id)
        > ($3::integer, $4::integer, $5::text, $6::bigint, $7::integer, $8::bigint)
  ORDER BY s.year_key, s.term_key, s.name_key, s.course_id, s.position, s.id
  LIMIT $9`;

interface ListedGradeRow extends GradeRow {
  readonly year_key: number;
  readonly term_key: number;
  readonly name_key: string;
  readonly position: number;
}

/**
 * $1 student, $2 course, $3–$4 place after which to go on, $5 rows. What has no time at all comes last. What stands in a forum that is
 * gone is not shown: it goes with its forum, and comes back with it.
 */
const LIST_ANNOUNCEMENTS = `
  WITH sorted AS (
    SELECT a.*, c.name AS course_name, c.url AS course_url,
           coalesce(a.modified_at, a.created_at, to_timestamp(0)) AS time_key
    FROM library_announcements a JOIN library_courses c ON c.id = a.course_id
    WHERE a.student_id = $1 AND ($2::bigint IS NULL OR a.course_id = $2)
      AND NOT EXISTS (SELECT FROM library_items i
                      WHERE i.course_id = a.course_id AND i.cmid = a.forum_cmid AND i.gone_at IS NOT NULL)
  )
  SELECT s.id, s.moodle_id::float8 AS moodle_id, s.course_id, s.course_name, s.course_url, s.forum, s.subject, s.message,
         s.author, s.created_at, s.modified_at, s.pinned, s.replies::float8 AS replies, s.time_key,
         (SELECT i.id FROM library_items i
          WHERE i.course_id = s.course_id AND i.cmid = s.forum_cmid AND i.gone_at IS NULL) AS item_id,
         (SELECT coalesce(json_agg(f ORDER BY f.position, f.id), '[]') FROM (
            SELECT f.id, f.id::text AS file_id, f.position, f.name, f.path, f.size, f.mime_type, f.modified_at
            FROM library_items i JOIN library_files f ON f.item_id = i.id AND f.origin = 'post:' || s.moodle_id
            WHERE i.course_id = s.course_id AND i.cmid = s.forum_cmid AND i.gone_at IS NULL) f) AS file_rows
  FROM sorted s
  WHERE $3::timestamptz IS NULL OR (s.time_key, s.id) < ($3::timestamptz, $4::bigint)
  ORDER BY s.time_key DESC, s.id DESC
  LIMIT $5`;

interface ListedAnnouncementRow extends AnnouncementRow {
  readonly time_key: Date;
}

/** $1 student, $2 course, $3 from, $4 to, $5–$6 place after which to go on, $7 rows. What a course holds that is no longer listed is not ahead. */
const LIST_EVENTS = `
  SELECT e.id, e.course_id, c.name AS course_name, e.type, e.name, e.description, e.starts_at, e.ends_at,
         (SELECT i.id FROM library_items i
          WHERE i.course_id = e.course_id AND i.cmid = e.cmid AND i.gone_at IS NULL) AS item_id
  FROM library_events e LEFT JOIN library_courses c ON c.id = e.course_id
  WHERE e.student_id = $1 AND ($2::bigint IS NULL OR e.course_id = $2) AND c.unlisted_at IS NULL
    AND coalesce(e.ends_at, e.starts_at) >= $3
    AND ($4::timestamptz IS NULL OR e.starts_at <= $4)
    AND ($5::timestamptz IS NULL OR (e.starts_at, e.id) > ($5::timestamptz, $6::bigint))
  ORDER BY e.starts_at, e.id
  LIMIT $7`;

/**
 * What a student got, was told, and has before them. Every question names its student, and somebody else's course holds nothing. A
 * cursor that is none is `request.invalid`.
 */
@Injectable()
export class CourseworkReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Course by course, in the order of the list of courses; in each as its report has them. */
  async listGrades(studentId: string, { courseId, limit, cursor }: CourseworkRequest): Promise<Page<Grade>> {
    const start = [null, null, null, null, null, null];
    const after = cursor === undefined ? start : decodeCursor(cursor, gradeKeys);
    const params = [studentId, courseId ?? null, ...after, limit + 1];
    const rows = await this.dataSource.query<ListedGradeRow[]>(LIST_GRADES, params);
    return pageOf(rows, limit, gradeKeysOf, toGrade);
  }

  /** The last changed first; what Moodle pins has no precedence. */
  async listAnnouncements(
    studentId: string,
    { courseId, limit, cursor }: CourseworkRequest,
  ): Promise<Page<Announcement>> {
    const after = cursor === undefined ? [null, null] : decodeCursor(cursor, announcementKeys);
    const params = [studentId, courseId ?? null, ...after, limit + 1];
    const rows = await this.dataSource.query<ListedAnnouncementRow[]>(LIST_ANNOUNCEMENTS, params);
    return pageOf(rows, limit, (row) => [row.time_key.toISOString(), row.id], toAnnouncement);
  }

  /** The first to begin comes first; what is under way at `from` is among them. */
  async listEvents(
    studentId: string,
    { courseId, from, to, limit, cursor }: EventRequest,
  ): Promise<Page<CalendarEvent>> {
    const after = cursor === undefined ? [null, null] : decodeCursor(cursor, eventKeys);
    const params = [studentId, courseId ?? null, from, to ?? null, ...after, limit + 1];
    const rows = await this.dataSource.query<EventRow[]>(LIST_EVENTS, params);
    return pageOf(rows, limit, (row) => [row.starts_at.toISOString(), row.id], toCalendarEvent);
  }
}

const gradeKeysOf = (row: ListedGradeRow): readonly (string | number)[] => [
  row.year_key,
  row.term_key,
  row.name_key,
  row.course_id,
  row.position,
  row.id,
];
