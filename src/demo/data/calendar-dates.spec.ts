import { endOfDay, hebrewDate, hebrewYear, midnight, semesterAt, semesterBefore } from './calendar-dates';

const at = (iso: string): number => Date.parse(iso) / 1000;

describe('semesterAt', () => {
  it.each([
    ['2026-11-23T12:00:00Z', 'א', 'תשפ"ז', 2027],
    ['2027-01-10T12:00:00Z', 'א', 'תשפ"ז', 2027],
    ['2027-04-10T12:00:00Z', 'ב', 'תשפ"ז', 2027],
    ['2027-08-10T12:00:00Z', 'קיץ', 'תשפ"ז', 2027],
    ['2029-11-01T12:00:00Z', 'א', 'תש"צ', 2030],
  ])('%s', (iso, letter, year, civil) => {
    expect(semesterAt(at(iso))).toMatchObject({ letter, hebrewYear: year, year: civil });
  });

  it('knows the one before', () => {
    expect(semesterBefore(semesterAt(at('2026-11-23T12:00:00Z')))).toMatchObject({
      letter: 'ב',
      hebrewYear: 'תשפ"ו',
    });
    expect(semesterBefore(semesterAt(at('2027-04-01T12:00:00Z')))).toMatchObject({ letter: 'א', year: 2027 });
  });
});

it('writes Hebrew years', () => {
  expect([5784, 5785, 5787, 5790].map(hebrewYear)).toEqual(['תשפ"ד', 'תשפ"ה', 'תשפ"ז', 'תש"צ']);
});

it('counts days by the Israeli clock, winter and summer', () => {
  expect(midnight(at('2026-11-23T12:00:00Z'))).toBe(at('2026-11-22T22:00:00Z'));
  expect(midnight(at('2026-07-01T12:00:00Z'))).toBe(at('2026-06-30T21:00:00Z'));
  expect(endOfDay(at('2026-11-23T12:00:00Z'), 3)).toBe(at('2026-11-26T21:59:00Z'));
  expect(hebrewDate(at('2026-12-03T11:59:00Z'))).toBe('3/12/2026, 13:59');
});
