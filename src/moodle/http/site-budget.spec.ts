import { SiteBudget, type Entry, type Permit } from './site-budget';
import { SitePause } from './site-pause';

const entry = (more: Partial<Entry> = {}): Entry => ({
  reader: 'a',
  urgent: false,
  what: 'f',
  signal: new AbortController().signal,
  patienceMs: 60_000,
  ...more,
});

/** Asks for places and records who got one. */
class Asked {
  readonly order: string[] = [];
  readonly refused: unknown[] = [];
  private readonly permits = new Map<string, Permit>();

  constructor(private readonly budget: SiteBudget) {}

  async ask(name: string, more: Partial<Entry> = {}): Promise<void> {
    this.budget.acquire(entry({ reader: name[0], ...more })).then(
      (permit) => {
        this.order.push(name);
        this.permits.set(name, permit);
      },
      (error: unknown) => this.refused.push(error),
    );
    await jest.advanceTimersByTimeAsync(0);
  }

  async release(name: string): Promise<void> {
    this.permits.get(name)?.release();
    await jest.advanceTimersByTimeAsync(0);
  }

  async overload(name: string): Promise<void> {
    this.permits.get(name)?.settle('overloaded');
    await this.release(name);
  }
}

describe('SiteBudget', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const budgetOf = (
    places: number,
    perSecond = 1000,
  ): { asked: Asked; budget: SiteBudget; pause: SitePause } => {
    const pause = new SitePause();
    const budget = new SiteBudget({ places, perSecond }, pause);
    return { asked: new Asked(budget), budget, pause };
  };

  it('gives no more places than it has, and readers their turns', async () => {
    const { asked, budget } = budgetOf(2);
    for (const name of ['a1', 'a2', 'a3', 'a4', 'b1']) await asked.ask(name);
    expect(asked.order).toEqual(['a1', 'a2']);
    expect([budget.inFlight, budget.waiting]).toEqual([2, 3]);
    await asked.release('a1');
    await asked.release('a2');
    expect(asked.order).toEqual(['a1', 'a2', 'a3', 'b1']);
  });

  it('gives a place back once, however often it is told to', async () => {
    const { asked } = budgetOf(1);
    for (const name of ['a1', 'b1', 'c1']) await asked.ask(name);
    await asked.release('a1');
    await asked.release('a1');
    expect(asked.order).toEqual(['a1', 'b1']);
  });

  it('lets the urgent pass those that wait, also a lowered limit, but not the ceiling', async () => {
    const { asked } = budgetOf(2);
    await asked.ask('a1');
    await asked.overload('a1');
    for (const name of ['b1', 'b2']) await asked.ask(name);
    await asked.ask('u1', { urgent: true });
    await asked.ask('u2', { urgent: true });
    expect(asked.order).toEqual(['a1', 'b1', 'u1']);
    await asked.release('u1');
    expect(asked.order).toEqual(['a1', 'b1', 'u1', 'u2']);
    await asked.release('u2');
    await asked.release('b1');
    expect(asked.order).toEqual(['a1', 'b1', 'u1', 'u2', 'b2']);
  });

  it('lets whoever waits leave with the abort reason, and passes its place on', async () => {
    const { asked, budget } = budgetOf(1);
    const controller = new AbortController();
    const reason = new Error('cancelled');
    await asked.ask('a1');
    await asked.ask('b1', { signal: controller.signal });
    await asked.ask('c1');
    controller.abort(reason);
    await asked.release('a1');
    expect(asked.order).toEqual(['a1', 'c1']);
    expect(asked.refused).toEqual([reason]);
    expect(budget.waiting).toBe(0);
  });

  it('gives nothing to a signal that has already aborted', async () => {
    const reason = new Error('cancelled');
    const { budget } = budgetOf(1);
    await expect(budget.acquire(entry({ signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
    expect(budget.inFlight).toBe(0);
  });

  it('lets a second’s worth begin at once, and the rest at its pace', async () => {
    const { asked } = budgetOf(100, 4);
    for (let index = 0; index < 10; index += 1) await asked.ask(`a${index}`);
    expect(asked.order).toHaveLength(4);
    await jest.advanceTimersByTimeAsync(249);
    expect(asked.order).toHaveLength(4);
    await jest.advanceTimersByTimeAsync(2);
    expect(asked.order).toHaveLength(5);
    await jest.advanceTimersByTimeAsync(1000);
    expect(asked.order).toHaveLength(9);
  });

  it('slows down where the site is overloaded', async () => {
    const { asked, budget } = budgetOf(4, 4);
    for (let index = 0; index < 4; index += 1) await asked.ask(`a${index}`);
    await asked.overload('a0');
    expect(budget.limit).toEqual({ places: 2, perSecond: 2 });
    for (const name of ['a1', 'a2', 'a3']) await asked.release(name);
    await asked.ask('a4');
    await jest.advanceTimersByTimeAsync(498);
    expect(asked.order).toHaveLength(4);
    await jest.advanceTimersByTimeAsync(5);
    expect(asked.order).toHaveLength(5);
  });

  it('lets nobody ask before a pause is over, and no crowd behind it', async () => {
    const { asked, pause } = budgetOf(100, 10);
    pause.extend(5000, 'moodle.busy');
    for (const name of ['a1', 'b1', 'c1']) await asked.ask(name);
    await asked.ask('u1', { urgent: true });
    await jest.advanceTimersByTimeAsync(4999);
    expect(asked.order).toEqual([]);
    await jest.advanceTimersByTimeAsync(2);
    expect(asked.order).toEqual(['u1']);
    await jest.advanceTimersByTimeAsync(250);
    expect(asked.order).toEqual(['u1', 'a1', 'b1']);
  });

  it('is not kept shorter by a shorter wish', async () => {
    const { asked, pause } = budgetOf(1);
    pause.extend(5000, 'moodle.maintenance');
    pause.extend(1000, 'moodle.busy');
    await asked.ask('a1');
    await jest.advanceTimersByTimeAsync(4000);
    expect(asked.order).toEqual([]);
    expect(pause.code).toBe('moodle.maintenance');
  });

  it('refuses at once whoever cannot wait that long, new or waiting, with the rest of the pause', async () => {
    const { asked, budget, pause } = budgetOf(1);
    await asked.ask('a1');
    await asked.ask('b1', { patienceMs: 10_000 });
    await asked.ask('c1', { patienceMs: 400_000 });
    pause.extend(300_000, 'moodle.maintenance');
    await asked.ask('d1', { patienceMs: 10_000 });
    expect(asked.refused).toEqual([
      expect.objectContaining({ code: 'moodle.maintenance', retryAfterMs: 300_000 }),
      expect.objectContaining({ code: 'moodle.maintenance', retryAfterMs: 300_000 }),
    ]);
    expect(budget.waiting).toBe(1);
    await asked.release('a1');
    await jest.advanceTimersByTimeAsync(300_001);
    expect(asked.order).toEqual(['a1', 'c1']);
  });

  it('counts all pauses together against patience', async () => {
    const { asked, pause } = budgetOf(1);
    pause.extend(6000, 'moodle.busy');
    await asked.ask('a1', { patienceMs: 10_000 });
    await jest.advanceTimersByTimeAsync(5000);
    pause.extend(6000, 'moodle.busy');
    await jest.advanceTimersByTimeAsync(0);
    expect(asked.refused).toEqual([expect.objectContaining({ code: 'moodle.busy', retryAfterMs: 6000 })]);
  });
});
