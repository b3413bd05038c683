import 'reflect-metadata';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoginReply } from '../../src/contract';
import { ask } from '../support/spike';
import { type DemoFigures, type DemoProcessOptions, PASSWORD, usernameOf } from './processes/demo-process';
import { type Distribution, distributionOf, type Line, optionOf, printLines } from './processes/figures';
import { childrenOf, usageOf } from './processes/proc';
import { Site } from './processes/site';

/**
 * An exam season's Monday: so many students sign in within seconds. Every job must end completed, none twice, no limit exceeded as counted at
 * the Moodle and in the database, in bounded memory; and where the time went. The Moodle, one API node, two workers and PostgreSQL are processes of
 * their own; the crowd is this one.
 *
 *     npm run bench:load -- [--students 1000] [--seconds 10] [--latency 50] [--statements] [--short] [--json]
 */
const SHORT = process.argv.includes('--short');
const JSON_ONLY = process.argv.includes('--json');
const STUDENTS = Number(optionOf('--students') ?? (SHORT ? 100 : 1000));
const SECONDS = Number(optionOf('--seconds') ?? (SHORT ? 1 : 10));
const LATENCY_MS = Number(optionOf('--latency') ?? 50);
/** Also counts what each statement costs the database, which costs something itself. */
const STATEMENTS = process.argv.includes('--statements');
const WORKERS = 2;
const LIMITS = { MOODLE_MAX_REQUESTS: 6, UNIVERSITY_MAX_JOBS: 20, MOODLE_REQUESTS_PER_SECOND: 50 };
const MOODLE: DemoProcessOptions = {
  students: STUDENTS,
  coursesEach: 3,
  courses: 30,
  modulesPerCourse: 10,
  latencyMs: LATENCY_MS,
};
const SAMPLE_MS = 500;
const MIB = 1024 * 1024;
/** Of one process of ours. */
const MOST_MIB = 512;

const say = (text: string): void => void (JSON_ONLY || process.stderr.write(`${text}\n`));

interface Sample {
  readonly seconds: number;
  readonly ended: number;
  readonly running: number;
  readonly rss: Readonly<Record<string, number>>;
}

class MoodleProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<MoodleProcess> {
    const child = fork(path.join(__dirname, 'processes/demo-process.js'), [JSON.stringify(MOODLE)]);
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return new MoodleProcess(child, url);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async figures(): Promise<DemoFigures> {
    const answered = once(this.child, 'message');
    this.child.send('figures');
    const [figures] = (await answered) as [DemoFigures];
    return figures;
  }

  stop(): void {
    this.child.kill();
  }
}

/** Signs everybody in, evenly, whatever the answers take. */
async function signInAll(url: string): Promise<{ readonly ms: number[]; readonly failed: string[] }> {
  const began = performance.now();
  const ms: number[] = [];
  const failed: string[] = [];
  await Promise.all(
    Array.from({ length: STUDENTS }, async (_, n) => {
      await delay((n * SECONDS * 1000) / STUDENTS - (performance.now() - began));
      const asked = performance.now();
      const { status, body } = await ask<LoginReply & { code?: string }>({ url }, 'POST', '/api/auth/login', {
        body: { universityId: 'demo', username: usernameOf(n), password: PASSWORD },
      }).catch((error: unknown) => ({ status: 0, body: { code: String(error), sync: null } }));
      ms.push(performance.now() - asked);
      if (status !== 200 || !body.sync) failed.push(`${status} ${body.code ?? 'without a job'}`);
    }),
  );
  return { ms, failed };
}

async function counts(site: Site): Promise<{ ended: number; running: number; total: number }> {
  const [row] = await site.sql<{ ended: number; running: number; total: number }>(
    `SELECT count(*) FILTER (WHERE finished_at IS NOT NULL)::int AS ended, count(*)::int AS total,
            count(*) FILTER (WHERE finished_at IS NULL AND attempt > 0)::int AS running FROM sync_jobs`,
  );
  return row ?? { ended: 0, running: 0, total: 0 };
}

