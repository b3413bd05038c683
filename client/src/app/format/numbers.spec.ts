import { academicYear, fileSize, hebrewNumeral } from './numbers';

describe('academicYear', () => {
  it.each([
    [2023, 'תשפ״ד', '2023–24'],
    [2024, 'תשפ״ה', '2024–25'],
    [2026, 'תשפ״ז', '2026–27'],
    [2029, 'תש״צ', '2029–30'],
    [1999, 'תש״ס', '1999–00'],
  ])('names %d', (year, he, en) => {
    expect(academicYear(year, 'he')).toBe(he);
    expect(academicYear(year, 'en')).toBe(en);
  });
});

describe('hebrewNumeral', () => {
  it.each([
    [715, 'תשט״ו'],
    [716, 'תשט״ז'],
    [5, 'ה׳'],
  ])('writes %d', (value, letters) => expect(hebrewNumeral(value)).toBe(letters));
});

describe('fileSize', () => {
  it.each([
    [0, '0 byte'],
    [900, '900 byte'],
    [1_536, '2 kB'],
    [1_258_291, '1.2 MB'],
    [3_221_225_472, '3 GB'],
  ])('writes %d bytes', (bytes, words) => expect(fileSize(bytes)).toBe(words));
});
