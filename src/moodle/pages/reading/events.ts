import { z } from 'zod';
import { AppError } from '../../../errors';
import { elementsOf, Drops, readEach, type Parsed } from '../../parse/lists';
import { formattedName, richText } from '../../parse/rich-text';
import { count, id, optionalId, text, time } from '../../parse/scalars';
import type { MoodleDate, MoodleEvent } from '../../words';
import type { PageSession } from '../session/page-session';
import { callAjax, type AjaxCall } from './ajax';

/** A calendar event as pages get it, with the activity by its course-module id. */
export type PageEvent = MoodleEvent;

const month = z.object({ weeks: z.unknown().optional() });
const week = z.object({ days: z.unknown().optional() });
const day = z.object({ events: z.unknown().optional() });
const event = z.object({
  id,
  name: formattedName,
  description: richText,
  groupid: optionalId,
  userid: optionalId,
  eventtype: text,
  modulename: text,
  instance: optionalId,
  timestart: id,
  timeduration: count,
  timemodified: time,
  course: z.object({ id: optionalId }).nullish().catch(null),
});

/** Course id of the site itself, whose events are everybody's. */
const SITE = 1;
/** The site makes a month's events one by one, each with its whole course: a request stays well below its time limit. */
const MONTHS_AT_ONCE = 4;
const MOST_MONTHS = 30;
/** How far ahead the calendar is read where no course says that it goes on longer. */
const AHEAD_MONTHS = 12;

/** What Moodle lets teachers move for one student or group; as `parseEvents` has it. */
const OVERRIDABLE: Readonly<Record<string, ReadonlySet<string>>> = {
  assign: new Set(['due']),
  quiz: new Set(['open', 'close']),
  lesson: new Set(['open', 'close']),
};

export interface CalendarMonth {
  readonly year: number;
  /** 1..12. */
  readonly month: number;
}

interface Span {
  readonly startsAt: number | null;
  readonly endsAt: number | null;
}

/** Months to be read: from `since` on, and all months of courses, at most thirty, those nearest to now first left in. */
export function monthsToRead(since: number, now: number, courses: readonly Span[]): readonly CalendarMonth[] {
  const ahead = addMonths(monthOf(now), AHEAD_MONTHS);
  const starts = courses.flatMap(({ startsAt }) => startsAt ?? []).map(indexOfSecond);
  const ends = courses.flatMap(({ endsAt }) => endsAt ?? []).map(indexOfSecond);
  const first = Math.min(indexOfSecond(since), ...starts);
  const last = Math.max(ahead, ...ends);
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
  const here = indexOfSecond(now);
  return all
    .sort((a, b) => Math.abs(a - here) - Math.abs(b - here))
    .slice(0, MOST_MONTHS)
    .sort((a, b) => a - b)
    .map((index) => ({ year: Math.floor(index / 12), month: (index % 12) + 1 }));
}

const DAY_S = 24 * 3600;

/** Whether these months would show a date of that second; at their edges the site's time zone decides, and so they may not. */
export function toldIn(months: readonly CalendarMonth[]): (second: number) => boolean {
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return () => false;
  const from = Date.UTC(first.year, first.month - 1) / 1000 + DAY_S;
  const until = Date.UTC(last.year, last.month) / 1000 - DAY_S;
  return (second) => second >= from && second < until;
}

const indexOfSecond = (second: number): number => monthOf(second);
function monthOf(second: number): number {
  const date = new Date(second * 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
const addMonths = (index: number, count: number): number => index + count;

/** Events of these months, all courses of the student and their own. Rejects where a month cannot be had: half a calendar is none. */
export async function readEvents(
  session: PageSession,
  months: readonly CalendarMonth[],
  signal: AbortSignal,
): Promise<Parsed<readonly MoodleEvent[]>> {
  const drops = new Drops();
  const events = new Map<number, MoodleEvent>();
  const calls = months.map(({ year, month: number }): AjaxCall => {
    const args = { year, month: number, courseid: SITE, categoryid: 0, includenavigation: false, mini: true };
    return { name: 'core_calendar_get_calendar_monthly_view', args };
  });
  for (let start = 0; start < calls.length; start += MONTHS_AT_ONCE) {
    for (const outcome of await callAjax(session, calls.slice(start, start + MONTHS_AT_ONCE), signal)) {
      if (!outcome.ok) throw outcome.error;
      for (const row of rowsOf(outcome.value, drops))
        events.set(row.id, toEvent(row, session.identity.userId));
    }
  }
  return drops.result([...events.values()]);
}

function rowsOf(data: unknown, drops: Drops): z.output<typeof event>[] {
  const read = month.safeParse(data);
  if (!read.success) throw new AppError('moodle.invalid-response', { detail: 'calendar month: no weeks' });
  return elementsOf(read.data.weeks)
    .flatMap((each) => elementsOf(week.safeParse(each).data?.days))
    .flatMap((each) => readEach(event, day.safeParse(each).data?.events, 'events', drops));
}

function toEvent(row: z.output<typeof event>, studentId: number): MoodleEvent {
  const { modulename, eventtype, groupid, userid } = row;
  const mayBeMoved = OVERRIDABLE[modulename ?? '']?.has(eventtype ?? '') === true;
  const courseId = row.course?.id ?? null;
  return {
    id: row.id,
    courseId: courseId === SITE ? null : courseId,
    type: eventtype ?? 'unknown',
    name: row.name ?? '',
    description: row.description,
    startsAt: row.timestart,
    duration: row.timeduration,
    activityType: modulename,
    instance: row.instance,
    override: mayBeMoved && (groupid !== null || userid === studentId),
    modifiedAt: row.timemodified,
  };
}

/** Which date of an activity each of its events tells. */
const DATE_IDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  assign: { due: 'duedate' },
  quiz: { open: 'timeopen', close: 'timeclose' },
  feedback: { open: 'timeopen', close: 'timeclose' },
  choice: { open: 'timeopen', close: 'timeclose' },
  scorm: { open: 'timeopen', close: 'timeclose' },
  data: { open: 'timeavailablefrom', close: 'timeavailableto' },
  lesson: { open: 'available', close: 'deadline' },
  forum: { due: 'duedate' },
  workshop: {
    opensubmission: 'submissionstart',
    closesubmission: 'submissionend',
    openassessment: 'assessmentstart',
    closeassessment: 'assessmentend',
  },
};

/** Dates of activities out of their events, by course-module id. */
export function datesByModule(events: readonly MoodleEvent[]): ReadonlyMap<number, readonly MoodleDate[]> {
  const dates = new Map<number, MoodleDate[]>();
  for (const { activityType, type, instance, startsAt } of events) {
    const dateId = DATE_IDS[activityType ?? '']?.[type];
    if (dateId === undefined || instance === null) continue;
    dates.set(instance, [...(dates.get(instance) ?? []), { id: dateId, label: '', at: startsAt }]);
  }
  return dates;
}
