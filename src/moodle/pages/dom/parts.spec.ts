import { withDocument } from './document';
import { Matcher, partOf, type Part } from './parts';

const HTML = '<ul><li class="a b" id="one" data-x="12"></li><li class="b"></li><p data-x="9"></p></ul>';
const parts = withDocument(HTML, ({ body }) => [...body.querySelectorAll('*')].map(partOf));
const ids = (found: readonly Part[]): number[] => found.map((part) => parts.indexOf(part));

it.each([
  ['li', [1, 2]],
  ['.b', [1, 2]],
  ['li.a.b', [1]],
  ['#one', [1]],
  ['[data-x]', [1, 3]],
  ['[data-x="9"]', [3]],
  ['li[data-x^="1"]', [1]],
  ['[data-x*="2"]', [1]],
  ['.nothing', []],
])('%s', (selector, expected) => {
  expect(ids(new Matcher([selector]).all(parts))).toEqual(expected);
});

it('goes by the best selector that fits any', () => {
  const matcher = new Matcher(['.nothing', 'p', 'li']);
  expect([parts.indexOf(matcher.first(parts) ?? partsOfNobody()), ids(matcher.all(parts))]).toEqual([3, [3]]);
});

it.each(['ul li', 'a > b', 'li:first-child', ''])('does not take what it would misread: %j', (selector) => {
  if (selector === '') expect(new Matcher([selector]).first(parts)).toBe(parts[0]);
  else expect(() => new Matcher([selector])).toThrow('not one compound selector');
});

function partsOfNobody(): Part {
  throw new Error('nothing found');
}
