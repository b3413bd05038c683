import { io, type Socket } from 'socket.io-client';
import {
  type ClientToServer,
  type JobSnapshot,
  type ServerToClient,
  SOCKET_PATH,
  type SubscribeReply,
  type SyncEvent,
} from '../../src/contract';
import {
  addStudent,
  ask,
  eventsOf,
  finished,
  migratedDatabase,
  signIn,
  type Spike,
  startSpike,
  until,
} from '../support/spike';
import { JobQueries } from '../../src/sync/persistence/job-queries';
import { SessionWatch } from '../../src/sync/realtime/session-watch';
import type { TestDatabase } from '../support/test-database';

/** One node serves, another works: what one commits, the other shows. */
describe('two nodes on one database', () => {
  let database: TestDatabase;
  let worker: Spike;
  let api: Spike;

  beforeAll(async () => {
    database = await migratedDatabase();
    worker = await startSpike({ database, env: { ROLES: 'worker' } });
    api = await startSpike({ database, university: worker.demo, env: { ROLES: 'api' } });
  });
  afterAll(async () => {
    await api.stop();
    await worker.stop();
    await database.drop();
  });

  const watch = async (
    token: string,
    jobId: string,
  ): Promise<{ socket: Socket; told: SyncEvent[]; reply: SubscribeReply }> => {
    const socket: Socket<ServerToClient, ClientToServer> = io(api.url, {
      path: SOCKET_PATH,
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
    });
    const told: SyncEvent[] = [];
    socket.on('sync', (event) => told.push(event));
    const reply = await new Promise<SubscribeReply>((resolve) =>
      socket.emit('subscribe', { jobId }, resolve),
    );
    if (reply.ok) told.unshift(...reply.events);
    return { socket, told, reply };
  };

  it('pushes on one what the other commits: once, in order, without holes', async () => {
    const { username, password } = addStudent(api, 10);
    const { accessToken: token, jobId } = await signIn(api, username, password);
    const reads = jest.spyOn(api.app.get(JobQueries), 'eventsAfter');
    const { socket, told } = await watch(token, jobId);
    await finished(api, token, jobId);
    await until(() => told.at(-1)?.type === 'job.completed');
    const read = reads.mock.calls.length;
    expect(told).toEqual(await eventsOf(api, token, jobId));
    expect(read).toBe(0); // they came along with the announcements
    reads.mockRestore();
    socket.disconnect();
  });

  it('notices what it never heard, when its listener was cut off', async () => {
    const { username, password } = addStudent(api, 4);
    const hold = api.demo.control.hold('core_course_get_contents');
    const { accessToken: token, jobId } = await signIn(api, username, password);
    await hold.arrived;
    const { socket, told } = await watch(token, jobId);
    const cut = await api.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'spike relay%' AND datname = current_database()`,
    );
    expect(cut).toHaveLength(2); // both nodes
    hold.release();
    await finished(api, token, jobId);
    await until(() => told.at(-1)?.type === 'job.completed');
    expect(told).toEqual(await eventsOf(api, token, jobId));
    socket.disconnect();
  });

  it('stops on one what is cancelled on the other, in the middle of a request', async () => {
    const { username, password } = addStudent(api, 3);
    const hold = api.demo.control.hold('core_course_get_contents');
    const { accessToken: token, jobId } = await signIn(api, username, password);
    await hold.arrived;
    const { body } = await ask<JobSnapshot>(api, 'POST', `/api/sync-status/${jobId}/cancel`, { token });
    expect(body.status).toBe('cancelled');
    await until(() => api.demo.control.inFlight === 0);
    hold.release();
    expect((await eventsOf(api, token, jobId)).at(-1)?.type).toBe('job.cancelled');
  });

  it('ends a socket and a stream when the session is ended on the other node', async () => {
    const { username, password } = addStudent(api, 1);
    const { accessToken: token, jobId } = await signIn(api, username, password);
    await finished(api, token, jobId);
    const hold = api.demo.control.hold('core_enrol_get_users_courses');
    const { body: next } = await ask<{ jobId: string }>(api, 'POST', '/api/sync', { token });
    await hold.arrived;
    const { socket } = await watch(token, next.jobId);
    const ended = new Promise<{ code: string }>((resolve) => socket.once('session-ended', resolve));
    const closed = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
    const stream = await fetch(`${api.url}/api/sync-status/${next.jobId}/stream`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await ask(worker, 'POST', '/api/auth/logout', { token });
    await api.app.get(SessionWatch).check(); // what the node does by itself every few seconds
    expect((await ended).code).toBe('auth.session-expired');
    await closed;
    expect(await stream.text()).not.toContain('job.completed'); // it came to its end
    hold.release();
  });

  it('says of each node whether it is ready', async () => {
    for (const node of [api, worker])
      expect(await ask(node, 'GET', '/health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});
