import type { TaskState } from '../../contract';
import type { MoodleSubmissionDetail } from '../../moodle';

export interface TaskFacts {
  readonly dueAt: Date;
  /** After this nothing is accepted any more. */
  readonly cutoffAt: Date | null;
  /** Nothing is handed in on the site: it can be over, but not late. */
  readonly offline: boolean;
  /** `null` where Moodle did not say whether something was handed in: quizzes, or a reply that could not be read. */
  readonly submission: Pick<MoodleSubmissionDetail, 'status' | 'graded' | 'locked'> | null;
}

/** Where the student stands at `now`; `null` where that is not known. A draft, a new and a reopened attempt are not handed in. */
export function taskState({ dueAt, cutoffAt, offline, submission }: TaskFacts, now: Date): TaskState | null {
  if (submission?.graded) return 'graded';
  if (submission?.status === 'submitted') return 'submitted';
  const end = offline ? dueAt : cutoffAt;
  if (submission?.locked || (end && now > end)) return 'closed';
  if (!submission) return null;
  return now > dueAt ? 'late' : 'todo';
}
