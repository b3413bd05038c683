import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadSettings } from '../../src/config';
import type { JobSnapshot, LoginReply, SyncEvent } from '../../src/contract';
import { createApp } from '../../src/create-app';
import { createDataSource, DatabaseUrl, SchemaPreparer } from '../../src/database';
import { type DemoOptions, type DemoUniversity, startDemoUniversity } from '../../src/demo';
import { createPino } from '../../src/operations';
import { type RegisteredUniversity, Universities } from '../../src/universities';
import { createTestDatabase, templateDatabase, type TestDatabase } from './test-database';

export interface SpikeOptions {
  readonly demo?: DemoOptions;
  /** Environment variables on top of the defaults. */
  readonly env?: Readonly<Record<string, string>>;
  /** Share the database of another one: a second node. */
  readonly database?: TestDatabase;
  /** Share the demo university of another one. */
  readonly university?: DemoUniversity;
  readonly more?: readonly RegisteredUniversity[];
  /** Serve the built page as well. */
  readonly page?: boolean;
}

/** A whole Spike in this process: real PostgreSQL, real HTTP and sockets on a port of its own, the demo university as Moodle. */
export interface Spike {
  readonly url: string;
  readonly app: NestExpressApplication;
  readonly demo: DemoUniversity;
  readonly database: TestDatabase;
  /** Every line it has logged, at the finest level. */
  readonly logs: readonly string[];
  sql<T>(text: string, params?: unknown[]): Promise<T[]>;
  stop(): Promise<void>;
}

const PAGE_DIR = path.resolve(__dirname, '../../client/dist');

async function migrate(url: string): Promise<void> {
  const dataSource = createDataSource(url);
  await dataSource.initialize();
  await new SchemaPreparer(dataSource, new DatabaseUrl(url)).prepare();
  await dataSource.destroy();
}

export const migratedDatabase = async (): Promise<TestDatabase> =>
  createTestDatabase({ template: await templateDatabase(migrate) });

export async function startSpike(options: SpikeOptions = {}): Promise<Spike> {
  const database = options.database ?? (await migratedDatabase());
  const demo = options.university ?? (await startDemoUniversity(options.demo));
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'spike-test-'));
  const settings = loadSettings({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    // Nodes that share a database share their secrets too.
    JWT_SECRET: 'a secret of the tests, long enough for anybody',
    ENCRYPTION_KEY: 'ab'.repeat(32),
    RETRY_BASE_DELAY: '10',
    LOGIN_RATE_LIMIT: '1000',
    LOG_LEVEL: 'trace',
    ...options.env,
  });
  const logs: string[] = [];
  const logger = createPino('trace', { write: (line: string) => void logs.push(line) });
  const databaseUrl = new DatabaseUrl(database.url);
  const dataSource = createDataSource(databaseUrl);
  await dataSource.initialize();
  const universities = new Universities([
    { id: 'demo', name: { he: 'הדגמה', en: 'Demo' }, baseUrl: demo.url },
    ...(options.more ?? []),
  ]);
  const app = await createApp({
    settings,
    dataSource,
    databaseUrl,
    universities,
    logger,
    ...(options.page ? { pageDir: PAGE_DIR } : {}),
  });
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return {
    url,
    app,
    demo,
    database,
    logs,
    sql: (text, params = []) => dataSource.query(text, params),
    stop: async () => {
      await app.close();
      if (!options.university) await demo.stop();
      if (!options.database) await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export interface Reply<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** One HTTP exchange; `body` is parsed when it is JSON. */
export async function ask<T = never>(
  spike: Pick<Spike, 'url'>,
  method: string,
  address: string,
  { token, body, headers }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply<T>> {
  const response = await fetch(`${spike.url}${address}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') && text !== '';
  return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
}

export const login = (
  spike: Pick<Spike, 'url'>,
  username: string,
  password = 'demo1234',
  universityId = 'demo',
) => ask<LoginReply>(spike, 'POST', '/api/auth/login', { body: { universityId, username, password } });

/** Signs in, or throws. */
export async function signIn(
  spike: Pick<Spike, 'url'>,
  username: string,
  password?: string,
): Promise<LoginReply & { jobId: string }> {
  const reply = await login(spike, username, password);
  if (reply.status !== 200)
    throw new Error(`signing in as ${username}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return { ...reply.body, jobId: reply.body.sync?.jobId ?? '' };
}

/** Waits until `probe` answers something; looks again shortly after each nothing. Bounded by the test's own time limit. */
export async function until<T>(
  probe: () => Promise<T | undefined | null | false> | T | undefined | null | false,
): Promise<T> {
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== null && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The job once it has ended, asked over REST. */
export const finished = (spike: Pick<Spike, 'url'>, token: string, jobId: string): Promise<JobSnapshot> =>
  until(async () => {
    const { body } = await ask<JobSnapshot>(spike, 'GET', `/api/sync-status/${jobId}`, { token });
    return body.finishedAt !== null && body;
  });

export async function eventsOf(
  spike: Pick<Spike, 'url'>,
  token: string,
  jobId: string,
  after = 0,
): Promise<readonly SyncEvent[]> {
  const { body } = await ask<{ events: SyncEvent[] }>(
    spike,
    'GET',
    `/api/sync-status/${jobId}/events?after=${after}`,
    { token },
  );
  return body.events;
}

let students = 0;

/**
 * A student of the demo university that nobody else has, with `courses` plain courses. What is in them is the same in every run: the
 * first student of a test file has always the same, and so on.
 */
export function addStudent(
  spike: Pick<Spike, 'demo'>,
  courses = 3,
  modulesPerCourse = 8,
): { username: string; password: string } {
  const student = {
    username: `student-${randomBytes(4).toString('hex')}`,
    password: 'a password of one test',
  };
  spike.demo.control.addStudent({
    ...student,
    courses,
    modulesPerCourse,
    assignmentsPerCourse: 2,
    seed: `student ${(students += 1)}`,
  });
  return student;
}
