import { Injectable } from '@nestjs/common';
import { AppError } from '../errors';
import type { MoodleAccess } from '../moodle';
import { Universities } from '../universities';
import { StudentStore } from './persistence/student-store';
import { Sealer } from './sealer';

/** Each student's way into Moodle, as sign-in left it. */
@Injectable()
export class MoodleAccounts {
  constructor(
    private readonly students: StudentStore,
    private readonly universities: Universities,
    private readonly sealer: Sealer,
  ) {}

  /** Unsealed, for use at once. Rejects with `auth.moodle-token-expired` when there is none that opens. */
  async accessOf(studentId: string): Promise<MoodleAccess> {
    const credential = await this.students.findCredential(studentId);
    if (!credential) throw new AppError('auth.moodle-token-expired', { detail: 'no credential is stored' });
    const site = this.universities.siteOf(credential.universityId);
    if (!site) throw new AppError('auth.unknown-university');
    return { site, token: this.sealer.open(credential, studentId) };
  }
}
