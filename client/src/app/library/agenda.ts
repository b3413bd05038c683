import type { CalendarEvent, Deadline } from '../../../../src/contract';

/** What lies ahead: something to hand in, or something to be at. */
export type AgendaEntry =
  | { readonly kind: 'deadline'; readonly at: string; readonly deadline: Deadline }
  | { readonly kind: 'event'; readonly at: string; readonly event: CalendarEvent; readonly exam: boolean };

/** Words that only an exam goes by: «בחינה» also means an aspect, and «מועד» any date. */
const EXAM = /מבחן|מועד [אבגד](?![א-ת])|^בחינה|בחינת (סוף|אמצע|מעבר|פטור|גמר)|\b(exams?|midterm)\b/iu;

export const isExam = ({ name }: Pick<CalendarEvent, 'name'>): boolean => EXAM.test(name);

/**
 * Deadlines and calendar events in one order of time. `known` are all deadlines there are: an event of an activity that has one is
 * the same thing once more, and is left out; so is what is over.
 */
export function agenda(
  ahead: readonly Deadline[],
  events: readonly CalendarEvent[],
  known: readonly Deadline[],
  now: Date,
): AgendaEntry[] {
  const told = new Set(known.map(({ itemId }) => itemId));
  return [
    ...ahead.map((deadline) => ({ kind: 'deadline', at: deadline.dueAt, deadline }) as const),
    ...events
      .filter(({ itemId, startsAt, endsAt }) => {
        const twice = itemId !== null && told.has(itemId);
        return !twice && new Date(endsAt ?? startsAt) > now;
      })
      .map((event) => ({ kind: 'event', at: event.startsAt, event, exam: isExam(event) }) as const),
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The first entries, and the next exam where it comes later than they do. */
export function agendaInBrief(
  entries: readonly AgendaEntry[],
  count: number,
): { readonly first: readonly AgendaEntry[]; readonly nextExam: AgendaEntry | null } {
  const isExamEntry = (entry: AgendaEntry) => entry.kind === 'event' && entry.exam;
  const first = entries.slice(0, count);
  const nextExam = first.some(isExamEntry) ? undefined : entries.slice(count).find(isExamEntry);
  return { first, nextExam: nextExam ?? null };
}
