import { randomBytes } from 'node:crypto';
import type { LoginReply } from '../../src/contract';
import { type DemoUniversity, startDemoUniversity } from '../../src/demo';
import { CleanUp } from '../../src/operations';
import { KeptSessions } from '../../src/auth/kept-sessions';
import { findIn, findInDatabase } from '../support/every-column';
import { expectProblem } from '../support/problem';
import {
  ask,
  finished,
  login,
  migratedDatabase,
  type Reply,
  signIn,
  type Spike,
  startSpike,
  until,
} from '../support/spike';
import type { TestDatabase } from '../support/test-database';

const LISTING = 'core_course_get_enrolled_courses_by_timeline_classification';

/** What a sign-in at a site without tokens leaves behind, on whichever node, and how it ends. */
describe('the Moodle session of a sign-in on pages', () => {
  let database: TestDatabase;
  let demo: DemoUniversity;
  /** Serves and works. */
  let one: Spike;
  /** Serves alone. */
  let other: Spike;
  beforeAll(async () => {
    database = await migratedDatabase();
    demo = await startDemoUniversity();
    demo.control.site.webServices = false;
    one = await startSpike({ database, university: demo });
    other = await startSpike({ database, university: demo, env: { ROLES: 'api' } });
  });
  afterEach(() => {
    demo.control.releaseAll();
    demo.control.site.webServices = false;
  });
  afterAll(async () => {
    await other.stop();
    await one.stop();
    await demo.stop();
    await database.drop();
  });

  const student = (): { username: string; password: string } => {
    const made = { username: `s-${randomBytes(4).toString('hex')}`, password: 'a password of pages' };
    demo.control.addStudent({ ...made, courses: 1, modulesPerCourse: 6, seed: made.username });
    return made;
  };
  type SignedIn = LoginReply & { jobId: string };
  const enter = ({ username, password }: ReturnType<typeof student>, at = one): Promise<SignedIn> =>
    signIn(at, username, password);
  const aliveAtSite = ({ username }: { username: string }): number => demo.sessions.aliveOf(username).length;
  /** Signed in at one node, and read. */
  const read = async (who = student()) => {
    const session = await enter(who);
    const { accessToken: token, jobId, user } = session;
    expect((await finished(one, token, jobId)).status).toBe('completed');
    await until(() => aliveAtSite(who) === 1); // the job's own is ended after the job
    const [file] = await one.sql<{ id: string }>(
      `SELECT id FROM library_files WHERE student_id = $1 AND size > 0 LIMIT 1`,
      [user.id],
    );
    return { who, token, studentId: user.id, file: `/api/files/${file?.id}` };
  };
  const open = (at: Spike, file: string, token: string): Promise<Reply> => ask(at, 'GET', file, { token });
  const signOut = async (at: Spike, token: string): Promise<void> => {
    expect((await ask(at, 'POST', '/api/auth/logout', { token })).status).toBe(204);
  };
  const keptOf = (studentId: string): Promise<{ session_id: string; sealed: Buffer }[]> =>
    one.sql(
      `SELECT p.session_id, p.sealed FROM moodle_page_sessions p JOIN sessions e ON e.id = p.session_id WHERE e.student_id = $1`,
      [studentId],
    );
  const passwordsOf = (studentId: string): Promise<{ kind: string }[]> =>
    one.sql(`SELECT kind FROM moodle_credentials WHERE student_id = $1`, [studentId]);

  it('opens files through the node that did not sign the student in', async () => {
    const { token, file, who } = await read();
    demo.control.forgetRequests();
    expect((await open(other, file, token)).status).toBe(200);
    expect((await open(other, file, token)).status).toBe(200);
    expect((await open(one, file, token)).status).toBe(200);
    expect(demo.requests.filter(({ path }) => path.startsWith('/login/'))).toEqual([]);
    expect(aliveAtSite(who)).toBe(1);
  });

  it('outlives the process', async () => {
    const first = await startSpike({ database, university: demo, env: { ROLES: 'api' } });
    const { token, file, who } = await read();
    const again = await enter(who, first);
    await finished(one, again.accessToken, again.jobId);
    await signOut(one, token);
    expect((await open(first, file, again.accessToken)).status).toBe(200);
    await first.stop();
    const second = await startSpike({ database, university: demo, env: { ROLES: 'api' } });
    try {
      expect((await open(second, file, again.accessToken)).status).toBe(200);
    } finally {
      await second.stop();
    }
  });

  it('ends with the sign-out on another node, here and at the site', async () => {
    const { token, file, who, studentId } = await read();
    const elsewhere = await signIn(one, who.username, who.password);
    await finished(one, elsewhere.accessToken, elsewhere.jobId);
    for (const node of [one, other]) expect((await open(node, file, token)).status).toBe(200);
    await signOut(other, elsewhere.accessToken);
    await signOut(other, token);
    expect(await keptOf(studentId)).toEqual([]);
    await until(() => aliveAtSite(who) === 0);
    // A device that is still signed in finds nothing that was forgotten in memory.
    const late = await enter(who);
    await finished(one, late.accessToken, late.jobId);
    await one.sql(`DELETE FROM moodle_page_sessions`);
    for (const node of [one, other])
      expectProblem(await open(node, file, late.accessToken), 409, 'auth.password-not-kept');
  });

  it('ends for one device alone; what the other one and the job need stays', async () => {
    const who = student();
    const hold = demo.control.hold(LISTING);
    const phone = await enter(who);
    await hold.arrived;
    const laptop = await enter(who, other);
    expect(laptop.jobId).toBe(phone.jobId);
    expect(await keptOf(phone.user.id)).toHaveLength(2);
    await signOut(other, phone.accessToken);
    expect(await keptOf(phone.user.id)).toHaveLength(1);
    expect(await passwordsOf(phone.user.id)).toEqual([{ kind: 'password' }]);
    // The job's own session, and the laptop's.
    await until(() => aliveAtSite(who) === 2);
    // It is ended by the site, and renewed with the password that is still there.
    demo.sessions.endAll(who.username);
    hold.release();
    expect(await finished(other, laptop.accessToken, laptop.jobId)).toMatchObject({ status: 'completed' });
    expect(await passwordsOf(phone.user.id)).toEqual([]);
  });

  it('is followed by nothing once the last device has signed out', async () => {
    const who = student();
    const hold = demo.control.hold(LISTING);
    const phone = await enter(who);
    await hold.arrived;
    const laptop = await enter(who, other);
    await signOut(one, laptop.accessToken);
    await signOut(other, phone.accessToken);
    expect(await passwordsOf(phone.user.id)).toEqual([]);
    expect(await keptOf(phone.user.id)).toEqual([]);
    demo.sessions.endAll(who.username);
    hold.release();
    const [job] = await until(async () => {
      const rows = await one.sql<{ status: string; data: { error: { code: string } } }>(
        `SELECT status, data FROM sync_jobs WHERE id = $1 AND finished_at IS NOT NULL`,
        [phone.jobId],
      );
      return rows.length > 0 && rows;
    });
    expect(job).toMatchObject({ status: 'failed', data: { error: { code: 'auth.password-not-kept' } } });
    expect(aliveAtSite(who)).toBe(0);
  });

  it('goes when nobody uses it, at the site too', async () => {
    const { who, studentId, token, file } = await read();
    await one.sql(`UPDATE moodle_page_sessions SET used_at = now() - interval '31 minutes'`);
    expectProblem(await open(one, file, token), 409, 'auth.password-not-kept');
    expect(aliveAtSite(who)).toBe(1);
    // What each node does by itself every few minutes.
    await other.app.get(KeptSessions).endIdle();
    expect(await keptOf(studentId)).toEqual([]);
    expect(aliveAtSite(who)).toBe(0);
  });

  it('gives way to a token, where the site has some again', async () => {
    const { who, studentId, token, file } = await read();
    demo.control.site.webServices = true;
    const withToken = await enter(who);
    await finished(one, withToken.accessToken, withToken.jobId);
    expect(await keptOf(studentId)).toEqual([]);
    await until(() => aliveAtSite(who) === 0);
    expect((await open(other, file, token)).status).toBe(200);
  });

  it('is of no use to a node with another key', async () => {
    const { token, file } = await read();
    const stranger = await startSpike({
      database,
      university: demo,
      env: { ROLES: 'api', ENCRYPTION_KEY: 'cd'.repeat(32) },
    });
    try {
      expectProblem(await open(stranger, file, token), 409, 'auth.password-not-kept');
      // And no loss to the others.
      expect((await open(other, file, token)).status).toBe(200);
    } finally {
      await stranger.stop();
    }
  });

  it.each(['students', 'sessions', 'moodle_page_sessions'])(
    'is ended at the site where the sign-in cannot be stored (%s)',
    async (table) => {
      const who = student();
      await one.sql(`ALTER TABLE ${table} ADD CONSTRAINT full_disk CHECK (false) NOT VALID`);
      try {
        const reply = await login(one, who.username, who.password);
        expectProblem(reply, 500, 'server.unexpected');
      } finally {
        await one.sql(`ALTER TABLE ${table} DROP CONSTRAINT full_disk`);
      }
      await until(() => aliveAtSite(who) === 0);
    },
  );

  it('is in no column and no log line as it is', async () => {
    const { who, token, file, studentId } = await read();
    expect((await open(other, file, token)).status).toBe(200);
    const [cookie = '', ...more] = demo.sessions.aliveOf(who.username);
    expect([cookie.length > 15, more]).toEqual([true, []]);
    const [kept] = await keptOf(studentId);
    // nonce, tag, and the whole jar
    expect(kept?.sealed.length).toBeGreaterThan(12 + 16 + cookie.length);
    expect((await findInDatabase(one, { cookie })).finds).toEqual([]);
    for (const { logs } of [one, other])
      expect(logs.filter((line) => findIn(line, { cookie }).length > 0)).toEqual([]);
  });
});

