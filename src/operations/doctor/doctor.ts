import { Injectable } from '@nestjs/common';
import { StudentDirectory } from '../../auth';
import { Settings } from '../../config';
import { ERRORS, type ErrorCode } from '../../contract';
import { SchemaStatus } from '../../database';
import { type ActiveJob, JobInspection, type QueueState, type WorkerSighting } from '../../sync';
import { Universities } from '../../universities';
import { FAULTS } from '../health/faults';
import { DatabaseInspection } from '../persistence/database-inspection';
import { DatabaseProbe } from '../persistence/database-probe';
import type { Finding, FindingState, Topic } from './finding';

/** What is ready is taken within milliseconds, seconds. */
const READY_FOR_TOO_LONG = 20;
/** A worker says every two seconds that it lives, seconds. */
const SILENT_FOR_TOO_LONG = 15;
/** A job that runs says something with each course; nothing for so long is worth a look, seconds. */
const QUIET_FOR_TOO_LONG = 60;
const MOST_CONNECTIONS = 0.9;
/** Jobs looked at, the oldest first. */
const MOST_JOBS = 500;

interface Check {
  readonly topic: Topic;
  readonly check: string;
  readonly look: () => Promise<Said | readonly Said[]>;
}

type Said = Pick<Finding, 'state' | 'found' | 'todo'>;

const ok = (found: string): Said => ({ state: 'ok', found, todo: null });
const say = (state: FindingState, found: string, todo: string): Said => ({ state, found, todo });
const wrong = (found: string, todo: string): Said => say('wrong', found, todo);
const attention = (found: string, todo: string): Said => say('attention', found, todo);

/** Looks at everything that keeps jobs from starting and going on, and says what it found and what to do. Writes nothing. */
@Injectable()
export class Doctor {
  /** In the order in which one thing needs the other. */
  private readonly checks: readonly Check[] = [
    { topic: 'start', check: 'database', look: () => this.database() },
    { topic: 'start', check: 'permissions', look: () => this.permissions() },
    { topic: 'start', check: 'migrations', look: () => this.migrations() },
    { topic: 'start', check: 'workers', look: () => this.workers() },
    { topic: 'start', check: 'queue', look: () => this.queue() },
    { topic: 'start', check: 'orphans', look: () => this.orphans() },
    { topic: 'stuck', check: 'jobs under way', look: () => this.jobs() },
    { topic: 'stuck', check: 'failures', look: () => this.failures() },
    { topic: 'errors', check: 'universities', look: () => this.unlisted() },
    { topic: 'errors', check: 'encryption keys', look: () => this.keys() },
  ];

  constructor(
    private readonly probe: DatabaseProbe,
    private readonly inspection: DatabaseInspection,
    private readonly schema: SchemaStatus,
    private readonly sync: JobInspection,
    private readonly students: StudentDirectory,
    private readonly universities: Universities,
    private readonly settings: Settings,
  ) {}

