import { readLabelledFile } from './labelled-file';

describe('readLabelledFile', () => {
  it('tells items by their header, in any order of columns', () => {
    const text = 'label\tname\tlang\tcontext\tmodtype\tsource_repo\nexam\tמועד א\the\troot\tresource\ts1\n\n';
    expect(readLabelledFile(text)).toEqual({
      kind: 'items',
      items: [
        {
          language: 'he',
          section: 'root',
          name: 'מועד א',
          modType: 'resource',
          category: 'exam',
          source: 's1',
        },
      ],
    });
  });

  it('tells courses by theirs; an empty cell is nothing', () => {
    const text =
      '\uFEFFraw\tcode\tacademic_year_start\tterm\tclean_title\tcomposed\tsource\r\nX 2024\t\t2024\tA\tX\t0\ts1\r\n';
    expect(readLabelledFile(text)).toEqual({
      kind: 'courses',
      courses: [{ raw: 'X 2024', code: null, academicYear: 2024, term: 'A', cleanTitle: 'X', source: 's1' }],
    });
  });

  it.each([
    ['a header of neither', 'a\tb\n1\t2'],
    ['a label that is no category', 'name\tlabel\nx\tlecturing'],
    ['a term that is none', 'raw\tcode\tacademic_year_start\tterm\tclean_title\nx\t\t\tautumnal\t'],
    ['a year that is none', 'raw\tcode\tacademic_year_start\tterm\tclean_title\nx\t\t24\t\t'],
  ])('refuses %s', (_, text) => {
    expect(() => readLabelledFile(text)).toThrow();
  });
});