/** Of each job: how long it waited in the queue, how long it ran, and what it spent in each stage, ms. */
async function whereTimeWent(site: Site): Promise<{
  readonly waited: Distribution;
  readonly ran: Distribution;
  readonly stages: Readonly<Record<string, number>>;
  readonly moodleMs: number;
}> {
  const rows = await site.sql<{ waited: number; ran: number }>(
    `SELECT (extract(epoch FROM s.at - c.at) * 1000)::float AS waited, (extract(epoch FROM f.at - s.at) * 1000)::float AS ran
     FROM sync_job_events c
     JOIN LATERAL (SELECT min(at) AS at FROM sync_job_events WHERE job_id = c.job_id AND type = 'job.started') s ON true
     JOIN sync_job_events f ON f.job_id = c.job_id AND f.type = 'job.completed'
     WHERE c.seq = 1`,
  );
  const stages = await site.sql<{ stage: string; ms: number }>(
    `SELECT s.key AS stage, avg(s.value::float)::float AS ms
     FROM sync_jobs, jsonb_each_text(data->'summary'->'stageMs') s WHERE status = 'completed' GROUP BY 1 ORDER BY 2 DESC`,
  );
  const [moodle] = await site.sql<{ ms: number | null }>(
    `SELECT avg(ms)::float AS ms FROM (
       SELECT (SELECT sum((r->>'ms')::float) FROM jsonb_array_elements(data->'receipt') r) AS ms
       FROM sync_jobs WHERE status = 'completed') waits`,
  );
  return {
    waited: distributionOf(rows.map(({ waited }) => waited)),
    ran: distributionOf(rows.map(({ ran }) => ran)),
    stages: Object.fromEntries(stages.map(({ stage, ms }) => [stage, ms])),
    moodleMs: moodle?.ms ?? 0,
  };
}

async function measure(site: Site, moodle: MoodleProcess) {
  const api = await site.start('api');
  const pids: Record<string, number> = { api: api.pid };
  for (let n = 1; n <= WORKERS; n += 1) pids[`worker ${n}`] = (await site.start('worker')).pid;
  const cpuOf = (): Record<string, number> => ({
    ...Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, usageOf(pid).cpuSeconds])),
    moodle: usageOf(moodle.pid).cpuSeconds,
    postgres: [site.postgresPid, ...childrenOf(site.postgresPid)].reduce(
      (sum, pid) => sum + usageOf(pid).cpuSeconds,
      0,
    ),
    crowd: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
  });
  const cpuBefore = cpuOf();
  const began = performance.now();
  const samples: Sample[] = [];
  const signing = signInAll(api.url);
  let signed = false;
  void signing.then(() => (signed = true));
  for (;;) {
    const { ended, running, total } = await counts(site);
    const rss = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, usageOf(pid).rss / MIB]));
    samples.push({ seconds: (performance.now() - began) / 1000, ended, running, rss });
    if (samples.length % 20 === 0)
      say(`${samples.at(-1)?.seconds.toFixed(0)} s: ${ended} of ${total} ended, ${running} run`);
    if (signed && ended === total) break;
    await delay(SAMPLE_MS);
  }
  const seconds = (performance.now() - began) / 1000;
  const cpuAfter = cpuOf();
  const { ms, failed } = await signing;
  const statuses = await site.sql<{ status: string; jobs: number }>(
    'SELECT status, count(*)::int AS jobs FROM sync_jobs GROUP BY 1',
  );
  const [twice] = await site.sql<{ n: number }>(
    'SELECT count(*)::int AS n FROM (SELECT 1 FROM sync_jobs GROUP BY user_id HAVING count(*) > 1) t',
  );
  const [again] = await site.sql<{ n: number }>('SELECT count(*)::int AS n FROM sync_jobs WHERE attempt > 1');
  return {
    students: STUDENTS,
    within: SECONDS,
    signIn: distributionOf(ms),
    failed,
    seconds,
    jobsASecond: STUDENTS / seconds,
    statuses: Object.fromEntries(statuses.map(({ status, jobs }) => [status, jobs])),
    studentsWithTwoJobs: twice?.n ?? 0,
    jobsTakenTwice: again?.n ?? 0,
    mostRunning: Math.max(...samples.map(({ running }) => running)),
    moodle: await moodle.figures(),
    mostMiB: Object.fromEntries(
      Object.keys(pids).map((name) => [name, Math.max(...samples.map(({ rss }) => rss[name] ?? 0))]),
    ),
    lastMiB: samples.at(-1)?.rss ?? {},
    cpu: Object.fromEntries(
      Object.entries(cpuAfter).map(([name, after]) => [name, after - (cpuBefore[name] ?? 0)]),
    ),
    ...(await whereTimeWent(site)),
    statements: STATEMENTS ? await site.dearest(20) : [],
    samples: samples.filter((_, n) => n % 4 === 0),
  };
}

