import { AppError } from '../../errors';
import { readJson } from '../http/json-answer';
import type { MoodleHttpClient } from '../http/moodle-http.client';
import { isAllowedHome } from '../http/redirects';
import type { MoodlePublicConfig, MoodleSite, MoodleSiteFacts } from '../words';
import { encodeForm } from './form';
import { LAUNCH_PAGE } from './launch';

/** The site's words about itself, and how far the operator's list lets them be followed. `site` is where it answered. */
export function siteFacts(config: MoodlePublicConfig, site: MoodleSite): MoodleSiteFacts {
  const allowed = (address: string): boolean =>
    URL.canParse(address) && isAllowedHome(new URL(address), site);
  const homeAllowed = allowed(config.wwwroot);
  const home = homeAllowed ? config.wwwroot : site.baseUrl;
  const named = config.launchUrl !== null && allowed(config.launchUrl) ? config.launchUrl : null;
  return {
    ...config,
    foundAt: site.baseUrl,
    homeAllowed,
    launchUrl: named ?? `${home}${LAUNCH_PAGE}`,
    wwwroots: config.httpsWwwroot === null ? [config.wwwroot] : [config.wwwroot, config.httpsWwwroot],
  };
}

/** Asks for nothing and with no token: where REST is on, it is refused in REST's own words. */
export async function answersRest(
  http: MoodleHttpClient,
  site: MoodleSite,
  signal: AbortSignal,
): Promise<boolean> {
  const what = 'REST protocol';
  const answer = await http.exchange({
    site,
    url: `${site.baseUrl}/webservice/rest/server.php`,
    contentType: 'application/x-www-form-urlencoded',
    body: encodeForm({ wsfunction: 'core_webservice_get_site_info', moodlewsrestformat: 'json' }),
    what,
    signal,
    urgent: true,
  });
  try {
    readJson(answer, { what, place: 'site', secret: '' });
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === 'auth.moodle-token-expired';
  }
}
