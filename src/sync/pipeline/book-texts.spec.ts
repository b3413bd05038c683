import { withoutHeadings } from './book-texts';

describe('withoutHeadings', () => {
  it.each([
    ['a chapter', '1. פרק 1: מבוא\n\nפסקה\n\nועוד אחת', ['פרק 1: מבוא', 'פרק 1: מבוא'], 'פסקה\n\nועוד אחת'],
    [
      'a section of a chapter',
      '2. Sorting\n\n2.1. Quicksort\n\nPick a pivot.',
      ['Sorting', 'Quicksort'],
      'Pick a pivot.',
    ],
    ['a book without numbers', 'Sorting\nPick a pivot.', ['Sorting', 'Sorting'], 'Pick a pivot.'],
    ['a title that is numbered itself', '1. 1. Intro\n\nText', ['1. Intro', '1. Intro'], 'Text'],
    [
      'titles of the author’s own',
      'Pick a pivot.\nSorting',
      ['Sorting', 'Quicksort'],
      'Pick a pivot.\nSorting',
    ],
    ['a chapter without a text', '3. Heaps', ['Heaps', 'Heaps'], ''],
  ])('leaves the text of %s', (_, text, titles, left) => {
    expect(withoutHeadings(text, titles)).toBe(left);
  });
});
