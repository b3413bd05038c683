import 'reflect-metadata';
import path from 'node:path';
import { loadSettings, type Settings, SettingsError } from './config';
import { createApp } from './create-app';
import {
  createDataSource,
  DatabaseUrl,
  EmbeddedPostgresError,
  SchemaPreparer,
  startEmbeddedPostgres,
} from './database';
import { startDemoUniversity } from './demo';
import { createPino } from './operations';
import {
  readUniversityFile,
  type RegisteredUniversity,
  Universities,
  UniversityFileError,
} from './universities';

type Logger = ReturnType<typeof createPino>;
type Closer = () => Promise<unknown>;

/** From `dist/src` to the built page. */
const PAGE_DIR = path.resolve(__dirname, '../../client/dist');
/** Whatever hangs after this is left behind, ms. */
const SHUTDOWN_LIMIT_MS = 20_000;

/** Starts what the settings ask for, and notes in `closers` how to stop it, in order. */
async function start(settings: Settings, logger: Logger, closers: Closer[]): Promise<void> {
  const listed = settings.universitiesFile ? readUniversityFile(settings.universitiesFile) : []; // a fault here ends it early
  const database = await openDatabase(settings, logger, closers);
  const databaseUrl = new DatabaseUrl(database.url);
  const dataSource = createDataSource(databaseUrl);
  await dataSource.initialize();
  const { applied } = await new SchemaPreparer(dataSource, databaseUrl, (news) =>
    logger.warn(news),
  ).prepare();
  if (applied.length > 0) logger.info({ msg: 'the schema was brought up to date', applied });
  const demo = settings.demo.enabled ? [await startDemo(settings, logger, closers)] : [];
  const universities = new Universities([...listed, ...demo]);
  const app = await createApp({ settings, dataSource, databaseUrl, universities, logger, pageDir: PAGE_DIR });
  closers.unshift(() => app.close());
  await app.listen(settings.port, settings.host);
  announce(settings, await app.getUrl(), universities, database.place);
}

/** Where the database is; `place` tells a person, and holds no secret. */
async function openDatabase(
  settings: Settings,
  logger: Logger,
  closers: Closer[],
): Promise<{ url: string; place: string }> {
  if (settings.databaseUrl !== undefined)
    return { url: settings.databaseUrl, place: 'the PostgreSQL of DATABASE_URL' };
  const postgres = await startEmbeddedPostgres({
    dataDir: path.join(settings.dataDir, 'postgres'),
    log: (line) => logger.debug({ msg: 'postgres', line }),
  });
  closers.unshift(() => postgres.stop());
  return { url: postgres.url, place: postgres.dataDir };
}

async function startDemo(
  settings: Settings,
  logger: Logger,
  closers: Closer[],
): Promise<RegisteredUniversity> {
  const demo = await startDemoUniversity({
    port: settings.demo.port,
    log: (line) => logger.debug({ msg: 'demo', line }),
  });
  closers.unshift(() => demo.stop());
  const accounts = demo.students.map(({ username, password, nameHe, descriptionHe, descriptionEn }) => ({
    username,
    password,
    about: { he: `${nameHe} - ${descriptionHe}`, en: descriptionEn },
  }));
  return {
    id: 'demo',
    name: { he: 'אוניברסיטת ההדגמה', en: 'Demo University' },
    baseUrl: demo.url,
    demo: { accounts },
  };
}

