import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { livingProcess, markLives, markOf } from './processes';
import { waitUntil } from './wait-until';

/** What a running server writes about itself into `postmaster.pid`. */
export interface ServerStatus {
  pid: number;
  status: string;
}

/** Lines of `postmaster.pid`, counted from 0: https://www.postgresql.org/docs/18/storage-file-layout.html */
const LINE = { pid: 0, status: 7 };

const pidFileOf = (cluster: string): string => join(cluster, 'postmaster.pid');

export function serverStatus(cluster: string): ServerStatus | undefined {
  try {
    const lines = readFileSync(pidFileOf(cluster), 'utf8').split('\n');
    return { pid: Number(lines[LINE.pid]), status: lines[LINE.status]?.trim() ?? '' };
  } catch {
    return undefined;
  }
}

/**
 * A server's command line says who started it: that shows whether a server found on the data still has an owner, with
 * no lock of our own to go stale.
 */
export const ownClusterName = (): string => `spike.${markOf(process.pid)}`;
const CLUSTER_NAME = /cluster_name=spike\.([\w.-]+)/;

/** An orderly shutdown writes all changed pages first; on a slow disk that takes its time. */
const SHUTDOWN_MS = 60_000;

/**
 * Clears the way for a new server on this data: waits for the server of a Spike that was killed, or that is shutting
 * down right now, and removes a stale `postmaster.pid` whose pid now belongs to something else.
 *
 * @throws EmbeddedPostgresError `data-in-use` when the server has a living owner, or one that is no Spike
 */
export async function awaitPreviousServer(cluster: string, log: (line: string) => void): Promise<void> {
  const previous = serverStatus(cluster);
  if (previous === undefined || process.platform === 'win32') return;
  if (!servesThis(cluster, previous.pid)) return forgetReusedPid(cluster, previous.pid);

  if (previous.status !== 'stopping') {
    const owner = CLUSTER_NAME.exec(livingProcess(previous.pid)?.command ?? '')?.[1];
    if (owner === undefined || markLives(owner)) throw inUse(cluster, previous.pid, owner);
    log(`Waiting for the server of a Spike that was killed (process ${previous.pid})`);
    interrupt(previous.pid);
  }
  if (await waitUntil(() => !servesThis(cluster, previous.pid), SHUTDOWN_MS)) return;
  throw new EmbeddedPostgresError(
    'data-in-use',
    `An earlier server (process ${previous.pid}) on ${cluster} has not ended within ${SHUTDOWN_MS / 1000} s.`,
  );
}

function inUse(cluster: string, pid: number, owner: string | undefined): EmbeddedPostgresError {
  const who = owner === undefined ? 'a PostgreSQL that Spike did not start' : 'another running Spike';
  const ownerPid = owner === undefined ? '' : ` of process ${owner.split('.')[0]}`;
  return new EmbeddedPostgresError(
    'data-in-use',
    `The data in ${cluster} is in use by ${who} (server process ${pid}${ownerPid}). Stop that one first, or give ` +
      'this one a data folder of its own.',
  );
}

function servesThis(cluster: string, pid: number): boolean {
  const command = livingProcess(pid)?.command;
  return command !== undefined && command.includes('postgres') && command.includes(` -D ${cluster} `);
}

/** PostgreSQL itself asks only whether the pid is alive, and would refuse to start next to a stranger. */
function forgetReusedPid(cluster: string, pid: number): void {
  if (livingProcess(pid) !== undefined) rmSync(pidFileOf(cluster), { force: true });
}

function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return; // it has just ended, or is not ours to stop: the wait that follows tells
  }
}
