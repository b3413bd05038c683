import { Transform, Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';

export type Role = 'api' | 'worker';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const LONGEST_TIMEOUT_MS = 24 * 60 * 60 * 1000;

const toBoolean = ({ value }: { value: unknown }): unknown => {
  if (typeof value !== 'string') return value;
  const word = value.trim().toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(word)) return true;
  if (['false', '0', 'no', 'off'].includes(word)) return false;
  return value;
};

const toList = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
    : value;

/** The environment, validated. Names are those of the environment; times are milliseconds unless the name says days. */
export class Environment {
  @IsIn(['production', 'development', 'test'])
  NODE_ENV: 'production' | 'development' | 'test' = 'development';

  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65535)
  PORT = 3000;

  @IsOptional()
  @IsString()
  HOST?: string;

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, { message: 'DATABASE_URL must begin with postgres:// or postgresql://' })
  DATABASE_URL?: string;

  @IsOptional()
  @Matches(/^rediss?:\/\//, { message: 'REDIS_URL must begin with redis:// or rediss://' })
  REDIS_URL?: string;

  @Transform(toList)
  @ArrayNotEmpty()
  @IsIn(['api', 'worker'], { each: true })
  ROLES: Role[] = ['api', 'worker'];

  @IsString()
  @MinLength(1)
  DATA_DIR = '.spike';

  @IsOptional()
  @IsString()
  UNIVERSITIES_FILE?: string;

  /** 32 bytes as base64 or hex; several, separated by commas, while keys are rotated: the first seals, all open. */
  @IsOptional()
  @IsString()
  ENCRYPTION_KEY?: string;

  @IsOptional()
  @MinLength(32, { message: 'JWT_SECRET must have at least 32 characters' })
  JWT_SECRET?: string;

  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  PUBLIC_URL?: string;

  @IsIn(LOG_LEVELS)
  LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'info';

  @Type(() => Number)
  @IsInt()
  @Min(250)
  @Max(600_000)
  JOB_POLLING_INTERVAL = 2000;

  @Type(() => Number)
  @IsInt()
  @Min(1000)
  @Max(LONGEST_TIMEOUT_MS)
  JOB_TIMEOUT = 300_000;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3650)
  JOB_CLEANUP_DAYS = 7;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  JOB_MAX_RETRIES = 3;

  @Transform(toBoolean)
  @IsBoolean({ message: 'AUTO_SYNC_ENABLED must be true or false' })
  AUTO_SYNC_ENABLED = true;

  @Type(() => Number)
  @IsInt()
  @Min(1000)
  @Max(LONGEST_TIMEOUT_MS)
  AUTO_SYNC_TIMEOUT = 300_000;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  AUTO_SYNC_RETRY_ATTEMPTS = 3;

  /** Students are synced between their sign-ins as well. */
  @Transform(toBoolean)
  @IsBoolean({ message: 'AUTO_SYNC_SCHEDULE must be true or false' })
  AUTO_SYNC_SCHEDULE = true;

  /** Scheduled syncs that begin in a minute at one university, whatever the number of nodes. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  AUTO_SYNC_STARTS_PER_MINUTE = 30;

  /** Students who were not here for so long are left alone. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(365)
  AUTO_SYNC_INACTIVE_DAYS = 14;

  /** Base delay between tries of one request to Moodle. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(60_000)
  RETRY_BASE_DELAY = 1000;

  /** Jobs that one worker process runs side by side. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  WORKER_CONCURRENCY = 10;

  /** Jobs of one university side by side, on all workers together. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  UNIVERSITY_MAX_JOBS = 20;

  /** Requests in flight to one Moodle site, shared by all jobs of the process. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  MOODLE_MAX_REQUESTS = 6;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  MOODLE_REQUESTS_PER_SECOND = 50;

  /** One request to Moodle, from the first byte sent to the last received. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(LONGEST_TIMEOUT_MS)
  MOODLE_TIMEOUT = 60_000;

  /** How long a job waits for a site that wants to be left alone, before it gives up. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(LONGEST_TIMEOUT_MS)
  MOODLE_PATIENCE = 60_000;

  /** Sign-ins of one account in a minute, right or wrong. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  LOGIN_RATE_LIMIT = 20;

  /** Proxies in front whose `X-Forwarded-*` headers are believed. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10)
  TRUST_PROXY = 0;

  /** Starts the demo university and lists it; refused in production. */
  @Transform(toBoolean)
  @IsBoolean({ message: 'DEMO_UNIVERSITY must be true or false' })
  DEMO_UNIVERSITY = false;

  @ValidateIf((env: Environment) => env.DEMO_UNIVERSITY)
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65535)
  DEMO_PORT = 3080;
}
