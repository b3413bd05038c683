import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ThrottlerStorageService } from '@nestjs/throttler';
import { Settings } from '../config';
import { AppError } from '../errors';

const WINDOW_MS = 60_000;
const NAME = 'login';
/** A campus, or a dormitory, shares one address: so many accounts' worth of sign-ins are let through from it. */
const SHARED_ADDRESS = 25;

/**
 * Holds back guessing: sign-ins of one address, and of one account whatever the address, in a minute. Counted before Moodle is
 * asked, so that a storm never reaches a university.
 */
@Injectable()
export class LoginLimiter {
  constructor(
    private readonly storage: ThrottlerStorageService,
    private readonly settings: Settings,
  ) {}

  /** Throws `request.too-many`. */
  async take(address: string, universityId: string, username: string): Promise<void> {
    const account = createHash('sha256')
      .update(`${universityId}\n${username.trim().toLowerCase()}`)
      .digest('base64url');
    await this.takeAddress(address);
    await this.count(`account:${account}`, this.settings.loginRateLimit);
  }

  /** For a sign-in that names no account. Throws `request.too-many`. */
  async takeAddress(address: string): Promise<void> {
    await this.count(`address:${address}`, this.settings.loginRateLimit * SHARED_ADDRESS);
  }

  private async count(key: string, limit: number): Promise<void> {
    const { isBlocked, timeToBlockExpire } = await this.storage.increment(
      key,
      WINDOW_MS,
      limit,
      WINDOW_MS,
      NAME,
    );
    if (isBlocked) throw new AppError('request.too-many', { retryAfterMs: timeToBlockExpire * 1000 });
  }
}
