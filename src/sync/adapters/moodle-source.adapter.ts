import { Injectable } from '@nestjs/common';
import { MoodleAccounts } from '../../auth';
import { LibraryKnowledge } from '../../library';
import { type MoodleReader, MoodleService } from '../../moodle';
import { MoodleSource } from '../pipeline';

/** Opens a student's Moodle by what sign-in sealed: a token, or a password for this job alone. */
@Injectable()
export class SealedMoodleSource extends MoodleSource {
  constructor(
    private readonly accounts: MoodleAccounts,
    private readonly moodle: MoodleService,
    private readonly knowledge: LibraryKnowledge,
  ) {
    super();
  }

  async open(studentId: string, signal: AbortSignal): Promise<MoodleReader> {
    const access = await this.accounts.accessOf(studentId);
    if ('token' in access) return this.moodle.openReader(access, signal);
    return this.moodle.openReader(access, signal, { known: await this.knowledge.of(studentId) });
  }
}
