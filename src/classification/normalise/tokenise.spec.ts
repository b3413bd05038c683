import { tokenise } from './tokenise';

const keys = (text: string): string =>
  tokenise(text)
    .map((token) => token.key)
    .join('|');

describe('tokenise', () => {
  it.each([
    ['camelCase', 'FinalExamSolutions', 'final|exam|solutions'],
    ['an acronym before a word', 'HTMLNotes', 'html|notes'],
    ['plural acronyms whole', 'TDs PSets', 'tds|p|sets'],
    ['digit borders', 'ps4sol', 'ps|4|sol'],
    ['underscores and dashes', 'hw_3-final', 'hw|3|final'],
    ['decimals as one number', 'Lec 6.1', 'lec|6.1'],
    ['dates apart', '12.11.2025', '12.11|2025'],
    ['accents', 'Corrigé Übung fișă', 'corrige|ubung|fisa'],
    ['niqqud', 'תַּרְגִּיל', 'תרגיל'],
    ['gershayim and geresh of any kind', "ממ\"ן ממ״ן ממ''ן תרג׳", 'ממנ|ממנ|ממנ|תרג'],
    ['an acronym whose quote a file system replaced', 'ממ_ן 12', 'ממנ|12'],
    ['an underscore before an ordinary letter', 'מועד_א', 'מועד|א'],
    ['final letters', 'תרגילים סיכום', 'תרגילימ|סיכומ'],
    ['marks of direction', '\u200Fהרצאה\u200E 3', 'הרצאה|3'],
    ['full-width forms', 'Ｌｅｃ３', 'lec|3'],
    ['Arabic digits, hamza and tatweel', 'محـاضرة ٣ أسئلة', 'محاضره|3|اسيله'],
    ['scripts that change inside a word', 'HWתרגיל', 'hw|תרגיל'],
  ])('splits %s', (_, text, expected) => {
    expect(keys(text)).toBe(expected);
  });

  it('counts segments at separators, and not at dashes inside words', () => {
    const segments = tokenise('Lecture 5 - Trees (part-two): end').map((token) => token.segment);
    expect(segments).toEqual([0, 0, 1, 2, 2, 4]);
  });

  it('marks what stands directly after the token before it', () => {
    expect(tokenise('HW3 b').map((token) => token.glued)).toEqual([false, true, false]);
  });

  it('reads no more than a bounded part of a text', () => {
    expect(tokenise('a '.repeat(10_000)).length).toBeLessThanOrEqual(400);
  });
});
