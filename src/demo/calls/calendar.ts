import { z } from 'zod';
import { hebrewDate, midnight } from '../data/calendar-dates';
import { moduleType } from '../data/module-types';
import { CourseModel, GroupModel, ModuleModel, OverrideModel } from '../model';
import { Call, activitiesOf, define, is45 } from './call';
import { summaryRow } from './courses';
import { quizOf, workOf } from './effective';
import { MoodleError } from './errors';
import { formatName } from './names';
import { bool, int, list, text } from './parameters';

type Row = Record<string, unknown>;

interface Event {
  id: number;
  course: CourseModel;
  module: ModuleModel;
  type: 'due' | 'open' | 'close' | 'extension';
  at: number;
  /** For whom it was moved; `null` for everybody. Then it stands in place of the activity's own event. */
  movedFor: OverrideModel['for'] | null;
  /** There is something left for the student to do about it. */
  pending: boolean;
}

const MOST = 50;

export const calendar = [
  define('core_calendar_get_action_events_by_timesort', {
    parameters: z.strictObject({
      timesortfrom: int.default(0),
      timesortto: int.optional(),
      aftereventid: int.default(0),
      limitnum: int.default(20),
      limittononsuspendedevents: bool.optional(),
      userid: int.optional(),
      searchvalue: text.optional(),
    }),
    answer({ timesortfrom, timesortto, aftereventid, limitnum }, call) {
      if (limitnum < 1 || limitnum > MOST) {
        const complaint = `Limit must be between 1 and ${MOST} (inclusive)`;
        throw new MoodleError(complaint, `error/${complaint}`);
      }
      const all = call.world
        .readableCoursesOf(call.student)
        .flatMap((course) => eventsOf(course, call))
        .filter((event) => event.pending && event.type !== 'open')
        .filter(({ at }) => at >= timesortfrom && (timesortto === undefined || at <= timesortto))
        .sort((a, b) => a.at - b.at || a.id - b.id);
      const after = all.findIndex((event) => event.id === aftereventid);
      const shown = all.slice(after + 1, after + 1 + limitnum);
      return {
        events: shown.map((event) => actionRow(event, call)),
        ...(shown.length === 0 ? {} : { firstid: shown[0]?.id, lastid: shown.at(-1)?.id }),
      };
    },
  }),
  define('core_calendar_get_calendar_events', {
    parameters: z.strictObject({
      events: z
        .strictObject({
          eventids: list(int).optional(),
          courseids: list(int).default([]),
          groupids: list(int).default([]),
          categoryids: list(int).optional(),
        })
        .default({ courseids: [], groupids: [] }),
      options: z
        .strictObject({
          userevents: bool.optional(),
          siteevents: bool.optional(),
          timestart: int.default(0),
          timeend: int.default(0),
          ignorehidden: bool.optional(),
        })
        .default({ timestart: 0, timeend: 0 }),
    }),
    courses: ({ events }) => events.courseids,
    answer({ events, options }, call) {
      const wanted = call.world
        .readableCoursesOf(call.student)
        .filter((course) => events.courseids.includes(course.id));
      const rows = [
        ...wanted.flatMap((course) => course.exams.map((exam) => examRow(course, exam, call))),
        ...wanted
          .flatMap((course) => eventsOf(course, call))
          .filter(({ movedFor }) => !isGroup(movedFor) || events.groupids.includes(movedFor.id))
          .map((event) => plainRow(event, call)),
      ];
      const within = ({ timestart }: { timestart: number }): boolean =>
        timestart >= options.timestart && (options.timeend === 0 || timestart <= options.timeend);
      return { events: rows.filter(within), warnings: [] };
    },
  }),
];

const isGroup = (movedFor: Event['movedFor']): movedFor is GroupModel =>
  movedFor !== null && movedFor !== 'student';

/** Apart from the ids of the activities' own events. */
const MOVED = 40_000_000;

function eventsOf(course: CourseModel, call: Call): Event[] {
  const assignments = activitiesOf(course, 'assign').flatMap(({ module }): Event[] => {
    const work = workOf(module);
    if (work === null) return [];
    const pending = work.submission.status !== 'submitted' && work.feedback === null;
    const due = [eventOf(course, module, 'due', work.due, pending)];
    // Moodle before 4.5 has no events of extensions.
    const extended = is45(call) ? (work.extension ?? 0) : 0;
    const extension = {
      ...eventOf(course, module, 'extension', extended, pending),
      movedFor: 'student',
    } as const;
    return [...due, extension].filter(({ at }) => at > 0);
  });
  const quizzes = activitiesOf(course, 'quiz').flatMap(({ module }): Event[] => {
    const quiz = quizOf(module);
    if (quiz === null) return [];
    const pending = !quiz.attempts.some((attempt) => attempt.state === 'finished');
    return [
      eventOf(course, module, 'open', quiz.opens, pending),
      eventOf(course, module, 'close', quiz.closes, pending),
    ].filter(({ at }) => at > 0);
  });
  return [...assignments, ...quizzes];
}

