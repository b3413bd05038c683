import 'reflect-metadata';
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { io } from 'socket.io-client';
import { loadSettings } from '../../src/config';
import {
  type LoginReply,
  SOCKET_PATH,
  STAGE_ORDER,
  type SubscribeReply,
  type SyncEvent,
  type SyncSummary,
} from '../../src/contract';
import { createApp } from '../../src/create-app';
import { createDataSource, DatabaseUrl, SchemaPreparer, startEmbeddedPostgres } from '../../src/database';
import { type DemoUniversity, startDemoUniversity } from '../../src/demo';
import { createPino } from '../../src/operations';
import { Universities } from '../../src/universities';

/**
 * The main job on the demo university, as a student waits for it: from the answer of the sign-in to the first event on the socket,
 * the whole sync and its stages, against a bare script that fetches the same data and stores nothing.
 *
 *     npm run bench:sync -- [--runs 7] [--json]
 */
const RUNS = numberOption('--runs', 7);
const JSON_ONLY = process.argv.includes('--json');

function numberOption(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

interface Run {
  readonly signInMs: number;
  /** From the answer of the sign-in to the first event, by a socket opened only then. */
  readonly firstEventMs: number;
  readonly syncMs: number;
  readonly summary: SyncSummary;
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'spike-bench-'));
  chmodSync(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'postgres') });
  const demo = await startDemoUniversity();
  const databaseUrl = new DatabaseUrl(postgres.url);
  const dataSource = await createDataSource(postgres.url).initialize();
  await new SchemaPreparer(dataSource, databaseUrl).prepare();
  const settings = loadSettings({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    DATABASE_URL: postgres.url,
    LOGIN_RATE_LIMIT: '100000',
    // One student after the other without a pause: the pace that spares a university is not what is timed here.
    MOODLE_REQUESTS_PER_SECOND: '10000',
  });
  const app = await createApp({
    settings,
    dataSource,
    databaseUrl,
    universities: new Universities([{ id: 'demo', name: { he: 'הדגמה', en: 'Demo' }, baseUrl: demo.url }]),
    logger: createPino('silent'),
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  try {
    await run(url); // everything is loaded and warm
    const first: Run[] = [];
    const again: Run[] = [];
    const bare: number[] = [];
    for (let n = 0; n < RUNS; n += 1) {
      bare.push(await bareFetch(demo));
      await dataSource.query('DELETE FROM students'); // the library goes with its student
      first.push(await run(url));
      again.push(await run(url));
    }
    report(first, again, bare);
  } finally {
    await app.close();
    await demo.stop();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function run(url: string): Promise<Run> {
  const began = performance.now();
  const response = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ universityId: 'demo', username: 'noa', password: 'demo1234' }),
  });
  const { accessToken, sync } = (await response.json()) as LoginReply;
  const answered = performance.now();
  const jobId = sync?.jobId ?? '';
  const socket = io(url, {
    path: SOCKET_PATH,
    auth: { token: accessToken },
    transports: ['websocket'],
    forceNew: true,
  });
  return new Promise<Run>((resolve, reject) => {
    let firstEventMs = 0;
    const take = (event: SyncEvent): void => {
      firstEventMs ||= performance.now() - answered;
      if (event.type === 'job.failed') reject(new Error(event.data.error.code));
      if (event.type !== 'job.completed') return;
      socket.disconnect();
      const syncMs = performance.now() - answered;
      resolve({ signInMs: answered - began, firstEventMs, syncMs, summary: event.data.summary });
    };
    socket.on('sync', take);
    socket.emit('subscribe', { jobId }, (reply: SubscribeReply) =>
      reply.ok ? reply.events.forEach(take) : reject(new Error(reply.code)),
    );
  });
}

