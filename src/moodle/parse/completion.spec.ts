import { readCompletion } from './completion';

const data = (over: object = {}) => ({
  state: 1,
  timecompleted: 1795435172,
  isautomatic: true,
  hascompletion: true,
  details: [{ rulename: 'completionview', rulevalue: { status: 1, description: 'צפייה' } }],
  ...over,
});

describe('readCompletion', () => {
  it('reads what is done, and by which conditions', () => {
    expect(readCompletion(data())).toEqual({
      state: 'complete',
      automatic: true,
      completedAt: 1795435172,
      conditions: [{ label: 'צפייה', met: true }],
    });
  });

  it.each([
    [0, 'incomplete'],
    [2, 'passed'],
    [3, 'failed'],
    [9, 'incomplete'],
    ['1', 'complete'],
  ])('reads state %j as %s', (state, expected) =>
    expect(readCompletion(data({ state }))).toMatchObject({ state: expected }),
  );

  it('leaves out conditions without words', () => {
    const details = [{ rulevalue: { status: 0, description: 'לקבל ציון' } }, { rulevalue: {} }, null];
    expect(readCompletion(data({ details }))?.conditions).toEqual([{ label: 'לקבל ציון', met: false }]);
  });

  it.each([[undefined], [null], [[]], [{ hascompletion: false }]])('takes %j for untracked', (value) =>
    expect(readCompletion(value)).toBeNull(),
  );
});
