import { Injectable } from '@nestjs/common';
import { type ErrorReport, errorReport } from '../contract';
import { AppError } from '../errors';
import type { MoodleAccess, MoodleCredentials, MoodlePageAccess, MoodleSite, PageSession } from '../moodle';
import { Universities } from '../universities';
import { KeptSessions } from './kept-sessions';
import { type Credential, StudentStore } from './persistence/student-store';
import { type Sealed, Sealer } from './sealer';

/** Apart from what a token is sealed for, so that neither can stand for the other. */
const ownerOfPassword = (studentId: string): string => `${studentId}/password`;

/** Each student's way into Moodle, as sign-in left it. */
@Injectable()
export class MoodleAccounts {
  constructor(
    private readonly students: StudentStore,
    private readonly sessions: KeptSessions,
    private readonly universities: Universities,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Unsealed, for use at once. Rejects with `auth.password-not-kept` when nothing is kept, with `auth.moodle-token-expired` when
   * it does not open, and with what Moodle said when it refused it: a token that died is not tried again.
   */
  async accessOf(studentId: string): Promise<MoodleAccess | MoodlePageAccess> {
    const credential = await this.credentialOf(studentId);
    if (credential.kind === 'token') return this.tokenAccess(credential, studentId);
    return { site: this.siteOf(credential), credentials: () => this.passwordOf(studentId) };
  }

  /** The same for a file: a password is not spent on one, a session that is alive serves. */
  async fileAccessOf(studentId: string): Promise<MoodleAccess | PageSession> {
    const credential = await this.students.findCredential(studentId);
    if (credential?.kind === 'token') return this.tokenAccess(credential, studentId);
    const session = await this.sessions.of(studentId);
    if (session) return session;
    throw new AppError('auth.password-not-kept', { detail: 'no session is alive' });
  }

  /** Rejects as `accessOf` does where there is none that is any good. */
  async requireOne(studentId: string): Promise<void> {
    refuseDead(await this.credentialOf(studentId));
  }

  /** Why the student has to sign in again before Moodle is asked anything; `null` while there is no such reason. */
  async refusalOf(studentId: string): Promise<ErrorReport | null> {
    const refusal = (await this.students.findCredential(studentId))?.refusal;
    return refusal ? errorReport(refusal) : null;
  }

  /** What was typed, sealed for one job of this student. */
  sealPassword(credentials: MoodleCredentials, studentId: string): Sealed {
    const { username, password } = credentials;
    return this.sealer.seal(JSON.stringify({ username, password }), ownerOfPassword(studentId));
  }

  private tokenAccess(credential: Credential, studentId: string): MoodleAccess {
    refuseDead(credential);
    return { site: this.siteOf(credential), token: this.sealer.open(credential, studentId) };
  }

  private siteOf({ universityId }: Credential): MoodleSite {
    const site = this.universities.siteOf(universityId);
    if (!site) throw new AppError('auth.unknown-university');
    return site;
  }

  private async credentialOf(studentId: string): Promise<Credential> {
    const credential = await this.students.findCredential(studentId);
    if (!credential) throw new AppError('auth.password-not-kept', { detail: 'no credential is stored' });
    return credential;
  }

  /** It may have been erased, or a token taken its place, since the job began. */
  private async passwordOf(studentId: string): Promise<MoodleCredentials> {
    const credential = await this.credentialOf(studentId);
    if (credential.kind !== 'password')
      throw new AppError('auth.password-not-kept', { detail: 'a token took its place' });
    return JSON.parse(this.sealer.open(credential, ownerOfPassword(studentId))) as MoodleCredentials;
  }
}

function refuseDead({ refusal }: Credential): void {
  if (refusal) throw new AppError(refusal, { detail: 'the stored token was refused before' });
}
