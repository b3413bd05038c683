import type { CalendarEvent, Deadline } from '../../../../src/contract';
import { agenda, agendaInBrief, isExam } from './agenda';

const now = new Date(2026, 10, 23, 14, 0);
const inDays = (days: number, hours = 0) => new Date(2026, 10, 23 + days, 14 + hours).toISOString();
const deadline = (name: string, days: number): Deadline => ({
  itemId: name,
  courseId: 'c',
  courseName: 'c',
  name,
  type: 'assign',
  category: 'assignment',
  dueAt: inDays(days),
  opensAt: null,
  cutoffAt: null,
  source: 'duedate',
  state: 'todo',
  url: null,
  work: null,
});
const event = (name: string, days: number, more: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id: name,
  courseId: 'c',
  courseName: 'c',
  type: 'course',
  name,
  description: null,
  startsAt: inDays(days),
  endsAt: null,
  itemId: null,
  ...more,
});
const names = (entries: ReturnType<typeof agenda>) =>
  entries.map((entry) => (entry.kind === 'event' ? entry.event.name : entry.deadline.name));

describe('agenda', () => {
  it('is one order of time, without what has a deadline already', () => {
    const entries = agenda(
      [deadline('ex4', 1), deadline('ex5', 7)],
      [
        event('exam', 68),
        event('ex4 is due', 1, { type: 'due', itemId: 'ex4' }),
        event('handed-in ex3 is due', 2, { type: 'due', itemId: 'ex3' }),
        event('meeting of a plug-in', 3, { type: 'meeting_start', itemId: 'zoom' }),
        event('lecture moved', 4),
      ],
      [deadline('ex3', 2), deadline('ex4', 1), deadline('ex5', 7)],
      now,
    );
    expect(names(entries)).toEqual(['ex4', 'meeting of a plug-in', 'lecture moved', 'ex5', 'exam']);
  });

  it('keeps what is going on, and leaves what is over', () => {
    const going = event('exam', 0, { startsAt: inDays(0, -1), endsAt: inDays(0, 2) });
    const over = event('morning', 0, { startsAt: inDays(0, -5), endsAt: inDays(0, -3) });
    const begun = event('moment', 0, { startsAt: inDays(0, -1) });
    expect(names(agenda([], [going, over, begun], [], now))).toEqual(['exam']);
  });
});

describe('agendaInBrief', () => {
  const tasks = [1, 2, 3].map((days) => deadline(`ex${days}`, days));
  it('adds the next exam when it is far', () => {
    const entries = agenda(tasks, [event('מבחן מועד א', 60), event('מבחן מועד ב', 90)], [], now);
    const { first, nextExam } = agendaInBrief(entries, 2);
    expect(names([...first])).toEqual(['ex1', 'ex2']);
    expect(names(nextExam ? [nextExam] : [])).toEqual(['מבחן מועד א']);
  });
  it('adds none when one is near, or when there is none', () => {
    const near = agenda(
      tasks,
      [event('מבחן מועד א', 0, { endsAt: inDays(0, 3) }), event('מבחן', 60)],
      [],
      now,
    );
    expect(agendaInBrief(near, 2).nextExam).toBeNull();
    expect(agendaInBrief(agenda(tasks, [], [], now), 2).nextExam).toBeNull();
  });
});

describe('isExam', () => {
  it.each([
    ['מבחן סופי מועד א - מבוא למדעי המחשב', true],
    ['מועד ב׳ - אלגברה', true],
    ['בחינת אמצע', true],
    ['Final exam', true],
    ['Midterm', true],
    ['מועד אחרון להרשמה', false],
    ['מבחינה מעשית', false],
    ['Example class', false],
    ['שיעור השלמה', false],
  ])('«%s»: %s', (name, expected) => expect(isExam({ name })).toBe(expected));
});
