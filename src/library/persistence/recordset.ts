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
  if (seconds === null || !(seconds > 0 && seconds <= LAST_SECOND)) return null;
  return Number.isInteger(seconds) ? isoText(seconds) : new Date(seconds * 1000).toISOString();
}

const DAY = 86_400;
const DAYS_REMEMBERED = 4096;
const dateTexts = new Map<number, string>();
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** As `toISOString`, several times faster: every row has moments, and the days of a student's courses are few. */
function isoText(seconds: number): string {
  const time = seconds % DAY;
  const [hour, minute] = [Math.floor(time / 3600), Math.floor(time / 60) % 60];
  return `${dateText((seconds - time) / DAY)}T${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[time % 60]}.000Z`;
}

function dateText(day: number): string {
  const known = dateTexts.get(day);
  if (known !== undefined) return known;
  if (dateTexts.size === DAYS_REMEMBERED) dateTexts.clear();
  const text = new Date(day * DAY * 1000).toISOString().slice(0, 10);
  dateTexts.set(day, text);
  return text;
}
