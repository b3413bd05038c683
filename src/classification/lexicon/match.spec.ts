import { tokenise } from '../normalise/tokenise';
import { type Cue, matchTerms } from './match';

const match = (name: string, language: string | null = null, place: 'name' | 'section' = 'name'): Cue[] =>
  matchTerms(tokenise(name), { place, language: () => language });
const meanings = (...args: Parameters<typeof match>): string[] => match(...args).map((cue) => cue.meaning);

describe('matchTerms', () => {
  it('prefers the longest phrase', () => {
    expect(meanings('דף נוסחאות')).toEqual(['summary_or_formula_sheet']);
    expect(meanings('שיעורי בית')).toEqual(['assignment']);
    expect(meanings('data structures')).toEqual(['neutral']);
  });

  it('finds a phrase around a number, and the number', () => {
    const [cue] = match('Discussion 7 worksheet');
    expect(cue).toMatchObject({ meaning: 'recitation', length: 3, numberAt: 1 });
  });

  it('strips prefix letters only from known words', () => {
    expect(match('פתרון לתרגיל')).toMatchObject([
      { meaning: 'solution' },
      { meaning: 'assignment', isObject: true },
    ]);
    expect(meanings('לבנה')).toEqual([]);
  });

  it('counts short codes only beside a small number', () => {
    expect(meanings('L5')).toEqual(['lecture']);
    expect(meanings('L 2023')).toEqual([]);
  });

  it('lets the language decide what a word means', () => {
    expect(meanings('Tema 3', 'es')).toEqual(['lecture']);
    expect(meanings('Tema 3', 'ro')).toEqual(['assignment']);
    const undecided = match('Tema 3');
    expect(undecided.map((cue) => cue.meaning).sort()).toEqual(['assignment', 'lecture']);
    for (const cue of undecided) expect(cue.weight).toBeLessThan(match('Tema 3', 'ro')[0]?.weight ?? 0);
  });

  it('reads some words in sections only', () => {
    expect(meanings('sections', null, 'section')).toEqual(['recitation']);
    expect(meanings('sections')).toEqual([]);
  });
});