  async examine(): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const { topic, check, look } of this.checks) {
      const said = await look().catch(unseen);
      for (const each of [said].flat()) findings.push({ topic, check, ...each });
    }
    return findings;
  }

  private async database(): Promise<Said> {
    const fault = await this.probe.fault();
    if (fault) return wrong(fault, FAULTS[fault]);
    const { version, connections, maxConnections, bytes } = await this.inspection.facts();
    const found = `PostgreSQL ${version} answers and takes writes; ${connections} of ${maxConnections} connections; ${(bytes / 1e6).toFixed(0)} MB`;
    return connections < maxConnections * MOST_CONNECTIONS
      ? ok(found)
      : attention(found, 'Raise max_connections, or run fewer processes.');
  }

  private async permissions(): Promise<Said> {
    const { forbidden } = await this.inspection.facts();
    if (forbidden.length === 0) return ok('the account may do all that Spike does');
    return wrong(
      `the account of DATABASE_URL lacks ${forbidden.slice(0, 5).join(', ')}${forbidden.length > 5 ? ` and ${forbidden.length - 5} more` : ''}`,
      'Let it own the database, or GRANT what is missing.',
    );
  }

  private async migrations(): Promise<Said> {
    const { applied, pending, newer, queue } = await this.schema.read();
    if (pending.length > 0 || !queue)
      return wrong(
        `${pending.length} of ${applied.length + pending.length} migrations are pending${queue ? '' : ', and the queue has no tables'}`,
        'Start any node of this version, or: npm run spike -- migrate',
      );
    if (newer.length > 0)
      return attention(
        `the schema is ahead of this program by ${newer.join(', ')}`,
        'Finish the upgrade: this program is older than what runs elsewhere.',
      );
    return ok(`all ${applied.length} have run`);
  }

  private async workers(): Promise<readonly Said[]> {
    const all = await this.sync.workers();
    const alive = all.filter((worker) => worker.alive);
    const found = `${alive.length} alive, holding ${sum(alive, ({ holds }) => holds)} jobs`;
    const first =
      alive.length > 0
        ? ok(found)
        : wrong('no worker process is alive', 'Start a process with `worker` in ROLES.');
    return [first, ...all.flatMap(ofWorker)];
  }

  private async queue(): Promise<Said> {
    const state = await this.sync.queue();
    if (state.ready === 0) return ok('nothing waits');
    const found = `${state.ready} wait, the oldest for ${state.oldestSeconds.toFixed(0)} s`;
    return state.oldestSeconds > READY_FOR_TOO_LONG ? this.unconsumed(state, found) : ok(found);
  }

  private async unconsumed({ ready }: QueueState, found: string): Promise<Said> {
    const workers = await this.sync.workers();
    const holds = sum(workers, (worker) => worker.holds);
    const why =
      workers.length === 0
        ? 'There is no worker: start a process with `worker` in ROLES.'
        : `Workers hold ${holds} jobs. Are all their places taken (WORKER_CONCURRENCY), or is a university at its limit? Add workers while more than ${ready} wait; look at /health/ready of each.`;
    return wrong(found, why);
  }

  private async orphans(): Promise<readonly Said[]> {
    const [active, entries] = await Promise.all([this.sync.active(MOST_JOBS), this.sync.entriesWithoutJob()]);
    const lost = active.filter(({ queue }) => queue === 'missing');
    const said: Said[] = [];
    if (lost.length > 0)
      said.push(
        wrong(
          `${lost.length} jobs are in no queue: ${ids(lost)}`,
          'A worker puts them back within seconds; if they stay, no worker is alive.',
        ),
      );
    if (entries > 0)
      said.push(
        attention(
          `${entries} queue entries are of jobs that ended or are gone`,
          'They do nothing, and go when a worker takes them or at the next clean-up.',
        ),
      );
    return said.length > 0 ? said : [ok('every job has its queue entry, and every entry its job')];
  }

  private async jobs(): Promise<readonly Said[]> {
    const active = await this.sync.active(MOST_JOBS);
    const longest = Math.max(this.settings.jobs.timeoutMs, this.settings.autoSync.timeoutMs) / 1000;
    const said = active.flatMap((job) => ofJob(job, longest));
    return said.length > 0 ? said : [ok(`${active.length} under way, and all of them move`)];
  }

  private async failures(): Promise<readonly Said[]> {
    const failures = await this.sync.failures();
    if (failures.length === 0) return [ok('no job failed within the last hour')];
    return failures.map(({ universityId, code, jobs }) =>
      attention(`${jobs} failed within the last hour: ${universityId}, ${code}`, adviceFor(code)),
    );
  }

  private async unlisted(): Promise<readonly Said[]> {
    const counts = await this.students.countByUniversity();
    const listed = new Set(this.universities.list().map(({ id }) => id));
    const strangers = [...counts].filter(([id]) => !listed.has(id));
    const said = strangers.map(([id, students]) =>
      attention(
        `${students} students belong to ${id}, which is not on the list`,
        'Put it back into UNIVERSITIES_FILE, or their syncs fail. (The demo university is listed by `npm start` alone.)',
      ),
    );
    return [ok(`${listed.size} on the list; ${sum([...counts.values()], (n) => n)} students`), ...said];
  }

  private async keys(): Promise<Said> {
    const known = new Set(this.settings.encryptionKeys.map(({ id }) => id));
    const counts = await this.students.countByKey();
    const closed = sum(
      [...counts].filter(([id]) => !known.has(id)),
      ([, sealed]) => sealed,
    );
    if (closed === 0) return ok(`what is sealed opens with the ${known.size} keys given`);
    return wrong(
      `${closed} sealed sign-ins were sealed with a key that is not in ENCRYPTION_KEY`,
      'Add the earlier key behind the first, separated by a comma; without it those students sign in again.',
    );
  }
}

