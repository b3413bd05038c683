import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { createDataSource, DatabaseUrl, SchemaPreparer, startEmbeddedPostgres } from '../../../src/database';
import { until } from '../../support/spike';
import { SpikeProcess } from '../../support/spike-process';

export interface SiteOptions {
  readonly demoUrl: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Has the database count what each statement costs. */
  readonly countStatements?: boolean;
}

/** What one statement cost in all, ms of planning and of running. */
export interface StatementCost {
  readonly text: string;
  readonly calls: number;
  readonly planMs: number;
  readonly runMs: number;
}

/** Node and worker processes of the built program on an embedded PostgreSQL that keeps what it acknowledges. */
export class Site {
  readonly processes: SpikeProcess[] = [];
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'spike-bench-'));
  private postgres!: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
  pool!: Pool;
  private environment: Record<string, string> = {};

  static async open({ demoUrl, env, countStatements = false }: SiteOptions): Promise<Site> {
    const site = new Site();
    await site.prepare(demoUrl, env ?? {}, countStatements);
    return site;
  }

  private async prepare(
    demoUrl: string,
    env: Readonly<Record<string, string>>,
    countStatements: boolean,
  ): Promise<void> {
    chmodSync(this.folder, 0o755); // as root, PostgreSQL runs under another account
    this.postgres = await startEmbeddedPostgres({
      dataDir: path.join(this.folder, 'postgres'),
      settings: {
        max_connections: '200',
        ...(countStatements && {
          shared_preload_libraries: 'pg_stat_statements',
          'pg_stat_statements.track_planning': 'on',
        }),
      },
    });
    const dataSource = await createDataSource(this.postgres.url).initialize();
    await new SchemaPreparer(dataSource, new DatabaseUrl(this.postgres.url)).prepare();
    await dataSource.destroy();
    this.pool = new Pool({ connectionString: this.postgres.url, application_name: 'bench' });
    if (countStatements) await this.pool.query('CREATE EXTENSION pg_stat_statements');
    const universities = path.join(this.folder, 'universities.json');
    writeFileSync(
      universities,
      JSON.stringify([{ id: 'demo', name: { he: 'הדגמה', en: 'Demo' }, baseUrl: demoUrl }]),
    );
    this.environment = {
      DATA_DIR: this.folder,
      DATABASE_URL: this.postgres.url,
      JWT_SECRET: 'a secret of the benchmarks, long enough for anybody',
      ENCRYPTION_KEY: 'ab'.repeat(32),
      UNIVERSITIES_FILE: universities,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      LOGIN_RATE_LIMIT: '100000',
      ...env,
    };
  }

  get databaseUrl(): string {
    return this.postgres.url;
  }

  get postgresPid(): number {
    return this.postgres.pid;
  }

  /** Resolves when it takes part. */
  async start(role: 'api' | 'worker'): Promise<SpikeProcess> {
    const process = await SpikeProcess.start({ ...this.environment, ROLES: role });
    this.processes.push(process);
    await until(() => process.isReady());
    return process;
  }

  async sql<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, [...values])).rows;
  }

  /** The dearest statements since it was opened; only where they are counted. */
  async dearest(most: number): Promise<StatementCost[]> {
    return this.sql<StatementCost>(
      `SELECT regexp_replace(query, '\\s+', ' ', 'g') AS text, calls::int, total_plan_time AS "planMs", total_exec_time AS "runMs"
       FROM pg_stat_statements ORDER BY total_plan_time + total_exec_time DESC LIMIT $1`,
      [most],
    );
  }

  async close(): Promise<void> {
    for (const process of this.processes)
      if (!process.isOver) {
        process.signal('SIGCONT');
        await process.end('SIGKILL');
      }
    await this.pool.end();
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
