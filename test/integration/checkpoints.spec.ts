import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database';
import { CheckpointStore } from '../../src/sync/persistence/checkpoint-store';
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
      `INSERT INTO sync_job_checkpoints (job_id, course_id, state, kept_at) VALUES
         ($1, 0, '{"highestCmid":7}', now() - interval '5 hours'),
         ($1, 10, '{"lastModified":1}', now() - interval '59 minutes'),
         ($1, 11, '{"lastModified":2}', now() - interval '61 minutes')`,
      [jobId],
    );
  });

  it('serve for an hour; what the first run knew serves for the job', async () => {
    const { job, courses } = await new CheckpointStore(dataSource).find(jobId);
    expect(job).toEqual({ highestCmid: 7 });
    expect([...courses]).toEqual([[10, { lastModified: 1 }]]);
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
