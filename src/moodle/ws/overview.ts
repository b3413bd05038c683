import pLimit from 'p-limit';
import type { AppError } from '../../errors';
import {
  parseAssignments,
  parseCourseExtras,
  parseCourseTotals,
  parseEvents,
  parseForums,
  parsePages,
  parseQuizzes,
  type Parsed,
} from '../parse';
import type { Listed, MoodleOverview, Outcome, OverviewOptions } from '../reader';
import type { SubCall } from './batch';
import type { ReaderCalls } from './reader-calls';

type Part = keyof MoodleOverview;

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
  const answers = new Map<Part, Outcome<unknown>[]>();
  // A calendar that may lack what was moved for a group would pass for the whole. Where groups cannot be had at all, it lacks them always.
  if (!groups.ok && groups.error.retryable) answers.set('events', [groups]);
  const unasked = new Set(answers.keys());
  const limit = pLimit(calls.parallel);
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const requests = chunksOf(courseIds).flatMap((ids, chunk) =>
    REQUESTS.map((line) =>
      limit(async () => {
        const parts = line.filter((part) => !unasked.has(part) && (chunk === 0 || !ONCE.has(part)));
        const asked = parts.map((part) => QUESTIONS[part](ids, scope));
        const { outcomes } = await calls.together(asked, either);
        parts.forEach((part, index) => {
          const outcome = outcomes[index];
          if (outcome) answers.set(part, [...(answers.get(part) ?? []), outcome]);
        });
      }),
    ),
  );
  try {
    await Promise.all(requests);
  } catch (error) {
    stop.abort(error);
    throw error;
  }
  const listed = <T extends { readonly id: number }>(
    name: Part,
    parse: (value: unknown) => Parsed<readonly T[]>,
  ): Outcome<Listed<T>> =>
    joined(
      (answers.get(name) ?? []).map((answer) => calls.listed(QUESTIONS[name]([], scope).name, answer, parse)),
    );
  const part = <T extends { readonly id: number }>(
    name: Part,
    parse: (value: unknown) => Parsed<readonly T[]>,
  ): Outcome<readonly T[]> => {
    const read = listed(name, parse);
    return read.ok ? { ok: true, value: read.value.rows } : read;
  };
  return {
    courses: part('courses', parseCourseExtras),
    assignments: part('assignments', parseAssignments),
    quizzes: part('quizzes', parseQuizzes),
    forums: part('forums', parseForums),
    pages: part('pages', parsePages),
    events: listed('events', (value) => parseEvents(value, calls.userId)),
    totals: part('totals', parseCourseTotals),
  };
}

function chunksOf(ids: readonly number[]): (readonly number[])[] {
  const count = Math.ceil(ids.length / COURSES_PER_QUESTION);
  return Array.from({ length: count }, (_, index) =>
    ids.slice(index * COURSES_PER_QUESTION, (index + 1) * COURSES_PER_QUESTION),
  );
}

/** One list of several; events of the student come with every part of the courses. Half a list would pass for the whole, so it is none. */
function joined<T extends { readonly id: number }>(parts: readonly Outcome<Listed<T>>[]): Outcome<Listed<T>> {
  const all = new Map<number, T>();
  let whole = true;
  let error: AppError | null = null;
  for (const part of parts) {
    if (!part.ok) {
      error ??= part.error;
      continue;
    }
    for (const each of part.value.rows) all.set(each.id, each);
    whole &&= part.value.whole;
  }
  return error === null ? { ok: true, value: { rows: [...all.values()], whole } } : { ok: false, error };
}
