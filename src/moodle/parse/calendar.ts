import { z } from 'zod';
import type { MoodleEvent } from '../words';
import { Drops, readEach, readWhole, type Parsed } from './lists';
import { formattedName, richText } from './rich-text';
import { count, id, optionalId, text, time } from './scalars';

const reply = z.object({ events: z.unknown().optional() });
const event = z.object({
  id,
  name: formattedName,
  description: richText,
  courseid: optionalId,
  eventtype: text,
  modulename: text,
  instance: optionalId,
  timestart: id,
  timeduration: count,
  timemodified: time,
});

/** Course id of the site itself, whose events are everybody's. */
const SITE = 1;

/** Reply of `core_calendar_get_calendar_events`. */
export function parseEvents(answer: unknown): Parsed<readonly MoodleEvent[]> {
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
      modifiedAt: row.timemodified,
    })),
  );
}
