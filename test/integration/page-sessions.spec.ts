import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { PageSessions1763900000010 } from '../../migrations/1763900000010-page-sessions';
import { SessionStore } from '../../src/auth';
import { PageSessionStore } from '../../src/auth/persistence/page-session-store';
import type { Sealed } from '../../src/auth/sealer';
import { createDataSource } from '../../src/database';
import { migratedDatabase } from '../support/spike';
import type { TestDatabase } from '../support/test-database';

describe('sealed Moodle sessions in the database', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let store: PageSessionStore;
  let sessions: SessionStore;
  let studentId: string;

  beforeEach(async () => {
    database = await migratedDatabase();
    dataSource = await createDataSource(database.url).initialize();
    store = new PageSessionStore(dataSource);
    sessions = new SessionStore(dataSource);
    studentId = randomUUID();
    await dataSource.query(
      `INSERT INTO students (id, university_id, moodle_user_id, username, full_name) VALUES ($1, 'demo', 1, 'u', 'n')`,
      [studentId],
    );
  });
  afterEach(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  /** A device that has signed in; what is kept for it. */
  const device = async (): Promise<{ id: string; sealed: Sealed }> => {
    const id = randomUUID();
    await sessions.create({
      id,
      studentId,
      refreshHash: randomBytes(8),
      expiresAt: new Date(Date.now() + 3_600_000),
    });
    const sealed = { keyId: 'k', bytes: randomBytes(64) };
    await store.keep(id, sealed);
    return { id, sealed };
  };
  const kept = async (): Promise<string[]> =>
    (await dataSource.query<{ id: string }[]>(`SELECT session_id AS id FROM moodle_page_sessions`)).map(
      ({ id }) => id,
    );
  const age = (id: string, minutes: number): Promise<unknown> =>
    dataSource.query(
      `UPDATE moodle_page_sessions SET used_at = used_at - make_interval(mins => $2) WHERE session_id = $1`,
      [id, minutes],
    );
  const newest = async (): Promise<string | undefined> => (await store.findNewest(studentId))?.sessionId;

  it('are one for each device; the newest serves, then the one before', async () => {
    const [phone, laptop] = [await device(), await device()];
    expect(await store.findNewest(studentId)).toEqual({
      sessionId: laptop.id,
      universityId: 'demo',
      ...laptop.sealed,
    });
    await sessions.revoke(laptop.id);
    expect(await newest()).toBe(phone.id);
    expect(await store.findNewest('somebody else')).toBeNull();
  });

  it('are erased with our session, however that ends', async () => {
    const [out, removed, stays] = [await device(), await device(), await device()];
    await sessions.revoke(out.id);
    await dataSource.query(`DELETE FROM sessions WHERE id = $1`, [removed.id]);
    expect(await kept()).toEqual([stays.id]);
    const { id: stolen } = await device();
    await sessions.withLocked(stolen, (_session, _rotate, revoke) => revoke());
    expect(await kept()).toEqual([stays.id]);
    await dataSource.query(`DELETE FROM students`);
    expect(await kept()).toEqual([]);
  });

  it('serve no longer than our session', async () => {
    const { id } = await device();
    await dataSource.query(`UPDATE sessions SET expires_at = now() WHERE id = $1`, [id]);
    expect(await newest()).toBeUndefined();
  });

  it('go when they are not used for half an hour, and stay as long as they are', async () => {
    const [idle, used] = [await device(), await device()];
    for (let times = 0; times < 4; times += 1) {
      await age(used.id, 20);
      expect(await newest()).toBe(used.id);
    }
    await age(idle.id, 31);
    await sessions.revoke(used.id);
    expect(await newest()).toBeUndefined();
    expect((await store.takeIdle(10)).map(({ sessionId }) => sessionId)).toEqual([idle.id]);
    expect(await kept()).toEqual([]);
  });

  it('are a few of one student, the eldest going first', async () => {
    const devices = [await device(), await device(), await device()];
    const [eldest, ...others] = devices.map(({ id }) => id);
    expect((await store.takeOf(studentId, 2)).map(({ sessionId }) => sessionId)).toEqual([eldest]);
    expect(await kept()).toEqual(others);
    expect(await store.takeOf(studentId, 0)).toHaveLength(2);
  });

  it('are taken out by one alone', async () => {
    const { id, sealed } = await device();
    const taken = await Promise.all(Array.from({ length: 5 }, () => store.take(id)));
    expect(taken.flat()).toEqual([{ sessionId: id, universityId: 'demo', ...sealed }]);
  });

  it('come and go with their migration', async () => {
    const { id } = await device();
    const last = async (): Promise<string | undefined> =>
      (
        await dataSource.query<{ name: string }[]>(
          `SELECT name FROM schema_migrations ORDER BY id DESC LIMIT 1`,
        )
      )[0]?.name;
    while ((await last()) !== PageSessions1763900000010.name) await dataSource.undoLastMigration();
    await dataSource.undoLastMigration();
    await expect(kept()).rejects.toThrow('does not exist');
    await sessions.revoke(id); // and nothing of it is missed
    await dataSource.runMigrations();
    expect(await kept()).toEqual([]);
  });
});
