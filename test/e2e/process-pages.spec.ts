import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { JobSnapshot } from '../../src/contract';
import { CleanUp } from '../../src/operations';
import { findIn, findInDatabase } from '../support/every-column';
import { ask, eventsOf, finished, migratedDatabase, signIn, type Spike, startSpike } from '../support/spike';
import type { TestDatabase } from '../support/test-database';

const MAIN = path.resolve(__dirname, '../../dist/src/main.js');
const LISTING = 'core_course_get_enrolled_courses_by_timeline_classification';
const PASSWORD = 'A-password-no-text-has-9';
const ENV = { JWT_SECRET: 'a secret of this test, long enough for anybody', ENCRYPTION_KEY: 'ef'.repeat(32) };

/** The built program as a worker, killed while it works with a sealed password. */
describe('a worker process that is killed with a sealed password in its hands', () => {
  let dir: string;
  let database: TestDatabase;
  let api: Spike;
  let count = 0;
  const running: { child: ChildProcess; said: string }[] = [];

  beforeAll(async () => {
    if (!existsSync(MAIN)) throw new Error('dist is missing: run `npm run build` first, as `npm test` does');
    dir = mkdtempSync(path.join(os.tmpdir(), 'spike-workers-'));
  });
  beforeEach(async () => {
    database = await migratedDatabase();
    api = await startSpike({ database, env: { ...ENV, ROLES: 'api' } });
    api.demo.control.site.webServices = false;
  });
  afterEach(async () => {
    api.demo.control.releaseAll();
    for (const { child } of running.splice(0)) await kill(child);
    await api.stop();
    await database.drop();
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const kill = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const startWorker = (): (typeof running)[number] => {
    const universities = path.join(dir, 'universities.json');
    const name = { he: 'הדגמה', en: 'Demo' };
    writeFileSync(universities, JSON.stringify([{ id: 'demo', name, baseUrl: api.demo.url }]));
    const child = spawn(process.execPath, [MAIN], {
      env: {
        ...ENV,
        PATH: process.env.PATH,
        DATA_DIR: dir,
        DATABASE_URL: database.url,
        UNIVERSITIES_FILE: universities,
        ROLES: 'worker',
        PORT: '0',
        LOG_LEVEL: 'trace',
        RETRY_BASE_DELAY: '10',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const worker = { child, said: '' };
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (worker.said += chunk.toString()));
    running.push(worker);
    return worker;
  };
  const kept = (): Promise<{ kind: string; job_id: string }[]> =>
    api.sql(`SELECT kind, job_id FROM moodle_credentials`);
  const postsToForm = (): number =>
    api.demo.requests.filter(({ method, path: at }) => method === 'POST' && at === '/login/index.php').length;

  /** A job whose worker was killed at the list of courses. */
  const killedInTheMiddle = async () => {
    count += 1;
    const username = `killed-${count}`;
    api.demo.control.addStudent({
      username,
      password: PASSWORD,
      courses: 2,
      modulesPerCourse: 6,
      seed: username,
    });
    const worker = startWorker();
    const hold = api.demo.control.hold(LISTING);
    const { accessToken: token, jobId } = await signIn(api, username, PASSWORD);
    await hold.arrived;
    expect(await kept()).toEqual([{ kind: 'password', job_id: jobId }]);
    await kill(worker.child);
    hold.release();
    // Nobody has ended the job, so what it needs is still there, and still sealed.
    expect(await kept()).toEqual([{ kind: 'password', job_id: jobId }]);
    expect((await findInDatabase(api, { password: PASSWORD })).finds).toEqual([]);
    return { token, jobId, worker };
  };
  const expectNoTrace = async (token: string, jobId: string): Promise<void> => {
    expect(await kept()).toEqual([]);
    const secrets = { password: PASSWORD };
    const { finds, tables } = await findInDatabase(api, secrets);
    expect([finds, tables.length > 10]).toEqual([[], true]);
    expect(findIn(JSON.stringify(await eventsOf(api, token, jobId)), secrets)).toEqual([]);
    const said = [...running.map((worker) => worker.said), ...api.logs];
    expect(said.filter((text) => findIn(text, secrets).length > 0)).toEqual([]);
    expect(running[0]?.said).toContain('Spike is running');
  };

  it('is followed by another one, which finishes the job with that password and erases it', async () => {
    const { token, jobId } = await killedInTheMiddle();
    const before = postsToForm();
    startWorker();
    expect(await finished(api, token, jobId)).toMatchObject({
      status: 'completed',
      attempt: 2,
      courses: { total: 2, done: 2, failed: 0 },
    });
    expect(postsToForm()).toBe(before + 1);
    await expectNoTrace(token, jobId);
  }, 60_000);

  it('is followed by another one, whose failure erases it too', async () => {
    const { token, jobId } = await killedInTheMiddle();
    api.demo.control.fault({ fn: LISTING }, { fail: 'nopermissions' });
    startWorker();
    expect(await finished(api, token, jobId)).toMatchObject({ status: 'failed', attempt: 2 });
    await expectNoTrace(token, jobId);
  }, 60_000);

  it('is followed by nobody: whatever ends the job erases it', async () => {
    const { token, jobId } = await killedInTheMiddle();
    const { body } = await ask<JobSnapshot>(api, 'POST', `/api/sync-status/${jobId}/cancel`, { token });
    expect(body.status).toBe('cancelled');
    await expectNoTrace(token, jobId);
  }, 60_000);

  it('is followed by nobody, and nothing ends the job: nodes that serve alone erase it after a day', async () => {
    const { token, jobId } = await killedInTheMiddle();
    expect(await api.app.get(CleanUp).run()).toMatchObject({ passwords: 0 });
    await api.sql(`UPDATE moodle_credentials SET updated_at = updated_at - interval '1 day'`);
    expect(await api.app.get(CleanUp).run()).toMatchObject({ passwords: 1 });
    await expectNoTrace(token, jobId);
    // A worker that comes after all says what to do.
    startWorker();
    expect(await finished(api, token, jobId)).toMatchObject({
      status: 'failed',
      error: { code: 'auth.password-not-kept' },
    });
  }, 60_000);
});
