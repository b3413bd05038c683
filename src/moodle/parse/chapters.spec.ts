import { readChapters } from './chapters';

const structure = (content: unknown) => ({
  type: 'content',
  filename: 'structure',
  fileurl: null,
  content: typeof content === 'string' ? content : JSON.stringify(content),
});
const chapter = (id: number, title = `כותרת ${id}`) => ({
  type: 'file',
  filename: 'index.html',
  filepath: `/${id}/`,
  fileurl: `http://m/${id}/index.html`,
  content: title,
  timemodified: 7,
});
const image = { type: 'file', filename: 'a.png', filepath: '/1/', fileurl: 'http://m/1/a.png' };
const heading = (id: number, title: string, subitems: object[] = []) => ({
  title,
  href: `${id}/index.html`,
  subitems,
});

describe('readChapters', () => {
  it('gives chapters in the order of the table of contents', () => {
    const table = structure([heading(2, 'פרק &amp; 1'), heading(1, 'פרק 2', [heading(3, 'סעיף 2.1')])]);
    expect(readChapters([table, chapter(1), image, chapter(2), chapter(3)])).toEqual([
      { title: 'פרק & 1', level: 0, url: 'http://m/2/index.html', modifiedAt: 7 },
      { title: 'פרק 2', level: 0, url: 'http://m/1/index.html', modifiedAt: 7 },
      { title: 'סעיף 2.1', level: 1, url: 'http://m/3/index.html', modifiedAt: 7 },
    ]);
  });

  it.each([['no json'], ['null'], ['{"a":1}']])('goes by the files when the table is %j', (content) => {
    expect(readChapters([structure(content), chapter(4), chapter(5, 'ב')])).toMatchObject([
      { title: 'כותרת 4', level: 0 },
      { title: 'ב', level: 0 },
    ]);
  });

  it('leaves out what the table names and no file holds', () => {
    expect(readChapters([structure([heading(1, 'א'), heading(9, 'סמוי')]), chapter(1)])).toHaveLength(1);
  });

  it('is not drawn into a table that nests for ever', () => {
    let items: object[] = [];
    for (let depth = 0; depth < 500; depth += 1) items = [heading(depth, 'x', items)];
    expect(readChapters([structure(items), chapter(499)])).toMatchObject([{ title: 'x', level: 0 }]);
  });
});
