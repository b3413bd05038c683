import type { LibraryChange } from '../../../../src/contract';
import { calendarDays } from '../format/dates';

export interface DayOfChanges {
  /** The first moment of it that is known here. */
  readonly at: Date;
  readonly courses: readonly CourseOfChanges[];
}

export interface CourseOfChanges {
  readonly courseId: string | null;
  readonly courseName: string | null;
  readonly changes: readonly LibraryChange[];
}

/** A feed by day, in the reader's time zone, and within a day by course, both in the order of the feed. */
export function groupChanges(changes: readonly LibraryChange[]): DayOfChanges[] {
  const days: { at: Date; changes: LibraryChange[] }[] = [];
  for (const change of changes) {
    const at = new Date(change.at);
    const day = days.at(-1);
    if (day && calendarDays(day.at, at) === 0) day.changes.push(change);
    else days.push({ at, changes: [change] });
  }
  return days.map((day) => ({ at: day.at, courses: byCourse(day.changes) }));
}

function byCourse(changes: readonly LibraryChange[]): CourseOfChanges[] {
  const groups = new Map<string | null, LibraryChange[]>();
  for (const change of changes) {
    const group = groups.get(change.courseId);
    if (group) group.push(change);
    else groups.set(change.courseId, [change]);
  }
  return [...groups].map(([courseId, members]) => ({
    courseId,
    courseName: members[0]?.courseName ?? null,
    changes: members,
  }));
}

/** What a student wants to hear of first: dates that moved, grades, words of the lecturers, new things, the rest. */
function weight({ kind, subject }: LibraryChange): number {
  if (kind === 'deadline-moved') return 0;
  if (subject === 'grade') return 1;
  if (subject === 'announcement' || subject === 'event') return 2;
  return kind === 'added' || kind === 'released' || kind === 'restored' ? 3 : 4;
}

/** A few changes for where there is no room for all: the newest day first, within a day by weight, then in the feed's order. */
export const foremost = (changes: readonly LibraryChange[], count: number): LibraryChange[] =>
  changes
    .toSorted((a, b) => calendarDays(new Date(a.at), new Date(b.at)) || weight(a) - weight(b))
    .slice(0, count);
