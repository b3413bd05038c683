/** Runs one statement; rows as PostgreSQL gives them. */
export type Sql = <T extends object>(text: string, values?: readonly unknown[]) => Promise<T[]>;

type Row = Readonly<Record<string, unknown>>;

/** What a run says of itself, not of the student's Moodle: when it was there, and in which order it came by. */
const OF_THE_RUN: Readonly<Record<string, readonly string[]>> = {
  library_course_reads: ['listed_at', 'synced_at', 'complete_at', 'server_time'],
  library_changes: ['at', 'seq'],
};
/** Whether it is so is of the student's Moodle; since when is of the run. */
const SINCE_A_RUN = new Set(['gone_at', 'unlisted_at']);
/** Columns that name a row by a number of ours, and the natural name that takes its place. */
const REFERENCES: Readonly<Record<string, { readonly table: string; readonly natural: string }>> = {
  course_id: { table: 'library_courses', natural: 'moodle_id' },
  section_id: { table: 'library_sections', natural: 'moodle_id' },
  item_id: { table: 'library_items', natural: 'cmid' },
};
const NUMBERS_OF_OURS = ['id', 'student_id'];
/** Within JSON: when something was looked at. */
const MOMENTS = new Set(['at', 'since']);

/**
 * All that the library holds of a student, table by table, each row as a text, ids of ours and times of the run apart: equal for two runs that
 * read the same Moodle. Every table of the library is in it, those of tomorrow too.
 */
export async function libraryOf(
  sql: Sql,
  studentId: string,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const columns = await sql<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND starts_with(table_name, 'library_') ORDER BY 1, ordinal_position`,
  );
  const tables = [...new Set(columns.map(({ table }) => table))];
  const rows = new Map<string, Row[]>();
  for (const table of tables) {
    const has = (name: string): boolean =>
      columns.some((each) => each.table === table && each.column === name);
    const whose = has('student_id')
      ? 'student_id = $1'
      : has('course_id')
        ? 'course_id IN (SELECT id FROM library_courses WHERE student_id = $1)'
        : null;
    if (!whose) throw new Error(`${table} does not say whose its rows are`);
    rows.set(table, await sql<Row>(`SELECT * FROM ${table} WHERE ${whose}`, [studentId]));
  }
  const natural = new Map<string, unknown>();
  for (const { table, natural: name } of Object.values(REFERENCES))
    for (const row of rows.get(table) ?? []) natural.set(`${table} ${textOf(row.id)}`, row[name]);
  const content: Record<string, string[]> = {};
  for (const [table, own] of rows) content[table] = own.map((row) => lineOf(table, row, natural)).sort();
  return content;
}

function lineOf(table: string, row: Row, natural: ReadonlyMap<string, unknown>): string {
  const left = Object.entries(row)
    .filter(([column]) => !NUMBERS_OF_OURS.includes(column) && !OF_THE_RUN[table]?.includes(column))
    .map(([column, value]) => {
      if (SINCE_A_RUN.has(column)) return [column, value !== null];
      const reference = REFERENCES[column];
      if (!reference || value === null) return [column, withoutMoments(value)];
      const found = natural.get(`${reference.table} ${textOf(value)}`);
      if (found === undefined) throw new Error(`${table}.${column} ${textOf(value)} refers to nothing`);
      return [column, found];
    });
  return JSON.stringify(Object.fromEntries(left));
}

/** Ids are whole numbers, and too large for JavaScript's: the driver gives them as texts. */
const textOf = (id: unknown): string => JSON.stringify(id);

const withoutMoments = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutMoments);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !MOMENTS.has(key))
      .map(([key, part]) => [key, withoutMoments(part)]),
  );
};

/** The first rows by which two libraries differ, in words; none when they are equal. */
export function differences(
  found: Readonly<Record<string, readonly string[]>>,
  expected: Readonly<Record<string, readonly string[]>>,
): string[] {
  return Object.keys({ ...found, ...expected }).flatMap((table) => {
    const [have, want] = [counted(found[table] ?? []), counted(expected[table] ?? [])];
    const more = [...have].filter(([row, n]) => n > (want.get(row) ?? 0)).map(([row]) => row);
    const less = [...want].filter(([row, n]) => n > (have.get(row) ?? 0)).map(([row]) => row);
    if (more.length + less.length === 0) return [];
    return [
      `${table} has ${more.length} rows too many and ${less.length} too few: ${inBrief(more[0], less[0])}`,
    ];
  });
}

const counted = (rows: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
  return counts;
};

/** What is different in the first of them; a whole row where there is nothing to hold against it. */
function inBrief(found: string | undefined, expected: string | undefined): string {
  const [have, want] = [found, expected].map((row) => JSON.parse(row ?? '{}') as Row) as [Row, Row];
  if (!found || !expected) return (found ?? expected ?? '').slice(0, MOST_SHOWN);
  const columns = Object.keys({ ...have, ...want }).filter(
    (column) => JSON.stringify(have[column]) !== JSON.stringify(want[column]),
  );
  return columns
    .map((column) => `${column} ${JSON.stringify(have[column])} instead of ${JSON.stringify(want[column])}`)
    .join(', ')
    .slice(0, MOST_SHOWN);
}

const MOST_SHOWN = 600;

/**
 * Which versions of which rows there are, in every table that runs write: the same text before and after means that nothing was written
 * between.
 */
export async function rowVersions(sql: Sql): Promise<Readonly<Record<string, string>>> {
  const tables = await sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
       AND (starts_with(table_name, 'library_') OR table_name IN ('sync_jobs', 'sync_job_events', 'moodle_credentials', 'analysis_cache'))
     ORDER BY 1`,
  );
  const versions: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await sql<{ hash: string }>(
      `SELECT md5(COALESCE(string_agg(ctid::text || xmin::text, ',' ORDER BY ctid), '')) AS hash FROM ${name}`,
    );
    versions[name] = row?.hash ?? '';
  }
  return versions;
}
