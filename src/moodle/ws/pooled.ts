type Task<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Runs tasks, so many at a time, and yields each result as it comes. A new task starts when a result is taken, so a slow consumer
 * slows the tasks instead of piling up results. The first failure is thrown and stops the rest, and so does leaving the loop.
 */
export async function* pooled<T>(
  tasks: readonly Task<T>[],
  parallel: number,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const running = new Map<number, Promise<{ index: number; value: T }>>();
  let next = 0;
  const start = (): void => {
    const index = next;
    const task = tasks[index];
    if (!task) return;
    next += 1;
    const run = task(either).then((value) => ({ index, value }));
    // Looked at when its turn comes; until then a failure must not count as nobody's.
    run.catch(() => undefined);
    running.set(index, run);
  };
  try {
    while (running.size < parallel && next < tasks.length) start();
    while (running.size > 0) {
      const { index, value } = await Promise.race(running.values());
      running.delete(index);
      start();
      yield value;
    }
  } finally {
    stop.abort();
    await Promise.allSettled(running.values());
  }
}
