import type { Category, Deadline, LibraryItem } from '../../contract';
import type { MoodleSubmissionDetail } from '../../moodle';
import { workOf } from '../insight/item-insight';
import { taskState } from '../deadlines/task-state';

/** What a deadline and its state are made of; the columns of the same names in `library_items`. */
export interface DueRow {
  readonly due_at: string | Date | null;
  readonly opens_at: string | Date | null;
  readonly cutoff_at: string | Date | null;
  readonly deadline_source: Deadline['source'] | null;
  readonly submission_status: MoodleSubmissionDetail['status'] | null;
  readonly graded: boolean;
  readonly submission_locked: boolean;
  readonly offline: boolean;
}

/** Of an item's details; a column of `library_items`, whatever the table is called in the statement. */
export const IS_OFFLINE = `details #>> '{assignment,offline}' IS NOT NULL AS offline`;

export interface DeadlineRow extends DueRow {
  readonly id: string;
  readonly course_id: string;
  readonly course_name: string;
  readonly name: string;
  readonly type: string;
  readonly category: Category | null;
  readonly url: string | null;
  readonly description: string | null;
  readonly team: boolean;
}

/** A moment as the driver gives it (`Date`), or as it stands inside JSON. */
export function toIso(moment: string | Date | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}

export function toDue(row: DueRow, now: Date): LibraryItem['deadline'] {
  if (row.due_at === null || row.deadline_source === null) return null;
  const dueAt = new Date(row.due_at);
  const cutoffAt = row.cutoff_at === null ? null : new Date(row.cutoff_at);
  const submission =
    row.submission_status === null
      ? null
      : { status: row.submission_status, graded: row.graded, locked: row.submission_locked };
  return {
    dueAt: dueAt.toISOString(),
    opensAt: toIso(row.opens_at),
    cutoffAt: toIso(cutoffAt),
    source: row.deadline_source,
    state: taskState({ dueAt, cutoffAt, offline: row.offline, submission }, now),
  };
}

/** `null` for an item that has no deadline. */
export function toDeadline(row: DeadlineRow, now: Date): Deadline | null {
  const due = toDue(row, now);
  return (
    due && {
      itemId: row.id,
      courseId: row.course_id,
      courseName: row.course_name,
      name: row.name,
      type: row.type,
      category: row.category,
      ...due,
      url: row.url,
      work: workOf(row),
    }
  );
}
