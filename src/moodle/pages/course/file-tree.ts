import { lineOf } from '../dom/finding';
import { fileAt } from '../activities/file-address';

/** A file as a page links to it; what else is known of it comes from its headers. */
export interface ListedFile {
  readonly name: string;
  readonly path: string;
  readonly url: string;
}

/** Files that are linked to inside an element, in the order of the page, each once. */
export function readFileTree(root: ParentNode): readonly ListedFile[] {
  const files = new Map<string, ListedFile>();
  for (const link of root.querySelectorAll('a[href*="/pluginfile.php/"]')) {
    const url = link.getAttribute('href') ?? '';
    const file = fileAt(url);
    if (file && !files.has(url)) files.set(url, { name: file.name || lineOf(link), path: file.path, url });
  }
  return [...files.values()];
}
