import { MoodleRefusal } from '../failures/errorcodes';
import { parseUpdateCheck } from '../parse';
import type { AskedModule, Outcome, Presence } from '../reader';
import type { SubCall } from './batch';
import { byCourse } from './by-course';
import { pooled } from './pooled';
import type { ReaderCalls } from './reader-calls';

interface Question {
  readonly cmids: readonly number[];
  readonly call: SubCall;
}

/** Modules in one question about a course. */
const MODULES = 300;
/** Questions about courses in one request; the server loads each course. */
const COURSES = 20;
/** Of modules that are not shown, how many are asked for one by one: nearly each costs a request, since a batch ends with a refusal. */
const MOST_PROBES = 20;
const PROBES = 5;
/** Nothing has changed since then, so that no module is looked into. */
const FAR_FUTURE = 2_147_483_647;
/** Errorcodes for a module that is deleted, and for one that waits for Moodle's cron to delete it; the same in 4.1 and 4.5. */
const GONE: ReadonlySet<string | null> = new Set(['invalidrecordunknown', 'activityisscheduledfordeletion']);

/** See `MoodleReader.presence`. */
export async function readPresence(
  calls: ReaderCalls,
  modules: readonly AskedModule[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Presence>> {
  signal.throwIfAborted();
  const fresh = new Set(modules.filter(({ wasHidden }) => !wasHidden).map(({ cmid }) => cmid));
  const found = new Map<number, Presence>([...fresh].map((cmid) => [cmid, 'unknown']));
  const open: number[] = [];
  for await (const [{ cmids }, answer] of answersTo(calls, courseQuestions(modules), COURSES, signal)) {
    for (const [cmid, presence] of standings(calls, cmids, answer)) {
      found.set(cmid, presence);
      // It may be hidden, and it may wait for its deletion.
      if (presence === 'hidden' && fresh.has(cmid)) open.push(cmid);
    }
    if (!answer.ok && answer.error.code === 'moodle.function-missing')
      open.push(...cmids.filter((cmid) => fresh.has(cmid)));
  }
  const probes = open.slice(0, MOST_PROBES).map(moduleQuestion);
  for await (const [{ cmids }, answer] of answersTo(calls, probes, PROBES, signal))
    for (const cmid of cmids) found.set(cmid, proven(answer) ?? found.get(cmid) ?? 'unknown');
  return found;
}

/** Modules of one course. */
interface Part {
  readonly courseId: number;
  readonly cmids: readonly number[];
}

const partsOf = (modules: readonly AskedModule[]): readonly Part[] =>
  [...byCourse(modules)].flatMap(([courseId, rows]) =>
    inParts(
      rows.map(({ cmid }) => cmid),
      MODULES,
    ).map((cmids) => ({ courseId, cmids })),
  );

/** A course that answers proves that the student is in it; a refusal of one module alone would leave that open. */
function courseQuestions(modules: readonly AskedModule[]): readonly Question[] {
  const fresh = partsOf(modules.filter(({ wasHidden }) => !wasHidden));
  return withHidden(fresh, partsOf(modules.filter(({ wasHidden }) => wasHidden))).map(
    ({ courseId, cmids }) => ({
      cmids,
      call: {
        name: 'core_course_check_updates',
        args: {
          courseid: courseId,
          tocheck: cmids.map((id) => ({ contextlevel: 'module', id, since: FAR_FUTURE })),
        },
      },
    }),
  );
}

/** Fills up questions that are asked anyway, and requests that go out anyway, with what was hidden before; the rest is left. */
function withHidden(fresh: readonly Part[], hidden: readonly Part[]): readonly Part[] {
  const filled = fresh.map(({ courseId, cmids }) => {
    const more = hidden.find((part) => part.courseId === courseId)?.cmids ?? [];
    return { courseId, cmids: [...cmids, ...more.slice(0, MODULES - cmids.length)] };
  });
  const asked = new Set(fresh.map(({ courseId }) => courseId));
  const room = Math.ceil(fresh.length / COURSES) * COURSES - fresh.length;
  return [...filled, ...hidden.filter(({ courseId }) => !asked.has(courseId)).slice(0, room)];
}

function moduleQuestion(cmid: number): Question {
  return { cmids: [cmid], call: { name: 'core_course_get_course_module', args: { cmid } } };
}

function standings(
  calls: ReaderCalls,
  cmids: readonly number[],
  answer: Outcome<unknown>,
): readonly (readonly [number, Presence])[] {
  const read = calls.attempt('core_course_check_updates', answer, parseUpdateCheck);
  if (!read.ok) return [];
  const { value: named, dropped } = read.value;
  // What could not be read may be about any of the rest.
  const rest = dropped === 0 ? 'shown' : 'unknown';
  return cmids.map((cmid) => [cmid, named.get(cmid) ?? rest]);
}

/** `null` where the answer proves nothing: a hidden module is refused just as one in a course that the student has left. */
function proven(answer: Outcome<unknown>): Presence | null {
  if (answer.ok) return 'shown';
  return answer.error instanceof MoodleRefusal && GONE.has(answer.error.errorcode) ? 'gone' : null;
}

async function* answersTo(
  calls: ReaderCalls,
  questions: readonly Question[],
  perRequest: number,
  signal: AbortSignal,
): AsyncGenerator<readonly [Question, Outcome<unknown>], void, undefined> {
  const tasks = inParts(questions, perRequest).map((group) => async (stop: AbortSignal) => {
    const { outcomes } = await calls.together(
      group.map(({ call }) => call),
      stop,
    );
    return group.flatMap((question, index) => {
      const outcome = outcomes[index];
      return outcome ? [[question, outcome] as const] : [];
    });
  });
  for await (const answers of pooled(tasks, calls.parallel, signal)) yield* answers;
}

function inParts<T>(all: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
