import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programPath } from './binaries';

const ASKED = Buffer.from('\0getpwuid\0', 'latin1');
const ANSWERED = Buffer.from('\0getpwent\0', 'latin1');

/**
 * `initdb`, and the `postgres` it calls, ask the system for the name of the user who runs them and give up when there
 * is none, as for `docker run --user 54321`. They only print that name. No option or variable answers for the system,
 * so a copy asks another question of the C library: `getpwent` instead of `getpwuid`, the first user of /etc/passwd
 * instead of the current one. The names are equally long and exported at the same version on Linux; where the copy
 * still finds no name, initdb says so and fails. The server itself never asks, and runs unchanged.
 *
 * @param staging private folder that is removed when the data is laid out
 * @returns a folder to run `initdb` from
 */
export function rootForNamelessUser(root: string, staging: string): string {
  const changed = join(staging, 'binaries');
  for (const folder of [changed, join(changed, 'bin')]) {
    mkdirSync(folder);
    chmodSync(folder, 0o755);
  }
  for (const part of ['lib', 'share']) symlinkSync(join(root, part), join(changed, part));
  for (const name of ['initdb', 'postgres'] as const) {
    const copy = programPath(changed, name);
    writeFileSync(copy, replaced(readFileSync(programPath(root, name))));
    chmodSync(copy, 0o755);
  }
  return changed;
}

function replaced(program: Buffer): Buffer {
  for (let at = program.indexOf(ASKED); at >= 0; at = program.indexOf(ASKED, at + 1))
    ANSWERED.copy(program, at);
  return program;
}
