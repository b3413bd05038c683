import type { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../migrations';
import { createDataSource, DatabaseUrl, SchemaPreparer } from '../../src/database';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { describeSchema, readRows, type Rows, type Schema } from '../support/schema';
import { SEEDS } from '../support/seeds';

type Migration = (typeof MIGRATIONS)[number];

/** What a step down is meant to lose of the tables that stay: a migration's `down` says why. */
const LOST_BY_DOWN: Readonly<Record<string, readonly string[]>> = {
  CreateCoursework1763900000005: ['library_files'], // attachments of announcements
  LibraryHistory1763900000004: ['library_items', 'library_sections'], // what is gone
  SealedPasswords1763900000007: ['moodle_credentials'], // passwords
  FirstReadings1763900000008: ['library_change_heads'], // heads of students without changes
};
/** Every change of the schema, up, down and up again, with data in every table. */
describe('migrations', () => {
  let database: TestDatabase;
  let url: DatabaseUrl;
  beforeEach(async () => {
    database = await createTestDatabase();
    url = new DatabaseUrl(database.url);
  });
  afterEach(() => database.drop());

  const withKnown = async <T>(known: readonly Migration[], work: (dataSource: DataSource) => Promise<T>) => {
    const dataSource = await createDataSource(database.url, known).initialize();
    try {
      return await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  };
  const up = (known: readonly Migration[]) =>
    withKnown(known, async (dataSource) => (await new SchemaPreparer(dataSource, url).prepare()).applied);
  const down = (known: readonly Migration[]) =>
    withKnown(known, (dataSource) => dataSource.undoLastMigration({ transaction: 'each' }));
  const look = () =>
    withKnown([], async (dataSource) => ({
      schema: await describeSchema(dataSource),
      rows: await readRows(dataSource),
    }));

  it('go up, down and up again, one by one, and lose nothing but what they brought', async () => {
    for (const [n, migration] of MIGRATIONS.entries()) {
      const known = MIGRATIONS.slice(0, n + 1);
      const before = await look();
      expect(await up(known)).toEqual([migration.name]);
      const seed = SEEDS[migration.name];
      if (seed) await withKnown([], (dataSource) => dataSource.query(seed));
      const above = await look();
      const empty = Object.keys(above.rows).filter((table) => above.rows[table]?.length === 0);
      // A table without a row proves nothing: test/support/seeds.ts has to fill it.
      expect([migration.name, empty]).toEqual([migration.name, []]);

      await down(known);
      const below = await look();
      expect(below.schema).toEqual(before.schema);
      const lost = LOST_BY_DOWN[migration.name] ?? [];
      for (const [table, rows] of Object.entries(before.rows)) expectKept(table, below.rows, rows, lost);

      expect(await up(known)).toEqual([migration.name]);
      const again = await look();
      expect(again.schema).toEqual(above.schema);
      // What the step brought and lost is brought once more, as far as it is not there.
      const stays = withoutNew(above.rows, before.schema);
      for (const [table, rows] of Object.entries(stays)) expectKept(table, again.rows, rows, lost);
      if (seed) await withKnown([], (dataSource) => dataSource.query(seed));
    }
  }, 120_000);

  it('go all the way down, and up again from there', async () => {
    for (const [n, { name }] of MIGRATIONS.entries()) {
      await up(MIGRATIONS.slice(0, n + 1));
      const seed = SEEDS[name];
      if (seed) await withKnown([], (dataSource) => dataSource.query(seed));
    }
    const whole = await look();
    for (let n = MIGRATIONS.length; n > 0; n -= 1) await down(MIGRATIONS.slice(0, n));
    expect(Object.keys((await look()).rows)).toEqual([]);
    expect(await up(MIGRATIONS)).toEqual(MIGRATIONS.map(({ name }) => name));
    expect((await look()).schema).toEqual(whole.schema);
  }, 120_000);

  it('are not missed by an older version, which leaves a newer schema as it is', async () => {
    await up(MIGRATIONS);
    const { schema } = await look();
    await withKnown(MIGRATIONS.slice(0, -1), async (dataSource) => {
      const preparer = new SchemaPreparer(dataSource, url);
      expect(await preparer.isPending()).toBe(false);
      expect(await preparer.prepare()).toEqual({ applied: [] });
    });
    expect((await look()).schema).toEqual(schema);
  });
});

/** Every row of `expected` is there, in the columns that it has; in a table that is meant to lose some, those that are left. */
function expectKept(table: string, actual: Rows, expected: Rows[string], lost: readonly string[]): void {
  const columns = new Set(expected.flatMap((row) => Object.keys(row)));
  const found = (actual[table] ?? []).map((row) =>
    JSON.stringify(
      Object.entries(row)
        .filter(([name]) => columns.has(name))
        .sort(),
    ),
  );
  const wanted = expected.map((row) => JSON.stringify(Object.entries(row).sort()));
  if (!lost.includes(table))
    expect([table, wanted.filter((row) => !found.includes(row))]).toEqual([table, []]);
  else expect([table, found.filter((row) => !wanted.includes(row))]).toEqual([table, []]);
}

/** Of `rows` the tables and columns that were there before a step. */
function withoutNew(rows: Rows, before: Schema): Rows {
  const known = new Set(before.columns.map(({ table, column }) => `${table}.${column}`));
  const tables = new Set(before.columns.map(({ table }) => table));
  return Object.fromEntries(
    Object.entries(rows)
      .filter(([table]) => tables.has(table))
      .map(([table, all]) => [
        table,
        all.map((row) =>
          Object.fromEntries(Object.entries(row).filter(([column]) => known.has(`${table}.${column}`))),
        ),
      ]),
  );
}
