import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { io } from 'socket.io-client';
import { type CourseSummary, type JobSnapshot, type Page, SOCKET_PATH } from '../../src/contract';
import { ask, eventsOf, finished, signIn, until } from '../support/spike';

const MAIN = path.resolve(__dirname, '../../dist/src/main.js');

/** Processes that have `needle` on their command line. */
function processesOf(needle: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(needle);
      } catch {
        return false; // it has just ended
      }
    })
    .map(Number);
}

/** The built program, as `npm start` runs it. */
describe('the process', () => {
  let dataDir: string;
  const running: ChildProcess[] = [];

  const start = async (): Promise<{ child: ChildProcess; url: string }> => {
    const child = spawn(process.execPath, [MAIN, '--demo'], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DATA_DIR: dataDir,
        PORT: '0',
        DEMO_PORT: '0',
        LOG_LEVEL: 'warn',
        RETRY_BASE_DELAY: '10',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const url = await until(() => {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${said}`);
      return /Spike is running:\s+(\S+)[\s\S]*?\n\n/.exec(said)?.[1];
    });
    expect(said).toMatch(/sign in as\s+noa \/ demo1234/);
    return { child, url };
  };
  const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  };

  beforeAll(() => {
    if (!existsSync(MAIN)) throw new Error('dist is missing: run `npm run build` first, as `npm test` does');
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'spike-process-'));
    chmodSync(dataDir, 0o755); // as root, PostgreSQL runs under another account, which must be able to come in
  });
  afterAll(async () => {
    for (const child of running)
      if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGKILL');
    await until(() => processesOf(dataDir).length === 0);
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('survives kill -9 in the middle of a sync: nothing is left running, and the next start finishes the job', async () => {
    const first = await start();
    const { accessToken: token, jobId } = await signIn(first, 'dan'); // a student whose courses are slow
    await until(async () => {
      const { body } = await ask<JobSnapshot>(first, 'GET', `/api/sync-status/${jobId}`, { token });
      return body.courses.done >= 2;
    });
    const before = await eventsOf(first, token, jobId);
    expect(processesOf(dataDir).length).toBeGreaterThan(0);
    await end(first.child, 'SIGKILL');
    await until(() => processesOf(dataDir).length === 0);

    const second = await start();
    const job = await finished(second, token, jobId); // the same token: sessions are kept too
    expect(job).toMatchObject({
      status: 'completed',
      attempt: 2,
      courses: { total: 12, done: 12, failed: 0 },
    });
    const events = await eventsOf(second, token, jobId);
    expect(events.slice(0, before.length)).toEqual(before);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.find(({ type, attempt }) => type === 'job.started' && attempt === 2)?.data).toEqual({
      resumed: true,
    });

    const { body: courses } = await ask<Page<CourseSummary>>(second, 'GET', '/api/courses', { token });
    expect(courses.items).toHaveLength(12);
    expect(await end(second.child, 'SIGINT')).toBe(0);
    expect(processesOf(dataDir)).toEqual([]);
  }, 60_000);

  it('hands its job over when it is asked to stop, and ends within seconds', async () => {
    const first = await start();
    const { accessToken: token, jobId } = await signIn(first, 'dan');
    await until(async () => {
      const { body } = await ask<JobSnapshot>(first, 'GET', `/api/sync-status/${jobId}`, { token });
      return body.status === 'analyzing_content';
    });
    const socket = io(first.url, {
      path: SOCKET_PATH,
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
    });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const told = new Promise<{ code: string }>((resolve) => socket.once('server-leaving', resolve));
    const dropped = new Promise<string>((resolve) => socket.once('disconnect', resolve));
    const asked = performance.now();
    expect(await end(first.child, 'SIGTERM')).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_000);
    expect((await told).code).toBe('server.shutting-down');
    // Told, and not told to go: any Socket.IO client comes back by itself when the server is there again.
    expect([await dropped, socket.active]).toEqual(['transport close', true]);
    socket.disconnect();
    expect(processesOf(dataDir)).toEqual([]);
    const second = await start();
    expect(await finished(second, token, jobId)).toMatchObject({ status: 'completed', attempt: 2 });
    expect(await end(second.child, 'SIGTERM')).toBe(0);
  }, 60_000);
});
