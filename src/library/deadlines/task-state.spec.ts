import { taskState, type TaskFacts } from './task-state';

const dueAt = new Date('2026-12-01T21:59:00Z');
const cutoffAt = new Date('2026-12-03T21:59:00Z');
const before = new Date('2026-11-30T00:00:00Z');
const between = new Date('2026-12-02T00:00:00Z');
const after = new Date('2026-12-04T00:00:00Z');

type Submission = NonNullable<TaskFacts['submission']>;
const submission = (more: Partial<Submission> = {}): Submission => ({
  status: 'none',
  graded: false,
  locked: false,
  ...more,
});

describe('taskState', () => {
  it.each<[string, Partial<Submission>, Date, string]>([
    ['nothing handed in, before', {}, before, 'todo'],
    ['nothing handed in, at the very second', {}, dueAt, 'todo'],
    ['nothing handed in, after the due date', {}, between, 'late'],
    ['nothing handed in, after the cut-off', {}, after, 'closed'],
    ['a draft', { status: 'draft' }, between, 'late'],
    ['a reopened attempt', { status: 'reopened' }, before, 'todo'],
    ['handed in', { status: 'submitted' }, after, 'submitted'],
    ['graded', { status: 'submitted', graded: true }, after, 'graded'],
    ['graded on paper', { graded: true }, before, 'graded'],
    ['locked by the teacher', { locked: true }, before, 'closed'],
  ])('%s', (_name, facts, now, expected) => {
    expect(taskState({ dueAt, cutoffAt, submission: submission(facts) }, now)).toBe(expected);
  });

  it('stays late without a cut-off', () => {
    expect(taskState({ dueAt, cutoffAt: null, submission: submission() }, after)).toBe('late');
  });

  it('does not guess what it was not told, but knows what is over', () => {
    expect(taskState({ dueAt, cutoffAt, submission: null }, between)).toBeNull();
    expect(taskState({ dueAt, cutoffAt, submission: null }, after)).toBe('closed');
  });
});
