type Task<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Runs tasks, so many at a time, and yields each result as it comes. The next task starts as soon as one is done, but no more than
 * as many results wait to be taken: a slow consumer slows the tasks instead of piling up results. The first failure is thrown and
 * stops the rest, and so does leaving the loop.
 */
export async function* pooled<T>(
  tasks: readonly Task<T>[],
  parallel: number,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const queue = tasks.values();
  const running = new Set<Promise<void>>();
  const results: (() => T)[] = [];
  let notice: () => void = () => undefined;

  const startMore = (): void => {
    while (running.size < parallel && results.length < parallel && !stop.signal.aborted) {
      const { value: task } = queue.next();
      if (!task) return;
      const run = start(task).then((result) => {
        running.delete(run);
        results.push(result);
        startMore();
        notice();
      });
      running.add(run);
    }
  };
  /** The result, or its failure, is taken out by whoever calls what this resolves with. */
  const start = (task: Task<T>): Promise<() => T> =>
    task(either).then(
      (value) => () => value,
      (error: unknown) => {
        stop.abort();
        return () => {
          throw error;
        };
      },
    );

  try {
    startMore();
    while (running.size > 0 || results.length > 0) {
      if (results.length === 0) await new Promise<void>((resolve) => (notice = resolve));
      const take = results.shift();
      startMore();
      if (take) yield take();
    }
  } finally {
    stop.abort();
    await Promise.all(running);
  }
}
