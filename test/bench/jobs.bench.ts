import 'reflect-metadata';
import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger, run, runMigrations } from 'graphile-worker';
import { Client, Pool } from 'pg';
import type { LoginReply, StartSyncReply } from '../../src/contract';
import { startDemoUniversity } from '../../src/demo';
import { SYNC_CHANNEL } from '../../src/sync/persistence/job-store';
import { LEASE_CLASS } from '../../src/sync/worker/lease';
import { ask, until } from '../support/spike';
import type { SpikeProcess } from '../support/spike-process';
import { type Distribution, distributionOf, type Line, optionOf, printLines } from './processes/figures';
import { ownerOfPort } from './processes/proc';
import { Site } from './processes/site';

/**
 * How soon things happen to jobs: from a worker's violent death, or its silence, to the next attempt's first event; from the commit that
 * enqueues a job to the commit of its start, with the bare queue as the floor in the same run; from a cancellation at another node to the end of the
 * request at Moodle; from SIGTERM to the end of a worker that has a job. Real processes on the embedded PostgreSQL, with its data safe on disk.
 *
 *     npm run bench:jobs -- [--kills 50] [--freezes 5] [--pickups 500] [--stops 10] [--short] [--json]
 */
const SHORT = process.argv.includes('--short');
const JSON_ONLY = process.argv.includes('--json');
const KILLS = Number(optionOf('--kills') ?? (SHORT ? 5 : 50));
const FREEZES = Number(optionOf('--freezes') ?? (SHORT ? 1 : 5));
const PICKUPS = Number(optionOf('--pickups') ?? (SHORT ? 100 : 500));
const STOPS = Number(optionOf('--stops') ?? (SHORT ? 3 : 10));
const WORKERS = 3;
const STUDENTS = 20;
const BOUNDS = {
  killedP99: 1_000,
  frozenMax: 10_000,
  pickupP50: 10,
  pickupP99: 50,
  cancelMax: 1_000,
  stopMax: 10_000,
};

/** What the nodes tell each other when they commit something. */
interface Told {
  readonly jobId: string;
  readonly lastSeq: number;
  readonly status: string;
  /** On the clock of `performance.now()`. */
  readonly at: number;
}

const say = (text: string): void => void (JSON_ONLY || process.stderr.write(`${text}\n`));

class Bench {
  private readonly told = new EventEmitter();
  private readonly tokens: string[] = [];
  private readonly workers: SpikeProcess[] = [];
  private readonly apis: SpikeProcess[] = [];
  private turn = 0;

  constructor(
    private readonly site: Site,
    private readonly demo: Awaited<ReturnType<typeof startDemoUniversity>>,
  ) {
    this.told.setMaxListeners(0);
  }

  async prepare(): Promise<void> {
    const listener = new Client({
      connectionString: this.site.databaseUrl,
      application_name: 'bench listener',
    });
    listener.on('error', () => undefined); // the database ends before it does
    await listener.connect();
    await listener.query(`LISTEN ${SYNC_CHANNEL}`);
    listener.on('notification', ({ payload }) => {
      const at = performance.now();
      if (!payload?.startsWith('{')) return; // a node's pulse
      const { a } = JSON.parse(payload) as { a?: [string, string, number, string][] };
      for (const [jobId, , lastSeq, status] of a ?? [])
        this.told.emit('told', { jobId, lastSeq, status, at } satisfies Told);
    });
    for (let n = 0; n < 2; n += 1) this.apis.push(await this.site.start('api'));
    for (let n = 0; n < WORKERS; n += 1) this.workers.push(await this.site.start('worker'));
    for (let n = 0; n < STUDENTS; n += 1) {
      const { username, password } = this.demo.control.addStudent({
        username: `bench${n}`,
        courses: 1,
        modulesPerCourse: 2,
      });
      const { body } = await ask<LoginReply>(this.api(0), 'POST', '/api/auth/login', {
        body: { universityId: 'demo', username, password },
      });
      this.tokens.push(body.accessToken);
      await this.ended(body.sync?.jobId ?? '');
    }
  }

  private api(n: number): SpikeProcess {
    return this.apis[n] as SpikeProcess;
  }

  private nextToken(): string {
    this.turn = (this.turn + 1) % this.tokens.length;
    return this.tokens[this.turn] ?? '';
  }

  private async startJob(token: string): Promise<string> {
    const { body } = await ask<StartSyncReply>(this.api(0), 'POST', '/api/sync', { token });
    return body.jobId;
  }

