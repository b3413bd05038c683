import type { Deadline, TaskState } from '../../../../src/contract';
import { upcoming, urgency } from './urgency';

const now = new Date(2026, 9, 20, 14, 0);
const due = (days: number, hours = 0) => new Date(2026, 9, 20 + days, 14 + hours).toISOString();
const deadline = (name: string, dueAt: string, more: Partial<Deadline> = {}): Deadline => ({
  itemId: name,
  courseId: 'c',
  courseName: 'c',
  name,
  type: 'assign',
  category: 'assignment',
  dueAt,
  opensAt: null,
  cutoffAt: null,
  source: 'duedate',
  state: 'todo',
  url: null,
  work: null,
  ...more,
});

describe('urgency', () => {
  it.each<[string, number, TaskState | null, string]>([
    ['handed in', 0, 'submitted', 'done'],
    ['graded', -3, 'graded', 'done'],
    ['missed', -1, 'late', 'over'],
    ['tomorrow', 1, 'todo', 'today'],
    ['in four days', 4, null, 'soon'],
    ['next week', 7, 'todo', 'later'],
  ])('of a task %s', (_case, days, state, expected) => {
    expect(urgency({ dueAt: due(days), state }, now)).toBe(expected);
  });
});

describe('upcoming', () => {
  it('is what lies ahead, nearest first, with what was missed lately before it', () => {
    const names = upcoming(
      [
        deadline('next week', due(7)),
        deadline('tonight', due(0, 5)),
        deadline('handed in, still ahead', due(2), { state: 'submitted' }),
        deadline('missed', due(-2), { state: 'late' }),
        deadline('missed and cut off', due(-2), { cutoffAt: due(-1) }),
        deadline('missed long ago', due(-40)),
        deadline('handed in, past', due(-1), { state: 'graded' }),
        deadline('closed', due(3), { state: 'closed' }),
      ],
      now,
    ).map(({ name }) => name);
    expect(names).toEqual(['missed', 'tonight', 'handed in, still ahead', 'next week']);
  });
});
