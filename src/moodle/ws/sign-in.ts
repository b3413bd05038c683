import { AppError } from '../../errors';
import { MoodleRefusal } from '../failures/errorcodes';
import { readJson } from '../http/json-answer';
import type { MoodleHttpClient } from '../http/moodle-http.client';
import { parseSiteInfo, parseToken } from '../parse';
import type { MoodleAccess, MoodleCredentials, MoodleProfile, MoodleSite } from '../words';
import { accountObjection } from './account-check';
import { encodeForm } from './form';
import { SERVICE } from './launch';
import { RestClient } from './rest.client';

async function requestToken(
  http: MoodleHttpClient,
  site: MoodleSite,
  { username, password }: MoodleCredentials,
  signal: AbortSignal,
): Promise<string> {
  const what = 'login/token.php';
  const answer = await http.exchange({
    site,
    url: `${site.baseUrl}/login/token.php`,
    contentType: 'application/x-www-form-urlencoded',
    body: encodeForm({ username, password, service: SERVICE }),
    what,
    signal,
    urgent: true,
  });
  return parseToken(readJson(answer, { what, place: 'sign-in', secret: password }));
}

/** A way in that was proven to open the student's Moodle. */
export interface OpenedAccount {
  readonly access: MoodleAccess;
  readonly profile: MoodleProfile;
}

/** Trades credentials for a token and proves that the token opens the student's Moodle. */
export async function signIn(
  http: MoodleHttpClient,
  site: MoodleSite,
  credentials: MoodleCredentials,
  signal: AbortSignal,
): Promise<OpenedAccount> {
  // Moodle answers an empty field with "missing parameter" or "wrong password", depending on its version.
  if (credentials.username.trim() === '' || credentials.password === '')
    throw new AppError('auth.invalid-credentials', { detail: 'an empty user name or password' });
  const token = await requestToken(http, site, credentials, signal);
  return openAccount(http, { site, token }, signal);
}

/**
 * Proves that a new token opens the student's Moodle. A token is given even to an account that must change its password or agree to a
 * policy first; that is asked beside the profile.
 */
export async function openAccount(
  http: MoodleHttpClient,
  access: MoodleAccess,
  signal: AbortSignal,
): Promise<OpenedAccount> {
  const options = { signal, urgent: true };
  const rest = new RestClient(http, access);
  const askProfile = (): Promise<unknown> =>
    rest.call('core_webservice_get_site_info', {}, { ...options, place: 'sign-in' });
  const [info, objection] = await Promise.all([
    // In an account that was never used before, Moodle lets one of two simultaneous requests fail over a record that both write.
    askProfile().catch((error: unknown) => {
      if (error instanceof MoodleRefusal && error.errorcode === 'dmlwriteexception') return askProfile();
      throw error;
    }),
    // Unanswered, it is asked again as soon as the list of courses is empty.
    accountObjection(http, access, options).catch(() => null),
  ]);
  if (objection) throw objection;
  return { access, profile: parseSiteInfo(info) };
}
