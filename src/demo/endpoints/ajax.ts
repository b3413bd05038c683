import { MoodleError, ajaxException, pageError, refusal } from '../calls/errors';
import { publicConfig } from '../calls/site';
import { Incoming } from '../http/incoming';
import { JsonText, phpJson } from '../http/php-json';
import { ajaxJson } from '../http/reply';
import { stringsOf } from '../pages/words';
import { Campus, Endpoint } from './context';

const PUBLIC = 'tool_mobile_get_public_config';
const STRINGS = 'core_get_strings';

/** POST (or GET with `args`) /lib/ajax/service-nologin.php: the little a site says before sign-in. */
export const nologinEndpoint: Endpoint = async (incoming, campus, traffic) => {
  traffic.record.functions.push('public_config');
  try {
    await campus.faults.pass({ fn: 'public_config', courses: [], username: undefined });
  } catch (error) {
    if (!(error instanceof MoodleError)) throw error;
    return ajaxJson(new JsonText(`[${exceptionOf(error, campus)}]`));
  }
  const methods = methodsOf(incoming);
  if (methods === undefined) return ajaxJson(JsonText.of(pageError(refusal('codingerror'))));
  const answers: string[] = [];
  for (const method of methods) {
    const known = method === PUBLIC || method === STRINGS;
    if (!known && !campus.functions.has(method)) {
      return ajaxJson(JsonText.of(pageError(refusal('invalidrecord', 'external_functions'))));
    }
    const data = (): unknown => (method === PUBLIC ? configOf(campus) : stringsOf(incoming.body));
    answers.push(known ? phpJson({ error: false, data: data() }) : needsSession(campus));
    if (!known) break;
  }
  return ajaxJson(new JsonText(`[${answers.join(',')}]`));
};

const configOf = ({ site, world }: Campus): unknown => publicConfig(site, world.siteUrl, world.release);

const exceptionOf = (error: MoodleError, { world }: Campus): string =>
  phpJson({ error: true, exception: ajaxException(error, world.siteUrl) });

const needsSession = (campus: Campus): string => exceptionOf(refusal('servicerequireslogin'), campus);

function methodsOf({ method, body, query }: Incoming): string[] | undefined {
  const text = method === 'POST' ? body : query.args;
  try {
    const requests: unknown = JSON.parse(typeof text === 'string' ? text : '');
    if (!Array.isArray(requests)) return undefined;
    return requests.map((each: unknown) =>
      typeof each === 'object' && each !== null && 'methodname' in each ? String(each.methodname) : '',
    );
  } catch {
    return undefined;
  }
}
