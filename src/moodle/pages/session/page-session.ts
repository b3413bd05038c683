import pLimit from 'p-limit';
import type { SerializedCookieJar } from 'tough-cookie';
import { AppError } from '../../../errors';
import type { Meter, MoodleHttpClient, OpenAnswer } from '../../http/moodle-http.client';
import type { MoodleCredentials, MoodleSite } from '../../words';
import { asksToSignIn, obstacleOf, type PageSubject } from './obstacles';
import { pageFailure } from './outcomes';
import { PageBrowser, type PageAnswer, type PageQuestion } from './page-browser';
import { readPageConfig } from './page-config';
import { leave, signInOnPages, type PageIdentity } from './sign-in';
import { askWords, type WordKey } from './site-words';

/** Hands out what a student typed, or what was sealed of it, at the moment it is needed. */
export type CredentialsSource = () => Promise<MoodleCredentials>;

export interface PageSessionParts {
  readonly http: MoodleHttpClient;
  readonly site: MoodleSite;
  readonly credentials: CredentialsSource;
  readonly meter: Meter;
}

/** What it takes to go on with a session. */
interface Saved {
  readonly baseUrl: string;
  readonly owner: PageIdentity;
  readonly cookies?: SerializedCookieJar;
}

/** Renewals of one session at most: where a site allows one session, each ends the student's own. */
const MOST_RENEWALS = 3;

/**
 * One student's session. Its questions go one after another, since Moodle locks a session while it answers. A session that the site
 * ends is renewed by signing in again; if the next answer shows it ended again, that is the end.
 */
export class PageSession {
  /** Functions that the site turned out not to have, with its refusal. */
  readonly missing = new Map<string, AppError>();
  private readonly turns = pLimit(1);
  private renewals = 0;
  /** Why the session could not be renewed, once that is certain: the password is not tried again with every question that waits. */
  private lost: AppError | null = null;

  private constructor(
    private readonly parts: PageSessionParts,
    private browser: PageBrowser,
    private owner: PageIdentity,
  ) {}

  static async open(
    parts: PageSessionParts,
    options: { readonly signal: AbortSignal; readonly urgent?: boolean },
  ): Promise<PageSession> {
    const browser = new PageBrowser(parts.http, parts.site, parts.meter);
    const identity = await signInOnPages(browser, await parts.credentials(), options);
    return new PageSession(parts, browser, identity);
  }

  /** Goes on with a session that was saved. `siteAt`: the site at the address that it was found at. */
  static resume(
    { siteAt, ...parts }: Omit<PageSessionParts, 'site'> & { siteAt: (address: string) => MoodleSite },
    saved: string,
  ): PageSession {
    const { baseUrl, owner, cookies } = JSON.parse(saved) as Saved;
    const site = siteAt(baseUrl);
    return new PageSession(
      { ...parts, site },
      new PageBrowser(parts.http, site, parts.meter, cookies),
      owner,
    );
  }

  /** All that `resume` needs. As good as a password for as long as the session lives: to be sealed at once. */
  save(): string {
    const saved: Saved = { baseUrl: this.site.baseUrl, owner: this.owner, cookies: this.browser.cookies() };
    return JSON.stringify(saved);
  }

  get site(): MoodleSite {
    return this.parts.site;
  }

  get identity(): PageIdentity {
    return this.owner;
  }

  isInside(url: URL): boolean {
    return this.browser.isInside(url);
  }

  serverNow(): number | null {
    return this.browser.clock.now();
  }

  /** A page, wherever the site leads to inside itself. Rejects where it is not to be had. */
  page(question: PageQuestion, subject: PageSubject): Promise<PageAnswer> {
    return this.alive(
      question,
      () => this.browser.visit(question),
      (answer) => asksToSignIn(answer) || isOthers(answer, this.owner),
    ).then((answer) => {
      const obstacle = obstacleOf(answer, question.what, subject);
      if (obstacle) throw obstacle;
      if (answer.location)
        throw new AppError('moodle.redirect-refused', {
          detail: `${question.what}: leads to ${answer.location.origin}`,
        });
      return answer;
    });
  }

