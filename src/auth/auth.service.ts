import { Injectable, Logger } from '@nestjs/common';
import type { LoginRequest, User } from '../contract';
import { AppError, toAppError } from '../errors';
import { EventBus } from '../events';
import { MoodleService, type OpenedAccount } from '../moodle';
import { SiteProbes, Universities } from '../universities';
import type { SignedIn } from './auth.events';
import { OnSignedIn } from './on-signed-in';
import { StudentStore } from './persistence/student-store';
import { Sealer } from './sealer';
import { type IssuedTokens, Sessions } from './sessions';

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
    private readonly sessions: Sessions,
    private readonly onSignedIn: OnSignedIn,
    private readonly bus: EventBus,
  ) {}

  /**
   * The password goes to Moodle and nowhere else: it is an argument here, and gone when this returns. Rejects with `auth.*` or
   * `moodle.*`.
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
    let account: OpenedAccount;
    try {
      account = await this.moodle.signIn(site, { username, password }, signal);
    } catch (error) {
      throw await this.explained(error, universityId);
    }
    return this.admit(universityId, account);
  }

  /** Lets in a student whose way into Moodle was proven: our student, the sealed token, a session, and what follows a sign-in. */
  async admit(universityId: string, { access, profile }: OpenedAccount): Promise<SignInResult> {
    const user = await this.students.signIn(
      {
        universityId,
        moodleUserId: profile.userId,
        username: profile.username,
        fullName: profile.fullName,
        language: profile.language,
      },
      (studentId) => this.sealer.seal(access.token, studentId),
    );
    const tokens = await this.sessions.begin(user.id, universityId);
    const sync = await this.startWhatFollows(user.id, universityId);
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

  async signOut(studentId: string, sessionId: string): Promise<void> {
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

  private async startWhatFollows(studentId: string, universityId: string): Promise<{ jobId: string } | null> {
    try {
      return await this.onSignedIn.signedIn({ studentId, universityId });
    } catch (error) {
      this.logger.error({
        msg: 'what follows a sign-in did not start',
        studentId,
        err: toAppError(error).cause ?? error,
      });
      return null;
    }
  }
}
