import { hash } from 'node:crypto';

interface Reading<T> {
  readonly value: Promise<T>;
  readonly stop: AbortController;
  readers: number;
}

/** What makes two questions the same, as a hash: the parts hold secrets, and a key may end up in a dump. */
export const keyOf = (...parts: readonly string[]): string => hash('sha256', JSON.stringify(parts), 'base64');

/**
 * Identical questions in flight are asked once. Each caller leaves by its own signal; the question is given up when the last one
 * has left. What is done is forgotten: this is no cache.
 */
export class SharedReads<T> {
  private readonly readings = new Map<string, Reading<T>>();
  private saved = 0;

  /** How often somebody joined instead of asking. */
  get joined(): number {
    return this.saved;
  }

  async read(key: string, signal: AbortSignal, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const known = this.readings.get(key);
    if (known) this.saved += 1;
    const reading = known ?? this.begin(key, ask);
    reading.readers += 1;
    return this.follow(key, reading, signal);
  }

  private begin(key: string, ask: (signal: AbortSignal) => Promise<T>): Reading<T> {
    const stop = new AbortController();
    const value = ask(stop.signal);
    const reading: Reading<T> = { value, stop, readers: 0 };
    this.readings.set(key, reading);
    const done = (): void => this.forget(key, reading);
    value.then(done, done);
    return reading;
  }

  private follow(key: string, reading: Reading<T>, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        const reason = signal.reason as Error;
        reading.readers -= 1;
        if (reading.readers === 0) {
          this.forget(key, reading);
          reading.stop.abort(reason);
        }
        reject(reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      reading.value.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  /** Whoever comes now asks anew. */
  private forget(key: string, reading: Reading<T>): void {
    if (this.readings.get(key) === reading) this.readings.delete(key);
  }
}
