import { refused } from '../failures/errorcodes';
import { readJson } from '../http/json-answer';
import type { MoodleHttpClient } from '../http/moodle-http.client';
import { parseAjax, parsePublicConfig } from '../parse';
import type { MoodlePublicConfig, MoodleSite } from '../words';

const FUNCTION = 'tool_mobile_get_public_config';

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
    body: JSON.stringify([{ index: 0, methodname: FUNCTION, args: {} }]),
    what: FUNCTION,
    signal,
    urgent: true,
  });
  const question = { what: FUNCTION, place: 'site', secret: '' } as const;
  const reply = parseAjax(readJson(answer, question));
  if ('errorcode' in reply) throw refused(reply.errorcode, question.place, question.what, '');
  return parsePublicConfig(reply.data);
}
