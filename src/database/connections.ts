import { Client, Pool } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { MIGRATIONS } from '../../migrations';

/** Where the database is. A class, so that it is type and injection token at once. */
export class DatabaseUrl {
  constructor(readonly value: string) {}
}

/** Connections the pool of queries may hold. */
const POOL_SIZE = 20;

/**
 * The one DataSource of app, tests and the migration command. Not connected yet. `migrations`: those that this version knows; tests are
 * older or newer versions.
 */
export function createDataSource(
  url: string,
  migrations: readonly (new () => MigrationInterface)[] = MIGRATIONS,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: 'spike',
    poolSize: POOL_SIZE,
    migrations: [...migrations],
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    logging: false,
    extra: { connectionTimeoutMillis: 10_000, keepAlive: true },
  });
}

/** A connection of its own, for what must hold a session: LISTEN, advisory locks. Connected. */
export async function connectDedicated(url: DatabaseUrl, name: string): Promise<Client> {
  const client = new Client({
    connectionString: url.value,
    application_name: `spike ${name}`,
    keepAlive: true,
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
    connectionString: url.value,
    application_name: `spike ${name}`,
    max,
    keepAlive: true,
  });
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}
