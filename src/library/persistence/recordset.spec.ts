import { toRecordset, toTimestamp } from './recordset';

const through = (text: string): unknown => JSON.parse(toRecordset([{ text }]));

describe('toRecordset', () => {
  it.each([
    ['NUL', 'a\u0000b', 'ab'],
    ['the first half of a pair', 'a\ud83db', 'ab'],
    ['the second half of a pair', 'a\ude00b', 'ab'],
    ['halves in the wrong order', '\ude00\ud83d', ''],
    ['a NUL behind a backslash', '\\\u0000', '\\'],
  ])('takes out %s', (_name, text, expected) => {
    expect(through(text)).toEqual([{ text: expected }]);
  });

  it.each([
    ['emoji', '😀 👩‍🎓'],
    ['Hebrew with marks', 'מבוא לחדו״א — שִׁעוּר 1'],
    ['text that only looks like an escape', '\\u0000 \\ud83d \\\\u0000'],
    ['quotes, breaks and controls', '"\'\\\n\r\t\u0001\u2028'],
  ])('leaves %s', (_name, text) => {
    expect(through(text)).toEqual([{ text }]);
  });
});

describe('toTimestamp', () => {
  it('reads Unix seconds', () => {
    expect(toTimestamp(1_796_216_362)).toBe('2026-12-02T12:59:22.000Z');
  });

  it('reads the first and the last second of a day, of leap years and of the calendar', () => {
    const moments = [1, 86_399, 86_400, 951_782_399, 951_782_400, 1_709_251_199.5, 253_402_300_799];
    for (const seconds of moments) expect(toTimestamp(seconds)).toBe(new Date(seconds * 1000).toISOString());
  });

  it.each([null, 0, -5, Number.NaN, Number.POSITIVE_INFINITY, 253_402_300_800])(
    'has none for %p',
    (seconds) => {
      expect(toTimestamp(seconds)).toBeNull();
    },
  );
});
