/** A value of a column as COPY takes it in its text format; JSON and moments come as their texts. */
export type Cell = string | number | boolean | null | undefined;

/**
 * Values as a part of a line of COPY's text format (PostgreSQL manual, COPY, «Text Format»): columns between tabs, `\N` for NULL,
 * breaks and backslashes escaped.
 */
export function cells(values: readonly Cell[]): string {
  let line = cell(values[0]);
  for (let at = 1; at < values.length; at += 1) line += `\t${cell(values[at])}`;
  return line;
}

function cell(value: Cell): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return SPECIAL.test(value) ? escaped(storableText(value)) : value;
  return typeof value === 'boolean' ? (value ? 't' : 'f') : String(value);
}

/** A text without what PostgreSQL cannot keep in one: NUL, and halves of surrogate pairs. */
export const storableText = (text: string): string =>
  text.includes('\0') || !text.isWellFormed() ? text.replace(UNSTORABLE, '') : text;

const escaped = (text: string): string => text.replace(ESCAPED, (found) => ESCAPES[found] ?? found);

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const ESCAPED = /[\\\n\r\t]/g;
/** Surrogates in pairs too: one look for all is quicker, and few texts hold any. */
const SPECIAL = /[\\\n\r\t\0\ud800-\udfff]/;
const UNSTORABLE = /\0|\p{Surrogate}/gu;
