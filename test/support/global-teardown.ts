import { rmSync } from 'node:fs';
import { Client } from 'pg';
import { runPrefix } from './test-database';

/** Stops the run's own PostgreSQL and removes its data; on the caller's, drops the databases of this run. */
export default async function globalTeardown(): Promise<void> {
  const own = globalThis.spikeTestServer;
  if (own) {
    await own.server.stop();
    for (const folder of [own.server.dataDir, own.folder]) rmSync(folder, { recursive: true, force: true });
    globalThis.spikeTestServer = undefined;
    delete process.env.SPIKE_TEST_PG_URL;
  } else {
    await dropDatabasesOfThisRun();
  }
  delete process.env.SPIKE_TEST_RUN;
}

async function dropDatabasesOfThisRun(): Promise<void> {
  const client = new Client({ connectionString: process.env.SPIKE_TEST_PG_URL });
  await client.connect();
  try {
    const found = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [runPrefix()],
    );
    for (const { datname } of found.rows) {
      await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}
