import type { PageSession } from '../moodle';
import { KeptSessions } from './kept-sessions';

const MINUTE_MS = 60_000;

class Fake {
  ended = 0;
  end = async (): Promise<void> => void (this.ended += 1);
  get session(): PageSession {
    return this as unknown as PageSession;
  }
}

describe('sessions that are kept for files', () => {
  let kept: KeptSessions;
  beforeEach(() => {
    jest.useFakeTimers();
    kept = new KeptSessions();
  });
  afterEach(() => {
    kept.onModuleDestroy();
    jest.useRealTimers();
  });

  it('are one for each student; the one before is ended on the site', () => {
    const [first, second] = [new Fake(), new Fake()];
    kept.keep('noa', first.session);
    expect(kept.of('noa')).toBe(first.session);
    expect(kept.of('dan')).toBeNull();
    kept.keep('noa', second.session);
    expect(kept.of('noa')).toBe(second.session);
    expect([first.ended, second.ended]).toEqual([1, 0]);
    kept.end('noa');
    expect(kept.of('noa')).toBeNull();
    expect(second.ended).toBe(1);
  });

  it('go when they are not used, and stay as long as they are', () => {
    const [used, idle] = [new Fake(), new Fake()];
    kept.keep('noa', used.session);
    kept.keep('dan', idle.session);
    for (let minutes = 0; minutes < 60; minutes += 10) {
      jest.advanceTimersByTime(10 * MINUTE_MS);
      expect(kept.of('noa')).toBe(used.session);
    }
    expect(idle.ended).toBe(1);
    expect(kept.of('dan')).toBeNull();
  });

  it('are not without end: the one used longest ago goes', () => {
    const [eldest, used] = [new Fake(), new Fake()];
    kept.keep('used', used.session);
    kept.keep('eldest', eldest.session);
    kept.of('used');
    for (let n = 0; n < 1_999; n += 1) kept.keep(`student ${n}`, new Fake().session);
    expect([eldest.ended, used.ended]).toEqual([1, 0]);
  });
});
