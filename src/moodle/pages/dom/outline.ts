import { Parser } from 'htmlparser2';
import { AppError } from '../../../errors';

/** Elements that hold no fact: what runs, what is drawn, and the menus around the content. */
const LEFT_OUT = new Set(
  'script style svg math noscript template iframe object embed canvas source track link meta base img picture nav footer select option'.split(
    ' ',
  ),
);
/** The same, by class: an activity's icon, its check boxes for teachers, the arrows that fold a section. */
const LEFT_OUT_CLASSES = new Set(
  'bulkselect activityiconcontainer icons-collapse-expand commentscontainer activity-actions action-menu userpicture'.split(
    ' ',
  ),
);
const VOID = new Set('area br col hr input param wbr'.split(' '));
/** Attributes that a fact is read from, besides `data-*`. */
const KEPT = new Set(
  'id class href name value type action method datetime title lang headers colspan role'.split(' '),
);
/** Spaces at their edges are never shown, and most of a page's text is that. */
const BLOCKS = new Set(
  'html head body title div section article main aside header form fieldset ul ol li dl dt dd table thead tbody tfoot tr td th p h1 h2 h3 h4 h5 h6 blockquote pre'.split(
    ' ',
  ),
);
/** Deeper than any page nests; what pretends to is cut off. */
const MAX_DEPTH = 200;
/** Elements of a course page with 3,000 activities. */
const MAX_ELEMENTS = 120_000;
/** Open at once, what is cut off included: the parser looks through all of them at each tag. */
const MAX_OPEN = 6_000;
/** More than any element of a Moodle page has. jsdom looks each up among those before it, so a hundred thousand take minutes. */
const MAX_ATTRIBUTES = 64;
/** Once one of these is closed nothing follows on the page. */
const LAST_CLOSED = new Set(['body', 'html']);

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export interface Outline {
  readonly html: string;
  /**
   * The page goes on to its own end: it is closed where it says so, and nothing comes after. Text that only reads like the end, or an
   * element that swallows what stands behind it (`<plaintext>`, a comment without end), is no end.
   */
  readonly isWhole: boolean;
}

/**
 * The page without what no fact is read from. A DOM costs fifty times as much an element as reading through, and most of a Moodle page is
 * scripts, icons, menus and indentation.
 * @throws AppError `moodle.response-too-large`
 */
export function outline(html: string): Outline {
  const parts: string[] = [];
  let leftOut = 0;
  let depth = 0;
  let elements = 0;
  let isClosed = false;
  let hasEnd = false;
  let isTornOpen = false;
  /** The last thing was the edge of a block. */
  let atEdge = true;
  /** A space waits for what comes behind it. */
  let space = false;
  const tag = (name: string): void => {
    const isEdge = BLOCKS.has(name);
    if (space && !isEdge) parts.push(' ');
    [space, atEdge] = [false, isEdge];
  };
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const isVoid = VOID.has(name);
        if (leftOut > 0 || !isKept(name, attributes) || depth >= MAX_DEPTH) {
          if (!isVoid && !isEmptyByNature(name)) leftOut += 1;
          if (leftOut + depth > MAX_OPEN) throw tooLarge(`${MAX_OPEN} elements inside of each other`);
          return;
        }
        elements += 1;
        isTornOpen ||= isClosed;
        if (elements > MAX_ELEMENTS) throw tooLarge(`${MAX_ELEMENTS} elements`);
        if (!isVoid) depth += 1;
        tag(name);
        parts.push('<', name);
        for (const [key, value] of keptOf(attributes)) parts.push(' ', key, '="', escaped(value), '"');
        parts.push('>');
      },
      ontext: (text) => {
        if (leftOut > 0) return;
        const folded = text.replace(/\s+/g, ' ');
        if (folded === ' ') {
          space ||= !atEdge;
          return;
        }
        if (space) parts.push(' ');
        [space, atEdge] = [false, false];
        parts.push(escaped(folded));
      },
      onclosetag: (name, isImplied) => {
        if (!isImplied && leftOut === 0 && LAST_CLOSED.has(name)) isClosed = true;
        if (!isImplied && leftOut === 0 && name === 'html') hasEnd = true;
        if (VOID.has(name) || isEmptyByNature(name)) return;
        if (leftOut > 0) {
          leftOut -= 1;
          return;
        }
        depth -= 1;
        tag(name);
        parts.push('</', name, '>');
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return { html: parts.join(''), isWhole: hasEnd && !isTornOpen };
}

/** Whether a page came to its end; see `Outline`. */
export const isWholePage = (html: string): boolean => outline(html).isWhole;

const tooLarge = (what: string): AppError =>
  new AppError('moodle.response-too-large', { detail: `page: more than ${what}` });

const keptOf = (attributes: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(attributes)
    .filter(([key]) => KEPT.has(key) || /^data-[\w-]+$/.test(key))
    .slice(0, MAX_ATTRIBUTES);

/** Left out, and closed by nothing. */
const EMPTY_LEFT_OUT = new Set('embed source track link meta base img'.split(' '));
const isEmptyByNature = (name: string): boolean => EMPTY_LEFT_OUT.has(name);

function isKept(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (LEFT_OUT.has(name) || !/^[a-z][a-z0-9]*$/.test(name)) return false;
  const classes = attributes.class;
  return classes === undefined || !classes.split(/\s+/).some((each) => LEFT_OUT_CLASSES.has(each));
}
