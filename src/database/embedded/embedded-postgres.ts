import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { type Binaries, prepareBinaries } from './binaries';
import { ensureCluster, ROLE } from './cluster';
import { type DataFolder, openDataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { freePort } from './free-port';
import { awaitPreviousServer } from './previous-server';
import { type Server, ServerEndedEarly, startServer } from './server';
import { settingsAsArguments } from './settings';
import { replaceFile } from './staging';

export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './embedded-postgres-error';

export interface EmbeddedPostgresOptions {
  /** Folder for the data, made when it is missing. */
  dataDir: string;
  /** Port on 127.0.0.1; 0 or absent takes the one used last, or else any free one below 32768. */
  port?: number;
  /** Server settings as in postgresql.conf. Where it listens and how it is named stay ours. */
  settings?: Record<string, string>;
  /** Receives the server's log and our own notices, a line at a time. */
  log?: (line: string) => void;
  /** Default true. False gives up all protection from a crash of the machine, for tests. */
  durable?: boolean;
}

export interface EmbeddedPostgres {
  /** Connects to the database `spike` as the role that owns everything; holds the password. */
  url: string;
  port: number;
  /** Process id of the server. */
  pid: number;
  /** Where the data really is: not `dataDir` when root's PostgreSQL account could not enter that. */
  dataDir: string;
  /** Ends connections, shuts the server down and waits until it is gone; may be called again. */
  stop(): Promise<void>;
}

export const DATABASE = 'spike';

/**
 * Starts a PostgreSQL of our own on binaries that npm installed. It serves 127.0.0.1 alone, with a password, and its
 * life is tied to ours: it shuts down in order however this process ends.
 *
 * @throws EmbeddedPostgresError see {@link EmbeddedPostgresErrorCode}; then no process is left behind
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log = () => undefined, durable = true } = options;
  try {
    const folder = await openDataFolder(options.dataDir, log);
    const binaries = await prepareBinaries(folder, log);
    const password = await ensureCluster(folder, binaries, durable);
    const { server, port } = await serve(folder, binaries, { ...options, log, durable });
    const urlOf = (database: string): string =>
      `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`;
    try {
      await ensureDatabase(urlOf('postgres'), folder);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return { url: urlOf(DATABASE), port, pid: server.pid, dataDir: folder.home, stop: () => server.stop() };
  } catch (error) {
    throw asDataError(error, options.dataDir);
  }
}

type ServeOptions = EmbeddedPostgresOptions & { log: (line: string) => void; durable: boolean };

/** How long the processes of a server that was killed may hold the data before we give up. */
const DATA_HELD_MS = 30_000;
const RETRY_MS = 50;

/** Between a look at the port, or at the data, and the server's own look another process can be faster: try again. */
async function serve(
  folder: DataFolder,
  binaries: Binaries,
  { port: fixedPort, settings, log, durable }: ServeOptions,
): Promise<{ server: Server; port: number }> {
  const deadline = performance.now() + DATA_HELD_MS;
  for (;;) {
    await awaitPreviousServer(folder.cluster, log);
    const port = fixedPort || (await freePort(folder.portFile));
    try {
      const server = await startServer(folder, binaries, settingsAsArguments(port, durable, settings), log);
      if (!fixedPort) replaceFile(folder.portFile, `${port}\n`);
      return { server, port };
    } catch (error) {
      const obstacle = error instanceof ServerEndedEarly ? error.obstacle : 'other';
      const again = obstacle === 'data-held' || (obstacle === 'port-taken' && !fixedPort);
      if (again && performance.now() < deadline) {
        await delay(RETRY_MS);
        continue;
      }
      if (obstacle !== 'data-held') throw error;
      throw new EmbeddedPostgresError(
        'data-in-use',
        `The data in ${folder.cluster} is in use by another server.`,
        {
          cause: error,
        },
      );
    }
  }
}

const ERROR_INVALID_PASSWORD = '28P01';

async function ensureDatabase(adminUrl: string, { cluster, passwordFile }: DataFolder): Promise<void> {
  const client = new Client({ connectionString: adminUrl, ssl: false });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    if (!hasCode(error) || error.code !== ERROR_INVALID_PASSWORD) {
      throw new EmbeddedPostgresError(
        'start-failed',
        `The server started but does not answer: ${String(error)}`,
        {
          cause: error,
        },
      );
    }
    throw new EmbeddedPostgresError(
      'data-unusable',
      `The password in ${passwordFile} does not open ${cluster}.`,
    );
  } finally {
    await client.end();
  }
}

/** By shape: under Jest an error of Node's own is no instance of the `Error` seen here. */
function hasCode(error: unknown): error is { code: string; message: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    ['code', 'message'].every((name) => typeof Reflect.get(error, name) === 'string')
  );
}

/** What the file system refuses (EACCES, ENOSPC, EROFS and others) is a fault of the data folder. */
function asDataError(error: unknown, dataDir: string): unknown {
  if (error instanceof EmbeddedPostgresError || !hasCode(error) || !('syscall' in error)) return error;
  return new EmbeddedPostgresError(
    'data-unusable',
    `The data folder ${dataDir} cannot be used: ${error.message}`,
    {
      cause: error,
    },
  );
}
