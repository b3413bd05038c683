import { RunEnded } from './run-ended';
import { RunningJobs } from './running-jobs';

describe('RunningJobs', () => {
  it('ends what runs, and what begins while everything is being ended', () => {
    const jobs = new RunningJobs();
    const running = jobs.begin('one', 1);
    jobs.endAll('shutdown');
    const late = jobs.begin('two', 1);
    for (const { signal } of [running, late]) expect(signal.reason).toEqual(new RunEnded('shutdown'));
    jobs.open();
    expect(jobs.begin('three', 1).signal.aborted).toBe(false);
  });

  it('lets a second run of a job replace the first', () => {
    const jobs = new RunningJobs();
    const first = jobs.begin('one', 1);
    const second = jobs.begin('one', 1);
    expect([first.signal.aborted, second.signal.aborted]).toEqual([true, false]);
    jobs.finished('one', first); // the end of the first does not take the second off the list
    jobs.end('one', 'cancelled');
    expect(second.signal.reason).toMatchObject({ end: 'cancelled' });
  });
});
