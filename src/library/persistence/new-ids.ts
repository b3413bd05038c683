import type { Query } from './transaction';

/** Ids for rows that are to be copied into a table, of its own sequence. */
export async function newIds(query: Query, table: string, count: number): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    `SELECT nextval(pg_get_serial_sequence($1, 'id')) AS id FROM generate_series(1, $2)`,
    [table, count],
  );
  return rows.map(({ id }) => id);
}
