import { Client } from 'pg';
import { DatabaseUrl } from '../../src/database';
import { Lease } from '../../src/sync/worker/lease';
import { migratedDatabase } from '../support/spike';
import type { TestDatabase } from '../support/test-database';

const MAKE_SURE = -1;
const TAKE_FOR_SURE = 60_000;

describe('a worker’s lease', () => {
  let database: TestDatabase;
  let other: Client;
  let lease: Lease;

  beforeEach(async () => {
    database = await migratedDatabase();
    other = new Client({ connectionString: database.url });
    await other.connect();
    lease = await Lease.acquire(new DatabaseUrl(database.url), 2);
  });
  afterEach(async () => {
    await lease.release();
    await other.end();
    await database.drop();
  });

  const takenForDead = () =>
    other.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'spike worker lease%' AND datname = current_database()`,
    );

  it('is held for as long as its connection stands', async () => {
    expect(lease.keys).toHaveLength(2);
    expect(await lease.holds(MAKE_SURE)).toBe(true);
    await takenForDead();
    expect(await lease.holds(MAKE_SURE)).toBe(false);
    await lease.lost;
    expect(await lease.holds(MAKE_SURE)).toBe(false);
  });

  it('is asked for only when it was not renewed of late', async () => {
    await takenForDead();
    lease.renewed();
    expect(await lease.holds(TAKE_FOR_SURE)).toBe(true);
    expect(await lease.holds(MAKE_SURE)).toBe(false);
  });
});
