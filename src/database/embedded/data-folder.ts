import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Account, accountToRunAs, canEnter, weAreRoot } from './account';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { replaceFile } from './staging';

/**
 * Everything the embedded PostgreSQL keeps:
 *
 *     <home>/cluster/     PostgreSQL's own data, of the account that runs it
 *     <home>/password     of the role `spike`; 0600
 *     <home>/port         the port used last
 *     <home>/binaries-…/  a copy of the programs, where the installed ones could not be used as they are
 *     <home>/staging.…/   a data folder in the making
 */
export interface DataFolder {
  home: string;
  cluster: string;
  passwordFile: string;
  portFile: string;
  account: Account;
}

/** Where root keeps data that has to lie outside a folder closed to every other account, as /root is. */
const SYSTEM_FOLDER = '/var/lib/spike';
const POINTER = 'README.txt';

/**
 * Finds or makes the folder for the data. It is the wanted one unless we are root and the account that runs PostgreSQL
 * cannot get there; then it is a folder under /var/lib/spike that depends on the wanted path alone, and a README.txt
 * in the wanted folder says so.
 *
 * @throws EmbeddedPostgresError `data-unusable`
 */
export async function openDataFolder(wanted: string, log: (line: string) => void): Promise<DataFolder> {
  const home = resolve(wanted);
  if (!weAreRoot()) {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    return layout(home, accountToRunAs());
  }
  const elsewhere = join(
    SYSTEM_FOLDER,
    `postgres-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`,
  );
  const existing = [home, elsewhere].find((folder) => existsSync(join(folder, 'cluster', 'PG_VERSION')));
  if (existing !== undefined) return openExisting(existing, home, log);

  const account = accountToRunAs();
  makeEnterable(home);
  if (await canEnter(account, home)) return layout(home, account);
  makeSystemFolder(elsewhere);
  pointTo(elsewhere, home, log);
  return layout(elsewhere, account);
}

async function openExisting(
  folder: string,
  wanted: string,
  log: (line: string) => void,
): Promise<DataFolder> {
  const account = accountToRunAs(statSync(join(folder, 'cluster')));
  if (!(await canEnter(account, folder))) {
    throw new EmbeddedPostgresError(
      'data-unusable',
      `The data in ${folder} belongs to user id ${account.stepDownTo?.uid}, who can no longer enter that folder. ` +
        'Open the folders above it to that user again, or move the data.',
    );
  }
  if (folder !== wanted) pointTo(folder, wanted, log);
  return layout(folder, account);
}

function layout(folder: string, account: Account): DataFolder {
  const home = realpathSync(folder);
  return {
    home,
    cluster: join(home, 'cluster'),
    passwordFile: join(home, 'password'),
    portFile: join(home, 'port'),
    account,
  };
}

/** What lies inside protects itself by its own modes; a folder that is new or empty may be passed through. */
function makeEnterable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length === 0) chmodSync(folder, (statSync(folder).mode & 0o777) | 0o011);
}

function makeSystemFolder(folder: string): void {
  for (const part of [SYSTEM_FOLDER, folder]) {
    mkdirSync(part, { recursive: true, mode: 0o755 });
    const found = lstatSync(part);
    if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) {
      throw new EmbeddedPostgresError(
        'data-unusable',
        `${part} must be a folder of root that nobody else may write to.`,
      );
    }
    chmodSync(part, 0o755);
  }
}

function pointTo(actual: string, wanted: string, log: (line: string) => void): void {
  const why = `The account that runs PostgreSQL cannot enter ${wanted}, so the database is kept in ${actual}`;
  log(why);
  mkdirSync(wanted, { recursive: true });
  replaceFile(join(wanted, POINTER), `${why}\nBack up, move or delete that folder, not this one.\n`);
}
