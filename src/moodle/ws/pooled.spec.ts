import { pooled } from './pooled';

interface Gate {
  readonly task: (signal: AbortSignal) => Promise<number>;
  readonly started: () => boolean;
  readonly signal: () => AbortSignal | undefined;
  open(value: number): void;
  fail(error: Error): void;
}

function gate(): Gate {
  let resolve: (value: number) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  let seen: AbortSignal | undefined;
  const result = new Promise<number>((onValue, onError) => ([resolve, reject] = [onValue, onError]));
  return {
    task: (signal) => {
      seen = signal;
      signal.addEventListener('abort', () => reject(new Error('stopped')));
      return result;
    },
    started: () => seen !== undefined,
    signal: () => seen,
    open: (value) => resolve(value),
    fail: (error) => reject(error),
  };
}
const gates = (count: number): Gate[] => Array.from({ length: count }, gate);
const run = (all: readonly Gate[], parallel: number, signal = new AbortController().signal) =>
  pooled(
    all.map(({ task }) => task),
    parallel,
    signal,
  );
const startedOf = (all: readonly Gate[]): boolean[] => all.map(({ started }) => started());

describe('pooled', () => {
  it('yields results as they come, never more at a time than allowed', async () => {
    const [a, b, c] = gates(3) as [Gate, Gate, Gate];
    const results = run([a, b, c], 2);
    const first = results.next();
    expect(startedOf([a, b, c])).toEqual([true, true, false]);
    b.open(2);
    expect(await first).toEqual({ done: false, value: 2 });
    expect(c.started()).toBe(true);
    c.open(3);
    expect(await results.next()).toEqual({ done: false, value: 3 });
    a.open(1);
    expect(await results.next()).toEqual({ done: false, value: 1 });
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });

  it('goes on while nobody takes, but not beyond as many results as run at a time', async () => {
    const all = gates(9);
    for (const [index, one] of all.entries()) one.open(index);
    const results = run(all, 2);
    const startedAfterTaking = async (): Promise<number> => {
      await results.next();
      await new Promise((resolve) => setImmediate(resolve));
      return startedOf(all).filter(Boolean).length;
    };
    expect(await startedAfterTaking()).toBe(4);
    expect(await startedAfterTaking()).toBe(4);
    expect(await startedAfterTaking()).toBe(6);
    await results.return();
    expect(startedOf(all).filter(Boolean)).toHaveLength(6);
  });

  it('throws the first failure and stops the rest', async () => {
    const [a, b, c] = gates(3) as [Gate, Gate, Gate];
    const results = run([a, b, c], 2);
    const first = results.next();
    a.fail(new Error('refused'));
    await expect(first).rejects.toThrow('refused');
    expect(b.signal()?.aborted).toBe(true);
    expect(c.started()).toBe(false);
  });

  it('stops what runs when the consumer leaves', async () => {
    const [a, b] = gates(2) as [Gate, Gate];
    a.open(1);
    for await (const value of run([a, b], 2)) {
      expect(value).toBe(1);
      break;
    }
    expect(b.signal()?.aborted).toBe(true);
  });

  it('has nothing to give for nothing', async () => {
    expect(await run([], 3).next()).toEqual({ done: true, value: undefined });
  });
});
