import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { createSpikeClient, memoryTokenStore, type SpikeClient } from '../../client/src/sdk';
import type { SyncEvent } from '../../src/contract';
import { createDataSource, DatabaseUrl, SchemaPreparer, startEmbeddedPostgres } from '../../src/database';
import { type DemoUniversity, startDemoUniversity } from '../../src/demo';
import { EVENT_COLUMNS, type EventRow, toEvent } from '../../src/sync/persistence/job-rows';
import { Cable } from '../support/cable';
import { startRedis, type TestRedis } from '../support/redis';
import { until } from '../support/spike';
import type { Command, NodeOptions, Told } from './realtime-node';

const NODE = path.resolve(__dirname, '../../dist/test/faults/realtime-node.js');
const API_NODES = 2;
const STUDENTS = 2;
const DEVICES_EACH = 3;

/** How often a device looks over REST while its socket is away, ms. */
const POLL_MS = 300;

export interface Device {
  readonly name: string;
  readonly client: SpikeClient;
  /** Between the device and whichever node it is at. */
  readonly cable: Cable;
}

export interface Student {
  readonly id: string;
  readonly devices: readonly Device[];
}

/** A node in a process of its own, that comes back as another process when it was killed. */
export class ApiNode {
  port = 0;
  private child: ChildProcess | null = null;
  private restarting: Promise<void> = Promise.resolve();

  constructor(private readonly options: NodeOptions) {}

