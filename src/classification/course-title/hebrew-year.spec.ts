import { hebrewYear } from './hebrew-year';

describe('hebrewYear', () => {
  it.each([
    ['תשפ"ה', 2024],
    ['תשפו', 2025],
    ["תש''פ", 2019],
    ['תש"ף', 2019],
    ['תשע"ט', 2018],
  ])('%s starts in %i', (letters, year) => {
    expect(hebrewYear(letters)).toEqual({ year, basis: 'academic' });
  });

  it.each(['תשא', 'תש', 'תשתת', 'abc', ''])('%p is no year of our time', (letters) => {
    expect(hebrewYear(letters)).toBeNull();
  });
});
