import { withDocument } from '../dom/document';
import { firstOf, textOf, type Selectors } from '../dom/finding';
import { readPageConfig } from '../session/page-config';

/** What `/mod/page/view.php` shows. */
export interface PageContent {
  readonly contextId: number | null;
  readonly text: string | null;
}

const CONTENT: Selectors = [
  '[role="main"] .generalbox .no-overflow',
  '[role="main"] .generalbox',
  '#region-main .no-overflow',
];

export function readPageContent(html: string): PageContent {
  const { contextId } = readPageConfig(html);
  return withDocument(html, (document) => ({ contextId, text: textOf(firstOf(document, CONTENT)) }));
}

/** Of a base address: without a bound, a text of nothing but beginnings of addresses takes minutes. */
const ATTACHED = /https?:\/\/[^"'\s<>]{1,300}?\/pluginfile\.php\/\d+\/mod_page\/content\/[^"'\s<>?]+/g;

/** Addresses of the pictures and files that the text of a page shows. */
export const attachedTo = (html: string): readonly string[] => [...new Set(html.match(ATTACHED) ?? [])];
