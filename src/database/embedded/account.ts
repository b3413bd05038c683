import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { parse } from 'node:path';

/** The system account that runs PostgreSQL's programs. */
export interface Account {
  /** Set when we are root and must step down; absent when we run everything as ourselves. */
  stepDownTo?: { uid: number; gid: number };
  /** Whether the system knows a name for it; `initdb` insists on one. */
  hasName: boolean;
}

/** Traditional ids of an account without rights, for systems whose /etc/passwd names none. */
const NOBODY = { uid: 65534, gid: 65534 };

export const weAreRoot = (): boolean => process.getuid?.() === 0;

/**
 * PostgreSQL refuses to run as root. Data that exists already is served by its owner; new data belongs to `nobody`.
 *
 * @param owner owner of the data that exists, if any
 */
export function accountToRunAs(owner?: { uid: number; gid: number }): Account {
  if (!weAreRoot()) return { hasName: currentUserHasName() };
  if (owner !== undefined && owner.uid !== 0) {
    return { stepDownTo: { uid: owner.uid, gid: owner.gid }, hasName: true };
  }
  const known = nobodyInPasswd();
  return { stepDownTo: known ?? NOBODY, hasName: known !== undefined };
}

function nobodyInPasswd(): { uid: number; gid: number } | undefined {
  for (const line of readFileIfAny('/etc/passwd').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    // Some systems write nobody's ids as -2: PostgreSQL's programs and chown take its unsigned form.
    if (name === 'nobody') return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
  }
  return undefined;
}

function readFileIfAny(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function currentUserHasName(): boolean {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}

/**
 * How children are started: as the account, outside any folder it may not enter, and without our environment, which
 * holds secrets that other processes of the same account could read.
 */
export function spawnOptions(account: Account): {
  uid?: number;
  gid?: number;
  cwd: string;
  env?: Record<string, string>;
  windowsHide: true;
} {
  const root = parse(process.execPath).root;
  if (process.platform === 'win32') return { cwd: root, windowsHide: true };
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' };
  return { ...account.stepDownTo, cwd: root, env, windowsHide: true };
}

/** Runs a short program as the account and waits for its end; never throws. `ok` means exit code 0. */
export function run(
  program: string,
  args: string[],
  account: Account,
): Promise<{ ok: boolean; stdout: string; problem: string }> {
  return new Promise((resolve) => {
    const done = (error: Error | null, stdout: string, stderr: string): void =>
      resolve({ ok: error === null, stdout, problem: stderr.trim() || (error?.message ?? '') });
    try {
      execFile(program, args, { ...spawnOptions(account), encoding: 'utf8', timeout: 30_000 }, done);
    } catch (error) {
      done(new Error(String(error)), '', '');
    }
  });
}

/** Whether the account may enter a folder: asked of the kernel, because modes alone do not tell of ACLs and mounts. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  if (account.stepDownTo === undefined) return true;
  return (await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account)).ok;
}
