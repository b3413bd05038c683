import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { markLives, markOf } from './processes';

const PREFIX = 'staging.';

/** A new private folder (0700) beside the data, named after us: what is being made there is moved when it is whole. */
export function makeStaging(home: string): string {
  return mkdtempSync(join(home, `${PREFIX}${markOf(process.pid)}.`));
}

/** Removes what processes that died in the middle of their work left behind. */
export function sweepAbandonedStaging(home: string): void {
  for (const name of readdirSync(home)) {
    if (!name.startsWith(PREFIX) || markLives(ownerOf(name))) continue;
    // The dead process's initdb may still be ending, and write meanwhile.
    rmSync(join(home, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

/** `staging.<mark>.<random>` → `<mark>` */
function ownerOf(name: string): string {
  return name.slice(PREFIX.length, name.lastIndexOf('.'));
}

/** Moves a folder into place in one step; when another process was faster, its folder stays and ours is left. */
export function renameUnlessThere(made: string, target: string): void {
  try {
    renameSync(made, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}

/** Puts a new file in place of whatever bears the name: a link planted there is replaced, and never followed. */
export function replaceFile(path: string, text: string): void {
  const staging = makeStaging(dirname(path));
  try {
    const made = join(staging, 'file');
    writeFileSync(made, text, { mode: 0o644 });
    renameSync(made, path);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
