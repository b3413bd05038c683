import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Client } from 'pg';
import { connectDedicated, DatabaseUrl } from './connections';

const INTERVAL_MS = 2_000;
/** A database that is merely busy answers a question about nothing sooner, ms. */
const PATIENCE_MS = 8_000;

/**
 * Asks the database over a connection of its own whether it is there. Where no answer comes, though the connection stands, every connection
 * of this process is cut, so that nobody waits for the operating system to notice.
 */
@Injectable()
export class DatabasePulse implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(DatabasePulse.name);
  private readonly stopping = new AbortController();
  private beating: Promise<void> = Promise.resolve();

  constructor(private readonly url: DatabaseUrl) {}

  onApplicationBootstrap(): void {
    this.beating = this.beat();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.beating;
  }

  private async beat(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const began = performance.now();
      const client = await connectDedicated(this.url, 'pulse').catch(() => null);
      if (client) await this.beatOn(client);
      // Refused is an answer; none is the silence in which older connections hang.
      else if (performance.now() - began > PATIENCE_MS) this.cut();
      await this.pause();
    }
  }

  /** Resolves when this connection is over, or nobody wants to know any more. */
  private async beatOn(client: Client): Promise<void> {
    let over = false;
    client.on('error', () => (over = true));
    client.once('end', () => (over = true));
    while (!over && !this.stopping.signal.aborted) {
      const answered = await Promise.race([
        client.query('SELECT 1').then(
          () => true,
          () => true, // it said something: the connection broke, or the server is ending
        ),
        delay(PATIENCE_MS, false, { signal: this.stopping.signal, ref: false }).catch(() => true),
      ]);
      if (!answered) {
        this.cut();
        return;
      }
      await this.pause();
    }
    await Promise.race([client.end().catch(() => undefined), delay(PATIENCE_MS, undefined, { ref: false })]);
  }

  private cut(): void {
    if (this.stopping.signal.aborted) return;
    const cut = this.url.sockets.cut();
    this.logger.error({ msg: 'the database does not answer; its connections are cut', cut });
  }

  private async pause(): Promise<void> {
    await delay(INTERVAL_MS, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
  }
}
