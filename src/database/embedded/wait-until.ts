import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again until the answer is yes, or the time is over.
 *
 * @param timeoutMs how long to ask at most, in milliseconds
 * @returns whether the answer was yes in time
 */
export async function waitUntil(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() >= deadline) return false;
    await delay(10);
  }
  return true;
}