/** Which date of an override each event tells. */
const MOVED_BY = { due: 'due', open: 'opens', close: 'due', extension: null } as const;
const TYPES = ['due', 'open', 'close', 'extension'] as const;

function eventOf(
  course: CourseModel,
  module: ModuleModel,
  type: Event['type'],
  at: number,
  pending: boolean,
): Event {
  const date = MOVED_BY[type];
  const moved = date !== null && module.override?.[date] !== undefined;
  const id = module.cmid * TYPES.length + TYPES.indexOf(type) + (moved ? MOVED : 0);
  return { id, course, module, type, at, pending, movedFor: moved ? (module.override?.for ?? null) : null };
}

const STORED_NAME = { due: 'is due', open: 'opens', close: 'closes', extension: 'is due (extension)' };

const storedName = (event: Event, call: Call): string =>
  `${formatName(event.module.name, call.settings)} ${STORED_NAME[event.type]}`;

function plainRow(event: Event, call: Call): Row & { timestart: number } {
  const { course, module, movedFor } = event;
  return {
    id: event.id,
    name: storedName(event, call),
    description: module.assignment?.intro ?? '',
    format: 1,
    courseid: course.id,
    ...NO_OWNERS,
    ...(isGroup(movedFor) ? { groupid: movedFor.id } : {}),
    ...(movedFor === 'student' ? { userid: call.student.id } : {}),
    modulename: module.type,
    instance: module.instance,
    eventtype: event.type,
    timestart: event.at,
    timeduration: 0,
    visible: 1,
    sequence: 1,
    timemodified: module.modified,
    subscriptionid: null,
  };
}

const NO_OWNERS = { categoryid: null, groupid: null, userid: 2, repeatid: null };

function examRow(
  course: CourseModel,
  exam: CourseModel['exams'][number],
  call: Call,
): Row & { timestart: number } {
  return {
    id: exam.id,
    name: formatName(exam.name, call.settings),
    description: `<p>${exam.place}</p>`,
    format: 1,
    courseid: course.id,
    ...NO_OWNERS,
    modulename: null,
    instance: null,
    eventtype: 'course',
    timestart: exam.at,
    timeduration: exam.hours * 3600,
    visible: 1,
    sequence: 1,
    timemodified: exam.modified,
    subscriptionid: null,
  };
}

const ACTIONS: Partial<Record<string, { name: string; doing: string; suffix: string }>> = {
  assign: { name: 'הוספת הגשה', doing: 'יש להגיש את', suffix: '&action=editsubmission' },
  quiz: { name: 'התחלת ניסיון מענה', doing: 'מועד סיום', suffix: '' },
};

function actionRow(event: Event, call: Call): Row {
  const { course, module, at } = event;
  const { siteUrl } = call.world;
  const name = formatName(module.name, call.settings);
  const action = ACTIONS[module.type] ?? { name: 'צפייה', doing: '', suffix: '' };
  const url = `${siteUrl}/mod/${module.type}/view.php?id=${module.cmid}`;
  const opens = workOf(module)?.opens ?? quizOf(module)?.opens ?? 0;
  const type = moduleType(module.type);
  return {
    id: event.id,
    name: storedName(event, call),
    description: module.assignment?.intro ?? '',
    descriptionformat: 1,
    location: '',
    ...NO_OWNERS,
    eventcount: null,
    component: `mod_${module.type}`,
    modulename: module.type,
    activityname: name,
    activitystr: `${action.doing} ${name}`,
    // The course-module id, unlike `instance` everywhere else.
    instance: module.cmid,
    eventtype: event.type,
    timestart: at,
    timeduration: 0,
    timesort: at,
    timeusermidnight: midnight(at),
    visible: 1,
    timemodified: module.modified,
    overdue: at < call.now,
    icon: {
      key: 'monologo',
      component: module.type,
      alttext: 'ארועי פעילויות',
      iconurl: `${siteUrl}/theme/image.php/boost/${module.type}/1/monologo?filtericon=1`,
      iconclass: '',
    },
    course: summaryRow(course, call, 'address'),
    subscription: { displayeventsource: false },
    canedit: false,
    candelete: false,
    deleteurl: `${siteUrl}/calendar/delete.php?id=${event.id}&course=${course.id}`,
    editurl: `${siteUrl}/course/mod.php?update=${module.cmid}&return=1`,
    viewurl: `${siteUrl}/calendar/view.php?view=day&course=${course.id}&time=${at}#event_${event.id}`,
    formattedtime: hebrewDate(at),
    formattedlocation: '',
    isactionevent: true,
    iscourseevent: false,
    iscategoryevent: false,
    groupname: null,
    normalisedeventtype: 'course',
    normalisedeventtypetext: 'אירוע קורס',
    action: {
      name: action.name,
      url: url + action.suffix,
      itemcount: 1,
      actionable: opens <= call.now,
      showitemcount: false,
    },
    purpose: type.purpose,
    ...(is45(call) ? { branded: type.branded ?? false } : {}),
    url,
  };
}
