import { AppError } from '../../errors';
import type { MoodleHttpClient } from '../http/moodle-http.client';
import { isAllowedHome } from '../http/redirects';
import type { MoodleSite } from '../words';
import { readPublicConfig } from './public-config';

/** What a Moodle answers, or a web server before it, once it lives elsewhere. */
const MAY_HAVE_MOVED = new Set<AppError['code']>(['moodle.wrong-address', 'moodle.redirect-refused']);

/** Where sites are now: a site that says it has moved is followed, as far as the operator's list of addresses goes. */
export class SiteAddresses {
  /** By the address in the operator's list. */
  private readonly moved = new Map<string, string>();

  constructor(private readonly http: MoodleHttpClient) {}

  current(site: MoodleSite): MoodleSite {
    const address = this.moved.get(site.baseUrl);
    return address === undefined ? site : this.at(site, address);
  }

  /** The site at an address that it was found at, as far as the operator allows it to be there. */
  at(site: MoodleSite, address: string): MoodleSite {
    if (address === site.baseUrl || !isAllowedHome(new URL(address), site)) return site;
    // What Moodle listed before it moved stands under the old address.
    return { ...site, baseUrl: address, alsoAt: [site.baseUrl, ...(site.alsoAt ?? [])] };
  }

  /**
   * Runs `ask` against the site where it is; once more where the site says that it has moved. Rejects with `moodle.wrong-address`
   * when it moved to an address that the operator does not list.
   */
  async reach<T>(site: MoodleSite, signal: AbortSignal, ask: (at: MoodleSite) => Promise<T>): Promise<T> {
    const known = this.current(site);
    try {
      return await ask(known);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AppError) || !MAY_HAVE_MOVED.has(error.code)) throw error;
      const address = await this.locate(site, signal);
      if (address === null || address === known.baseUrl) throw error;
      this.moved.set(site.baseUrl, address);
      return ask(this.current(site));
    }
  }

  /** What the site calls its own address; `null` when it does not say. */
  private async locate(site: MoodleSite, signal: AbortSignal): Promise<string | null> {
    const wwwroot = await this.wwwrootOf(site, signal);
    if (wwwroot === null || !URL.canParse(wwwroot)) return null;
    const url = new URL(wwwroot);
    if (isAllowedHome(url, site)) return url.origin + url.pathname.replace(/\/+$/, '');
    throw new AppError('moodle.wrong-address', { detail: `the site calls itself ${url.origin}` });
  }

  private async wwwrootOf(site: MoodleSite, signal: AbortSignal): Promise<string | null> {
    for (const baseUrl of [site.baseUrl, ...(site.alsoAt ?? [])]) {
      try {
        return (await readPublicConfig(this.http, { ...site, baseUrl }, signal)).wwwroot;
      } catch {
        signal.throwIfAborted();
      }
    }
    return null;
  }
}
