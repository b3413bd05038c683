import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { ROLE } from './cluster';
import { openDataFolder } from './data-folder';
import { DATABASE } from './embedded-postgres';
import { readPassword } from './password';
import { serverStatus } from './previous-server';

/** Longest wait for a server that may be frozen, ms. */
const PATIENCE_MS = 3_000;

/**
 * Where the server is that another process of ours runs on this data, so that a command can be given while Spike runs; `null` when none does.
 * The address holds the password.
 */
export async function findRunningPostgres(dataDir: string): Promise<string | null> {
  const folder = await openDataFolder(dataDir, () => undefined);
  const status = serverStatus(folder.cluster);
  if (!status?.status.startsWith('ready')) return null;
  const port = readFileSync(folder.portFile, 'utf8').trim();
  const url = `postgres://${ROLE}:${readPassword(folder)}@127.0.0.1:${port}/${DATABASE}`;
  const client = new Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return url;
  } catch {
    return null; // the file is of a server that was killed
  } finally {
    await client.end().catch(() => undefined);
  }
}