  /**
   * The first answer, a redirect included, and its headers; what it refuses is the caller's to judge. `mayLeadToSignIn`: so is a redirect to
   * the sign-in page, which may be a teacher's link to it as well as the end of the session.
   */
  first(question: PageQuestion, { mayLeadToSignIn = false } = {}): Promise<PageAnswer> {
    return this.alive(
      question,
      () => this.browser.send(question),
      (answer) => !mayLeadToSignIn && asksToSignIn(answer),
    );
  }

  /** A POST to the site's AJAX door; `isDead` says whether the answer means that the session has ended. */
  post(
    question: (identity: PageIdentity) => PageQuestion,
    signal: AbortSignal,
    isDead: (answer: PageAnswer) => boolean,
  ): Promise<PageAnswer> {
    return this.alive({ signal }, () => this.browser.send(question(this.owner)), isDead);
  }

  /** An open answer; it frees the session's turn as soon as its headers are there. */
  stream(question: PageQuestion): Promise<OpenAnswer & { readonly location: URL | null }> {
    return this.alive(
      question,
      () => this.browser.stream(question),
      ({ location }) => location !== null && asksToSignIn({ url: location, location }),
      (answer) => answer.close(),
    );
  }

  /** The site's words; see `askWords`. */
  words<K extends WordKey>(
    keys: readonly K[],
    language: string | null,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<K, string>> {
    return this.turns(() => askWords(this.browser, keys, language, signal));
  }

  /** Ends the session on the site, as far as that can be had; a session that is left behind lives for hours. */
  async end(signal: AbortSignal): Promise<void> {
    const { sesskey } = this.owner;
    await this.turns(() =>
      this.browser.send({ what: 'logout', path: `/login/logout.php?sesskey=${sesskey}`, signal }),
    ).catch(() => undefined);
  }

  private alive<T>(
    { signal }: { readonly signal: AbortSignal },
    ask: () => Promise<T>,
    isDead: (answer: T) => boolean,
    giveUp: (answer: T) => void = () => undefined,
  ): Promise<T> {
    return this.turns(async () => {
      signal.throwIfAborted();
      if (this.lost) throw this.lost;
      const answer = await ask();
      if (!isDead(answer)) return answer;
      giveUp(answer);
      await this.renew(signal);
      const again = await ask();
      if (!isDead(again)) return again;
      giveUp(again);
      throw pageFailure('session-ended', 'session');
    });
  }

  private async renew(signal: AbortSignal): Promise<void> {
    this.renewals += 1;
    if (this.renewals > MOST_RENEWALS) throw pageFailure('session-ended', 'session');
    let denied = false;
    try {
      await this.signInAgain(signal, () => (denied = true));
    } catch (error) {
      // A try that the site denied is not made again, even where the fresh one never came to be.
      if (error instanceof AppError && (denied || !error.retryable)) this.lost = error;
      throw error;
    }
  }

  private async signInAgain(signal: AbortSignal, onDenied: () => void): Promise<void> {
    const browser = new PageBrowser(this.parts.http, this.parts.site, this.parts.meter);
    const identity = await signInOnPages(browser, await this.parts.credentials(), { signal, onDenied });
    // Somebody else's courses must never come in among this student's.
    if (identity.userId !== this.owner.userId) {
      await leave(browser);
      throw pageFailure('session-ended', 'session of another user');
    }
    [this.browser, this.owner] = [browser, identity];
  }
}

/** A site that lets guests in answers them with pages, and not with its sign-in. */
function isOthers({ status, headers, body }: PageAnswer, { userId }: PageIdentity): boolean {
  if (status !== 200 || !(headers['content-type'] ?? '').includes('html')) return false;
  const { shownTo } = readPageConfig(body.toString('utf8'));
  return shownTo !== null && shownTo !== userId;
}
