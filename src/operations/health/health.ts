import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Settings } from '../../config';
import { SchemaPreparer } from '../../database';
import { JobInspection, Relay, RunningJobs, WorkerHost } from '../../sync';
import { DatabaseProbe } from '../persistence/database-probe';
import { type Checks, type Fault, type Problem, problemsOf } from './faults';
import { StuckWatch } from './stuck-watch';

/** Longest wait for the database's word, ms. */
const PATIENCE_MS = 2_000;
/** Whoever asks again within this is told the same, ms: a health check must not be a load. */
const FRESH_MS = 1_000;
/** How often it looks by itself, ms. */
const LOOK_MS = 5_000;
/** What is ready in the queue is taken within milliseconds: after this it is not being taken, seconds. */
const NOT_CONSUMED_SECONDS = 20;

/** Whether this process makes progress, part by part. */
@Injectable()
export class Health implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Health.name);
  private readonly stuck = new StuckWatch();
  private looking: NodeJS.Timeout | undefined;
  private known: { readonly checks: Checks; readonly at: number } | null = null;
  private asked: Promise<Checks> | null = null;
  private said = '';

  constructor(
    private readonly database: DatabaseProbe,
    private readonly schema: SchemaPreparer,
    private readonly relay: Relay,
    private readonly worker: WorkerHost,
    private readonly running: RunningJobs,
    private readonly jobs: JobInspection,
    private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.roles.size === 0) return;
    this.looking = setInterval(() => void this.check(), LOOK_MS);
    this.looking.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.looking);
  }

  /** Each part with `ok`, or with the code of its fault. Never rejects. */
  async check(): Promise<Checks> {
    if (this.known && performance.now() - this.known.at < FRESH_MS) return this.known.checks;
    return (this.asked ??= this.look().finally(() => (this.asked = null)));
  }

  /** What was seen last, without asking; `null` before the first look. */
  get lastSeen(): Checks | null {
    return this.known?.checks ?? null;
  }

  /** A fault that only a restart mends. Nothing is asked for it. */
  get stuckOn(): Fault | null {
    return this.stuck.stuckOn(performance.now());
  }

  private async look(): Promise<Checks> {
    const checks = { ...(await this.ofDatabase()), ...(await this.ofProcess()) };
    const at = performance.now();
    this.known = { checks, at };
    this.stuck.note(checks, at);
    this.tellChange(problemsOf(checks));
    return checks;
  }

  private async ofDatabase(): Promise<Checks> {
    const database = await inTime(this.database.fault(), 'database.no-answer');
    if (database) return { database };
    const pending = await inTime(
      this.schema.isPending().then(
        (is) => is,
        () => true,
      ),
      true,
    );
    return { database: 'ok', schema: pending ? 'schema.pending' : 'ok' };
  }

  private async ofProcess(): Promise<Checks> {
    const relay = this.relay.connected ? 'ok' : 'relay.not-listening';
    if (!this.settings.roles.has('worker')) return { relay };
    if (!this.worker.healthy) return { relay, worker: 'worker.no-lease' };
    return { relay, worker: 'ok', queue: await this.ofQueue() };
  }

  private async ofQueue(): Promise<'ok' | Fault> {
    if (this.running.count >= this.settings.jobs.concurrency) return 'ok'; // it has its hands full
    const waits = this.jobs.queue().then(
      ({ oldestSeconds }) => oldestSeconds,
      () => 0, // a database that is away is said elsewhere
    );
    const seconds = await inTime(waits, 0);
    // It may have filled up meanwhile.
    const free = this.running.count < this.settings.jobs.concurrency;
    return free && seconds > NOT_CONSUMED_SECONDS ? 'queue.not-consumed' : 'ok';
  }

  /** Each change once, in one line. */
  private tellChange(problems: readonly Problem[]): void {
    const codes = problems.map(({ code }) => code);
    if (codes.join() === this.said) return;
    this.said = codes.join();
    if (codes.length === 0) this.logger.log({ msg: 'ready again' });
    else this.logger.warn({ msg: 'not ready', codes });
  }
}

async function inTime<T>(asked: Promise<T>, late: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late), PATIENCE_MS);
  });
  try {
    return await Promise.race([asked, waited]);
  } finally {
    clearTimeout(timer);
  }
}
