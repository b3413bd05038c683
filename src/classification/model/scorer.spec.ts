import { CATEGORIES } from '../category';
import type { Evidence, Source } from './evidence';
import { PARAMETERS } from './parameters';
import { scoreEvidence } from './scorer';

const piece = (target: Evidence['target'], weight: number, source: Source = 'name'): Evidence => ({
  source,
  target,
  weight,
  shown: '',
});

const best = (evidence: readonly Evidence[]): string => {
  const distribution = scoreEvidence(evidence);
  return CATEGORIES.reduce((first, category) =>
    distribution[category] > distribution[first] ? category : first,
  );
};

describe('scoreEvidence', () => {
  it('gives a distribution, flat when nothing is known', () => {
    const distribution = scoreEvidence([]);
    for (const category of CATEGORIES) expect(distribution[category]).toBeCloseTo(1 / CATEGORIES.length);
  });

  it('adds what several sources say, and hardly what one source repeats', () => {
    const once = scoreEvidence([piece('exam', 2), piece('lecture', 2)]).exam;
    const repeated = scoreEvidence([piece('exam', 2), piece('exam', 2), piece('lecture', 2)]).exam;
    const backed = scoreEvidence([piece('exam', 2), piece('exam', 2, 'section'), piece('lecture', 2)]).exam;
    expect(repeated).toBeGreaterThan(once);
    expect(backed).toBeGreaterThan(repeated);
  });

  it('lets a clear name speak louder than its section', () => {
    const weights = [piece('assignment', 2.6), piece('lecture', 3, 'section')];
    expect(best(weights)).toBe('assignment');
    expect(best([piece('assignment', 2.4), piece('lecture', 3, 'section')])).toBe('lecture');
    expect(best([...weights])).toBe('assignment');
  });

  it.each([
    ['assignment', 'assignment_solution'],
    ['exam', 'exam_solution'],
    ['recitation', 'recitation'],
    ['lecture', 'lecture'],
  ] as const)('a solved %s is a %s', (target, expected) => {
    expect(best([piece(target, 3), piece('solution', 1)])).toBe(expected);
  });

  it('takes a solution of nothing named for one of an assignment', () => {
    expect(best([piece('solution', 1)])).toBe('assignment_solution');
  });

  it('leaves a solution’s recording a recording', () => {
    expect(best([piece('recording', 7), piece('assignment', 3), piece('solution', 1)])).toBe('recording');
  });

  it('takes its numbers from the parameters', () => {
    const evidence = [piece('exam', 3), piece('lecture', 2)];
    const surer = scoreEvidence(evidence, { ...PARAMETERS, temperature: 0.2 }).exam;
    expect(surer).toBeGreaterThan(scoreEvidence(evidence).exam);
  });
});
