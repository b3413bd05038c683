const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** East Asian characters and emoji take two columns of a terminal (https://www.unicode.org/reports/tr11/). */
const WIDE =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6])/u;
/** Marks, and what steers the direction of text, take none. */
const NO_WIDTH = /^(?:\p{M}|\p{Cf})+$/u;

/** What steers a terminal, or turns the text of a whole line around, comes from a Moodle and is shown as a sign of its own. */
// eslint-disable-next-line no-control-regex -- control characters are exactly what is taken out
const STEERING = /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\u2028\u2029]/g;

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** Columns of a terminal that a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text))
    if (!NO_WIDTH.test(segment)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** One line that does what it looks like. */
export const harmless = (text: string): string => text.replace(STEERING, '\uFFFD');

/** Hebrew and Arabic stand for themselves between two invisible marks: what is left and right of them keeps its place. */
export const isolated = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);

/** Cut to so many columns, with a sign that it was. */
export function fitted(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    const more = widthOf(segment);
    if (width + more > columns - 1) break;
    kept += segment;
    width += more;
  }
  return `${kept}…`;
}
