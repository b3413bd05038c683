import { z } from 'zod';

/**
 * Scalars as Moodle and its plugins send them: numbers as text, 0 or an empty string for "none", flags as 0/1. All but
 * ids answer with a fallback instead of failing, so that one odd value never costs the record it stands in.
 */
type Tolerant<T> = z.ZodType<T>;

const tolerant = <T>(read: (value: unknown) => T): Tolerant<T> => z.unknown().optional().transform(read);

function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function toInteger(value: unknown): number | null {
  const number = toNumber(value);
  return number !== null && Number.isSafeInteger(Math.trunc(number)) ? Math.trunc(number) : null;
}

/** Latest second that a JavaScript `Date` can hold. */
const LAST_SECOND = 8_640_000_000_000;

/** PostgreSQL stores neither NUL nor half a surrogate pair; the other control characters show as nothing or as boxes. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** One look for all of them, pairs too, finds nothing in most texts. */
// eslint-disable-next-line no-control-regex
const SUSPECT = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\ud800-\udfff]/;

/** The text without what can neither be stored nor shown. */
export function storable(text: string): string {
  if (!SUSPECT.test(text)) return text;
  const shown = text.replace(CONTROLS, '');
  return shown.isWellFormed() ? shown : shown.replace(LONE_SURROGATE, '\uFFFD');
}

/** A whole number that must be there: ids of courses, sections, modules, users. */
export const id = z
  .union([z.number(), z.string().regex(/^\s*\d+\s*$/)])
  .transform(Number)
  .pipe(z.number().int().nonnegative());

/** An id that may be absent; 0 is none. */
export const optionalId = tolerant((value) => {
  const number = toInteger(value);
  return number !== null && number > 0 ? number : null;
});

/** Unix seconds; 0, negative and absent are `null`. */
export const time = tolerant((value) => {
  const number = toInteger(value);
  return number !== null && number > 0 && number <= LAST_SECOND ? number : null;
});

/** A count: sizes, positions. Absent and negative are 0. */
export const count = tolerant((value) => Math.max(0, toInteger(value) ?? 0));

/** Any number, or `null`. */
export const amount = tolerant(toNumber);

/** A flag; what is absent or unreadable is `fallback`. */
export const flag = (fallback: boolean): Tolerant<boolean> =>
  tolerant((value) => {
    if (typeof value === 'boolean') return value;
    const number = toNumber(value);
    return number === null ? fallback : number !== 0;
  });

/** Text as it is, trimmed; empty and absent are `null`. */
export const text = tolerant((value) => {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const trimmed = storable(String(value)).trim();
  return trimmed === '' ? null : trimmed;
});

/** Text that must be there and not be empty: a file's name, its address. Kept verbatim. */
export const requiredText = z
  .string()
  .min(1)
  .transform(storable)
  .refine((value) => value !== '');
