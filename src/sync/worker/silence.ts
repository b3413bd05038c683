import type { SeenLane } from '../persistence/worker-store';

interface Heard {
  readonly seenAt: string;
  /** On the listener's own clock, ms. */
  readonly at: number;
}

/**
 * Tells who lives. A free lock is proof of death. A host that lost its power, or a process that is frozen, keeps its lock for as long as TCP
 * believes in it: who says nothing new for `silentMs` on the listener's own clock, which does not jump, is taken for dead as well.
 */
export class Silence {
  private readonly heard = new Map<number, Heard>();
  private lastLook = Number.NEGATIVE_INFINITY;

  constructor(private readonly silentMs: number) {}

  /** @param now of a clock that only goes forward, ms */
  dead(lanes: readonly SeenLane[], now: number): SeenLane[] {
    // Who was frozen itself has heard nobody meanwhile.
    if (now - this.lastLook > this.silentMs / 2) this.heard.clear();
    this.lastLook = now;
    const registered = new Set(lanes.map(({ leaseKey }) => leaseKey));
    for (const key of this.heard.keys()) if (!registered.has(key)) this.heard.delete(key);
    return lanes.filter((lane) => !lane.held || this.silentFor(lane, now) > this.silentMs);
  }

  private silentFor({ leaseKey, seenAt }: SeenLane, now: number): number {
    const before = this.heard.get(leaseKey);
    if (before?.seenAt === seenAt) return now - before.at;
    this.heard.set(leaseKey, { seenAt, at: now });
    return 0;
  }
}
