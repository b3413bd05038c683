import { z } from 'zod';
import { Call, ServiceFunction, define, enteredCourse } from '../calls/call';
import { refusal } from '../calls/errors';
import { bool, int, list, text } from '../calls/parameters';
import { isOpen } from '../calls/standing';
import { phpJson } from '../http/php-json';
import { courseState } from './course-pages';

type Row = Record<string, unknown>;

interface RawEvent extends Row {
  id: number;
  courseid: number;
  modulename: string | null;
  instance: number | null;
  timestart: number;
}

/** The zone that all students of the university live in. */
const ZONE = 'Asia/Jerusalem';

const ALL: readonly ServiceFunction[] = [
  define('core_user_get_users_by_field', {
    parameters: z.strictObject({ field: text, values: list(text) }),
    answer: ({ values }, { student }) =>
      values.includes(String(student.id))
        ? [
            {
              id: student.id,
              username: student.username,
              fullname: `${student.firstname} ${student.lastname}`,
              lang: 'he',
            },
          ]
        : [],
  }),
  define('core_courseformat_get_state', {
    parameters: z.strictObject({ courseid: int }),
    answer: ({ courseid }, call) => phpJson(courseState(enteredCourse(courseid, call), call)),
  }),
  define('core_course_get_module', {
    parameters: z.strictObject({ id: int, sectionreturn: int.optional() }),
    answer({ id }, call) {
      const placed = call.world.byCmid(id);
      if (placed === undefined) throw refusal('invalidrecordunknown');
      if (placed.module.deleting) throw refusal('activityisscheduledfordeletion');
      enteredCourse(placed.course.id, call);
      if (!isOpen(placed.section, placed.module)) throw refusal('requireloginerror');
      return `<li class="activity" id="module-${id}"></li>`;
    },
  }),
  define('core_calendar_get_timestamps', {
    parameters: z.strictObject({
      data: list(z.strictObject({ key: text, year: int, month: int, day: int, hour: int, minute: int })),
    }),
    answer: ({ data }) => ({
      timestamps: data.map(({ key, ...wall }) => ({ key, timestamp: secondsOf(wall) })),
    }),
  }),
  define('core_calendar_get_calendar_monthly_view', {
    parameters: z.strictObject({
      year: int,
      month: int,
      courseid: int.optional(),
      categoryid: int.optional(),
      includenavigation: bool.optional(),
      mini: bool.optional(),
    }),
    answer: ({ year, month }, call) => monthOf(year, month, call),
  }),
];

/** What the site's pages ask that the mobile service answers otherwise, or not at all. */
export const PAGE_FUNCTIONS: ReadonlyMap<string, ServiceFunction> = new Map(
  ALL.map((each) => [each.name, each]),
);

interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});

/** Milliseconds by which the clocks of the zone are ahead at a moment. */
function aheadAt(moment: number): number {
  const parts = new Map(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute')) - moment;
}

/** The second at which the clocks of the zone show this; on the night they move, the first such. */
function secondsOf({ year, month, day, hour, minute }: Wall): number {
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  const guess = wall - aheadAt(wall);
  return (wall - aheadAt(guess)) / 1000;
}

/** Events of one month, in its only week and day; the activity by its course-module id. */
async function monthOf(year: number, month: number, call: Call): Promise<Row> {
  const first = secondsOf({ year, month, day: 1, hour: 0, minute: 0 });
  const next = secondsOf({ year, month: month + 1, day: 1, hour: 0, minute: 0 });
  const courses = call.world.readableCoursesOf(call.student);
  const args = {
    events: {
      courseids: courses.map(({ id }) => id),
      groupids: courses.flatMap(({ groups }) => groups.map(({ id }) => id)),
    },
    options: { userevents: true, siteevents: true, timestart: first, timeend: next - 1 },
  };
  const reply = await call.invoke('core_calendar_get_calendar_events', args, call.settings);
  const { events } = JSON.parse(reply.text) as { events: RawEvent[] };
  return { weeks: [{ days: [{ mday: 1, events: events.map((event) => eventRow(event, call)) }] }] };
}

function eventRow({ courseid, modulename, instance, ...event }: RawEvent, call: Call): Row {
  const module = modulename === null ? null : call.world.byInstance(modulename, instance ?? 0)?.module;
  return {
    ...event,
    modulename: modulename ?? '',
    activityname: module?.name ?? '',
    instance: module?.cmid ?? null,
    timesort: event.timestart,
    course: { id: courseid },
  };
}
