import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { initialJobData } from '../../src/contract';
import { createDataSource } from '../../src/database';
import { ScheduleStore } from '../../src/sync/persistence/schedule-store';
import { SyncScheduler } from '../../src/sync/schedule/sync-scheduler';
import { type Spike, startSpike } from '../support/spike';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Ten in the morning in Jerusalem. Every moment is given: nothing here waits for a clock. */
const NOW = new Date('2026-11-30T08:00:00Z');
const ago = (ms: number): Date => new Date(NOW.getTime() - ms);
const ahead = (ms: number): Date => new Date(NOW.getTime() + ms);

describe('syncs by schedule, in the database', () => {
  let nodes: Spike[];
  let spike: Spike;
  let other: Spike;
  let store: ScheduleStore;

  beforeAll(async () => {
    // No worker: what is started stays in the queue, where it can be counted; and nobody looks but these tests.
    const env = { ROLES: 'api', AUTO_SYNC_STARTS_PER_MINUTE: '60' };
    spike = await startSpike({ env });
    other = await startSpike({ env, database: spike.database, university: spike.demo });
    nodes = [spike, other];
    store = spike.app.get(ScheduleStore);
  });
  afterAll(async () => {
    await other.stop();
    await spike.stop();
  });
  beforeEach(async () => {
    await spike.sql('DELETE FROM students');
    await spike.sql('DELETE FROM auto_sync_sites');
  });

  const scheduler = (node = spike): SyncScheduler => node.app.get(SyncScheduler);

  interface Made {
    readonly token?: boolean;
    readonly lookAt?: Date | null;
    readonly seen?: Date;
    readonly universityId?: string;
    /** When jobs began, the newest last, and how they ended. */
    readonly jobs?: readonly {
      readonly at: Date;
      readonly status: string;
      readonly code?: string;
      readonly kind?: string;
    }[];
  }

  /** A student with a session and a token, who is due unless something else is said. */
  let students = 0;
  const student = async ({
    token = true,
    lookAt = ago(1),
    seen = ago(HOUR),
    universityId = 'demo',
    jobs = [{ at: ago(9 * HOUR), status: 'completed' }],
  }: Made = {}): Promise<string> => {
    const id = randomUUID();
    await spike.sql(
      `INSERT INTO students (id, university_id, moodle_user_id, username, full_name, signed_in_at)
       VALUES ($1, $2, $4, 'u', 'n', $3)`,
      [id, universityId, seen, (students += 1)],
    );
    await spike.sql(
      `INSERT INTO sessions (id, student_id, refresh_hash, rotated_at, expires_at) VALUES ($1, $2, '', $3, 'infinity')`,
      [randomUUID(), id, seen],
    );
    if (token)
      await spike.sql(
        `INSERT INTO moodle_credentials (student_id, kind, key_id, sealed, updated_at) VALUES ($1, 'token', 'k', '', $2)`,
        [id, ago(10 * HOUR)],
      );
    for (const { at, status, code, kind } of jobs)
      await spike.sql(
        `INSERT INTO sync_jobs (id, user_id, university_id, status, data, created_at, finished_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)`,
        [
          randomUUID(),
          id,
          universityId,
          status,
          { ...initialJobData('manual'), error: code === undefined ? null : { code, kind } },
          at,
        ],
      );
    await spike.sql(
      `INSERT INTO auto_syncs (student_id, university_id, look_at) VALUES ($1, $2, $3)
       ON CONFLICT (student_id) DO UPDATE SET look_at = EXCLUDED.look_at`,
      [id, universityId, lookAt],
    );
    return id;
  };
  const lookOf = async (id: string): Promise<Date | null> => {
    const [row] = await spike.sql<{ look_at: Date | null }>(
      'SELECT look_at FROM auto_syncs WHERE student_id = $1',
      [id],
    );
    return row?.look_at ?? null;
  };
  const scheduled = (): Promise<{ user_id: string; data: { trigger: string } }[]> =>
    spike.sql(`SELECT user_id, data FROM sync_jobs WHERE data ->> 'trigger' = 'schedule'`);

  it('begins the sync of whoever is due, queued, and looks again when it has ended', async () => {
    const due = await student();
    const notYet = await student({ jobs: [{ at: ago(HOUR), status: 'completed' }] });
    expect(await scheduler().look(NOW)).toEqual({ looked: 2, started: [due] });
    expect((await scheduled()).map(({ user_id }) => user_id)).toEqual([due]);
    expect(await spike.sql(`SELECT FROM graphile_worker.jobs`)).not.toHaveLength(0);
    expect(await lookOf(due)).toEqual(ahead(10 * MINUTE));
    // Six to eight hours after it began.
    const next = (await lookOf(notYet))?.getTime() ?? 0;
    expect(next).toBeGreaterThanOrEqual(ahead(5 * HOUR).getTime());
    expect(next).toBeLessThanOrEqual(ahead(7 * HOUR).getTime());
    expect(await scheduler().look(NOW)).toEqual({ looked: 0, started: [] });
  });

  it('begins each once, however many look at the same moment', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => student()));
    const looks = await Promise.all(Array.from({ length: 8 }, (_, n) => scheduler(nodes[n % 2]).look(NOW)));
    expect(looks.flatMap(({ started }) => started).sort()).toEqual([...ids].sort());
    // No second one has even looked at them.
    expect(looks.reduce((sum, { looked }) => sum + looked, 0)).toBe(5);
    expect((await scheduled()).map(({ user_id }) => user_id).sort()).toEqual([...ids].sort());
  });

  it('passes by whom another node is just taking, without waiting', async () => {
    const [held, free] = [await student({ lookAt: ago(2) }), await student()];
    const node = await createDataSource(spike.database.url).initialize();
    const runner = node.createQueryRunner();
    try {
      await runner.startTransaction();
      await runner.query(`SELECT FROM auto_syncs WHERE student_id = $1 FOR UPDATE`, [held]);
      expect((await store.take('demo', NOW, ahead(HOUR), 50)).map(({ studentId }) => studentId)).toEqual([
        free,
      ]);
      await runner.commitTransaction();
    } finally {
      await runner.release();
      await node.destroy();
    }
    // That node died without having noted anything: the turn is still there.
    expect((await store.take('demo', NOW, ahead(HOUR), 50)).map(({ studentId }) => studentId)).toEqual([
      held,
    ]);
  });

  it('does not lose the turn of a student whose node died between choosing and beginning', async () => {
    const id = await student();
    // The node that takes the student is never heard of again.
    expect(await store.take('demo', NOW, ahead(10 * MINUTE), 50)).toEqual([
      { studentId: id, lookAt: ago(1) },
    ]);
    expect(await scheduler(other).look(ahead(9 * MINUTE))).toEqual({ looked: 0, started: [] });
    expect(await scheduler(other).look(ahead(10 * MINUTE))).toEqual({ looked: 1, started: [id] });
  });

  it('does nothing twice when the node died after beginning: what is due follows from the jobs', async () => {
    const id = await student();
    await scheduler().look(NOW);
    await spike.sql(`UPDATE sync_jobs SET created_at = $1 WHERE data ->> 'trigger' = 'schedule'`, [NOW]);
    await spike.sql(`UPDATE auto_syncs SET look_at = $1`, [NOW]); // as if nothing had been noted
    expect(await scheduler(other).look(ahead(MINUTE))).toEqual({ looked: 1, started: [] });
    expect(await scheduled()).toHaveLength(1);
    expect((await lookOf(id))?.getTime()).toBeGreaterThanOrEqual(ahead(6 * HOUR).getTime());
  });

  it('lets so many begin in a minute at one university, on all nodes together, and the longest waiting first', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 70; n += 1) ids.push(await student({ lookAt: ago(HOUR - n * 1_000) }));
    const elsewhere = await student({ universityId: 'elsewhere' });
    const started: string[] = [];
    const lookAt = async (ms: number) => {
      const looks = await Promise.all(nodes.map((node) => scheduler(node).look(ahead(ms))));
      started.push(...looks.flatMap((look) => look.started));
      // Nothing waits in the queue any more.
      await spike.sql(
        `UPDATE sync_jobs SET attempt = 1, created_at = $1 WHERE data ->> 'trigger' = 'schedule'`,
        [NOW],
      );
    };
    // A look begins a twelfth of a minute's worth.
    started.push(...(await scheduler().look(NOW)).started);
    expect(started).toEqual(ids.slice(0, 5));
    for (let n = 1; n < 12; n += 1) await lookAt(n * 4_900);
    expect(started).toHaveLength(60);
    expect(new Set(started).size).toBe(60);
    for (let n = 0; n < 12; n += 1) await lookAt(61_000 + n * 4_900);
    expect(new Set(started)).toEqual(new Set(ids));
    expect(started).toHaveLength(70);
    // Of a university that is not on the list nobody is ever looked at.
    expect(await lookOf(elsewhere)).toEqual(ago(1));
  });

  it('begins none while as many wait in the queue', async () => {
    await spike.sql(`DELETE FROM auto_syncs`);
    for (let n = 0; n < 61; n += 1)
      await student({ jobs: [{ at: ago(9 * HOUR), status: 'starting' }], lookAt: null });
    await student();
    expect(await scheduler().look(NOW)).toEqual({ looked: 1, started: [] });
    await spike.sql(`UPDATE sync_jobs SET attempt = 1 WHERE status = 'starting'`);
    expect((await scheduler().look(NOW)).started).toHaveLength(1);
  });

  it('is quicker when a deadline is near that is not met', async () => {
    const jobs = [{ at: ago(3 * HOUR), status: 'completed' }];
    const [open, handedIn, far, gone] = [
      await student({ jobs }),
      await student({ jobs }),
      await student({ jobs }),
      await student({ jobs }),
    ];
    await task(open, ahead(20 * HOUR), 'none');
    await task(handedIn, ahead(20 * HOUR), 'submitted');
    await task(far, ahead(100 * HOUR), 'none');
    await task(gone, ahead(20 * HOUR), 'none', NOW);
    expect(await scheduler().look(NOW)).toEqual({ looked: 4, started: [open] });
  });

  it('waits longer after each failure, and less after one of the site', async () => {
    const failed = (n: number, code: string) =>
      Array.from({ length: n }, (_, back) => ({ at: ago((n - back) * 20 * MINUTE), status: 'failed', code }));
    const once = await student({ jobs: failed(1, 'sync.timeout') });
    const thrice = await student({ jobs: failed(3, 'sync.timeout') });
    const site = await student({ jobs: failed(3, 'moodle.unreachable') });
    const both = await student({
      jobs: [
        { at: ago(50 * MINUTE), status: 'failed', code: 'sync.timeout' },
        { at: ago(45 * MINUTE), status: 'failed', code: 'moodle.unreachable' },
        { at: ago(40 * MINUTE), status: 'failed', code: 'sync.timeout' },
      ],
    });
    expect((await scheduler().look(NOW)).started).toEqual([site]);
    const wait = async (id: string) => ((await lookOf(id))?.getTime() ?? 0) - NOW.getTime();
    expect(await wait(once)).toBeLessThan(18 * MINUTE);
    expect(await wait(thrice)).toBeGreaterThanOrEqual(100 * MINUTE);
    expect(await wait(both)).toBeGreaterThanOrEqual(20 * MINUTE);
    expect(await wait(both)).toBeLessThan(36 * MINUTE);
  });

  it('looks no more at whoever cannot be served, until something changes', async () => {
    const [off, tokenless, dead, away] = [
      await student(),
      await student({ token: false }),
      await student(),
      await student({ seen: ago(15 * 24 * HOUR) }),
    ];
    await store.choose(off, 'demo', false);
    await spike.sql(
      `UPDATE moodle_credentials SET refused_at = now(), refused_code = 'x' WHERE student_id = $1`,
      [dead],
    );
    expect(await scheduler().look(NOW)).toEqual({ looked: 4, started: [] });
    expect([await lookOf(off), await lookOf(tokenless), await lookOf(dead)]).toEqual([null, null, null]);
    expect(await lookOf(away)).toEqual(ahead(24 * HOUR));
    // Signing in again stores another token, by whatever version of the program.
    await spike.sql(
      `UPDATE moodle_credentials SET sealed = 'new', updated_at = now() + interval '1 second' WHERE student_id = $1`,
      [dead],
    );
    const [row] = await spike.sql<{ soon: boolean }>(
      `SELECT look_at BETWEEN now() AND now() + interval '10 minutes' AS soon FROM auto_syncs WHERE student_id = $1`,
      [dead],
    );
    expect(row?.soon).toBe(true);
  });

  it('leaves a site alone as a whole, for longer each time, and tries it with one student', async () => {
    const ids = [await student(), await student(), await student()];
    const pause = (failures: number) => failures * 10 * MINUTE;
    expect(await store.siteFailed('demo', NOW, pause)).toEqual({
      failures: 1,
      pausedUntil: ahead(10 * MINUTE),
    });
    // Others that were under way tell of the same failure.
    expect(await store.siteFailed('demo', ahead(MINUTE), pause)).toMatchObject({ failures: 1 });
    expect(await scheduler().look(ahead(9 * MINUTE))).toEqual({ looked: 0, started: [] });
    const first = await scheduler().look(ahead(11 * MINUTE));
    expect(first.started).toHaveLength(1);
    expect((await scheduler().look(ahead(11 * MINUTE + 10_000))).started).toEqual([]);
    expect(await store.siteFailed('demo', ahead(11.5 * MINUTE), pause)).toEqual({
      failures: 2,
      pausedUntil: ahead(31.5 * MINUTE),
    });
    const [job] = await spike.sql<{ id: string }>('SELECT id FROM sync_jobs LIMIT 1');
    await store.siteServed(job?.id ?? '');
    await spike.sql(`UPDATE sync_jobs SET attempt = 1 WHERE attempt = 0 AND status = 'starting'`);
    const rest = await scheduler().look(ahead(13 * MINUTE));
    expect([...first.started, ...rest.started].sort()).toEqual([...ids].sort());
  });

  it('remembers with the token that Moodle refused it, and only of that token', async () => {
    const [refused, younger, otherwise, late] = [
      await student(),
      await student(),
      await student(),
      await student(),
    ];
    const fail = (id: string, code: string, kind: string) =>
      spike
        .sql(
          `WITH job AS (
           INSERT INTO sync_jobs (id, user_id, university_id, data) VALUES ($1, $2, 'demo', '{}') RETURNING id)
         SELECT id FROM job`,
          [`${id}-job`, id],
        )
        .then(() =>
          spike.sql(`UPDATE sync_jobs SET status = 'failed', data = $2 WHERE id = $1`, [
            `${id}-job`,
            { ...initialJobData('manual'), error: { code, kind } },
          ]),
        );
    await spike.sql(
      `UPDATE moodle_credentials SET updated_at = now() + interval '1 hour' WHERE student_id = $1`,
      [younger],
    );
    await fail(refused, 'auth.moodle-token-expired', 'sign-in');
    await fail(younger, 'auth.moodle-token-expired', 'sign-in');
    await fail(otherwise, 'moodle.unreachable', 'network');
    await fail(late, 'auth.policy-not-agreed', 'sign-in');
    const rows = await spike.sql<{ student_id: string; refused_code: string }>(
      'SELECT student_id, refused_code FROM moodle_credentials WHERE refused_at >= updated_at',
    );
    expect(new Map(rows.map((row) => [row.student_id, row.refused_code]))).toEqual(
      new Map([
        [refused, 'auth.moodle-token-expired'],
        [late, 'auth.policy-not-agreed'],
      ]),
    );
  });

  it('costs next to nothing while nobody is due, with a hundred thousand students', async () => {
    const dataSource: DataSource = await createDataSource(spike.database.url).initialize();
    try {
      await dataSource.query(`
        INSERT INTO students (id, university_id, moodle_user_id, username, full_name)
        SELECT 'crowd-' || n, 'demo', n + 1000, 'u', 'n' FROM generate_series(1, 100000) n`);
      await dataSource.query(
        `
        INSERT INTO auto_syncs (student_id, university_id, look_at)
        SELECT 'crowd-' || n, 'demo', $1::timestamptz + n * interval '1 second' FROM generate_series(1, 100000) n`,
        [NOW],
      );
      await dataSource.query('ANALYZE auto_syncs');
      const plan = await dataSource.query<{ 'QUERY PLAN': string }[]>(
        `EXPLAIN (ANALYZE, BUFFERS) SELECT FROM auto_syncs a WHERE a.university_id = 'demo' AND a.look_at <= $1 ORDER BY look_at LIMIT 50`,
        [NOW],
      );
      const text = plan.map((row) => row['QUERY PLAN']).join('\n');
      expect(text).toContain('auto_syncs_to_look_at');
      expect(text).not.toContain('Seq Scan');
      expect(await scheduler().look(NOW)).toEqual({ looked: 0, started: [] });
    } finally {
      await dataSource.destroy();
    }
  });

  let tasks = 0;
  /** A task of a course of the student's own. */
  async function task(
    studentId: string,
    dueAt: Date,
    status: string,
    goneAt: Date | null = null,
  ): Promise<void> {
    tasks += 1;
    await spike.sql(
      `WITH course AS (
         INSERT INTO library_courses (student_id, moodle_id, name, full_name, short_name, favourite, hidden)
         VALUES ($1, $4, 'c', 'c', 'c', false, false) RETURNING id
       ), section AS (
         INSERT INTO library_sections (student_id, course_id, moodle_id, position, name, restricted)
         SELECT $1, id, 1, 0, 's', false FROM course RETURNING id, course_id
       )
       INSERT INTO library_items (student_id, course_id, section_id, cmid, position, type, name, dates, restricted,
                                  stealth, indent, due_at, graded, submission_status, submission_locked, gone_at)
       SELECT $1, course_id, id, 1, 0, 'assign', 'task', '[]', false, false, 0, $2, false, $3, false, $5 FROM section`,
      [studentId, dueAt, status, tasks, goneAt],
    );
  }
});
