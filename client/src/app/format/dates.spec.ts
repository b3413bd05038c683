import { calendarDays, relativeTime, shortDay, timeSpan } from './dates';

const now = new Date(2026, 9, 20, 14, 0);
const at = (...[day, hour, minute]: [day: number, hour: number, minute: number]) =>
  new Date(2026, 9, day, hour, minute);

describe('relativeTime', () => {
  it.each([
    ['this moment', new Date(now.getTime() - 10_000), 'עכשיו', 'now'],
    ['a minute ago', at(20, 13, 59), 'לפני דקה', '1 minute ago'],
    ['an hour ago', at(20, 13, 0), 'לפני שעה', '1 hour ago'],
    ['in two hours', at(20, 16, 0), 'בעוד שעתיים', 'in 2 hours'],
    ['in hours of the same day', at(20, 23, 0), 'בעוד 9 שעות', 'in 9 hours'],
    ['the next day by the calendar, not by 24 hours', at(21, 8, 0), 'מחר', 'tomorrow'],
    ['days', at(23, 23, 59), 'בעוד 3 ימים', 'in 3 days'],
    ['a day ago', at(19, 1, 0), 'אתמול', 'yesterday'],
  ])('says %s', (_case, moment, he, en) => {
    const day = moment.getDate() === 21 ? new Date(2026, 9, 20, 19, 0) : now;
    expect(relativeTime(moment, day, 'he')).toBe(he);
    expect(relativeTime(moment, day, 'en')).toBe(en);
  });
});

describe('calendarDays', () => {
  it('counts across a change of the clock', () => {
    expect(calendarDays(new Date(2026, 9, 20, 23, 59), new Date(2026, 9, 27, 0, 1))).toBe(7);
  });
});

describe('timeSpan', () => {
  it.each([
    ['a moment', null, 'יום ה׳, 22 באוק׳, 09:00', 'Thu 22 Oct, 09:00'],
    ['hours of a day', at(22, 12, 0), 'יום ה׳, 22 באוק׳, 09:00–12:00', 'Thu 22 Oct, 09:00–12:00'],
    [
      'days',
      at(25, 8, 30),
      'יום ה׳, 22 באוק׳, 09:00 – יום א׳, 25 באוק׳, 08:30',
      'Thu 22 Oct, 09:00 – Sun 25 Oct, 08:30',
    ],
  ])('says %s', (_case, to, he, en) => {
    expect(timeSpan(at(22, 9, 0), to, now, 'he')).toBe(he);
    // Versions of the English data differ in the comma after the weekday.
    expect(timeSpan(at(22, 9, 0), to, now, 'en').replace(/(Thu|Sun),/g, '$1')).toBe(en);
  });
});

describe('shortDay', () => {
  it('names another year', () => {
    expect(shortDay(at(3, 9, 0), now, 'he')).toBe('3 באוק׳');
    expect(shortDay(new Date(2025, 9, 3), now, 'en')).toBe('3 Oct 2025');
  });
});