function ofWorker({ leaseKey, alive, silentSeconds, holds }: WorkerSighting): Said[] {
  if (!alive)
    return [
      attention(
        `worker ${leaseKey} is dead and still holds ${holds} jobs`,
        'Any worker that lives frees them within two seconds.',
      ),
    ];
  if (silentSeconds <= SILENT_FOR_TOO_LONG) return [];
  return [
    attention(
      `worker ${leaseKey} has said nothing for ${silentSeconds.toFixed(0)} s, and holds ${holds} jobs`,
      'It is frozen, or its host is: others take its jobs over.',
    ),
  ];
}

function ofJob(job: ActiveJob, longestSeconds: number): Said[] {
  const { jobId, status, attempt, quietSeconds, ageSeconds, queue, lastEvent, lastRetry } = job;
  const reason = lastRetry === null ? '' : `, last tried again because of ${lastRetry}`;
  const found = `${jobId}: ${status}, attempt ${attempt}, ${queue}; last event ${lastEvent ?? 'none'} ${quietSeconds.toFixed(0)} s ago${reason}`;
  const todo = lastRetry === null ? 'npm run spike -- job show ID --events' : adviceFor(lastRetry);
  if (ageSeconds > longestSeconds * 2 && quietSeconds > QUIET_FOR_TOO_LONG)
    return [wrong(found, `${todo} It should have ended long ago: cancel it, and look at the log by its id.`)];
  if (queue === 'running' && quietSeconds > QUIET_FOR_TOO_LONG) return [attention(found, todo)];
  if (queue === 'later') return [attention(found, 'The queue tries it again by itself, later.')];
  return [];
}

const KIND_ADVICE: Readonly<Record<string, string>> = {
  network: 'Moodle cannot be reached from here: its address, DNS, the firewall. npm run spike -- probe ID',
  timeout: 'Moodle answers too slowly: its load, MOODLE_TIMEOUT, JOB_TIMEOUT.',
  api: 'Moodle answers with something else than was asked: npm run spike -- probe ID',
  'sign-in': 'The student has to sign in again, or to do something on the Moodle site first.',
  validation: 'The request itself was refused: the log, by the id of the job.',
  unknown: 'A fault of Spike or of its database: the log, by the id of the job.',
};

function adviceFor(code: string): string {
  const kind = code in ERRORS ? ERRORS[code as ErrorCode].kind : 'unknown';
  return KIND_ADVICE[kind] ?? '';
}

const SHOWN_IDS = 5;
const ids = (jobs: readonly ActiveJob[]): string =>
  jobs
    .slice(0, SHOWN_IDS)
    .map(({ jobId }) => jobId)
    .join(', ') + (jobs.length > SHOWN_IDS ? ', …' : '');

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

/** What cannot be looked at is a finding too; what it says is a code, and never a value. */
function unseen(error: unknown): Said {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no code';
  return wrong(`could not be looked at (${code})`, 'Mend what is wrong above first.');
}
