import { AppError } from '../../../errors';
import type { MoodleCredentials } from '../../words';
import { asksToSignIn, obstacleOf } from './obstacles';
import { pageFailure } from './outcomes';
import type { PageAnswer, PageBrowser } from './page-browser';
import { readPageConfig } from './page-config';
import { readSignInPage, type SignInPage } from './sign-in-page';
import { askWords } from './site-words';

/** Who a session belongs to. */
export interface PageIdentity {
  readonly userId: number;
  /** What the session's AJAX calls have to name. */
  readonly sesskey: string;
  /** Of the site's words, for this student. */
  readonly language: string | null;
}

const ADDRESS = '/login/index.php';
const what = 'login page';
/**
 * A wrong password and a form whose single-use token was lost look alike, so a failure is tried again on a fresh page: once, since a
 * site may lock the account after a few.
 */
const TRIES = 2;
/** For ending a session that came to nothing, ms. */
const LEAVE_MS = 5_000;

interface AskOptions {
  readonly signal: AbortSignal;
  readonly urgent?: boolean;
}

interface SignInOptions extends AskOptions {
  /** Called with each try that the site did not take. */
  readonly onDenied?: () => void;
}

/**
 * Signs in as a person would: the form, its token, the cookies. The browser must be a fresh one. Rejects with an `AppError`
 * (`auth.*`, `moodle.*`) or the abort reason; the password is sent to the site's own form and goes nowhere else.
 */
export async function signInOnPages(
  browser: PageBrowser,
  credentials: MoodleCredentials,
  { onDenied, ...options }: SignInOptions,
): Promise<PageIdentity> {
  if (credentials.username.trim() === '' || credentials.password === '')
    throw pageFailure('wrong-credentials', what);
  for (let turn = 1; turn <= TRIES; turn += 1) {
    const { path, form } = await openForm(browser, credentials, options);
    try {
      const answer = await browser.visit({ ...options, what, path, method: 'POST', form });
      const identity = await identityOf(answer, browser, options);
      if (identity) return identity;
    } catch (error) {
      // The site may have let the student in before it put something in the way: that session is nobody's.
      const left = leave(browser);
      if (!options.signal.aborted) await left;
      throw error;
    }
    onDenied?.();
  }
  throw pageFailure('wrong-credentials', what);
}

/** The filled form, and where it goes. */
async function openForm(
  browser: PageBrowser,
  { username, password }: MoodleCredentials,
  options: AskOptions,
): Promise<{ path: string; form: Readonly<Record<string, string>> }> {
  const answer = await browser.visit({ ...options, what, path: ADDRESS });
  const { action, hidden } = signInForm(browser, answer);
  return { path: action, form: { ...hidden, username, password } };
}

/** Ends whatever session this browser has on the site, as far as that can be had; never rejects. */
export async function leave(browser: PageBrowser): Promise<void> {
  const signal = AbortSignal.timeout(LEAVE_MS);
  const path = '/login/logout.php';
  try {
    // Without the session's key the site asks whether that is meant, and tells the key; without a session it leads away.
    const question = await browser.send({ what: 'logout', path, signal });
    const { sesskey } = readPageConfig(question.body.toString('utf8'));
    if (question.location !== null || sesskey === null) return;
    await browser.send({ what: 'logout', path: `${path}?sesskey=${encodeURIComponent(sesskey)}`, signal });
  } catch {
    // A site that does not answer ends it by itself, in its own time.
  }
}

/** The form that a password may be typed into, or why there is none. */
function signInForm(
  browser: PageBrowser,
  answer: PageAnswer,
): { action: string; hidden: Readonly<Record<string, string>> } {
  if (answer.location) throw leadsOut(answer.location);
  const obstacle = obstacleOf(answer, what, 'site');
  if (obstacle)
    throw obstacle.code === 'moodle.request-refused' ? pageFailure('other-address', what) : obstacle;
  const html = answer.body.toString('utf8');
  const page = readSignInPage(html);
  if (!page.form) throw pageFailure(withoutForm(page, html), what);
  // A form that names no address is sent to that of its own page.
  const target = page.form.action ?? answer.url.href;
  if (!URL.canParse(target, answer.url)) throw pageFailure('no-sign-in-form', what);
  const action = new URL(target, answer.url);
  // A password goes nowhere but to the site, and a form that leads elsewhere means that the site is elsewhere.
  if (!browser.isInside(action)) throw leadsOut(action);
  return { action: action.href, hidden: page.form.hidden };
}

function withoutForm(
  page: SignInPage,
  html: string,
): 'signed-in-unasked' | 'browser-sign-in' | 'no-sign-in-form' {
  const { userId } = readPageConfig(html);
  if (page.signedIn || (userId ?? 0) > 0) return 'signed-in-unasked';
  return page.otherWays ? 'browser-sign-in' : 'no-sign-in-form';
}

/** Moodle under another name keeps its own paths; whatever else stands there is somebody else's sign-in. */
function leadsOut(location: URL): AppError {
  const moved = location.pathname.endsWith(ADDRESS) || location.pathname.endsWith('/my/');
  return pageFailure(moved ? 'other-address' : 'browser-sign-in', `${what} leads to ${location.origin}`);
}

/** Who was signed in, or `null` where a fresh try may bring more. */
async function identityOf(
  answer: PageAnswer,
  browser: PageBrowser,
  options: AskOptions,
): Promise<PageIdentity | null> {
  if (answer.location) throw leadsOut(answer.location);
  const obstacle = obstacleOf(answer, what, 'site');
  if (obstacle) throw obstacle;
  const html = answer.body.toString('utf8');
  const shown = readPageConfig(html);
  // What the site says itself goes before what a page of an old site may say of anybody.
  const config = { ...shown, userId: answer.signedIn ?? shown.userId };
  if (!asksToSignIn(answer)) return confirmed(config);
  const page = readSignInPage(html);
  if (page.unconfirmed) throw pageFailure('not-confirmed', what);
  if (await isLocked(page, browser, config.language, options.signal))
    throw pageFailure('account-locked', what);
  if (!page.form && page.complaint === null && (config.userId ?? 0) > 0) return confirmed(config);
  return null;
}

function confirmed({ userId, sesskey, language }: ReturnType<typeof readPageConfig>): PageIdentity {
  if (userId === null || userId === 0 || sesskey === null)
    throw pageFailure('unreadable', 'page after sign-in');
  return { userId, sesskey, language };
}

const LOCKED = 'admin/accountlocked';

/** Only the complaint tells a locked account from a wrong password; where the site does not say how it words it, it stays one. */
async function isLocked(
  { complaint }: SignInPage,
  browser: PageBrowser,
  language: string | null,
  signal: AbortSignal,
): Promise<boolean> {
  if (complaint === null) return false;
  try {
    const words = await askWords(browser, [LOCKED], language, signal);
    return words.get(LOCKED) === complaint;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
