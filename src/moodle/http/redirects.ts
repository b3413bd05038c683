import type { Response } from 'got';
import { AppError } from '../../errors';
import type { MoodleSite } from '../words';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Whether an address stands under the site's own base: same scheme, host and port, and inside its folder. */
export function isUnderBase(url: URL, site: MoodleSite): boolean {
  const base = new URL(`${site.baseUrl}/`);
  const plain = url.username === '' && url.password === '';
  return plain && url.origin === base.origin && url.pathname.startsWith(base.pathname);
}

/**
 * Where a redirect leads, or `null` for an answer that is none. Secrets are in the body, so only the site itself may receive it
 * again; a 303 asks for another page without the body, which for Moodle means "sign in first" and never an answer.
 * @throws AppError `moodle.redirect-refused`, naming the other origin and nothing else of the address.
 */
export function redirectTarget(
  response: Response,
  from: string,
  site: MoodleSite,
  what: string,
  giveUp: () => void,
): string | null {
  const { location } = response.headers;
  if (!REDIRECTS.has(response.statusCode) || location === undefined) return null;
  const target = URL.canParse(location, from) ? new URL(location, from) : null;
  if (target !== null && response.statusCode !== 303 && isUnderBase(target, site)) return target.href;
  giveUp();
  throw new AppError('moodle.redirect-refused', {
    detail: `${what}: status ${response.statusCode} to ${target?.origin ?? 'an unreadable address'}`,
  });
}
