import 'reflect-metadata';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { loadSettings } from '../../src/config';
import type { JobSnapshot, LoginReply, StartSyncReply, SyncSummary } from '../../src/contract';
import { createApp } from '../../src/create-app';
import { createDataSource, DatabaseUrl, SchemaPreparer, startEmbeddedPostgres } from '../../src/database';
import { startDemoUniversity } from '../../src/demo';
import { createPino } from '../../src/operations';
import { Universities } from '../../src/universities';
import { type RowsWritten, watchLibraryTables } from '../support/rows-written';

/**
 * One job of 200 courses and 10,000 items: memory of Spike's process before it and at its highest, time against jobs of 50 and 100 courses
 * in the same run, requests, and what an unchanged second sync takes and writes. Spike runs in a process of its own, with the settings
 * of `npm start`; so does the demo university. The heap is looked at in a job of its own, in which the garbage is collected over and
 * over, so that what is found at its highest is really held.
 *
 *     node dist/test/bench/large-sync.bench.js [--runs 3] [--json]
 */
const RUNS = Number(option('--runs') ?? 3);
const JSON_ONLY = process.argv.includes('--json');
const SIZES = [50, 100, 200] as const;
const LARGEST = 200;
const MODULES_PER_COURSE = 50;
const MOST_RISE_MB = 150;
/** Time of an item in the largest job to that in the smallest. */
const MOST_GROWTH = 1.3;
const MB = 1024 * 1024;
const SAMPLE_MS = 10;
const COLLECT_MS = 100;
/** As a client without a socket does. */
const POLL_MS = 2000;

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

// — the demo university, in a process of its own —

const nameOf = (courses: number): string => `load${courses}`;
/** Brings everything into use once, so that no measured job pays for loading it. */
const WARM_UP = 20;

async function serveUniversity(): Promise<void> {
  const demo = await startDemoUniversity();
  for (const courses of [WARM_UP, ...SIZES])
    demo.control.addStudent({
      username: nameOf(courses),
      seed: nameOf(courses),
      courses,
      modulesPerCourse: MODULES_PER_COURSE,
      assignmentsPerCourse: 4,
    });
  process.send?.({ url: demo.url });
}

// — Spike, in a process of its own —

interface Memory {
  /** Bytes. */
  readonly rss: number;
  readonly heap: number;
}
interface Watched {
  readonly before: Memory;
  readonly highest: Memory;
  readonly samples: number;
  /** Milliseconds of work of the process, user and system. */
  readonly cpuMs: number;
}
type Command = { readonly watch: 'rss' | 'heap' } | { readonly report: true };

const memoryNow = (): Memory => {
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heap: heapUsed };
};

/** Looks at this process' memory as often as its event loop lets it; for `heap` collects the garbage first, each time. */
class MemoryWatch {
  private readonly before: Memory;
  private highest: Memory;
  private samples = 0;
  private readonly cpu = process.cpuUsage();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly what: 'rss' | 'heap') {
    global.gc?.();
    this.before = memoryNow();
    this.highest = this.before;
    this.timer = setInterval(() => this.look(), what === 'heap' ? COLLECT_MS : SAMPLE_MS);
  }

  end(): Watched {
    clearInterval(this.timer);
    this.look();
    const { user, system } = process.cpuUsage(this.cpu);
    const { before, highest, samples } = this;
    return { before, highest, samples, cpuMs: (user + system) / 1000 };
  }

  private look(): void {
    if (this.what === 'heap') global.gc?.();
    const now = memoryNow();
    this.samples += 1;
    this.highest = {
      rss: Math.max(this.highest.rss, now.rss),
      heap: Math.max(this.highest.heap, now.heap),
    };
  }
}

async function serveSpike(databaseUrl: string, universityUrl: string, dataDir: string): Promise<void> {
  const settings = loadSettings({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    LOGIN_RATE_LIMIT: '100000',
  });
  const dataSource = await createDataSource(databaseUrl).initialize();
  const app = await createApp({
    settings,
    dataSource,
    databaseUrl: new DatabaseUrl(databaseUrl),
    universities: new Universities([
      { id: 'demo', name: { he: 'הדגמה', en: 'Demo' }, baseUrl: universityUrl },
    ]),
    logger: createPino('silent'),
  });
  await app.listen(0, '127.0.0.1');
  process.once('SIGTERM', () => void app.close().finally(() => process.exit()));
  let watch: MemoryWatch | null = null;
  process.on('message', (command: Command) => {
    if ('report' in command) {
      process.send?.(watch?.end() ?? {});
      watch = null;
      return;
    }
    watch = new MemoryWatch(command.watch);
    process.send?.({});
  });
  process.send?.({ url: (await app.getUrl()).replace('[::1]', '127.0.0.1') });
}

// — the run —

function start(args: readonly string[]): ChildProcess {
  return fork(__filename, [...args], { execArgv: ['--expose-gc'] });
}

