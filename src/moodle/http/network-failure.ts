import type { ErrorCode } from '../../contract';
import { AppError } from '../../errors';

/** What the connection's own errors mean; the first pattern that fits the error's code or name. */
const MEANINGS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^(TimeoutError|ETIMEDOUT|ESOCKETTIMEDOUT)$/, 'moodle.timeout'],
  // Broken compression or no HTTP at all: something answered, and it cannot be read.
  [/^(Z_|HPE_|ERR_BROTLI|ERR_ZLIB|ERR__ERROR_FORMAT)/, 'moodle.invalid-response'],
];
const IDENTIFIER = /^[\w.-]{1,60}$/;

function field(error: unknown, name: 'code' | 'name' | 'event'): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' && IDENTIFIER.test(value) ? value : null;
}

/** Code of a network error, e.g. `ECONNRESET`. */
export const networkCode = (error: unknown): string =>
  field(error, 'code') ?? field(error, 'name') ?? 'unknown';

/**
 * An error of the connection as ours. The client's own error carries the request with the form it sent, password or token
 * included, and its message can quote addresses: only its code and the phase that timed out are kept, and no cause.
 */
export function networkFailure(error: unknown, what: string): AppError {
  if (error instanceof AppError) return error;
  const names = [field(error, 'name'), field(error, 'code')].filter((name) => name !== null);
  const [, code] = MEANINGS.find(([pattern]) => names.some((name) => pattern.test(name))) ?? [
    null,
    'moodle.unreachable' as const,
  ];
  const phase = field(error, 'event');
  return new AppError(code, {
    detail: `${what}: ${networkCode(error)}${phase ? ` while awaiting ${phase}` : ''}`,
  });
}
