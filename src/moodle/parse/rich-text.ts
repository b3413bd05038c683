import { Parser } from 'htmlparser2';
import { decodeHTMLStrict } from 'entities';
import { z } from 'zod';
import { storable } from './scalars';

/** What a line break stands for, before and after the element. */
const BLOCKS = new Set(
  (
    'address article aside blockquote caption center dd details dialog div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody tfoot thead tr ul'
  ).split(' '),
);
/** A paragraph of its own: an empty line around it. */
const PARAGRAPHS = new Set('p h1 h2 h3 h4 h5 h6 blockquote pre table'.split(' '));
/** Content that is no reading matter. */
const SILENT = new Set(
  'script style head title template noscript svg math object iframe select textarea'.split(' '),
);

/** White space that is not one space already: single spaces, each a match, would be most of the work. */
const UNEVEN_SPACE = /\s{2,}|[^\S ]/g;
const UNEVEN_SPACE_IN_LINE = /[^\S\n]{2,}|[^\S\n ]/g;

/** Collects text line by line: breaks wait for the text behind them, and the strongest of several wins. */
class Lines {
  private readonly parts: string[] = [];
  private breaks = 0;
  private bullet = '';

  /** At least so many line breaks before the next text; two make an empty line. */
  breakBy(count: number): void {
    this.breaks = Math.max(this.breaks, count);
  }

  /** One line break more, as `<br>` means it. */
  newLine(): void {
    this.breaks = Math.min(2, this.breaks + 1);
  }

  item(): void {
    this.bullet = '• ';
  }

  add(text: string): void {
    // Line breaks of the source are spaces to a reader.
    const spaced = text.replace(UNEVEN_SPACE, ' ');
    if (spaced.trim() !== '') this.parts.push('\n'.repeat(this.breaks), this.bullet);
    else if (this.breaks > 0) return;
    this.parts.push(spaced);
    if (spaced.trim() !== '') [this.breaks, this.bullet] = [0, ''];
  }

  toString(): string {
    return storable(this.parts.join(''))
      .replace(UNEVEN_SPACE_IN_LINE, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim();
  }
}

/** Most texts have neither: nothing is to be parsed in them. */
const MARKUP = /[<&]/;

/**
 * HTML as readable plain text: paragraphs, rows and list items become lines, entities are decoded once, images, scripts and
 * markup are dropped. Never throws, whatever the markup.
 */
export function htmlToText(html: string): string {
  const lines = new Lines();
  if (!MARKUP.test(html)) {
    lines.add(html);
    return lines.toString();
  }
  let silentDepth = 0;
  let itemDepth = 0;
  const edge = (name: string): void => {
    if (PARAGRAPHS.has(name) && itemDepth === 0) lines.breakBy(2);
    else if (BLOCKS.has(name)) lines.breakBy(1);
  };
  const parser = new Parser(
    {
      onopentagname: (name) => {
        edge(name);
        if (SILENT.has(name)) silentDepth += 1;
        else if (name === 'br') lines.newLine();
        else if (name === 'td' || name === 'th') lines.add(' ');
        else if (name === 'li') {
          itemDepth += 1;
          lines.item();
        }
      },
      onclosetag: (name) => {
        edge(name);
        if (SILENT.has(name)) silentDepth -= 1;
        else if (name === 'li') itemDepth -= 1;
      },
      ontext: (text) => {
        if (silentDepth === 0) lines.add(text);
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return lines.toString();
}

/** Names are read by the thousand, and most hold nothing of what `nameToText` looks for: one look tells. */
// eslint-disable-next-line no-control-regex
const TO_BE_MENDED = /[<&\u0000-\u001F\u007F\u00A0\u1680\u2000-\u2029\u202F\u205F\u3000\uD800-\uDFFF\uFEFF]/;

const TAG = /<\/?[a-z][^<>]*>/gi;

/**
 * A name as Moodle formats it: tags stripped by most sites and left in by some, entities escaped. One line, unescaped once:
 * `Signals &amp; Systems ` → `Signals & Systems`, while `&amp;lt;` stays `&lt;`.
 */
export function nameToText(name: string): string {
  if (!TO_BE_MENDED.test(name) && !name.includes('  ')) return name.trim();
  const bare = MARKUP.test(name) ? decodeHTMLStrict(name.replace(TAG, '')) : name;
  return storable(bare).replace(UNEVEN_SPACE, ' ').trim();
}

const orNull = (text: string): string | null => (text === '' ? null : text);

/** A description, summary or intro as plain text, or `null`. */
export const richText: z.ZodType<string | null> = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? orNull(htmlToText(value)) : null));

/** A name, or `null` where it is absent or empty. */
export const formattedName: z.ZodType<string | null> = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? orNull(nameToText(value)) : null));
