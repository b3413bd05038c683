import { AppError } from '../../errors';
import { Allowance, type Ceiling } from './allowance';
import { SitePause } from './site-pause';
import { Turns } from './turns';

export interface Entry {
  /** Whose question it is: readers are served in turn, however many questions each has. */
  readonly reader: unknown;
  /** A student is waiting for it: goes before everything else, and bends neither to pace nor to a lowered limit. */
  readonly urgent: boolean;
  /** For errors and logs. */
  readonly what: string;
  readonly signal: AbortSignal;
  /** How long it can wait, from now, for a site that wants to be left alone. */
  readonly patienceMs: number;
}

/** How an exchange with a site ended, as far as its load is concerned. */
export type Sign = 'answered' | 'overloaded' | 'neither';

/** A place that was given. */
export interface Permit {
  /** Says how it went; to be called once, before `release`. */
  settle(sign: Sign): void;
  /** Gives the place back; further calls do nothing. */
  release(): void;
}

interface Waiter extends Entry {
  readonly deadline: number;
  readonly start: () => void;
  readonly refuse: (error: Error) => void;
}

/**
 * What one site is asked at a time, shared by all jobs of a process: places, pace and pauses. Time limits belong to the work, so
 * they start when a place is given, not when it is asked for.
 */
export class SiteBudget {
  private readonly allowance: Allowance;
  private readonly urgent: Waiter[] = [];
  private readonly ordinary = new Turns<Waiter>();
  private taken = 0;
  /** Requests that may start now, as far as pace goes; at most one second's worth gathers. Below 0 after urgent ones. */
  private credit: number;
  private creditedAt = performance.now();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    ceiling: Ceiling,
    private readonly pause: SitePause,
  ) {
    this.allowance = new Allowance(ceiling);
    this.credit = ceiling.perSecond;
    pause.onExtended(() => {
      // What gathered before the pause must not burst out behind it.
      this.credit = Math.min(this.credit, 1);
      this.creditedAt = this.pause.endsAt;
      this.refuseImpatient();
    });
  }

  get inFlight(): number {
    return this.taken;
  }

  get waiting(): number {
    return this.urgent.length + this.ordinary.size;
  }

  /** Present limits, at most those of the operator. */
  get limit(): Ceiling {
    return { places: this.allowance.places, perSecond: this.allowance.perSecond };
  }

  /**
   * Resolves when it is this entry's turn. Rejects with the abort reason, or with the error of a pause that lasts longer than the
   * entry can wait.
   */
  async acquire(entry: Entry): Promise<Permit> {
    entry.signal.throwIfAborted();
    await this.turnOf(entry);
    return this.permit();
  }

  /** Forgets the clock; whoever waits is left to its signal. */
  close(): void {
    clearTimeout(this.timer);
  }

  private turnOf(entry: Entry): Promise<void> {
    return new Promise<void>((resolve, reject): void => {
      const leave = (): void => {
        this.drop(waiter);
        reject(entry.signal.reason as Error);
      };
      const settle = (done: () => void): void => {
        entry.signal.removeEventListener('abort', leave);
        done();
      };
      const waiter: Waiter = {
        ...entry,
        deadline: performance.now() + entry.patienceMs,
        start: () => settle(resolve),
        refuse: (error) => settle(() => reject(error)),
      };
      entry.signal.addEventListener('abort', leave, { once: true });
      if (this.isTooLongFor(waiter)) return this.turnAway(waiter);
      if (entry.urgent) this.urgent.push(waiter);
      else this.ordinary.add(entry.reader, waiter);
      this.startWhoMay();
    });
  }

  private drop(waiter: Waiter): void {
    const index = this.urgent.indexOf(waiter);
    if (index >= 0) this.urgent.splice(index, 1);
    else this.ordinary.remove(waiter.reader, waiter);
  }

  private isTooLongFor({ deadline }: Waiter): boolean {
    return this.pause.remainingMs > 0 && deadline < this.pause.endsAt;
  }

  private turnAway({ what, refuse }: Waiter): void {
    const detail = `${what}: not asked, the site wants to be left alone`;
    // Whole seconds, as `Retry-After` counts them.
    const retryAfterMs = Math.ceil(this.pause.remainingMs / 1000) * 1000;
    refuse(new AppError(this.pause.code, { detail, retryAfterMs }));
  }

  private refuseImpatient(): void {
    const impatient = [...this.urgent, ...this.ordinary].filter((waiter) => this.isTooLongFor(waiter));
    for (const waiter of impatient) {
      this.drop(waiter);
      this.turnAway(waiter);
    }
  }

  private startWhoMay(): void {
    clearTimeout(this.timer);
    while (this.waiting > 0) {
      const waitMs = this.waitMs();
      if (waitMs === null) return; // until a place is given back
      if (waitMs > 0) {
        this.timer = setTimeout(() => this.startWhoMay(), Math.ceil(waitMs));
        return;
      }
      this.taken += 1;
      this.credit -= 1;
      (this.urgent.shift() ?? this.ordinary.next())?.start();
    }
  }

  /** Milliseconds until the next may start; `null` while there is no place. */
  private waitMs(): number | null {
    const pausedMs = this.pause.remainingMs;
    if (pausedMs > 0) return pausedMs;
    if (this.urgent.length > 0) return this.taken < this.allowance.ceiling.places ? 0 : null;
    if (this.taken >= this.allowance.places) return null;
    const { perSecond } = this.allowance;
    const now = performance.now();
    const earned = (Math.max(0, now - this.creditedAt) / 1000) * perSecond;
    this.credit = Math.min(Math.max(1, perSecond), this.credit + earned);
    this.creditedAt = now;
    return this.credit >= 1 ? 0 : ((1 - this.credit) / perSecond) * 1000;
  }

  private permit(): Permit {
    const round = this.allowance.currentRound;
    let held = true;
    return {
      settle: (sign) => {
        if (sign === 'answered') this.allowance.answered();
        if (sign === 'overloaded') this.allowance.overloaded(round);
      },
      release: () => {
        if (!held) return;
        held = false;
        this.taken -= 1;
        this.startWhoMay();
      },
    };
  }
}
