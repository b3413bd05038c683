import { z } from 'zod';
import type { MoodleEvent } from '../words';
import { Drops, readEach, readWhole, type Parsed } from './lists';
import { record } from './record';
import { formattedName, richText } from './rich-text';
import { count, id, optionalId, text, time } from './scalars';

const reply = z.object({ events: z.unknown().optional() });
const event = record({
  id,
  name: formattedName,
  description: richText,
  courseid: optionalId,
  groupid: optionalId,
  userid: optionalId,
  eventtype: text,
  modulename: text,
  instance: optionalId,
  timestart: id,
  timeduration: count,
  timemodified: time,
});

type Row = z.output<typeof event>;

/** Course id of the site itself, whose events are everybody's. */
const SITE = 1;

/** What Moodle lets teachers move for one student or group, and the events that such a move makes. */
const OVERRIDABLE: Readonly<Record<string, ReadonlySet<string>>> = {
  assign: new Set(['due']),
  quiz: new Set(['open', 'close']),
  lesson: new Set(['open', 'close']),
};

/** A group's override carries the group, a student's carries the student; the activity's own event carries whoever saved it. */
function isOverride({ modulename, eventtype, groupid, userid }: Row, studentId: number): boolean {
  const types = OVERRIDABLE[modulename ?? ''];
  return types?.has(eventtype ?? '') === true && (groupid !== null || userid === studentId);
}

/** Reply of `core_calendar_get_calendar_events` to this student. */
export function parseEvents(answer: unknown, studentId: number): Parsed<readonly MoodleEvent[]> {
  const drops = new Drops();
  const rows = readEach(event, readWhole(reply, answer, 'events').events, 'events', drops);
  return drops.result(
    rows.map((row) => ({
      id: row.id,
      courseId: row.courseid === SITE ? null : row.courseid,
      type: row.eventtype ?? 'unknown',
      name: row.name ?? '',
      description: row.description,
      startsAt: row.timestart,
      duration: row.timeduration,
      activityType: row.modulename,
      instance: row.instance,
      override: isOverride(row, studentId),
      modifiedAt: row.timemodified,
    })),
  );
}
