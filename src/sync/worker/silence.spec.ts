import { Silence } from './silence';

const lane = (leaseKey: number, seenAt: string, held = true) => ({
  leaseKey,
  queuePoolId: '',
  instance: '',
  seenAt,
  held,
});
const keys = (lanes: readonly { leaseKey: number }[]): number[] => lanes.map(({ leaseKey }) => leaseKey);

describe('Silence', () => {
  it('takes a free lock for a death, and a silence that lasts', () => {
    const silence = new Silence(5_000);
    expect(keys(silence.dead([lane(1, 'a'), lane(2, 'a', false)], 0))).toEqual([2]);
    for (let now = 1_000; now <= 5_000; now += 1_000)
      expect(silence.dead([lane(1, 'a'), lane(3, String(now))], now)).toEqual([]);
    expect(keys(silence.dead([lane(1, 'a'), lane(3, 'x')], 6_000))).toEqual([1]);
    expect(silence.dead([lane(1, 'b')], 7_000)).toEqual([]);
  });

  it('does not go by the time that stands in the database', () => {
    const silence = new Silence(5_000);
    silence.dead([lane(1, '2026-01-01 10:00')], 0);
    expect(silence.dead([lane(1, '2026-01-01 09:00')], 1_000)).toEqual([]); // its clock was set back
    expect(silence.dead([lane(1, '2026-01-01 12:00')], 2_000)).toEqual([]);
  });

  it('accuses nobody of a silence in which it slept itself', () => {
    const silence = new Silence(5_000);
    silence.dead([lane(1, 'a')], 0);
    expect(silence.dead([lane(1, 'a')], 60_000)).toEqual([]);
    for (let now = 61_000; now <= 65_000; now += 1_000) silence.dead([lane(1, 'a')], now);
    expect(keys(silence.dead([lane(1, 'a')], 66_000))).toEqual([1]);
  });
});
