import type { Deadline, TaskState } from '../../../../src/contract';
import { calendarDays } from '../format/dates';

/** How near a deadline is, to somebody who has not handed in yet. */
export type Urgency = 'done' | 'over' | 'today' | 'soon' | 'later';

const DONE = new Set<TaskState>(['submitted', 'graded', 'closed']);

export function urgency(
  { dueAt, state }: { readonly dueAt: string; readonly state: TaskState | null },
  now: Date,
): Urgency {
  if (state !== null && DONE.has(state)) return 'done';
  const due = new Date(dueAt);
  if (due <= now) return 'over';
  const days = calendarDays(now, due);
  if (days <= 1) return 'today';
  return days <= 4 ? 'soon' : 'later';
}

/** Days for which a missed task is still shown among the coming ones. */
export const MISSED_DAYS = 14;

/** What still lies ahead, nearest first; what was missed lately and can still be handed in stands before it. */
export function upcoming(deadlines: readonly Deadline[], now: Date): Deadline[] {
  return deadlines
    .filter((deadline) => {
      const due = new Date(deadline.dueAt);
      if (due > now) return deadline.state !== 'closed';
      const open = deadline.cutoffAt === null || new Date(deadline.cutoffAt) > now;
      return urgency(deadline, now) === 'over' && open && calendarDays(due, now) <= MISSED_DAYS;
    })
    .toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
}
