import { once } from 'node:events';
import net from 'node:net';
import type { Address } from './cable';

/** A moment in what a process says to its database: `texts` are sent on one connection, one after another, for the `nth` time. */
export interface Moment {
  readonly texts: readonly string[];
  /** Default 1. */
  readonly nth?: number;
  /** Before the last of them arrives, or after it is done and before its answer arrives. */
  readonly when: 'before' | 'after';
}

interface Armed {
  readonly moment: Moment;
  left: number;
  readonly reach: () => void;
}

/** ReadyForQuery outside of a transaction: what was said is committed. */
const COMMITTED = Buffer.from('5a0000000549', 'hex');
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** A text may come in two pieces. */
const LONGEST_TEXT = 200;

/**
 * The network between a process and its PostgreSQL. It can be told to stop a connection at an exact moment, which shows what of a statement is done
 * and what is known of it, and anything can be asked of it that happens to networks.
 */
export class DatabaseCable {
  private readonly wires = new Set<Wire>();
  private readonly server = net.createServer();
  private refusing = false;
  private stalled = false;
  private severed = false;
  private armed: Armed | null = null;
  /** Ids that went to the database while a moment was waited for. */
  readonly ids = new Set<string>();

  constructor(public to: Address) {}

  /** @returns the port at this end, on 127.0.0.1 */
  async lay(): Promise<number> {
    this.server.on('connection', (near) => this.connect(near));
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as net.AddressInfo).port;
  }

  private connect(near: net.Socket): void {
    if (this.refusing) {
      near.on('error', () => undefined);
      near.resetAndDestroy();
      return;
    }
    const wire: Wire = new Wire(near, () => this.to, {
      stalled: () => this.stalled,
      severed: () => this.severed,
      watch: (said, known) => this.watch(wire, said, known),
      gone: () => void this.wires.delete(wire),
    });
    this.wires.add(wire);
  }

  /** Looks for the moment in what was said; `known` is the end of what was said before. */
  private watch(wire: Wire, said: Buffer, known: string): 'before' | 'after' | null {
    const { armed } = this;
    if (!armed) return null;
    const text = known + said.toString('latin1');
    for (const [id] of text.matchAll(UUID)) this.ids.add(id);
    const { texts, when } = armed.moment;
    let from = 0;
    for (;;) {
      const wanted = texts[wire.step] ?? '';
      const at = text.indexOf(wanted, from);
      // What ends within the known part was seen already.
      if (at < 0) return null;
      from = at + wanted.length;
      if (from <= known.length) continue;
      wire.step += 1;
      if (wire.step < texts.length) continue;
      wire.step = 0;
      armed.left -= 1;
      if (armed.left > 0) continue;
      this.armed = null;
      wire.onHeld = armed.reach;
      return when;
    }
  }

  /** Resolves when the moment has come; everything on that connection stands still then until `release`. */
  arm(moment: Moment): Promise<void> {
    this.ids.clear();
    for (const wire of this.wires) wire.step = 0;
    return new Promise((reach) => (this.armed = { moment, left: moment.nth ?? 1, reach }));
  }

  disarm(): void {
    this.armed = null;
  }

  /** What stood still goes on. */
  release(): void {
    for (const wire of this.wires) wire.release();
  }

  /** Both ends are told at once that the connection is gone. */
  cut(): void {
    for (const wire of this.wires) wire.destroy();
  }

  /** Whether who connects is sent away. */
  refuse(refusing: boolean): void {
    this.refusing = refusing;
  }

  /** Nothing comes through any more, and nobody is told; what was sent meanwhile arrives when it is over. */
  stall(stalled: boolean): void {
    this.stalled = stalled;
    if (!stalled) for (const wire of this.wires) wire.resume();
  }

  /** Whether the database goes on believing in connections whose other end is gone, as after a power failure. */
  sever(severed: boolean): void {
    this.severed = severed;
    if (!severed) for (const wire of this.wires) wire.endIfGone();
  }

  /** Works again, for whatever connects and is connected. */
  heal(): void {
    this.disarm();
    this.refuse(false);
    this.stall(false);
    this.sever(false);
    this.release();
  }

  async remove(): Promise<void> {
    this.severed = false;
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }
}

interface Surroundings {
  stalled(): boolean;
  severed(): boolean;
  watch(said: Buffer, known: string): 'before' | 'after' | null;
  gone(): void;
}

/** One connection through the cable. */
class Wire {
  /** How many texts of the moment that is waited for were said here. */
  step = 0;
  /** Called when this connection stands still. */
  onHeld: () => void = () => undefined;
  private far: net.Socket | null = null;
  private known = '';
  private holdsUp = false;
  private holdsDown = false;
  private awaitsAnswer = false;
  private nearIsGone = false;
  private readonly up: Buffer[] = [];
  private readonly down: Buffer[] = [];

  constructor(
    private readonly near: net.Socket,
    private readonly address: () => Address,
    private readonly around: Surroundings,
  ) {
    near.setNoDelay(true);
    near.on('error', () => undefined);
    near.on('data', (chunk: Buffer) => this.say(chunk));
    near.on('close', () => {
      this.nearIsGone = true;
      if (!this.around.severed()) this.destroy();
    });
    if (!this.around.stalled()) this.connectFar();
  }

  private connectFar(): void {
    const far = net.connect(this.address());
    this.far = far;
    far.setNoDelay(true);
    far.on('error', () => undefined);
    far.on('data', (chunk: Buffer) => this.answer(chunk));
    far.on('close', () => this.destroy());
  }

  private say(chunk: Buffer): void {
    const when = this.around.watch(chunk, this.known);
    this.known = (this.known + chunk.toString('latin1')).slice(-LONGEST_TEXT);
    if (when === 'before') this.holdsUp = true;
    this.up.push(chunk);
    if (when === 'before') this.onHeld();
    if (when === 'after') this.awaitsAnswer = true;
    this.flow();
  }

  private answer(chunk: Buffer): void {
    if (this.awaitsAnswer && chunk.subarray(-COMMITTED.length).equals(COMMITTED)) {
      this.awaitsAnswer = false;
      this.holdsDown = true;
      this.holdsUp = true;
      this.onHeld();
    }
    this.down.push(chunk);
    this.flow();
  }

  /** Lets through what may pass. */
  private flow(): void {
    if (this.around.stalled()) return;
    if (!this.holdsUp) for (const chunk of this.up.splice(0)) this.far?.write(chunk);
    if (!this.holdsDown && !this.nearIsGone) for (const chunk of this.down.splice(0)) this.near.write(chunk);
  }

  release(): void {
    this.holdsUp = false;
    this.holdsDown = false;
    this.flow();
  }

  resume(): void {
    if (!this.far) this.connectFar();
    this.flow();
  }

  endIfGone(): void {
    if (this.nearIsGone) this.destroy();
  }

  destroy(): void {
    this.near.destroy();
    this.far?.destroy();
    this.around.gone();
  }
}
