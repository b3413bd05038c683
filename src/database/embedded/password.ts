import { randomBytes } from 'node:crypto';
import {
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { DataFolder } from './data-folder';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { makeStaging } from './staging';

/** The password of a data folder; it is made, and safely on disk, before there is any data that asks for it. */
export function readOrMakePassword({ passwordFile }: DataFolder): string {
  if (!existsSync(passwordFile)) makePassword(passwordFile);
  return readFileSync(passwordFile, 'utf8').trim();
}

/** @throws EmbeddedPostgresError `data-unusable` when the file is gone */
export function readPassword({ cluster, passwordFile }: DataFolder): string {
  if (existsSync(passwordFile)) return readFileSync(passwordFile, 'utf8').trim();
  throw new EmbeddedPostgresError(
    'data-unusable',
    `The password of the database in ${cluster} is missing. Put the file ${passwordFile} back.`,
  );
}

/** A hard link is made only where no file is: of two processes that start at once, one password wins. */
function makePassword(passwordFile: string): void {
  const staging = makeStaging(dirname(passwordFile));
  try {
    const made = join(staging, 'password');
    writeFileSync(made, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    syncToDisk(made);
    linkSync(made, passwordFile);
    syncToDisk(dirname(passwordFile));
  } catch (error) {
    if (!existsSync(passwordFile)) throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** A name in a folder survives a power failure only when the folder is synced too; Windows cannot open one. */
export function syncToDisk(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
