import { randomBytes } from 'node:crypto';
import { Campus, Endpoint } from '../endpoints/context';
import { Reply, redirect } from '../http/reply';
import { StudentModel } from '../model';
import { attribute, page, seeOther } from './layout';
import { WebSession, cookieFor } from './sessions';
import { wordOf } from './words';

const FAILED = 'פרטי הכניסה אינם נכונים';

/** GET and POST /login/index.php: the form, a single-use token, and every way in which it can fail. */
export const loginEndpoint: Endpoint = async (incoming, campus, traffic) => {
  const { sessions } = campus;
  traffic.record.functions.push('login page');
  await campus.faults.pass({ fn: 'login page', courses: [], username: undefined });
  const elsewhere = sessions.switches.signInElsewhere;
  if (elsewhere !== null) return redirect(303, elsewhere);
  const session = sessions.of(incoming) ?? sessions.begin();
  if (incoming.method === 'POST') return submitted(incoming.form, session, campus);
  if (incoming.query.testsession !== undefined)
    return String(session.student?.id) === incoming.query.testsession
      ? onward(session, campus)
      : seeOther(campus, '/login/index.php?loginredirect=1');
  return session.student ? alreadySignedIn(session, campus) : form(session, campus);
};

/** To the page that was asked for before the sign-in. */
function onward(session: WebSession, campus: Campus): Reply {
  const { wanted } = session;
  session.wanted = null;
  return wanted === null ? seeOther(campus, '/my/') : redirect(303, wanted);
}

/** GET /login/logout.php */
export const logoutEndpoint: Endpoint = (incoming, campus) => {
  const session = campus.sessions.of(incoming);
  if (session === null) return seeOther(campus, '/');
  if (incoming.query.sesskey === session.sesskey) {
    campus.sessions.end(session);
    return seeOther(campus, '/');
  }
  return alreadySignedIn(session, campus);
};

function form(session: WebSession, campus: Campus): Reply {
  // The same until it is used, however often the page is asked for: a browser asks for more than it shows.
  const token = session.loginToken ?? randomBytes(16).toString('hex');
  const lost = campus.sessions.switches.lostTokens > 0;
  if (lost) campus.sessions.switches.lostTokens -= 1;
  session.loginToken = lost ? null : token;
  const { complaint } = session;
  session.complaint = null;
  const shownComplaint =
    complaint === null ? '' : `<a href="#" id="loginerrormessage" class="sr-only">${complaint}</a>`;
  return page(
    campus,
    session,
    { id: 'page-login-index', title: campus.site.name },
    shownComplaint + (campus.site.loginForm ? fields(token, campus) : '') + otherWays(campus),
  );
}

const fields = (token: string, { world }: Campus): string =>
  `<form class="login-form" action="${world.siteUrl}/login/index.php" method="post" id="login">
    <input id="anchor" type="hidden" name="anchor" value="">
    <input type="hidden" name="logintoken" value="${token}">
    <label for="username">שם משתמש</label> <input type="text" name="username" id="username" autocomplete="username">
    <label for="password">סיסמה</label> <input type="password" name="password" id="password">
    <button type="submit" id="loginbtn">התחברות</button>
  </form><p>זהו אתר הדגמה: אין כאן קורסים אמיתיים.</p>`;

const otherWays = ({ site }: Campus): string =>
  site.identityProviders
    .map(
      (name) => `<a class="login-identityprovider-btn" href="/auth/oauth2/login.php">${attribute(name)}</a>`,
    )
    .join('');

const alreadySignedIn = (session: WebSession, campus: Campus): Reply =>
  page(
    campus,
    session,
    { id: 'page-login-index', title: campus.site.name },
    `<p>כבר נכנסתם לאתר</p><form method="post" action="${campus.world.siteUrl}/login/logout.php">
      <input type="hidden" name="sesskey" value="${session.sesskey}"><button type="submit">יציאה</button></form>`,
  );

function submitted(sent: Record<string, unknown>, session: WebSession, campus: Campus): Reply {
  const username = typeof sent.username === 'string' ? sent.username.trim().toLowerCase() : '';
  const { loginToken } = session;
  session.loginToken = null;
  const genuine = loginToken !== null && sent.logintoken === loginToken;
  if (campus.sessions.isLocked(username)) return refused(session, campus, wordOf('admin', 'accountlocked'));
  const student = genuine ? authenticated(username, sent.password, campus) : null;
  if (student === null) {
    campus.sessions.failed(username);
    return refused(session, campus, FAILED);
  }
  if (!student.confirmed) return unconfirmed(session, student, campus);
  campus.sessions.end(session);
  const own = campus.sessions.begin(student, session.wanted);
  const reply = seeOther(campus, `/login/index.php?testsession=${student.id}`);
  return { ...reply, headers: { ...reply.headers, 'Set-Cookie': cookieFor(own) } };
}

function authenticated(username: string, password: unknown, { world }: Campus): StudentModel | null {
  const student = world.student(username);
  return student && !student.suspended && password === student.password ? student : null;
}

function refused(session: WebSession, campus: Campus, complaint: string): Reply {
  session.complaint = complaint;
  const reply = seeOther(campus, '/login/index.php?loginredirect=1');
  return { ...reply, headers: { ...reply.headers, 'Set-Cookie': cookieFor(session) } };
}

const unconfirmed = (session: WebSession, student: StudentModel, campus: Campus): Reply =>
  page(
    campus,
    session,
    { id: 'page-login-index', title: campus.site.name },
    `<h2>החשבון מחכה לאישור</h2><form method="post" action="${campus.world.siteUrl}/login/index.php">
      <input type="hidden" name="username" value="${attribute(student.username)}">
      <input type="hidden" name="resendconfirmemail" value="1"><button type="submit">שליחה חוזרת</button></form>`,
  );
