import { MoodleRefusal } from '../../failures/errorcodes';
import { parseUpdateCheck } from '../../parse';
import type { AskedModule, Outcome, Presence } from '../../reader';
import type { PageSession } from '../session/page-session';
import { callAjax, type AjaxCall } from './ajax';

/** Modules in one question about a course, and questions in one request; the site loads each course. */
const MODULES = 300;
const COURSES = 10;
/** Of modules that are not shown, how many are asked for one by one. */
const MOST_PROBES = 20;
/** Nothing has changed since then, so that no module is looked into. */
const FAR_FUTURE = 2_147_483_647;
/** Errorcodes for a module that is deleted, and for one that waits for Moodle's cron to delete it. */
const GONE: ReadonlySet<string | null> = new Set(['invalidrecordunknown', 'activityisscheduledfordeletion']);

/** See `MoodleReader.presence`; the same questions as over web services, since Moodle lets its pages ask them too. */
export async function readPresence(
  session: PageSession,
  modules: readonly AskedModule[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Presence>> {
  signal.throwIfAborted();
  const found = new Map<number, Presence>(modules.map(({ cmid }) => [cmid, 'unknown']));
  const questions = courseQuestions(modules);
  for (let start = 0; start < questions.length; start += COURSES) {
    const asked = questions.slice(start, start + COURSES);
    const outcomes = await callAjax(
      session,
      asked.map(({ call }) => call),
      signal,
    );
    asked.forEach(({ cmids }, index) => {
      for (const [cmid, presence] of standings(cmids, outcomes[index])) found.set(cmid, presence);
    });
  }
  const open = [...found]
    .flatMap(([cmid, presence]) => (presence === 'hidden' ? cmid : []))
    .slice(0, MOST_PROBES);
  const probes = open.map((id): AjaxCall => ({ name: 'core_course_get_module', args: { id } }));
  const outcomes = await callAjax(session, probes, signal);
  open.forEach((cmid, index) => {
    const outcome = outcomes[index];
    const isGone =
      outcome?.ok === false && outcome.error instanceof MoodleRefusal && GONE.has(outcome.error.errorcode);
    if (isGone) found.set(cmid, 'gone');
  });
  return found;
}

interface Question {
  readonly cmids: readonly number[];
  readonly call: AjaxCall;
}

function courseQuestions(modules: readonly AskedModule[]): Question[] {
  const byCourse = new Map<number, number[]>();
  for (const { cmid, courseId } of modules) byCourse.set(courseId, [...(byCourse.get(courseId) ?? []), cmid]);
  return [...byCourse].flatMap(([courseid, all]) =>
    Array.from({ length: Math.ceil(all.length / MODULES) }, (_, part): Question => {
      const cmids = all.slice(part * MODULES, (part + 1) * MODULES);
      const tocheck = cmids.map((id) => ({ contextlevel: 'module', id, since: FAR_FUTURE }));
      return { cmids, call: { name: 'core_course_check_updates', args: { courseid, tocheck } } };
    }),
  );
}

function standings(
  cmids: readonly number[],
  answer: Outcome<unknown> | undefined,
): readonly (readonly [number, Presence])[] {
  if (!answer?.ok) return [];
  const { value: named, dropped } = parseUpdateCheck(answer.value);
  // What could not be read may be about any of the rest.
  const rest = dropped === 0 ? 'shown' : 'unknown';
  return cmids.map((cmid) => [cmid, named.get(cmid) ?? rest]);
}
