import { Client } from 'pg';
import { PostgresRelay } from '../../src/sync/realtime/postgres-relay';
import { Lease } from '../../src/sync/worker/lease';
import { StuckWatch } from '../../src/operations/health/stuck-watch';
import {
  addStudent,
  ask,
  finished,
  migratedDatabase,
  type Reply,
  signIn,
  type Spike,
  startSpike,
  until,
} from '../support/spike';
import type { TestDatabase } from '../support/test-database';

/** The pool of queries: its connections are called by the process alone. */
const POOL = `spike ${'_'.repeat(12)}`;

interface Ready {
  readonly status: string;
  readonly checks: Readonly<Record<string, string>>;
  readonly problems: readonly { check: string; code: string; message: string }[];
}

const ALL_WELL = { database: 'ok', schema: 'ok', relay: 'ok', worker: 'ok', queue: 'ok' };

/** A node says that it is ready when it makes progress, and what keeps it from that when it does not. */
describe('health', () => {
  let database: TestDatabase;
  let spike: Spike;
  let operator: Client;

  beforeAll(async () => {
    database = await migratedDatabase();
    operator = new Client({ connectionString: database.url });
    await operator.connect();
  });
  beforeEach(async () => {
    spike = await startSpike({ database, env: { WORKER_CONCURRENCY: '1' } });
    await becomes(ALL_WELL);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await spike.stop();
    await spike.demo.stop();
  });
  afterAll(async () => {
    await operator.end();
    await database.drop();
  });

  const ready = (): Promise<Reply<Ready>> => ask(spike, 'GET', '/health/ready');

  const becomes = (checks: Record<string, string>): Promise<Reply<Ready>> =>
    until(async () => {
      const reply = await ready();
      return JSON.stringify(reply.body.checks) === JSON.stringify(checks) && reply;
    });

  /** Ends connections of this name; there must be some. */
  const disconnect = async (application: string): Promise<void> => {
    const { rowCount } = await operator.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE $1`,
      [application],
    );
    expect(rowCount).toBeGreaterThan(0);
  };

  /** 503 with one sentence for what is wrong; the process is alive all the while. */
  const isUnready = async (reply: Reply<Ready>, check: string, code: string): Promise<void> => {
    expect(reply.status).toBe(503);
    expect(reply.body).toMatchObject({ status: 'unavailable', problems: [{ check, code }] });
    expect(reply.body.problems[0]?.message).toMatch(/^The |^Migrations |^Jobs /);
    expect(JSON.stringify(reply.body)).not.toMatch(/postgres:|password|spike_test/i);
    expect((await ask(spike, 'GET', '/health/live')).status).toBe(200);
  };

  it('is ready, and says so of each part', async () => {
    expect(await ready()).toMatchObject({
      status: 200,
      body: { status: 'ok', checks: ALL_WELL, problems: [] },
    });
    expect(await ask(spike, 'GET', '/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('says of an API node what it has', async () => {
    const api = await startSpike({ database, university: spike.demo, env: { ROLES: 'api' } });
    const { body } = await ask<Ready>(api, 'GET', '/health/ready');
    expect(body).toEqual({
      status: 'ok',
      checks: { database: 'ok', schema: 'ok', relay: 'ok' },
      problems: [],
    });
    await api.stop();
  });

  it('is not ready while the database is read-only, and is again afterwards', async () => {
    const { database: name } = operator;
    await operator.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`);
    await disconnect(POOL);
    try {
      const reply = await until(async () => {
        const found = await ready();
        return found.body.checks.database === 'database.read-only' && found;
      });
      await isUnready(reply, 'database', 'database.read-only');
      await until(() => spike.logs.some((line) => /"codes":\["database.read-only"/.test(line)));
    } finally {
      await operator.query(`ALTER DATABASE "${name}" RESET default_transaction_read_only`);
      await disconnect(POOL);
    }
    await becomes(ALL_WELL);
    expect(spike.logs.some((line) => line.includes('"msg":"ready again"'))).toBe(true);
  });

  it('is not ready with a schema older than the program', async () => {
    const { rows } = await operator.query<{ timestamp: string; name: string }>(
      `DELETE FROM schema_migrations WHERE id = (SELECT max(id) FROM schema_migrations) RETURNING timestamp, name`,
    );
    try {
      await isUnready(await becomes({ ...ALL_WELL, schema: 'schema.pending' }), 'schema', 'schema.pending');
    } finally {
      await operator.query(`INSERT INTO schema_migrations (timestamp, name) VALUES ($1, $2)`, [
        rows[0]?.timestamp,
        rows[0]?.name,
      ]);
    }
    await becomes(ALL_WELL);
  });

  it('is not ready while it hears nothing of other nodes', async () => {
    const relay = spike.app.get<PostgresRelay, { connect: () => Promise<unknown> }>(PostgresRelay);
    const deaf = jest.spyOn(relay, 'connect').mockRejectedValue(new Error('no way through'));
    await disconnect('spike relay%');
    await isUnready(
      await becomes({ ...ALL_WELL, relay: 'relay.not-listening' }),
      'relay',
      'relay.not-listening',
    );
    deaf.mockRestore();
    await becomes(ALL_WELL);
  });

  it('is not ready while its worker holds no lease', async () => {
    const refused = jest.spyOn(Lease, 'acquire').mockRejectedValue(new Error('no way through'));
    await disconnect('spike worker lease%');
    const { queue, ...others } = ALL_WELL;
    expect(queue).toBe('ok');
    await isUnready(await becomes({ ...others, worker: 'worker.no-lease' }), 'worker', 'worker.no-lease');
    refused.mockRestore();
    await becomes(ALL_WELL);
  });

  it('is not ready while a job waits that it does not take, and is while it has its hands full', async () => {
    const key = 'an entry that cannot be taken';
    await operator.query(
      `SELECT graphile_worker.add_job('sync', '{"jobId":"none"}', job_key => $1, run_at => now() + interval '1 hour')`,
      [key],
    );
    // The queue takes with FOR UPDATE SKIP LOCKED: what somebody else holds is passed by, and goes on waiting.
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query(`SELECT 1 FROM graphile_worker._private_jobs WHERE key = $1 FOR KEY SHARE`, [key]);
    const waitedFor = (seconds: number): Promise<unknown> =>
      operator.query(
        `UPDATE graphile_worker._private_jobs SET run_at = now() - make_interval(secs => $2) WHERE key = $1`,
        [key, seconds],
      );
    await waitedFor(10);
    const { body } = await ready();
    expect(body.checks).toEqual(ALL_WELL); // a moment ago
    await waitedFor(60);
    await isUnready(
      await becomes({ ...ALL_WELL, queue: 'queue.not-consumed' }),
      'queue',
      'queue.not-consumed',
    );

    const { username, password } = addStudent(spike, 1);
    const hold = spike.demo.control.hold('core_course_get_contents');
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await hold.arrived;
    await becomes(ALL_WELL);
    hold.release();
    await finished(spike, token, jobId);
    await becomes({ ...ALL_WELL, queue: 'queue.not-consumed' });
    await holder.query('ROLLBACK');
    await holder.end();
    await becomes(ALL_WELL); // it is taken, and turns out to be nobody's job
  });

  it('fails to live when it came to a stand that only a restart mends', async () => {
    jest.spyOn(StuckWatch.prototype, 'stuckOn').mockReturnValue('worker.no-lease');
    const { status, body } = await ask(spike, 'GET', '/health/live');
    expect([status, body]).toEqual([
      503,
      { status: 'stuck', code: 'worker.no-lease', message: expect.stringMatching(/holds no lease/) },
    ]);
  });
});
