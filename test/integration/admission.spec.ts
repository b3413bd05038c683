import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { initialJobData, type JobTrigger } from '../../src/contract';
import { createDataSource } from '../../src/database';
import { Admission } from '../../src/sync/persistence/admission';
import { Announcing } from '../../src/sync/persistence/announcing';
import { JobQueries } from '../../src/sync/persistence/job-queries';
import { JobStore } from '../../src/sync/persistence/job-store';
import { enqueue } from '../../src/sync/persistence/job-queue';
import { migratedDatabase, until } from '../support/spike';
import type { TestDatabase } from '../support/test-database';

const PLACES = 3;

interface Queued {
  readonly key: string;
  readonly priority: number;
  readonly flags: Record<string, boolean> | null;
}

describe('places of a university', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let store: JobStore;
  let admission: Admission;

  beforeEach(async () => {
    database = await migratedDatabase();
    dataSource = await createDataSource(database.url).initialize();
    admission = new Admission(dataSource, PLACES);
    store = new JobStore(dataSource, new JobQueries(dataSource), new Announcing(true), admission);
  });
  afterEach(async () => {
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
  const newJob = async (universityId: string, trigger: JobTrigger = 'manual') => {
    const studentId = await newStudent();
    const { job } = await store.createOrGetActive(studentId, universityId, trigger);
    return { studentId, jobId: job.jobId };
  };
  const queued = (): Promise<Queued[]> =>
    dataSource.query(`SELECT key, priority, flags FROM graphile_worker.jobs ORDER BY priority, run_at, id`);
  const places = async (universityId: string): Promise<number> => {
    const [row] = await dataSource.query<{ taken: number }[]>(
      `SELECT count(*)::int AS taken FROM sync_jobs
       WHERE university_id = $1 AND admitted_at IS NOT NULL AND status NOT IN ('completed', 'failed', 'cancelled')`,
      [universityId],
    );
    return row?.taken ?? 0;
  };
  const end = async (jobId: string): Promise<void> => {
    const claimed = await store.claim(jobId, 1);
    await store.append([
      {
        jobId,
        attempt: claimed?.job.attempt ?? 0,
        type: 'job.failed',
        status: 'failed',
        progress: 0,
        data: { error: null as never },
        jobData: initialJobData('manual'),
        at: new Date(),
      },
    ]);
  };

  it('are given out exactly, whoever comes and goes at once', async () => {
    const jobs = await Promise.all(Array.from({ length: 12 }, () => newJob('busy')));
    expect([await places('busy'), (await queued()).length]).toEqual([PLACES, PLACES]);
    const open = new Set(jobs.map(({ jobId }) => jobId));
    while (open.size > 0) {
      const running = (await queued()).map(({ key }) => key).filter((key) => open.has(key));
      expect(running).toHaveLength(Math.min(PLACES, open.size));
      await Promise.all(running.map((key) => end(key)));
      for (const key of running) open.delete(key);
      // Several see the end of several, and one more student comes and goes.
      const [late] = await Promise.all([newJob('busy'), admission.soon('busy'), admission.soon('busy')]);
      expect(await places('busy')).toBeLessThanOrEqual(PLACES);
      await store.cancel(late.jobId, late.studentId);
      expect(await places('busy')).toBe(Math.min(PLACES, open.size));
    }
  });

  it('go to the next one where a job that had one is cancelled, and not where one that waited is', async () => {
    const jobs = await Promise.all(Array.from({ length: PLACES + 2 }, () => newJob('busy')));
    const admitted = new Set((await queued()).map(({ key }) => key));
    const waiting = jobs.filter(({ jobId }) => !admitted.has(jobId));
    const [first, second] = waiting;
    await store.cancel(first?.jobId ?? '', first?.studentId ?? '');
    expect((await queued()).map(({ key }) => key).sort()).toEqual([...admitted].sort());
    const [one] = jobs.filter(({ jobId }) => admitted.has(jobId));
    await store.cancel(one?.jobId ?? '', one?.studentId ?? '');
    expect((await queued()).map(({ key }) => key)).toContain(second?.jobId);
    expect(await places('busy')).toBe(PLACES);
  });

  it('stand in the queue by how many of their own university are before them', async () => {
    for (let n = 0; n < PLACES; n += 1) await newJob('busy');
    const { jobId } = await newJob('idle');
    const entries = await queued();
    expect(entries.map(({ priority }) => priority)).toEqual([0, 0, 1, 2]);
    expect(entries.find(({ key }) => key === jobId)).toMatchObject({ priority: 0, flags: null });
    // The lane that is kept for the first of each university passes the others by.
    expect(entries.filter(({ flags }) => flags !== null)).toHaveLength(2);
  });

  it('go first to a job that somebody begins to wait for in the moment it is queued', async () => {
    const waiting = await newStudent();
    const queueing = dataSource.createQueryRunner();
    const { job } = await store.createOrGetActive(waiting, 'idle', 'schedule');
    // As an admission has it in hand: the row locked, the entry not there for anybody else.
    await queueing.query('BEGIN');
    await queueing.query(`SELECT graphile_worker.remove_job($1::text)`, [job.jobId]);
    await queueing.query('COMMIT');
    await queueing.query('BEGIN');
    await queueing.query(`UPDATE sync_jobs SET admitted_at = now() WHERE id = $1`, [job.jobId]);
    await queueing.query(`SELECT ${enqueue('$1::text', { urgent: 'false', before: '0' })}`, [job.jobId]);
    const signedIn = store['hasten'](job.jobId);
    await until(async () => {
      const rows = await dataSource.query<unknown[]>(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    });
    await queueing.query('COMMIT');
    await signedIn;
    await queueing.release();
    expect(await queued()).toMatchObject([{ key: job.jobId, priority: 0 }]);
  });

  it('go to who waits before what nobody waits for, until somebody does', async () => {
    for (let n = 0; n < PLACES; n += 1) await newJob('busy');
    const scheduled = await newJob('busy', 'schedule');
    const hastened = await newJob('busy', 'schedule');
    const urgent = await newJob('busy');
    const [running] = await queued();
    // The student of one of them signs in.
    await store.createOrGetActive(hastened.studentId, 'busy', 'sign-in');
    const order: string[] = [];
    let last = running?.key ?? '';
    for (let n = 0; n < 3; n += 1) {
      const before = new Set((await queued()).map(({ key }) => key));
      await end(last);
      await admission.soon('busy');
      // A quarter of the places is kept for those who wait: for the last one, two have to be free.
      if (n === 2) {
        expect((await queued()).some(({ key }) => key === scheduled.jobId)).toBe(false);
        const [another] = await dataSource.query<{ id: string }[]>(
          `SELECT id FROM sync_jobs WHERE admitted_at IS NOT NULL AND finished_at IS NULL LIMIT 1`,
        );
        await end(another?.id ?? '');
        await admission.soon('busy');
      }
      last = (await queued()).find(({ key }) => !before.has(key))?.key ?? '';
      order.push(last);
    }
    expect(order).toEqual([hastened.jobId, urgent.jobId, scheduled.jobId]);
    expect((await queued()).find(({ key }) => key === scheduled.jobId)?.priority).toBeGreaterThanOrEqual(
      10_000,
    );
  });

  it('count what versions made that knew nothing of places', async () => {
    for (let n = 0; n < PLACES; n += 1)
      await dataSource.query(
        `INSERT INTO sync_jobs (id, user_id, university_id, data) VALUES ($1, $2, 'busy', '{}')`,
        [randomUUID(), await newStudent()],
      );
    await newJob('busy');
    expect(await queued()).toEqual([]);
    await newJob('idle');
    expect(await queued()).toHaveLength(1);
  });
});
