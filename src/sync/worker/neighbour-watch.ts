import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { connectDedicated, type DatabaseUrl } from '../../database';
import type { OwnConnection, WorkerStore } from '../persistence/worker-store';
import { LEASE_CLASS } from './lease';

/** Below PostgreSQL's `deadlock_timeout` (1 s), so that nobody looks for deadlocks; and no statement, with its snapshot, lasts longer. */
const LOCK_TIMEOUT_MS = 900;
/** With nobody to watch, and after something went wrong, ms. */
const PAUSE_MS = 1_000;
/** What PostgreSQL calls a lock that did not come free in time. */
const NOT_FREE = '55P03';

/**
 * Workers stand in a ring, and each waits for the lock of the next one: the moment that process dies the database hands the lock over, and its
 * jobs are taken over at once, with nobody asking all the time. Others that die in the same moment are found by the same look.
 */
export class NeighbourWatch {
  constructor(
    private readonly url: DatabaseUrl,
    private readonly workers: WorkerStore,
    private readonly own: readonly number[],
    /** Called when a neighbour's lock came free. */
    private readonly onFree: () => Promise<void>,
  ) {}

  /** Resolves when `over` is aborted. */
  async run(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      const client = await connectDedicated(this.url, 'worker watch').catch(() => null);
      if (client) await this.watchBy(client, over).catch(() => undefined); // the next connection is a new one
      await delay(PAUSE_MS, undefined, { signal: over }).catch(() => undefined);
    }
  }

  private async watchBy(client: Client, over: AbortSignal): Promise<void> {
    client.on('error', () => undefined); // the statement under way fails by itself
    const end = (): void => void client.end().catch(() => undefined);
    over.addEventListener('abort', end, { once: true });
    try {
      if (over.aborted) return;
      await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`);
      const by: OwnConnection = {
        query: async <Row>(sql: string, params: readonly unknown[]) => {
          const { rows } = await client.query<Row & object>(sql, [...params]);
          return { rows };
        },
      };
      while (!over.aborted) {
        const neighbour = await this.workers.neighbourOf(this.own, by);
        if (neighbour === null || (await this.comesFree(client, neighbour)))
          await delay(PAUSE_MS, undefined, { signal: over });
      }
    } finally {
      over.removeEventListener('abort', end);
      end();
    }
  }

  private async comesFree(client: Client, neighbour: number): Promise<boolean> {
    const key = [LEASE_CLASS, neighbour];
    try {
      // Shared: several may wait for one, and none keeps the others from seeing that it is free.
      await client.query('SELECT pg_advisory_lock_shared($1, $2)', key);
    } catch (error) {
      if ((error as { code?: unknown }).code === NOT_FREE) return false;
      throw error;
    }
    await client.query('SELECT pg_advisory_unlock_shared($1, $2)', key);
    await this.onFree();
    return true;
  }
}
