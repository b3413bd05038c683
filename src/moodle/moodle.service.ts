import { Inject, Injectable, Logger, Optional, type OnModuleDestroy } from '@nestjs/common';
import { openFile, type OpenedFile, type OpenFileOptions } from './files/open-file';
import { MoodleHttpClient } from './http/moodle-http.client';
import type { SiteTraffic } from './http/site-load';
import { DEFAULT_OPTIONS, MOODLE_OPTIONS, type MoodleOptions } from './moodle.options';
import { climb, type OpenedPages, type OpenedWay } from './ladder';
import { openPageFile, PageReader, PageSession, type PageReaderOptions } from './pages';
import { credentialsOnce } from './pages/once';
import { parseSiteInfo } from './parse';
import type { MoodleReader } from './reader';
import type {
  MoodleAccess,
  MoodleCredentials,
  MoodlePageAccess,
  MoodlePublicConfig,
  MoodleSite,
  MoodleSiteFacts,
} from './words';
import { answersRest, siteFacts } from './ws/inspection';
import { readPublicConfig } from './ws/public-config';
import { RestClient } from './ws/rest.client';
import { openAccount, type OpenedAccount, signIn } from './ws/sign-in';
import { SiteAddresses } from './ws/site-addresses';
import { WsReader } from './ws/ws-reader';

/** How long the site may take to end a session, ms. */
const LOGOUT_MS = 5_000;

/**
 * The way to Moodle. Every method rejects with an `AppError` (`auth.*`, `moodle.*`), or with the abort reason as soon as
 * `signal` aborts; no error holds a password or a token.
 */
@Injectable()
export class MoodleService implements OnModuleDestroy {
  private readonly logger = new Logger(MoodleService.name);
  private readonly options: MoodleOptions;
  private readonly http: MoodleHttpClient;
  private readonly addresses: SiteAddresses;

  constructor(@Optional() @Inject(MOODLE_OPTIONS) options: Partial<MoodleOptions> = {}) {
    this.options = { ...DEFAULT_OPTIONS, ...options };
    this.http = new MoodleHttpClient(this.options);
    this.addresses = new SiteAddresses(this.http);
  }

  /** Trades credentials for a token that opens this student's Moodle. The password is not kept. */
  signIn(site: MoodleSite, credentials: MoodleCredentials, signal: AbortSignal): Promise<OpenedAccount> {
    return this.addresses.reach(site, signal, (at) => signIn(this.http, at, credentials, signal));
  }

  /** The same for a token that the university's own page has handed out. */
  openAccount(site: MoodleSite, token: string, signal: AbortSignal): Promise<OpenedAccount> {
    return this.addresses.reach(site, signal, (at) => openAccount(this.http, { site: at, token }, signal));
  }

  /**
   * Climbs from a token down to the site's own pages, where the site has no tokens for this account: with the same password, and only
   * where that was not found wrong. `noTokens`: the site says that it has none. The password is not kept; a session that the
   * site ends is not renewed.
   */
  enter(
    site: MoodleSite,
    credentials: MoodleCredentials,
    signal: AbortSignal,
    { noTokens = false } = {},
  ): Promise<OpenedWay> {
    return climb({
      token: () => this.signIn(site, credentials, signal),
      pages: () => this.addresses.reach(site, signal, (at) => this.enterPages(at, credentials, signal)),
      noTokens,
    });
  }

  /**
   * Goes on with a session on the site's pages that was saved (`PageSession.save`), on this node or another. `onEnded` is called when the
   * site turns out to have ended it, and rejects with what is to be said of that.
   */
  resumePages(site: MoodleSite, saved: string, onEnded: () => Promise<never>): PageSession {
    const siteAt = (address: string): MoodleSite => this.addresses.at(site, address);
    const meter = { requests: 0, bytes: 0 };
    return PageSession.resume({ http: this.http, siteAt, credentials: onEnded, meter }, saved);
  }

  /**
   * Opens a student's Moodle by what the sign-in left behind. A session on the site's pages is ended there when `signal` aborts, which
   * whoever opens it does at the end. `options` are for pages alone.
   */
  openReader(
    access: MoodleAccess | MoodlePageAccess,
    signal: AbortSignal,
    options: PageReaderOptions = {},
  ): Promise<MoodleReader> {
    return this.addresses.reach(access.site, signal, (site) =>
      'token' in access
        ? this.readerAt({ ...access, site }, signal)
        : this.pageReaderAt({ ...access, site }, signal, options),
    );
  }

  /** Opens a file of this site by the address that Moodle lists it under. The caller reads or destroys the body. */
  openFile(
    access: MoodleAccess | PageSession,
    fileUrl: string,
    options: OpenFileOptions,
  ): Promise<OpenedFile> {
    if (access instanceof PageSession) return openPageFile(access, fileUrl, options);
    const site = this.addresses.current(access.site);
    return openFile(this.http, { ...access, site }, fileUrl, options);
  }

  /** What the site tells before anybody signs in. */
  publicConfig(site: MoodleSite, signal: AbortSignal): Promise<MoodlePublicConfig> {
    return this.addresses.reach(site, signal, (at) => readPublicConfig(this.http, at, signal));
  }

  /** The same, held against what the operator allows for this site. */
  async inspect(site: MoodleSite, signal: AbortSignal): Promise<MoodleSiteFacts> {
    const config = await this.publicConfig(site, signal);
    return siteFacts(config, this.addresses.current(site));
  }

  /** Whether the REST protocol is on. The site notes a refused call in its own log: for an operator's question, not for every day. */
  answersRest(site: MoodleSite, signal: AbortSignal): Promise<boolean> {
    return answersRest(this.http, this.addresses.current(site), signal);
  }

  /** Figures of every site that was spoken to, for operators; no student is in them. */
  traffic(): readonly SiteTraffic[] {
    return this.http.traffic();
  }

  onModuleDestroy(): void {
    this.http.close();
  }

  private async readerAt(access: MoodleAccess, signal: AbortSignal): Promise<MoodleReader> {
    const rest = new RestClient(this.http, access);
    const meter = { requests: 0, bytes: 0 };
    const profile = parseSiteInfo(await rest.call('core_webservice_get_site_info', {}, { signal, meter }));
    const warn = (message: string): void => this.logger.warn(`${access.site.universityId}: ${message}`);
    return new WsReader({ http: this.http, rest, profile, options: this.options, meter, warn });
  }

  private async enterPages(
    site: MoodleSite,
    credentials: MoodleCredentials,
    signal: AbortSignal,
  ): Promise<OpenedPages> {
    const { source, spend } = credentialsOnce(credentials);
    const meter = { requests: 0, bytes: 0 };
    try {
      const session = await PageSession.open(
        { http: this.http, site, credentials: source, meter },
        { signal, urgent: true },
      );
      const { profile } = await PageReader.open(session, meter, credentials.username, signal).catch(
        (error: unknown) => {
          void session.end(AbortSignal.timeout(LOGOUT_MS));
          throw error;
        },
      );
      return { session, profile };
    } finally {
      spend();
    }
  }

  private async pageReaderAt(
    { site, credentials }: MoodlePageAccess,
    signal: AbortSignal,
    options: PageReaderOptions,
  ): Promise<MoodleReader> {
    const meter = { requests: 0, bytes: 0 };
    const { username } = await credentials();
    const session = await PageSession.open({ http: this.http, site, credentials, meter }, { signal });
    const end = (): void => void session.end(AbortSignal.timeout(LOGOUT_MS));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    const warn = (message: string): void => this.logger.warn(`${site.universityId}: ${message}`);
    return PageReader.open(session, meter, username, signal, { warn, ...options });
  }
}
