import 'reflect-metadata';
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { on, once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { WebSocket, WebSocketServer } from 'ws';
import { loadSettings } from '../../src/config';
import {
  type ClientToServer,
  initialJobData,
  type LoginReply,
  type ServerToClient,
  SOCKET_PATH,
  type SubscribeReply,
} from '../../src/contract';
import { createApp } from '../../src/create-app';
import { createDataSource, DatabaseUrl, SchemaPreparer, startEmbeddedPostgres } from '../../src/database';
import { startDemoUniversity } from '../../src/demo';
import { EventBus } from '../../src/events';
import { createPino } from '../../src/operations';
import { SyncRecorder } from '../../src/sync';
import { Announcing } from '../../src/sync/persistence/announcing';
import { JobStore } from '../../src/sync/persistence/job-store';
import type { SyncReported } from '../../src/sync/recorder';
import { Universities } from '../../src/universities';
import { CROWD_PARTS, type CrowdFigures, measureCrowds } from './realtime-crowd';

/**
 * What it costs to see a sync live, against the barest thing that could do it, in the same run: from commit to client against the echo
 * of a raw WebSocket, fan-out against bare Socket.IO rooms, events committed with the relay's announcement against without it.
 * Server, baselines and clients are processes of their own; PostgreSQL is the embedded one.
 *
 *     npm run bench:realtime -- [--runs 5] [--events 200] [--clients 1000] [--short] [--json]
 */
const SHORT = process.argv.includes('--short');
const RUNS = Number(option('--runs') ?? (SHORT ? 1 : 5));
const EVENTS = Number(option('--events') ?? (SHORT ? 50 : 200));
const CLIENTS = Number(option('--clients') ?? (SHORT ? 100 : 1000));
const JSON_ONLY = process.argv.includes('--json');
const WRITERS = 32;
/** Time between two events where latency is measured: none waits for another, ms. */
const APART_MS = 15;
const BOUNDS = {
  oneProcess: 1.2,
  twoProcesses: 1.8,
  p99Ms: 10,
  fanOut: 0.95,
  relay: 0.8,
  memory: 1.15,
  readsOfAJob: 1,
  frozenP99: 1.1,
  heldBytes: 1024 * 1024,
};
/** What is measured: `--only live`, `--only crowds`, or parts of the crowds (`--only frozen,memory`); all where nothing is said. */
const ONLY = option('--only')?.split(',') ?? ['live', 'crowds'];
const PARTS = new Set(CROWD_PARTS.filter((part) => ONLY.includes(part) || ONLY.includes('crowds')));
const CROWDS = SHORT
  ? { idle: 500, reconnecting: 300, readers: 100, runs: 1, events: 30 }
  : { idle: 10_000, reconnecting: 5_000, readers: 1_000, runs: RUNS, events: 500 };

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** Milliseconds on a clock that all processes of this machine share. */
const now = (): number => performance.timeOrigin + performance.now();

interface Following {
  readonly token: string;
  readonly jobIds: readonly string[];
}
interface Ready extends Following {
  readonly url: string;
  readonly bareUrl: string;
  readonly demoUrl: string;
}
type Command =
  | { readonly do: 'tell'; readonly events: number; readonly apartMs: number }
  | { readonly do: 'tell-bare'; readonly events: number; readonly apartMs: number }
  | { readonly do: 'write'; readonly events: number; readonly announced: boolean };

/** One Spike, with a demo university on which as many jobs as are wanted stand still. */
async function serve(databaseUrl: string, demoAt?: string): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'spike-bench-'));
  const url = new DatabaseUrl(databaseUrl);
  const dataSource = await createDataSource(databaseUrl).initialize();
  await new SchemaPreparer(dataSource, url).prepare();
  const demo = demoAt === undefined ? await startDemoUniversity() : null;
  const settings = loadSettings({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    JWT_SECRET: 'a secret of the benchmark, long enough for anybody',
    ENCRYPTION_KEY: 'ab'.repeat(32),
    LOGIN_RATE_LIMIT: '100000',
    // Its jobs are told of by the benchmark; no worker may take them.
    ROLES: 'api',
    AUTO_SYNC_ENABLED: 'false',
  });
  const app = await createApp({
    settings,
    dataSource,
    databaseUrl: url,
    universities: new Universities([
      { id: 'demo', name: { he: 'הדגמה', en: 'Demo' }, baseUrl: demo?.url ?? demoAt ?? '' },
    ]),
    logger: createPino('silent'),
  });
  await app.listen(0, '127.0.0.1');
  const own = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const bare = bareSockets();
  const store = app.get(JobStore);
  const bus = app.get(EventBus);
  const recorder = app.get(SyncRecorder);
  const announcing = app.get(Announcing);

  const jobIds: string[] = [];
  let token = '';
  if (demo) {
    for (let n = 0; n < WRITERS; n += 1) {
      const { username, password } = demo.control.addStudent({
        username: `writer${n}`,
        courses: 1,
        modulesPerCourse: 1,
      });
      const answer = await fetch(`${own}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ universityId: 'demo', username, password }),
      });
      const { accessToken, user } = (await answer.json()) as LoginReply;
      if (n === 0) token = accessToken;
      const { job } = await store.createOrGetActive(user.id, 'demo', 'manual');
      await store.claim(job.jobId, 1);
      recorder.begin(job.jobId, 1, initialJobData('manual'), job.lastSeq);
      jobIds.push(job.jobId);
    }
  }

  const committedAt = new Map<number, number>();
  const append = store.append.bind(store);
  store.append = async (events) => {
    const written = await append(events);
    const at = now();
    for (const { event } of written.values()) committedAt.set(event.seq, at);
    return written;
  };
  const say = (jobId: string): Promise<void> => {
    const event: SyncReported = {
      type: 'sync.reported',
      id: randomUUID(),
      jobId,
      attempt: 1,
      at: new Date(),
      report: {
        type: 'courses.listed',
        status: 'fetching_courses',
        progress: 20,
        data: { courses: { total: 3, done: 0, failed: 0 }, receipts: [] },
      },
    };
    const confirmed = recorder.confirmation(event.id);
    bus.publish(event);
    return confirmed;
  };
  const commands: { [K in Command['do']]: (command: Extract<Command, { do: K }>) => Promise<unknown> } = {
    tell: async ({ events, apartMs }) => {
      committedAt.clear();
      const said: Promise<void>[] = [];
      for (let n = 0; n < events; n += 1) {
        said.push(say(jobIds[0] ?? ''));
        await (apartMs > 0 ? delay(apartMs) : new Promise((resolve) => setImmediate(resolve)));
      }
      await Promise.all(said);
      return [...committedAt];
    },
    'tell-bare': async ({ events, apartMs }) => {
      const at: [number, number][] = [];
      for (let n = 1; n <= events; n += 1) {
        at.push([n, now()]);
        bare.io.to('job').emit('sync', bare.event(n));
        await (apartMs > 0 ? delay(apartMs) : new Promise((resolve) => setImmediate(resolve)));
      }
      return at;
    },
    write: async ({ events, announced }) => {
      Object.assign(announcing, { inTransaction: announced });
      const began = now();
      await Promise.all(
        jobIds.map(async (jobId) => {
          for (let n = 0; n < events; n += 1) await say(jobId);
        }),
      );
      const ms = now() - began;
      Object.assign(announcing, { inTransaction: true });
      return (WRITERS * events * 1000) / ms;
    },
  };
  process.on('message', (command: Command) => {
    const run = commands[command.do] as (command: Command) => Promise<unknown>;
    void run(command).then((answer) => process.send?.({ answer }));
  });
  const ready: Ready = {
    url: own,
    bareUrl: await bare.url,
    demoUrl: demo?.url ?? '',
    token,
    jobIds,
  };
  process.send?.(ready);
}

/** The baselines: a WebSocket that sends back what it is sent, and Socket.IO with one room. */
function bareSockets() {
  const server = createServer();
  const echo = new WebSocketServer({ noServer: true });
  const rooms = new Server(server, { serveClient: false, path: '/bare', transports: ['websocket'] });
  rooms.on('connection', (socket) => void socket.join('job'));
  server.on('upgrade', (request, socket, head) => {
    if (request.url === '/echo')
      echo.handleUpgrade(request, socket, head, (ws) => ws.on('message', (data) => ws.send(data)));
  });
  server.listen(0, '127.0.0.1');
  const event = (seq: number): object => ({
    jobId: randomUUID(),
    seq,
    attempt: 1,
    type: 'courses.listed',
    status: 'fetching_courses',
    progress: 20,
    message: { he: 'מושך רשימת קורסים...', en: 'Fetching the list of courses…' },
    data: { courses: { total: 3, done: 0, failed: 0 }, receipts: [] },
    at: new Date().toISOString(),
  });
  const url = once(server, 'listening').then(
    () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  return { io: rooms, event, url };
}

/** So many clients in a process of their own; each answers when every one of them has had as many events as were asked for. */
async function follow(url: string, at: string, token: string, jobId: string, clients: number): Promise<void> {
  const counts = new Array<number>(clients).fill(0);
  let wanted = Infinity;
  let missing = clients;
  const count = (index: number): void => {
    counts[index] = (counts[index] ?? 0) + 1;
    if (counts[index] === wanted && (missing -= 1) === 0) process.send?.({ at: now() });
  };
  for (let first = 0; first < clients; first += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, clients - first) }, async (_, n) => {
        const socket: Socket<ServerToClient, ClientToServer> = io(url, {
          path: at,
          auth: { token },
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
        });
        socket.on('sync', () => count(first + n));
        await new Promise<void>((resolve, reject) => {
          socket.once('connect', resolve);
          socket.once('connect_error', reject);
        });
        if (at === SOCKET_PATH)
          await new Promise<SubscribeReply>((resolve) => socket.emit('subscribe', { jobId }, resolve));
      }),
    );
  process.on('message', (expect: number) => {
    counts.fill(0);
    [wanted, missing] = [expect, clients];
    process.send?.('counting');
  });
  process.send?.('following');
}

const next = async <T>(child: ChildProcess): Promise<T> => ((await once(child, 'message')) as [T])[0];
const start = (...args: string[]): ChildProcess =>
  fork(__filename, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
const ask = async <T>(node: ChildProcess, command: Command): Promise<T> => {
  const answer = next<{ answer: T }>(node);
  node.send(command);
  return (await answer).answer;
};

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;
const median = (values: readonly number[]): number => quantile(values, 0.5);

/** From the commit to the client, ms. */
async function latencies(node: ChildProcess, url: string, { token, jobIds }: Following): Promise<number[]> {
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    path: SOCKET_PATH,
    auth: { token },
    transports: ['websocket'],
    forceNew: true,
  });
  const arrivedAt = new Map<number, number>();
  socket.on('sync', ({ seq }) => arrivedAt.set(seq, now()));
  await once(socket as unknown as NodeJS.EventEmitter, 'connect');
  await new Promise<SubscribeReply>((resolve) =>
    socket.emit('subscribe', { jobId: jobIds[0] ?? '' }, resolve),
  );
  const committed = await ask<[number, number][]>(node, { do: 'tell', events: EVENTS, apartMs: APART_MS });
  const last = Math.max(...committed.map(([seq]) => seq));
  while (!arrivedAt.has(last)) await delay(5);
  socket.disconnect();
  return committed.map(([seq, at]) => (arrivedAt.get(seq) ?? Infinity) - at);
}

/** What Socket.IO alone takes from `emit` to the client, ms: nothing that uses it can be faster. */
async function bareLatencies(node: ChildProcess, bareUrl: string): Promise<number[]> {
  const socket: Socket<ServerToClient> = io(bareUrl, {
    path: '/bare',
    transports: ['websocket'],
    forceNew: true,
  });
  const arrivedAt = new Map<number, number>();
  socket.on('sync', ({ seq }) => arrivedAt.set(seq, now()));
  await once(socket as unknown as NodeJS.EventEmitter, 'connect');
  const emitted = await ask<[number, number][]>(node, { do: 'tell-bare', events: EVENTS, apartMs: APART_MS });
  while (!arrivedAt.has(EVENTS)) await delay(5);
  socket.disconnect();
  return emitted.map(([seq, at]) => (arrivedAt.get(seq) ?? Infinity) - at);
}

async function echoes(bareUrl: string): Promise<number[]> {
  const ws = new WebSocket(`${bareUrl.replace('http', 'ws')}/echo`);
  await once(ws, 'open');
  const times: number[] = [];
  const answers = on(ws, 'message');
  const text = 'x'.repeat(400);
  for (let n = 0; n < EVENTS; n += 1) {
    const began = now();
    ws.send(text);
    await answers.next();
    times.push(now() - began);
    await delay(APART_MS);
  }
  ws.close();
  return times;
}

/** Events that reached clients in a second. */
async function fanOut(node: ChildProcess, clients: ChildProcess, command: Command): Promise<number> {
  const counting = next(clients);
  clients.send(command.events);
  await counting;
  const done = next<{ at: number }>(clients);
  const began = now();
  await ask(node, command);
  return (CLIENTS * command.events * 1000) / ((await done).at - began);
}

async function main(): Promise<void> {
  const [role, ...args] = process.argv.slice(2);
  if (role === '--serve') return serve(args[0] ?? '', args[1]);
  if (role === '--follow') {
    const [url = '', at = '', token = '', jobId = '', clients = '0'] = args;
    return follow(url, at, token, jobId, Number(clients));
  }
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'spike-bench-'));
  chmodSync(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'postgres') });
  try {
    const live = ONLY.includes('live') ? await measureLive(postgres.url) : [];
    const crowds = PARTS.size > 0 ? await measureCrowds(postgres.url, CROWDS, PARTS) : null;
    report([...live, ...(crowds ? rowsOf(crowds) : [])], crowds);
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function rowsOf({ memory, reconnecting, frozen }: CrowdFigures): Row[] {
  const kib = (bytes: readonly number[]): number => median(bytes) / 1024;
  const most = (values: readonly number[]): number => Math.max(...values);
  /** A worst case, without a baseline. */
  const worst = (what: string, values: readonly number[], bound: number, unit = ''): Row =>
    row(what, most(values), 0, unit, most(values), bound, 'most');
  const rows: Row[] = [];
  if (memory.length > 0)
    for (const [what, of] of [
      [`heap of each of ${CROWDS.idle} idle clients`, 'heap'],
      ['  the same, resident memory', 'rss'],
    ] as const)
      rows.push(
        row(
          what,
          kib(memory.map(({ spike }) => spike[of])),
          kib(memory.map(({ bare }) => bare[of])),
          'KiB',
          median(memory.map(({ spike, bare }) => spike[of] / bare[of])),
          BOUNDS.memory,
          'most',
        ),
      );
  if (reconnecting.length > 0)
    rows.push(
      worst(
        `${CROWDS.reconnecting} reconnecting: lost`,
        reconnecting.map(({ lost }) => lost),
        0,
      ),
      worst(
        '  duplicated',
        reconnecting.map(({ duplicated }) => duplicated),
        0,
      ),
      row(
        '  reads of a job, ms until all are back',
        median(reconnecting.map(({ ms }) => ms)),
        0,
        'ms',
        most(reconnecting.map(({ mostReadsOfAJob }) => mostReadsOfAJob)),
        BOUNDS.readsOfAJob,
        'most',
      ),
    );
  if (frozen.length > 0)
    rows.push(
      row(
        `one frozen of ${CROWDS.readers}: p99 of the others`,
        median(frozen.map((run) => run.with)),
        median(frozen.map(({ without }) => without)),
        'ms',
        median(frozen.map((run) => run.with / run.without)),
        BOUNDS.frozenP99,
        'most',
      ),
      worst(
        '  bytes held for it',
        frozen.map(({ held }) => held),
        BOUNDS.heldBytes,
        'B',
      ),
    );
  return rows;
}

/** Latency, fan-out and what the announcement costs. */
async function measureLive(postgresUrl: string): Promise<Row[]> {
  const writer = start('--serve', postgresUrl);
  const ready = await next<Ready>(writer);
  const other = start('--serve', postgresUrl, ready.demoUrl);
  const otherReady = await next<Ready>(other);
  const [jobId = ''] = ready.jobIds;
  const followers = start('--follow', ready.url, SOCKET_PATH, ready.token, jobId, String(CLIENTS));
  await next(followers);
  const bareFollowers = start('--follow', ready.bareUrl, '/bare', '-', '-', String(CLIENTS));
  await next(bareFollowers);
  try {
    const echo: number[][] = [];
    const bare: number[][] = [];
    const one: number[][] = [];
    const two: number[][] = [];
    const fan: number[] = [];
    const bareFan: number[] = [];
    const announced: number[] = [];
    const silent: number[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      // What a thousand clients cost stands in the next figure, and not in this one: they follow another node's job no more than needed.
      fan.push(await fanOut(writer, followers, { do: 'tell', events: EVENTS, apartMs: 0 }));
      bareFan.push(await fanOut(writer, bareFollowers, { do: 'tell-bare', events: EVENTS, apartMs: 0 }));
    }
    followers.kill();
    bareFollowers.kill();
    await delay(500);
    for (let run = 0; run <= RUNS; run += 1) {
      echo.push(await echoes(ready.bareUrl));
      bare.push(await bareLatencies(writer, ready.bareUrl));
      one.push(await latencies(writer, ready.url, ready));
      two.push(await latencies(writer, otherReady.url, ready));
      announced.push(await ask<number>(writer, { do: 'write', events: EVENTS, announced: true }));
      silent.push(await ask<number>(writer, { do: 'write', events: EVENTS, announced: false }));
    }
    // The first of each warms up.
    const p50 = (runs: readonly number[][]): number => median(runs.slice(1).map((run) => median(run)));
    const p99 = (runs: readonly number[][]): number =>
      median(runs.slice(1).map((run) => quantile(run, 0.99)));
    const rate = (rates: readonly number[]): number => median(rates.slice(1));
    const ratioOf = (rates: readonly number[], base: readonly number[]): number =>
      median(rates.slice(1).map((each, n) => each / (base[n + 1] ?? Number.NaN)));
    return [
      row(
        'emit → client, Socket.IO alone',
        p50(bare),
        p50(echo),
        'ms',
        p50(bare) / p50(echo),
        Number.POSITIVE_INFINITY,
        'most',
      ),
      row(
        'commit → client, one process',
        p50(one),
        p50(echo),
        'ms',
        p50(one) / p50(echo),
        BOUNDS.oneProcess,
        'most',
      ),
      row(
        'commit → client, two processes',
        p50(two),
        p50(echo),
        'ms',
        p50(two) / p50(echo),
        BOUNDS.twoProcesses,
        'most',
      ),
      row('  the same, p99 of one process', p99(one), p99(echo), 'ms', p99(one), BOUNDS.p99Ms, 'most'),
      row('  the same, p99 of two processes', p99(two), p99(echo), 'ms', p99(two), BOUNDS.p99Ms, 'most'),
      row(
        `deliveries/s to ${CLIENTS} clients`,
        rate(fan),
        rate(bareFan),
        '/s',
        ratioOf(fan, bareFan),
        BOUNDS.fanOut,
        'least',
      ),
      row(
        `events committed/s, ${WRITERS} jobs`,
        rate(announced),
        rate(silent),
        '/s',
        ratioOf(announced, silent),
        BOUNDS.relay,
        'least',
      ),
    ];
  } finally {
    for (const child of [writer, other, followers, bareFollowers]) child.kill();
  }
}

interface Row {
  readonly what: string;
  readonly spike: number;
  readonly baseline: number;
  readonly unit: string;
  /** Of Spike to the baseline; milliseconds for a p99. */
  readonly figure: number;
  readonly bound: number;
  readonly within: boolean;
}

function row(
  what: string,
  spike: number,
  baseline: number,
  unit: string,
  figure: number,
  bound: number,
  kind: 'most' | 'least',
): Row {
  return {
    what,
    spike,
    baseline,
    unit,
    figure,
    bound,
    within: kind === 'most' ? figure <= bound : figure >= bound,
  };
}

function report(rows: readonly Row[], crowds: CrowdFigures | null): void {
  const polled = crowds?.polled ?? null;
  const idleCpuMs = median(crowds?.memory.map((run) => run.idleCpuMs) ?? []);
  const loadAverage = os.loadavg()[0];
  if (JSON_ONLY)
    console.log(
      JSON.stringify({ runs: RUNS, events: EVENTS, clients: CLIENTS, loadAverage, rows, polled, idleCpuMs }),
    );
  else {
    console.log(`\n${RUNS} runs of ${EVENTS} events, medians; load average ${loadAverage?.toFixed(2)}\n`);
    for (const { what, spike, baseline, unit, figure, bound, within } of rows)
      console.log(
        `  ${what.padEnd(42)}${spike.toFixed(2).padStart(12)} ${unit.padEnd(3)} baseline ${baseline.toFixed(2).padStart(12)}   ${figure.toFixed(2).padStart(6)}   ${Number.isFinite(bound) ? `bound ${bound}` : 'for comparison'}${within ? '' : '  OUT OF BOUNDS'}`,
      );
    if (polled)
      console.log(
        `\n  polling every 2 s: an event is seen after ${polled.p50.toFixed(0)} ms (p99 ${polled.p99.toFixed(0)} ms); ` +
          `${CROWDS.idle} watchers ask ${CROWDS.idle / 2} times a second, a node answers ${polled.answersPerSecond.toFixed(0)}`,
      );
    if (Number.isFinite(idleCpuMs))
      console.log(
        `  with ${CROWDS.idle} idle sockets a node uses ${(idleCpuMs / 10).toFixed(1)} % of a core`,
      );
  }
  // A short run shows that everything can be measured; its figures are those of too few clients.
  if (!SHORT && !rows.every(({ within }) => within)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
