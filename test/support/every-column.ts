import type { Spike } from './spike';

/** Where a text turned up. */
export interface Find {
  readonly table: string;
  readonly column: string;
  readonly what: string;
}

/** A value as bytes: as it stands in the database, whatever its type. */
const bytesOf = (value: unknown): Buffer => {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return Buffer.from(value);
  return Buffer.from(JSON.stringify(value) ?? '');
};

/**
 * Looks through every row of every table of every schema that is ours or the queue's. `needles` are named texts: each is looked
 * for as it is, and in what may hide it (see `disguisesOf`).
 */
export async function findInDatabase(
  spike: Pick<Spike, 'sql'>,
  needles: Readonly<Record<string, string>>,
): Promise<{ readonly finds: readonly Find[]; readonly tables: readonly string[] }> {
  const tables = await spike.sql<{ schema: string; name: string }>(
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
     ORDER BY 1, 2`,
  );
  const finds: Find[] = [];
  for (const { schema, name } of tables) {
    const table = `${schema}.${name}`;
    const rows = await spike.sql<Record<string, unknown>>(`SELECT * FROM "${schema}"."${name}"`);
    for (const row of rows)
      for (const [column, value] of Object.entries(row))
        for (const what of findIn(bytesOf(value), needles)) finds.push({ table, column, what });
  }
  return { finds, tables: tables.map(({ schema, name }) => `${schema}.${name}`) };
}

/** Names of the needles that are in a text or in bytes, plainly or in disguise. */
export function findIn(hay: string | Buffer, needles: Readonly<Record<string, string>>): string[] {
  const text = typeof hay === 'string' ? hay : hay.toString('latin1');
  const lower = text.toLowerCase();
  return Object.entries(needles).flatMap(([name, needle]) =>
    disguisesOf(needle).some(({ form, anyCase }) => (anyCase ? lower : text).includes(form)) ? [name] : [],
  );
}

interface Disguise {
  readonly form: string;
  readonly anyCase: boolean;
}

const disguises = new Map<string, readonly Disguise[]>();

/** A text as it is, in hex, and in base64 at each of the three places in which it may begin. For ASCII that no encoding escapes. */
function disguisesOf(needle: string): readonly Disguise[] {
  const known = disguises.get(needle);
  if (known) return known;
  const inBase64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.from('\0'.repeat(offset) + needle).toString('base64url');
    // The digits at either end hold bits of what stands beside it.
    return encoded.slice(offset === 0 ? 0 : offset + 1, encoded.length - 2);
  });
  const made = [
    { form: needle, anyCase: false },
    { form: Buffer.from(needle).toString('hex'), anyCase: true },
    ...inBase64.flatMap((form) => [
      { form, anyCase: false },
      { form: form.replaceAll('-', '+').replaceAll('_', '/'), anyCase: false },
    ]),
  ];
  disguises.set(needle, made);
  return made;
}
