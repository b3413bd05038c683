import { effectiveDeadline, type DeadlineFacts } from './effective-deadline';

const DUE = 1_796_216_362;
const OPENS = DUE - 500_000;
const CUTOFF = DUE + 86_400;
const LATER = DUE + 200_000;

const assignment = (
  facts: Partial<NonNullable<DeadlineFacts['assignment']>>,
  extension: number | null = null,
) =>
  effectiveDeadline({
    assignment: { dueAt: null, opensAt: null, cutoffAt: null, ...facts },
    extensionDueAt: extension,
    overridden: false,
    quiz: null,
    dates: [],
  });

const dates = (...named: [string, number][]) =>
  effectiveDeadline({
    assignment: null,
    extensionDueAt: null,
    overridden: false,
    quiz: null,
    dates: named.map(([id, at]) => ({ id, at })),
  });

describe('effectiveDeadline of an assignment', () => {
  it('is the due date', () => {
    expect(assignment({ dueAt: DUE, opensAt: OPENS })).toEqual({
      dueAt: DUE,
      opensAt: OPENS,
      cutoffAt: null,
      source: 'duedate',
    });
  });

  it('is the extension, which moves an earlier cut-off', () => {
    expect(assignment({ dueAt: DUE, cutoffAt: CUTOFF }, LATER)).toEqual({
      dueAt: LATER,
      opensAt: null,
      cutoffAt: LATER,
      source: 'extension',
    });
  });

  it('leaves a cut-off that lies after the extension', () => {
    expect(assignment({ dueAt: DUE, cutoffAt: LATER }, CUTOFF)).toMatchObject({
      dueAt: CUTOFF,
      cutoffAt: LATER,
    });
  });

  it('makes no cut-off out of an extension', () => {
    expect(assignment({ dueAt: DUE }, LATER)).toMatchObject({ dueAt: LATER, cutoffAt: null });
  });

  it('is the cut-off where nothing else is said', () => {
    expect(assignment({ cutoffAt: CUTOFF })).toMatchObject({
      dueAt: CUTOFF,
      cutoffAt: CUTOFF,
      source: 'cutoff',
    });
  });

  it('is none without an end', () => {
    expect(assignment({ opensAt: OPENS })).toBeNull();
  });

  it('believes the assignment, not the dates on the page', () => {
    const both = effectiveDeadline({
      assignment: { dueAt: DUE, opensAt: null, cutoffAt: null },
      extensionDueAt: null,
      overridden: false,
      quiz: null,
      dates: [{ id: 'duedate', at: LATER }],
    });
    expect(both).toMatchObject({ dueAt: DUE });
  });
});

describe('effectiveDeadline from the dates of a module', () => {
  it('closes a quiz when its time is over', () => {
    expect(dates(['timeopen', OPENS], ['timeclose', DUE])).toEqual({
      dueAt: DUE,
      opensAt: OPENS,
      cutoffAt: DUE,
      source: 'timeclose',
    });
  });

  it.each([
    ['allowsubmissionsfromdate', 'duedate', 'duedate'],
    ['timeavailablefrom', 'timeavailableto', 'timeclose'],
    ['available', 'deadline', 'timeclose'],
    ['submissionstart', 'submissionend', 'timeclose'],
  ])('knows %s and %s', (opens, ends, source) => {
    expect(dates([opens, OPENS], [ends, DUE])).toMatchObject({ dueAt: DUE, opensAt: OPENS, source });
  });

  it('takes a lone cut-off as the end', () => {
    expect(dates(['cutoffdate', CUTOFF])).toMatchObject({ dueAt: CUTOFF, source: 'cutoff' });
  });

  it('prefers the due date, and keeps the close as the last moment', () => {
    expect(dates(['timeclose', CUTOFF], ['duedate', DUE])).toMatchObject({
      dueAt: DUE,
      cutoffAt: CUTOFF,
      source: 'duedate',
    });
  });

  it('keeps an extension known from before', () => {
    const kept = effectiveDeadline({
      assignment: null,
      extensionDueAt: LATER,
      overridden: false,
      quiz: null,
      dates: [{ id: 'duedate', at: DUE }],
    });
    expect(kept).toMatchObject({ dueAt: LATER, source: 'extension' });
  });

  it('is none for dates that end nothing', () => {
    expect(dates(['timeopen', OPENS], ['chattime', DUE], ['assessmentend', LATER], ['', DUE])).toBeNull();
  });
});

describe('effectiveDeadline where a date was set for this student', () => {
  const facts: DeadlineFacts = {
    assignment: { dueAt: DUE, opensAt: null, cutoffAt: CUTOFF },
    quiz: null,
    extensionDueAt: null,
    overridden: true,
    dates: [],
  };

  it('names the override as its source', () => {
    expect(effectiveDeadline(facts)).toMatchObject({ dueAt: DUE, cutoffAt: CUTOFF, source: 'override' });
  });

  it('is the extension all the same, where one was granted', () => {
    expect(effectiveDeadline({ ...facts, extensionDueAt: LATER })).toMatchObject({
      dueAt: LATER,
      source: 'extension',
    });
  });

  it('holds for a quiz, whose own closing time beats the dates on the page', () => {
    const quiz = { opensAt: OPENS, closesAt: LATER };
    const dates = [{ id: 'timeclose', at: DUE }];
    expect(effectiveDeadline({ ...facts, assignment: null, quiz, dates })).toEqual({
      dueAt: LATER,
      opensAt: OPENS,
      cutoffAt: LATER,
      source: 'override',
    });
    expect(effectiveDeadline({ ...facts, assignment: null, quiz, dates, overridden: false })).toMatchObject({
      source: 'timeclose',
    });
    expect(
      effectiveDeadline({ ...facts, assignment: null, quiz: { opensAt: null, closesAt: null } }),
    ).toBeNull();
  });
});
