import { withDocument } from './document';
import { lineOf, textOf } from './finding';
import { isWholePage, outline } from './outline';

it('leaves out what runs, what is drawn, and the menus around', () => {
  const html = `<div id="a" onclick="steal()" style="x"><script>alert(1)</script><img src=x onerror=steal()><nav>menu</nav>
    <svg><a href="x">y</a></svg><iframe src="http://x"></iframe><p class="b" data-id="7">kept</p></div>`;
  expect(outline(html).html).toBe('<div id="a"><p class="b" data-id="7">kept</p></div>');
});

it('runs nothing and loads nothing', () => {
  const html =
    '<body><script>document.body.id = "ran"</script><p onclick="x">שלום</p><link rel="stylesheet" href="http://127.0.0.1:1/x.css"></body>';
  expect(withDocument(html, ({ body }) => [body.id, body.innerHTML])).toEqual(['', '<p>שלום</p>']);
});

it('keeps the spaces that a reader sees, and no others', () => {
  const html = `<div>\n   <b>one</b>\n  <i>two</i>\n   </div>\n<p>  three <span>four</span>five</p>`;
  expect(withDocument(html, ({ body }) => [lineOf(body.querySelector('div')), textOf(body)])).toEqual([
    'one two',
    'one two\n\nthree fourfive',
  ]);
});

it('keeps texts and attributes as they were, whatever signs are in them', () => {
  const html = `<p class="x" data-name='a"b&amp;c<d'>1 &lt; 2 &amp;amp; "3" שלום</p>`;
  expect(
    withDocument(html, ({ body }) => [body.querySelector('p')?.getAttribute('data-name'), body.textContent]),
  ).toEqual(['a"b&c<d', '1 < 2 &amp; "3" שלום']);
});

it('cuts off what pretends to be deep, and refuses what is endless', () => {
  expect(outline('<div>'.repeat(5000)).html.match(/<div>/g)).toHaveLength(200);
  expect(() => outline('<p>x</p>'.repeat(130_000))).toThrow(
    expect.objectContaining({ code: 'moodle.response-too-large' }),
  );
});

describe('a page that is whole', () => {
  const page = (text: string): string => `<html><body><ul><li>${text}</li></ul></body></html>`;

  it.each([
    ['as it is sent', page('x')],
    ['with what a host adds behind it', `${page('x')}\n<!-- cached --><script>track()</script>\n`],
    ['with a menu that nobody closed', page('<nav>x')],
    ['with an end that is only shown', page('&lt;/html&gt;')],
  ])('%s', (_what, html) => expect(isWholePage(html)).toBe(true));

  it.each([
    ['breaks off', page('x').slice(0, 30)],
    ['breaks off behind a text that ends like a page', page('</body></html><p>more').slice(0, -20)],
    ['goes on behind what ends like a page', `${page('x')}<ul><li>y</li></ul></body></html>`],
    ['is swallowed by a text without end', page('<plaintext>')],
    ['is swallowed by a comment without end', page('<!--')],
    ['is swallowed by a field without end', page('<textarea>')],
    ['is none', '{"error":"</html>"}'],
  ])('is not one that %s', (_what, html) => expect(isWholePage(html)).toBe(false));
});

describe('pages made to keep a machine busy take no more than others of their size', () => {
  // Taken one by one against all before them, each of these would take minutes.
  it('with hundreds of thousands of attributes in one tag', () => {
    const attributes = Array.from({ length: 200_000 }, (_, index) => `data-a${index}="1"`).join(' ');
    const html = `<div id="a" class="b" ${attributes}><p>x</p></div>`;
    expect(withDocument(html, ({ body }) => [body.firstElementChild?.id, body.textContent])).toEqual([
      'a',
      'x',
    ]);
  });

  it('with hundreds of thousands of elements inside of each other', () => {
    expect(() => outline('<b>'.repeat(1_000_000))).toThrow(
      expect.objectContaining({ code: 'moodle.response-too-large' }),
    );
  });
});
