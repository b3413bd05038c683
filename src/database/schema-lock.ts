import { setTimeout as delay } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';

/** Any 64-bit number, the same in every Spike: only one node changes the schema at a time. */
export const SCHEMA_LOCK = 7_305_811_220_210_331n;

/** Name of the session that holds the lock, as `pg_stat_activity` shows it. */
const LOCK_NAME = 'spike schema';

/** Between two tries to get the lock, ms. */
const TRY_MS = 200;
/** How often a node that waits says whom it waits for, ms; the first time after as long. */
const REPORT_MS = 5_000;

/** Who changes the schema at this moment, as the database sees it. No value of any row is in it. */
export interface LockHolder {
  readonly pid: number;
  readonly application: string | null;
  /** Address of the node; `null` for a connection by socket file. */
  readonly address: string | null;
  readonly connectedAt: Date | null;
  readonly state: string | null;
  /** What it waits for itself: `Lock:relation` and the like. */
  readonly waitsFor: string | null;
  /** Sessions that keep it waiting. */
  readonly blockedBy: readonly number[];
}

/**
 * The sessions' own proofs of life: a node whose host went is noticed in half a minute, one that was killed within two seconds, though its
 * statement still waits in the server. Only then is the lock free, and nothing of that statement is left.
 */
const PROOFS_OF_LIFE: Readonly<Record<string, string>> = {
  application_name: LOCK_NAME,
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '3',
  client_connection_check_interval: '2s',
};

/**
 * Takes the lock in `runner`'s own session, so that it is held exactly as long as whatever this session does. Waits for as long as
 * another one has it, and tells `onWaiting` whom it waits for. False when `needed` says meanwhile that there is nothing left to do.
 */
export async function takeSchemaLock(
  runner: QueryRunner,
  needed: () => Promise<boolean>,
  onWaiting: (holder: LockHolder | null) => void,
): Promise<boolean> {
  for (const [name, value] of Object.entries(PROOFS_OF_LIFE)) await setIfKnown(runner, name, value);
  let toReport = performance.now() + REPORT_MS;
  for (;;) {
    const [row] = (await runner.query(`SELECT pg_try_advisory_lock(${SCHEMA_LOCK}) AS taken`)) as {
      taken: boolean;
    }[];
    if (row?.taken) return true;
    if (!(await needed())) return false;
    if (performance.now() >= toReport) {
      onWaiting(await holderOf(runner));
      toReport = performance.now() + REPORT_MS;
    }
    await delay(TRY_MS);
  }
}

/** Gives the lock back, where it was taken, and the session as it was. */
export async function giveSchemaLockBack(runner: QueryRunner): Promise<void> {
  await runner.query(`SELECT pg_advisory_unlock_all()`);
  for (const name of Object.keys(PROOFS_OF_LIFE)) await runner.query(`RESET ${name}`);
}

/** A server on another system than Linux cannot ask whether its client lives. */
async function setIfKnown(runner: QueryRunner, name: string, value: string): Promise<void> {
  await runner.query(`SELECT set_config($1, $2, false)`, [name, value]).catch(() => undefined);
}

async function holderOf(runner: QueryRunner): Promise<LockHolder | null> {
  const [holder] = (await runner.query(
    `SELECT l.pid, a.application_name AS application, host(a.client_addr) AS address, a.backend_start AS "connectedAt", a.state,
            a.wait_event_type || ':' || a.wait_event AS "waitsFor", pg_blocking_pids(l.pid) AS "blockedBy"
     FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND l.classid = ($1::bigint >> 32)::oid AND l.objid = ($1::bigint & 4294967295)::oid`,
    [SCHEMA_LOCK.toString()],
  )) as LockHolder[];
  return holder ?? null;
}
