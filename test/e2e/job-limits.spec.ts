import { addStudent, ask, finished, signIn, type Spike, startSpike, until } from '../support/spike';

/** One node answers, another one works; the second comes when the test wants it. */
describe('a job', () => {
  let api: Spike;
  let worker: Spike | null = null;
  const startWorker = async (): Promise<void> => {
    worker = await startSpike({ database: api.database, university: api.demo, env: { ROLES: 'worker' } });
  };

  beforeEach(async () => {
    api = await startSpike({ env: { ROLES: 'api' } });
  });
  afterEach(async () => {
    api.demo.control.releaseAll();
    await worker?.stop();
    worker = null;
    await api.stop();
  });

  it('has one limit of time for all its attempts together, and keeps what it read', async () => {
    const { username, password } = addStudent(api, 8);
    api.demo.control.hold('core_course_get_contents', undefined, 8); // the last course never comes
    const { accessToken: token, jobId } = await signIn(api, username, password);
    // As earlier attempts left it: of five minutes they took all but three seconds.
    await api.sql(`UPDATE sync_jobs SET attempt = 1, spent_ms = 297000 WHERE id = $1`, [jobId]);
    await startWorker();
    const job = await finished(api, token, jobId);
    expect(job).toMatchObject({ status: 'failed', error: { code: 'sync.timeout' } });
    const { body } = await ask<{ items: { syncedAt: string | null }[] }>(api, 'GET', '/api/courses', {
      token,
    });
    expect(body.items).toHaveLength(8);
    const [row] = await api.sql<{ spent_ms: string; checkpoints: number }>(
      `SELECT spent_ms, (SELECT count(*)::int FROM sync_job_checkpoints) AS checkpoints FROM sync_jobs WHERE id = $1`,
      [jobId],
    );
    expect(Number(row?.spent_ms)).toBeGreaterThanOrEqual(300_000);
    expect(row?.checkpoints).toBe(0); // they go with the end of their job
  }, 60_000);

  it('that was ended unheard stops in the middle of what it asks', async () => {
    await startWorker();
    const { username, password } = addStudent(api, 3);
    const hold = api.demo.control.hold('core_course_get_contents');
    const { jobId } = await signIn(api, username, password);
    await hold.arrived;
    // No announcement tells of this.
    await api.sql(`UPDATE sync_jobs SET status = 'cancelled', finished_at = now() WHERE id = $1`, [jobId]);
    await until(async () => {
      const { body } = await ask<string>(worker as Spike, 'GET', '/metrics');
      return /^spike_sync_jobs_running 0$/m.test(body);
    });
  }, 60_000);

  it('whose attempts are used up fails, with what they read', async () => {
    const { username, password } = addStudent(api, 2);
    const { accessToken: token, jobId } = await signIn(api, username, password);
    await api.sql(`UPDATE sync_jobs SET attempt = 4, handovers = 1 WHERE id = $1`, [jobId]);
    await startWorker();
    expect(await finished(api, token, jobId)).toMatchObject({
      status: 'failed',
      attempt: 5,
      error: { code: 'sync.retries-exhausted' },
    });
  }, 60_000);
});
