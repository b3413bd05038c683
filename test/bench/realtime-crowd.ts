import 'reflect-metadata';
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { Sessions } from '../../src/auth';
import { loadSettings } from '../../src/config';
import {
  API_PREFIX,
  type ClientToServer,
  initialJobData,
  type ServerToClient,
  SOCKET_PATH,
  type SubscribeReply,
  type SyncEvent,
} from '../../src/contract';
import { createApp } from '../../src/create-app';
import { createDataSource, DatabaseUrl, SchemaPreparer } from '../../src/database';
import { EventBus } from '../../src/events';
import { createPino } from '../../src/operations';
import { JobQueries, SyncGateway, SyncRecorder } from '../../src/sync';
import { JobStore } from '../../src/sync/persistence/job-store';
import type { SyncReported } from '../../src/sync/recorder';
import { Universities } from '../../src/universities';

/**
 * What many clients cost: memory of ten thousand that wait, five thousand that come back at once, one among a thousand that does not
 * read, and what the same would cost by polling. Part of `realtime.bench.ts`, and run by it.
 */
export interface CrowdSizes {
  readonly idle: number;
  readonly reconnecting: number;
  readonly readers: number;
  readonly runs: number;
  readonly events: number;
}

interface Watcher {
  readonly studentId: string;
  readonly token: string;
  readonly jobId: string;
  /** A second job that the same socket follows. */
  readonly also?: string;
}

interface Memory {
  /** Bytes after a collection: the heap and what it holds outside of it. */
  readonly heap: number;
  readonly rss: number;
}

/** What a node can be asked, and what it answers. */
interface NodeCommands {
  readonly watchers: { ask: { students: number; jobsEach: number }; answer: readonly Watcher[] };
  /** The same with sessions that begin now: an access token lasts a quarter of an hour. */
  readonly renew: { ask: { watchers: readonly Watcher[] }; answer: readonly Watcher[] };
  readonly memory: { ask: object; answer: Memory };
  readonly cpu: { ask: object; answer: number };
  readonly tell: {
    ask: { jobId: string; events: number; apartMs: number; bytes: number };
    answer: readonly (readonly [seq: number, at: number])[];
  };
  /** So much for a job, ended or not, as another node would say it. */
  readonly fill: { ask: { jobId: string; events: number; bytes: number }; answer: null };
  readonly hangUp: { ask: object; answer: number };
  readonly reads: { ask: object; answer: Readonly<Record<string, number>> };
  readonly waiting: { ask: object; answer: { now: number; most: number } };
}

interface DeviceCommands {
  readonly follow: {
    ask: { url: string; path: string; watchers: readonly Watcher[]; reconnect: boolean };
    answer: null;
  };
  /** What came since the last time it was asked. */
  readonly had: {
    ask: object;
    answer: { events: number; lost: number; duplicated: number; following: number };
  };
  /** From commit to client, of every client's every event, sorted, ms. */
  readonly delays: {
    ask: { committed: readonly (readonly [number, number])[] };
    answer: { p50: number; p99: number; missing: number };
  };
  readonly freeze: { ask: object; answer: null };
  readonly poll: {
    ask: { url: string; watcher: Watcher; everyMs: number; forMs: number };
    answer: readonly (readonly [seq: number, at: number])[];
  };
  readonly hammer: { ask: { url: string; watchers: readonly Watcher[]; forMs: number }; answer: number };
  readonly leave: { ask: object; answer: null };
}

/** Milliseconds on a clock that all processes of this machine share. */
const now = (): number => performance.timeOrigin + performance.now();
const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;
const median = (values: readonly number[]): number => quantile(values, 0.5);

type Handlers<C> = { [K in keyof C]: (ask: C[K] extends { ask: infer A } ? A : never) => Promise<unknown> };

