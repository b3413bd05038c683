import { randomInt } from 'node:crypto';
import type { Client } from 'pg';
import { connectDedicated, DatabaseUrl } from '../../database';
import type { OwnConnection } from '../persistence/worker-store';

/** First half of the advisory locks' key; the second is one of the process's own numbers. */
export const LEASE_CLASS = 730_581;

const LARGEST_INT4 = 2 ** 31 - 1;

/**
 * Proof that this worker process lives: session advisory locks on a connection of its own, one for each lane in which it takes jobs. The
 * database frees them within milliseconds of the process's death, and whoever sees one free may take its jobs over.
 */
export class Lease implements OwnConnection {
  private renewedAt = performance.now();

  private constructor(
    readonly keys: readonly number[],
    private readonly client: Client,
    /** Resolves when the locks are lost: the connection broke, or `release` was called. */
    readonly lost: Promise<void>,
  ) {}

  static async acquire(url: DatabaseUrl, lanes: number): Promise<Lease> {
    const client = await connectDedicated(url, 'worker lease');
    const lost = new Promise<void>((resolve) => {
      client.once('end', () => resolve());
      client.on('error', () => resolve());
    });
    try {
      // A network that is cut tells nobody: the server asks this often, and frees the locks within half a minute.
      await client.query(
        'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3',
      );
      const keys: number[] = [];
      while (keys.length < lanes) keys.push(await lockOne(client));
      return new Lease(keys, client, lost);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  /** Over the connection that holds the locks: who is answered still has them. */
  async query<Row>(sql: string, params: readonly unknown[]): Promise<{ rows: Row[] }> {
    const { rows } = await this.client.query<Row & object>(sql, [...params]);
    return { rows };
  }

  /** The process has just said that it lives. */
  renewed(): void {
    this.renewedAt = performance.now();
  }

  /**
   * Whether the locks are held at this moment. A process that was frozen, or whose network stood still, may not have heard yet that it was
   * taken for dead and cut off: who was not renewed for `sureMs` makes sure.
   */
  async holds(sureMs: number): Promise<boolean> {
    if (performance.now() - this.renewedAt <= sureMs) return true;
    return this.client.query('SELECT').then(
      () => true,
      () => false,
    );
  }

  async release(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}

async function lockOne(client: Client): Promise<number> {
  for (;;) {
    const key = randomInt(1, LARGEST_INT4);
    const { rows } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1, $2) AS locked',
      [LEASE_CLASS, key],
    );
    if (rows[0]?.locked) return key;
  }
}
