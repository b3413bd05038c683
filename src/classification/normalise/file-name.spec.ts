import { splitFileName } from './file-name';

describe('splitFileName', () => {
  it.each([
    ['HW1.PDF', 'HW1', 'pdf'],
    ['a.b.ipynb ', 'a.b', 'ipynb'],
    ['Lecture 3.Sorting', 'Lecture 3.Sorting', null],
    ['.py', '.py', null],
    ['v1.2', 'v1.2', null],
    ['', '', null],
  ])('%s', (raw, stem, extension) => {
    expect(splitFileName(raw)).toEqual({ stem, extension });
  });
});
