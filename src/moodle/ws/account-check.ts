import type { ErrorCode } from '../../contract';
import { AppError } from '../../errors';
import { refused } from '../failures/errorcodes';
import { failureOf, jsonOf } from '../http/json-answer';
import type { Meter, MoodleHttpClient } from '../http/moodle-http.client';
import { refusalOf } from '../parse';
import type { MoodleAccess } from '../words';
import { encodeForm } from './form';

/**
 * A file that never exists, in an area of the system context that Moodle guards by the full sign-in check and nothing else
 * (lib/filelib.php, `grading`/`description`; the same in 4.1 and 4.5): "not found" means that the account is in order.
 */
const GUARDED_FILE = '/webservice/pluginfile.php/1/grading/description/0/account';

/** States of an account in which Moodle answers web services with empty lists instead of an error. */
const OBJECTIONS = new Set<ErrorCode>([
  'auth.must-change-password',
  'auth.policy-not-agreed',
  'auth.profile-incomplete',
  'auth.moodle-account-suspended',
  'auth.account-not-confirmed',
  'auth.moodle-token-expired',
  'moodle.maintenance',
]);

/**
 * What stands between this student and their courses although the token is good, or `null`. Rejects when the answer cannot be
 * had: an unanswered question proves nothing.
 */
export async function accountObjection(
  http: MoodleHttpClient,
  { site, token }: MoodleAccess,
  options: { readonly signal: AbortSignal; readonly meter?: Meter; readonly urgent?: boolean },
): Promise<AppError | null> {
  const what = 'account check';
  const answer = await http.exchange({
    ...options,
    site,
    url: site.baseUrl + GUARDED_FILE,
    contentType: 'application/x-www-form-urlencoded',
    body: encodeForm({ token }),
    what,
  });
  const errorcode = refusalOf(jsonOf(answer.body));
  if (errorcode === null) {
    const failure = failureOf(answer, { what, place: 'file', secret: token });
    if (failure.retryable) throw failure;
    return null;
  }
  const error = refused(errorcode, 'file', what, token);
  return OBJECTIONS.has(error.code) ? error : null;
}
