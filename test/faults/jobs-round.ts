import type { Hold } from '../../src/demo';
import { until } from '../support/spike';
import { findIn, findInDatabase } from '../support/every-column';
import { DeviceLog } from './device-log';
import {
  coursesTold,
  faultsOfCalls,
  faultsOfLibrary,
  faultsOfLog,
  leftBehind,
  type Reference,
  type Struck,
  truthOf,
} from './jobs-checks';
import type { JobCluster, Student } from './jobs-cluster';
import { type DatabaseFault, strikeDatabase, type WorkerFault } from './jobs-kinds';
import { MID_REQUEST, type Place } from './jobs-places';
import type { WorkerNode } from './jobs-worker';
import { libraryOf, rowVersions } from './library-content';
import { turnThePage } from './moodle-calls';

/** First: everything is new to the library. Later: some of it has changed at Moodle since. */
export type Sync = 'first' | 'later';

export interface Trial {
  readonly place: Place;
  /** `null`: only the database's fault concerns it. */
  readonly fault: WorkerFault | null;
}

export interface Round {
  readonly sync: Sync;
  readonly trials: readonly Trial[];
  /** Strikes everybody when every trial has reached its place. */
  readonly database?: DatabaseFault;
}

export interface RoundOutcome {
  readonly wrong: readonly string[];
  /** From the fault to the next attempt, ms, by trial. */
  readonly resumedAfter: readonly { readonly trial: string; readonly ms: number }[];
}

interface Running {
  readonly student: Student;
  readonly jobId: string;
  readonly log: DeviceLog;
  readonly leave: () => void;
}

/** Places are reached, and jobs end, by then, ms. */
const PATIENCE_MS = 45_000;
/** Never said: a cable that waits for it notes which job goes by. */
const NEVER = { texts: ['\u0000 never said'], when: 'before' } as const;

export const nameOf = ({ place, fault }: Trial, database?: DatabaseFault): string =>
  `${fault?.name ?? database?.name ?? 'nothing'} ${place.name}`;

const jobsBegunBy = ({ lines }: WorkerNode): string[] =>
  lines.flatMap((line) => /"jobId":"([^"]+)".*"msg":"run began"/.exec(line)?.[1] ?? []);

async function within<T>(
  what: string | (() => string),
  probe: () => Promise<T | false | null | undefined> | T | false | null | undefined,
): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  return until(async () => {
    const found = await probe();
    if (!found && performance.now() > deadline)
      throw new Error(`in ${PATIENCE_MS / 1000} s not: ${typeof what === 'string' ? what : what()}`);
    return found;
  });
}

/** Runs rounds of trials on one cluster, and holds each job against the same job undisturbed. */
export class Rounds {
  private readonly references = new Map<string, Reference>();

  constructor(
    private readonly cluster: JobCluster,
    /** Pages of a site are not asked for by the name of a function: what they cost is counted elsewhere. */
    private readonly countsCalls = true,
  ) {}

  /** A sync that nothing disturbs, so that a later one has something to go on from. */
  async undisturbed(sync: Sync): Promise<readonly Running[]> {
    const running = await this.begin(sync);
    await this.allEnded(running);
    for (const { leave } of running) leave();
    return running;
  }

  /** What each student's syncs leave when nothing disturbs them: first and later, of both states of their Moodle. */
  async makeReferences(syncs: readonly Sync[] = ['first', 'later', 'first', 'later']): Promise<void> {
    for (let turn = 1; turn <= 2; turn += 1) this.turnPages(); // dated by the teacher's hand from the first page on
    for (const sync of syncs) {
      for (const { student, jobId } of await this.undisturbed(sync)) {
        const wrong = faultsOfLog(await truthOf(this.cluster.sql, jobId));
        if (wrong.length > 0) throw new Error(`an undisturbed job: ${wrong.join('; ')}`);
        this.references.set(keyOf(student, sync), {
          library: await libraryOf(this.cluster.sql, student.id),
          calls: this.cluster.calls.of(student.username),
        });
      }
    }
  }

