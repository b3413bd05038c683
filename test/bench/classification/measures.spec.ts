import { accuracyOf, confusionOf, expectedCalibrationError, macroF1, measuresOf } from './measures';

const one = (expected: string, found: string, confidence = 1) => ({ expected, found, confidence });

describe('measures', () => {
  const graded = [one('a', 'a'), one('a', 'b'), one('b', 'b'), one('b', 'b')];

  it('counts what is right', () => {
    expect(accuracyOf(graded)).toBe(0.75);
    expect(accuracyOf([])).toBe(0);
    expect(measuresOf(graded, 'a')).toEqual({ items: 2, precision: 1, recall: 0.5, f1: 2 / 3 });
    expect(measuresOf(graded, 'b').precision).toBeCloseTo(2 / 3);
  });

  it('gives each class the same share of macro-F1, however rare', () => {
    expect(macroF1(graded)).toBeCloseTo((2 / 3 + 0.8) / 2);
    expect(macroF1([...graded, one('c', 'a')])).toBeLessThan(0.5);
  });

  it('tells how far confidence is from accuracy', () => {
    expect(expectedCalibrationError([one('a', 'a', 0.75), one('a', 'a', 0.75)])).toBeCloseTo(0.25);
    expect(
      expectedCalibrationError([0, 1, 2, 3].map((at) => one('a', at === 0 ? 'b' : 'a', 0.75))),
    ).toBeCloseTo(0);
    expect(expectedCalibrationError([one('a', 'a', 1), one('a', 'b', 0)])).toBe(0);
  });

  it('counts what was taken for what', () => {
    expect(confusionOf(graded).get('a')?.get('b')).toBe(1);
    expect(confusionOf(graded).get('b')?.get('a')).toBeUndefined();
  });
});
