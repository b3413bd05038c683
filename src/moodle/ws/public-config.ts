import { refused } from '../failures/errorcodes';
import { readJson } from '../http/json-answer';
import type { MoodleHttpClient } from '../http/moodle-http.client';
import { parseAjax, parsePublicConfig, parseVersion } from '../parse';
import type { MoodlePublicConfig, MoodleSite } from '../words';

const FUNCTION = 'tool_mobile_get_public_config';
/** Exists in every Moodle, and is refused here: the refusal points at the documentation of the site's version. */
const REFUSED = 'core_webservice_get_site_info';

const BODY = JSON.stringify(
  [FUNCTION, REFUSED].map((methodname, index) => ({ index, methodname, args: {} })),
);

/** What the site tells about itself; answered without signing in, and with web services off as well. */
export async function readPublicConfig(
  http: MoodleHttpClient,
  site: MoodleSite,
  signal: AbortSignal,
): Promise<MoodlePublicConfig> {
  const answer = await http.exchange({
    site,
    url: `${site.baseUrl}/lib/ajax/service-nologin.php?info=${FUNCTION}`,
    contentType: 'application/json',
    body: BODY,
    what: FUNCTION,
    signal,
    urgent: true,
  });
  const question = { what: FUNCTION, place: 'site', secret: '' } as const;
  const list = readJson(answer, question);
  const reply = parseAjax(list);
  if ('errorcode' in reply) throw refused(reply.errorcode, question.place, question.what, '');
  return parsePublicConfig(reply.data, parseVersion(list));
}
