import { Inject, Injectable, Logger, Optional, type OnModuleDestroy } from '@nestjs/common';
import { openFile, type OpenedFile, type OpenFileOptions } from './files/open-file';
import { MoodleHttpClient } from './http/moodle-http.client';
import type { SiteTraffic } from './http/site-load';
import { DEFAULT_OPTIONS, MOODLE_OPTIONS, type MoodleOptions } from './moodle.options';
import { parseSiteInfo } from './parse';
import type { MoodleReader } from './reader';
import type {
  MoodleAccess,
  MoodleCredentials,
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

  openReader(access: MoodleAccess, signal: AbortSignal): Promise<MoodleReader> {
    return this.addresses.reach(access.site, signal, (site) => this.readerAt({ ...access, site }, signal));
  }

  /** Opens a file of this site by the address that Moodle lists it under. The caller reads or destroys the body. */
  openFile(access: MoodleAccess, fileUrl: string, options: OpenFileOptions): Promise<OpenedFile> {
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
}
