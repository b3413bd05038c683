import { matchTerms } from '../lexicon/match';
import type { Evidence } from '../model/evidence';
import { tokenise } from '../normalise/tokenise';
import { nameEvidence } from './name-evidence';

function read(name: string): Evidence[] {
  const tokens = tokenise(name);
  return nameEvidence(tokens, matchTerms(tokens, { place: 'name', language: () => null }), 'name', 1);
}
const weightOf = (name: string, target: Evidence['target']): number =>
  read(name).find((item) => item.target === target)?.weight ?? 0;

describe('nameEvidence', () => {
  it('weighs less what only tells the purpose', () => {
    expect(weightOf('תרגול למבחן', 'exam')).toBeLessThan(weightOf('תרגול מבחן', 'exam'));
    expect(weightOf('formulas for the exam', 'exam')).toBeLessThan(weightOf('formulas exam', 'exam'));
  });

  it('weighs more what stands alone between separators', () => {
    expect(weightOf('Trees - quiz', 'exam')).toBeGreaterThan(weightOf('Trees quiz', 'exam'));
  });

  it('takes words after a numbered kind for its topic', () => {
    expect(weightOf('Lecture 5 - exam of trees', 'exam')).toBeLessThan(
      weightOf('Trees - exam of trees', 'exam'),
    );
    expect(weightOf('הרצאה 5 - הקלטה מהכיתה', 'recording')).toBe(7);
  });

  it('hears a denied solution', () => {
    for (const name of [
      'מבחן ללא פתרון',
      'exam without solutions',
      'partiel sans corrigé',
      'без решений',
      'ohne Lösung',
    ]) {
      expect([name, weightOf(name, 'solution')]).toEqual([name, 0]);
    }
  });

  it('takes a pointer for a link only when nothing is pointed at', () => {
    expect(read('קישור למצגת').map(({ target }) => target)).toEqual(['lecture']);
    expect(read('קישור').map(({ target }) => target)).toEqual(['link_or_tool']);
  });

  it('takes a trailing "final" for a version, unless it is all that the name says', () => {
    expect(read('HW3 final').map(({ target }) => target)).toEqual(['assignment']);
    expect(read('Musterlösung v2').map(({ target }) => target)).toEqual(['solution']);
    expect(read('Algebra final').map(({ target }) => target)).toEqual(['exam']);
  });

  it('takes the first of two nouns for the head where languages do', () => {
    expect(weightOf('ملخص المحاضرة', 'lecture')).toBeLessThan(weightOf('المحاضرة', 'lecture'));
    expect(weightOf('תרגיל סיכום הרצאה', 'lecture')).toBeLessThan(weightOf('הרצאה', 'lecture'));
  });

  it('takes the chapter for what the item is about when another word tells what it is', () => {
    expect(weightOf('Problems, chapter 3', 'lecture')).toBeLessThan(weightOf('Trees, chapter 3', 'lecture'));
  });

  it('shows the word as it was written', () => {
    expect(read('לפני: פִּתְרוֹן')[0]?.shown.normalize('NFKD').replace(/\p{M}/gu, '')).toBe('פתרון');
  });
});
