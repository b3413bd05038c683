import { Injectable } from '@nestjs/common';
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
   * Unsealed, for use at once. Rejects with `auth.password-not-kept` when nothing is kept, and with `auth.moodle-token-expired` when
   * it does not open.
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

  /** Rejects as `accessOf` does where there is none. */
  async requireOne(studentId: string): Promise<void> {
    await this.credentialOf(studentId);
  }

  /** What was typed, sealed for one job of this student. */
  sealPassword(credentials: MoodleCredentials, studentId: string): Sealed {
    const { username, password } = credentials;
    return this.sealer.seal(JSON.stringify({ username, password }), ownerOfPassword(studentId));
  }

  private tokenAccess(credential: Credential, studentId: string): MoodleAccess {
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
