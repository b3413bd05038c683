import { datesByModule, monthsToRead, toldIn } from './events';

const at = (iso: string): number => Date.parse(`${iso}T12:00:00Z`) / 1000;
const told = (months: ReturnType<typeof monthsToRead>): string[] =>
  months.map(({ year, month }) => `${year}-${month}`);

it('reads from the asked-for month to a year ahead', () => {
  const months = told(monthsToRead(at('2026-10-24'), at('2026-11-23'), []));
  expect([months[0], months.at(-1), months.length]).toEqual(['2026-10', '2027-11', 14]);
});

it('reads the months of courses too, for the dates of what is over', () => {
  const course = { startsAt: at('2026-03-01'), endsAt: at('2028-01-20') };
  const months = told(monthsToRead(at('2026-10-24'), at('2026-11-23'), [course]));
  expect([months[0], months.at(-1), months.length]).toEqual(['2026-3', '2028-1', 23]);
});

it('reads no more than thirty months, those next to now', () => {
  const course = { startsAt: at('2016-01-01'), endsAt: null };
  const months = told(monthsToRead(at('2026-10-24'), at('2026-11-23'), [course]));
  expect([
    months.length,
    months.includes('2026-11'),
    months.includes('2027-11'),
    months.includes('2016-1'),
  ]).toEqual([30, true, true, false]);
});

it('turns the events of an activity into its dates', () => {
  const event = (type: string, startsAt: number, activityType = 'quiz') => ({
    id: startsAt,
    courseId: 2,
    type,
    name: '',
    description: null,
    startsAt,
    duration: 0,
    activityType,
    instance: 7,
    override: false,
    modifiedAt: null,
  });
  const dates = datesByModule([
    event('open', 10),
    event('close', 20),
    event('extension', 30, 'assign'),
    event('course', 40),
  ]);
  expect(dates.get(7)?.map(({ id, at: second }) => [id, second])).toEqual([
    ['timeopen', 10],
    ['timeclose', 20],
  ]);
});

it('says of which moments the months read would show a date, but for the edges', () => {
  const isTold = toldIn(monthsToRead(at('2026-10-24'), at('2026-11-23'), []));
  const days = ['2026-09-30', '2026-10-01', '2026-10-03', '2027-11-28', '2027-11-30', '2027-12-02'];
  expect(days.map((day) => isTold(at(day)))).toEqual([false, false, true, true, false, false]);
  expect(toldIn([])(at('2026-11-23'))).toBe(false);
});
