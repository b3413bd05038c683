import { onWaking } from './waking';

class Page extends EventTarget {
  visibilityState = 'hidden';
}

describe('onWaking', () => {
  const world = Object.assign(new EventTarget(), { document: new Page() });
  let woken: number;
  let stop: () => void;

  beforeEach(() => {
    woken = 0;
    stop = onWaking(() => (woken += 1), world);
  });
  afterEach(() => stop());

  it('tells when the page is shown, and not when it is hidden', () => {
    world.document.dispatchEvent(new Event('visibilitychange'));
    expect(woken).toBe(0);
    world.document.visibilityState = 'visible';
    world.document.dispatchEvent(new Event('visibilitychange'));
    expect(woken).toBe(1);
  });

  it.each(['pageshow', 'online'])('tells of %s', (type) => {
    world.dispatchEvent(new Event(type));
    expect(woken).toBe(1);
  });

  it('says nothing any more when it is stopped', () => {
    stop();
    world.document.visibilityState = 'visible';
    world.document.dispatchEvent(new Event('visibilitychange'));
    world.dispatchEvent(new Event('online'));
    expect(woken).toBe(0);
  });

  it('asks nothing of a world without pages', () => {
    expect(() => onWaking(() => undefined, {})()).not.toThrow();
    expect(() => onWaking(() => undefined, new EventTarget())()).not.toThrow();
  });
});
