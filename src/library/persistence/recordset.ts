/** Rows as one JSON parameter for `json_to_recordset`. */
export const toRecordset = (rows: readonly object[]): string => storableJson(JSON.stringify(rows));

/**
 * PostgreSQL refuses NUL and halves of surrogate pairs; `JSON.stringify` writes both as escapes, and they are taken out here, where
 * every JSON text passes. Escapes are read pairwise, so that a backslash that stands for itself (`\\u0000`) is left alone.
 */
export function storableJson(json: string): string {
  // Looking for one of the two at all is far quicker than going through all escapes, and hardly ever finds any.
  if (!SUSPECT.test(json)) return json;
  return json.replace(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|[^])/g, (escape) =>
    UNSTORABLE.test(escape) ? '' : escape,
  );
}

/** What is missing is NULL to `json_to_recordset`; named, it would be half of what is sent. */
export const orMissing = <T>(value: T | null): T | undefined => value ?? undefined;

const SUSPECT = /\\u(?:0000|d[89a-f])/;
const UNSTORABLE = /^\\u(?:0000|d[89a-f])/;

/** Last second of the year 9999: what lies beyond is a mistake, and no calendar shows it. */
const LAST_SECOND = 253_402_300_799;

/** Unix seconds as a `timestamptz`; `null` for what is no moment. */
export function toTimestamp(seconds: number | null): string | null {
  return seconds !== null && seconds > 0 && seconds <= LAST_SECOND
    ? new Date(seconds * 1000).toISOString()
    : null;
}
