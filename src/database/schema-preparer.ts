import { Logger, runMigrations } from 'graphile-worker';
import type { DataSource } from 'typeorm';
import { connectDedicated, createPool, DatabaseUrl } from './connections';

/** Any 64-bit number, the same in every Spike: only one node changes the schema at a time. */
const SCHEMA_LOCK = '7305811220210331';

const SILENT = new Logger(() => () => undefined);

export interface SchemaReport {
  /** Names of the migrations this call ran; empty when the schema was up to date. */
  readonly applied: readonly string[];
}

/** Builds the tables that are missing: Spike's own migrations and those of the queue. */
export class SchemaPreparer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly url: DatabaseUrl,
  ) {}

  /**
   * Runs what is pending, under a lock that lives on a connection of its own, so that several nodes can start at once. Cheap
   * when nothing is pending: one query.
   */
  async prepare(): Promise<SchemaReport> {
    if (!(await this.isPending())) return { applied: [] };
    const lock = await connectDedicated(this.url, 'schema');
    lock.on('error', () => undefined); // the statements that need it fail by themselves
    try {
      await lock.query(`SELECT pg_advisory_lock(${SCHEMA_LOCK})`);
      // A connection that breaks makes the statement on it fail: nothing to do besides.
      const pool = createPool(this.url, 'queue schema', 2, () => undefined);
      try {
        await runMigrations({ pgPool: pool, logger: SILENT });
      } finally {
        await pool.end();
      }
      const ran = await this.dataSource.runMigrations();
      return { applied: ran.map((migration) => migration.name) };
    } finally {
      await lock.end(); // releases the lock
    }
  }

  /** Whether a migration waits to be run. */
  async isPending(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ ready: boolean }[]>(
      `SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AND to_regclass('schema_migrations') IS NOT NULL AS ready`,
    );
    if (!row?.ready) return true;
    const done = await this.dataSource.query<{ name: string }[]>('SELECT name FROM schema_migrations');
    const names = new Set(done.map(({ name }) => name));
    return this.dataSource.migrations.some(
      (migration) => !names.has(migration.name ?? migration.constructor.name),
    );
  }
}
