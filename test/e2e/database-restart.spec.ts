import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { type ClientToServer, type ServerToClient, SOCKET_PATH, type SyncEvent } from '../../src/contract';
import { createDataSource, DatabaseUrl, SchemaPreparer, startEmbeddedPostgres } from '../../src/database';
import { addStudent, ask, eventsOf, finished, signIn, type Spike, startSpike, until } from '../support/spike';

/** A database that goes away in the middle of a job, and comes back. */
describe('a database restart', () => {
  let folder: string;
  let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
  let spike: Spike;
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);

  beforeAll(async () => {
    process.on('unhandledRejection', note);
    folder = mkdtempSync(path.join(os.tmpdir(), 'spike-restart-'));
    chmodSync(folder, 0o755);
    postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), durable: false });
    const dataSource = await createDataSource(postgres.url).initialize();
    await new SchemaPreparer(dataSource, new DatabaseUrl(postgres.url)).prepare();
    await dataSource.destroy();
    spike = await startSpike({ database: { url: postgres.url, drop: async () => undefined } });
  }, 60_000);
  afterAll(async () => {
    await spike.stop();
    await spike.demo.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
    process.off('unhandledRejection', note);
  });

  it('costs a job an attempt and nothing else: no crash, no hole, nobody has to connect again', async () => {
    const { username, password } = addStudent(spike, 6);
    const hold = spike.demo.control.hold('core_course_get_contents', undefined, 3);
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    const socket: Socket<ServerToClient, ClientToServer> = io(spike.url, {
      path: SOCKET_PATH,
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
    });
    const told: SyncEvent[] = [];
    socket.on('sync', (event) => told.push(event));
    await new Promise<void>((resolve) => {
      socket.emit('subscribe', { jobId }, (reply) => {
        if (reply.ok) told.unshift(...reply.events);
        resolve();
      });
    });
    await hold.arrived;
    const { port } = postgres;
    await postgres.stop();
    hold.release(); // the run goes on without a database
    const away = await until(async () => {
      const { status, body } = await ask<{ code: string }>(spike, 'GET', '/api/sync-status/active', {
        token,
      });
      return status === 503 && body;
    });
    expect(away.code).toBe('database.unavailable');
    expect((await ask(spike, 'GET', '/health/live')).status).toBe(200);
    expect((await ask(spike, 'GET', '/health/ready')).status).toBe(503);

    postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), port, durable: false });
    await until(async () => (await ask(spike, 'GET', '/health/ready')).status === 200);
    const job = await finished(spike, token, jobId);
    expect(job).toMatchObject({ status: 'completed', courses: { total: 6, done: 6, failed: 0 } });
    expect(job.attempt).toBeGreaterThan(1);
    await until(() => told.at(-1)?.type === 'job.completed');
    expect(told).toEqual(await eventsOf(spike, token, jobId));
    socket.disconnect();
    expect(unhandled).toEqual([]);
  }, 60_000);
});
