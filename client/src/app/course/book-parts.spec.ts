import { bookParts } from './book-parts';

const chapter = (title: string, level = 0) => ({ title, level });

describe('bookParts', () => {
  it('takes a page as it is', () => {
    expect(bookParts({ text: 'שורה\n\nעוד שורה', chapters: [] })).toEqual([
      { title: null, level: 0, text: 'שורה\n\nעוד שורה' },
    ]);
    expect(bookParts({ text: null, chapters: [] })).toEqual([]);
  });

  it('parts a book by its chapters, and says no title twice', () => {
    const text = 'תנאים\n\nתנאים\n\nהפרק עוסק בתנאים.\nתנאים\n\nלולאות\n\nלולאות while\n\nסוף';
    expect(
      bookParts({ text, chapters: [chapter('תנאים'), chapter('לולאות'), chapter('לולאות while', 1)] }),
    ).toEqual([
      { title: 'תנאים', level: 0, text: 'הפרק עוסק בתנאים.\nתנאים' },
      { title: 'לולאות', level: 0, text: '' },
      { title: 'לולאות while', level: 1, text: 'סוף' },
    ]);
  });

  it('keeps the text of chapters that it cannot find', () => {
    expect(bookParts({ text: 'בלי כותרות', chapters: [chapter('אחר')] })).toEqual([
      { title: null, level: 0, text: 'בלי כותרות' },
    ]);
  });
});
