import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { createSpikeClient, memoryTokenStore, type SpikeClient } from '../../client/src/sdk';
import { createDataSource, DatabaseUrl, SchemaPreparer, startEmbeddedPostgres } from '../../src/database';
import { type DemoUniversity, startDemoUniversity } from '../../src/demo';
import { until } from '../support/spike';
import { SpikeProcess } from '../support/spike-process';
import { MoodleCalls } from './moodle-calls';
import { WorkerNode } from './jobs-worker';

export interface ClusterOptions {
  readonly workers: number;
  readonly apiNodes?: number;
  readonly students: number;
  readonly coursesEach?: number;
  /** Environment variables on top of the defaults. */
  readonly env?: Readonly<Record<string, string>>;
  /** On top of that, for workers alone. */
  readonly workerEnv?: Readonly<Record<string, string>>;
  readonly postgres?: Readonly<Record<string, string>>;
  /** Where PostgreSQL keeps its data; default: a folder of its own. */
  readonly dataDir?: string;
  /** A site without web services, whose passwords are sealed for the length of a job. */
  readonly onPages?: boolean;
  readonly latencyMs?: number;
}

export interface Student {
  readonly username: string;
  readonly password: string;
  /** Since the last sign-in. */
  id: string;
  client: SpikeClient;
  page: 0 | 1;
}

/** How long a device waits before it looks over REST while its socket is away, ms. */
const POLL_MS = 200;
const SECRETS = {
  JWT_SECRET: 'a secret of the tests, long enough for anybody',
  ENCRYPTION_KEY: 'ab'.repeat(32),
};
const MODULES_PER_COURSE = 5;

