import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { BrowserSignInReply, ReturnScheme } from '../contract';
import { AppError, toAppError } from '../errors';
import {
  launchAddress,
  launchSignatures,
  MoodleService,
  type MoodleSiteFacts,
  type OpenedAccount,
  parseReturnAddress,
} from '../moodle';
import { SiteProbes, Universities } from '../universities';
import { AuthService, type SignInResult } from './auth.service';
import { type Passport, PassportStore } from './persistence/passport-store';

/** How long a student may take at the university, seconds. */
export const PASSPORT_SECONDS = 10 * 60;
const PASSPORT_BYTES = 16;
const SECRET_BYTES = 32;
const SECRET = /^[\w-]{43}$/;
/** Sign-ins that one browser may have under way. */
const MOST_OPEN = 20;

const hash = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Signing in on the university's own page: no password passes through Spike. */
@Injectable()
export class BrowserSignIn {
  constructor(
    private readonly auth: AuthService,
    private readonly universities: Universities,
    private readonly probes: SiteProbes,
    private readonly moodle: MoodleService,
    private readonly passports: PassportStore,
  ) {}

  /**
   * Begins a sign-in for whoever holds `secret`; one that is none is replaced by a new one. Rejects with `auth.unknown-university`,
   * `auth.password-sign-in-required`, and `moodle.*` where the site is closed or lets nobody in.
   */
  async begin(
    universityId: string,
    scheme: ReturnScheme,
    secret: string | undefined,
  ): Promise<Required<BrowserSignInReply>> {
    const { launchUrl, wwwroots } = await this.launchOf(universityId);
    const kept =
      secret !== undefined && SECRET.test(secret) ? secret : randomBytes(SECRET_BYTES).toString('base64url');
    const passport = randomBytes(PASSPORT_BYTES).toString('hex');
    await this.passports.create({ id: passport, universityId, wwwroots }, hash(kept), PASSPORT_SECONDS);
    return {
      url: launchAddress(launchUrl, { passport, scheme }),
      linkUrl: launchAddress(launchUrl, { passport, scheme, asLink: true }),
      expiresIn: PASSPORT_SECONDS,
      secret: kept,
    };
  }

  /**
   * Ends a sign-in with the address that the university handed the student back by. Rejects with `auth.return-address-invalid`; with
   * `auth.passport-unknown` for what was not begun with this secret, was used before, or comes too late; and as a sign-in does.
   */
  async finish(address: string, secret: string | undefined, signal: AbortSignal): Promise<SignInResult> {
    const returned = parseReturnAddress(address);
    if (returned === null) throw new AppError('auth.return-address-invalid');
    const passport = await this.passportOf(returned.signature, secret);
    if (passport === undefined || !(await this.passports.use(passport.id))) {
      throw new AppError('auth.passport-unknown');
    }
    const account = await this.open(passport.universityId, returned.token, signal);
    return this.auth.admit(passport.universityId, account);
  }

  /** The passport whose signature this is, among those that were begun with the secret. */
  private async passportOf(signature: string, secret: string | undefined): Promise<Passport | undefined> {
    if (secret === undefined || !SECRET.test(secret)) return undefined;
    const open = await this.passports.findOpen(hash(secret), MOST_OPEN);
    return open.find(({ id, wwwroots }) =>
      launchSignatures(wwwroots, id).some((expected) => same(expected, signature)),
    );
  }

  private async launchOf(universityId: string): Promise<MoodleSiteFacts> {
    const { failure, status, facts, verdict } = await this.probes.settled(universityId);
    if (failure !== null)
      throw new AppError(failure, { detail: 'browser sign-in: the site cannot be asked' });
    if (status === 'maintenance') throw new AppError('moodle.maintenance');
    if (verdict.way === 'none') throw new AppError(verdict.reason ?? 'moodle.function-missing');
    if (facts === null || verdict.way !== 'browser') throw new AppError('auth.password-sign-in-required');
    return facts;
  }

  private async open(universityId: string, token: string, signal: AbortSignal): Promise<OpenedAccount> {
    const site = this.universities.siteOf(universityId);
    if (!site) throw new AppError('auth.unknown-university');
    try {
      return await this.moodle.openAccount(site, token, signal);
    } catch (error) {
      this.probes.refused(universityId, toAppError(error).code);
      throw error;
    }
  }
}
