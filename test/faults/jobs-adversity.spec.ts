import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync, writeSync, closeSync, openSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { until } from '../support/spike';
import { faultsOfLibrary, faultsOfLog, leftBehind, truthOf } from './jobs-checks';
import { type ClusterOptions, JobCluster, type Student } from './jobs-cluster';
import { libraryOf } from './library-content';

const A_TEST_MS = 300_000;

/** What a machine does to a database, and to clocks: it is said, nothing is lost, and the job ends when it is mended. */
async function withCluster<T>(
  options: Partial<ClusterOptions>,
  work: (cluster: JobCluster) => Promise<T>,
): Promise<T> {
  const cluster = new JobCluster({ workers: 1, students: 1, ...options });
  try {
    await cluster.start();
    return await work(cluster);
  } finally {
    await cluster.stop();
  }
}

/** A job that stands in the midst of a request to Moodle while something goes wrong, and then goes on. */
async function disturbed(
  cluster: JobCluster,
  goesWrong: (job: { readonly goOn: () => void; readonly jobId: string }) => Promise<void>,
): Promise<string[]> {
  const student = cluster.students[0] as Student;
  const { control } = cluster.demo;
  await ended(cluster, await cluster.signInAnew(student));
  const reference = { library: await libraryOf(cluster.sql, student.id), calls: [] };
  const hold = control.hold('core_course_get_contents', control.coursesOf(student.username).at(2)?.id);
  const jobId = await cluster.signInAnew(student);
  await hold.arrived;
  await goesWrong({ goOn: hold.release, jobId });
  await ended(cluster, jobId);
  await cluster.ready();
  return [
    ...faultsOfLog(await truthOf(cluster.sql, jobId)),
    ...(await faultsOfLibrary(cluster.sql, student.id, reference)),
    ...(await leftBehind(cluster.sql)),
  ];
}

const ended = (cluster: JobCluster, jobId: string): Promise<unknown> =>
  until(async () => {
    const [job] = await cluster.sql<{ over: boolean }>(
      'SELECT finished_at IS NOT NULL AS over FROM sync_jobs WHERE id = $1',
      [jobId],
    );
    return job?.over;
  });

/** Somebody who reads what the processes write learns of it. */
const told = (cluster: JobCluster, sign: RegExp): Promise<unknown> =>
  until(() =>
    cluster.lines.some((line) => /"level":(40|50|60|"(warn|error|fatal)")/.test(line) && sign.test(line)),
  );

const HALF_AN_HOUR_MS = 30 * 60 * 1000;

async function lastEvent(cluster: JobCluster, jobId: string): Promise<{ readonly at: number }> {
  const [event] = await cluster.sql<{ at: Date }>(
    'SELECT at FROM sync_job_events WHERE job_id = $1 ORDER BY seq DESC LIMIT 1',
    [jobId],
  );
  return { at: event?.at.getTime() ?? 0 };
}

/** As an operator who may write whatever the default is. */
async function asOperator(cluster: JobCluster, statement: string): Promise<void> {
  const client = new Client({
    connectionString: cluster.databaseUrl(),
    options: '-c default_transaction_read_only=off',
  });
  await client.connect();
  try {
    await client.query(statement);
    await client.query('SELECT pg_reload_conf()');
  } finally {
    await client.end();
  }
}

it(
  'goes on after the database was read-only',
  () =>
    withCluster({}, async (cluster) => {
      const wrong = await disturbed(cluster, async ({ goOn }) => {
        await asOperator(cluster, 'ALTER SYSTEM SET default_transaction_read_only = on');
        goOn();
        await told(cluster, /read-only|25006/);
        await asOperator(cluster, 'ALTER SYSTEM RESET default_transaction_read_only');
      });
      expect(wrong).toEqual([]);
    }),
  A_TEST_MS,
);

describe('a disk that is full', () => {
  const place = mkdtempSync(path.join(os.tmpdir(), 'spike-full-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=755', 'spike', place]);
  const mounted = status === 0;
  if (!mounted)
    process.stderr.write('NOT TESTED: a disk that is full, since this account may not mount a small one\n');
  afterAll(() => {
    if (mounted) spawnSync('umount', [place]);
    rmSync(place, { recursive: true, force: true });
  });

  if (mounted)
    it(
      'is said, and the job goes on when there is room again',
      () =>
        withCluster(
          {
            dataDir: path.join(place, 'postgres'),
            postgres: { max_wal_size: '32MB', min_wal_size: '32MB' },
            coursesEach: 8,
          },
          async (cluster) => {
            const filler = path.join(place, 'filler');
            const wrong = await disturbed(cluster, async ({ goOn }) => {
              fill(filler);
              goOn();
              await told(cluster, /No space left|53100|disk/i);
              rmSync(filler);
            });
            expect(wrong).toEqual([]);
          },
        ),
      A_TEST_MS,
    );
  else it('cannot be made by this account', () => expect(mounted).toBe(false));
});

/** Takes what room there is. */
function fill(file: string): void {
  const open = openSync(file, 'w');
  const [large, small] = [Buffer.alloc(1024 * 1024), Buffer.alloc(4096)];
  for (const piece of [large, small])
    for (;;)
      try {
        if (writeSync(open, piece) < piece.length) break;
      } catch {
        break; // full
      }
  closeSync(open);
}

describe('a clock that jumps', () => {
  const library = [
    '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
    '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
  ].find(existsSync);
  if (library === undefined)
    process.stderr.write(
      'NOT TESTED: clocks that jump, since libfaketime is not installed (Debian: faketime)\n',
    );
  const folder = mkdtempSync(path.join(os.tmpdir(), 'spike-clock-'));
  const clock = path.join(folder, 'clock');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const faked = {
    LD_PRELOAD: library ?? '',
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    DONT_FAKE_MONOTONIC: '1',
  };
  const set = (offset: string): void => writeFileSync(clock, offset);
  set('+0');
  beforeEach(() => set('+0'));

  if (library !== undefined)
    it.each(['+1h', '-1h'])(
      "does no harm to a worker's job: %s",
      (jump) =>
        withCluster({ workers: 2, workerEnv: faked }, async (cluster) => {
          const wrong = await disturbed(cluster, async ({ goOn, jobId }) => {
            const { at } = await lastEvent(cluster, jobId);
            set(jump);
            goOn();
            // What the worker says next is dated by the clock that jumped.
            await until(async () => Math.abs((await lastEvent(cluster, jobId)).at - at) > HALF_AN_HOUR_MS);
          });
          set('+0');
          expect(wrong).toEqual([]);
        }),
      A_TEST_MS,
    );
  else it('cannot be made on this machine', () => expect(library).toBeUndefined());
});
