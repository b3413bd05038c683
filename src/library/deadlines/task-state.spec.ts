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
    expect(taskState({ dueAt, cutoffAt, offline: false, submission: submission(facts) }, now)).toBe(expected);
  });

  it.each<[string, TaskFacts['submission'], Date, string | null]>([
    ['before', submission(), before, 'todo'],
    ['at the very second', submission(), dueAt, 'todo'],
    ['after the due date', submission(), between, 'closed'],
    ['after the cut-off', submission(), after, 'closed'],
    ['graded', submission({ graded: true }), between, 'graded'],
    ['graded before', submission({ graded: true }), before, 'graded'],
    ['of which Moodle did not say, before', null, before, null],
    ['of which Moodle did not say, after', null, between, 'closed'],
  ])('what is not handed in on the site, %s', (_name, facts, now, expected) => {
    for (const cutoff of [cutoffAt, null])
      expect(taskState({ dueAt, cutoffAt: cutoff, offline: true, submission: facts }, now)).toBe(expected);
  });

  it('stays late without a cut-off', () => {
    expect(taskState({ dueAt, cutoffAt: null, offline: false, submission: submission() }, after)).toBe(
      'late',
    );
  });

  it('does not guess what it was not told, but knows what is over', () => {
    expect(taskState({ dueAt, cutoffAt, offline: false, submission: null }, between)).toBeNull();
    expect(taskState({ dueAt, cutoffAt, offline: false, submission: null }, after)).toBe('closed');
  });
});
