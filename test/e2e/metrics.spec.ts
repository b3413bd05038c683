import { readFileSync } from 'node:fs';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import {
  type ClientToServer,
  type ServerToClient,
  SOCKET_PATH,
  type SubscribeReply,
} from '../../src/contract';
import { DatabaseReadings } from '../../src/operations/metrics/database-readings';
import { JobInspection } from '../../src/sync/persistence/job-inspection';
import { JobFeeds } from '../../src/sync/realtime/job-feeds';
import { addStudent, ask, eventsOf, finished, signIn, type Spike, startSpike, until } from '../support/spike';

const OPERATIONS = path.resolve(__dirname, '../../.config/operations');

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

function parse(text: string): { samples: readonly Sample[]; names: ReadonlySet<string> } {
  const samples = [...text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = '', labels, value]) => ({
    name,
    labels: Object.fromEntries(
      [...(labels ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, key, label]) => [key, label]),
    ),
    value: Number(value),
  }));
  const names = new Set(
    [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name],
    ),
  );
  return { samples, names };
}

describe('metrics', () => {
  let spike: Spike;
  let token: string;
  let jobId: string;

  beforeAll(async () => {
    // Redis is configured, and away: its gauge is there.
    spike = await startSpike({ env: { REDIS_URL: 'redis://127.0.0.1:1' } });
  });
  afterAll(() => spike.stop());

  const scrape = async (): Promise<ReturnType<typeof parse>> =>
    parse((await ask<string>(spike, 'GET', '/metrics')).body);

  const valueOf = async (name: string, labels: Labels = {}): Promise<number | undefined> =>
    (await scrape()).samples.find(
      (sample) =>
        sample.name === name && Object.entries(labels).every(([key, label]) => sample.labels[key] === label),
    )?.value;

  it('tells of a job from its beginning to its end, and of who was told', async () => {
    const { username, password } = addStudent(spike, 2);
    const hold = spike.demo.control.hold('core_course_get_contents');
    ({ accessToken: token, jobId } = await signIn(spike, username, password));
    await hold.arrived;
    expect(await valueOf('spike_sync_jobs_running')).toBe(1);
    expect(await valueOf('spike_worker_places')).toBe(10);
    const socket: Socket<ServerToClient, ClientToServer> = io(spike.url, {
      path: SOCKET_PATH,
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
    });
    const reply = await new Promise<SubscribeReply>((resolve) =>
      socket.emit('subscribe', { jobId }, resolve),
    );
    const stream = await fetch(`${spike.url}/api/sync-status/${jobId}/stream`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const streamed = stream.text();
    const lastHeard = new Promise<void>((resolve) =>
      socket.on('sync', ({ type }) => type === 'job.completed' && resolve()),
    );
    hold.release();
    await finished(spike, token, jobId);
    const events = await eventsOf(spike, token, jobId);
    await Promise.all([lastHeard, streamed]);
    expect(reply.ok).toBe(true);
    expect(await valueOf('spike_sync_events_delivered_total', { way: 'socket' })).toBe(events.length);
    expect(await valueOf('spike_sync_events_delivered_total', { way: 'stream' })).toBe(events.length);
    socket.disconnect();

    expect(await valueOf('spike_sync_pickup_seconds_count')).toBe(1);
    const waited = await valueOf('spike_sync_pickup_seconds_sum');
    expect(waited).toBeGreaterThan(0);
    expect(waited).toBeLessThan(10);
    expect(await valueOf('spike_sync_attempts_total', { run: 'first' })).toBe(1);
    expect(await valueOf('spike_sync_attempts_total', { run: 'takeover' })).toBe(0);
    const { samples } = await scrape();
    const recorded = samples.filter(
      ({ name, labels }) => name === 'spike_sync_events_recorded_total' && labels.type !== 'job.created',
    );
    expect(recorded.reduce((sum, { value }) => sum + value, 0)).toBe(events.length - 1);
    expect(
      samples.find(
        ({ name, labels }) => name === 'spike_moodle_exchanges_total' && labels.outcome === 'answered',
      )?.value,
    ).toBeGreaterThan(3);
  });

  it('tells of jobs by status and university, and of the queue and its workers', async () => {
    await until(
      async () => (await valueOf('spike_sync_jobs', { status: 'completed', university: 'demo' })) === 1,
    );
    expect(await valueOf('spike_sync_jobs', { status: 'failed', university: 'demo' })).toBe(0);
    expect(await valueOf('spike_workers_alive')).toBe(1);
    expect(await valueOf('spike_queue_ready')).toBe(0);
    expect(await valueOf('spike_queue_oldest_seconds')).toBe(0);
    expect(await valueOf('spike_database_up')).toBe(1);
    expect(await valueOf('spike_check', { check: 'queue', code: 'ok' })).toBe(1);
    expect(await valueOf('spike_redis_connected')).toBe(0);
  }, 30_000);

  it('asks the database once for all who scrape at once', async () => {
    const asked = jest.spyOn(spike.app.get(JobInspection), 'count');
    const texts = await Promise.all(Array.from({ length: 20 }, () => scrape()));
    expect(asked.mock.calls.length).toBeLessThanOrEqual(1);
    asked.mockRestore();
    expect(texts.every(({ names }) => names.has('spike_sync_jobs'))).toBe(true);
  });

  it('counts what feeds had to read for themselves', async () => {
    const feeds = spike.app.get(JobFeeds);
    const sink = (): void => undefined;
    feeds.attach(jobId, sink);
    await feeds.look(jobId);
    await spike.sql(
      `WITH job AS (UPDATE sync_jobs SET last_seq = last_seq + 1 WHERE id = $1 RETURNING id, last_seq)
       INSERT INTO sync_job_events SELECT id, last_seq, 1, 'job.started', 'completed', 100, '', '', '{}', now() FROM job`,
      [jobId],
    );
    await feeds.checkAll();
    await until(async () => (await valueOf('spike_feed_gaps_healed_total')) === 1);
    expect(await valueOf('spike_feed_events_healed_total')).toBe(1);
    feeds.detach(jobId, sink);
  });

  it('counts workers that it found dead', async () => {
    await spike.sql(
      `INSERT INTO sync_workers (lease_key, queue_pool_id) VALUES (12345, 'the pool of a process that is gone')`,
    );
    await until(async () => (await valueOf('spike_workers_found_dead_total')) === 1);
  });

  it('tells what it can without a database', async () => {
    const inspection = jest.spyOn(spike.app.get(DatabaseReadings), 'latest').mockResolvedValue(null);
    const { samples, names } = await scrape();
    expect(samples.find(({ name }) => name === 'spike_database_up')?.value).toBe(0);
    expect(samples.filter(({ name }) => name === 'spike_sync_jobs' || name === 'spike_queue_ready')).toEqual(
      [],
    );
    expect(names.has('spike_sockets')).toBe(true);
    inspection.mockRestore();
  });

  it.each(['alerts.yml', 'dashboard.json'])('has every figure that %s speaks of', async (file) => {
    const text = readFileSync(path.join(OPERATIONS, file), 'utf8');
    const wanted = new Set(text.match(/\bspike_\w+/g));
    expect(wanted.size).toBeGreaterThan(10);
    const { names } = await scrape();
    expect([...wanted].filter((name) => !names.has(name))).toEqual([]);
  });

  it('has a paragraph for every alert in the page for operators', () => {
    const alerts = [
      ...readFileSync(path.join(OPERATIONS, 'alerts.yml'), 'utf8').matchAll(/- alert: (\w+)/g),
    ].map(([, name]) => name);
    const page = readFileSync(path.resolve(__dirname, '../../OPERATIONS.md'), 'utf8');
    expect(alerts.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(alerts.length).toBeGreaterThan(10);
  });
});