/** PostgreSQL, a demo Moodle in this process, API nodes and workers in theirs, students who follow their jobs over the socket. */
export class JobCluster {
  readonly workers: WorkerNode[] = [];
  readonly api: SpikeProcess[] = [];
  readonly students: Student[] = [];
  readonly calls = new MoodleCalls();
  demo!: DemoUniversity;
  private postgres!: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'spike-jobs-'));
  private readonly earlierLines: string[] = [];
  private environment: Record<string, string> = {};
  /** The clock of the university while its teachers change something. */
  private dated: number | null = null;

  constructor(readonly options: ClusterOptions) {}

  async start(): Promise<void> {
    chmodSync(this.folder, 0o755);
    await this.startPostgres();
    const dataSource = await createDataSource(this.postgres.url).initialize();
    await new SchemaPreparer(dataSource, new DatabaseUrl(this.postgres.url)).prepare();
    await dataSource.destroy();
    await this.fillTheFirstPlace();
    this.calls.start();
    this.demo = await startDemoUniversity({
      now: () => this.dated ?? Date.now(),
      latencyMs: this.options.latencyMs ?? 0,
    });
    this.demo.control.clearFaults();
    if (this.options.onPages) Object.assign(this.demo.control.site, { mobileService: false });
    this.environment = this.environmentOf();
    const { hostname, port } = new URL(this.postgres.url);
    for (let n = 1; n <= this.options.workers; n += 1)
      this.workers.push(
        new WorkerNode(`worker ${n}`, { host: hostname, port: Number(port) }, (databasePort) => ({
          ...this.environment,
          ...this.options.workerEnv,
          DATABASE_URL: this.databaseUrl(databasePort),
        })),
      );
    const starting = [...this.workers.map((worker) => worker.start())];
    for (let n = 0; n < (this.options.apiNodes ?? 1); n += 1) starting.push(this.startApi(n));
    await Promise.all(starting);
    for (let n = 0; n < this.options.students; n += 1) this.students.push(this.student(n));
    await this.ready();
  }

  /**
   * A worker keeps places for jobs that are the first of their university, beside the one that it has here: a job that nobody ever runs is the
   * first, so that every worker has one job.
   */
  private async fillTheFirstPlace(): Promise<void> {
    await this.sql(
      `INSERT INTO students (id, university_id, moodle_user_id, username, full_name) VALUES ('first', 'demo', 0, 'first', 'first')`,
    );
    await this.sql(
      `INSERT INTO sync_jobs (id, user_id, university_id, admitted_at) VALUES ('first', 'first', 'demo', now())`,
    );
    await this.sql(`SELECT graphile_worker.add_job('nobody does this', job_key => 'first')`);
  }

  private environmentOf(): Record<string, string> {
    const universities = path.join(this.folder, 'universities.json');
    writeFileSync(
      universities,
      JSON.stringify([{ id: 'demo', name: { he: 'הדגמה', en: 'Demo' }, baseUrl: this.demo.url }]),
    );
    return {
      ...SECRETS,
      DATA_DIR: this.folder,
      UNIVERSITIES_FILE: universities,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'debug',
      LOGIN_RATE_LIMIT: '100000',
      RETRY_BASE_DELAY: '50',
      // So that it can be said of each worker which job it has.
      WORKER_CONCURRENCY: '1',
      JOB_MAX_RETRIES: '20',
      UNIVERSITY_MAX_JOBS: '100',
      MOODLE_REQUESTS_PER_SECOND: '1000',
      ...this.options.env,
    };
  }

  databaseUrl(port = this.postgres.port): string {
    const address = new URL(this.postgres.url);
    address.port = String(port);
    return address.href;
  }

  private async startApi(n: number): Promise<void> {
    this.api[n] = await SpikeProcess.start({
      ...this.environment,
      DATABASE_URL: this.databaseUrl(),
      ROLES: 'api',
      PORT: this.api[n] ? new URL(this.api[n].url).port : '0',
    });
  }

  /** Killed, and up again at the same address. */
  async restartApi(n: number): Promise<void> {
    const process = this.api[n];
    if (!process) throw new Error(`there is no node ${n}`);
    await process.end('SIGKILL');
    this.earlierLines.push(...process.lines);
    await this.startApi(n);
  }

  private async startPostgres(port?: number): Promise<void> {
    this.postgres = await startEmbeddedPostgres({
      dataDir: this.options.dataDir ?? path.join(this.folder, 'postgres'),
      durable: false,
      // What was acknowledged outlives the server's violent death, though not the machine's.
      settings: {
        synchronous_commit: 'on',
        full_page_writes: 'on',
        max_connections: '300',
        ...this.options.postgres,
      },
      ...(port === undefined ? {} : { port }),
    });
  }

  async stopPostgres(how: 'fast' | 'immediate'): Promise<void> {
    if (how === 'immediate') process.kill(this.postgres.pid, 'SIGKILL');
    await this.postgres.stop();
  }

  startPostgresAgain(): Promise<void> {
    return this.startPostgres(this.postgres.port);
  }

  private student(n: number): Student {
    const { username, password } = this.demo.control.addStudent({
      username: `student${n}`,
      password: `a password of student ${n}`,
      courses: this.options.coursesEach ?? 4,
      modulesPerCourse: MODULES_PER_COURSE,
      assignmentsPerCourse: 2,
      seed: `student ${n}`,
    });
    return { username, password, id: '', client: this.device(n), page: 0 };
  }

  private device(n: number): SpikeClient {
    const node = this.api[n % this.api.length];
    return createSpikeClient({
      baseUrl: node?.url ?? '',
      tokenStore: memoryTokenStore(),
      pollIntervalMs: POLL_MS,
      timeoutMs: 20_000,
    });
  }

  /** The student's first sync, as if they had never been here. @returns the job's id */
  async signInAnew(student: Student): Promise<string> {
    student.client.close();
    if (student.id !== '') await this.sql('DELETE FROM students WHERE id = $1', [student.id]);
    student.client = this.device(this.students.indexOf(student));
    const { user, sync } = await student.client.login({
      universityId: 'demo',
      username: student.username,
      password: student.password,
    });
    student.id = user.id;
    if (!sync) throw new Error('the sign-in started nothing');
    return sync.jobId;
  }

  /** Something has changed at Moodle, as if at one and the same moment each time. */
  change(student: Student, turn: (page: 0 | 1) => void): void {
    student.page = student.page === 0 ? 1 : 0;
    this.dated = Date.UTC(2026, 9, 1, 8);
    try {
      turn(student.page);
    } finally {
      this.dated = null;
    }
  }

  /** Everything is up, and takes part. */
  async ready(): Promise<void> {
    for (const worker of this.workers) {
      worker.cable.heal();
      await worker.start();
    }
    for (const node of [...this.api, ...this.workers.map(({ process }) => process)])
      await until(() => node.isReady());
  }

  /** Everything any process has written. */
  get lines(): readonly string[] {
    return [
      ...this.earlierLines,
      ...this.api.flatMap(({ lines }) => lines),
      ...this.workers.flatMap(({ lines }) => lines),
    ];
  }

  /** Asks the database itself; waits for one that is away. */
  readonly sql = async <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> => {
    for (;;) {
      try {
        return (await this.pool.query<T>(text, [...values])).rows;
      } catch (error) {
        if (!isAway(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };

  private connected: Pool | null = null;

  private get pool(): Pool {
    if (this.connected) return this.connected;
    this.connected = new Pool({ connectionString: this.databaseUrl(), application_name: 'faults', max: 8 });
    this.connected.on('error', () => undefined); // whoever asks next gets another connection
    return this.connected;
  }

  async stop(): Promise<void> {
    for (const { client } of this.students) client.close();
    for (const worker of this.workers) await worker.remove();
    for (const node of this.api) await node.end('SIGKILL');
    this.calls.stop();
    await this.demo.stop();
    await this.connected?.end();
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** By shape: the server says that it stops or starts, or nothing answers at all. */
function isAway(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null ? (Reflect.get(error, 'code') as unknown) : null;
  if (typeof code === 'string' && /^(08|57P)|^ECONN|^EPIPE/.test(code)) return true;
  return error instanceof Error && error.message.includes('terminated unexpectedly');
}
