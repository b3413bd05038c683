import { Injectable, Logger } from '@nestjs/common';
import type { LoginRequest, User } from '../contract';
import { AppError, toAppError, withRetry } from '../errors';
import { EventBus } from '../events';
import {
  type MoodleCredentials,
  MoodleService,
  type OpenedAccount,
  type MoodleProfile,
  type OpenedPages,
} from '../moodle';
import { SiteProbes, Universities } from '../universities';
import type { SignedIn } from './auth.events';
import { KeptSessions } from './kept-sessions';
import { MoodleAccounts } from './moodle-accounts';
import { OnSignedIn } from './on-signed-in';
import { type StudentFacts, StudentStore } from './persistence/student-store';
import { type Sealed, Sealer } from './sealer';
import { type IssuedTokens, Sessions } from './sessions';

/** How long a site may take to end a session, ms. */
const LOGOUT_MS = 5_000;
/** A database that is busy or away for a moment keeps no sync from starting: tries, and the pause after the first, ms. */
const START_TRIES = 3;
const START_PAUSE_MS = 200;

export interface SignInResult {
  readonly tokens: IssuedTokens & { refreshToken: string };
  readonly user: User;
  readonly sync: { readonly jobId: string } | null;
}

/** A student comes in through their university's Moodle, and goes out again. */
@Injectable()
export class AuthService {
  private readonly logger = new Logger(AuthService.name);

  constructor(
    private readonly universities: Universities,
    private readonly probes: SiteProbes,
    private readonly moodle: MoodleService,
    private readonly students: StudentStore,
    private readonly sealer: Sealer,
    private readonly accounts: MoodleAccounts,
    private readonly kept: KeptSessions,
    private readonly sessions: Sessions,
    private readonly onSignedIn: OnSignedIn,
    private readonly bus: EventBus,
  ) {}

  /**
   * The password goes to Moodle. Where that answers with a token, the password is gone when this returns; where the site has none, it is
   * sealed for the job that starts now, and for no longer. Rejects with `auth.*` or `moodle.*`.
   */
  async signIn(
    { universityId, username, password }: LoginRequest,
    signal: AbortSignal,
  ): Promise<SignInResult> {
    const site = this.universities.siteOf(universityId);
    if (!site) throw new AppError('auth.unknown-university');
    // A password that the university wants on its own page alone is not even tried.
    if (this.probes.known(universityId)?.verdict.way === 'browser')
      throw new AppError('auth.browser-sign-in-required');
    const noTokens = this.probes.known(universityId)?.verdict.way === 'pages';
    const credentials = { username, password };
    try {
      const way = await this.moodle.enter(site, credentials, signal, { noTokens });
      if ('session' in way && way.refusal) this.probes.refused(universityId, way.refusal);
      if ('session' in way) return await this.admitToPages(universityId, way, credentials);
      return await this.admit(universityId, way);
    } catch (error) {
      throw await this.explained(error, universityId);
    }
  }

  /** Lets in a student whose way into Moodle was proven: our student, the sealed token, a session, and what follows a sign-in. */
  async admit(universityId: string, { access, profile }: OpenedAccount): Promise<SignInResult> {
    const user = await this.students.signIn(factsOf(universityId, profile), (studentId) =>
      this.sealer.seal(access.token, studentId),
    );
    await this.kept.endAllOf(user.id);
    return this.welcome(user, await this.sessions.begin(user.id, universityId));
  }

  private async admitToPages(
    universityId: string,
    { profile, session }: OpenedPages,
    credentials: MoodleCredentials,
  ): Promise<SignInResult> {
    try {
      const user = await this.students.signIn(factsOf(universityId, profile), null);
      const tokens = await this.sessions.begin(user.id, universityId);
      await this.kept.keep(user.id, tokens.principal.sessionId, session);
      return await this.welcome(user, tokens, this.accounts.sealPassword(credentials, user.id));
    } catch (error) {
      void session.end(AbortSignal.timeout(LOGOUT_MS));
      throw error;
    }
  }

  private async welcome(
    user: User,
    tokens: SignInResult['tokens'],
    password?: Sealed,
  ): Promise<SignInResult> {
    const { universityId } = user;
    const sync = await this.startWhatFollows({ studentId: user.id, universityId, password });
    const event: SignedIn = {
      type: 'auth.signed-in',
      studentId: user.id,
      universityId,
      sessionId: tokens.principal.sessionId,
      jobId: sync?.jobId ?? null,
    };
    this.bus.publish(event);
    return { tokens, user, sync };
  }

  /**
   * Ends what this device's sign-in began, its session at Moodle too. With a student's last session the database erases the password that is
   * sealed for a job: one that runs goes on as far as its own session at the site lasts.
   */
  async signOut(studentId: string, sessionId: string): Promise<void> {
    await this.kept.end(sessionId);
    await this.sessions.end(studentId, sessionId);
  }

  /** Rejects with `auth.session-expired` when the student is gone. */
  async userOf(studentId: string): Promise<User> {
    const user = await this.students.find(studentId);
    if (!user) throw new AppError('auth.session-expired');
    return user;
  }

  /** Refused at a site of which it was not known yet that it takes no passwords, a password was not wrong. */
  private async explained(error: unknown, universityId: string): Promise<unknown> {
    if (!(error instanceof AppError)) return error;
    this.probes.refused(universityId, error.code);
    if (error.code !== 'auth.invalid-credentials') return error;
    const report = await this.probes.latest(universityId);
    return report?.verdict.way === 'browser' ? new AppError('auth.browser-sign-in-required') : error;
  }

  private async startWhatFollows(
    student: Parameters<OnSignedIn['signedIn']>[0],
  ): Promise<{ jobId: string } | null> {
    try {
      return await withRetry(() => this.onSignedIn.signedIn(student), START_TRIES, START_PAUSE_MS);
    } catch (error) {
      // What passes is said: whoever signs in again gets a sync, and nobody waits for one that never comes.
      if (toAppError(error).retryable) throw error;
      this.logger.error({
        msg: 'what follows a sign-in did not start',
        studentId: student.studentId,
        err: toAppError(error).cause ?? error,
      });
      return null;
    }
  }
}

const factsOf = (universityId: string, profile: MoodleProfile): StudentFacts => ({
  universityId,
  moodleUserId: profile.userId,
  username: profile.username,
  fullName: profile.fullName,
  language: profile.language,
});
