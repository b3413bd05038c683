import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { type Account, run } from './account';
import type { DataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { makeStaging, renameUnlessThere } from './staging';

/** PostgreSQL's programs, ready to run as the account of a data folder. */
export interface Binaries {
  /** Folder that holds `bin`, `lib` and `share`. */
  root: string;
  /** As in the file PG_VERSION, for example `18`. */
  majorVersion: string;
}

export function programPath(root: string, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * The installed programs where they can be run as they are, else a copy beside the data.
 *
 * @throws EmbeddedPostgresError `no-binaries`
 */
export async function prepareBinaries(folder: DataFolder, log: (line: string) => void): Promise<Binaries> {
  const installed = installedPackage();
  const native = join(installed.folder, 'native');
  tryToCompleteLinks(native, installed.links);

  const asInstalled = await probe(native, folder.account);
  if (asInstalled.works) return { root: native, majorVersion: asInstalled.majorVersion };

  const copy = join(folder.home, `binaries-${installed.version}`);
  if (isOurs(copy)) {
    const asCopied = await probe(copy, folder.account);
    if (asCopied.works) return { root: copy, majorVersion: asCopied.majorVersion };
  }
  log(`PostgreSQL's programs cannot be run from ${native} (${asInstalled.problem}): copying them to ${copy}`);
  copyInto(copy, native, installed.links);
  const asCopied = await probe(copy, folder.account);
  if (asCopied.works) return { root: copy, majorVersion: asCopied.majorVersion };
  throw new EmbeddedPostgresError(
    'no-binaries',
    `PostgreSQL's programs do not run on this system: ${asCopied.problem}. Set DATABASE_URL to use another PostgreSQL.`,
  );
}

interface InstalledPackage {
  folder: string;
  version: string;
  links: Link[];
}
type Link = z.infer<typeof links>[number];
/** The package's own list; npm packages hold no symbolic links, and `source` is the file that exists. */
const links = z.array(z.object({ source: z.string(), target: z.string() }));
const manifest = z.object({ version: z.string() });

function installedPackage(): InstalledPackage {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = findPackage(name);
  if (folder === undefined) {
    throw new EmbeddedPostgresError(
      'no-binaries',
      `No PostgreSQL is installed for ${platform} on ${process.arch} (npm package ${name}). Reinstall with optional ` +
        'packages, or set DATABASE_URL to use another PostgreSQL.',
    );
  }
  const listOfLinks = join(folder, 'native', 'pg-symlinks.json');
  return {
    folder,
    version: manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).version,
    links: existsSync(listOfLinks) ? links.parse(JSON.parse(readFileSync(listOfLinks, 'utf8'))) : [],
  };
}

function findPackage(name: string): string | undefined {
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    return undefined;
  }
}

/** Where install scripts were blocked the libraries' short names are missing, and nothing starts. */
function completeLinks(native: string, wanted: Link[]): void {
  for (const { source, target } of wanted) {
    const link = join(native, relative('native', target));
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      // Another process that starts now makes the same links.
      if (lstatSync(link, { throwIfNoEntry: false }) === undefined) throw error;
    }
  }
}

/** The package may be another account's, or on a read-only disk: then the probe fails and a copy is made. */
function tryToCompleteLinks(native: string, wanted: Link[]): void {
  try {
    completeLinks(native, wanted);
  } catch {
    return;
  }
}

type Probe = { works: true; majorVersion: string } | { works: false; problem: string };

async function probe(root: string, account: Account): Promise<Probe> {
  const programs = [programPath(root, 'initdb'), programPath(root, 'postgres')];
  const answers = await Promise.all(programs.map((program) => run(program, ['--version'], account)));
  const failed = answers.find((answer) => !answer.ok);
  if (failed !== undefined) return { works: false, problem: failed.problem };
  const majorVersion = /\(PostgreSQL\) (\d+)/.exec(answers[0]?.stdout ?? '')?.[1];
  if (majorVersion === undefined) return { works: false, problem: 'no version in the answer of initdb' };
  return { works: true, majorVersion };
}

/** A copy that another account made or may change is never run. */
function isOurs(copy: string): boolean {
  const found = lstatSync(copy, { throwIfNoEntry: false });
  if (found === undefined || !found.isDirectory()) return false;
  if (process.getuid === undefined) return true;
  return [0, process.getuid()].includes(found.uid) && (found.mode & 0o022) === 0;
}

/** Made in a private folder and renamed, so that no one ever meets half a copy. */
function copyInto(copy: string, native: string, wanted: Link[]): void {
  const staging = makeStaging(dirname(copy));
  const made = join(staging, 'binaries');
  try {
    cpSync(native, made, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
    openToReaders(made);
    completeLinks(made, wanted);
    rmSync(copy, { recursive: true, force: true });
    renameUnlessThere(made, copy);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** The installed modes, whatever our umask was, and readable by the account that is to run them. */
function openToReaders(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToReaders(path);
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
