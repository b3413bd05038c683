/** One statement; rows as PostgreSQL gives them. */
export type Sql = <Row>(text: string, params?: unknown[]) => Promise<Row[]>;

export interface RowsWritten {
  /** Rows inserted, updated or deleted, by table; tables in which there were none are left out. */
  readonly library: Readonly<Record<string, number>>;
  /** The bookkeeping of when each course was read, which every sync writes. */
  readonly bookkeeping: number;
}

const BOOKKEEPING = 'library_course_reads';
const TABLES = `
  SELECT relname AS name FROM pg_class
  WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname LIKE 'library\\_%' ORDER BY 1`;

/**
 * Counts rows of the library's tables that are written from now on, by the transaction that each row carries (`xmin`): nothing that
 * wrote a row can hide it. Needs the database for itself, since a transaction that began earlier would be counted too.
 *
 * @returns what was written since; may be asked once
 */
export async function watchLibraryTables(sql: Sql): Promise<() => Promise<RowsWritten>> {
  const tables = await sql<{ name: string }>(TABLES);
  const before = new Map<string, number>();
  for (const { name } of tables) before.set(name, (await count(sql, name, '0')).rows);
  const [mark] = await sql<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
  return async () => {
    const written: Record<string, number> = {};
    for (const { name } of tables) {
      const { rows, newer } = await count(sql, name, mark?.id ?? '0');
      const deleted = Math.max(0, (before.get(name) ?? 0) - rows);
      if (newer + deleted > 0) written[name] = newer + deleted;
    }
    const { [BOOKKEEPING]: bookkeeping = 0, ...library } = written;
    return { library, bookkeeping };
  };
}

async function count(sql: Sql, table: string, since: string): Promise<{ rows: number; newer: number }> {
  const [row] = await sql<{ rows: number; newer: number }>(
    `SELECT count(*)::integer AS rows, count(*) FILTER (WHERE xmin::text::bigint >= $1::bigint)::integer AS newer
     FROM "${table}"`,
    [since],
  );
  return row ?? { rows: 0, newer: 0 };
}
