/** What Engine.IO tells of one connection: a packet that was made, and that all that waited goes to the transport. */
export interface Connection {
  on(event: 'packetCreate', listener: (packet: { readonly data?: unknown }) => void): unknown;
  on(event: 'flush', listener: () => void): unknown;
}

/**
 * Half of what a reader that does not read may cost, 256 messages or 1 MiB: as much again may be on its way already, in the hands of
 * the transport.
 */
export const MOST_WAITING = { messages: 128, bytes: 512 * 1024 };

/** What waits for one connection because its reader is slower than what it is told. */
export class Backlog {
  private messages = 0;
  private waitingBytes = 0;
  /** Since when it is full, ms of the process's monotonic clock. */
  private fullSince: number | null = null;

  /** `onFlush`: what waited has been handed to the transport, as the connection takes more. */
  constructor(connection: Connection, onFlush: () => void) {
    connection.on('packetCreate', ({ data }) => {
      this.messages += 1;
      this.waitingBytes += sizeOf(data);
      if (this.isFull) this.fullSince ??= performance.now();
    });
    connection.on('flush', () => {
      this.messages = 0;
      this.waitingBytes = 0;
      this.fullSince = null;
      onFlush();
    });
  }

  get isFull(): boolean {
    return this.messages >= MOST_WAITING.messages || this.waitingBytes >= MOST_WAITING.bytes;
  }

  /** How long it has been full, ms: a burst is over in no time. */
  get stuckMs(): number {
    return this.fullSince === null ? 0 : performance.now() - this.fullSince;
  }

  get bytes(): number {
    return this.waitingBytes;
  }
}

/** A text counts a byte a character, as it is held in memory where it is not Hebrew, and two where it is: near enough for a bound. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return data instanceof Uint8Array ? data.byteLength : 0;
}
