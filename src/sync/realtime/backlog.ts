/** What Engine.IO knows of one connection: what was not handed to its transport yet, and when the transport takes more. */
export interface Connection {
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  on(event: 'drain', listener: () => void): unknown;
  off(event: 'drain', listener: () => void): unknown;
}

/**
 * Half of what a reader that does not read may cost, 256 messages or 1 MiB: as much again may be on its way already, in the hands of
 * the transport.
 */
export const MOST_WAITING = { messages: 128, bytes: 512 * 1024 };

/** What waits for one connection because its reader is slower than what it is told. Costs nothing while nothing waits. */
export class Backlog {
  /** Since when it is known to be full, ms of the process's monotonic clock. */
  private fullSince: number | null = null;

  constructor(private readonly connection: Connection) {}

  get isFull(): boolean {
    const full =
      this.connection.writeBuffer.length >= MOST_WAITING.messages || this.bytes >= MOST_WAITING.bytes;
    if (!full) this.fullSince = null;
    else this.fullSince ??= performance.now();
    return full;
  }

  /** How long it has been full, ms: a burst is over in no time. */
  get stuckMs(): number {
    return this.isFull && this.fullSince !== null ? performance.now() - this.fullSince : 0;
  }

  get bytes(): number {
    return this.connection.writeBuffer.reduce((sum, { data }) => sum + sizeOf(data), 0);
  }
}

/** A text counts a byte a character, as it is held in memory where it is not Hebrew, and two where it is: near enough for a bound. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return data instanceof Uint8Array ? data.byteLength : 0;
}
