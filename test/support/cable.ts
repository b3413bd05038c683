import { once } from 'node:events';
import net from 'node:net';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** If nothing more comes from afar, it breaks all the same, ms. */
const SILENCE_MS = 50;

/** A TCP connection between two parts, of which anything can be asked that happens to cables. */
export class Cable {
  private readonly pairs = new Set<readonly [near: net.Socket, far: net.Socket]>();
  private readonly server = net.createServer();
  private refusing = false;

  /** @param to where it leads, for connections from now on */
  constructor(public to: Address) {}

  /** @returns the port at this end, on 127.0.0.1 */
  async lay(): Promise<number> {
    this.server.on('connection', (near) => this.connect(near));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as net.AddressInfo).port;
  }

  private connect(near: net.Socket): void {
    near.on('error', () => undefined);
    if (this.refusing) {
      near.resetAndDestroy();
      return;
    }
    const far = net.connect(this.to);
    const pair = [near, far] as const;
    this.pairs.add(pair);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.setNoDelay(true);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.pairs.delete(pair);
        other.destroy();
      });
    }
  }

  /** Breaks what is connected; of what comes from afar next, `bytes` still get through, so that it breaks in the middle of a message. */
  cut(bytes = 0): void {
    for (const [near, far] of this.pairs) {
      if (bytes === 0) {
        far.destroy();
        continue;
      }
      far.unpipe(near);
      const breaking = setTimeout(() => near.destroy(), SILENCE_MS);
      far.once('data', (chunk: Buffer) => {
        clearTimeout(breaking);
        near.write(chunk.subarray(0, bytes), () => near.destroy());
      });
      far.resume();
    }
  }

  /** What was said arrives, and is done; the answer to it is lost, and then the connection. */
  loseAnswers(): void {
    for (const [near, far] of this.pairs) {
      far.unpipe(near);
      far.once('data', () => near.destroy());
      far.resume();
    }
  }

  /** A cable that is pulled: nobody is told, nothing comes through any more. */
  freeze(): void {
    for (const pair of this.pairs)
      for (const end of pair) {
        end.unpipe();
        end.pause();
      }
  }

  /** Whether who connects is sent away. */
  refuse(refusing: boolean): void {
    this.refusing = refusing;
  }

  async remove(): Promise<void> {
    for (const pair of this.pairs) for (const end of pair) end.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}
