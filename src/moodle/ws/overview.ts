import pLimit from 'p-limit';
import {
  parseAssignments,
  parseCourseExtras,
  parseCourseTotals,
  parseEvents,
  parseForums,
  parsePages,
  parseQuizzes,
} from '../parse';
import type { MoodleOverview, Outcome, OverviewOptions } from '../reader';
import type { SubCall } from './batch';
import { JoinedList } from './joined-list';
import type { ReaderCalls } from './reader-calls';

type Part = Exclude<keyof MoodleOverview, 'unread'>;

export interface OverviewScope extends OverviewOptions {
  /** Groups of the student. Unless they are named, Moodle leaves out what was moved for a group, and the activity's own event too. */
  readonly groupIds: readonly number[];
}

/** Most courses that one question names: the server works on it in one go, and its time has a limit. */
const COURSES_PER_QUESTION = 100;

const byCourses =
  (name: SubCall['name']) =>
  (courseids: readonly number[]): SubCall => ({ name, args: { courseids } });

const QUESTIONS: Readonly<Record<Part, (courseIds: readonly number[], scope: OverviewScope) => SubCall>> = {
  assignments: byCourses('mod_assign_get_assignments'),
  quizzes: byCourses('mod_quiz_get_quizzes_by_courses'),
  forums: byCourses('mod_forum_get_forums_by_courses'),
  pages: byCourses('mod_page_get_pages_by_courses'),
  courses: (ids) => ({
    name: 'core_course_get_courses_by_field',
    args: { field: 'ids', value: ids.join(',') },
  }),
  events: (courseids, { groupIds: groupids, eventsSince }) => ({
    name: 'core_calendar_get_calendar_events',
    args: {
      events: { courseids, groupids },
      options: { userevents: true, siteevents: true, timestart: eventsSince },
    },
  }),
  // Without a user it is about whoever asks.
  totals: () => ({ name: 'gradereport_overview_get_course_grades', args: {} }),
};

/** Questions of one request stand on one line: each line costs a server about the same, and all go out at once. */
const REQUESTS: readonly (readonly Part[])[] = [
  ['assignments'],
  ['events', 'courses', 'totals'],
  ['quizzes', 'forums', 'pages'],
];
/** These name no courses: one answer is about all of them. */
const ONCE: ReadonlySet<Part> = new Set<Part>(['totals']);

export async function readOverview(
  calls: ReaderCalls,
  courseIds: readonly number[],
  { eventsSince, groups }: OverviewOptions & { readonly groups: Outcome<readonly number[]> },
  signal: AbortSignal,
): Promise<MoodleOverview> {
  const scope = { eventsSince, groupIds: groups.ok ? groups.value : [] };
  const lists = emptyLists(calls);
  // A calendar that may lack what was moved for a group would pass for the whole. Where groups cannot be had at all, it lacks them always.
  const noGroups = !groups.ok && groups.error.retryable ? groups : null;
  if (noGroups) lists.events.add(noGroups);
  const isAsked = (part: Part, chunk: number): boolean =>
    (chunk === 0 || !ONCE.has(part)) && (part !== 'events' || noGroups === null);
  const limit = pLimit(calls.parallel);
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const requests = chunksOf(courseIds).flatMap((ids, chunk) =>
    REQUESTS.map((line) =>
      limit(async () => {
        const parts = line.filter((part) => isAsked(part, chunk));
        const asked = parts.map((part) => QUESTIONS[part](ids, scope));
        const { outcomes } = await calls.together(asked, either);
        // Read while the other requests are still under way.
        for (const [index, part] of parts.entries())
          lists[part].take(asked[index]?.name ?? part, outcomes[index]);
      }),
    ),
  );
  try {
    await Promise.all(requests);
  } catch (error) {
    stop.abort(error);
    throw error;
  }
  return {
    courses: lists.courses.outcome(),
    assignments: lists.assignments.outcome(),
    quizzes: lists.quizzes.outcome(),
    forums: lists.forums.outcome(),
    pages: lists.pages.outcome(),
    events: lists.events.listed(),
    totals: lists.totals.outcome(),
  };
}

function emptyLists(calls: ReaderCalls) {
  return {
    courses: new JoinedList(calls, parseCourseExtras),
    assignments: new JoinedList(calls, parseAssignments),
    quizzes: new JoinedList(calls, parseQuizzes),
    forums: new JoinedList(calls, parseForums),
    pages: new JoinedList(calls, parsePages),
    events: new JoinedList(calls, (answer) => parseEvents(answer, calls.userId)),
    totals: new JoinedList(calls, parseCourseTotals),
  } satisfies Record<Part, unknown>;
}

function chunksOf(ids: readonly number[]): (readonly number[])[] {
  const count = Math.ceil(ids.length / COURSES_PER_QUESTION);
  return Array.from({ length: count }, (_, index) =>
    ids.slice(index * COURSES_PER_QUESTION, (index + 1) * COURSES_PER_QUESTION),
  );
}
