import { CITATION_FORMS, citationEvidence } from './citation';

/** For each form, names that no other form reads. */
const CASES: readonly (readonly [form: string, names: readonly string[]])[] = [
  [
    'Kahneman & Tversky 1979; LeCun et al., 2015; Cohen and Levy (2010)',
    ['Kahneman & Tversky 1979', 'LeCun et al., 2015', 'Cohen and Levy (2010) Networks', 'כהן & לוי 2015'],
  ],
  ['Marx, K. Capital; Newell, A. and Simon, H.', ['Marx, K. Capital', 'Newell, A. Human problem solving']],
  [
    'Дейт К. Введение в системы баз данных; Knuth D. The Art',
    ['Дейт К. Введение в системы баз данных', 'Knuth D. The Art'],
  ],
  ['Smith (2003)', ['Smith (2003)']],
  ['Bellman_1954, Shannon 1948 - A Mathematical Theory', ['Bellman_1954', 'Coase 1937']],
  ['Bandura_2006_social_learning', ['Bandura_2006_social_learning', 'Newman 2003 - complex networks']],
  ['1706.03762v7, as arXiv numbers papers', ['1706.03762v7', '2103.00020']],
  [
    'Organic Chemistry 9e; Calculus, 3rd ed.; Algorithms (4th Edition)',
    ['Organic Chemistry 9e', 'Calculus, 3rd ed.', 'Algorithms (4th Edition)', 'Analysis 2. Auflage'],
  ],
  ['Programming in the UNIX Environment 3rd', ['Programming in the UNIX Environment 3rd']],
  ["pp. 12-30, S. 4-9, עמ' 100-150", ['Capital pp. 12-30', "פרשנות עמ' 100-150"]],
  [
    "Brown v. Board of Education; Donoghue v Stevenson; כהן נ' מדינת ישראל",
    ['Brown v. Board of Education', 'Donoghue v Stevenson', "כהן נ' מדינת ישראל"],
  ],
];

describe('citationEvidence', () => {
  it('has cases for each form', () => {
    expect(CITATION_FORMS.map(({ name }) => name)).toEqual(CASES.map(([form]) => form));
  });

  it.each(CASES)('reads %s as something to read, and would not without the form', (form, names) => {
    const others = CITATION_FORMS.filter(({ name }) => name !== form);
    for (const name of names) {
      expect([name, citationEvidence(name)]).toMatchObject([name, [{ target: 'reading' }]]);
      expect([name, citationEvidence(name, true, true, others)]).toEqual([name, []]);
    }
  });

  it.each([
    'Midterm 2019',
    'November 12th',
    'Class of Oct 21st',
    'Trees & Graphs',
    'Algebra 2 2020',
    'TP 2e partie',
    'Lecture 3-4',
    '',
    `A${' '.repeat(5000)}`,
  ])('not %p', (name) => {
    expect(citationEvidence(name)).toEqual([]);
  });

  it('takes a word with an old year for an author only when the name says nothing else', () => {
    expect(citationEvidence('Midterm 1998')).toHaveLength(1);
    expect(citationEvidence('Midterm 1998', false)).toEqual([]);
  });
});
