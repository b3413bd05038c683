import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { loadSettings } from '../../src/config';
import { initialJobData, isTerminal } from '../../src/contract';
import { createApp } from '../../src/create-app';
import { createDataSource, DatabaseUrl } from '../../src/database';
import { toAppError } from '../../src/errors';
import { EventBus } from '../../src/events';
import { createPino } from '../../src/operations';
import { SyncRecorder } from '../../src/sync';
import { Announcing } from '../../src/sync/persistence/announcing';
import { announcementOf } from '../../src/sync/persistence/job-rows';
import { JobStore, type RecordedEvent, SYNC_CHANNEL } from '../../src/sync/persistence/job-store';
import type { Report } from '../../src/sync/pipeline';
import { AttemptRefused, type SyncReported } from '../../src/sync/recorder';
import { Universities } from '../../src/universities';
import { Random } from './random';

/** A Spike in a process of its own, that can be killed; one that writes takes its words from the driver instead of from a Moodle. */
export interface NodeOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly demoUrl: string;
  readonly dataDir: string;
}

export interface Line {
  readonly report: Report;
  /** Said so long after the one before was committed, ms. */
  readonly afterMs: number;
}

export type Command =
  | { readonly do: 'create'; readonly studentId: string }
  | { readonly do: 'say'; readonly jobId: string; readonly lines: readonly Line[] }
  /** The next so many events are announced late, in another order, and some twice. */
  | { readonly do: 'reorder'; readonly events: number; readonly seed: number };

export type Told =
  | { readonly told: 'ready'; readonly port: number }
  | { readonly told: 'created'; readonly jobId: string }
  /** One more line of a job is committed. */
  | { readonly told: 'line'; readonly jobId: string }
  | { readonly told: 'over'; readonly jobId: string; readonly refused: boolean }
  | { readonly told: 'reordering' };

const AGAIN_MS = 50;

async function serve({ databaseUrl, redisUrl, demoUrl, dataDir }: NodeOptions): Promise<void> {
  const settings = loadSettings({
    NODE_ENV: 'test',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
    JWT_SECRET: 'a secret of the tests, long enough for anybody',
    ENCRYPTION_KEY: 'ab'.repeat(32),
    LOGIN_RATE_LIMIT: '100000',
    // The driver says what is told of its jobs; no worker may take them.
    ROLES: 'api',
    AUTO_SYNC_ENABLED: 'false',
  });
  const dataSource = await createDataSource(databaseUrl).initialize();
  const app = await createApp({
    settings,
    dataSource,
    databaseUrl: new DatabaseUrl(databaseUrl),
    universities: new Universities([{ id: 'demo', name: { he: 'הדגמה', en: 'Demo' }, baseUrl: demoUrl }]),
    logger: createPino('silent'),
  });
  await app.listen(0, '127.0.0.1');
  const tell = (told: Told): void => void process.send?.(told);
  const [store, recorder, bus, announcing] = [
    app.get(JobStore),
    app.get(SyncRecorder),
    app.get(EventBus),
    app.get(Announcing),
  ];

  const say = async (jobId: string, lines: readonly Line[]): Promise<boolean> => {
    for (const { report, afterMs } of lines) {
      await delay(afterMs);
      const event: SyncReported = {
        type: 'sync.reported',
        id: randomUUID(),
        jobId,
        attempt: 1,
        at: new Date(),
        report,
      };
      const confirmed = recorder.confirmation(event.id);
      bus.publish(event);
      try {
        await confirmed;
      } catch (error) {
        if (error instanceof AttemptRefused) return true;
        throw error;
      }
      tell({ told: 'line', jobId });
    }
    return false;
  };
  const { inTransaction } = announcing;
  let holders = 0;
  const reorder = (count: number, seed: number): void => {
    holders += 1;
    const random = new Random(seed);
    const held: RecordedEvent[] = [];
    Object.assign(announcing, { inTransaction: false });
    const holding = recorder.recorded$.subscribe((recorded) => {
      held.push(recorded);
      if (held.length < count && !isTerminal(recorded.event.status)) return;
      holding.unsubscribe();
      holders -= 1;
      if (holders === 0) Object.assign(announcing, { inTransaction });
      const said = random.shuffled([...held, ...held.filter(() => random.chance(0.3))]);
      void insist(() =>
        dataSource.query(`SELECT pg_notify($1, part) FROM unnest($2::text[]) part`, [
          SYNC_CHANNEL,
          said
            .map((each) => JSON.stringify({ n: store.nodeId, a: announcementOf([each]) }))
            .filter(({ length }) => length < 7_000),
        ]),
      );
    });
  };
  const commands: { [K in Command['do']]: (command: Extract<Command, { do: K }>) => Promise<void> } = {
    create: async ({ studentId }) => {
      const { job } = await insist(() => store.createOrGetActive(studentId, 'demo', 'manual'));
      await insist(() => store.claim(job.jobId, 1));
      recorder.begin(job.jobId, 1, initialJobData('manual'), job.lastSeq);
      tell({ told: 'created', jobId: job.jobId });
    },
    say: async ({ jobId, lines }) => tell({ told: 'over', jobId, refused: await say(jobId, lines) }),
    reorder: async ({ events, seed }) => {
      reorder(events, seed);
      tell({ told: 'reordering' });
    },
  };
  process.on('message', (command: Command) => {
    const run = commands[command.do] as (command: Command) => Promise<void>;
    run(command).catch(fail);
  });
  process.on('disconnect', () => process.exit(0));
  tell({ told: 'ready', port: Number(new URL(await app.getUrl()).port) });
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

/** Until the database is there. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (toAppError(error).code !== 'database.unavailable') throw error;
      await delay(AGAIN_MS);
    }
  }
}

if (require.main === module) {
  serve(JSON.parse(process.argv[2] ?? '') as NodeOptions).catch(fail);
}
