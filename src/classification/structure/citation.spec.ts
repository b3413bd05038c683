import { citationEvidence } from './citation';

describe('citationEvidence', () => {
  it.each([
    'Kahneman & Tversky 1979',
    'LeCun et al., 2015',
    'Cohen and Levy (2010) Networks',
    'כהן & לוי 2015',
  ])('reads %s as something to read', (name) => {
    expect(citationEvidence(name)).toMatchObject([{ target: 'reading' }]);
  });

  it.each(['Midterm 2019', 'Trees & Graphs', 'Algebra 2 2020', '', `A${' '.repeat(5000)}`])(
    'not %p',
    (name) => {
      expect(citationEvidence(name)).toEqual([]);
    },
  );
});
