import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module';
import type { Settings } from '../config';
import {
  createDataSource,
  DatabaseUrl,
  EmbeddedPostgresError,
  findRunningPostgres,
  SchemaPreparer,
  SchemaStatus,
  startEmbeddedPostgres,
} from '../database';
import { createPino, FAULTS, faultOf, PinoLogger } from '../operations';
import { readUniversityFile, Universities } from '../universities';
import { NotDone, type Spike, Unreachable } from './command';

type Closer = () => Promise<unknown>;

/** Opens what a command asks for. `close` ends all of it, in order; what is printed is the command's alone, so logs go to standard error. */
export function openSpike(settings: Settings): {
  readonly spike: Spike;
  readonly close: () => Promise<void>;
} {
  const closers: Closer[] = [];
  const universities = settings.universitiesFile ? readUniversityFile(settings.universitiesFile) : [];
  let database: Promise<Database> | null = null;
  const open = (): Promise<Database> => (database ??= connect(settings, closers));
  const spike: Spike = {
    settings,
    universities,
    schema: async () => {
      const { dataSource, url } = await open();
      return { preparer: new SchemaPreparer(dataSource, url), status: new SchemaStatus(dataSource) };
    },
    app: async ({ anySchema = false } = {}) => {
      const { dataSource, url } = await open();
      if (!anySchema && (await new SchemaPreparer(dataSource, url).isPending()))
        throw new NotDone('schema.pending', FAULTS['schema.pending']);
      const app = await contextOf(settings, { dataSource, url, universities });
      closers.unshift(() => app.close());
      return app;
    },
  };
  return {
    spike,
    close: async () => {
      for (const close of closers) await close().catch(() => undefined);
    },
  };
}

interface Database {
  readonly dataSource: ReturnType<typeof createDataSource>;
  readonly url: DatabaseUrl;
}

async function contextOf(
  settings: Settings,
  { dataSource, url, universities }: Database & Pick<Spike, 'universities'>,
): Promise<INestApplicationContext> {
  const logger = createPino('warn', { write: (line: string) => void process.stderr.write(line) });
  const rooms = AppModule.forCommand({
    settings,
    dataSource,
    databaseUrl: url,
    universities: new Universities(universities),
  });
  return NestFactory.createApplicationContext(rooms, {
    logger: new PinoLogger(logger),
    abortOnError: false,
  });
}

async function connect(settings: Settings, closers: Closer[]): Promise<Database> {
  const url = new DatabaseUrl(await addressOf(settings, closers));
  const dataSource = createDataSource(url.value);
  try {
    await dataSource.initialize();
  } catch (error) {
    const fault = faultOf(error);
    throw new Unreachable(fault, FAULTS[fault], { cause: error });
  }
  closers.unshift(async () => dataSource.isInitialized && dataSource.destroy());
  return { dataSource, url };
}

/** The server of a Spike that runs on the same data is used as it is; else one is started for as long as the command takes. */
async function addressOf({ databaseUrl, dataDir }: Settings, closers: Closer[]): Promise<string> {
  if (databaseUrl !== undefined) return databaseUrl;
  const home = path.join(dataDir, 'postgres');
  try {
    const running = await findRunningPostgres(home);
    if (running !== null) return running;
    const postgres = await startEmbeddedPostgres({ dataDir: home });
    closers.push(() => postgres.stop());
    return postgres.url;
  } catch (error) {
    if (error instanceof EmbeddedPostgresError)
      throw new Unreachable('database.unreachable', error.message, { cause: error });
    throw error;
  }
}
