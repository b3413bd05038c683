import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { runCommand } from '../../src/cli';
import { findInDatabase } from '../support/every-column';
import {
  addStudent,
  ask,
  eventsOf,
  finished,
  login,
  signIn,
  type Spike,
  startSpike,
  until,
} from '../support/spike';
import { createTestDatabase } from '../support/test-database';

const PROGRAM = path.resolve(__dirname, '../../dist/src/spike.js');
const PROBE = path.resolve(__dirname, '../../dist/src/probe.js');
const ENCRYPTION_KEY = 'ab'.repeat(32);
const JWT_SECRET = 'a secret of the tests, long enough for anybody';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Finding {
  readonly check: string;
  readonly state: string;
  readonly found: string;
  readonly todo: string | null;
}

/** The command line beside a node that works on the same database. */
describe('the command line', () => {
  let spike: Spike;
  let operator: Client;
  let folder: string;
  let universitiesFile: string;

  beforeAll(async () => {
    if (!existsSync(PROGRAM))
      throw new Error('dist is missing: run `npm run build` first, as `npm test` does');
    folder = mkdtempSync(path.join(os.tmpdir(), 'spike-command-'));
    universitiesFile = path.join(folder, 'universities.json');
    spike = await startSpike();
    writeFileSync(
      universitiesFile,
      JSON.stringify([
        { id: 'demo', name: { he: 'אוניברסיטת ההדגמה', en: 'Demo' }, baseUrl: spike.demo.url },
      ]),
    );
    operator = new Client({ connectionString: spike.database.url });
    await operator.connect();
  });
  afterAll(async () => {
    await operator.end();
    await spike.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const environment = (more: Readonly<Record<string, string>>): Record<string, string> => ({
    PATH: process.env.PATH ?? '',
    DATA_DIR: path.join(folder, 'data'),
    DATABASE_URL: spike.database.url,
    ENCRYPTION_KEY,
    JWT_SECRET,
    UNIVERSITIES_FILE: universitiesFile,
    ...more,
  });

  /** In this process, where what a command does is looked at. */
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> => {
    const said = { out: '', err: '' };
    const code = await runCommand(args, {
      out: (text) => (said.out += text),
      err: (text) => (said.err += text),
      env: environment(env),
    });
    return { code, ...said };
  };

  /** The built program in a process of its own, as an operator runs it. */
  const runProcess = (
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    program = PROGRAM,
  ): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, ...args], {
        env: environment(env),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, out, err }));
    });

  /** The same with `--json`: standard output is one object. */
  const json = async <T>(
    args: readonly string[],
    env?: Record<string, string>,
  ): Promise<{ code: number | null; body: T }> => {
    const { code, out } = await run([...args, '--json'], env);
    return { code, body: JSON.parse(out) as T };
  };

  /** A job that stands still in the middle until `release`. */
  const heldJob = async () => {
    const { username, password } = addStudent(spike, 2);
    const hold = spike.demo.control.hold('core_course_get_contents');
    const signedIn = await signIn(spike, username, password);
    await hold.arrived;
    return { ...signedIn, username, password, token: signedIn.accessToken, release: () => hold.release() };
  };

  it('ends as a process with 0, 1, 2 and 3, and reaches the node that runs the job', async () => {
    const unreachable = { DATABASE_URL: 'postgres://spike:a-password-of-somebody@127.0.0.1:1/nowhere' };
    const { jobId, user, token, release } = await heldJob();
    const ended = await Promise.all([
      runProcess(['jobs', 'active', '--json']),
      runProcess(['job', 'show', 'none']),
      runProcess(['job', 'show']),
      runProcess(['jobs', 'active'], unreachable),
      runProcess(['demo'], {}, PROBE),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([0, 1, 2, 3, 0]);
    expect(JSON.parse(ended[0].out)).toMatchObject({ jobs: [{ jobId }] });
    expect(ended[3].out + ended[3].err).toMatch(/cannot be reached/);
    expect(ended[3].out + ended[3].err).not.toMatch(/a-password-of-somebody|nowhere/);
    expect((await runProcess(['job', 'cancel', jobId])).code).toBe(0);
    await until(() => spike.demo.control.inFlight === 0); // given up by the node, and still held at the Moodle
    expect((await eventsOf(spike, token, jobId)).at(-1)?.type).toBe('job.cancelled');
    release();
    const [doctor, erased] = [
      await runProcess(['doctor']),
      await runProcess(['student', 'erase', user.id, '--yes']),
    ];
    expect([doctor.code, doctor.err, erased.code, erased.err]).toEqual([0, '', 0, '']);
    expect(erased.out).toMatch(/public\.students +1/);
  }, 300_000);

  it('says how it is used, and ends with 2 when it is asked wrongly', async () => {
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    for (const words of [
      'doctor',
      'jobs active',
      'job show',
      'job cancel',
      'job rerun',
      'probe',
      'migrate',
      'clean-up',
      'student erase',
    ])
      expect(help.out).toContain(words);
    for (const wrong of [
      [],
      ['job'],
      ['job', 'show'],
      ['job', 'show', 'a', 'b'],
      ['jobs', 'active', '--nonsense'],
      ['migrate', 'up'],
      ['job', 'rerun'],
    ]) {
      const { code, out, err } = await run(wrong);
      expect([wrong, code]).toEqual([wrong, 2]);
      expect(out + err).toContain('Usage: npm run spike');
    }
    const { code, body } = await json<{ error: { code: string } }>(['job', 'show']);
    expect([code, body.error.code]).toEqual([2, 'usage']);
  });

  it('ends with 2 for settings that cannot be used, and names no value', async () => {
    const { code, err } = await run(['jobs', 'active'], { ENCRYPTION_KEY: 'too-short-to-be-a-key' });
    expect(code).toBe(2);
    expect(err).toContain('ENCRYPTION_KEY must be 32 bytes');
    expect(err).not.toContain('too-short');
  });

  it('ends with 3 when the database is not reached, and shows no address and no password', async () => {
    const DATABASE_URL = 'postgres://spike:a-password-of-somebody@127.0.0.1:1/nowhere';
    for (const args of [
      ['jobs', 'active'],
      ['migrate', 'status'],
      ['doctor'],
      ['student', 'erase', 'x', '--yes'],
    ]) {
      const { code, out, err } = await run(args, { DATABASE_URL });
      expect([args, code]).toEqual([args, 3]);
      expect(out + err).toContain('cannot be reached');
      expect(out + err).not.toMatch(/a-password-of-somebody|nowhere/);
    }
    const { body } = await json<{ findings: Finding[] }>(['doctor'], { DATABASE_URL });
    expect(body.findings[0]).toMatchObject({ check: 'database', state: 'wrong' });
    expect(body.findings.find(({ check }) => check === 'university demo')?.state).toBe('ok'); // it looks at what it can
  });

  it('shows jobs under way and one of them, cancels it on the node where it runs, and starts another', async () => {
    const { token, jobId, user, username, release } = await heldJob();
    const active = await run(['jobs', 'active']);
    expect(active.code).toBe(0);
    expect(active.out).toMatch(new RegExp(`${jobId}  demo +analyzing_content +40 +1  running`));
    expect((await json<{ jobs: unknown[] }>(['jobs', 'active'])).body.jobs).toEqual([
      expect.objectContaining({ jobId, universityId: 'demo', queue: 'running', attempt: 1 }),
    ]);

    const shown = await json<{
      job: { status: string };
      studentId: string;
      queue: string;
      events: unknown[];
    }>(['job', 'show', jobId, '--events']);
    expect(shown.code).toBe(0);
    expect(shown.body).toMatchObject({
      studentId: user.id,
      queue: 'running',
      job: { status: 'analyzing_content' },
    });
    expect(shown.body.events).toEqual(await eventsOf(spike, token, jobId));
    expect((await run(['job', 'show', jobId, '--events'])).out).toMatch(
      / 1 +0 +\S+Z +job\.created +starting +0 +sign-in/,
    );

    const again = await json<{ jobId: string; created: boolean }>([
      'job',
      'rerun',
      '--student',
      `demo/${username}`,
    ]);
    expect(again).toEqual({ code: 0, body: { jobId, created: false } });

    const stopped = jest.fn();
    void until(() => spike.demo.control.inFlight === 0).then(stopped);
    const cancelled = await run(['job', 'cancel', jobId]);
    expect([cancelled.code, cancelled.out]).toEqual([0, expect.stringContaining('is cancelled, at 40 %')]);
    await until(() => stopped.mock.calls.length > 0); // the node gave up its request, which is still held at the Moodle
    expect((await eventsOf(spike, token, jobId)).at(-1)?.type).toBe('job.cancelled');
    release();

    expect((await run(['job', 'cancel', jobId])).code).toBe(0); // as on any device: it is cancelled, whoever was first

    const rerun = await json<{ jobId: string; created: boolean }>(['job', 'rerun', jobId]);
    expect(rerun).toMatchObject({ code: 0, body: { created: true } });
    expect(await finished(spike, token, rerun.body.jobId)).toMatchObject({
      status: 'completed',
      trigger: 'manual',
    });
    const late = await json<{ error: { code: string } }>(['job', 'cancel', rerun.body.jobId]);
    expect(late).toMatchObject({ code: 1, body: { error: { code: 'sync.job-finished' } } });
    expect((await json<{ jobs: unknown[] }>(['jobs', 'active'])).body.jobs).toEqual([]);
  });

  it.each([
    [['job', 'show', 'none'], 'sync.job-not-found'],
    [['job', 'cancel', 'none'], 'sync.job-not-found'],
    [['job', 'rerun', 'none'], 'sync.job-not-found'],
    [['job', 'rerun', '--student', 'demo/nobody'], 'student.not-found'],
    [['student', 'erase', 'demo/nobody', '--yes'], 'student.not-found'],
  ])('%j ends with 1: %s', async (args, code) => {
    const ended = await json<{ error: { code: string } }>(args);
    expect(ended).toMatchObject({ code: 1, body: { error: { code } } });
  });

  it('erases a student: the running job is cancelled, and nothing is left anywhere', async () => {
    const { jobId, user, username, password, token, release } = await heldJob();
    const would = await json<{ erased: boolean; rows: Record<string, number> }>([
      'student',
      'erase',
      `demo/${username}`,
    ]);
    expect(would).toMatchObject({
      code: 2,
      body: {
        erased: false,
        rows: {
          'public.students': 1,
          'public.sync_jobs': 1,
          'public.moodle_credentials': 1,
          'public.sessions': 1,
        },
      },
    });
    expect(await ask(spike, 'GET', '/api/auth/me', { token })).toMatchObject({ status: 200 });

    const { code, body } = await json<{
      erased: boolean;
      cancelledJob: string;
      rows: Record<string, number>;
    }>(['student', 'erase', user.id, '--yes']);
    expect(code).toBe(0);
    expect(body).toMatchObject({ erased: true, cancelledJob: jobId });
    expect(body.rows['public.library_courses']).toBeGreaterThan(0);
    expect(body.rows['public.sync_job_events']).toBeGreaterThan(2);
    await until(() => spike.demo.control.inFlight === 0);
    // As an erased student is not in any row, nor is the job; not in the queue either.
    const { finds } = await findInDatabase(spike, { student: user.id, username, job: jobId });
    expect(finds).toEqual([]);
    expect(await ask(spike, 'GET', '/api/auth/me', { token })).toMatchObject({ status: 401 });
    release();
    const anew = await login(spike, username, password);
    expect(anew).toMatchObject({ status: 200 });
    expect(anew.body.user.id).not.toBe(user.id);
    await finished(spike, anew.body.accessToken, anew.body.sync?.jobId ?? '');
  });

  it('counts every table that speaks of a student', async () => {
    const columns = await spike.sql<{ name: string }>(
      `SELECT DISTINCT table_schema || '.' || table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name IN ('student_id', 'user_id')`,
    );
    const { username, password } = addStudent(spike, 3);
    const { accessToken, jobId } = await signIn(spike, username, password);
    await finished(spike, accessToken, jobId);
    const { body } = await json<{ rows: Record<string, number> }>(['student', 'erase', `demo/${username}`]);
    const filled: string[] = [];
    for (const { name } of columns) {
      const [row] = await spike.sql<{ some: boolean }>(`SELECT EXISTS (SELECT 1 FROM ${name}) AS some`);
      if (row?.some) filled.push(name);
    }
    expect(filled.filter((name) => !(name in body.rows))).toEqual([]);
  });

  it('cleans up when it is asked to', async () => {
    const { username, password } = addStudent(spike, 1);
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await finished(spike, token, jobId);
    await spike.sql(`UPDATE sync_jobs SET finished_at = now() - interval '30 days' WHERE id = $1`, [jobId]);
    const { code, body } = await json<{ removed: { jobs: number } }>(['clean-up']);
    expect(code).toBe(0);
    expect(body.removed.jobs).toBe(1);
    expect((await run(['job', 'show', jobId])).code).toBe(1);
  });

  it('migrates an empty database, says what is pending before and after, and serves nothing else until then', async () => {
    const empty = await createTestDatabase();
    const env = { DATABASE_URL: empty.url };
    const before = await json<{ upToDate: boolean; pending: string[] }>(['migrate', 'status'], env);
    expect(before).toMatchObject({ code: 1, body: { upToDate: false } });
    expect(before.body.pending.length).toBeGreaterThan(10);
    expect(await json(['jobs', 'active'], env)).toMatchObject({
      code: 1,
      body: { error: { code: 'schema.pending' } },
    });
    const sick = await json<{ findings: Finding[] }>(['doctor'], env);
    expect(sick.code).toBe(1);
    expect(sick.body.findings.find(({ check }) => check === 'migrations')).toMatchObject({
      state: 'wrong',
      found: expect.stringMatching(/pending/),
    });
    expect(await json(['migrate'], env)).toEqual({ code: 0, body: { applied: before.body.pending } });
    expect(await json(['migrate'], env)).toEqual({ code: 0, body: { applied: [] } });
    expect(await json(['migrate', 'status'], env)).toMatchObject({
      code: 0,
      body: { upToDate: true, pending: [] },
    });
    expect(await json(['jobs', 'active'], env)).toEqual({ code: 0, body: { jobs: [] } });
    await empty.drop();
  });

  it('probes a site by its id and by its address, and says when it does not know it', async () => {
    for (const wanted of ['demo', spike.demo.url]) {
      const { code, body } = await json<{ baseUrl: string; verdict: { way: string } }>(['probe', wanted]);
      expect([code, body.baseUrl, body.verdict.way]).toEqual([0, spike.demo.url, 'password']);
    }
    expect((await run(['probe', 'http://127.0.0.1:1'])).code).toBe(1);
    expect((await run(['probe', 'elsewhere'])).code).toBe(2);
  });

  describe('the doctor', () => {
    const find = async (check: string): Promise<{ code: number | null; found: Finding[] }> => {
      const { code, body } = await json<{ findings: Finding[] }>(['doctor']);
      return { code, found: body.findings.filter((each) => each.check === check) };
    };

    it('finds nothing wrong where all is well', async () => {
      const { code, out } = await run(['doctor']);
      expect([code, out]).toEqual([0, expect.stringContaining('0 wrong')]);
      for (const title of ['A job does not start', 'A sync is stuck', 'API errors'])
        expect(out).toContain(title);
      expect(out).toMatch(/workers +1 alive/);
    });

    it('tells of a job that is in no queue, and of one that nobody takes', async () => {
      const jobId = '00000000-0000-4000-8000-000000000001';
      const student = 'a student of the doctor';
      await spike.sql(
        `INSERT INTO students (id, university_id, moodle_user_id, username, full_name) VALUES ($1, 'gone', 1, 'x', 'x')`,
        [student],
      );
      // Held in one transaction with the entry's lock, so that no worker mends it while the doctor looks.
      await operator.query('BEGIN');
      await operator.query(`LOCK TABLE graphile_worker._private_jobs IN SHARE ROW EXCLUSIVE MODE`);
      await spike.sql(
        `INSERT INTO sync_jobs (id, user_id, university_id, data, created_at, updated_at)
         VALUES ($1, $2, 'gone', '{"trigger":"manual","courses":{"total":null,"done":0,"failed":0}}', now() - interval '1 hour', now() - interval '1 hour')`,
        [jobId, student],
      );
      const orphans = await find('orphans');
      expect([orphans.code, orphans.found[0]]).toEqual([
        1,
        expect.objectContaining({ state: 'wrong', found: expect.stringContaining(jobId) }),
      ]);
      const stuck = await find('jobs under way');
      expect(stuck.found[0]).toMatchObject({
        state: 'wrong',
        found: expect.stringMatching(/missing; last event none 3\d\d\d s ago/),
      });
      const unlisted = await find('universities');
      expect(unlisted.found[1]).toMatchObject({
        state: 'attention',
        found: expect.stringContaining('gone, which is not on the list'),
      });
      await spike.sql(`DELETE FROM students WHERE id = $1`, [student]);
      await operator.query('ROLLBACK');
      // A worker puts orphans back; the entry of a job that is gone is nobody's.
      await until(async () => (await find('orphans')).found.every(({ state }) => state === 'ok'));
    });

    it('tells of keys that are missing, and of what the account may not do', async () => {
      const { username, password } = addStudent(spike, 1);
      const { accessToken, jobId } = await signIn(spike, username, password);
      await finished(spike, accessToken, jobId);
      const { code, body } = await json<{ findings: Finding[] }>(['doctor'], {
        ENCRYPTION_KEY: 'cd'.repeat(32),
      });
      expect(code).toBe(1);
      expect(body.findings.find(({ check }) => check === 'encryption keys')).toMatchObject({
        state: 'wrong',
        found: expect.stringMatching(/^\d+ sealed sign-ins/),
      });

      await spike.sql(`CREATE ROLE reader LOGIN PASSWORD 'reader'`);
      const url = new URL(spike.database.url);
      [url.username, url.password] = ['reader', 'reader'];
      await spike.sql(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader`);
      const poor = await json<{ findings: Finding[] }>(['doctor'], { DATABASE_URL: url.href });
      expect(poor.code).toBe(1);
      expect(poor.body.findings.find(({ check }) => check === 'permissions')).toMatchObject({
        state: 'wrong',
        found: expect.stringMatching(/lacks .*(DELETE|INSERT|CREATE|USAGE)/),
      });
      await spike.sql(`DROP OWNED BY reader`);
      await spike.sql(`DROP ROLE reader`);
    });

    it('tells why a job is slow, and what became of jobs that failed', async () => {
      const { token, jobId, release } = await heldJob();
      await spike.sql(`UPDATE sync_job_events SET at = at - interval '5 minutes' WHERE job_id = $1`, [jobId]);
      const slow = await find('jobs under way');
      expect([slow.code, slow.found[0]]).toEqual([
        0,
        expect.objectContaining({
          state: 'attention',
          found: expect.stringMatching(/analyzing_content, attempt 1, running; last event \S+ 3\d\d s ago/),
        }),
      ]);
      release();
      await finished(spike, token, jobId);
      await spike.sql(
        `UPDATE sync_jobs SET status = 'failed', data = jsonb_set(data, '{error}', '{"code":"moodle.timeout"}') WHERE id = $1`,
        [jobId],
      );
      const failed = await find('failures');
      expect(failed.found[0]).toMatchObject({
        state: 'attention',
        found: expect.stringContaining('1 failed within the last hour: demo, moodle.timeout'),
        todo: expect.stringContaining('too slowly'),
      });
    });
  });
});