  async run({ sync, trials, database }: Round): Promise<RoundOutcome> {
    const { cluster } = this;
    await cluster.ready();
    const [struckWorkers, spares] = [
      cluster.workers.slice(0, trials.length),
      cluster.workers.slice(trials.length),
    ];
    const gates = trials.some(({ place }) => place === MID_REQUEST) ? this.shutGates() : [];
    const reached = struckWorkers.map((worker, n) => {
      const moment = trials[n]?.place.moment;
      return worker.cable.arm(!moment || moment === 'gate' ? NEVER : moment);
    });
    // A spare worker keeps the job that it has until the others have theirs, or it would take two.
    const held =
      gates.length > 0
        ? []
        : spares.map(({ cable }) => cable.arm({ texts: ['"type":"job.started"'], when: 'before' }));
    const running = await this.begin(sync);
    const places = trials.map(({ place }) => place.name).join(', ');
    await this.allOf(gates.length > 0 ? gates.map(({ arrived }) => arrived) : [...reached, ...held], places);

    const before = await Promise.all(running.map(({ jobId }) => truthOf(cluster.sql, jobId)));
    const at = performance.now();
    const struck = running.map<Struck>((_, n) => ({
      at,
      attempt: before[n]?.attempt ?? 0,
      coursesRead: coursesTold(before[n]?.events ?? []),
    }));
    const jobs = struckWorkers.map((worker) => this.jobOf(worker, running));
    const wrong: string[] = [];
    if (database) await strikeDatabase(cluster, database);
    // Struck at once, three do not fall at once: what the first lets go the second may take before it falls itself.
    const hits = await Promise.all(
      trials.map(async ({ fault }, n) => {
        const worker = struckWorkers[n] as WorkerNode;
        await fault?.strike(worker);
        // The cable listens until it is told to let go; what began after that stands in the log.
        return fault ? new Set([...worker.cable.ids, ...jobsBegunBy(worker)]) : new Set<string>();
      }),
    );
    for (const { cable } of spares) {
      cable.disarm();
      cable.release();
    }
    for (const gate of gates) gate.release();

    const resumedAfter: { trial: string; ms: number }[] = [];
    const ghosts: (() => Promise<void>)[] = [];
    await Promise.all(
      trials.map(async ({ place, fault }, n) => {
        const [worker, index] = [struckWorkers[n] as WorkerNode, jobs[n] ?? -1];
        const job = running[index];
        const heal = async (): Promise<void> => fault?.heal(worker);
        const trial = nameOf({ place, fault }, database);
        const mending = fault?.healAt === 'at once' ? heal() : null;
        if (!place.over && job) {
          const earlier = struck[index]?.attempt ?? 0;
          await within(`${trial}: the job goes on`, () => this.hasResumed(job.jobId, earlier));
          resumedAfter.push({ trial, ms: performance.now() - at });
        }
        await mending;
        if (fault?.healAt === 'resumed') await heal();
        if (fault?.healAt === 'ended') ghosts.push(heal);
      }),
    );
    await this.allEnded(running);
    if (ghosts.length > 0) wrong.push(...(await this.wake(ghosts)));
    await cluster.ready();
    for (const [n, job] of running.entries()) {
      const trial = trials[jobs.indexOf(n)];
      const of = trial
        ? nameOf(trial, database)
        : `bystander of ${trials.map((each) => nameOf(each, database)).join(', ')}`;
      const times = Math.max(database ? 1 : 0, hits.filter((ids) => ids.has(job.jobId)).length);
      const concerned = Array.from({ length: times }, () => struck[n] as Struck);
      const faults = await this.faultsOf(job, sync, concerned);
      for (const fault of faults) wrong.push(`${of}: ${fault}`);
      if (faults.length > 0 && process.env.VERBOSE) process.stderr.write(this.whatWorkersSaidOf(job.jobId));
      job.leave();
    }
    wrong.push(...(await leftBehind(cluster.sql)));
    return { wrong, resumedAfter };
  }

  private async begin(sync: Sync): Promise<Running[]> {
    const { cluster } = this;
    cluster.calls.forget();
    if (sync === 'first') await cluster.sql('DELETE FROM analysis_cache');
    else this.turnPages();
    return Promise.all(
      cluster.students.map(async (student) => {
        const jobId =
          sync === 'first' ? await cluster.signInAnew(student) : (await student.client.startSync()).jobId;
        const log = new DeviceLog({ name: student.username, client: student.client }, jobId);
        return { student, jobId, log, leave: log.watch() };
      }),
    );
  }

  private turnPages(): void {
    for (const student of this.cluster.students)
      this.cluster.change(student, (page) => turnThePage(this.cluster.demo, student.username, page));
  }

