import { fingerprintOf } from '../../fingerprint';
import type { Listed, MoodleEvent } from '../../moodle';
import { toRecordset, toTimestamp } from './recordset';
import type { Query } from './transaction';
import { writtenRows, type DifferingRow, type WrittenRows } from './written-rows';

interface ListedFacts {
  readonly [column: string]: unknown;
  readonly moodle_id: number;
  readonly type: string;
  readonly name: string;
  readonly description: string | null;
  readonly starts_at: string;
  readonly ends_at: string | null;
  readonly activity_type: string | null;
  readonly instance: number | null;
  readonly override: boolean;
}

/** An event's columns, as they are sent to the database or read back from it. */
export interface EventFacts extends ListedFacts {
  /** Row id of the course; `null` for the site's and the student's own. */
  readonly course_id: string | null;
  /** Of the activity it belongs to, where the library has it. */
  readonly cmid: number | null;
}

/**
 * $1 student, $2 events, $3 moment from which they are all there is, $4 Moodle ids of the courses of which they are. An event names its activity by the id among its type, and one
 * made for a single student names no course: both are found through the item, as soon as the library has it. What belongs to a
 * course that the library does not have is left out. The statement sees the table as it was before, so what is joined last is what
 * was stored.
 */
const WRITE = `
  WITH listed AS (
    SELECT * FROM json_to_recordset($2::json) AS r (
      moodle_id bigint, course_moodle_id bigint, type text, name text, description text, starts_at timestamptz,
      ends_at timestamptz, activity_type text, instance bigint, override boolean, fingerprint text)
  ), incoming AS (
    SELECT DISTINCT ON (r.moodle_id) coalesce(c.id, i.course_id) AS course_id, i.cmid, r.*
    FROM listed r
    LEFT JOIN library_courses c ON c.student_id = $1 AND c.moodle_id = r.course_moodle_id
    LEFT JOIN library_items i
      ON i.course_id = ANY (ARRAY(SELECT id FROM library_courses WHERE student_id = $1)) AND i.type = r.activity_type AND i.instance = r.instance
     AND (c.id IS NULL OR i.course_id = c.id)
    WHERE r.course_moodle_id IS NULL OR c.id IS NOT NULL
    ORDER BY r.moodle_id, i.id DESC -- the newest, should there ever be two
  ), removed AS (
    DELETE FROM library_events o
    WHERE o.student_id = $1 AND o.starts_at >= $3::timestamptz
      AND (o.course_id IS NULL OR o.course_id IN (SELECT c.id FROM library_courses c
                                                  WHERE c.student_id = $1 AND c.moodle_id = ANY ($4::bigint[])))
      AND NOT EXISTS (SELECT FROM listed n WHERE n.moodle_id = o.moodle_id)
    RETURNING o.*
  ), written AS (
    INSERT INTO library_events (
      student_id, course_id, moodle_id, type, name, description, starts_at, ends_at, activity_type, instance, cmid,
      override, fingerprint)
    SELECT $1, n.course_id, n.moodle_id, n.type, n.name, n.description, n.starts_at, n.ends_at, n.activity_type,
           n.instance, n.cmid, n.override, n.fingerprint
    FROM incoming n
    LEFT JOIN library_events o ON o.student_id = $1 AND o.moodle_id = n.moodle_id
    WHERE o.id IS NULL OR o.fingerprint <> n.fingerprint
       OR (o.course_id, o.cmid) IS DISTINCT FROM (n.course_id, n.cmid)
    ORDER BY n.moodle_id
    ON CONFLICT (student_id, moodle_id) DO UPDATE SET
      (course_id, type, name, description, starts_at, ends_at, activity_type, instance, cmid, override, fingerprint) =
      (EXCLUDED.course_id, EXCLUDED.type, EXCLUDED.name, EXCLUDED.description, EXCLUDED.starts_at, EXCLUDED.ends_at,
       EXCLUDED.activity_type, EXCLUDED.instance, EXCLUDED.cmid, EXCLUDED.override, EXCLUDED.fingerprint)
    RETURNING moodle_id, course_id, cmid
  )
  SELECT w.moodle_id::float8 AS moodle_id, w.course_id, w.cmid::float8 AS cmid, false AS removed,
         to_jsonb(o) || jsonb_build_object('course_id', o.course_id::text) AS before
  FROM written w LEFT JOIN library_events o ON o.student_id = $1 AND o.moodle_id = w.moodle_id
  UNION ALL
  SELECT r.moodle_id::float8, r.course_id, r.cmid::float8, true,
         to_jsonb(r) || jsonb_build_object('course_id', r.course_id::text)
  FROM removed r`;

interface DifferingEvent extends DifferingRow<EventFacts> {
  readonly course_id: string | null;
  readonly cmid: number | null;
}

/** What Moodle's calendar was asked for. The site's and the student's own events come with those of any course. */
export interface EventsAsked {
  /** Events that begin earlier were not asked for: what is stored of them stays. */
  readonly since: Date;
  /** Moodle ids of the courses; what is stored of others stays. Without any, nothing was asked at all. */
  readonly courseIds: readonly number[];
}

/**
 * Stores the events of a student's calendar; a stored one that was asked for and is not among them is gone, if the list is whole. To be
 * called once the courses and their items are stored.
 */
export async function writeEvents(
  query: Query,
  studentId: string,
  { rows: events, whole }: Listed<MoodleEvent>,
  { since, courseIds }: EventsAsked,
): Promise<WrittenRows<EventFacts>> {
  const rows = new Map<number, ListedFacts>();
  for (const event of events) {
    const row = rows.has(event.id) ? null : eventRow(event);
    if (row !== null) rows.set(event.id, row);
  }
  // Of no course means that no request was made, and its empty answer would take all that is the student's own.
  const from = whole && courseIds.length > 0 ? since : 'infinity';
  const params = [studentId, toRecordset([...rows.values()]), from, courseIds];
  const differing = await query<DifferingEvent>(WRITE, params);
  return writtenRows(differing, ({ moodle_id, course_id, cmid }) => {
    const row = rows.get(moodle_id);
    return row === undefined ? null : { ...row, course_id, cmid };
  });
}

/** `null` for one that begins at no moment a calendar can show. */
function eventRow(event: MoodleEvent): ListedFacts | null {
  const startsAt = toTimestamp(event.startsAt);
  if (startsAt === null) return null;
  const facts = {
    moodle_id: event.id,
    course_moodle_id: event.courseId,
    type: event.type,
    name: event.name,
    description: event.description,
    starts_at: startsAt,
    ends_at: event.duration > 0 ? toTimestamp(event.startsAt + event.duration) : null,
    activity_type: event.activityType,
    instance: event.instance,
    override: event.override,
  };
  return { ...facts, fingerprint: fingerprintOf(facts) };
}
