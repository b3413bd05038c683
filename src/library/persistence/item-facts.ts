import type { MoodleActivity, MoodleAssignment, MoodleSubmission } from '../../moodle';
import {
  effectiveDeadline,
  type DeadlineFacts,
  type EffectiveDeadline,
} from '../deadlines/effective-deadline';

/** What an earlier sync learnt of an assignment. Times are Unix seconds. */
export interface KnownAssignment {
  readonly cmid: number;
  readonly assignmentId: number;
  readonly description: string | null;
  readonly modifiedAt: number | null;
  readonly dueAt: number | null;
  readonly opensAt: number | null;
  readonly cutoffAt: number | null;
  readonly deadlineSource: string | null;
  /** `null` while the submission was never read. */
  readonly submission: Omit<MoodleSubmission, 'assignmentId'> | null;
}

/** What of an item stands in more than one reply of Moodle. */
export interface ItemFacts {
  readonly assignmentId: number | null;
  readonly description: string | null;
  readonly modifiedAt: number | null;
  readonly deadline: EffectiveDeadline | null;
  readonly submission: Omit<MoodleSubmission, 'assignmentId'> | null;
}

/**
 * One item out of the course page, the assignment and the student's submission. What could not be read this time is taken from
 * what is known: a reply that failed takes nothing away.
 */
export function itemFacts(
  module: MoodleActivity,
  assignment: MoodleAssignment | null,
  submission: MoodleSubmission | null,
  known: KnownAssignment | null,
): ItemFacts {
  const remembered = assignment ? null : known;
  const handedIn = submission ?? known?.submission ?? null;
  return {
    assignmentId: assignment?.id ?? known?.assignmentId ?? null,
    description: assignment?.intro ?? module.description ?? remembered?.description ?? null,
    modifiedAt: module.modifiedAt ?? (assignment ?? remembered)?.modifiedAt ?? null,
    deadline: effectiveDeadline({
      assignment: assignment ?? (remembered && rememberedAssignment(module, remembered)),
      extensionDueAt: handedIn?.extensionDueAt ?? null,
      dates: module.dates,
    }),
    submission: handedIn,
  };
}

/** The dates on the course page are fresh; only the assignment itself says the cut-off, and old sites show no dates at all. */
function rememberedAssignment(
  { dates }: MoodleActivity,
  known: KnownAssignment,
): NonNullable<DeadlineFacts['assignment']> {
  const shown = (id: string): number | null => dates.find((date) => date.id === id)?.at ?? null;
  return {
    dueAt: shown('duedate') ?? (known.deadlineSource === 'duedate' ? known.dueAt : null),
    opensAt: shown('allowsubmissionsfromdate') ?? known.opensAt,
    cutoffAt: known.cutoffAt,
  };
}