  /** Every student's second course is held at Moodle. */
  private shutGates(): Hold[] {
    const { control } = this.cluster.demo;
    return this.cluster.students.map(({ username }) =>
      control.hold('core_course_get_contents', control.coursesOf(username).at(1)?.id),
    );
  }

  private async allOf(reached: readonly Promise<void>[], places: string): Promise<void> {
    let done = 0;
    for (const each of reached) void each.then(() => (done += 1));
    await within(
      () => `every place is reached (${places}; ${done} of ${reached.length} were)`,
      () => done === reached.length,
    );
  }

  /** Which of the jobs a worker has, by the ids that went over its cable. */
  private jobOf({ cable, name }: WorkerNode, running: readonly Running[]): number {
    const found = running.flatMap(({ jobId }, n) => (cable.ids.has(jobId) ? [n] : []));
    if (found.length !== 1) throw new Error(`${name} has ${found.length} jobs`);
    return found[0] ?? -1;
  }

  /** A later attempt has begun, or what the earlier one had still to say was said when the database was back. */
  private async hasResumed(jobId: string, earlier: number): Promise<boolean> {
    const [row] = await this.cluster.sql<{ resumed: boolean }>(
      `SELECT finished_at IS NOT NULL OR EXISTS (
         SELECT 1 FROM sync_job_events e WHERE e.job_id = j.id AND type = 'job.started' AND e.attempt > $2) AS resumed
       FROM sync_jobs j WHERE id = $1`,
      [jobId, earlier],
    );
    return row?.resumed ?? false;
  }

  private async allEnded(running: readonly Running[]): Promise<void> {
    const ids = running.map(({ jobId }) => jobId);
    await within('every job ends', async () => {
      const open = await this.cluster.sql<{ id: string; status: string; attempt: number }>(
        `SELECT id FROM sync_jobs WHERE id = ANY($1) AND finished_at IS NULL`,
        [ids],
      );
      return open.length === 0;
    });
  }

  /** What was frozen goes on, long after others have done its work: of all it still wants to write nothing is written. */
  private async wake(ghosts: readonly (() => Promise<void>)[]): Promise<string[]> {
    const { sql, workers } = this.cluster;
    const before = await rowVersions(sql);
    await Promise.all(ghosts.map((wake) => wake()));
    for (const { process, name } of workers)
      await within(`${name} works again`, async () => (await process.isReady()) && (await process.isReady()));
    const after = await rowVersions(sql);
    return Object.keys(before)
      .filter((table) => before[table] !== after[table])
      .map((table) => `a ghost wrote to ${table}`);
  }

  private async faultsOf(
    { student, jobId, log }: Running,
    sync: Sync,
    struck: readonly Struck[],
  ): Promise<string[]> {
    const { sql, calls } = this.cluster;
    const reference = this.references.get(keyOf(student, sync));
    if (!reference) throw new Error(`nobody knows what ${keyOf(student, sync)} leaves`);
    const truth = await truthOf(sql, jobId);
    await within(`${student.username} is told that the job ended`, () => log.isOver);
    return [
      ...faultsOfLog(truth),
      ...log.compare(truth),
      ...(await faultsOfLibrary(sql, student.id, reference)),
      ...(this.countsCalls ? faultsOfCalls(calls.of(student.username), reference, struck, truth) : []),
    ];
  }

  /** Lines about the job, or about workers themselves. */
  private whatWorkersSaidOf(jobId: string): string {
    const about = new RegExp(`${jobId}|worker|lease|database`);
    return this.cluster.workers
      .flatMap(({ name, lines }) =>
        lines.filter((line) => about.test(line)).map((line) => `${name} ${line}\n`),
      )
      .slice(-80)
      .join('');
  }

  /** Passwords and tokens that anybody could read: in any table, or in what any process wrote. */
  async secretsTold(): Promise<string[]> {
    const { students, demo, lines, sql } = this.cluster;
    const needles = Object.fromEntries(
      students.flatMap(({ username, password }) => [
        [`the password of ${username}`, password],
        [`the token of ${username}`, demo.control.tokenOf(username)],
      ]),
    );
    const { finds } = await findInDatabase(
      { sql: (text, values = []) => sql(text, values) as never },
      needles,
    );
    return [
      ...finds.map(({ table, column, what }) => `${what} stands in ${table}.${column}`),
      ...findIn(lines.join('\n'), needles).map((what) => `${what} stands in a log`),
    ];
  }
}

const keyOf = ({ username, page }: Student, sync: Sync): string => `${username}, ${sync}, page ${page}`;
