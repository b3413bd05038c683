import type { Response } from 'got';
import { AppError } from '../../errors';
import type { MoodleSite } from '../words';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const basesOf = ({ baseUrl, alsoAt = [] }: MoodleSite): URL[] =>
  [baseUrl, ...alsoAt].map((base) => new URL(`${base}/`));

const isPlain = ({ username, password }: URL): boolean => username === '' && password === '';

/** The base of the site that an address stands under, same scheme, host and port, and inside its folder; or `null`. */
export function baseOver(url: URL, site: MoodleSite): URL | null {
  const over = (base: URL): boolean => url.origin === base.origin && url.pathname.startsWith(base.pathname);
  return (isPlain(url) && basesOf(site).find(over)) || null;
}

/** Whether the operator allows this site to be at an address: on one of its servers, in whatever folder. */
export function isAllowedHome(url: URL, site: MoodleSite): boolean {
  return isPlain(url) && basesOf(site).some(({ origin }) => origin === url.origin);
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
  if (target !== null && response.statusCode !== 303 && baseOver(target, site)) return target.href;
  giveUp();
  throw new AppError('moodle.redirect-refused', {
    detail: `${what}: status ${response.statusCode} to ${target?.origin ?? 'an unreadable address'}`,
  });
}
