import { firstValueFrom } from 'rxjs';
import type { Settings } from '../../src/config';
import { STAGES } from '../../src/contract';
import { connectDedicated, DatabaseUrl } from '../../src/database';
import type { JobStore } from '../../src/sync/persistence/job-store';
import { PostgresRelay } from '../../src/sync/realtime/postgres-relay';
import type { RemoteProgress } from '../../src/sync/realtime/remote-progress';
import { Cable } from '../support/cable';
import { migratedDatabase, until } from '../support/spike';
import type { TestDatabase } from '../support/test-database';

/** Asks itself more often than a node does. */
class ImpatientRelay extends PostgresRelay {
  protected override readonly pulseMs = 100;
}

describe('the relay between nodes', () => {
  let database: TestDatabase;
  let other: Awaited<ReturnType<typeof connectDedicated>>;
  let cable: Cable;
  let relay: ImpatientRelay;
  let heard: RemoteProgress[];

  beforeAll(async () => {
    database = await migratedDatabase();
    other = await connectDedicated(new DatabaseUrl(database.url), 'test');
  });
  afterAll(async () => {
    await other.end();
    await database.drop();
  });

  beforeEach(async () => {
    const url = new URL(database.url);
    cable = new Cable({ host: url.hostname, port: Number(url.port) });
    url.port = String(await cable.lay());
    relay = new ImpatientRelay(
      new DatabaseUrl(url.href),
      { nodeId: 'this node' } as unknown as JobStore,
      {
        roles: new Set(['api']),
      } as unknown as Settings,
    );
    heard = [];
    relay.remote$.subscribe((progress) => heard.push(progress));
    await relay.onApplicationBootstrap();
  });
  afterEach(async () => {
    await relay.onModuleDestroy();
    await cable.remove();
  });

  const announce = (seq: number, node = 'another node'): Promise<unknown> =>
    other.query(`SELECT pg_notify('spike_sync', $1)`, [
      JSON.stringify({ n: node, a: [['a job', 'a student', seq, 'starting']] }),
    ]);

  it('hears what other nodes commit, and neither itself nor what is not meant for it', async () => {
    await announce(1, 'this node');
    await other.query(`SELECT pg_notify('spike_sync', 'something else')`);
    await announce(2);
    await until(() => heard.length === 1);
    expect(heard[0]).toMatchObject({ jobId: 'a job', studentId: 'a student', lastSeq: 2 });
  });

  it('hears the events themselves where they come along', async () => {
    const at = '2026-11-24T04:00:00.123+00:00';
    const event = [7, 2, 'stage.started', 'analyzing_content', 40, { some: 'data' }, at];
    await other.query(`SELECT pg_notify('spike_sync', $1)`, [
      JSON.stringify({ n: 'n', a: [['a job', 'a student', 7, 'analyzing_content', [event]]] }),
    ]);
    await until(() => heard.length === 1);
    expect(heard[0]?.events).toEqual([
      {
        jobId: 'a job',
        seq: 7,
        attempt: 2,
        type: 'stage.started',
        status: 'analyzing_content',
        progress: 40,
        message: STAGES.analyzing_content.message,
        data: { some: 'data' },
        at: '2026-11-24T04:00:00.123Z',
      },
    ]);
  });

  it('notices that it hears nothing any more though nobody hung up, and listens anew', async () => {
    const again = firstValueFrom(relay.reconnected$);
    cable.freeze();
    await announce(3);
    await until(() => !relay.connected);
    await again;
    await announce(4);
    await until(() => heard.length === 1);
    expect(heard[0]?.lastSeq).toBe(4);
  });

  it('goes on hearing for as long as it is answered', async () => {
    let breaks = 0;
    relay.reconnected$.subscribe(() => (breaks += 1));
    const listening = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name LIKE 'spike relay%' AND query LIKE '%pg_notify%' AND datname = current_database()`;
    await until(async () => (await other.query<{ n: number }>(listening)).rows[0]?.n === 1);
    for (let seq = 1; seq <= 5; seq += 1) {
      await announce(seq);
      await until(() => heard.length === seq);
    }
    expect(breaks).toBe(0);
  });

  it('ends though its connection is half open', async () => {
    cable.freeze();
    await relay.onModuleDestroy();
    expect(relay.connected).toBe(false);
  });
});
