import { ERRORS, errorReport, type ErrorCode, type ErrorKind, type ErrorReport } from '../contract';

export interface AppErrorOptions {
  /** What went wrong, for the log alone: never shown, and never holding a secret. */
  readonly detail?: string;
  readonly cause?: unknown;
  /** Milliseconds to wait before another try, where the other side named them (`Retry-After`). */
  readonly retryAfterMs?: number;
  /** Request fields at fault with the rules they break; never their values. */
  readonly fields?: readonly { readonly field: string; readonly rules: readonly string[] }[];
}

/** An error that says how to react: a stable `code`, its `kind`, and whether trying again can help. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly detail?: string;
  readonly retryAfterMs?: number;
  readonly fields?: AppErrorOptions['fields'];

  constructor(
    readonly code: ErrorCode,
    options: AppErrorOptions = {},
  ) {
    super(ERRORS[code].message.en, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = ERRORS[code].kind;
    this.retryable = ERRORS[code].retryable;
    this.detail = options.detail;
    this.retryAfterMs = options.retryAfterMs;
    this.fields = options.fields;
  }

  report(): ErrorReport {
    return errorReport(this.code);
  }
}

/**
 * Codes of node-postgres and the operating system that mean "the database is away", not "the query is wrong": it ends or begins, the
 * connection broke, there is none left, or it takes no writes for now (disk or memory full, read-only, a fault of the disk).
 */
const DATABASE_AWAY = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '53100',
  '53200',
  '53300',
  '25006',
  '25P03',
  '58030',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** What node-postgres says, without a code, when a connection breaks or none can be had. */
const CONNECTION_LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** Anything thrown, as an `AppError`: what is not one is `server.unexpected`, kept as the cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const away =
    typeof code === 'string'
      ? DATABASE_AWAY.has(code)
      : error instanceof Error && CONNECTION_LOST.test(error.message);
  if (away) return new AppError('database.unavailable', { cause: error });
  return new AppError('server.unexpected', { cause: error });
}
