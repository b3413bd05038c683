import type { DeadlineSource } from '../../contract';
import type { MoodleAssignment, MoodleDate, MoodleQuiz } from '../../moodle';

/** When something is due. Times are Unix seconds. */
export interface EffectiveDeadline {
  readonly dueAt: number;
  readonly opensAt: number | null;
  /** After this nothing is accepted any more; `null` where nothing says so. */
  readonly cutoffAt: number | null;
  readonly source: DeadlineSource;
}

export interface DeadlineFacts {
  /** What `mod_assign` says; a personal override is in it already. `null` for all that is no assignment. */
  readonly assignment: Pick<MoodleAssignment, 'dueAt' | 'opensAt' | 'cutoffAt'> | null;
  /** What `mod_quiz` says; a personal override is in it already. */
  readonly quiz: Pick<MoodleQuiz, 'opensAt' | 'closesAt'> | null;
  readonly extensionDueAt: number | null;
  /** A date was set for this student or the student's group. */
  readonly overridden: boolean;
  /** Dates Moodle shows with the module. */
  readonly dates: readonly Pick<MoodleDate, 'id' | 'at'>[];
}

type Role = 'opens' | 'due' | 'closes' | 'cutoff';

/** What the dates of Moodle's activity types mean (`dataid` in `classes/dates.php of each`, Moodle 4.1 to 4.5). */
const ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ['allowsubmissionsfromdate', 'opens'],
  ['timeopen', 'opens'],
  ['timeavailablefrom', 'opens'],
  ['available', 'opens'],
  ['submissionstart', 'opens'],
  ['duedate', 'due'],
  ['timeclose', 'closes'],
  ['timeavailableto', 'closes'],
  ['deadline', 'closes'],
  ['submissionend', 'closes'],
  ['cutoffdate', 'cutoff'],
]);

/** When the student has to be done; `null` where Moodle names no end. */
export function effectiveDeadline(facts: DeadlineFacts): EffectiveDeadline | null {
  const deadline = facts.assignment
    ? ofAssignment(facts.assignment, facts.extensionDueAt)
    : facts.quiz
      ? ofQuiz(facts.quiz)
      : ofDates(facts);
  // An extension beats an override in Moodle, and a cut-off alone is not what an override moves a task by.
  const moved = deadline?.source === 'duedate' || deadline?.source === 'timeclose';
  return deadline && facts.overridden && moved ? { ...deadline, source: 'override' } : deadline;
}

function ofAssignment(
  { dueAt, opensAt, cutoffAt }: NonNullable<DeadlineFacts['assignment']>,
  extension: number | null,
): EffectiveDeadline | null {
  // An extension beyond the cut-off moves it; one before it leaves it (`assign::submissions_open`).
  const cutoff = cutoffAt === null ? null : Math.max(cutoffAt, extension ?? 0);
  if (extension !== null) return { dueAt: extension, opensAt, cutoffAt: cutoff, source: 'extension' };
  if (dueAt !== null) return { dueAt, opensAt, cutoffAt: cutoff, source: 'duedate' };
  if (cutoff !== null) return { dueAt: cutoff, opensAt, cutoffAt: cutoff, source: 'cutoff' };
  return null;
}

function ofQuiz({ opensAt, closesAt }: NonNullable<DeadlineFacts['quiz']>): EffectiveDeadline | null {
  return closesAt === null ? null : { dueAt: closesAt, opensAt, cutoffAt: closesAt, source: 'timeclose' };
}

function ofDates({ dates, extensionDueAt }: DeadlineFacts): EffectiveDeadline | null {
  const at = (role: Role): number | null => dates.find(({ id }) => ROLES.get(id) === role)?.at ?? null;
  const opensAt = at('opens');
  const closesAt = at('closes');
  if (at('due') === null && at('cutoff') === null && closesAt !== null)
    return { dueAt: closesAt, opensAt, cutoffAt: closesAt, source: 'timeclose' };
  return ofAssignment({ dueAt: at('due'), opensAt, cutoffAt: at('cutoff') ?? closesAt }, extensionDueAt);
}
