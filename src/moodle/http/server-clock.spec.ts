import { ServerClock } from './server-clock';

const SAID = 'Mon, 23 Nov 2026 17:00:00 GMT';
const SECOND = Date.parse(SAID) / 1000;

describe('ServerClock', () => {
  let ours: number;
  let clock: ServerClock;
  beforeEach(() => {
    ours = 5_000_000;
    clock = new ServerClock(() => ours);
  });
  const hear = (date: string | undefined, cameAt?: number): void => clock.hear({ headers: { date }, cameAt });

  it('knows nothing before the first answer', () => expect(clock.now()).toBeNull());

  it('goes on from what the server said', () => {
    hear(SAID);
    expect(clock.now()).toBe(SECOND);
    ours += 90_999;
    expect(clock.now()).toBe(SECOND + 90);
  });

  it('counts from the moment the headers came, however long the body took', () => {
    ours += 30_000;
    hear(SAID, ours - 30_000);
    expect(clock.now()).toBe(SECOND + 30);
  });

  it('follows the server when its clock is set', () => {
    hear(SAID);
    ours += 60_000;
    hear('Sun, 06 Nov 1994 08:49:37 GMT');
    expect(clock.now()).toBe(Date.parse('1994-11-06T08:49:37Z') / 1000);
  });

  it.each([undefined, '', '-5', '1795453200', 'Mon, 99 Foo 2026', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'keeps what it knows when an answer says %j',
    (date) => {
      hear(date);
      expect(clock.now()).toBeNull();
      hear(SAID);
      hear(date);
      expect(clock.now()).toBe(SECOND);
    },
  );

  it('ends where time does', () => {
    hear('Sat, 13 Sep 275760 00:00:00 GMT');
    ours += 60_000;
    expect(clock.now()).toBe(8_640_000_000_000);
  });

  it('needs no clock of the wall', () => {
    const real = new ServerClock();
    real.hear({ headers: { date: SAID } });
    jest.useFakeTimers({ now: 0, doNotFake: ['performance'] });
    try {
      expect((real.now() ?? 0) - SECOND).toBeLessThan(60);
      expect(real.now()).toBeGreaterThanOrEqual(SECOND);
    } finally {
      jest.useRealTimers();
    }
  });
});
