import { setTimeout as sleep } from 'node:timers/promises';
import { refusal } from '../calls/errors';

/** What goes wrong. `http`, `body`, `hang` and `reset` concern the whole answer, even when one call of a batch is hit. */
export type FaultEffect =
  | { fail: string; detail?: string }
  | { http: number; headers?: Record<string, string>; body?: string }
  | { body: string; contentType?: string }
  | { hang: true }
  | { reset: true }
  | { delayMs: number };

export interface FaultMatch {
  /** A web-service function, or `token`, `public_config`, `pluginfile`; `*` = any. */
  fn: string;
  courseId?: number;
  username?: string;
  /** How many calls it strikes; then it is gone. Default: all. */
  times?: number;
  /** After `times` strikes, let this many calls through and begin again. */
  thenPass?: number;
}

export interface Fault {
  /** Calls it struck so far. */
  readonly hits: number;
  clear(): void;
}

export interface Hold {
  /** Resolves when a call is standing at the gate. */
  readonly arrived: Promise<void>;
  /** Lets all that wait go on, and removes the gate. */
  release(): void;
}

/** Thrown through the answering of a request when the answer is to be something else altogether. */
export class FaultReply extends Error {
  constructor(readonly effect: Exclude<FaultEffect, { fail: string } | { delayMs: number }>) {
    super('fault');
  }
}

export interface Passing {
  fn: string;
  courses: readonly number[];
  username: string | undefined;
}

interface Gate {
  fn: string;
  courseId: number | undefined;
  /** Matching calls still to be let through before the gate shuts. */
  skip: number;
  open: Promise<void>;
  arrive: () => void;
  release: () => void;
}

interface StandingFault extends FaultMatch {
  effect: FaultEffect;
  hits: number;
  inCycle: number;
}

export class Faults {
  #faults: StandingFault[] = [];
  readonly #gates = new Set<Gate>();

  add(match: FaultMatch, effect: FaultEffect): Fault {
    const fault: StandingFault = { ...match, effect, hits: 0, inCycle: 0 };
    this.#faults.push(fault);
    return {
      get hits() {
        return fault.hits;
      },
      clear: () => {
        this.#faults = this.#faults.filter((each) => each !== fault);
      },
    };
  }

  clear(): void {
    this.#faults = [];
  }

  hold(fn: string, courseId?: number, nth = 1): Hold {
    let arrive = (): void => undefined;
    let open = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const opened = new Promise<void>((resolve) => (open = resolve));
    const gate: Gate = {
      fn,
      courseId,
      skip: nth - 1,
      open: opened,
      arrive,
      release: () => {
        this.#gates.delete(gate);
        open();
      },
    };
    this.#gates.add(gate);
    return { arrived, release: gate.release };
  }

  releaseAll(): void {
    for (const gate of [...this.#gates]) gate.release();
  }

  /** Every call comes by here before it is answered. */
  async pass(passing: Passing): Promise<void> {
    for (const gate of [...this.#gates]) {
      if (!matches(gate, passing)) continue;
      if (gate.skip-- > 0) continue;
      gate.arrive();
      await gate.open;
    }
    for (const fault of [...this.#faults]) {
      if (!matches(fault, passing) || !strikes(fault)) continue;
      fault.hits++;
      if ('delayMs' in fault.effect) await sleep(fault.effect.delayMs, undefined, { ref: false });
      else if ('fail' in fault.effect) throw refusal(fault.effect.fail, fault.effect.detail);
      else throw new FaultReply(fault.effect);
    }
  }
}

function matches(rule: { fn: string; courseId?: number; username?: string }, passing: Passing): boolean {
  if (rule.fn !== '*' && rule.fn !== passing.fn) return false;
  if (rule.username !== undefined && rule.username !== passing.username) return false;
  return rule.courseId === undefined || passing.courses.includes(rule.courseId);
}

function strikes(fault: StandingFault): boolean {
  const times = fault.times ?? Infinity;
  const turn = fault.inCycle++;
  if (turn < times) return true;
  if (fault.thenPass === undefined) return false;
  if (fault.inCycle >= times + fault.thenPass) fault.inCycle = 0;
  return false;
}
