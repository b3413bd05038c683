import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { PasswordStore, type Sealed, SessionStore } from '../../src/auth';
import { initialJobData } from '../../src/contract';
import { SealedPasswords1763900000007 } from '../../migrations/1763900000007-sealed-passwords';
import { createDataSource } from '../../src/database';
import { Admission } from '../../src/sync/persistence/admission';
import { Announcing } from '../../src/sync/persistence/announcing';
import { JobQueries } from '../../src/sync/persistence/job-queries';
import { JobStore } from '../../src/sync/persistence/job-store';
import { JobUpkeep } from '../../src/sync/persistence/job-upkeep';
import { migratedDatabase } from '../support/spike';
import type { TestDatabase } from '../support/test-database';

const sealed = (): Sealed => ({ keyId: 'k', bytes: randomBytes(64) });

describe('sealed passwords in the database', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let jobs: JobStore;
  let passwords: PasswordStore;

  beforeEach(async () => {
    database = await migratedDatabase();
    dataSource = await createDataSource(database.url).initialize();
    jobs = new JobStore(
      dataSource,
      new JobQueries(dataSource),
      new Announcing(true),
      new Admission(dataSource, 1_000),
    );
    passwords = new PasswordStore(dataSource);
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
    await newSession(id);
    return id;
  };
  const newSession = async (studentId: string): Promise<string> => {
    const id = randomUUID();
    await dataSource.query(
      `INSERT INTO sessions (id, student_id, refresh_hash, expires_at) VALUES ($1, $2, 'x', now() + interval '1 day')`,
      [id, studentId],
    );
    return id;
  };
  const sessionsOf = async (studentId: string): Promise<string[]> =>
    (
      await dataSource.query<{ id: string }[]>(`SELECT id FROM sessions WHERE student_id = $1`, [studentId])
    ).map(({ id }) => id);
  const kept = (): Promise<{ student_id: string; kind: string; job_id: string | null; sealed: Buffer }[]> =>
    dataSource.query(`SELECT student_id, kind, job_id, sealed FROM moodle_credentials`);
  const begun = async (secret = sealed()): Promise<{ studentId: string; jobId: string }> => {
    const studentId = await newStudent();
    const { job } = await jobs.createOrGetActive(studentId, 'demo', 'sign-in', (tx, jobId) =>
      passwords.keepFor(jobId, studentId, secret, tx),
    );
    expect(await kept()).toEqual([
      { student_id: studentId, kind: 'password', job_id: job.jobId, sealed: secret.bytes },
    ]);
    return { studentId, jobId: job.jobId };
  };

  it.each(['completed', 'failed'] as const)('go with the event that says %s', async (status) => {
    const { jobId } = await begun();
    const claimed = await jobs.claim(jobId, 1);
    const event = {
      jobId,
      attempt: claimed?.job.attempt ?? 0,
      progress: 40,
      data: {},
      jobData: initialJobData('sign-in'),
      at: new Date(),
    };
    await jobs.append([{ ...event, type: 'stage.started', status: 'analyzing_content' }]);
    expect(await kept()).toHaveLength(1);
    // Another attempt's words end nothing.
    await jobs.append([{ ...event, attempt: 0, type: 'job.failed', status }]);
    expect(await kept()).toHaveLength(1);
    await jobs.append([{ ...event, type: 'job.failed', status }]);
    expect(await kept()).toEqual([]);
  });

  it('go with a cancellation, a removed job, and a student who is removed', async () => {
    const { jobId, studentId } = await begun();
    await jobs.cancel(jobId, studentId);
    expect(await kept()).toEqual([]);
    const removed = await begun();
    await dataSource.query(`DELETE FROM sync_jobs WHERE id = $1`, [removed.jobId]);
    expect(await kept()).toEqual([]);
    const gone = await begun();
    await dataSource.query(`DELETE FROM students WHERE id = $1`, [gone.studentId]);
    expect(await kept()).toEqual([]);
  });

  it('are not there while the job is rolled back, and come back with a rollback of its end', async () => {
    const studentId = await newStudent();
    await expect(
      jobs.createOrGetActive(studentId, 'demo', 'sign-in', async (tx, jobId) => {
        await passwords.keepFor(jobId, studentId, sealed(), tx);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await kept()).toEqual([]);
    const { jobId } = await begun();
    await expect(
      dataSource.transaction(async (tx) => {
        await tx.query(`UPDATE sync_jobs SET status = 'failed' WHERE id = $1`, [jobId]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await kept()).toHaveLength(1);
  });

  it('are kept for no job that has ended, and for none of another student', async () => {
    const { jobId, studentId } = await begun();
    const other = await newStudent();
    await passwords.keepFor(jobId, other, sealed());
    expect(await kept()).toHaveLength(1);
    await jobs.cancel(jobId, studentId);
    await passwords.keepFor(jobId, studentId, sealed());
    expect(await kept()).toEqual([]);
  });

  it('are not left behind by an end and a new sign-in at the same moment', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { jobId, studentId } = await begun();
      await Promise.all([
        passwords.keepFor(jobId, studentId, sealed()),
        jobs.cancel(jobId, studentId),
        passwords.keepFor(jobId, studentId, sealed()),
      ]);
      expect(await kept()).toEqual([]);
    }
  });

  it('go with the student’s last session, and not before', async () => {
    const { studentId } = await begun();
    await newSession(studentId);
    const sessions = new SessionStore(dataSource);
    const [first = '', last = ''] = await sessionsOf(studentId);
    await sessions.revoke(first);
    expect(await kept()).toHaveLength(1);
    // One that has run out keeps nothing alive.
    const over = await newSession(studentId);
    await dataSource.query(`UPDATE sessions SET expires_at = now() WHERE id = $1`, [over]);
    await sessions.revoke(last);
    expect(await kept()).toEqual([]);
  });

  it('are not left behind by two devices that sign out at the same moment', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { studentId } = await begun();
      await newSession(studentId);
      const [one = '', other = ''] = await sessionsOf(studentId);
      // Both have written that they end before either has committed.
      const ends = [dataSource.createQueryRunner(), dataSource.createQueryRunner()];
      try {
        for (const end of ends) await end.startTransaction();
        await Promise.all(
          [one, other].map(async (id, n) => {
            await ends[n]?.query(`UPDATE sessions SET revoked_at = now() WHERE id = $1`, [id]);
            await ends[n]?.commitTransaction();
          }),
        );
      } finally {
        for (const end of ends) await end.release();
      }
      expect(await kept()).toEqual([]);
    }
  });

  it('cannot be stored without a job, nor a job’s id beside a token', async () => {
    const { jobId, studentId } = await begun();
    const insert = (kind: string, job: string | null): Promise<unknown> =>
      dataSource.query(
        `INSERT INTO moodle_credentials (student_id, kind, key_id, sealed, job_id) VALUES ($1, $2, 'k', 'x', $3)
         ON CONFLICT (student_id) DO UPDATE SET kind = EXCLUDED.kind, job_id = EXCLUDED.job_id`,
        [studentId, kind, job],
      );
    await expect(insert('password', null)).rejects.toThrow('moodle_credentials_password_for_a_job');
    await expect(insert('token', jobId)).rejects.toThrow('moodle_credentials_password_for_a_job');
    await expect(insert('session', null)).rejects.toThrow('moodle_credentials_kinds');
    await expect(insert('token', null)).resolves.toBeDefined();
  });

  it('are swept away where no job needs them, however they came to be there', async () => {
    const { jobId } = await begun();
    expect(await passwords.eraseUnneeded()).toBe(0);
    // Only a superuser can get past the trigger.
    await dataSource.query(`ALTER TABLE sync_jobs DISABLE TRIGGER sync_jobs_erase_password`);
    await dataSource.query(`UPDATE sync_jobs SET status = 'failed', finished_at = now() WHERE id = $1`, [
      jobId,
    ]);
    expect(await kept()).toHaveLength(1);
    expect(await passwords.eraseUnneeded()).toBe(1);
    expect(await kept()).toEqual([]);
    // Nor has anybody a way past this one.
    const { studentId } = await begun();
    await dataSource.query(`UPDATE sessions SET expires_at = now() WHERE student_id = $1`, [studentId]);
    expect(await passwords.eraseUnneeded()).toBe(1);
    await begun();
    await dataSource.query(`UPDATE moodle_credentials SET updated_at = now() - interval '25 hours'`);
    expect(await passwords.eraseUnneeded()).toBe(1);
  });

  it('stay with a job that is queued again', async () => {
    const { jobId } = await begun();
    await dataSource.query(`SELECT graphile_worker.remove_job($1::text)`, [jobId]);
    expect(await new JobUpkeep(dataSource).requeueOrphans()).toEqual([jobId]);
    expect(await kept()).toHaveLength(1);
  });

  it('come and go with their migration; tokens stay', async () => {
    const { studentId } = await begun();
    const other = await newStudent();
    await dataSource.query(
      `INSERT INTO moodle_credentials (student_id, kind, key_id, sealed) VALUES ($1, 'token', 'k', 'x')`,
      [other],
    );
    const last = async (): Promise<string | undefined> =>
      (
        await dataSource.query<{ name: string }[]>(
          `SELECT name FROM schema_migrations ORDER BY id DESC LIMIT 1`,
        )
      )[0]?.name;
    while ((await last()) !== SealedPasswords1763900000007.name) await dataSource.undoLastMigration();
    await dataSource.undoLastMigration();
    const rows = await dataSource.query<object[]>(`SELECT * FROM moodle_credentials`);
    expect(rows).toEqual([expect.objectContaining({ student_id: other, kind: 'token' })]);
    expect(rows[0]).not.toHaveProperty('job_id');
    await dataSource.runMigrations();
    expect(await kept()).toEqual([expect.objectContaining({ student_id: other, job_id: null })]);
    expect(studentId).not.toBe(other);
  });
});
