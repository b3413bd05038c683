import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database';
import type { Query } from '../../src/library';
import { CheckpointStore } from '../../src/sync/persistence/checkpoint-store';
import type { CourseCheckpoint, Written } from '../../src/sync/pipeline';
import { migratedDatabase } from '../support/spike';
import type { TestDatabase } from '../support/test-database';

describe('checkpoints of a job', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let jobId: string;

  beforeAll(async () => {
    database = await migratedDatabase();
    dataSource = await createDataSource(database.url).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });
  const query: Query = Object.assign(
    (sql: string, params: readonly unknown[]) => dataSource.query(sql, [...params]),
    { copy: () => Promise.reject(new Error('not asked for')) },
  );

  beforeEach(async () => {
    jobId = randomUUID();
    await dataSource.query(
      `INSERT INTO students (id, university_id, moodle_user_id, username, full_name) VALUES ($1, $1, 1, 'u', 'n')`,
      [jobId],
    );
    await dataSource.query(
      `INSERT INTO sync_jobs (id, user_id, university_id, data) VALUES ($1, $1, 'demo', '{}')`,
      [jobId],
    );
    await dataSource.query(
      `INSERT INTO sync_job_checkpoints (job_id, course_id, state, kept_at, added) VALUES
         ($1, 0, '{"highestCmid":7}', now() - interval '5 hours', 1),
         ($1, 10, '{"lastModified":1}', now() - interval '59 minutes', 2),
         ($1, 11, '{"lastModified":2}', now() - interval '61 minutes', 4)`,
      [jobId],
    );
  });

  it('serve for an hour; what the first run knew serves for the job', async () => {
    const { job, courses } = await new CheckpointStore(dataSource).find(jobId);
    expect(job).toEqual({ highestCmid: 7 });
    expect([...courses]).toEqual([[10, { lastModified: 1 }]]);
  });

  it('know what became of what vanished, by the word of the run that may write, for an hour', async () => {
    const store = new CheckpointStore(dataSource);
    await dataSource.query(`UPDATE sync_jobs SET attempt = 2 WHERE id = $1`, [jobId]);
    await store.keepVanished(jobId, 1, new Map([[5, 'gone']]));
    expect((await store.find(jobId)).vanished.size).toBe(0);
    await store.keepVanished(
      jobId,
      2,
      new Map([
        [5, 'hidden'],
        [6, 'gone'],
      ]),
    );
    const { job, vanished } = await store.find(jobId);
    expect([job, [...vanished]]).toEqual([
      { highestCmid: 7 },
      [
        [5, 'hidden'],
        [6, 'gone'],
      ],
    ]);
    await dataSource.query(
      `UPDATE sync_job_checkpoints SET kept_at = now() - interval '61 minutes' WHERE job_id = $1`,
      [jobId],
    );
    expect((await store.find(jobId)).vanished.size).toBe(0);
  });

  it('add up what runs have written, also of what is read again', async () => {
    const keep = (courseId: number, written: Partial<Written>, state: CourseCheckpoint | null = null) =>
      CheckpointStore.keep(query, jobId, courseId, written, state);
    await keep(10, { removed: 1, changes: 3 });
    await keep(11, { changed: 5 });
    await keep(12, { added: 8 }); // there is more to be read of it
    await keep(13, {});
    const { courses, written } = await new CheckpointStore(dataSource).find(jobId);
    expect(written).toEqual({ added: 15, changed: 5, removed: 1, changes: 3 });
    expect([...courses.keys()]).toEqual([10]); // a write makes no reading fresh
    await keep(11, { added: 1 }, { lastModified: 3 } as CourseCheckpoint);
    const later = await new CheckpointStore(dataSource).find(jobId);
    expect([later.courses.get(11), later.written.added]).toEqual([{ lastModified: 3 }, 16]);
  });

  it.each(['completed', 'failed', 'cancelled'])(
    'go with a job that is %s, whoever ends it',
    async (status) => {
      await dataSource.query(`UPDATE sync_jobs SET status = $2 WHERE id = $1`, [jobId, status]);
      const { job, courses } = await new CheckpointStore(dataSource).find(jobId);
      expect([job, courses.size]).toEqual([null, 0]);
    },
  );
});
