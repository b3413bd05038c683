import { storable } from '../../parse/scalars';

export interface FileAddress {
  readonly contextId: number;
  readonly component: string;
  readonly area: string;
  /** Folder inside the area, beginning and ending with `/`. */
  readonly path: string;
  readonly name: string;
}

/** Areas whose address has no item between area and path. */
const WITHOUT_ITEM: ReadonlySet<string> = new Set([
  'mod_label/intro',
  'course/overviewfiles',
  'course/summary',
]);

/** What an address of `pluginfile.php` says; `null` for any other. */
export function fileAt(address: string): FileAddress | null {
  if (!URL.canParse(address)) return null;
  const { pathname } = new URL(address);
  const [, rest] = pathname.split('/pluginfile.php/');
  if (rest === undefined) return null;
  const [context = '', component = '', area = '', ...tail] = rest.split('/').map(decoded);
  const parts = WITHOUT_ITEM.has(`${component}/${area}`) ? tail : tail.slice(1);
  const name = storable(parts.at(-1) ?? '');
  if (!/^\d+$/.test(context) || area === '' || name === '') return null;
  const folders = parts.slice(0, -1).map(storable);
  return {
    contextId: Number(context),
    component,
    area,
    path: folders.length > 0 ? `/${folders.join('/')}/` : '/',
    name,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
