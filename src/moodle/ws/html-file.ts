import { tokenUrl } from '../files/open-file';
import { failureOf, jsonOf } from '../http/json-answer';
import type { Meter, MoodleHttpClient } from '../http/moodle-http.client';
import { htmlToText, refusalOf } from '../parse';
import type { MoodleAccess } from '../words';
import { encodeForm } from './form';

const what = 'page file';

/** Text of an HTML file that Moodle made (a book's chapter, a page). The token goes in the body, and to the site itself alone. */
export async function readHtmlFile(
  http: MoodleHttpClient,
  { site, token }: MoodleAccess,
  url: string,
  options: { readonly signal: AbortSignal; readonly meter: Meter },
): Promise<string> {
  const answer = await http.exchange({
    ...options,
    site,
    url: tokenUrl(site, url),
    contentType: 'application/x-www-form-urlencoded',
    body: encodeForm({ token }),
    what,
  });
  if (answer.status !== 200 || refusalOf(jsonOf(answer.body)) !== null)
    throw failureOf(answer, { what, place: 'file', secret: token });
  return htmlToText(answer.body.toString('utf8'));
}
