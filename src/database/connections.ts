import { randomBytes } from 'node:crypto';
import { type Client, Pool } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { MIGRATIONS } from '../../migrations';
import { ListenedClient } from './listened-client';
import { OpenSockets } from './open-sockets';

/** Where the database is. A class, so that it is type and injection token at once. */
export class DatabaseUrl {
  /** What this process speaks to it over. */
  readonly sockets = new OpenSockets();
  /** Ends the name of each of this process's connections, by which others can end them. */
  readonly instance = randomBytes(6).toString('hex');

  constructor(readonly value: string) {}
}

/** A host that is gone answers no connection attempt either, ms. */
const CONNECTING_MS = 10_000;

/**
 * A transaction in which nothing happens for so long belongs to a process that is frozen, or that no network reaches: what it has locked is
 * set free, ms. Ours do not pause.
 */
const IDLE_IN_TRANSACTION_MS = 15_000;

/** Connections the pool of queries may hold. */
const POOL_SIZE = 20;

/**
 * The one DataSource of app, tests and the migration command. Not connected yet. `migrations`: those that this version knows; tests are
 * older or newer versions.
 */
export function createDataSource(
  at: string | DatabaseUrl,
  migrations: readonly (new () => MigrationInterface)[] = MIGRATIONS,
): DataSource {
  const url = typeof at === 'string' ? new DatabaseUrl(at) : at;
  return new DataSource({
    type: 'postgres',
    url: url.value,
    applicationName: `spike ${url.instance}`,
    poolSize: POOL_SIZE,
    migrations: [...migrations],
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    logging: false,
    extra: {
      Client: ListenedClient,
      connectionTimeoutMillis: CONNECTING_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      keepAlive: true,
      stream: url.sockets.make,
    },
  });
}

/** A connection of its own, for what must hold a session: LISTEN, advisory locks. Connected. */
export async function connectDedicated(url: DatabaseUrl, name: string): Promise<Client> {
  const client = new ListenedClient({
    connectionString: url.value,
    application_name: `spike ${name} ${url.instance}`,
    connectionTimeoutMillis: CONNECTING_MS,
    keepAlive: true,
    stream: url.sockets.make,
  });
  await client.connect();
  return client;
}

/** A pool for a library that brings its own SQL (the queue). Connections that break go to `onError`, and are replaced. */
export function createPool(
  url: DatabaseUrl,
  name: string,
  max: number,
  onError: (error: Error) => void,
): Pool {
  const pool = new Pool({
    Client: ListenedClient,
    connectionString: url.value,
    application_name: `spike ${name} ${url.instance}`,
    max,
    connectionTimeoutMillis: CONNECTING_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    stream: url.sockets.make,
  });
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}
