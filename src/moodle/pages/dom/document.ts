import { JSDOM } from 'jsdom';
import { outline } from './outline';

/**
 * Reads a page as a document. It has no scripts, loads nothing and is no more after `read`: nothing of it may be kept, or its whole
 * window stays in memory.
 */
export function withDocument<T>(html: string, read: (document: Document) => T): T {
  const { window } = new JSDOM(outline(html));
  try {
    return read(window.document);
  } finally {
    window.close();
  }
}
