import { isTerminal, type SyncEvent } from '../../src/contract';
import { EVENT_COLUMNS, type EventRow, toEvent } from '../../src/sync/persistence/job-rows';
import { differences, libraryOf, type Sql } from './library-content';
import { isAboutOneCourse, type MoodleCall } from './moodle-calls';

/** What a job leaves that nothing disturbed. */
export interface Reference {
  readonly library: Readonly<Record<string, readonly string[]>>;
  readonly calls: readonly MoodleCall[];
}

/** A job as it stood when it was struck. */
export interface Struck {
  readonly at: number;
  readonly attempt: number;
  /** Moodle's ids of the courses that were told as read. */
  readonly coursesRead: ReadonlySet<number>;
}

export interface JobTruth {
  readonly status: string;
  readonly attempt: number;
  readonly lastSeq: number;
  readonly events: readonly SyncEvent[];
}

export async function truthOf(sql: Sql, jobId: string): Promise<JobTruth> {
  const rows = await sql<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM sync_job_events WHERE job_id = $1 ORDER BY seq`,
    [jobId],
  );
  const [job] = await sql<{ status: string; attempt: number; last_seq: number }>(
    `SELECT status, attempt, last_seq FROM sync_jobs WHERE id = $1`,
    [jobId],
  );
  if (!job) throw new Error(`the job ${jobId} is gone`);
  return { status: job.status, attempt: job.attempt, lastSeq: job.last_seq, events: rows.map(toEvent) };
}

export const coursesTold = (events: readonly SyncEvent[]): ReadonlySet<number> =>
  new Set(events.flatMap((event) => (event.type === 'course.read' ? [event.data.moodleId] : [])));

/** What is wrong with the log of a job; none for one that is whole. */
export function faultsOfLog({ status, attempt, lastSeq, events }: JobTruth): string[] {
  const wrong: string[] = [];
  const seqs = events.map(({ seq }) => seq);
  if (status !== 'completed') wrong.push(`the job is ${status}: ${JSON.stringify(events.at(-1)?.data)}`);
  if (seqs.some((seq, n) => seq !== n + 1) || lastSeq !== events.length)
    wrong.push(`the sequence is ${JSON.stringify(seqs)} of ${lastSeq}`);
  const ends = events.filter((event) => isTerminal(event.status));
  if (ends.length !== 1 || ends[0] !== events.at(-1)) wrong.push(`the job ended ${ends.length} times`);
  events.forEach((event, n) => {
    const last = events[n - 1];
    if (!last) return;
    const where = `${event.type} (${event.seq})`;
    if (event.attempt < last.attempt)
      wrong.push(
        `${where} of attempt ${event.attempt} stands behind attempt ${last.attempt}: a ghost wrote it`,
      );
    if (event.progress < last.progress)
      wrong.push(`progress went down from ${last.progress} to ${event.progress} at ${where}`);
  });
  const starts = events.filter((event) => event.type === 'job.started');
  for (const { attempt: of, data } of starts)
    if (data.resumed !== of > 1) wrong.push(`attempt ${of} began with resumed: ${data.resumed}`);
  if (new Set(starts.map((start) => start.attempt)).size !== starts.length)
    wrong.push('an attempt began twice');
  if (events.at(-1)?.attempt !== attempt) wrong.push(`the last attempt, ${attempt}, said nothing`);
  const done = events.flatMap((event) => ('courses' in event.data ? [event.data.courses.done] : []));
  if (done.some((count, n) => count < (done[n - 1] ?? 0))) wrong.push(`courses done went ${done.join(', ')}`);
  const told = events.flatMap((event) => (event.type === 'course.read' ? [event.data.moodleId] : []));
  if (new Set(told).size !== told.length) wrong.push(`courses were told twice: ${told.join(', ')}`);
  return wrong;
}

export async function faultsOfLibrary(sql: Sql, studentId: string, reference: Reference): Promise<string[]> {
  const wrong = differences(await libraryOf(sql, studentId), reference.library);
  const numbers = await sql<{ seq: string }>(
    'SELECT seq FROM library_changes WHERE student_id = $1 ORDER BY seq',
    [studentId],
  );
  if (numbers.some(({ seq }, n) => Number(seq) !== n + 1))
    wrong.push(`the change feed counts ${numbers.map(({ seq }) => seq).join(', ')}`);
  return wrong;
}

/** When each attempt began and was last heard of, counted from the fault. */
function startsOf(events: readonly SyncEvent[], struckAt = 0): string {
  const from = Date.now() - performance.now() + struckAt;
  const ms = ({ at }: SyncEvent): string => `${Math.round(Date.parse(at) - from)} ms`;
  return events
    .filter(({ attempt, type }, n) => type === 'job.started' || events[n + 1]?.attempt !== attempt)
    .map((event) => `${event.attempt} ${event.type} at ${ms(event)}`)
    .join(', ');
}

/** Whoever opens a student's Moodle asks this first. */
const OPENING = 'core_webservice_get_site_info';

const nameOf = ({ fn, courses }: MoodleCall): string => `${fn}(${courses.join(',')})`;

/** What Moodle was asked that it need not have been. */
export function faultsOfCalls(
  calls: readonly MoodleCall[],
  reference: Reference,
  struck: readonly Struck[],
  { attempt: attempts, events }: Pick<JobTruth, 'attempt' | 'events'>,
): string[] {
  const wrong: string[] = [];
  if (attempts > struck.length + 1)
    wrong.push(`${struck.length} faults cost ${attempts} attempts: ${startsOf(events, struck[0]?.at)}`);
  for (const { at, coursesRead } of struck) {
    const known = new Set(calls.filter((call) => call.at <= at).map(nameOf));
    const again = calls.filter(
      (call) =>
        call.at > at &&
        isAboutOneCourse(call) &&
        coursesRead.has(call.courses[0] ?? 0) &&
        known.has(nameOf(call)),
    );
    if (again.length > 0)
      wrong.push(
        `Moodle was asked again about courses that were read: ${[...new Set(again.map(nameOf))].join(', ')}`,
      );
  }
  const opening = reference.calls.filter((call) => !isAboutOneCourse(call)).length;
  const lost = struck.reduce(
    (sum, { at, coursesRead }) => {
      // What was on its way arrives all the same, after its worker was struck: until the next one opens the Moodle.
      const next = calls.find((call) => call.at > at && call.fn === OPENING)?.at ?? Number.POSITIVE_INFINITY;
      const gone = calls.filter(
        (call) => call.at < next && isAboutOneCourse(call) && !coursesRead.has(call.courses[0] ?? 0),
      );
      return sum + gone.length;
    },
    opening * (attempts - 1),
  );
  const most = reference.calls.length + lost;
  if (calls.length > most)
    wrong.push(
      `Moodle was asked ${calls.length} things, of ${most} that could not be spared: ${more(calls, reference.calls)}`,
    );
  return wrong;
}

/** What was asked more often than undisturbed. */
function more(calls: readonly MoodleCall[], usual: readonly MoodleCall[]): string {
  const left = usual.map(nameOf);
  return calls
    .map(nameOf)
    .filter((name) => {
      const at = left.indexOf(name);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    })
    .join(', ');
}

/** Secrets that no job needs any more, and entries of the queue without a job to do. */
export async function leftBehind(sql: Sql): Promise<string[]> {
  const passwords = await sql(`SELECT 1 FROM moodle_credentials WHERE kind = 'password'`);
  const queued = await sql<{ key: string }>(
    `SELECT q.key FROM graphile_worker.jobs q JOIN sync_jobs j ON j.id = q.key
     WHERE j.status IN ('completed', 'failed', 'cancelled')`,
  );
  return [
    ...(passwords.length > 0 ? [`${passwords.length} sealed passwords are left`] : []),
    ...queued.map(({ key }) => `the queue still has the job ${key}, which has ended`),
  ];
}
