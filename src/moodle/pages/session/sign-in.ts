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
    const answer = await submit(browser, credentials, options);
    const identity = await identityOf(answer, browser, options);
    if (identity) return identity;
    onDenied?.();
  }
  throw pageFailure('wrong-credentials', what);
}

async function submit(
  browser: PageBrowser,
  { username, password }: MoodleCredentials,
  options: AskOptions,
): Promise<PageAnswer> {
  const answer = await browser.visit({ ...options, what, path: ADDRESS });
  const form = signInForm(browser, answer);
  return browser.visit({
    ...options,
    what,
    path: form.action,
    method: 'POST',
    form: { ...form.hidden, username, password },
  });
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
