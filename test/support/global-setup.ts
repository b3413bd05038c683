import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from '../../src/database/embedded/embedded-postgres';
import { markLives, markOf } from '../../src/database/embedded/processes';

interface TestServer {
  server: EmbeddedPostgres;
  folder: string;
}

declare global {
  /** The server of this test run, for the teardown; it lives in Jest's main process. */
  var spikeTestServer: TestServer | undefined;
}

const PREFIX = 'spike-test-postgres.';

/**
 * Gives the run one PostgreSQL, at `SPIKE_TEST_PG_URL`: the caller's if that is set, else an embedded one in a
 * temporary folder. `SPIKE_TEST_RUN` sets this run's databases apart from those of others on the same server.
 */
export default async function globalSetup(): Promise<void> {
  process.env.SPIKE_TEST_RUN ??= randomBytes(4).toString('hex');
  if (process.env.SPIKE_TEST_PG_URL) return;

  globalThis.spikeTestServer = await startInFirstPlaceThatServes(temporaryPlaces());
  process.env.SPIKE_TEST_PG_URL = globalThis.spikeTestServer.server.url;
}

const ROOM_IN_MEMORY = 2 * 1024 ** 3;

/** Memory first, where there is plenty: cloning a template writes 300 files, in 30 ms there and in 300 ms on ext4. */
function temporaryPlaces(): string[] {
  const disk = realpathSync(tmpdir());
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize >= ROOM_IN_MEMORY ? ['/dev/shm', disk] : [disk];
  } catch {
    return [disk];
  }
}

/** Programs that need copying cannot be run from memory that is mounted `noexec`: the next place is tried. */
async function startInFirstPlaceThatServes([place, ...others]: string[]): Promise<TestServer> {
  if (place === undefined) throw new Error('No place for a test database');
  sweepFoldersOfKilledRuns(place);
  const folder = mkdtempSync(join(place, `${PREFIX}${markOf(process.pid)}.`));
  chmodSync(folder, 0o711);
  try {
    const server = await startEmbeddedPostgres({
      dataDir: join(folder, 'postgres'),
      durable: false,
      settings: { max_connections: '200', max_wal_size: '256MB' },
    });
    return { server, folder };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const elsewhere = error instanceof EmbeddedPostgresError && error.code === 'no-binaries';
    if (!elsewhere || others.length === 0) throw error;
    return startInFirstPlaceThatServes(others);
  }
}

/** A run that was killed took its server with it, and left its folder. */
function sweepFoldersOfKilledRuns(place: string): void {
  for (const name of readdirSync(place)) {
    if (!name.startsWith(PREFIX) || markLives(name.slice(PREFIX.length, name.lastIndexOf('.')))) continue;
    try {
      rmSync(join(place, name), { recursive: true, force: true });
    } catch {
      continue; // another account's
    }
  }
}
