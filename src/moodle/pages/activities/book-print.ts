import { withDocument } from '../dom/document';
import { firstOf, lineOf, type Selectors } from '../dom/finding';

export interface ListedChapter {
  readonly id: number;
  readonly title: string;
  readonly level: number;
}

const TABLE: Selectors = [
  '.book_toc_numbered',
  '.book_toc_bullets',
  '.book_toc_indented',
  '.book_toc_none',
  '[class*="book_toc"]',
];
/** What Moodle puts before a chapter's title where the book numbers them. */
const NUMBER = /^\d+(?:\.\d+)*\.?\s+/;

/**
 * Reads the page that prints a whole book (`/mod/book/tool/print/index.php`): the one page that names all chapters by id, and that does
 * not count as opening the book.
 */
export function readBookPrint(html: string): readonly ListedChapter[] {
  return withDocument(html, (document) => {
    const table = firstOf(document, TABLE);
    if (!table) return [];
    const isNumbered = /numbered/.test(table.className);
    return [...table.querySelectorAll('a[href^="#ch"]')].flatMap((link) => {
      const id = /^#ch(\d+)$/.exec(link.getAttribute('href') ?? '')?.[1];
      const title = lineOf(link);
      const depth = depthOf(link, table);
      return id === undefined
        ? []
        : [
            {
              id: Number(id),
              title: isNumbered ? title.replace(NUMBER, '') : title,
              level: Math.min(1, depth),
            },
          ];
    });
  });
}

/** Lists around a link, inside the table of contents, but for the outermost. */
function depthOf(link: Element, table: Element): number {
  let depth = -1;
  for (let at = link.parentElement; at && at !== table; at = at.parentElement)
    if (at.localName === 'ul' || at.localName === 'ol') depth += 1;
  return Math.max(0, depth);
}
