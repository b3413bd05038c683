import type { ChangedField } from '../../contract';

/** How a field is compared and shown. */
export type FieldKind = 'text' | 'moment' | 'plain';

/** Column of a row → name of the field in the feed, and its kind. */
export type FieldTable = Readonly<Record<string, readonly [field: string, kind: FieldKind]>>;

type Scalar = string | number | boolean | null;

/** Characters of a text that the feed shows. */
const LONGEST = 300;

/** The fields of the table in which two rows differ. Moments are compared as moments: the database writes them in another form. */
export function changedFields(
  table: FieldTable,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): ChangedField[] {
  return Object.entries(table).flatMap(([column, [field, kind]]) => {
    const [from, to] = [scalar(before[column], kind), scalar(after[column], kind)];
    return from === to ? [] : [{ field, from: shown(from), to: shown(to) }];
  });
}

function scalar(value: unknown, kind: FieldKind): Scalar {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string') return JSON.stringify(value);
  return kind === 'moment' ? new Date(value).toISOString() : value;
}

const shown = (value: Scalar): Scalar =>
  typeof value === 'string' && value.length > LONGEST ? `${value.slice(0, LONGEST).toWellFormed()}…` : value;
