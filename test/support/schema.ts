import type { DataSource } from 'typeorm';

/** A schema, so that two can be held against each other. The order of columns does not count: one that is back stands last. */
export interface Schema {
  readonly columns: readonly { readonly table: string; readonly column: string; readonly is: string }[];
  readonly indexes: readonly string[];
  readonly constraints: readonly string[];
  readonly triggers: readonly string[];
  readonly functions: readonly string[];
  readonly storage: readonly string[];
}

/** Rows by table, of which each column is text. */
export type Rows = Readonly<Record<string, readonly Readonly<Record<string, string | null>>[]>>;

/** Tables of the migrations themselves. */
const BOOKS = `('schema_migrations', 'typeorm_metadata')`;

const lines = async (dataSource: DataSource, sql: string): Promise<string[]> =>
  (await dataSource.query<{ line: string }[]>(sql)).map(({ line }) => line).sort();

/** Of Spike's own tables: columns, indexes, constraints, triggers, functions and settings of storage. */
export async function describeSchema(dataSource: DataSource): Promise<Schema> {
  return {
    columns: await dataSource.query(
      `SELECT table_name AS table, column_name AS column,
              concat_ws(' ', data_type, character_maximum_length, is_nullable, column_default, identity_generation) AS is
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT IN ${BOOKS}
       ORDER BY table_name, column_name`,
    ),
    indexes: await lines(
      dataSource,
      `SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT IN ${BOOKS}`,
    ),
    constraints: await lines(
      dataSource,
      `SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(c.oid) AS line
       FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
       WHERE c.connamespace = 'public'::regnamespace AND t.relname NOT IN ${BOOKS}`,
    ),
    triggers: await lines(
      dataSource,
      `SELECT pg_get_triggerdef(t.oid) AS line FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace`,
    ),
    functions: await lines(
      dataSource,
      `SELECT pg_get_functiondef(oid) AS line FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
    ),
    storage: await lines(
      dataSource,
      `SELECT relname || ' ' || array_to_string(reloptions, ',') AS line FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND reloptions IS NOT NULL`,
    ),
  };
}

export async function readRows(dataSource: DataSource): Promise<Rows> {
  const tables = await lines(
    dataSource,
    `SELECT tablename AS line FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ${BOOKS}`,
  );
  const rows: Record<string, Rows[string]> = {};
  for (const table of tables) {
    const found = await dataSource.query<{ row: Record<string, string | null> }[]>(
      `SELECT (SELECT json_object_agg(key, value) FROM json_each_text(to_json(t))) AS row FROM "${table}" t`,
    );
    rows[table] = found.map(({ row }) => row);
  }
  return rows;
}