/** What a person who started this wants to know. */
function announce(
  { publicUrl, host }: Settings,
  listening: string,
  universities: Universities,
  dataPlace: string,
): void {
  const local = new URL(listening);
  if (host === '0.0.0.0' || host === '::') local.hostname = 'localhost';
  const url = publicUrl ?? local.origin;
  const lines = [
    '',
    `  Spike is running:  ${url}`,
    `  API documentation: ${url}/api/docs`,
    `  Data:              ${dataPlace}`,
  ];
  for (const { id, name, demoAccounts } of universities.list()) {
    lines.push(`  University:        ${name.en} (${id})`);
    for (const { username, password, about } of demoAccounts ?? []) {
      lines.push(`    sign in as       ${username} / ${password}  ${about.en}`);
    }
  }
  if (universities.list().length === 0)
    lines.push('  No university is listed: set UNIVERSITIES_FILE (see README.md).');
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

/** Stops everything once, in order, and ends the process; a second signal does not wait. */
function stopOnSignals(logger: Logger, closers: Closer[]): (code: number) => Promise<never> {
  let stopping = false;
  const stop = async (code: number): Promise<never> => {
    stopping = true;
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
    for (const close of closers)
      await close().catch((error: unknown) => logger.error({ msg: 'stopping failed', err: error }));
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      logger.info({ msg: 'shutting down', signal });
      void stop(0);
    });
  }
  return stop;
}

interface SystemFault extends Error {
  readonly code: string;
  readonly syscall?: string;
  readonly port?: number;
  readonly address?: string;
  readonly path?: string;
}

const isSystemFault = (error: unknown): error is SystemFault =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

/** What the database says when DATABASE_URL is wrong, by PostgreSQL's and the system's codes. */
const DATABASE_FAULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The database does not answer at DATABASE_URL: is it running, and is the address right?',
  ENOTFOUND: 'The host in DATABASE_URL is not known.',
  EAI_AGAIN: 'The host in DATABASE_URL cannot be looked up right now.',
  ERR_INVALID_URL: 'DATABASE_URL is not a valid address.',
  '28P01': 'The database refuses the user name or password in DATABASE_URL.',
  '28000': 'The database refuses the user in DATABASE_URL.',
  '3D000': 'The database named in DATABASE_URL does not exist: create it first.',
  '42501': 'The account in DATABASE_URL may not create tables in its database.',
};

const LISTEN_FAULTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use already: set PORT (or DEMO_PORT) to another one, or stop what uses it.',
  EACCES: 'may not be listened on by this account: set PORT to one above 1023.',
  EADDRNOTAVAIL: 'cannot be listened on: HOST is no address of this machine.',
};

/** Mistakes of an operator are told in a sentence, not in a stack trace; `null` for anything else. */
function operatorsMistake(error: unknown, settings: Settings | null): string | null {
  if (
    error instanceof SettingsError ||
    error instanceof UniversityFileError ||
    error instanceof EmbeddedPostgresError
  ) {
    return error.message;
  }
  if (error instanceof URIError && settings?.databaseUrl !== undefined)
    return DATABASE_FAULTS.ERR_INVALID_URL ?? null;
  if (!isSystemFault(error)) return null;
  if (error.syscall === 'listen') {
    const fault = LISTEN_FAULTS[error.code];
    return fault === undefined ? null : `Port ${error.port} on ${error.address} ${fault}`;
  }
  if (error.path !== undefined)
    return `${error.path} cannot be used (${error.code}): check DATA_DIR and who owns it.`;
  const known = settings?.databaseUrl === undefined ? undefined : DATABASE_FAULTS[error.code];
  if (error.syscall === 'getaddrinfo' && settings !== null && error.message.includes(settings.host)) {
    return `HOST is no address of this machine: ${settings.host}`;
  }
  return known ?? null;
}

async function main(): Promise<void> {
  const closers: Closer[] = [];
  let logger = createPino('info');
  let settings: Settings | null = null;
  const stop = stopOnSignals(logger, closers);
  try {
    settings = loadSettings(undefined, process.argv.slice(2));
    logger = createPino(settings.logLevel);
    await start(settings, logger, closers);
  } catch (error) {
    const mistake = operatorsMistake(error, settings);
    if (mistake !== null) process.stderr.write(`\n${mistake}\n\n`);
    else logger.fatal({ msg: 'Spike could not start', err: error });
    await stop(1);
  }
}

void main();
