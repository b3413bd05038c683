import type { ErrorCode } from '../../contract';

/** Until when a whole site wants to be left alone, and as which error whoever cannot wait that long meets it. */
export class SitePause {
  private until = 0;
  private reason: ErrorCode = 'moodle.busy';
  private readonly listeners: (() => void)[] = [];

  get code(): ErrorCode {
    return this.reason;
  }

  /** Moment of `performance.now()` at which the site may be asked again. */
  get endsAt(): number {
    return this.until;
  }

  /** Milliseconds; 0 when the site may be asked. */
  get remainingMs(): number {
    return Math.max(0, this.until - performance.now());
  }

  /** A shorter wish does not end a longer one. */
  extend(ms: number, code: ErrorCode): void {
    const until = performance.now() + ms;
    if (until <= this.until) return;
    this.until = until;
    this.reason = code;
    for (const tell of this.listeners) tell();
  }

  onExtended(listener: () => void): void {
    this.listeners.push(listener);
  }
}
