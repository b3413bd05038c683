import type { SyncEvent } from '../../src/contract';
import { JobQueries } from '../../src/sync/persistence/job-queries';
import { Sockets, subscribe, type Client } from '../support/sockets';
import {
  addStudent,
  eventsOf,
  finished,
  migratedDatabase,
  signIn,
  type Spike,
  startSpike,
  until,
} from '../support/spike';
import type { TestDatabase } from '../support/test-database';

const CLIENTS = 200;

/** A node went away in the middle of a job, and all who watched it come back at once, to another one. */
describe('many clients that come back at once', () => {
  let database: TestDatabase;
  let worker: Spike;
  let api: Spike;
  const first = new Sockets(() => worker);
  const second = new Sockets(() => api);

  beforeAll(async () => {
    database = await migratedDatabase();
    worker = await startSpike({ database });
    api = await startSpike({ database, university: worker.demo, env: { ROLES: 'api' } });
  });
  afterEach(() => {
    worker.demo.control.releaseAll();
    first.closeAll();
    second.closeAll();
  });
  afterAll(async () => {
    await api.stop();
    await worker.stop();
    await database.drop();
  });

  interface Watching {
    readonly told: SyncEvent[];
  }

  const follow = async (client: Client, jobId: string, told: SyncEvent[]): Promise<void> => {
    client.on('sync', (event) => told.push(event));
    const reply = await subscribe(client, jobId, told.at(-1)?.seq);
    if (!reply.ok) throw new Error(reply.code);
    told.push(...reply.events);
  };

  it('miss nothing, hear nothing twice, and cost one read of their job', async () => {
    const { username, password } = addStudent(worker, 6);
    const contents = worker.demo.control.hold('core_course_get_contents');
    const { accessToken: token, jobId } = await signIn(worker, username, password);
    await contents.arrived;
    const all: Watching[] = Array.from({ length: CLIENTS }, () => {
      const told: SyncEvent[] = [];
      return { told };
    });
    await Promise.all(all.map(async ({ told }) => follow(await first.connect({ token }), jobId, told)));
    first.closeAll();

    const queries = api.app.get(JobQueries);
    const tail = jest.spyOn(queries, 'tail');
    const replay = jest.spyOn(queries, 'replay');
    const clients = await Promise.all(all.map(() => second.connect({ token })));
    await Promise.all(all.map(({ told }, index) => follow(clients[index] as Client, jobId, told)));
    expect([tail.mock.calls.length, replay.mock.calls.length]).toEqual([1, 0]);
    contents.release();
    await finished(api, token, jobId);
    await until(() => all.every(({ told }) => told.at(-1)?.type === 'job.completed'));
    const stored = await eventsOf(api, token, jobId);
    for (const { told } of all) expect(told).toEqual(stored);
  });

  it('reads deeper for whoever was away for longer than the node remembers', async () => {
    const { username, password } = addStudent(worker, 2);
    const { accessToken: token, jobId } = await signIn(worker, username, password);
    await finished(worker, token, jobId);
    await worker.sql(
      `WITH more AS (UPDATE sync_jobs SET last_seq = last_seq + 300 WHERE id = $1 RETURNING id, last_seq - 300 AS base)
       INSERT INTO sync_job_events (job_id, seq, attempt, type, status, progress, message_he, message_en, data, at)
       SELECT id, base + n, 1, 'stage.progress', 'completed', 100, '', '', '{}', now() FROM more, generate_series(1, 300) n`,
      [jobId],
    );
    const client = await second.connect({ token });
    for (const after of [0, 3, 250]) {
      const reply = await subscribe(client, jobId, after);
      if (!reply.ok) throw new Error(reply.code);
      expect(reply.events.map(({ seq }) => seq)).toEqual(
        Array.from({ length: reply.lastSeq - after }, (_, index) => after + 1 + index),
      );
    }
  });

  it('are refused the jobs of others, from memory as from the database', async () => {
    const mine = addStudent(worker, 1);
    const contents = worker.demo.control.hold('core_course_get_contents');
    const { accessToken: token, jobId } = await signIn(worker, mine.username, mine.password);
    await contents.arrived;
    const other = addStudent(worker, 1);
    const { accessToken: othersToken } = await signIn(worker, other.username, other.password);
    const stranger = await second.connect({ token: othersToken });
    expect(await subscribe(stranger, jobId)).toMatchObject({ ok: false, code: 'sync.job-not-found' });
    const owner = await second.connect({ token });
    expect(await subscribe(owner, jobId)).toMatchObject({ ok: true });
    expect(await subscribe(stranger, jobId)).toMatchObject({ ok: false, code: 'sync.job-not-found' });
  });
});
