import { createHash } from 'node:crypto';
import { parse as parseCookies } from 'cookie';
import { refusal } from '../calls/errors';
import { Incoming } from '../http/incoming';
import { PhpArray } from '../http/php-form';
import { Reply, htmlPage, redirect, upgrading } from '../http/reply';
import { WebSession, WebSessions } from '../state/web-sessions';
import { World } from '../state/world';
import { Campus, Endpoint } from './context';

const SERVICE = 'moodle_mobile_app';
const COOKIE = 'MoodleSession';
const SCHEME = /^[a-zA-Z][a-zA-Z0-9-+.]*$/;

/** One set of sessions for each university. */
const SESSIONS = new WeakMap<World, WebSessions>();

export function webSessions({ world }: Campus): WebSessions {
  const known = SESSIONS.get(world);
  if (known) return known;
  const made = new WebSessions();
  SESSIONS.set(world, made);
  return made;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const scalar = (form: PhpArray, name: string): string => {
  const value = form[name];
  return typeof value === 'string' ? value : '';
};

const sessionOf = (incoming: Incoming, campus: Campus): WebSession | undefined =>
  webSessions(campus).find(parseCookies(incoming.headers.cookie ?? '')[COOKIE]);

const withCookie = (reply: Reply, { id }: WebSession): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'Set-Cookie': `${COOKIE}=${id}; path=/; HttpOnly` },
});

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
  const { site, tokens, world } = campus;
  const student = sessionOf(incoming, campus)?.student;
  if (!student) {
    const query = new URLSearchParams();
    for (const name of Object.keys(incoming.query)) query.append(name, scalar(incoming.query, name));
    const wanted = `${world.siteUrl}${incoming.path}?${query.toString()}`;
    const session = webSessions(campus).begin(null, wanted);
    return withCookie(redirect(303, `${world.siteUrl}/login/index.php`), session);
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

/** /login/index.php: the form, what becomes of it, and the way on to the page that was wanted. */
export const loginEndpoint: Endpoint = (incoming, campus, traffic) => {
  const { world } = campus;
  const session = sessionOf(incoming, campus);
  if (incoming.method === 'POST') return signIn(incoming, campus, session);
  if (session?.student) {
    traffic.record.username = session.student.username;
    const wanted = session.wanted ?? `${world.siteUrl}/my/`;
    session.wanted = null;
    return redirect(303, wanted);
  }
  const held = session ?? webSessions(campus).begin();
  const form = loginForm(campus, scalar(incoming.query, 'loginredirect') !== '');
  return session ? form : withCookie(form, held);
};

function signIn({ form }: Incoming, campus: Campus, before: WebSession | undefined): Reply {
  const { world } = campus;
  const login = `${world.siteUrl}/login/index.php`;
  const username = scalar(form, 'username').trim().toLowerCase();
  const password = scalar(form, 'password');
  const student = world.student(username);
  const wrong = !student || student.suspended || password === '' || student.password !== password;
  // Without the cookie of the form Moodle takes a right password for a wrong one.
  if (wrong || before === undefined) return redirect(303, `${login}?loginredirect=1`);
  if (!student.confirmed) return htmlPage('יש לאשר את החשבון', '<p>נשלחה אליך הודעת דואר.</p>');
  webSessions(campus).end(before);
  const session = webSessions(campus).begin(student, before.wanted);
  return withCookie(redirect(303, `${login}?testsession=${student.id}`), session);
}

function loginForm({ site, world }: Campus, failed: boolean): Reply {
  const error = failed
    ? `<div id="loginerrormessage" role="alert">${escaped(refusal('invalidlogin').message)}</div>`
    : '';
  const providers = site.identityProviders.map((name) => `<li>${escaped(name)}</li>`).join('');
  return htmlPage(
    escaped(site.name),
    `${error}<form class="login-form" id="login" method="post" action="${world.siteUrl}/login/index.php">
<p><label>שם משתמש <input type="text" name="username" id="username" autocomplete="username"></label></p>
<p><label>סיסמה <input type="password" name="password" id="password"></label></p>
<p><button type="submit" id="loginbtn">התחברות</button></p></form>
<ul>${providers}</ul>
<p>זהו אתר הדגמה: אין כאן קורסים אמיתיים.</p>`,
  );
}
