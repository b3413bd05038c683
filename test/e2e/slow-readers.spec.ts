import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import type { SyncEvent } from '../../src/contract';
import { SyncGateway } from '../../src/sync';
import { Sockets, subscribe, type Client } from '../support/sockets';
import { addStudent, eventsOf, signIn, type Spike, startSpike, until } from '../support/spike';

/** What one reader that does not read may cost. */
const BOUND = 1024 * 1024;
const EVENT_BYTES = 40_000;
const BATCH = 50;
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
/** More than the buffers of both ends' kernels hold, whatever they are set to. */
const MOST_BATCHES = 100;

interface Pausable {
  pause(): void;
  resume(): void;
}
const isPausable = (value: unknown): value is Pausable =>
  typeof value === 'object' && value !== null && 'pause' in value && 'resume' in value;

/** A phone in a pocket, a laptop that sleeps, or somebody's script: it is connected, and does not read. */
describe('a reader that does not read', () => {
  let spike: Spike;
  const sockets = new Sockets(() => spike);

  beforeAll(async () => {
    spike = await startSpike();
  });
  afterEach(() => {
    spike.demo.control.releaseAll();
    sockets.closeAll();
  });
  afterAll(() => spike.stop());

  const running = async (): Promise<{ token: string; jobId: string }> => {
    const { username, password } = addStudent(spike, 1);
    const hold = spike.demo.control.hold('core_course_get_contents');
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await hold.arrived;
    return { token, jobId };
  };

  /** What another node commits and announces. */
  const tell = (jobId: string): Promise<unknown> =>
    spike.sql(
      `WITH more AS (UPDATE sync_jobs SET last_seq = last_seq + $3 WHERE id = $1 RETURNING id, user_id, status, last_seq),
            written AS (
              INSERT INTO sync_job_events (job_id, seq, attempt, type, status, progress, message_he, message_en, data, at)
              SELECT id, last_seq - $3 + n, 1, 'stage.started', status, 40, '', '', jsonb_build_object('much', repeat('x', $2)), now()
              FROM more, generate_series(1, $3) n)
       SELECT pg_notify('spike_sync', json_build_object('n', 'another node', 'a', json_build_array(json_build_array(id, user_id, last_seq, status)))::text)
       FROM more`,
      [jobId, EVENT_BYTES, BATCH],
    );

  /** Tells so much that no buffer between here and there holds it; `other` is a reader that reads, and has it all. */
  const tellUntil = async (
    isStuck: () => boolean,
    jobId: string,
    other: readonly SyncEvent[],
  ): Promise<void> => {
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const before = other.length;
      await tell(jobId);
      await until(() => other.length === before + BATCH);
      if (isStuck()) return;
    }
    throw new Error('every buffer took it');
  };

  const following = async (token: string, jobId: string): Promise<{ client: Client; told: SyncEvent[] }> => {
    const client = await sockets.connect({ token });
    const told: SyncEvent[] = [];
    client.on('sync', (event) => told.push(event));
    const reply = await subscribe(client, jobId);
    if (!reply.ok) throw new Error(reply.code);
    told.unshift(...reply.events);
    return { client, told };
  };

  /** The WebSocket below a client. */
  const wireOf = (client: Client): Pausable => {
    const { transport } = client.io.engine;
    if (!('ws' in transport) || !isPausable(transport.ws)) throw new Error('not a WebSocket of Node');
    return transport.ws;
  };

  it('costs a bounded amount, keeps nobody waiting, and is told everything once it reads again', async () => {
    const gateway = spike.app.get(SyncGateway);
    const { token, jobId } = await running();
    const frozen = await following(token, jobId);
    const other = await following(token, jobId);
    wireOf(frozen.client).pause();
    await tellUntil(
      () => gateway.slowReaders.held === 1 && gateway.mostWaitingBytes() > 0,
      jobId,
      other.told,
    );
    await tell(jobId);
    expect(gateway.slowReaders.held).toBe(1);
    expect(gateway.mostWaitingBytes()).toBeLessThan(BOUND);

    wireOf(frozen.client).resume();
    await until(() => gateway.slowReaders.held === 0);
    // Back in its room: what comes next comes at once.
    spike.demo.control.releaseAll();
    await until(() => frozen.told.at(-1)?.type === 'job.completed');
    await until(() => other.told.at(-1)?.type === 'job.completed');
    const stored = await eventsOf(spike, token, jobId);
    expect(frozen.told).toEqual(stored);
    expect(other.told).toEqual(stored);
    expect(frozen.client.connected).toBe(true);
  });

  it('and speaks all the same, is hung up on', async () => {
    const gateway = spike.app.get(SyncGateway);
    const { token, jobId } = await running();
    const { client } = await following(token, jobId);
    const other = await following(token, jobId);
    const wire = wireOf(client);
    wire.pause();
    await tellUntil(
      () => gateway.slowReaders.held === 1 && gateway.mostWaitingBytes() > 0,
      jobId,
      other.told,
    );
    await until(() => {
      client.emit('unsubscribe', { jobId: UNKNOWN }, () => undefined);
      return gateway.slowReaders.dropped === 1;
    });
    await until(() => gateway.slowReaders.held === 0);
    expect(gateway.mostWaitingBytes()).toBe(0);
    wire.resume();
    await until(() => !client.connected);
  });

  it('of a stream costs a bounded amount too, and is told everything once it reads again', async () => {
    const { token, jobId } = await running();
    const { hostname, port } = new URL(spike.url);
    const served = jest.spyOn(http.ServerResponse.prototype, 'write');
    const wire = net.connect(Number(port), hostname);
    let text = '';
    wire.on('data', (chunk) => (text += chunk.toString()));
    const ids = (): number[] => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    wire.write(
      `GET /api/sync-status/${jobId}/stream HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
    await once(wire, 'data');
    const [stream] = served.mock.contexts as http.ServerResponse[];
    wire.pause();
    const other = await following(token, jobId);
    await tellUntil(() => (stream?.writableLength ?? 0) > EVENT_BYTES, jobId, other.told);
    await tell(jobId);
    expect(stream?.writableLength).toBeLessThan(BOUND);
    const newest = (await eventsOf(spike, token, jobId)).length;
    wire.resume();
    await until(() => ids().at(-1) === newest);
    expect(ids()).toEqual(Array.from({ length: newest }, (_, index) => index + 1));
    wire.destroy();
    served.mockRestore();
  });
});
