import { z } from 'zod';
import { MoodleError, ajaxException, pageError, refusal } from '../calls/errors';
import { Campus, Endpoint } from '../endpoints/context';
import { JsonText, phpJson } from '../http/php-json';
import { ajaxJson } from '../http/reply';
import { StudentModel } from '../model';
import { OpenRecord } from '../state/traffic';
import { callAs } from './page-call';

const batch = z.array(
  z.object({ methodname: z.string(), args: z.record(z.string(), z.unknown()).default({}) }),
);

/** What the mobile service has, and pages may not call. */
const NOT_FOR_PAGES: ReadonlySet<string> = new Set([
  'core_course_get_contents',
  'core_enrol_get_users_courses',
]);

/** POST /lib/ajax/service.php?sesskey=: calls of the site's own pages, until the first that is refused. */
export const ajaxEndpoint: Endpoint = async (incoming, campus, traffic) => {
  const session = campus.sessions.of(incoming);
  const refuse = (errorcode: string): ReturnType<typeof ajaxJson> =>
    ajaxJson(new JsonText(`[${exceptionOf(refusal(errorcode), campus)}]`));
  if (campus.site.maintenance === 'web') return refuse('sitemaintenance');
  if (!session?.student) return refuse('servicerequireslogin');
  if (incoming.query.sesskey === undefined)
    return ajaxJson(JsonText.of(pageError(refusal('missingparam', 'sesskey'))));
  if (incoming.query.sesskey !== session.sesskey) return refuse('invalidsesskey');
  const calls = callsIn(incoming.body);
  if (calls === null) return ajaxJson(JsonText.of(pageError(refusal('codingerror'))));
  try {
    return ajaxJson(new JsonText(`[${(await answers(calls, session.student, campus, traffic)).join(',')}]`));
  } catch (error) {
    if (error instanceof MoodleError) return ajaxJson(JsonText.of(pageError(error)));
    throw error;
  }
};

async function answers(
  calls: z.output<typeof batch>,
  student: StudentModel,
  campus: Campus,
  traffic: OpenRecord,
): Promise<string[]> {
  const given: string[] = [];
  for (const { methodname, args } of calls) {
    try {
      if (!student.policyAgreed)
        throw refusal('sitepolicynotagreed', `${campus.world.siteUrl}/user/policy.php`);
      if (NOT_FOR_PAGES.has(methodname)) throw refusal('servicenotavailable');
      const data = await callAs(student, methodname, args, campus, traffic);
      given.push(`{"error":false,"data":${data.text}}`);
    } catch (error) {
      if (!(error instanceof MoodleError)) throw error;
      // A function that is not there brings all down.
      if (error.errorcode === 'invalidrecord' && error.message.includes('external_functions')) throw error;
      given.push(exceptionOf(error, campus));
      break;
    }
  }
  return given;
}

function callsIn(body: string): z.output<typeof batch> | null {
  try {
    return batch.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

const exceptionOf = (error: MoodleError, { world }: Campus): string =>
  phpJson({ error: true, exception: ajaxException(error, world.siteUrl) });
