import { createHash } from 'node:crypto';
import { refusal } from '../calls/errors';
import { Incoming } from '../http/incoming';
import { PhpArray } from '../http/php-form';
import { Reply, htmlPage, redirect, upgrading } from '../http/reply';
import { cookieFor } from '../pages/sessions';
import { Campus, Endpoint } from './context';

const SERVICE = 'moodle_mobile_app';
const SCHEME = /^[a-zA-Z][a-zA-Z0-9-+.]*$/;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const scalar = (form: PhpArray, name: string): string => {
  const value = form[name];
  return typeof value === 'string' ? value : '';
};

const errorPage = (errorcode: string): Reply =>
  htmlPage('טעות', `<p class="errormessage">${escaped(refusal(errorcode).message)}</p>`, 404);

/** GET /admin/tool/mobile/launch.php: hands a student who is signed in here over to an app, with a token. */
export const launchEndpoint: Endpoint = async (incoming, campus, traffic) => {
  traffic.record.functions.push('launch');
  const { site } = campus;
  if (site.maintenance === 'web') return upgrading(site.maintenanceMessage);
  await campus.faults.pass({ fn: 'launch', courses: [], username: undefined });
  return refusedLaunch(incoming.query, campus) ?? launch(incoming, campus);
};

/** What is wrong with the request or the site, in the order Moodle checks. */
function refusedLaunch(query: PhpArray, { site }: Campus): Reply | null {
  const scheme = scalar(query, 'urlscheme') || 'moodlemobile';
  if (scalar(query, 'service') === '' || scalar(query, 'passport') === '') return errorPage('missingparam');
  if (!SCHEME.test(scheme)) return errorPage('invalidparameter');
  if (!site.webServices) return errorPage('enablewsdescription');
  if (scalar(query, 'service') !== SERVICE || !site.mobileService) return errorPage('servicenotavailable');
  if (site.typeOfLogin === 1) return errorPage('pluginnotenabledorconfigured');
  return null;
}

function launch(incoming: Incoming, campus: Campus): Reply {
  const { site, tokens, world, sessions } = campus;
  const student = sessions.of(incoming)?.student;
  if (!student) {
    const query = new URLSearchParams();
    for (const name of Object.keys(incoming.query)) query.append(name, scalar(incoming.query, name));
    const wanted = `${world.siteUrl}${incoming.path}?${query.toString()}`;
    const reply = redirect(303, `${world.siteUrl}/login/index.php`);
    return { ...reply, headers: { ...reply.headers, 'Set-Cookie': cookieFor(sessions.begin(null, wanted)) } };
  }
  if (student.mustChangePassword) return redirect(303, `${world.siteUrl}/login/change_password.php`);
  if (!student.policyAgreed) return redirect(303, `${world.siteUrl}/user/policy.php`);
  const signature = createHash('md5')
    .update(world.siteUrl + scalar(incoming.query, 'passport'))
    .digest('hex');
  const content = Buffer.from(`${signature}:::${tokens.issue(student)}`).toString('base64');
  const scheme = site.forcedUrlScheme || scalar(incoming.query, 'urlscheme') || 'moodlemobile';
  const location = `${scheme}://token=${content}`;
  const asPage =
    /\b(iPhone|iPad|iPod)\b/.test(incoming.headers['user-agent'] ?? '') ||
    scalar(incoming.query, 'confirmed') === '1';
  return asPage ? launchPage(location) : redirect(302, location);
}

/** As after the confirmation of an account, and on iOS, where a redirect opens no app: a link that clicks itself. */
const launchPage = (location: string): Reply =>
  htmlPage(
    'כניסה מאפליקציה',
    `<p><a id="launchapp" href="${escaped(location)}">יש ללחוץ כאן כדי לפתוח את היישום</a></p>` +
      `<script>window.onload = function () { document.getElementById('launchapp').click(); };</script>`,
  );
