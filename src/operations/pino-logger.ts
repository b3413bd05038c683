import type { LoggerService } from '@nestjs/common';
import { currentIds } from '../log-context';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

/** Names of fields that may hold a secret, wherever they turn up. */
const SECRET_FIELDS = [
  'password',
  'token',
  'wstoken',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'sealed',
];

const REDACTED = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/** One JSON line an entry, to standard output unless told otherwise. */
export function createPino(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  const options: LoggerOptions = {
    level,
    base: undefined,
    mixin: () => ({ ...currentIds() }),
    redact: { paths: REDACTED, censor: '[secret]' },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => serializeError(error) },
  };
  return pino(options, destination);
}

/** Name, code, message and stack of an error and of its causes: never its own properties, which may hold a request. */
function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : undefined;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause =
    error.cause !== undefined && depth < 3 ? { cause: serializeError(error.cause, depth + 1) } : {};
  return { name: error.name, ...code, message: error.message, stack: error.stack, ...cause };
}

/** What Nest says of its own start: of use when wiring is wrong, noise otherwise. */
const FRAMEWORK = new Set([
  'NestFactory',
  'NestApplication',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'WebSocketsController',
]);

type Line = string | Record<string, unknown>;

/** Nest's logger on pino: one JSON line each, a context, and either a sentence or an object that holds one as `msg`. */
export class PinoLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(line: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    this.write(typeof context === 'string' && FRAMEWORK.has(context) ? 'debug' : 'info', line, rest);
  }

  warn(line: unknown, ...rest: unknown[]): void {
    this.write('warn', line, rest);
  }

  error(line: unknown, ...rest: unknown[]): void {
    this.write('error', line, rest);
  }

  debug(line: unknown, ...rest: unknown[]): void {
    this.write('debug', line, rest);
  }

  verbose(line: unknown, ...rest: unknown[]): void {
    this.write('trace', line, rest);
  }

  fatal(line: unknown, ...rest: unknown[]): void {
    this.write('fatal', line, rest);
  }

  private write(
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    line: unknown,
    rest: unknown[],
  ): void {
    const context = rest.at(-1);
    const more: Record<string, unknown> = typeof context === 'string' ? { context } : {};
    if (rest.length > 1 && typeof rest[0] === 'string') more.stack = rest[0];
    if (line instanceof Error) this.logger[level]({ ...more, err: line }, line.message);
    else if (typeof line === 'object' && line !== null)
      this.logger[level]({ ...more, ...(line as Exclude<Line, string>) });
    else this.logger[level](more, String(line));
  }
}
