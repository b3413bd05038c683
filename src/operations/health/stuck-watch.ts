import type { Checks, Fault } from './faults';

/** Faults of this very process, which a restart mends when it has not mended itself, and how long it is given for that, ms. */
const GIVEN_MS: Readonly<Partial<Record<Fault, number>>> = {
  'worker.no-lease': 3 * 60_000,
  'queue.not-consumed': 5 * 60_000,
};

/** Without these nobody can work, and no restart brings them back. */
const GROUND = ['database', 'schema'] as const;

/**
 * Tells when nothing but a restart is left. A worker that came to a stand although the database was there for all that time will hardly move
 * again; one that has no database waits for it, and restarting it would only add to the trouble.
 */
export class StuckWatch {
  private readonly since = new Map<Fault, number>();

  /** `now`: milliseconds of a clock that only goes forward. */
  note(checks: Checks, now: number): void {
    const grounded = GROUND.every((check) => checks[check] === 'ok');
    const present = new Set<string>(grounded ? Object.values(checks) : []);
    for (const fault of Object.keys(GIVEN_MS) as Fault[]) {
      if (!present.has(fault)) this.since.delete(fault);
      else if (!this.since.has(fault)) this.since.set(fault, now);
    }
  }

  /** The fault that this process will not get rid of by itself, or `null`. */
  stuckOn(now: number): Fault | null {
    for (const [fault, since] of this.since) if (now - since >= (GIVEN_MS[fault] ?? Infinity)) return fault;
    return null;
  }
}
