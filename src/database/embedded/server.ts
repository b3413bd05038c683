import { type Binaries, programPath } from './binaries';
import { run } from './account';
import type { DataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { serverStatus } from './previous-server';
import { type ProcessEnd, spawnTied, type TiedProcess } from './tied-process';
import { waitUntil } from './wait-until';

export interface Server {
  pid: number;
  stop: () => Promise<void>;
}

/** Why a server gave up, where a second try can help. */
export type Obstacle = 'port-taken' | 'data-held' | 'other';
export class ServerEndedEarly extends EmbeddedPostgresError {
  readonly obstacle: Obstacle;
  constructor(end: ProcessEnd) {
    super(
      'start-failed',
      `PostgreSQL did not start (${end.how}). Its last words:\n${end.lastLines.join('\n')}`,
    );
    this.obstacle =
      OBSTACLES.find(([, sign]) => end.lastLines.some((line) => sign.test(line)))?.[0] ?? 'other';
  }
}

/** Messages are in English because the server runs with lc_messages C. */
const OBSTACLES: [Obstacle, RegExp][] = [
  ['data-held', /lock file "postmaster\.pid" already exists|shared memory block .* still in use/],
  ['port-taken', /could not create any TCP\/IP sockets|Address already in use/],
];

/** Recovery after a power failure may have much to read. */
const START_MS = 300_000;

/**
 * Starts a server on the data and waits until it takes connections.
 *
 * @throws EmbeddedPostgresError `start-failed`; it is a {@link ServerEndedEarly} when the server ended by itself
 */
export async function startServer(
  folder: DataFolder,
  binaries: Binaries,
  settings: string[],
  log: (line: string) => void,
): Promise<Server> {
  const child = spawnTied(
    programPath(binaries.root, 'postgres'),
    ['-D', folder.cluster, ...settings],
    folder.account,
    log,
  );
  const isReady = (): boolean => {
    const status = serverStatus(folder.cluster);
    return status !== undefined && status.pid === child.pid && status.status === 'ready';
  };
  await waitUntil(() => child.hasEnded() || isReady(), START_MS);
  if (child.hasEnded()) throw new ServerEndedEarly(await child.ended);

  const stop = stopper(child, folder, binaries);
  if (!isReady() || child.pid === undefined) {
    await stop();
    throw new EmbeddedPostgresError('start-failed', `PostgreSQL was not ready after ${START_MS / 1000} s.`);
  }
  child.keepsUsAlive(false);
  let stopping = false;
  void child.ended.then(({ how }) => stopping || log(`The database server has ended unexpectedly (${how})`));
  return {
    pid: child.pid,
    stop: () => {
      stopping = true;
      return stop();
    },
  };
}

/** Fast shutdown, which ends connections in order; then one that leaves recovery to the next start; then force. */
const WAYS_TO_STOP: { signal: NodeJS.Signals; patienceMs: number }[] = [
  { signal: 'SIGINT', patienceMs: 60_000 },
  { signal: 'SIGQUIT', patienceMs: 10_000 },
  { signal: 'SIGKILL', patienceMs: 10_000 },
];

function stopper(child: TiedProcess, folder: DataFolder, binaries: Binaries): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    child.keepsUsAlive(true);
    // Windows has no signals: there one would end the server at once, without its shutdown.
    if (process.platform === 'win32') {
      const args = ['stop', '-D', folder.cluster, '-m', 'fast', '-w'];
      await run(programPath(binaries.root, 'pg_ctl'), args, folder.account);
    }
    for (const { signal, patienceMs } of WAYS_TO_STOP) {
      if (child.hasEnded()) return;
      child.signal(signal);
      await waitUntil(child.hasEnded, patienceMs);
    }
  };
  return () => (stopped ??= stop());
}