async function told<T>(child: ChildProcess, command?: Command): Promise<T> {
  const answer = once(child, 'message') as Promise<[T]>;
  if (command) child.send(command);
  return (await answer)[0];
}

interface Surroundings {
  readonly postgresUrl: string;
  readonly universityUrl: string;
  readonly dataDir: string;
  readonly dataSource: DataSource;
}
interface Bench extends Surroundings {
  readonly spike: ChildProcess;
  readonly url: string;
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** Each job is measured in a Spike that has done one small job before: what an earlier large one left would hide what this one takes. */
async function inFreshSpike<T>(around: Surroundings, work: (bench: Bench) => Promise<T>): Promise<T> {
  const { postgresUrl, universityUrl, dataDir } = around;
  const spike = start(['--spike', postgresUrl, universityUrl, dataDir]);
  try {
    const { url } = await told<{ url: string }>(spike);
    const bench = { ...around, spike, url };
    await forgetStudents(around);
    await firstSync(bench, WARM_UP);
    await forgetStudents(around);
    return await work(bench);
  } finally {
    await stop(spike);
  }
}

async function api<T>(
  bench: Bench,
  method: string,
  address: string,
  token: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${bench.url}/api${address}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

async function ended(bench: Bench, token: string, jobId: string): Promise<SyncSummary> {
  for (;;) {
    const job = await api<JobSnapshot>(bench, 'GET', `/sync-status/${jobId}`, token);
    if (job.finishedAt === null) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      continue;
    }
    if (
      job.status !== 'completed' ||
      !job.summary ||
      job.summary.coursesPartial + job.summary.coursesFailed > 0
    )
      throw new Error(`job ${jobId}: ${job.status} ${JSON.stringify(job.error ?? job.summary)}`);
    return job.summary;
  }
}

async function firstSync(bench: Bench, courses: number): Promise<{ token: string; summary: SyncSummary }> {
  const body = { universityId: 'demo', username: nameOf(courses), password: 'demo1234' };
  const { accessToken, sync } = await api<LoginReply>(bench, 'POST', '/auth/login', '', body);
  return { token: accessToken, summary: await ended(bench, accessToken, sync?.jobId ?? '') };
}

async function forgetStudents({ dataSource }: Surroundings): Promise<void> {
  await dataSource.query('DELETE FROM students'); // jobs and library go with their student
  await dataSource.query('DELETE FROM analysis_cache');
  await dataSource.query('VACUUM');
}

interface Sized {
  readonly courses: number;
  readonly first: SyncSummary;
  readonly rss: Watched;
}
interface Run {
  readonly sizes: readonly Sized[];
  readonly again: SyncSummary;
  readonly againRss: Watched;
  readonly againRows: RowsWritten;
  readonly heap: Watched;
}

async function watched<T>(bench: Bench, what: 'rss' | 'heap', work: () => Promise<T>): Promise<[T, Watched]> {
  await told(bench.spike, { watch: what });
  const value = await work();
  return [value, await told<Watched>(bench.spike, { report: true })];
}

async function run(around: Surroundings): Promise<Run> {
  const sizes: Sized[] = [];
  for (const courses of SIZES.filter((size) => size !== LARGEST))
    sizes.push((await inFreshSpike(around, (bench) => sized(bench, courses))).sized);
  const largest = await inFreshSpike(around, async (bench) => {
    const { token, sized: first } = await sized(bench, LARGEST);
    const rows = await watchLibraryTables((text, params = []) => around.dataSource.query(text, params));
    const [again, againRss] = await watched(bench, 'rss', async () => {
      const { jobId } = await api<StartSyncReply>(bench, 'POST', '/sync', token);
      return ended(bench, token, jobId);
    });
    return { first, again, againRss, againRows: await rows() };
  });
  const [, heap] = await inFreshSpike(around, (bench) =>
    watched(bench, 'heap', () => firstSync(bench, LARGEST)),
  );
  const { first, ...second } = largest;
  return { sizes: [...sizes, first], ...second, heap };
}

async function sized(bench: Bench, courses: number): Promise<{ token: string; sized: Sized }> {
  const [{ token, summary }, rss] = await watched(bench, 'rss', () => firstSync(bench, courses));
  return { token, sized: { courses, first: summary, rss } };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const round = (value: number): number => Math.round(value * 100) / 100;
const rise = (what: keyof Memory, { before, highest }: Watched): number =>
  round((highest[what] - before[what]) / MB);

function figures(runs: readonly Run[]) {
  const sizes = SIZES.map((courses) => {
    const own = runs.flatMap((one) => one.sizes.filter((size) => size.courses === courses));
    const [one] = own;
    const items = one?.first.items ?? 0;
    const ms = median(own.map(({ first }) => first.durationMs));
    return {
      courses,
      items,
      files: one?.first.files,
      ms,
      msPerItem: round(ms / items),
      cpuMsPerItem: round(median(own.map(({ rss }) => rss.cpuMs)) / items),
      requests: one?.first.requests,
      megabytes: round((one?.first.bytes ?? 0) / MB),
      rssBeforeMb: round(median(own.map(({ rss }) => rss.before.rss / MB))),
      rssRiseMb: Math.max(...own.map(({ rss }) => rise('rss', rss))),
      stageMs: one?.first.stageMs,
    };
  });
  const [smallest, largest] = [sizes.at(0), sizes.at(-1)];
  const [one] = runs;
  return {
    sizes,
    growth: round((largest?.msPerItem ?? NaN) / (smallest?.msPerItem ?? NaN)),
    cpuGrowth: round((largest?.cpuMsPerItem ?? NaN) / (smallest?.cpuMsPerItem ?? NaN)),
    rssRiseMb: largest?.rssRiseMb ?? NaN,
    heapBeforeMb: round(median(runs.map(({ heap }) => heap.before.heap / MB))),
    heapRiseMb: Math.max(...runs.map(({ heap }) => rise('heap', heap))),
    heapSamples: one?.heap.samples,
    again: {
      ms: median(runs.map(({ again }) => again.durationMs)),
      cpuMs: round(median(runs.map(({ againRss }) => againRss.cpuMs))),
      stageMs: one?.again.stageMs,
      requests: one?.again.requests,
      rssRiseMb: Math.max(...runs.map(({ againRss }) => rise('rss', againRss))),
      rowsWritten: Math.max(...runs.map(({ againRows }) => sum(againRows.library))),
      bookkeeping: one?.againRows.bookkeeping,
    },
  };
}
type Figures = ReturnType<typeof figures>;

const sum = (rows: RowsWritten['library']): number =>
  Object.values(rows).reduce((total, count) => total + count, 0);

const isWithin = ({ growth, rssRiseMb, heapRiseMb, again }: Figures): boolean =>
  growth <= MOST_GROWTH && rssRiseMb < MOST_RISE_MB && heapRiseMb < MOST_RISE_MB && again.rowsWritten === 0;

function report(result: Figures): void {
  const loadAverage = round(os.loadavg()[0] ?? 0);
  if (JSON_ONLY) {
    console.log(JSON.stringify({ runs: RUNS, loadAverage, ...result, within: isWithin(result) }));
    return;
  }
  console.log(`\n${RUNS} runs; times are medians, memory is the worst; load average ${loadAverage}\n`);
  const line = (...cells: readonly unknown[]): void =>
    console.log(cells.map((cell) => String(cell).padStart(12)).join(''));
  line(
    'courses',
    'items',
    'files',
    'ms',
    'ms/item',
    'CPU/item',
    'requests',
    'MB read',
    'RSS before',
    'RSS rise',
  );
  for (const { stageMs: _stages, ...size } of result.sizes) line(...Object.values(size));
  const row = (name: string, value: unknown, more = ''): void =>
    console.log(`  ${name.padEnd(52)}${String(value).padStart(10)}  ${more}`);
  console.log('');
  row('time of an item at 200 courses to that at 50', result.growth, `at most ${MOST_GROWTH}`);
  row("  the same of the process' own work", result.cpuGrowth);
  row('RSS, rise in the job of 200 courses, MB', result.rssRiseMb, `below ${MOST_RISE_MB}`);
  row('heap held, rise in the job of 200 courses, MB', result.heapRiseMb, `from ${result.heapBeforeMb}`);
  row('unchanged second sync of 200 courses, ms', result.again.ms, `${result.again.cpuMs} of work`);
  row('  requests', result.again.requests);
  row('  RSS, rise, MB', result.again.rssRiseMb);
  row('  rows written', result.again.rowsWritten, `and ${result.again.bookkeeping} of the bookkeeping`);
  if (!isWithin(result)) console.log('  OUT OF BOUNDS');
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'spike-bench-'));
  chmodSync(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'postgres') });
  const dataSource = await createDataSource(postgres.url).initialize();
  const university = start(['--university']);
  try {
    await new SchemaPreparer(dataSource, new DatabaseUrl(postgres.url)).prepare();
    const { url: universityUrl } = await told<{ url: string }>(university);
    const around = { postgresUrl: postgres.url, universityUrl, dataDir, dataSource };
    const runs: Run[] = [];
    for (let number = 0; number < RUNS; number += 1) runs.push(await run(around));
    const result = figures(runs);
    report(result);
    if (!isWithin(result)) process.exitCode = 1;
  } finally {
    await stop(university);
    await dataSource.destroy();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const [, , role, ...args] = process.argv;
const task =
  role === '--university'
    ? serveUniversity()
    : role === '--spike'
      ? serveSpike(args[0] ?? '', args[1] ?? '', args[2] ?? '')
      : main();
task.catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