function answerWith<C>(handlers: Handlers<C>): void {
  process.on('message', ({ id, what, ask }: { id: number; what: keyof C; ask: never }) => {
    handlers[what](ask).then(
      (answer) => process.send?.({ id, answer }),
      (error: unknown) => process.send?.({ id, error: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}

/** A process of this file in one of its roles. */
class Role<C extends { [K in keyof C]: { ask: object; answer: unknown } }> {
  private readonly child: ChildProcess;
  private count = 0;

  constructor(role: 'spike' | 'bare' | 'devices', ...args: string[]) {
    this.child = fork(__filename, [role, ...args], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--expose-gc'],
    });
    this.child.setMaxListeners(0); // one for each question that is not answered yet
  }

  async ready(): Promise<string> {
    const [url] = (await once(this.child, 'message')) as [string];
    return url;
  }

  async ask<K extends keyof C>(what: K, ask: C[K]['ask']): Promise<C[K]['answer']> {
    const id = (this.count += 1);
    return new Promise((resolve, reject) => {
      const hear = (said: { id?: number; answer?: C[K]['answer']; error?: string }): void => {
        if (said.id !== id) return;
        this.child.off('message', hear);
        if (said.error !== undefined) reject(new Error(said.error));
        else resolve(said.answer);
      };
      this.child.on('message', hear);
      this.child.send({ id, what, ask });
    });
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}

async function memory(): Promise<Memory> {
  for (let n = 0; n < 4; n += 1) {
    globalThis.gc?.();
    await delay(50);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, rss };
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

interface Closable {
  close(discard: boolean): void;
}

async function serveSpike(databaseUrl: string): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'spike-bench-'));
  const dataSource = await createDataSource(databaseUrl).initialize();
  const url = new DatabaseUrl(databaseUrl);
  await new SchemaPreparer(dataSource, url).prepare();
  const app = await createApp({
    settings: loadSettings({
      NODE_ENV: 'test',
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      JWT_SECRET: 'a secret of the benchmark, long enough for anybody',
      ENCRYPTION_KEY: 'ab'.repeat(32),
      ROLES: 'api',
    }),
    dataSource,
    databaseUrl: url,
    universities: new Universities([
      { id: 'demo', name: { he: 'הדגמה', en: 'Demo' }, baseUrl: 'http://127.0.0.1:9' },
    ]),
    logger: createPino('silent'),
  });
  await app.listen(0, '127.0.0.1');
  const [sessions, store, recorder, bus, queries, gateway] = [
    app.get(Sessions),
    app.get(JobStore),
    app.get(SyncRecorder),
    app.get(EventBus),
    app.get(JobQueries),
    app.get(SyncGateway),
  ];
  let reads: Record<string, number> = {};
  const counted = <A extends [string, ...unknown[]], R>(read: (...args: A) => R) => {
    return (...args: A): R => {
      reads[args[0]] = (reads[args[0]] ?? 0) + 1;
      return read(...args);
    };
  };
  queries.tail = counted(queries.tail.bind(queries));
  queries.replay = counted(queries.replay.bind(queries));
  queries.eventsAfter = counted(queries.eventsAfter.bind(queries));
  const committedAt = new Map<number, number>();
  const append = store.append.bind(store);
  store.append = async (events) => {
    const written = await append(events);
    const at = now();
    for (const { event } of written.values()) committedAt.set(event.seq, at);
    return written;
  };
  const begun = new Map<string, Promise<void>>();
  const begin = async (jobId: string): Promise<void> => {
    const claimed = await store.claim(jobId, 1);
    if (claimed) recorder.begin(jobId, 1, initialJobData('manual'), claimed.job.lastSeq);
  };
  const say = (jobId: string, name: string): Promise<void> => {
    const event: SyncReported = {
      type: 'sync.reported',
      id: randomUUID(),
      jobId,
      attempt: 1,
      at: new Date(),
      report: {
        type: 'part.failed',
        status: 'fetching_courses',
        progress: 20,
        data: {
          part: name,
          error: {
            code: 'moodle.unreachable',
            kind: 'moodle',
            message: { he: '', en: '' },
            retryable: true,
          } as never,
        },
      },
    };
    const confirmed = recorder.confirmation(event.id);
    bus.publish(event);
    return confirmed;
  };
  let most = 0;
  let moodleUserId = Math.floor(performance.timeOrigin % 1e9);
  setInterval(() => (most = Math.max(most, gateway.mostWaitingBytes())), 20).unref();

  answerWith<NodeCommands>({
    watchers: async ({ students, jobsEach }) => {
      const watchers: Watcher[] = [];
      for (let n = 0; n < students; n += 1) {
        const id = randomUUID();
        await dataSource.query(
          `INSERT INTO students (id, university_id, moodle_user_id, username, full_name) VALUES ($1, 'demo', $2, $3, 'n')`,
          [id, (moodleUserId += 1), id],
        );
        const { accessToken } = await sessions.begin(id, 'demo');
        for (let job = 0; job < jobsEach; job += 1) {
          const made = await store.createOrGetActive(id, 'demo', 'manual');
          watchers.push({ studentId: id, token: accessToken, jobId: made.job.jobId });
          if (job < jobsEach - 1) await store.cancel(made.job.jobId, id);
        }
      }
      return watchers;
    },
    renew: async ({ watchers }) => {
      const renewed: Watcher[] = [];
      for (const watcher of watchers) {
        const { accessToken } = await sessions.begin(watcher.studentId, 'demo');
        renewed.push({ ...watcher, token: accessToken });
      }
      return renewed;
    },
    memory,
    cpu: async () => cpuMs(),
    tell: async ({ jobId, events, apartMs, bytes }) => {
      if (!begun.has(jobId)) begun.set(jobId, begin(jobId));
      await begun.get(jobId);
      committedAt.clear();
      const said: Promise<void>[] = [];
      const name = 'x'.repeat(bytes);
      for (let n = 0; n < events; n += 1) {
        said.push(say(jobId, name));
        if (apartMs > 0) await delay(apartMs);
      }
      await Promise.all(said);
      return [...committedAt];
    },
    fill: async ({ jobId, events, bytes }) => {
      await dataSource.query(
        `WITH more AS (UPDATE sync_jobs SET last_seq = last_seq + $3 WHERE id = $1 RETURNING id, user_id, status, last_seq),
              written AS (
                INSERT INTO sync_job_events (job_id, seq, attempt, type, status, progress, message_he, message_en, data, at)
                SELECT id, last_seq - $3 + n, 1, 'stage.started', status, 40, '', '', jsonb_build_object('much', repeat('x', $2)), now()
                FROM more, generate_series(1, $3) n)
         SELECT pg_notify('spike_sync', json_build_object('n', 'another node', 'a', json_build_array(json_build_array(id, user_id, last_seq, status)))::text)
         FROM more`,
        [jobId, bytes, events],
      );
      await delay(100);
      return null;
    },
    hangUp: async () => {
      reads = {};
      const { engine } = (gateway as unknown as { server: { engine: { clients: Record<string, Closable> } } })
        .server;
      const clients = Object.values(engine.clients);
      for (const client of clients) client.close(true);
      return clients.length;
    },
    reads: async () => reads,
    waiting: async () => {
      const waited = { now: gateway.mostWaitingBytes(), most };
      most = 0;
      return waited;
    },
  });
  process.send?.((await app.getUrl()).replace('[::1]', '127.0.0.1'));
}

/** The least that Socket.IO does for a client that follows something: a connection, and a room. */
async function serveBare(): Promise<void> {
  const server = createServer();
  const rooms = new Server<ClientToServer>(server, {
    serveClient: false,
    path: '/bare',
    transports: ['websocket'],
  });
  rooms.on('connection', (socket) => {
    socket.on('subscribe', ({ jobId }, ack) => {
      void socket.join(`job:${jobId}`);
      (ack as (reply: unknown) => void)({ ok: true, events: [] });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  answerWith<Pick<NodeCommands, 'memory' | 'cpu'>>({ memory, cpu: async () => cpuMs() });
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

/** Until one that was refused comes again, ms. */
const REFUSED_MS = 500;
/** What was refused so often is a fault. */
const MOST_REFUSALS = 20;
/** At once, so that no listener's queue overflows. */
const CONNECTING = 50;

class Device {
  lastSeq: number | null = null;
  lost = 0;
  duplicated = 0;
  readonly at: number[] = [];
  readonly seqs: number[] = [];
  following = false;
  /** Why it was refused, since it was last let in. */
  refusals: string[] = [];
  readonly socket: Socket<ServerToClient, ClientToServer>;

  constructor(
    url: string,
    at: string,
    private readonly watcher: Watcher,
    reconnect: boolean,
    onFollowing: () => void,
    onRefused: (why: string) => void,
  ) {
    this.socket = io(url, {
      path: at,
      auth: { token: watcher.token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: reconnect,
      reconnectionDelay: 1,
      reconnectionDelayMax: 200,
    });
    this.socket.on('sync', (event) => this.take(event));
    this.socket.on('connect', () => {
      const after = this.lastSeq ?? undefined;
      this.socket.emit(
        'subscribe',
        { jobId: watcher.jobId, ...(after === undefined ? {} : { after }) },
        (reply: SubscribeReply) => {
          this.refusals = [];
          if (!reply.ok) {
            onRefused(reply.code);
            return;
          }
          if (watcher.also !== undefined) {
            this.socket.emit('subscribe', { jobId: watcher.also }, onFollowing);
            return;
          }
          if (this.lastSeq === null) this.lastSeq = reply.lastSeq ?? 0;
          else for (const event of reply.events) this.take(event);
          this.following = true;
          onFollowing();
        },
      );
    });
    this.socket.on('disconnect', () => (this.following = false));
    // A server that was too busy said no: the SDK tries again, and so does this.
    this.socket.on('connect_error', (error) => {
      this.refusals.push(error.message);
      if (this.gaveUp) onRefused(error.message);
      else if (!this.socket.active) setTimeout(() => this.socket.connect(), REFUSED_MS);
    });
  }

  /** After as many refusals in a row as no server that is merely busy gives. */
  get gaveUp(): boolean {
    return this.refusals.length > MOST_REFUSALS;
  }

  private take({ jobId, seq }: SyncEvent): void {
    if (jobId !== this.watcher.jobId) return;
    const before = this.lastSeq ?? 0;
    if (seq <= before) this.duplicated += 1;
    if (seq > before + 1) this.lost += seq - before - 1;
    if (seq <= before) return;
    this.lastSeq = seq;
    this.seqs.push(seq);
    this.at.push(now());
  }

  /** As a phone in a pocket: connected, and not reading. */
  freeze(): void {
    const { engine } = this.socket.io as unknown as {
      engine: { transport: { ws: { _socket: TcpSocket } } };
    };
    engine.transport.ws._socket.pause();
  }
}

async function serveDevices(): Promise<void> {
  let devices: Device[] = [];
  const get = async (url: string, { token, jobId }: Watcher, query: string): Promise<Response> =>
    fetch(`${url}${API_PREFIX}/sync-status/${jobId}${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  answerWith<DeviceCommands>({
    follow: async ({ url, path: at, watchers, reconnect }) => {
      for (let first = 0; first < watchers.length; first += CONNECTING)
        await Promise.all(
          watchers.slice(first, first + CONNECTING).map(
            (watcher) =>
              new Promise<void>((resolve, reject) => {
                const onRefused = (why: string): void =>
                  reject(new Error(`a device is refused, after ${devices.length}: ${why}`));
                devices.push(new Device(url, at, watcher, reconnect, resolve, onRefused));
              }),
          ),
        );
      return null;
    },
    had: async () => {
      const lost = devices.find(({ gaveUp }) => gaveUp);
      if (lost) throw new Error(`a device was refused for good: ${[...new Set(lost.refusals)].join(', ')}`);
      return {
        events: devices.reduce((sum, { seqs }) => sum + seqs.length, 0),
        lost: devices.reduce((sum, { lost }) => sum + lost, 0),
        duplicated: devices.reduce((sum, { duplicated }) => sum + duplicated, 0),
        following: devices.filter(({ following }) => following).length,
      };
    },
    delays: async ({ committed }) => {
      const at = new Map(committed);
      const delays: number[] = [];
      let missing = 0;
      for (const device of devices) {
        device.seqs.forEach((seq, n) => {
          const committedAt = at.get(seq);
          if (committedAt !== undefined) delays.push((device.at[n] ?? Infinity) - committedAt);
        });
        missing += committed.length - device.seqs.filter((seq) => at.has(seq)).length;
        device.seqs.length = device.at.length = 0;
      }
      return { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99), missing };
    },
    freeze: async () => {
      for (const device of devices) device.freeze();
      return null;
    },
    poll: async ({ url, watcher, everyMs, forMs }) => {
      const seen: [number, number][] = [];
      let after = 0;
      const end = now() + forMs;
      while (now() < end) {
        const answer = await get(url, watcher, `/events?after=${after}`);
        if (answer.status !== 200) throw new Error(await answer.text());
        const { events } = (await answer.json()) as { events: SyncEvent[] };
        for (const { seq } of events) seen.push([seq, now()]);
        after = events.at(-1)?.seq ?? after;
        await delay(everyMs);
      }
      return seen;
    },
    hammer: async ({ url, watchers, forMs }) => {
      let answered = 0;
      const end = now() + forMs;
      await Promise.all(
        watchers.map(async (watcher) => {
          while (now() < end) {
            const reply = await get(url, watcher, '/events?after=1');
            await reply.arrayBuffer();
            if (reply.status === 200) answered += 1;
          }
        }),
      );
      return (answered * 1000) / forMs;
    },
    leave: async () => {
      for (const { socket } of devices) socket.disconnect();
      devices = [];
      return null;
    },
  });
  process.send?.('');
}

async function until(probe: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await probe())) await delay(20);
}

export const CROWD_PARTS = ['reconnecting', 'frozen', 'polling', 'memory'] as const;
export type CrowdPart = (typeof CROWD_PARTS)[number];

/** Of a part that was not asked for, nothing. */
export interface CrowdFigures {
  /** Bytes for each idle client: heap after a collection, and resident. */
  readonly memory: readonly {
    readonly spike: Memory;
    readonly bare: Memory;
    /** Milliseconds of one core in a second, of a node with all the idle clients. */
    readonly idleCpuMs: number;
  }[];
  readonly reconnecting: readonly {
    readonly lost: number;
    readonly duplicated: number;
    readonly mostReadsOfAJob: number;
    readonly ms: number;
  }[];
  readonly frozen: readonly { readonly with: number; readonly without: number; readonly held: number }[];
  /** From commit to client, ms, and the answers that a node gives in a second when it does nothing else. */
  readonly polled: { readonly p50: number; readonly p99: number; readonly answersPerSecond: number } | null;
}

/** One student's job each. */
async function perClient(
  databaseUrl: string,
  clients: number,
  kind: 'spike' | 'bare',
  of: readonly Watcher[],
): Promise<{ memory: Memory; idleCpuMs: number }> {
  const node = new Role<NodeCommands>(kind, databaseUrl);
  const devices = new Role<DeviceCommands>('devices');
  try {
    const [url] = await Promise.all([node.ready(), devices.ready()]);
    const watchers = kind === 'spike' ? await node.ask('renew', { watchers: of }) : of;
    // What a first connection brings into being once is not a client's cost.
    await devices.ask('follow', {
      url,
      path: kind === 'spike' ? SOCKET_PATH : '/bare',
      watchers: watchers.slice(0, 20),
      reconnect: false,
    });
    const before = await node.ask('memory', {});
    await devices.ask('follow', {
      url,
      path: kind === 'spike' ? SOCKET_PATH : '/bare',
      watchers: watchers.slice(20, clients),
      reconnect: false,
    });
    const after = await node.ask('memory', {});
    const [cpu, began] = [await node.ask('cpu', {}), now()];
    await delay(5_000);
    const idleCpuMs = (((await node.ask('cpu', {})) - cpu) * 1000) / (now() - began);
    const each = clients - 20;
    return {
      memory: { heap: (after.heap - before.heap) / each, rss: (after.rss - before.rss) / each },
      idleCpuMs,
    };
  } finally {
    await devices.end();
    await node.end();
  }
}

/** @param parts those that are measured */
export async function measureCrowds(
  databaseUrl: string,
  sizes: CrowdSizes,
  parts: ReadonlySet<CrowdPart>,
): Promise<CrowdFigures> {
  const node = new Role<NodeCommands>('spike', databaseUrl);
  const url = await node.ready();
  const devices = new Role<DeviceCommands>('devices');
  await devices.ready();
  const crowd: Crowd = { node, devices, url, sizes };
  try {
    const reconnecting = parts.has('reconnecting') ? await measureReconnecting(crowd) : [];
    const frozen = parts.has('frozen') ? await measureFrozen(crowd) : [];
    const polled = parts.has('polling') ? await measurePolling(crowd) : null;
    const idle = await node.ask('watchers', { students: parts.has('memory') ? sizes.idle : 0, jobsEach: 1 });
    await node.end();
    const memory: CrowdFigures['memory'][number][] = [];
    for (let run = 0; idle.length > 0 && run < sizes.runs; run += 1) {
      const spike = await perClient(databaseUrl, sizes.idle, 'spike', idle);
      const bare = await perClient(databaseUrl, sizes.idle, 'bare', idle);
      memory.push({ spike: spike.memory, bare: bare.memory, idleCpuMs: spike.idleCpuMs });
    }
    return { memory, reconnecting, frozen, polled };
  } finally {
    await devices.end();
    await node.end();
  }
}

interface Crowd {
  readonly node: Role<NodeCommands>;
  readonly devices: Role<DeviceCommands>;
  readonly url: string;
  readonly sizes: CrowdSizes;
}

async function measureReconnecting({
  node,
  devices,
  url,
  sizes,
}: Crowd): Promise<CrowdFigures['reconnecting']> {
  const runs: CrowdFigures['reconnecting'][number][] = [];
  const jobs = await node.ask('watchers', { students: 50, jobsEach: 1 });
  const crowd = Array.from({ length: sizes.reconnecting }, (_, n) => jobs[n % jobs.length] as Watcher);
  await devices.ask('follow', { url, path: SOCKET_PATH, watchers: crowd, reconnect: true });
  for (let run = 0; run < sizes.runs; run += 1) {
    const telling = Promise.all(
      jobs.map(({ jobId }) => node.ask('tell', { jobId, events: 20, apartMs: 40, bytes: 10 })),
    );
    await delay(150);
    const began = now();
    await node.ask('hangUp', {});
    await telling;
    await until(async () => (await devices.ask('had', {})).following === crowd.length);
    const ms = now() - began;
    await until(async () => (await devices.ask('had', {})).events >= (run + 1) * 20 * crowd.length);
    const { lost, duplicated } = await devices.ask('had', {});
    const reads = Object.values(await node.ask('reads', {}));
    runs.push({ lost, duplicated, mostReadsOfAJob: Math.max(0, ...reads), ms });
  }
  await devices.ask('leave', {});
  return runs;
}

async function measureFrozen({ node, devices, url, sizes }: Crowd): Promise<CrowdFigures['frozen']> {
  const runs: CrowdFigures['frozen'][number][] = [];
  const pocket = new Role<DeviceCommands>('devices');
  await pocket.ready();
  for (let run = 0; run < sizes.runs; run += 1) {
    const [old, current] = await node.ask('watchers', { students: 1, jobsEach: 2 });
    if (!old || !current) throw new Error('there are no jobs');
    await devices.ask('follow', {
      url,
      path: SOCKET_PATH,
      watchers: Array.from({ length: sizes.readers }, () => current),
      reconnect: false,
    });
    const measure = async (): Promise<number> => {
      // What just happened (a thousand came, megabytes were told) is still being cleared away.
      await told(node, devices, current.jobId, Math.ceil(sizes.events / 5));
      return told(node, devices, current.jobId, sizes.events);
    };
    let without = run % 2 === 0 ? await measure() : Number.NaN; // first and second in turn: neither gains by its place
    // A reader that has stopped, with so much on its way that no buffer takes more.
    await pocket.ask('follow', {
      url,
      path: SOCKET_PATH,
      watchers: [{ ...current, also: old.jobId }],
      reconnect: false,
    });
    await pocket.ask('freeze', {});
    await node.ask('waiting', {});
    for (let batch = 0; batch < 60 && (await node.ask('waiting', {})).now === 0; batch += 1)
      await node.ask('fill', { jobId: old.jobId, events: 50, bytes: 40_000 });
    const stuck = await node.ask('waiting', {});
    if (stuck.now === 0) throw new Error('every buffer took what the frozen reader was told');
    const withFrozen = await measure();
    const { most } = await node.ask('waiting', {});
    await pocket.ask('leave', {});
    if (run % 2 === 1) without = await measure();
    runs.push({ with: withFrozen, without, held: Math.max(stuck.most, most) });
    await devices.ask('leave', {});
  }
  await pocket.end();
  return runs;
}

async function measurePolling({ node, devices, url }: Crowd): Promise<CrowdFigures['polled']> {
  const watchers = await node.ask('watchers', { students: 50, jobsEach: 1 });
  const watcher = watchers[0] as Watcher;
  const polls = devices.ask('poll', { url, watcher, everyMs: 2_000, forMs: 21_000 });
  const committed = new Map(
    await node.ask('tell', { jobId: watcher.jobId, events: 170, apartMs: 110, bytes: 10 }),
  );
  const delays = (await polls).flatMap(([seq, at]) => {
    const since = committed.get(seq);
    return since === undefined ? [] : [at - since];
  });
  const answersPerSecond = await devices.ask('hammer', { url, watchers, forMs: 5_000 });
  return { p50: median(delays), p99: quantile(delays, 0.99), answersPerSecond };
}

/** p99 from commit to client, of all readers, ms. */
async function told(
  node: Role<NodeCommands>,
  devices: Role<DeviceCommands>,
  jobId: string,
  events: number,
): Promise<number> {
  await devices.ask('delays', { committed: [] });
  const before = await devices.ask('had', {});
  // A thousand deliveries take these cores some 17 ms: closer together, events would wait for each other and measure the queue.
  const committed = await node.ask('tell', { jobId, events, apartMs: 50, bytes: 10 });
  await until(async () => {
    const { events: had, following } = await devices.ask('had', {});
    return had - before.events >= events * following;
  });
  return (await devices.ask('delays', { committed })).p99;
}

if (require.main === module) {
  const [role, ...args] = process.argv.slice(2);
  const serve = role === 'spike' ? serveSpike(args[0] ?? '') : role === 'bare' ? serveBare() : serveDevices();
  serve.catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
