import { readLocalisedDate } from './localised-date';

const wall = (text: string, language = 'he'): string | null => {
  const read = readLocalisedDate(text, language);
  return read && [read.year, read.month, read.day, read.hour, read.minute].join('-');
};

it.each([
  ['יום שלישי, 3 נובמבר 2026, 1:59 PM', '2026-11-3-13-59'],
  ['יום שלישי, 24 בנובמבר 2026 בשעה 08:00', '2026-11-24-8-0'],
  ['יום שבת, 24 אוקטובר 2026, 12:05 AM', '2026-10-24-0-5'],
  ['יום ראשון, 1 מרץ 2026, 12:30 PM', '2026-3-1-12-30'],
  ['יום חמישי, 31 דצמבר 2026, 11:59 אחה"צ', '2026-12-31-23-59'],
  ['23/11/2026, 13:59', '2026-11-23-13-59'],
  ['3.2.27 09:05', '2027-2-3-9-5'],
  ['Tuesday, 3 November 2026, 13:59', '2026-11-3-13-59'],
])('in Hebrew: %s', (text, expected) => {
  expect(wall(text)).toBe(expected);
});

it.each([
  ['Saturday, 24 October 2026, 2:59 PM', 'en', '2026-10-24-14-59'],
  ['Tue, 3 Nov 2026, 1:59 am', 'en', '2026-11-3-1-59'],
  ['mardi 3 novembre 2026, 13:59', 'fr', '2026-11-3-13-59'],
  ['Вторник, 3 ноября 2026, 13:59', 'no-such-language', null],
  ['вторник, 03 ноября 2026, 01:59 PM', 'ru', '2026-11-3-13-59'],
  ['вівторок 3 листопада 2026 13:59', 'uk', '2026-11-3-13-59'],
  ['3 نوفمبر 2026، 01:59 م', 'ar', '2026-11-3-13-59'],
  ['3 نوفمبر 2026، 12:05 ص', 'ar', '2026-11-3-0-5'],
  ['Τρίτη, 3 Νοεμβρίου 2026, 1:59 μ.μ.', 'el', '2026-11-3-13-59'],
  ['11/3/26, 13:59', 'en_us', '2026-11-3-13-59'],
  ['3/11/26, 13:59', 'en', '2026-11-3-13-59'],
  ['3/11/26, 13:59', '!', '2026-11-3-13-59'],
])('in another language: %s', (text, language, expected) => {
  expect(wall(text, language)).toBe(expected);
});

it.each(['-', '', 'נותר 9 ימים', '31 פברואר 2026', '12/31/2026', '3 נובמבר', '2026', 'טיוטה 5'])(
  'is no date: %j',
  (text) => {
    expect(wall(text)).toBeNull();
  },
);

it.each([
  ['יום שלישי, 3 נובמבר 2026, 1:59 אחרי הצהריים', 'he'],
  ['3 ноября 2026, 1:59 пополудни', 'ru'],
])('is no moment where the half of the day is not understood: %s', (text, language) => {
  expect(wall(text, language)).toBeNull();
});

const LANGUAGES = ['he', 'en', 'fr', 'ro', 'ru', 'de', 'es', 'ar', 'uk', 'pl', 'cs', 'el', 'am'];
it.each(LANGUAGES)('knows every month beside a day, long and short: %s', (language) => {
  // In Czech a short month beside a day is its number.
  for (const month of language === 'cs' ? (['long'] as const) : (['long', 'short'] as const)) {
    const format = new Intl.DateTimeFormat(language, {
      ...{ day: 'numeric', month, year: 'numeric', timeZone: 'UTC', numberingSystem: 'latn' },
      calendar: 'gregory',
    });
    for (let index = 0; index < 12; index += 1) {
      const text = format.format(new Date(Date.UTC(2026, index, 15)));
      expect([text, wall(text, language)]).toEqual([text, `2026-${index + 1}-15-0-0`]);
    }
  }
});
