import { randomInt } from 'node:crypto';
import type { Client } from 'pg';
import { connectDedicated, DatabaseUrl } from '../../database';

/** First half of the advisory locks' key; the second is the process's own number. */
export const LEASE_CLASS = 730_581;

const LARGEST_INT4 = 2 ** 31 - 1;

/**
 * Proof that this worker process lives: a session advisory lock on a connection of its own. The database frees it within
 * milliseconds of the process's death, and whoever sees it free may take the jobs over.
 */
export class Lease {
  private constructor(
    readonly key: number,
    private readonly client: Client,
    /** Resolves when the lock is lost: the connection broke, or `release` was called. */
    readonly lost: Promise<void>,
  ) {}

  static async acquire(url: DatabaseUrl): Promise<Lease> {
    const client = await connectDedicated(url, 'worker lease');
    const lost = new Promise<void>((resolve) => {
      client.once('end', () => resolve());
      client.on('error', () => resolve());
    });
    // A network that is cut tells nobody: the server asks this often, and frees the lock within half a minute.
    await client.query(
      'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3',
    );
    for (;;) {
      const key = randomInt(1, LARGEST_INT4);
      const { rows } = await client.query<{ locked: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS locked',
        [LEASE_CLASS, key],
      );
      if (rows[0]?.locked) return new Lease(key, client, lost);
    }
  }

  async release(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
