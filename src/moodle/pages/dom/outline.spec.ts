import { withDocument } from './document';
import { lineOf, textOf } from './finding';
import { outline } from './outline';

it('leaves out what runs, what is drawn, and the menus around', () => {
  const html = `<div id="a" onclick="steal()" style="x"><script>alert(1)</script><img src=x onerror=steal()><nav>menu</nav>
    <svg><a href="x">y</a></svg><iframe src="http://x"></iframe><p class="b" data-id="7">kept</p></div>`;
  expect(outline(html)).toBe('<div id="a"><p class="b" data-id="7">kept</p></div>');
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
  expect(outline('<div>'.repeat(5000)).match(/<div>/g)).toHaveLength(200);
  expect(() => outline('<p>x</p>'.repeat(130_000))).toThrow(
    expect.objectContaining({ code: 'moodle.response-too-large' }),
  );
});
