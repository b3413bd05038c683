/** Answers for each place in use that it takes to get one place back: from half of six to six in about 120 answers. */
const ANSWERS_PER_PLACE = 10;
/** A site that refuses even this pace asks for a pause instead. */
const SMALLEST_SHARE = 1 / 32;

export interface Ceiling {
  /** Requests in flight. */
  readonly places: number;
  readonly perSecond: number;
}

/**
 * How much of the operator's ceiling a site bears just now: half as much after each sign of overload, a little more with each answer
 * (additive increase, multiplicative decrease, as TCP does). Places and pace move together, so that a site which answers quickly but
 * counts requests gets slower questions too.
 */
export class Allowance {
  private share = 1;
  private round = 0;

  constructor(readonly ceiling: Ceiling) {}

  get places(): number {
    // What adding has left of a whole number counts as the number.
    return Math.max(1, Math.floor(this.ceiling.places * this.share + 1e-9));
  }

  get perSecond(): number {
    return this.ceiling.perSecond * this.share;
  }

  /** To be kept with each request that starts, and handed to `overloaded`. */
  get currentRound(): number {
    return this.round;
  }

  answered(): void {
    this.share = Math.min(1, this.share + 1 / (ANSWERS_PER_PLACE * this.places * this.ceiling.places));
  }

  /** Requests that were in flight together fail together: they are one sign, not six. */
  overloaded(round: number): void {
    if (round !== this.round) return;
    this.round += 1;
    this.share = Math.max(SMALLEST_SHARE, this.share / 2);
  }
}
