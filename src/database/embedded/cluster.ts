import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Binaries, programPath } from './binaries';
import type { DataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { rootForNamelessUser } from './nameless-user';
import { readOrMakePassword, readPassword, syncToDisk } from './password';
import { makeStaging, renameUnlessThere, sweepAbandonedStaging } from './staging';
import { spawnTied } from './tied-process';

/** The one role of the embedded database; it owns everything. */
export const ROLE = 'spike';

/**
 * Makes sure that there is data to serve, of the binaries' version. New data is laid out in a private folder and moved
 * into place when it is whole, so that a run killed half-way leaves nothing that looks like data.
 *
 * @returns the role's password
 * @throws EmbeddedPostgresError `other-major-version`, `data-unusable` or `initdb-failed`
 */
export async function ensureCluster(
  folder: DataFolder,
  binaries: Binaries,
  durable: boolean,
): Promise<string> {
  sweepAbandonedStaging(folder.home);
  if (existsSync(join(folder.cluster, 'PG_VERSION'))) {
    checkVersion(folder, binaries);
    return readPassword(folder);
  }
  removeIfEmpty(folder.cluster);
  const password = readOrMakePassword(folder);
  await createCluster(folder, binaries, password, durable);
  return password;
}

function checkVersion({ cluster }: DataFolder, { majorVersion }: Binaries): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (found === majorVersion) return;
  throw new EmbeddedPostgresError(
    'other-major-version',
    `The data in ${cluster} was written by PostgreSQL ${found}, and this is PostgreSQL ${majorVersion}. ` +
      `Dump it with version ${found} and load the dump into a new data folder.`,
  );
}

function removeIfEmpty(cluster: string): void {
  if (!existsSync(cluster)) return;
  if (readdirSync(cluster).length > 0) {
    throw new EmbeddedPostgresError(
      'data-unusable',
      `${cluster} is not empty, and is no PostgreSQL data folder either. Move it away, or choose another data folder.`,
    );
  }
  rmdirSync(cluster);
}

async function createCluster(
  folder: DataFolder,
  binaries: Binaries,
  password: string,
  durable: boolean,
): Promise<void> {
  const staging = makeStaging(folder.home);
  try {
    const passwordFile = join(staging, 'password');
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    const made = join(staging, 'cluster');
    mkdirSync(made, { mode: 0o700 });
    const root = folder.account.hasName ? binaries.root : rootForNamelessUser(binaries.root, staging);
    const owner = folder.account.stepDownTo;
    if (owner) {
      for (const path of [passwordFile, made]) chownSync(path, owner.uid, owner.gid);
      // The account passes through, and cannot exchange what root made there.
      chmodSync(staging, 0o711);
    }
    await initdb(root, folder, made, passwordFile, durable);
    renameUnlessThere(made, folder.cluster);
    if (durable) syncToDisk(folder.home);
  } finally {
    rmSync(staging, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

/**
 * Character classes for what PostgreSQL still takes from the C library, best first; not every system has every one.
 * Sorting, case and patterns come from PostgreSQL's own C.UTF-8 and are the same everywhere.
 */
const CHARACTER_TYPES: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['C.UTF-8', 'C'],
  darwin: ['UTF-8', 'C'],
};

async function initdb(
  root: string,
  folder: DataFolder,
  cluster: string,
  passwordFile: string,
  durable: boolean,
): Promise<void> {
  let complaint = '';
  for (const characterType of CHARACTER_TYPES[process.platform] ?? ['C']) {
    const args = [
      ...['-D', cluster, '-U', ROLE, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions'],
      ...['--encoding=UTF8', '--locale=C', `--lc-ctype=${characterType}`],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--text-search-config=simple'],
      ...(durable ? [] : ['--no-sync']),
    ];
    const end = await spawnTied(programPath(root, 'initdb'), args, folder.account).ended;
    if (end.ok) return;
    complaint = `${end.how}\n${end.lastLines.join('\n')}`;
    if (!complaint.includes('invalid locale')) break;
  }
  throw new EmbeddedPostgresError(
    'initdb-failed',
    `PostgreSQL could not lay out a data folder in ${folder.home}: ${complaint}`,
  );
}
