import type { DatabaseFault } from '../persistence/database-probe';

export type Fault =
  DatabaseFault | 'schema.pending' | 'relay.not-listening' | 'worker.no-lease' | 'queue.not-consumed';

/** What each fault means and what to do, for the operator who reads it. No value, address or name of a student is ever in it. */
export const FAULTS: Readonly<Record<Fault, string>> = {
  'database.unreachable': 'The database cannot be reached: is it running, and is the network whole?',
  'database.no-answer':
    'The database does not answer in time: it is overloaded, frozen, or all connections of this process are busy.',
  'database.refused':
    'The database refuses the account or the database name of DATABASE_URL: it was changed, or its password was.',
  'database.starting': 'The database is starting or shutting down: this passes by itself.',
  'database.out-of-connections':
    'The database has no connection left: raise max_connections, or run fewer processes.',
  'database.read-only':
    'The database takes no writes (a standby, or default_transaction_read_only): point DATABASE_URL at the primary.',
  'database.disk-full':
    'The disk of the database is full: make room on it; nothing that was committed is lost.',
  'database.failing': 'The database answers with errors of its own: read its log.',
  'schema.pending':
    'Migrations are pending: the schema is older than this program. Restart it, or run the command `migrate`.',
  'relay.not-listening':
    'The listener for what other nodes commit is not connected: live events of other nodes come late. It tries again by itself.',
  'worker.no-lease': 'The worker holds no lease and takes no jobs: it tries again by itself.',
  'queue.not-consumed': 'Jobs wait in the queue though this worker has free places: it does not take them.',
};

export type CheckName = 'database' | 'schema' | 'relay' | 'worker' | 'queue';
export type Checks = Readonly<Partial<Record<CheckName, 'ok' | Fault>>>;

export interface Problem {
  readonly check: CheckName;
  readonly code: Fault;
  readonly message: string;
}

export function problemsOf(checks: Checks): Problem[] {
  return (Object.entries(checks) as [CheckName, 'ok' | Fault][]).flatMap(([check, code]) =>
    code === 'ok' ? [] : [{ check, code, message: FAULTS[code] }],
  );
}
