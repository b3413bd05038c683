import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser sent this request from a page of another site. Browsers name the origin of every unsafe request and of every
 * WebSocket; a request that names none comes from no browser, and carries no cookie it was not given on purpose.
 */
export function isForeignOrigin(headers: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  const { origin, host } = headers;
  if (headers['sec-fetch-site'] === 'cross-site') return true;
  if (origin === undefined) return false;
  const theirs = hostOf(origin); // none for `null`, which sandboxed pages and local files send
  const own = [host, publicUrl === undefined ? undefined : hostOf(publicUrl)];
  return theirs === undefined || !own.includes(theirs);
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