  async start(): Promise<void> {
    const child = fork(NODE, [JSON.stringify(this.options)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    const [ready] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error('a node ended while it started'))),
    ])) as [Extract<Told, { told: 'ready' }>];
    this.port = ready.port;
  }

  get process(): ChildProcess {
    if (!this.child) throw new Error('the node was not started');
    return this.child;
  }

  /** As a machine that loses its power. */
  async kill(): Promise<void> {
    const { process } = this;
    if (process.exitCode !== null || process.signalCode !== null) return;
    const ended = once(process, 'exit');
    process.kill('SIGKILL');
    await ended;
  }

  /** Killed, and up again as another process; one restart at a time. */
  restart(): Promise<void> {
    this.restarting = this.restarting.then(async () => {
      await this.kill();
      await this.start();
    });
    return this.restarting;
  }

  async isReady(): Promise<boolean> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`).catch(() => null);
    return answer?.status === 200;
  }
}

/** PostgreSQL, Redis where asked for, one node that writes, others that serve, and devices of students, each at the end of a cable. */
export class Cluster {
  readonly nodes: ApiNode[] = [];
  readonly students: Student[] = [];
  redisCable: Cable | null = null;
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'spike-faults-'));
  private postgres!: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
  private demo!: DemoUniversity;
  private redis: TestRedis | null = null;
  private restarting: Promise<void> = Promise.resolve();
  private writer!: ApiNode;
  /** Between the node that writes and the database. */
  writersCable!: Cable;

  constructor(private readonly withRedis: boolean) {}

  async start(): Promise<void> {
    chmodSync(this.folder, 0o755);
    await this.startPostgres();
    const dataSource = await createDataSource(this.postgres.url).initialize();
    await new SchemaPreparer(dataSource, new DatabaseUrl(this.postgres.url)).prepare();
    await dataSource.destroy();
    this.demo = await startDemoUniversity();
    if (this.withRedis) {
      this.redis = await startRedis();
      this.redisCable = new Cable(this.redis.address);
    }
    const redisPort = await this.redisCable?.lay();
    const options: NodeOptions = {
      databaseUrl: this.postgres.url,
      redisUrl: redisPort === undefined ? null : `redis://127.0.0.1:${redisPort}`,
      demoUrl: this.demo.url,
      dataDir: this.folder,
    };
    const address = new URL(this.postgres.url);
    this.writersCable = new Cable({ host: address.hostname, port: Number(address.port) });
    address.port = String(await this.writersCable.lay());
    this.writer = new ApiNode({ ...options, databaseUrl: address.href });
    for (let n = 0; n < API_NODES; n += 1) this.nodes.push(new ApiNode(options));
    await Promise.all([this.writer, ...this.nodes].map((node) => node.start()));
    for (let n = 0; n < STUDENTS; n += 1) this.students.push(await this.student(n));
  }

  private async startPostgres(port?: number): Promise<void> {
    this.postgres = await startEmbeddedPostgres({
      dataDir: path.join(this.folder, 'postgres'),
      durable: false,
      ...(port === undefined ? {} : { port }),
    });
  }

  private async student(n: number): Promise<Student> {
    const { username, password } = this.demo.control.addStudent({
      username: `student${n}`,
      courses: 1,
      modulesPerCourse: 1,
    });
    const devices: Device[] = [];
    let id = '';
    for (let at = 0; at < DEVICES_EACH; at += 1) {
      const cable = new Cable({ host: '127.0.0.1', port: this.nodes[at % API_NODES]?.port ?? 0 });
      const client = createSpikeClient({
        baseUrl: `http://127.0.0.1:${await cable.lay()}`,
        tokenStore: memoryTokenStore(),
        pollIntervalMs: POLL_MS,
        timeoutMs: 2_000,
      });
      const { user } = await client.login({ universityId: 'demo', username, password });
      id = user.id;
      devices.push({ name: `${username}, device ${at}`, client, cable });
    }
    return { id, devices };
  }

  /** Everything is up, and whoever has lost something has it again. */
  async ready(): Promise<void> {
    this.redisCable?.refuse(false);
    for (const node of this.nodes) node.process.kill('SIGCONT'); // a run may have ended before it was to wake
    for (const node of [this.writer, ...this.nodes]) await until(() => node.isReady());
    for (const { devices } of this.students)
      for (const { cable } of devices) {
        cable.refuse(false);
        if (!this.nodes.some(({ port }) => port === cable.to.port))
          cable.to = { ...cable.to, port: this.nodes[0]?.port ?? 0 };
      }
  }

  ask(command: Command): void {
    this.writer.process.send(command);
  }

  /** What the writer tells, from now on. */
  onTold(listener: (told: Told) => void): () => void {
    this.writer.process.on('message', listener);
    return () => void this.writer.process.off('message', listener);
  }

  /** One restart at a time. */
  restartPostgres(): Promise<void> {
    this.restarting = this.restarting.then(async () => {
      const { port } = this.postgres;
      await this.postgres.stop();
      await this.startPostgres(port);
    });
    return this.restarting;
  }

  /** Ends connections of this name at the server. */
  async terminate(application: string): Promise<void> {
    await this.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE $1 || '%' AND datname = current_database()`,
      [application],
    );
  }

  /** The log of a job as the database has it. */
  async logOf(jobId: string): Promise<{ readonly events: readonly SyncEvent[]; readonly lastSeq: number }> {
    const rows = await this.sql<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM sync_job_events WHERE job_id = $1 ORDER BY seq`,
      [jobId],
    );
    const [job] = await this.sql<{ last_seq: number }>(`SELECT last_seq FROM sync_jobs WHERE id = $1`, [
      jobId,
    ]);
    return { events: rows.map(toEvent), lastSeq: job?.last_seq ?? 0 };
  }

  private async sql<T extends object>(text: string, values: unknown[]): Promise<T[]> {
    const client = new Client({ connectionString: this.postgres.url, application_name: 'faults' });
    client.on('error', () => undefined); // what is under way fails by itself
    await client.connect();
    try {
      return (await client.query<T>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    for (const { devices } of this.students)
      for (const { client, cable } of devices) {
        client.close();
        await cable.remove();
      }
    for (const node of [this.writer, ...this.nodes]) await node.kill();
    await this.writersCable.remove();
    await this.redisCable?.remove();
    await this.redis?.stop();
    await this.demo.stop();
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
