import { storable } from '../../parse/scalars';

/** What a page says of the visitor it was made for. */
export interface PageConfig {
  /** `null` where the page does not tell, `0` for nobody. */
  readonly userId: number | null;
  /** The same, as far as the page's head says it for sure; what else names a user may name another one's. */
  readonly shownTo: number | null;
  readonly sesskey: string | null;
  /** The site's own idea of its base address, without a trailing slash. */
  readonly wwwroot: string | null;
  /** Of the page's own words, e.g. `he`. */
  readonly language: string | null;
  /** Of what the page is about; what stands in addresses of its files. */
  readonly contextId: number | null;
}

type Fact = 'shownTo' | 'userId' | 'sesskey' | 'wwwroot' | 'language' | 'contextId';

/**
 * Where each fact stands; the first that fits. Themes differ, and sites before 4.2 do not name the user in `M.cfg`. A search for the rest
 * of a tag ends where the next begins: without that, a text of nothing but beginnings takes hours.
 */
const PLACES: Readonly<Record<Fact, readonly RegExp[]>> = {
  // A text on the page may hold JSON of its own.
  shownTo: [
    /\bM\.cfg\s*=\s*\{[^<]{0,5000}?"userId":\s*"?(\d+)/,
    /<body[^<>]*\bclass="[^"<>]*\bnot(loggedin)\b/,
  ],
  userId: [/\bdata-userid="(\d+)"/, /\bdata-user-id="(\d+)"/, /\/user\/profile\.php\?id=(\d+)/],
  sesskey: [
    /"sesskey":\s*"(\w+)"/,
    /\/login\/logout\.php\?sesskey=(\w+)/,
    /name="sesskey"[^<>]{0,300}?value="(\w+)"/,
  ],
  wwwroot: [/"wwwroot":\s*"([^"]{1,500})"/],
  language: [/<html[^<>]*\slang="([\w-]+)"/],
  contextId: [/<body[^<>]*\bcontext-(\d+)\b/, /"contextid":\s*(\d+)/],
};

function find(html: string, fact: Fact): string | null {
  for (const place of PLACES[fact]) {
    const value = place.exec(html)?.[1];
    if (value !== undefined) return storable(value);
  }
  return null;
}

export function readPageConfig(html: string): PageConfig {
  const shownTo = toUser(find(html, 'shownTo'));
  return {
    userId: shownTo ?? toUser(find(html, 'userId')),
    shownTo,
    sesskey: find(html, 'sesskey'),
    wwwroot: find(html, 'wwwroot')?.replaceAll('\\/', '/').replace(/\/+$/, '') ?? null,
    language: find(html, 'language'),
    contextId: Number(find(html, 'contextId') ?? 0) || null,
  };
}

const toUser = (found: string | null): number | null =>
  found === null ? null : found === 'loggedin' ? 0 : Number(found);
