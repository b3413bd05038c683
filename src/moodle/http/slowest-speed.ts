import type { Request } from 'got';

export interface SlowestSpeed {
  readonly windowMs: number;
  readonly bytesPerSecond: number;
}

/** Read as every other time limit by `networkFailure`. */
class TooSlowError extends Error {
  override readonly name = 'TimeoutError';
  readonly code = 'ETIMEDOUT';
  readonly event = 'speed';
}

/**
 * Ends a stream that drips: a byte now and then keeps a limit on silence from ever being reached. A window in which the reader
 * itself paused does not count.
 */
export function endWhenTooSlow(stream: Request, { windowMs, bytesPerSecond }: SlowestSpeed): void {
  const least = (bytesPerSecond * windowMs) / 1000;
  let before = 0;
  let excused = false;
  stream.on('pause', () => {
    excused = true;
  });
  const watch = setInterval(() => {
    const { transferred } = stream.downloadProgress;
    const unread = stream.readableLength > 0;
    if (!excused && !unread && transferred - before < least) stream.destroy(new TooSlowError());
    before = transferred;
    excused = stream.isPaused();
  }, windowMs);
  watch.unref();
  const stop = (): void => clearInterval(watch);
  // What has arrived whole may stay unread as long as its reader likes.
  stream.once('end', stop);
  stream.once('close', stop);
}
