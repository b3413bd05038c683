import { Injectable } from '@nestjs/common';
import { MoodleAccounts } from '../../auth';
import { type MoodleReader, MoodleService } from '../../moodle';
import { MoodleSource } from '../pipeline';

/** Opens a student's Moodle by what sign-in sealed: a token, or a password for this job alone. */
@Injectable()
export class SealedMoodleSource extends MoodleSource {
  constructor(
    private readonly accounts: MoodleAccounts,
    private readonly moodle: MoodleService,
  ) {
    super();
  }

  async open(studentId: string, signal: AbortSignal): Promise<MoodleReader> {
    return this.moodle.openReader(await this.accounts.accessOf(studentId), signal);
  }
}
