import type { AutoSyncReply, JobSnapshot, MeReply, Page, Problem } from '../../src/contract';
import { SyncScheduler } from '../../src/sync/schedule/sync-scheduler';
import { addStudent, ask, finished, login, signIn, type Spike, startSpike, until } from '../support/spike';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** The next noon in Jerusalem that is at least `hours` away, or as good as: never at night there. */
function noonAfter(hours: number): Date {
  const at = new Date(Date.now() + hours * HOUR);
  at.setUTCHours(10, 0, 0, 0);
  return at.getTime() < Date.now() + hours * HOUR ? new Date(at.getTime() + DAY) : at;
}

describe('syncs by schedule, end to end', () => {
  let spike: Spike;
  beforeAll(async () => {
    spike = await startSpike({ env: { MOODLE_PATIENCE: '0' } });
  });
  afterAll(() => spike.stop());

  const autoSync = async (token: string): Promise<AutoSyncReply> =>
    (await ask<AutoSyncReply>(spike, 'GET', '/api/me/auto-sync', { token })).body;
  const history = async (token: string): Promise<readonly JobSnapshot[]> =>
    (await ask<Page<JobSnapshot>>(spike, 'GET', '/api/sync-status', { token })).body.items;
  const me = async (token: string): Promise<MeReply> =>
    (await ask<MeReply>(spike, 'GET', '/api/auth/me', { token })).body;
  /** As if it were `now`: looks that this test does not want are put off. */
  const look = async (studentId: string, now: Date) => {
    await spike.sql('UPDATE auto_syncs SET look_at = CASE WHEN student_id = $1 THEN $2::timestamptz END', [
      studentId,
      now,
    ]);
    return spike.app.get(SyncScheduler).look(now);
  };
  const requestsOf = (username: string): number =>
    spike.demo.requests.filter((request) => request.username === username).length;

  it('syncs a student who is away, by the stored token, and says when next', async () => {
    const { username, password } = addStudent(spike, 2);
    const { accessToken: token, jobId, user } = await signIn(spike, username, password);
    await finished(spike, token, jobId);
    const before = await autoSync(token);
    expect(before).toMatchObject({ enabled: true, state: 'scheduled', error: null });
    const wait = Date.parse(before.nextAt ?? '') - Date.now();
    expect(wait).toBeGreaterThan(HOUR / 2);
    expect(wait).toBeLessThan(16 * HOUR); // the night counts
    expect(await look(user.id, noonAfter(9))).toEqual({ looked: 1, started: [user.id] });
    const [job] = await history(token);
    expect(job).toMatchObject({ trigger: 'schedule' });
    expect(await finished(spike, token, job?.jobId ?? '')).toMatchObject({
      status: 'completed',
      courses: { total: 2, done: 2 },
    });
  });

  it('is switched off and on by the student alone', async () => {
    const { username, password } = addStudent(spike, 1);
    const { accessToken: token, jobId, user } = await signIn(spike, username, password);
    await finished(spike, token, jobId);
    const put = <T = AutoSyncReply>(body: unknown) =>
      ask<T>(spike, 'PUT', '/api/me/auto-sync', { token, body });
    expect((await put({ enabled: false })).body).toEqual({
      enabled: false,
      state: 'off',
      nextAt: null,
      error: null,
    });
    expect(await look(user.id, noonAfter(9))).toEqual({ looked: 1, started: [] });
    expect(await autoSync(token)).toMatchObject({ enabled: false, state: 'off' });
    expect((await put({ enabled: true })).body).toMatchObject({ enabled: true, state: 'scheduled' });
    // The schedule knows of it again.
    const [row] = await spike.sql<{ look_at: Date | null }>(
      'SELECT look_at FROM auto_syncs WHERE student_id = $1',
      [user.id],
    );
    expect(row?.look_at).not.toBeNull();
    const wrong = await put<Problem>({ enabled: 'yes' });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'request.invalid']);
    const nobody = await ask<Problem>(spike, 'GET', '/api/me/auto-sync');
    expect([nobody.status, nobody.body.code]).toEqual([401, 'auth.session-required']);
  });

  it('asks a student whose token died to sign in again, and asks Moodle nothing more until then', async () => {
    const { username, password } = addStudent(spike, 1);
    const { accessToken: token, jobId, user } = await signIn(spike, username, password);
    await finished(spike, token, jobId);
    const [course] = await spike.sql<{ id: string }>(
      `SELECT f.id FROM library_files f WHERE f.student_id = $1 AND f.url LIKE '%pluginfile%' LIMIT 1`,
      [user.id],
    );
    expect((await me(token)).signInAgain).toBeNull();
    spike.demo.control.expireToken(username);

    // The sync of the schedule is the first to find out.
    expect((await look(user.id, noonAfter(9))).started).toEqual([user.id]);
    const [died] = await history(token);
    expect(await finished(spike, token, died?.jobId ?? '')).toMatchObject({
      status: 'failed',
      error: { code: 'auth.moodle-token-expired' },
    });
    expect((await me(token)).signInAgain).toMatchObject({
      code: 'auth.moodle-token-expired',
      kind: 'sign-in',
      message: { he: expect.stringContaining('להתחבר מחדש') },
    });
    expect(await autoSync(token)).toMatchObject({
      state: 'sign-in-again',
      nextAt: null,
      error: { code: 'auth.moodle-token-expired' },
    });

    spike.demo.control.forgetRequests();
    expect(await look(user.id, noonAfter(40))).toEqual({ looked: 1, started: [] });
    expect(await look(user.id, noonAfter(80))).toEqual({ looked: 1, started: [] });
    const byHand = await ask<Problem>(spike, 'POST', '/api/sync', { token });
    expect([byHand.status, byHand.body.code]).toEqual([409, 'auth.moodle-token-expired']);
    const file = await ask<Problem>(spike, 'GET', `/api/files/${course?.id}`, { token });
    expect([file.status, file.body.code]).toEqual([409, 'auth.moodle-token-expired']);
    expect(await history(token)).toHaveLength(2);
    expect(spike.demo.requests).toEqual([]);

    // The student comes back.
    const again = await signIn(spike, username, password);
    expect(await finished(spike, again.accessToken, again.jobId)).toMatchObject({ status: 'completed' });
    expect((await me(token)).signInAgain).toBeNull();
    expect(await autoSync(token)).toMatchObject({ state: 'scheduled' });
    expect(requestsOf(username)).toBeGreaterThan(0);
  });

  it('leaves a site alone that is down, whoever is due there', async () => {
    const [first, second] = [addStudent(spike, 1), addStudent(spike, 1)];
    const ones = [
      await signIn(spike, first.username, first.password),
      await signIn(spike, second.username, second.password),
    ];
    for (const { accessToken, jobId } of ones) await finished(spike, accessToken, jobId);
    spike.demo.control.site.maintenance = 'web';
    const now = noonAfter(9);
    const [one, two] = ones;
    if (!one || !two) throw new Error('two students');
    expect((await look(one.user.id, now)).started).toEqual([one.user.id]);
    const [job] = await history(one.accessToken);
    expect(await finished(spike, one.accessToken, job?.jobId ?? '')).toMatchObject({ status: 'failed' });
    const paused = () =>
      spike.sql<{ failures: number }>('SELECT failures FROM auto_sync_sites WHERE failures > 0');
    await until(async () => (await paused()).length === 1);
    await spike.sql(`UPDATE auto_sync_sites SET paused_until = $1`, [new Date(now.getTime() + HOUR)]);
    spike.demo.control.forgetRequests();
    expect(await look(two.user.id, now)).toEqual({ looked: 0, started: [] });
    expect(spike.demo.requests).toEqual([]);
    // It is back: a sync that gets through, of whomever, ends the pause.
    spike.demo.control.site.maintenance = 'off';
    const { body } = await ask<{ jobId: string }>(spike, 'POST', '/api/sync', { token: one.accessToken });
    await finished(spike, one.accessToken, body.jobId);
    await until(async () => (await paused()).length === 0);
    expect((await look(two.user.id, now)).started).toEqual([two.user.id]);
  });
});

describe('where nothing is scheduled', () => {
  it('says so at a site without tokens, and when the operator has switched it off', async () => {
    const spike = await startSpike({ env: { AUTO_SYNC_SCHEDULE: 'false' } });
    try {
      const { username, password } = addStudent(spike, 1);
      const one = await signIn(spike, username, password);
      await finished(spike, one.accessToken, one.jobId);
      const reply = await ask<AutoSyncReply>(spike, 'GET', '/api/me/auto-sync', { token: one.accessToken });
      expect(reply.body).toEqual({ enabled: true, state: 'unavailable', nextAt: null, error: null });
    } finally {
      await spike.stop();
    }
    const pages = await startSpike();
    try {
      pages.demo.control.site.webServices = false;
      const { username, password } = addStudent(pages, 1);
      const { status, body } = await login(pages, username, password);
      expect(status).toBe(200);
      await finished(pages, body.accessToken, body.sync?.jobId ?? '');
      const reply = await ask<AutoSyncReply>(pages, 'GET', '/api/me/auto-sync', { token: body.accessToken });
      expect(reply.body).toEqual({ enabled: true, state: 'no-token', nextAt: null, error: null });
    } finally {
      await pages.stop();
    }
  });
});
