import { httpDate } from './http-date';
import type { Answer } from './json-answer';

/** Latest moment that a JavaScript `Date` can hold, in milliseconds. */
const LAST_MOMENT = 8_640_000_000_000_000;

/**
 * The time by a server's own clock, from the `Date` of its last answer that had one. Our own clock of the wall is not asked: it may be
 * as wrong as the server's, and be set meanwhile.
 */
export class ServerClock {
  /** Milliseconds since the epoch by the server's clock, at zero of ours. */
  private origin: number | null = null;

  constructor(private readonly monotonic: () => number = () => performance.now()) {}

  hear({ headers, cameAt = this.monotonic() }: Pick<Answer, 'headers' | 'cameAt'>): void {
    const said = httpDate(headers.date);
    if (said !== null && said > 0) this.origin = said - cameAt;
  }

  /** Unix seconds; `null` before the first answer with a date. At most a second and the answer's way behind. */
  now(): number | null {
    if (this.origin === null) return null;
    return Math.floor(Math.min(LAST_MOMENT, this.origin + this.monotonic()) / 1000);
  }
}
