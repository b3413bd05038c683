type Start = () => void;

/**
 * A bounded number of places, given out in the order of asking; the urgent go first. Whoever waits can leave the queue by its
 * signal. Time limits belong to the work, so they start when a place is given, not when it is asked for.
 */
export class Slots {
  private taken = 0;
  private readonly waiting: { readonly urgent: Start[]; readonly ordinary: Start[] } = {
    urgent: [],
    ordinary: [],
  };

  constructor(private readonly size: number) {}

  /** Resolves with the function that gives the place back (once; further calls do nothing), or rejects with the abort reason. */
  async acquire(signal: AbortSignal, urgent = false): Promise<() => void> {
    signal.throwIfAborted();
    if (this.taken < this.size) this.taken += 1;
    else await this.queue(urgent ? this.waiting.urgent : this.waiting.ordinary, signal);
    return this.releaser();
  }

  private queue(line: Start[], signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        line.splice(line.indexOf(start), 1);
        reject(signal.reason as Error);
      };
      const start = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      signal.addEventListener('abort', leave, { once: true });
      line.push(start);
    });
  }

  private releaser(): () => void {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.waiting.urgent.shift() ?? this.waiting.ordinary.shift();
      // The place passes on without becoming free in between.
      if (next) next();
      else this.taken -= 1;
    };
  }
}
