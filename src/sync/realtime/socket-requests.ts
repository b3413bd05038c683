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

export interface Rate {
  readonly perSecond: number;
  /** At once. */
  readonly burst: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/** Lets `burst` messages through at once, and `perSecond` from then on. */
export class TokenBucket {
  private tokens: number;
  private at: number;

  constructor(private readonly rate: Rate) {
    this.tokens = rate.burst;
    this.at = Math.floor(rate.now());
  }

  take(): boolean {
    const { perSecond, burst, now } = this.rate;
    const at = Math.floor(now()); // a whole number takes no memory of its own
    this.tokens = Math.min(burst, this.tokens + ((at - this.at) / 1000) * perSecond);
    this.at = at;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
