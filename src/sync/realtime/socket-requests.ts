import { isJobId } from '../job-id';

export interface ValidSubscribe {
  readonly jobId: string;
  readonly after: number;
}

/** `null` for anything that is not a well-formed request. */
export function parseSubscribe(value: unknown): ValidSubscribe | null {
  if (typeof value !== 'object' || value === null || !('jobId' in value) || !isJobId(value.jobId))
    return null;
  const after = 'after' in value && value.after !== undefined ? value.after : 0;
  if (typeof after !== 'number' || !Number.isSafeInteger(after) || after < 0 || after > 2 ** 31 - 1)
    return null;
  return { jobId: value.jobId, after };
}

/** Lets `burst` messages through at once, and `perSecond` from then on. */
export class TokenBucket {
  private tokens: number;
  private at: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly now: () => number,
  ) {
    this.tokens = burst;
    this.at = now();
  }

  take(): boolean {
    const now = this.now();
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.at) / 1000) * this.perSecond);
    this.at = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
