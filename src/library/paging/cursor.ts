import type { ZodType } from 'zod';
import { AppError } from '../../errors';

/**
 * A place in an ordered list: the sort keys of the last row handed out. Opaque to clients, and no secret: whatever one makes up
 * is checked against the list's own shape, and shows nothing that the list would not.
 */
export function encodeCursor(keys: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys), 'utf8').toString('base64url');
}

/** @throws AppError `request.invalid` for whatever is not a cursor of this list. */
export function decodeCursor<Keys>(cursor: string, shape: ZodType<Keys>): Keys {
  const keys = shape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!keys.success)
    throw new AppError('request.invalid', { fields: [{ field: 'cursor', rules: ['isCursor'] }] });
  return keys.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