  private async ended(jobId: string): Promise<void> {
    await until(async () => {
      const [job] = await this.site.sql<{ over: boolean }>(
        `SELECT finished_at IS NOT NULL AS over FROM sync_jobs WHERE id = $1`,
        [jobId],
      );
      return job?.over;
    });
  }

  /** A job that stands in the midst of a request to Moodle, and the worker that has it. */
  private async standing(): Promise<{
    jobId: string;
    token: string;
    holder: SpikeProcess;
    release: () => void;
  }> {
    const hold = this.demo.control.hold('core_course_get_contents');
    const token = this.nextToken();
    const jobId = await this.startJob(token);
    await hold.arrived;
    const [row] = await this.site.sql<{ port: number }>(
      `SELECT a.client_port AS port FROM sync_jobs j
       JOIN pg_locks l ON l.locktype = 'advisory' AND l.granted AND l.classid = $2::int::oid AND l.objid = j.lease_key::oid
       JOIN pg_stat_activity a ON a.pid = l.pid WHERE j.id = $1 AND a.application_name LIKE '%lease%'`,
      [jobId, LEASE_CLASS],
    );
    const pid = ownerOfPort(
      this.workers.map((worker) => worker.pid),
      row?.port ?? 0,
    );
    const holder = this.workers.find((worker) => worker.pid === pid);
    if (!holder) throw new Error('nobody has the job');
    return { jobId, token, holder, release: hold.release };
  }

  /** From now until an attempt that is not the first has said something, ms. */
  private async nextAttempt(jobId: string, since: number): Promise<number> {
    for (;;) {
      const told = await this.tellOf(jobId);
      const [row] = await this.site.sql<{ attempt: number }>(
        'SELECT max(attempt) AS attempt FROM sync_job_events WHERE job_id = $1',
        [jobId],
      );
      if ((row?.attempt ?? 0) > 1) return told.at - since;
    }
  }

  private tellOf(jobId: string, from = 0): Promise<Told> {
    return new Promise((resolve) => {
      const hear = (told: Told): void => {
        if (told.jobId !== jobId || told.lastSeq < from) return;
        this.told.off('told', hear);
        resolve(told);
      };
      this.told.on('told', hear);
    });
  }

  private async replace(gone: SpikeProcess): Promise<void> {
    this.workers.splice(this.workers.indexOf(gone), 1, await this.site.start('worker'));
  }

  async killed(): Promise<Distribution> {
    const samples: number[] = [];
    for (let n = 0; n < KILLS; n += 1) {
      const { jobId, holder, release } = await this.standing();
      const since = performance.now();
      const next = this.nextAttempt(jobId, since);
      holder.signal('SIGKILL');
      samples.push(await next);
      release();
      await this.ended(jobId);
      await this.replace(holder);
      say(`killed ${n + 1}/${KILLS}: ${samples.at(-1)?.toFixed(0)} ms`);
    }
    return distributionOf(samples);
  }

  async frozen(): Promise<Distribution> {
    const samples: number[] = [];
    for (let n = 0; n < FREEZES; n += 1) {
      const { jobId, holder, release } = await this.standing();
      const since = performance.now();
      const next = this.nextAttempt(jobId, since);
      holder.signal('SIGSTOP');
      samples.push(await next);
      holder.signal('SIGCONT');
      release();
      await this.ended(jobId);
      await until(() => holder.isReady());
      say(`frozen ${n + 1}/${FREEZES}: ${samples.at(-1)?.toFixed(0)} ms`);
    }
    return distributionOf(samples);
  }

