import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  url: string;
  /** Ends whatever is still connected, and removes the database. */
  drop(): Promise<void>;
}

/**
 * A database of the caller's own on the run's PostgreSQL, empty or a clone of a template.
 *
 * @param options.template a name from {@link templateDatabase}; cloning one takes tens of milliseconds
 */
export async function createTestDatabase(options: { template?: string } = {}): Promise<TestDatabase> {
  const name = `${runPrefix()}${randomBytes(6).toString('hex')}`;
  await asAdmin((admin) =>
    admin.query(`CREATE DATABASE "${name}" TEMPLATE "${options.template ?? 'template0'}"`),
  );
  return {
    url: urlOf(name),
    drop: async () => {
      await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
    },
  };
}

/**
 * A template that `prepare` fills, once in a test run however many Jest workers ask for it at the same time.
 *
 * @param prepare gets the URL of an empty database, and has closed its connections when it is done
 * @param key what the template holds, where a run needs more than one
 * @returns the name to give to {@link createTestDatabase}
 */
export async function templateDatabase(
  prepare: (url: string) => Promise<void>,
  key = 'migrated',
): Promise<string> {
  const name = `${runPrefix()}template_${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
  await asAdmin(async (admin) => {
    // Held until this connection closes, by a crash as well.
    await admin.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await buildTemplate(admin, name, prepare);
  });
  return name;
}

/** Filled under another name, so that the template's own name stands for a template that is whole. */
async function buildTemplate(
  admin: Client,
  name: string,
  prepare: (url: string) => Promise<void>,
): Promise<void> {
  const making = `${name}_making`;
  await admin.query(`DROP DATABASE IF EXISTS "${making}" WITH (FORCE)`);
  await admin.query(`CREATE DATABASE "${making}" TEMPLATE template0`);
  await prepare(urlOf(making));
  // A database somebody is connected to can be neither renamed nor cloned.
  await admin.query(`ALTER DATABASE "${making}" ALLOW_CONNECTIONS false`);
  await admin.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [
    making,
  ]);
  await admin.query(`ALTER DATABASE "${making}" RENAME TO "${name}"`);
}

/** All databases of this run begin so. */
export function runPrefix(): string {
  return `spike_test_${fromSetup('SPIKE_TEST_RUN')}_`;
}

function urlOf(database: string): string {
  const url = new URL(fromSetup('SPIKE_TEST_PG_URL'));
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: fromSetup('SPIKE_TEST_PG_URL') });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function fromSetup(name: 'SPIKE_TEST_PG_URL' | 'SPIKE_TEST_RUN'): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(
    `${name} is not set: this Jest project needs test/support/global-setup.ts as its globalSetup`,
  );
}
