import type { Query } from './transaction';

/** Ids for rows that are to be copied into a table, of its own sequence. As one text: a row for each costs ten times as much. */
export async function newIds(query: Query, table: string, count: number): Promise<readonly string[]> {
  const [row] = await query<{ ids: string | null }>(
    `SELECT string_agg(nextval(pg_get_serial_sequence($1, 'id'))::text, ',') AS ids FROM generate_series(1, $2)`,
    [table, count],
  );
  return row?.ids?.split(',') ?? [];
}
