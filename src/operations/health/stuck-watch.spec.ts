import { StuckWatch } from './stuck-watch';
import type { Checks } from './faults';

const WELL: Checks = { database: 'ok', schema: 'ok', relay: 'ok', worker: 'ok', queue: 'ok' };
const MINUTE = 60_000;

describe('StuckWatch', () => {
  it('lets a process that is well live', () => {
    const watch = new StuckWatch();
    watch.note(WELL, 0);
    watch.note(WELL, 60 * MINUTE);
    expect(watch.stuckOn(60 * MINUTE)).toBeNull();
  });

  it.each([
    ['worker', 'worker.no-lease', 3],
    ['queue', 'queue.not-consumed', 5],
  ] as const)('gives %s that is %s its minutes, and then up', (check, fault, minutes) => {
    const watch = new StuckWatch();
    watch.note({ ...WELL, [check]: fault }, 0);
    watch.note({ ...WELL, [check]: fault }, minutes * MINUTE - 1);
    expect(watch.stuckOn(minutes * MINUTE - 1)).toBeNull();
    expect(watch.stuckOn(minutes * MINUTE)).toBe(fault);
  });

  it('begins anew with every moment in which it worked', () => {
    const watch = new StuckWatch();
    watch.note({ ...WELL, worker: 'worker.no-lease' }, 0);
    watch.note(WELL, 2 * MINUTE);
    watch.note({ ...WELL, worker: 'worker.no-lease' }, 2.5 * MINUTE);
    expect(watch.stuckOn(5 * MINUTE)).toBeNull();
  });

  it('never gives up for want of a database, and counts from when it was back', () => {
    const watch = new StuckWatch();
    watch.note({ ...WELL, worker: 'worker.no-lease', database: 'database.unreachable' }, 0);
    watch.note({ ...WELL, worker: 'worker.no-lease', database: 'database.disk-full' }, 60 * MINUTE);
    expect(watch.stuckOn(60 * MINUTE)).toBeNull();
    watch.note({ ...WELL, worker: 'worker.no-lease' }, 61 * MINUTE);
    expect(watch.stuckOn(63 * MINUTE)).toBeNull();
    expect(watch.stuckOn(64 * MINUTE)).toBe('worker.no-lease');
  });
});