type Outcome = Awaited<ReturnType<typeof measure>>;

const round = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
const ms = ({ p50, p99, max }: Distribution): string =>
  `p50 ${round(p50)} ms, p99 ${round(p99)} ms, most ${round(max)} ms`;
const listed = (values: Readonly<Record<string, number>>, unit: string): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${round(value)} ${unit}`)
    .join(', ');

function linesOf(outcome: Outcome): Line[] {
  // The node that signs students in speaks to the Moodle as well, within the same limit.
  const inFlight = LIMITS.MOODLE_MAX_REQUESTS * (WORKERS + 1);
  const free = { bound: '', kept: null };
  return [
    {
      what: 'signed in',
      figures: `${ms(outcome.signIn)}; ${outcome.failed.length} failed ${outcome.failed[0] ?? ''}`,
      bound: 'all',
      kept: outcome.failed.length === 0,
    },
    {
      what: 'jobs',
      figures: listed(outcome.statuses, ''),
      bound: `${STUDENTS} completed`,
      kept: outcome.statuses.completed === STUDENTS,
    },
    {
      what: 'none twice',
      figures: `${outcome.studentsWithTwoJobs} students with two jobs, ${outcome.jobsTakenTwice} jobs taken twice`,
      bound: '0',
      kept: outcome.studentsWithTwoJobs + outcome.jobsTakenTwice === 0,
    },
    {
      what: 'requests at once, at the Moodle',
      figures: String(outcome.moodle.maxInFlight),
      bound: `${inFlight}`,
      kept: outcome.moodle.maxInFlight <= inFlight,
    },
    {
      what: 'jobs at once, of the university',
      figures: String(outcome.mostRunning),
      bound: `${LIMITS.UNIVERSITY_MAX_JOBS}`,
      kept: outcome.mostRunning <= LIMITS.UNIVERSITY_MAX_JOBS,
    },
    {
      what: 'memory, most',
      figures: listed(outcome.mostMiB, 'MiB'),
      bound: `${MOST_MIB} MiB each`,
      kept: Object.values(outcome.mostMiB).every((mib) => mib <= MOST_MIB),
    },
    { what: 'memory, at the end', figures: listed(outcome.lastMiB, 'MiB'), ...free },
    {
      what: 'until all had ended',
      figures: `${round(outcome.seconds)} s, ${round(outcome.jobsASecond)} jobs a second`,
      ...free,
    },
    { what: 'a job waited', figures: ms(outcome.waited), ...free },
    {
      what: 'a job ran',
      figures: `${ms(outcome.ran)}; of which, for courses at Moodle, ${round(outcome.moodleMs)} ms`,
      ...free,
    },
    { what: 'stages, on average', figures: listed(outcome.stages, 'ms'), ...free },
    {
      what: 'Moodle',
      figures: `${outcome.moodle.requests} of the newest requests took ${round(outcome.moodle.meanMs)} ms on average (${LATENCY_MS} ms are distance)`,
      ...free,
    },
    { what: 'processor', figures: listed(outcome.cpu, 's'), ...free },
    ...outcome.statements.map(({ text, calls, planMs, runMs }) => ({
      what: `  ${calls} times`,
      figures: `planned ${round(planMs)} ms, ran ${round(runMs)} ms: ${text.slice(0, 100)}`,
      ...free,
    })),
  ];
}

async function main(): Promise<void> {
  const moodle = await MoodleProcess.start();
  const site = await Site.open({
    demoUrl: moodle.url,
    countStatements: STATEMENTS,
    env: Object.fromEntries(Object.entries(LIMITS).map(([name, value]) => [name, String(value)])),
  });
  try {
    const outcome = await measure(site, moodle);
    if (JSON_ONLY) console.log(JSON.stringify(outcome));
    else
      printLines(
        `${STUDENTS} sign-ins within ${SECONDS} s, ${MOODLE.coursesEach} courses of ${MOODLE.modulesPerCourse} activities each (of ${MOODLE.courses}), 1 node, ${WORKERS} workers`,
        linesOf(outcome),
      );
  } finally {
    await site.close();
    moodle.stop();
  }
  process.exit(0);
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
