import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import path from 'node:path';
import { Environment, type Role } from './settings';
import { parseKeys, readOrMakeSecrets, type EncryptionKeys } from './secrets';

/** Everything Spike can be told from outside, checked and with defaults. Times are milliseconds. */
export abstract class Settings {
  abstract readonly production: boolean;
  abstract readonly port: number;
  abstract readonly host: string;
  /** Unset: the embedded PostgreSQL under `dataDir` is used. */
  abstract readonly databaseUrl: string | undefined;
  abstract readonly redisUrl: string | undefined;
  abstract readonly roles: ReadonlySet<Role>;
  abstract readonly dataDir: string;
  abstract readonly universitiesFile: string | undefined;
  abstract readonly publicUrl: string | undefined;
  abstract readonly logLevel: string;
  abstract readonly trustProxy: number;
  abstract readonly demo: { readonly enabled: boolean; readonly port: number };
  abstract readonly jobs: {
    readonly pollingIntervalMs: number;
    readonly timeoutMs: number;
    readonly cleanupDays: number;
    readonly maxAttempts: number;
    readonly retryBaseDelayMs: number;
    readonly concurrency: number;
    /** Jobs of one university side by side, on all workers together. */
    readonly perUniversity: number;
  };
  abstract readonly autoSync: {
    readonly enabled: boolean;
    readonly timeoutMs: number;
    readonly attempts: number;
    /** Students are synced between their sign-ins as well. */
    readonly schedule: boolean;
    /** At one university, on all nodes together. */
    readonly startsPerMinute: number;
    readonly inactiveDays: number;
  };
  abstract readonly loginRateLimit: number;
  abstract readonly moodle: {
    readonly maxRequests: number;
    readonly requestsPerSecond: number;
    readonly requestTimeoutMs: number;
    readonly patienceMs: number;
  };
  abstract readonly encryptionKeys: EncryptionKeys;
  abstract readonly jwtSecret: string;
}

/** The environment cannot be used; the message lists every fault, and never a value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly code = 'config.invalid';
}

const describe = (error: ValidationError): string[] => Object.values(error.constraints ?? {});

function validate(env: NodeJS.ProcessEnv): Environment {
  // An empty variable means "not set": docker compose writes them so.
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const instance = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const faults = validateSync(instance, { whitelist: true }).flatMap(describe);
  const production = instance.NODE_ENV === 'production';
  if (production && instance.DEMO_UNIVERSITY)
    faults.push('the demo university never runs with NODE_ENV=production');
  if (production && !instance.ENCRYPTION_KEY)
    faults.push('ENCRYPTION_KEY is required with NODE_ENV=production');
  if (production && !instance.JWT_SECRET) faults.push('JWT_SECRET is required with NODE_ENV=production');
  if (faults.length > 0)
    throw new SettingsError(`The settings cannot be used:\n  - ${faults.join('\n  - ')}`);
  return instance;
}

/**
 * Reads and checks the settings. Outside production, secrets that are not given are made once and kept under `DATA_DIR`.
 * Throws `SettingsError`, naming every fault at once.
 */
export function loadSettings(env: NodeJS.ProcessEnv = process.env, argv: readonly string[] = []): Settings {
  const values = validate(argv.includes('--demo') ? { DEMO_UNIVERSITY: 'true', ...env } : env);
  const dataDir = path.resolve(values.DATA_DIR);
  const production = values.NODE_ENV === 'production';
  const made = values.ENCRYPTION_KEY && values.JWT_SECRET ? undefined : secretsOf(dataDir);
  const keyText = values.ENCRYPTION_KEY ?? made?.encryptionKey ?? '';
  return {
    production,
    port: values.PORT,
    host: values.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    roles: new Set(values.ROLES),
    dataDir,
    universitiesFile: values.UNIVERSITIES_FILE,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
    logLevel: values.LOG_LEVEL,
    trustProxy: values.TRUST_PROXY,
    demo: { enabled: values.DEMO_UNIVERSITY, port: values.DEMO_PORT },
    jobs: {
      pollingIntervalMs: values.JOB_POLLING_INTERVAL,
      timeoutMs: values.JOB_TIMEOUT,
      cleanupDays: values.JOB_CLEANUP_DAYS,
      maxAttempts: values.JOB_MAX_RETRIES,
      retryBaseDelayMs: values.RETRY_BASE_DELAY,
      concurrency: values.WORKER_CONCURRENCY,
      perUniversity: values.UNIVERSITY_MAX_JOBS,
    },
    autoSync: {
      enabled: values.AUTO_SYNC_ENABLED,
      timeoutMs: values.AUTO_SYNC_TIMEOUT,
      attempts: values.AUTO_SYNC_RETRY_ATTEMPTS,
      schedule: values.AUTO_SYNC_SCHEDULE,
      startsPerMinute: values.AUTO_SYNC_STARTS_PER_MINUTE,
      inactiveDays: values.AUTO_SYNC_INACTIVE_DAYS,
    },
    loginRateLimit: values.LOGIN_RATE_LIMIT,
    moodle: {
      maxRequests: values.MOODLE_MAX_REQUESTS,
      requestsPerSecond: values.MOODLE_REQUESTS_PER_SECOND,
      requestTimeoutMs: values.MOODLE_TIMEOUT,
      patienceMs: values.MOODLE_PATIENCE,
    },
    encryptionKeys: keysOrThrow(keyText),
    jwtSecret: values.JWT_SECRET ?? made?.jwtSecret ?? '',
  };
}

function secretsOf(dataDir: string): ReturnType<typeof readOrMakeSecrets> {
  try {
    return readOrMakeSecrets(dataDir);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`DATA_DIR cannot be used: ${why}`);
  }
}

function keysOrThrow(text: string): EncryptionKeys {
  const keys = parseKeys(text);
  if (!keys)
    throw new SettingsError(
      'The settings cannot be used:\n  - ENCRYPTION_KEY must be 32 bytes, as base64 or hex',
    );
  return keys;
}