  /** From the commit that made a job to the commit of its start, and of the bare queue from `add_job`'s return to the task's first line; in turns. */
  async pickups(): Promise<{ spike: Distribution; bare: Distribution }> {
    const pool = new Pool({ connectionString: this.site.databaseUrl, application_name: 'bench bare queue' });
    pool.on('error', () => undefined); // the statement under way fails by itself
    pool.on('connect', (client) => client.on('error', () => undefined));
    const bareQueue = { pgPool: pool, schema: 'bare_queue', logger: new Logger(() => () => undefined) };
    await runMigrations(bareQueue);
    let arrived: (at: number) => void = () => undefined;
    const runner = await run({
      ...bareQueue,
      concurrency: 10,
      noHandleSignals: true,
      taskList: { bare: async () => arrived(performance.now()) },
    });
    const [spike, bare]: [number[], number[]] = [[], []];
    for (let n = 0; n < PICKUPS; n += 1) {
      const begins = new Map<string, number>();
      const hear = ({ jobId, lastSeq, at }: Told): void => {
        if (lastSeq === 1) begins.set(jobId, at);
      };
      this.told.on('told', hear);
      const starts = new Map<string, number>();
      const hearStart = ({ jobId, lastSeq, at }: Told): void => {
        if (lastSeq >= 2 && !starts.has(jobId)) starts.set(jobId, at);
      };
      this.told.on('told', hearStart);
      const jobId = await this.startJob(this.nextToken());
      await this.ended(jobId);
      const [began, started] = [begins.get(jobId), starts.get(jobId)];
      if (began !== undefined && started !== undefined) spike.push(started - began);
      this.told.off('told', hear);
      this.told.off('told', hearStart);
      const done = new Promise<number>((resolve) => (arrived = resolve));
      await pool.query(`SELECT bare_queue.add_job('bare')`);
      const added = performance.now();
      bare.push(Math.max((await done) - added, 0));
    }
    await runner.stop();
    await pool.end();
    if (spike.length < PICKUPS) throw new Error(`of ${PICKUPS} jobs ${spike.length} were heard`);
    return { spike: distributionOf(spike), bare: distributionOf(bare) };
  }

  /** From the request to cancel, at a node that did not start the job, until the request to Moodle is broken off. */
  async cancelled(): Promise<Distribution> {
    const samples: number[] = [];
    for (let n = 0; n < STOPS; n += 1) {
      const { jobId, token, release } = await this.standing();
      const since = performance.now();
      const answer = ask(this.api(1), 'POST', `/api/sync-status/${jobId}/cancel`, { token });
      while (this.demo.control.inFlight > 0) await delay(1);
      samples.push(performance.now() - since);
      await answer;
      release();
    }
    return distributionOf(samples);
  }

  async stopped(): Promise<Distribution> {
    const samples: number[] = [];
    for (let n = 0; n < STOPS; n += 1) {
      const { jobId, holder, release } = await this.standing();
      const since = performance.now();
      const { code } = await holder.end('SIGTERM');
      samples.push(performance.now() - since);
      if (code !== 0) throw new Error(`a worker that was asked to stop ended with ${code}`);
      release();
      await this.ended(jobId);
      await this.replace(holder);
      say(`stopped ${n + 1}/${STOPS}: ${samples.at(-1)?.toFixed(0)} ms`);
    }
    return distributionOf(samples);
  }
}

const ms = ({ n, p50, p99, max }: Distribution): string =>
  `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, most ${max.toFixed(1)} ms (${n})`;

async function main(): Promise<void> {
  const demo = await startDemoUniversity();
  const site = await Site.open({ demoUrl: demo.url });
  const bench = new Bench(site, demo);
  try {
    await bench.prepare();
    say('prepared');
    const pickup = await bench.pickups();
    const cancelled = await bench.cancelled();
    const stopped = await bench.stopped();
    const killed = await bench.killed();
    const frozen = await bench.frozen();
    if (JSON_ONLY)
      console.log(JSON.stringify({ pickup, cancelled, stopped, killed, frozen, bounds: BOUNDS }));
    else {
      const lines: Line[] = [
        {
          what: 'enqueued → started',
          figures: ms(pickup.spike),
          bound: 'p50 10 ms, p99 50 ms',
          kept: pickup.spike.p50 <= BOUNDS.pickupP50 && pickup.spike.p99 < BOUNDS.pickupP99,
        },
        { what: '  the bare queue', figures: ms(pickup.bare), bound: '', kept: null },
        {
          what: 'kill -9 → next attempt',
          figures: ms(killed),
          bound: 'p99 1 s',
          kept: killed.p99 < BOUNDS.killedP99,
        },
        {
          what: 'SIGSTOP → next attempt',
          figures: ms(frozen),
          bound: '10 s',
          kept: frozen.max < BOUNDS.frozenMax,
        },
        {
          what: 'cancelled at another node → request broken off',
          figures: ms(cancelled),
          bound: '1 s',
          kept: cancelled.max < BOUNDS.cancelMax,
        },
        {
          what: 'SIGTERM in mid-job → exit 0',
          figures: ms(stopped),
          bound: '10 s',
          kept: stopped.max < BOUNDS.stopMax,
        },
      ];
      printLines(`Jobs: ${WORKERS} workers, 2 nodes, embedded PostgreSQL, fsync on`, lines);
    }
  } finally {
    await site.close();
    await demo.stop();
  }
  process.exit(0);
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