describe('what nobody needs any more', () => {
  it('is swept away by a node that serves alone, once an hour on all nodes together', async () => {
    const database = await migratedDatabase();
    const demo = await startDemoUniversity();
    demo.control.site.webServices = false;
    const start = (): Promise<Spike> => startSpike({ database, university: demo, env: { ROLES: 'api' } });
    const first = await start();
    try {
      const rounds = (): Promise<{ begun_at: Date }[]> => first.sql(`SELECT begun_at FROM clean_up_rounds`);
      const passwords = (): Promise<unknown[]> => first.sql(`SELECT 1 FROM moodle_credentials`);
      const [begun] = await until(async () => {
        const rows = await rounds();
        return rows.length > 0 && rows;
      });
      // No worker takes the job, and it has been so for a day.
      await signIn(first, 'noa');
      await first.sql(`UPDATE moodle_credentials SET updated_at = now() - interval '25 hours'`);
      const second = await start();
      await second.stop();
      expect(await rounds()).toEqual([begun]);
      expect(await passwords()).toHaveLength(1);
      await first.sql(`UPDATE clean_up_rounds SET begun_at = begun_at - interval '1 hour'`);
      const third = await start();
      await until(async () => (await passwords()).length === 0);
      await third.stop();
      expect((await rounds())[0]?.begun_at.getTime()).toBeGreaterThan(begun?.begun_at.getTime() ?? 0);
      expect(await first.app.get(CleanUp).run()).toMatchObject({ passwords: 0 });
    } finally {
      await first.stop();
      await demo.stop();
      await database.drop();
    }
  });
});
