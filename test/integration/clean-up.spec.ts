import { randomUUID } from 'node:crypto';
import { Logger, run } from 'graphile-worker';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { SessionStore } from '../../src/auth';
import { initialJobData } from '../../src/contract';
import { createDataSource, createPool, DatabaseUrl } from '../../src/database';
import { CleanUp } from '../../src/operations';
import { Admission } from '../../src/sync/persistence/admission';
import { Announcing } from '../../src/sync/persistence/announcing';
import { EVENTS_AT_ONCE, JobCleanUp } from '../../src/sync/persistence/job-clean-up';
import { JobQueries } from '../../src/sync/persistence/job-queries';
import { JobStore } from '../../src/sync/persistence/job-store';
import { JobUpkeep } from '../../src/sync/persistence/job-upkeep';
import { QueueUpkeep } from '../../src/sync/persistence/queue-upkeep';
import { migratedDatabase, startSpike } from '../support/spike';
import type { TestDatabase } from '../support/test-database';

/** So many rows that a plan without an index would not be chosen by mistake. */
const CROWD = 100_000;

describe('cleaning up', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let jobs: JobCleanUp;
  let queue: QueueUpkeep;
  let store: JobStore;

  const fresh = async (): Promise<void> => {
    database = await migratedDatabase();
    dataSource = await createDataSource(database.url).initialize();
    jobs = new JobCleanUp(dataSource);
    queue = new QueueUpkeep(dataSource);
    store = new JobStore(
      dataSource,
      new JobQueries(dataSource),
      new Announcing(false),
      new Admission(dataSource, 1_000),
    );
  };
  beforeEach(fresh);
  afterEach(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const count = async (from: string, parameters: unknown[] = []): Promise<number> => {
    const [row] = await dataSource.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM ${from}`,
      parameters,
    );
    return row?.n ?? 0;
  };
  let students = 0;
  const student = async (): Promise<string> => {
    const id = randomUUID();
    await dataSource.query(
      `INSERT INTO students (id, university_id, moodle_user_id, username, full_name) VALUES ($1, 'u', $2, 'u', 'n')`,
      [id, (students += 1)],
    );
    return id;
  };
  /** A job that ended so many days ago, or still runs (`null`). */
  const job = async (daysAgo: number | null, events = 3): Promise<string> => {
    const id = randomUUID();
    await dataSource.query(
      `INSERT INTO sync_jobs (id, user_id, university_id, status, data, last_seq, finished_at)
       VALUES ($1, $2, 'u', $3, $4, $5, now() - make_interval(days => $6))`,
      [
        id,
        await student(),
        daysAgo === null ? 'starting' : 'completed',
        initialJobData('manual'),
        events,
        daysAgo,
      ],
    );
    await dataSource.query(
      `INSERT INTO sync_job_events (job_id, seq, attempt, type, status, progress, message_he, message_en, data, at)
       SELECT $1, n, 1, 'course.read', 'analyzing_content', 40, 'ה', 'e', '{}', now() FROM generate_series(1, $2) n`,
      [id, events],
    );
    return id;
  };
  const enqueue = (jobId: string): Promise<unknown> =>
    dataSource.query(
      `SELECT graphile_worker.add_job('sync', json_build_object('jobId', $1::text), job_key => $1::text, max_attempts => 1000)`,
      [jobId],
    );
  const queued = async (): Promise<string[]> =>
    (await dataSource.query<{ key: string }[]>('SELECT key FROM graphile_worker.jobs ORDER BY key')).map(
      ({ key }) => key,
    );
  const removeAll = async (): Promise<{ jobs: number; events: number; steps: number }> => {
    let [total, events, steps] = [0, 0, 0];
    for (let more = true; more; steps += 1) {
      const step = await jobs.removeFinishedBefore(7);
      [total, events, more] = [total + step.jobs, events + step.events, step.more];
    }
    return { jobs: total, events, steps };
  };

  it('takes out jobs that ended long ago, with their events, and no others', async () => {
    const [old, young, running] = [await job(8), await job(6), await job(null)];
    expect(await removeAll()).toMatchObject({ jobs: 1, events: 3 });
    expect(await count('sync_jobs WHERE id = ANY ($1)', [[young, running]])).toBe(2);
    expect(await count('sync_job_events WHERE job_id = $1', [old])).toBe(0);
    expect(await count('sync_job_events')).toBe(6);
    expect(await removeAll()).toEqual({ jobs: 0, events: 0, steps: 1 });
  });

  it('takes a job with a hundred thousand events apart in small steps, none of which keeps anybody waiting', async () => {
    const [huge, small] = [await job(9, CROWD), await job(8, 5)];
    let longest = 0;
    const steps: number[] = [];
    for (let more = true; more;) {
      const began = performance.now();
      const step = await jobs.removeFinishedBefore(7);
      longest = Math.max(longest, performance.now() - began);
      steps.push(step.events);
      more = step.more;
    }
    expect(Math.max(...steps)).toBe(EVENTS_AT_ONCE);
    expect(steps.reduce((sum, n) => sum + n, 0)).toBe(CROWD + 5);
    expect(await count('sync_jobs WHERE id = ANY ($1)', [[huge, small]])).toBe(0);
    // Deleting all in one statement takes seconds; a step takes milliseconds, on a machine that is busy with other tests a few more.
    expect(longest).toBeLessThan(2_000);
  }, 120_000);

  it('goes on beside others that clean up, and beside whoever holds a row', async () => {
    for (let n = 0; n < 30; n += 1) await job(8, 50);
    const held = await job(9, 10);
    const reader = new Client({ connectionString: database.url });
    await reader.connect();
    try {
      await reader.query('BEGIN');
      await reader.query('SELECT FROM sync_job_events WHERE job_id = $1 FOR UPDATE', [held]);
      const rounds = await Promise.all([removeAll(), removeAll(), removeAll()]);
      expect(rounds.reduce((sum, round) => sum + round.events, 0)).toBe(1_500);
      await removeAll();
      expect(await count('sync_jobs')).toBe(1);
      await reader.query('COMMIT');
    } finally {
      await reader.end();
    }
    expect(await removeAll()).toMatchObject({ jobs: 1, events: 10 });
  });

  it('removes queue entries whose job is gone or has ended, and leaves those of jobs to be run', async () => {
    const { job: waiting } = await store.createOrGetActive(await student(), 'u', 'manual');
    const ended = await job(0);
    const gone = randomUUID();
    await enqueue(ended);
    await enqueue(gone);
    await dataSource.query(`SELECT graphile_worker.add_job('something else', job_key => 'not ours')`);
    expect(await queue.removeStray(100)).toBe(2);
    expect(await queued()).toEqual([waiting.jobId, 'not ours'].sort());
    expect(await queue.removeStray(100)).toBe(0);
  });

  it('removes entries that the queue has given up; their job, if it is active, is queued anew', async () => {
    const { job: given } = await store.createOrGetActive(await student(), 'u', 'manual');
    await dataSource.query(`UPDATE graphile_worker._private_jobs SET attempts = max_attempts`);
    expect(await queue.removeStray(100)).toBe(1);
    expect(await new JobUpkeep(dataSource).requeueOrphans()).toEqual([given.jobId]);
    expect(await dataSource.query('SELECT attempts FROM graphile_worker.jobs')).toEqual([{ attempts: 0 }]);
  });

  it('does not touch an entry that a worker has taken, or takes at this very moment', async () => {
    const [ended, other] = [await job(0), await job(0)];
    await enqueue(ended);
    await enqueue(other);
    const worker = new Client({ connectionString: database.url });
    await worker.connect();
    try {
      // A worker that is in the middle of taking the entry: its statement is done, and not committed.
      await worker.query('BEGIN');
      await worker.query(
        `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker', attempts = 1 WHERE key = $1`,
        [ended],
      );
      const removing = queue.removeStray(100);
      await waitsForALock();
      await worker.query('COMMIT');
      expect(await removing).toBe(1);
      expect(await queued()).toEqual([ended]);
      expect(await queue.removeStray(100)).toBe(0);
    } finally {
      await worker.end();
    }
  });

  it('harms no job while jobs are made, taken and finished all the time', async () => {
    const pool = createPool(new DatabaseUrl(database.url), 'test', 6, fail);
    const done = new Set<string>();
    const runner = await run({
      pgPool: pool,
      concurrency: 4,
      noHandleSignals: true,
      logger: new Logger(() => () => undefined),
      taskList: {
        sync: async (payload) => {
          const { jobId } = payload as { jobId: string };
          const claimed = await store.claim(jobId, 1);
          if (!claimed) return;
          await dataSource.query(
            `UPDATE sync_jobs SET status = 'completed', finished_at = now() WHERE id = $1`,
            [jobId],
          );
          done.add(jobId);
        },
      },
    });
    try {
      const made = new Set<string>();
      let making = true;
      const cleaning = (async () => {
        let removed = 0;
        while (making) removed += await queue.removeStray(100);
        return removed;
      })();
      for (let n = 0; n < 150; n += 1)
        made.add((await store.createOrGetActive(await student(), 'u', 'manual')).job.jobId);
      await until(() => done.size === made.size);
      making = false;
      await cleaning;
      expect(done).toEqual(made);
    } finally {
      await runner.stop();
      await pool.end();
    }
  }, 60_000);

  it('finds what there is to do by indexes, among a hundred thousand jobs, sessions and students', async () => {
    await dataSource.query(
      `INSERT INTO students (id, university_id, moodle_user_id, username, full_name)
       SELECT 's' || n, 'u', n + 1000000, 'u', 'n' FROM generate_series(1, $1) n`,
      [CROWD],
    );
    await dataSource.query(
      `INSERT INTO sync_jobs (id, user_id, university_id, status, data, finished_at)
       SELECT 'j' || n, 's' || n, 'u', 'completed', '{}', now() - interval '1 day' FROM generate_series(1, $1) n`,
      [CROWD],
    );
    await dataSource.query(
      `INSERT INTO sync_job_events (job_id, seq, attempt, type, status, progress, message_he, message_en, data, at)
       SELECT 'j' || n, 1, 1, 't', 'completed', 100, '', '', '{}', now() FROM generate_series(1, $1) n`,
      [CROWD],
    );
    await dataSource.query(
      `INSERT INTO sessions (id, student_id, refresh_hash, expires_at)
       SELECT gen_random_uuid(), 's' || n, '', now() + interval '20 days' FROM generate_series(1, $1) n`,
      [CROWD],
    );
    await dataSource.query(
      `INSERT INTO moodle_credentials (student_id, kind, key_id, sealed)
       SELECT 's' || n, 'token', 'k', '' FROM generate_series(1, $1) n`,
      [CROWD],
    );
    await dataSource.query('ANALYZE');
    const seen = await statementsOf(async () => {
      expect(await jobs.removeFinishedBefore(7)).toEqual({ jobs: 0, events: 0, more: false });
      expect(await queue.removeStray(200)).toBe(0);
      expect(await new SessionStore(dataSource).removeEnded(200)).toBe(0);
    });
    expect(seen.length).toBeGreaterThanOrEqual(3);
    for (const { sql, parameters } of seen) {
      const plan = await dataSource.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${sql}`, parameters);
      const text = plan.map((row) => row['QUERY PLAN']).join('\n');
      expect(text).not.toMatch(/Seq Scan on (sync_jobs|sync_job_events|sessions|moodle_credentials)/);
    }
    // And with one that is old.
    await dataSource.query(`UPDATE sync_jobs SET finished_at = now() - interval '9 days' WHERE id = 'j7'`);
    const busy = await statementsOf(() => jobs.removeFinishedBefore(7));
    expect(busy).toHaveLength(3);
    expect(await count(`sync_jobs WHERE id = 'j7'`)).toBe(0);
    await dataSource.query(`DELETE FROM sync_jobs WHERE id = 'j7'`);
    for (const { sql, parameters } of busy) {
      const plan = await dataSource.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${sql}`, parameters);
      expect(plan.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan on sync_job');
    }
  }, 120_000);

  it('does all of it in a round, on a whole node', async () => {
    // The hour's round has begun elsewhere: the node does none of its own beside the one that is asked for.
    await dataSource.query(`INSERT INTO clean_up_rounds (name, begun_at) VALUES ('hourly', now())`);
    const spike = await startSpike({ database, env: { ROLES: 'api' } });
    try {
      const [id, gone] = [await job(8, EVENTS_AT_ONCE + 1), randomUUID()];
      await enqueue(gone);
      await dataSource.query(
        `INSERT INTO sessions (id, student_id, refresh_hash, expires_at) VALUES ($1, $2, '', now() - interval '2 days')`,
        [randomUUID(), await student()],
      );
      await dataSource.query(
        `INSERT INTO sign_in_passports (id, university_id, secret_hash, wwwroots, expires_at)
         VALUES ('p', 'u', '', '{}', now() - interval '1 minute')`,
      );
      expect(await spike.app.get(CleanUp).run()).toMatchObject({
        jobs: 1,
        events: EVENTS_AT_ONCE + 1,
        queueEntries: 1,
        sessions: 1,
        passports: 1,
      });
      expect(await count('sync_jobs WHERE id = $1', [id])).toBe(0);
    } finally {
      await spike.stop();
    }
  });

  function fail(error: Error): void {
    throw error;
  }

  /** What is asked of the database meanwhile, besides transactions. */
  async function statementsOf(
    work: () => Promise<unknown>,
  ): Promise<{ sql: string; parameters: unknown[] }[]> {
    const asked = jest.spyOn(dataSource, 'query');
    try {
      await work();
      return asked.mock.calls.map(([sql, parameters]) => ({
        sql,
        parameters: (parameters as unknown[]) ?? [],
      }));
    } finally {
      asked.mockRestore();
    }
  }

  async function waitsForALock(): Promise<void> {
    await until(
      async () =>
        (await count(`pg_stat_activity WHERE wait_event_type = 'Lock'
      AND datname = current_database()`)) > 0,
    );
  }

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
  }
});
