import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { MIGRATIONS } from '../../migrations';
import { createDataSource, DatabaseUrl, SchemaPreparer } from '../../src/database';
import { addStudent, finished, migratedDatabase, signIn, startSpike, until } from '../support/spike';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

const MAIN = path.resolve(__dirname, '../../dist/src/main.js');
const BROUGHT_UP = '"msg":"the schema was brought up to date"';
const WAITING = '"msg":"another node changes the schema; this one waits for it"';

interface Node {
  readonly child: ChildProcess;
  said(): string;
}

/** The built program, several of it at once, on one database. */
describe('the schema, with several nodes', () => {
  let database: TestDatabase;
  let dataDir: string;
  let observer: Client;
  const running: ChildProcess[] = [];

  beforeAll(() => {
    if (!existsSync(MAIN)) throw new Error('dist is missing: run `npm run build` first, as `npm test` does');
  });
  beforeEach(async () => {
    database = await createTestDatabase();
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'spike-schema-'));
    observer = new Client({ connectionString: database.url });
    await observer.connect();
  });
  afterEach(async () => {
    for (const child of running.splice(0)) await end(child);
    await observer.end();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = (): Node => {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DATA_DIR: dataDir,
        DATABASE_URL: database.url,
        PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    return { child, said: () => said };
  };
  const end = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const serves = (node: Node): Promise<unknown> =>
    until(() => {
      if (node.child.exitCode !== null)
        throw new Error(`it ended with ${node.child.exitCode}:\n${node.said()}`);
      return node.said().includes('Spike is running:');
    });
  const rows = async <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
    (await observer.query(sql, parameters)).rows as T[];
  const names = async (): Promise<string[]> =>
    (await rows<{ name: string }>('SELECT name FROM schema_migrations ORDER BY id')).map(({ name }) => name);
  /** A database as the version before left it. */
  const previous = async (): Promise<void> => {
    const dataSource = await createDataSource(database.url, MIGRATIONS.slice(0, -1)).initialize();
    await new SchemaPreparer(dataSource, new DatabaseUrl(database.url)).prepare();
    await dataSource.destroy();
  };

  it.each([
    ['an empty database', () => Promise.resolve(), MIGRATIONS.length],
    ['one of the version before', previous, 1],
  ] as const)(
    'four that start at once on %s: one brings it up to date, all serve',
    async (_name, prepare, applied) => {
      await prepare();
      const nodes = [start(), start(), start(), start()];
      for (const node of nodes) await serves(node);
      expect(await names()).toEqual(MIGRATIONS.map(({ name }) => name));
      const brought = nodes
        .flatMap((node) => node.said().split('\n'))
        .filter((line) => line.includes(BROUGHT_UP));
      expect(brought).toHaveLength(1);
      expect((JSON.parse(brought[0] ?? '{}') as { applied: string[] }).applied).toHaveLength(applied);
      // The sessions are as they were: nobody holds the lock.
      expect(
        await rows(
          `SELECT FROM pg_stat_activity WHERE application_name = 'spike schema' AND datname = current_database()`,
        ),
      ).toEqual([]);
    },
    240_000,
  );

  it('one that is killed in the middle of a migration leaves it undone, and the next goes on; who waits says for whom', async () => {
    await previous();
    // Something else holds a table that the newest migration needs: it stops in the middle.
    const holder = new Client({ connectionString: database.url, application_name: 'a long report' });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE sync_jobs, sync_job_checkpoints IN ACCESS EXCLUSIVE MODE');
    try {
      const first = start();
      const migrating = () =>
        rows<{ pid: number }>(
          `SELECT pid FROM pg_stat_activity WHERE application_name = 'spike schema' AND wait_event_type = 'Lock'
           AND datname = current_database()`,
        );
      const [{ pid }] = await until(async () => {
        if (first.child.exitCode !== null) throw new Error(first.said());
        const found = await migrating();
        return found.length > 0 && (found as [{ pid: number }]);
      });
      const second = start();
      const line = await until(() =>
        second
          .said()
          .split('\n')
          .find((each) => each.includes(WAITING)),
      );
      const [{ pid: blocker }] = (await rows('SELECT pid FROM pg_stat_activity WHERE application_name = $1', [
        'a long report',
      ])) as [{ pid: number }];
      expect(JSON.parse(line)).toMatchObject({
        holder: { pid, application: 'spike schema', waitsFor: 'Lock:relation', blockedBy: [blocker] },
      });
      expect(second.said()).not.toContain('Spike is running:');

      await end(first.child);
      // Its statement ends with it, though the table is still held: nothing is left, and the next one is at the same place.
      await until(async () => {
        const found = await migrating();
        return found.length === 1 && found[0]?.pid !== pid;
      });
      expect(await names()).toEqual(MIGRATIONS.slice(0, -1).map(({ name }) => name));
      expect(await rows(`SELECT FROM pg_stat_activity WHERE pid = $1`, [pid])).toEqual([]);
      await holder.query('COMMIT');
      await serves(second);
      expect(await names()).toEqual(MIGRATIONS.map(({ name }) => name));
    } finally {
      await holder.end();
    }
  }, 240_000);
});

/** What a version to come will have done: expanded, never taken away. */
class FromTheFuture2000000000000 implements MigrationInterface {
  readonly name = 'FromTheFuture2000000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE students ADD COLUMN pronouns text`);
    await runner.query(`ALTER TABLE sync_jobs ADD COLUMN priority integer NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE library_items ADD COLUMN seen boolean NOT NULL DEFAULT false`);
    await runner.query(
      `CREATE TABLE reminders (student_id varchar(255) REFERENCES students (id) ON DELETE CASCADE)`,
    );
  }

  async down(): Promise<void> {
    // nobody goes back to before the future here
  }
}

describe('a version that is older than the schema', () => {
  it('starts, signs in, syncs and reads, and leaves the schema alone', async () => {
    const database = await migratedDatabase();
    const newer = await createDataSource(database.url, [
      ...MIGRATIONS,
      FromTheFuture2000000000000,
    ]).initialize();
    expect(await new SchemaPreparer(newer, new DatabaseUrl(database.url)).prepare()).toEqual({
      applied: ['FromTheFuture2000000000000'],
    });
    const spike = await startSpike({ database });
    try {
      const { username, password } = addStudent(spike, 2);
      const { accessToken: token, jobId } = await signIn(spike, username, password);
      expect(await finished(spike, token, jobId)).toMatchObject({
        status: 'completed',
        courses: { done: 2 },
      });
      expect(await spike.app.get(SchemaPreparer).prepare()).toEqual({ applied: [] });
      const ready = await fetch(`${spike.url}/health/ready`);
      expect(ready.status).toBe(200);
      expect(await newer.query('SELECT pronouns FROM students')).toEqual([{ pronouns: null }]);
    } finally {
      await spike.stop();
      await newer.destroy();
      await database.drop();
    }
  });
});
