import { CATEGORIES } from '../category';
import type { Evidence } from './evidence';
import { FEATURE_NAMES, featuresOf } from './features';
import { LINEAR_MODEL, linearModel, logOdds, TRAINED } from './linear-model';
import { logitsOf, scoreEvidence } from './scorer';

const piece = (source: Evidence['source'], target: Evidence['target'], weight = 3): Evidence => ({
  source,
  target,
  weight,
  shown: '',
});
const namesOf = (...evidence: Evidence[]): (string | undefined)[] =>
  featuresOf(evidence).map((feature) => FEATURE_NAMES[feature]);
const NEUTRAL = { ...TRAINED, weights: {}, scale: 1, calibration: { intercept: 0, slope: 1, ceiling: 1 } };

describe('featuresOf', () => {
  it('names the strongest evidence of each source, and the second of the name', () => {
    expect(
      namesOf(
        piece('name', 'solution', 1),
        piece('name', 'exam', 3),
        piece('section', 'lecture'),
        piece('module', 'other'),
      ),
    ).toEqual(['name: exam', 'section: lecture', 'module: other', 'name: exam and solution']);
    expect(namesOf(piece('file_type', 'lecture'))).toEqual([
      'file_type: lecture',
      'no name, file_type: lecture',
      'no name',
      'no section',
    ]);
    expect(namesOf()).toEqual(['no name', 'no section']);
  });

  it('gives each feature a name of its own', () => {
    expect(new Set(FEATURE_NAMES).size).toBe(FEATURE_NAMES.length);
  });
});

describe('the linear model', () => {
  const evidence = [piece('name', 'exam', 3), piece('name', 'lecture', 3)];
  const scored = scoreEvidence(evidence);
  const logits = logitsOf(evidence);

  it('leaves the scores as they are when it has learned nothing', () => {
    const weighed = linearModel(NEUTRAL).weigh(evidence, logits);
    for (const category of CATEGORIES) expect(weighed[category]).toBeCloseTo(scored[category]);
  });

  it('breaks a tie', () => {
    const learned = linearModel({ ...NEUTRAL, weights: { 'name: exam and lecture': { lecture: 0.5 } } });
    const weighed = learned.weigh(evidence, logits);
    expect(weighed.lecture).toBeGreaterThan(weighed.exam);
  });

  it('tells how many verdicts of a probability are right', () => {
    const { confidenceOf } = linearModel({
      ...NEUTRAL,
      calibration: { intercept: 0, slope: 0.5, ceiling: 0.9 },
    });
    expect(confidenceOf(0.5)).toBeCloseTo(0.5);
    expect(confidenceOf(0.8)).toBeLessThan(0.8);
    expect(confidenceOf(1)).toBe(0.9);
    expect(Number.isFinite(logOdds(0)) && Number.isFinite(logOdds(1))).toBe(true);
  });

  it('knows each feature that was trained, and outweighs no plain word', () => {
    for (const [name, weights] of Object.entries(TRAINED.weights)) {
      expect(FEATURE_NAMES).toContain(name);
      for (const weight of Object.values(weights)) expect(Math.abs(weight)).toBeLessThanOrEqual(2.5);
    }
    const plain = LINEAR_MODEL.weigh(
      [piece('name', 'recording', 7)],
      logitsOf([piece('name', 'recording', 7)]),
    );
    expect(plain.recording).toBeGreaterThan(0.9);
  });
});
