import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { type CourseReceipt, initialJobData } from '../../src/contract';
import { createDataSource } from '../../src/database';
import { readReceipt } from '../../src/sync/pipeline/receipts';
import { Admission } from '../../src/sync/persistence/admission';
import { Announcing } from '../../src/sync/persistence/announcing';
import { JobCleanUp } from '../../src/sync/persistence/job-clean-up';
import { JobQueries } from '../../src/sync/persistence/job-queries';
import { type FencedEvent, JobStore } from '../../src/sync/persistence/job-store';
import { JobUpkeep } from '../../src/sync/persistence/job-upkeep';
import { migratedDatabase } from '../support/spike';
import type { TestDatabase } from '../support/test-database';

describe('jobs in the database', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let store: JobStore;
  let queries: JobQueries;
  let upkeep: JobUpkeep;

  beforeAll(async () => {
    database = await migratedDatabase();
    dataSource = await createDataSource(database.url).initialize();
    queries = new JobQueries(dataSource);
    upkeep = new JobUpkeep(dataSource);
    store = new JobStore(dataSource, queries, new Announcing(true), new Admission(dataSource, 1_000));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const newStudent = async (): Promise<string> => {
    const id = randomUUID();
    await dataSource.query(
      `INSERT INTO students (id, university_id, moodle_user_id, username, full_name) VALUES ($1, $1, 1, 'u', 'n')`,
      [id],
    );
    return id;
  };
  const said = (jobId: string, attempt: number, over: Partial<FencedEvent> = {}): FencedEvent => ({
    jobId,
    attempt,
    type: 'stage.started',
    status: 'analyzing_content',
    progress: 40,
    data: {},
    jobData: initialJobData('manual'),
    at: new Date(),
    ...over,
  });
  const claimed = async (): Promise<{ studentId: string; jobId: string; attempt: number }> => {
    const studentId = await newStudent();
    const { job } = await store.createOrGetActive(studentId, 'demo', 'manual');
    const claim = await store.claim(job.jobId, 1);
    return { studentId, jobId: job.jobId, attempt: claim?.job.attempt ?? 0 };
  };

  it('makes one active job under a race, with its first event and its queue entry', async () => {
    const studentId = await newStudent();
    const made = await Promise.all(
      Array.from({ length: 20 }, () => store.createOrGetActive(studentId, 'demo', 'manual')),
    );
    expect(new Set(made.map(({ job }) => job.jobId)).size).toBe(1);
    expect(made.filter(({ created }) => created !== null)).toHaveLength(1);
    const jobId = made[0]?.job.jobId ?? '';
    expect((await queries.eventsAfter(jobId, 0)).map(({ type, seq }) => [type, seq])).toEqual([
      ['job.created', 1],
    ]);
    const queued = await dataSource.query<unknown[]>(`SELECT 1 FROM graphile_worker.jobs WHERE key = $1`, [
      jobId,
    ]);
    expect(queued).toHaveLength(1);
    const rows = await dataSource.query<Record<string, unknown>[]>(`SELECT * FROM sync_jobs WHERE id = $1`, [
      jobId,
    ]);
    expect(Object.keys(rows[0] ?? {})).toEqual(
      expect.arrayContaining([
        'id',
        'user_id',
        'status',
        'progress',
        'message',
        'data',
        'created_at',
        'updated_at',
      ]),
    );
  });

  it('numbers events without holes, from however many writers', async () => {
    const { jobId, attempt } = await claimed();
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        store.append(Array.from({ length: (n % 3) + 1 }, () => said(jobId, attempt))),
      ),
    );
    const events = await queries.eventsAfter(jobId, 0);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 61 }, (_, index) => index + 1));
  });

  it('writes events of many jobs in one statement, each in its own order', async () => {
    const [one, two] = [await claimed(), await claimed()];
    const written = await store.append([
      said(one.jobId, one.attempt, { progress: 41 }),
      said(two.jobId, two.attempt, { progress: 42 }),
      said(one.jobId, one.attempt, { progress: 43 }),
    ]);
    expect([0, 1, 2].map((n) => [written.get(n)?.event.seq, written.get(n)?.event.progress])).toEqual([
      [2, 41],
      [2, 42],
      [3, 43],
    ]);
    expect(await queries.find(one.jobId, one.studentId)).toMatchObject({ progress: 43, lastSeq: 3 });
  });

  it('refuses a worker whose attempt is over, and lets the new one write', async () => {
    const { jobId, attempt, studentId } = await claimed();
    const next = await store.claim(jobId, 2);
    const written = await store.append([said(jobId, attempt, { progress: 99 }), said(jobId, attempt + 1)]);
    expect([...written.keys()]).toEqual([1]);
    expect(next?.job.attempt).toBe(attempt + 1);
    expect(await queries.find(jobId, studentId)).toMatchObject({ progress: 40, lastSeq: 2 });
  });

  it('lets nothing follow the end', async () => {
    const { jobId, attempt, studentId } = await claimed();
    await store.append([said(jobId, attempt, { type: 'job.failed', status: 'failed', progress: 20 })]);
    expect((await store.append([said(jobId, attempt)])).size).toBe(0);
    expect(await store.claim(jobId, 3)).toBeNull();
    expect(await store.cancel(jobId, studentId)).toBeNull();
    expect(await queries.find(jobId, studentId)).toMatchObject({ status: 'failed', lastSeq: 2 });
  });

  it('cancels against a worker that writes at the same moment: one end, and nothing after it', async () => {
    const { jobId, attempt, studentId } = await claimed();
    const writing = Array.from({ length: 20 }, () => store.append([said(jobId, attempt)]));
    const [cancelled] = await Promise.all([store.cancel(jobId, studentId), ...writing]);
    expect(cancelled?.event.type).toBe('job.cancelled');
    const events = await queries.eventsAfter(jobId, 0);
    expect(events.at(-1)?.type).toBe('job.cancelled');
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  });

  it('keeps a receipt of what was cancelled: whose turn never came is skipped', async () => {
    const { jobId, attempt, studentId } = await claimed();
    const cost = { requests: 1, bytes: 1, ms: 1 };
    const receipt = (moodleId: number, outcome: CourseReceipt['outcome']): CourseReceipt => ({
      moodleId,
      name: `קורס ${moodleId}`,
      outcome,
      error: null,
      parts: [],
      staleSince: null,
      triedAgain: false,
      ...cost,
    });
    const receipts = [receipt(1, 'read'), receipt(2, 'waiting'), receipt(3, 'failed'), receipt(4, 'waiting')];
    await store.append([
      said(jobId, attempt, { jobData: { ...initialJobData('manual'), receipt: receipts } }),
    ]);
    await store.cancel(jobId, studentId);
    const stored = await queries.find(jobId, studentId);
    expect(stored?.receipt.map(({ outcome }) => outcome)).toEqual(['read', 'skipped', 'failed', 'skipped']);
  });

  it('shows a job to its own student alone', async () => {
    const { jobId, studentId } = await claimed();
    const other = await newStudent();
    expect(await queries.find(jobId, other)).toBeNull();
    expect(await queries.replay(jobId, other, 0, 10)).toBeNull();
    expect(await store.cancel(jobId, other)).toBeNull();
    expect(await queries.find(jobId, studentId)).not.toBeNull();
  });

  it('stores names that PostgreSQL would not take', async () => {
    const { jobId, attempt, studentId } = await claimed();
    const name = 'לפני\u0000אחרי \ud800';
    const courses = { total: 1, done: 1, failed: 0 };
    const receipt = readReceipt({ moodleId: 1, name }, new Map(), { requests: 1, bytes: 1, ms: 1 });
    await store.append([
      said(jobId, attempt, {
        type: 'course.read',
        data: { moodleId: 1, name, sections: 0, items: 0, courses, receipt },
      }),
    ]);
    const replay = await queries.replay(jobId, studentId, 1, 10);
    expect(replay?.events[0]?.data).toMatchObject({ name: 'לפניאחרי \ufffd' });
  });

  it('gives nobody a job whose queue entry another one has by now', async () => {
    const studentId = await newStudent();
    const { job } = await store.createOrGetActive(studentId, 'demo', 'manual');
    await dataSource.query(
      `UPDATE graphile_worker._private_jobs SET locked_by = 'the second', locked_at = now() WHERE key = $1`,
      [job.jobId],
    );
    expect(await store.claim(job.jobId, 1, 'the first')).toBeNull();
    expect((await store.claim(job.jobId, 1, 'the second'))?.job.attempt).toBe(1);
  });

  it('queues again what lost its queue entry', async () => {
    const studentId = await newStudent();
    const { job } = await store.createOrGetActive(studentId, 'demo', 'manual');
    await dataSource.query(`SELECT graphile_worker.remove_job($1)`, [job.jobId]);
    expect(await upkeep.requeueOrphans()).toContain(job.jobId);
    expect(await upkeep.requeueOrphans()).not.toContain(job.jobId);
  });

  it('removes what ended long ago, with its events, and nothing else', async () => {
    const { jobId, attempt } = await claimed();
    const young = await claimed();
    for (const { jobId: id, attempt: by } of [{ jobId, attempt }, young]) {
      await store.append([said(id, by, { type: 'job.cancelled', status: 'cancelled' })]);
    }
    await dataSource.query(`UPDATE sync_jobs SET finished_at = now() - interval '8 days' WHERE id = $1`, [
      jobId,
    ]);
    expect(await new JobCleanUp(dataSource).removeFinishedBefore(7)).toMatchObject({ jobs: 1 });
    expect(await queries.eventsAfter(jobId, 0)).toEqual([]);
    expect(await queries.eventsAfter(young.jobId, 0)).not.toEqual([]);
  });
});
