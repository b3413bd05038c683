import { Injectable } from '@nestjs/common';
import { ThrottlerStorageService } from '@nestjs/throttler';
import { AppError } from '../../errors';

const WINDOW_MS = 60_000;
/** Somebody who sorts a course by hand moves an item every few seconds; nobody moves one each second for long. */
const IN_A_WINDOW = 60;

/** Corrections of one student in a minute, whether they are made or undone. */
@Injectable()
export class CorrectionLimiter {
  constructor(private readonly storage: ThrottlerStorageService) {}

  /** Throws `request.too-many`. */
  async take(studentId: string): Promise<void> {
    const { isBlocked, timeToBlockExpire } = await this.storage.increment(
      `student:${studentId}`,
      WINDOW_MS,
      IN_A_WINDOW,
      WINDOW_MS,
      'correction',
    );
    if (isBlocked) throw new AppError('request.too-many', { retryAfterMs: timeToBlockExpire * 1000 });
  }
}
