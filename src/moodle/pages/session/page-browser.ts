import { randomUUID } from 'node:crypto';
import { CookieJar, type SerializedCookieJar } from 'tough-cookie';
import { AppError } from '../../../errors';
import type { Answer } from '../../http/json-answer';
import type { Meter, MoodleHttpClient, MoodleRequest, OpenAnswer } from '../../http/moodle-http.client';
import { baseOver } from '../../http/redirects';
import { ServerClock } from '../../http/server-clock';
import type { MoodleSite } from '../../words';

/** One page to ask for. */
export interface PageQuestion {
  /** For errors and logs. */
  readonly what: string;
  /** Below the site's base (`/my/`), or an address of the site. */
  readonly path: string;
  readonly method?: 'GET' | 'HEAD' | 'POST';
  /** Fields of a form, or a value that is sent as JSON; with method `POST`. */
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly urgent?: boolean;
}

export interface PageAnswer extends Answer {
  /** Where it was found in the end. */
  readonly url: URL;
  /** Where it leads, if it is a redirect. */
  readonly location: URL | null;
  /** Whom the site said on the way that it has just signed in. */
  readonly signedIn?: number;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_HOPS = 8;

/** A visitor of one site with a cookie jar of its own. It sends to the operator's addresses alone; see `MoodleHttpClient`. */
export class PageBrowser {
  /** The site's, as far as its answers tell. */
  readonly clock = new ServerClock();
  private readonly jar: CookieJar;
  private readonly reader = randomUUID();

  constructor(
    private readonly http: MoodleHttpClient,
    readonly site: MoodleSite,
    private readonly meter: Meter,
    /** What a visit that goes on had at its end. */
    cookies?: SerializedCookieJar,
  ) {
    this.jar = cookies
      ? CookieJar.deserializeSync(cookies)
      : new CookieJar(undefined, { rejectPublicSuffixes: false });
  }

  cookies(): SerializedCookieJar | undefined {
    return this.jar.serializeSync();
  }

  /** The answer as it comes, a redirect included. */
  async send(question: PageQuestion): Promise<PageAnswer> {
    const request = this.requestOf(question);
    const answer = await this.http.exchange(request);
    this.clock.hear(answer);
    this.keepCookies(answer.headers, request.url);
    return { ...answer, url: new URL(request.url), location: locationOf(answer, request.url) };
  }

  /** Follows redirects through the site. One that leads out of it is the answer. */
  async visit(question: PageQuestion): Promise<PageAnswer> {
    let answer = await this.send(question);
    let signedIn: number | undefined;
    for (let hop = 0; answer.location !== null && this.isInside(answer.location); hop += 1) {
      if (hop === MAX_HOPS)
        throw new AppError('moodle.redirect-refused', {
          detail: `${question.what}: more than ${MAX_HOPS} redirects`,
        });
      const tested = /^[1-9]\d*$/.exec(answer.location.searchParams.get('testsession') ?? '');
      if (tested) signedIn = Number(tested[0]);
      const { what, signal, urgent } = question;
      // What a form sent stays with the page that it was sent to.
      answer = await this.send({ what, signal, urgent, path: answer.location.href });
    }
    return { ...answer, signedIn };
  }

  /** The answer as a stream; its cookies are kept, its redirects are returned. */
  async stream(question: PageQuestion): Promise<OpenAnswer & { readonly location: URL | null }> {
    const request = this.requestOf(question);
    const answer = await this.http.stream(request);
    this.keepCookies(answer.headers, request.url);
    return { ...answer, location: locationOf(answer, request.url) };
  }

  isInside(url: URL): boolean {
    return baseOver(url, this.site) !== null;
  }

  private requestOf({ path, method = 'GET', form, json, headers, ...rest }: PageQuestion): MoodleRequest {
    const url = path.startsWith('/') ? this.site.baseUrl + path : path;
    const cookie = this.jar.getCookieStringSync(url);
    return {
      ...rest,
      site: this.site,
      url,
      method,
      redirects: 'returned',
      body: form ? new URLSearchParams(form).toString() : JSON.stringify(json ?? null),
      contentType: form ? 'application/x-www-form-urlencoded' : 'application/json',
      headers: { ...headers, ...(cookie === '' ? {} : { cookie }) },
      reader: this.reader,
      meter: this.meter,
    };
  }

  private keepCookies(headers: Answer['headers'], url: string): void {
    for (const cookie of headers['set-cookie'] ?? [])
      this.jar.setCookieSync(cookie, url, { ignoreError: true });
  }
}

function locationOf({ status, headers }: Pick<Answer, 'status' | 'headers'>, from: string): URL | null {
  const { location } = headers;
  if (!REDIRECTS.has(status) || location === undefined || !URL.canParse(location, from)) return null;
  return new URL(location, from);
}
