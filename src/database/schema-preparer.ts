import { Logger, runMigrations } from 'graphile-worker';
import { type DataSource, MigrationExecutor } from 'typeorm';
import { createPool, DatabaseUrl } from './connections';
import { giveSchemaLockBack, type LockHolder, takeSchemaLock } from './schema-lock';

const SILENT = new Logger(() => () => undefined);

export interface SchemaReport {
  /** Names of the migrations this call ran; empty when the schema was up to date. */
  readonly applied: readonly string[];
}

/** What is worth a line in the log while the schema is prepared. */
export type SchemaNews = (news: { readonly msg: string; readonly holder: LockHolder | null }) => void;

/** Builds the tables that are missing: Spike's own migrations and those of the queue. */
export class SchemaPreparer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly url: DatabaseUrl,
    private readonly tell: SchemaNews = () => undefined,
  ) {}

  /**
   * Runs what is pending, under a lock, so that several nodes can start at once; a node that finds the lock taken says so from time to
   * time, with who has it. Lock and migrations share one session: a node that is killed in the middle keeps others out until the server has
   * dropped its last statement, and leaves whole migrations alone. Migrations of a newer version, which this one does not know, are
   * none of its business. Cheap when nothing is pending: one query.
   */
  async prepare(): Promise<SchemaReport> {
    if (!(await this.isPending())) return { applied: [] };
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    try {
      const taken = await takeSchemaLock(
        runner,
        () => this.isPending(),
        (holder) => this.tell({ msg: 'another node changes the schema; this one waits for it', holder }),
      );
      if (!taken) return { applied: [] };
      await this.prepareQueue();
      const executor = new MigrationExecutor(this.dataSource, runner);
      executor.transaction = 'each';
      const ran = await executor.executePendingMigrations();
      return { applied: ran.map((migration) => migration.name) };
    } finally {
      // A session that broke has given everything back already.
      await giveSchemaLockBack(runner).catch(() => undefined);
      await runner.release();
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

  private async prepareQueue(): Promise<void> {
    // A connection that breaks makes the statement on it fail: nothing to do besides.
    const pool = createPool(this.url, 'queue schema', 2, () => undefined);
    try {
      await runMigrations({ pgPool: pool, logger: SILENT });
    } finally {
      await pool.end();
    }
  }
}