/** The floor: the same answers of Moodle, five courses at a time, parsed as JSON and thrown away. */
async function bareFetch(demo: DemoUniversity): Promise<number> {
  const began = performance.now();
  const post = async <T>(address: string, fields: Record<string, string>): Promise<T> => {
    const response = await fetch(`${demo.url}${address}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    return (await response.json()) as T;
  };
  const { token: wstoken } = await post<{ token: string }>('/login/token.php', {
    username: 'noa',
    password: 'demo1234',
    service: 'moodle_mobile_app',
  });
  const call = <T>(wsfunction: string, fields: Record<string, string> = {}): Promise<T> =>
    post('/webservice/rest/server.php', { wstoken, wsfunction, moodlewsrestformat: 'json', ...fields });
  const { userid } = await call<{ userid: number }>('core_webservice_get_site_info');
  const courses = await call<{ id: number }[]>('core_enrol_get_users_courses', { userid: String(userid) });
  const assignments = call<{ courses: { assignments: { id: number }[] }[] }>('mod_assign_get_assignments');
  for (let at = 0; at < courses.length; at += 5) {
    await Promise.all(
      courses.slice(at, at + 5).map(({ id }) => call('core_course_get_contents', { courseid: String(id) })),
    );
  }
  const ids = (await assignments).courses.flatMap((course) => course.assignments.map(({ id }) => id));
  for (let at = 0; at < ids.length; at += 15) {
    const requests = ids.slice(at, at + 15).flatMap((assignid, n) => [
      [`requests[${n}][function]`, 'mod_assign_get_submission_status'],
      [`requests[${n}][arguments]`, JSON.stringify({ assignid })],
    ]);
    await call('tool_mobile_call_external_functions', Object.fromEntries(requests) as Record<string, string>);
  }
  return performance.now() - began;
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]): number =>
  sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN;
const round = (value: number): number => Math.round(value * 100) / 100;

function figures(runs: readonly Run[]) {
  const stageMs = Object.fromEntries(
    STAGE_ORDER.filter((stage) => runs.some(({ summary }) => summary.stageMs[stage] !== undefined)).map(
      (stage) => [stage, round(median(runs.map(({ summary }) => summary.stageMs[stage] ?? 0)))],
    ),
  );
  const [one] = runs;
  return {
    signInMs: round(median(runs.map(({ signInMs }) => signInMs))),
    firstEventMs: round(median(runs.map(({ firstEventMs }) => firstEventMs))),
    firstEventMaxMs: round(Math.max(...runs.map(({ firstEventMs }) => firstEventMs))),
    syncMs: round(median(runs.map(({ syncMs }) => syncMs))),
    stageMs,
    courses: one?.summary.courses,
    items: one?.summary.items,
    files: one?.summary.files,
    requests: one?.summary.requests,
    rowsWritten: (one?.summary.added ?? 0) + (one?.summary.changed ?? 0),
  };
}

function report(first: readonly Run[], again: readonly Run[], bare: readonly number[]): void {
  const bareMs = round(median(bare));
  const [fresh, unchanged] = [figures(first), figures(again)];
  const result = {
    runs: RUNS,
    loadAverage: round(os.loadavg()[0] ?? 0),
    bareMs,
    first: fresh,
    again: unchanged,
    firstToBare: round((fresh.signInMs + fresh.syncMs) / bareMs),
    againToBare: round((unchanged.signInMs + unchanged.syncMs) / bareMs),
  };
  if (JSON_ONLY) {
    console.log(JSON.stringify(result));
    return;
  }
  console.log(
    `\n${RUNS} runs, medians in ms; ${fresh.courses} courses, ${fresh.items} items, ${fresh.files} files; load average ${result.loadAverage}\n`,
  );
  const row = (name: string, a: unknown, b: unknown): void =>
    console.log(`  ${name.padEnd(38)}${String(a).padStart(12)}${String(b).padStart(14)}`);
  row('', 'first sync', 'unchanged');
  row('sign-in, request to answer', fresh.signInMs, unchanged.signInMs);
  row('answer → first event on a socket', fresh.firstEventMs, unchanged.firstEventMs);
  row('  worst', fresh.firstEventMaxMs, unchanged.firstEventMaxMs);
  row('answer → completed', fresh.syncMs, unchanged.syncMs);
  for (const stage of Object.keys(fresh.stageMs))
    row(`  ${stage}`, fresh.stageMs[stage], unchanged.stageMs[stage]);
  row('requests to Moodle', fresh.requests, unchanged.requests);
  row('rows written', fresh.rowsWritten, unchanged.rowsWritten);
  row('bare fetch of the same, stored nowhere', bareMs, bareMs);
  row('ratio to it, sign-in included', result.firstToBare, result.againToBare);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
