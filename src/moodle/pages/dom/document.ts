import { JSDOM } from 'jsdom';
import { outline } from './outline';

/**
 * Reads a page as a document. It has no scripts, loads nothing and is no more after `read`: nothing of it may be kept, or its whole
 * window stays in memory. `isWhole` says whether the page came to its end.
 */
export function withDocument<T>(html: string, read: (document: Document, isWhole: boolean) => T): T {
  const outlined = outline(html);
  const { window } = new JSDOM(outlined.html);
  try {
    return read(window.document, outlined.isWhole);
  } finally {
    window.close();
  }
}
