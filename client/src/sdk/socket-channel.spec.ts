import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import {
  EMPTY_COUNTS,
  errorReport,
  SOCKET_PATH,
  type ClientToServer,
  type JobSnapshot,
  type ServerToClient,
} from '../../../src/contract';
import type { LiveListener } from './live-channel';
import { SocketChannel } from './socket-channel';
import { SpikeError } from './spike-error';

const JOB: JobSnapshot = {
  jobId: 'job-1',
  status: 'starting',
  progress: 0,
  message: { he: 'א', en: 'a' },
  attempt: 1,
  lastSeq: 3,
  trigger: 'manual',
  courses: EMPTY_COUNTS,
  failures: [],
  receipt: [],
  coverage: [],
  error: null,
  summary: null,
  createdAt: '2026-10-20T10:00:00Z',
  updatedAt: '2026-10-20T10:00:00Z',
  finishedAt: null,
};

/** Waits until something becomes true; Jest's own limit is the failure. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

function listener() {
  const told: string[] = [];
  const listen: LiveListener = {
    onUp: () => told.push('up'),
    onDown: () => told.push('down'),
    onEvent: (event) => told.push(`event ${event.seq}`),
    onHeartbeat: (lastSeq) => told.push(`heartbeat ${lastSeq}`),
    onSessionEnded: (error) => told.push(error.code),
  };
  return { told, listen };
}

describe('SocketChannel against a Socket.IO server', () => {
  let http: HttpServer;
  let server: Server<ClientToServer, ServerToClient>;
  let sockets: Socket<ClientToServer, ServerToClient>[];
  let accepts: (token: unknown) => boolean;
  let unsubscribed: string[];
  let token: string;
  let renewals: number;
  let renew: () => Promise<void>;
  let channel: SocketChannel;

  beforeEach(async () => {
    http = createServer();
    server = new Server(http, { path: SOCKET_PATH });
    sockets = [];
    unsubscribed = [];
    accepts = () => true;
    server.use((socket, next) => {
      const auth: unknown = socket.handshake.auth.token;
      if (accepts(auth)) return next();
      const refusal = Object.assign(new Error('refused'), { data: errorReport('auth.session-expired') });
      return next(refusal);
    });
    server.on('connection', (socket) => {
      sockets.push(socket);
      socket.on('subscribe', (_request, ack) => ack({ ok: true, job: JOB, events: [], lastSeq: 3 }));
      socket.on('unsubscribe', ({ jobId }, ack) => {
        unsubscribed.push(jobId);
        ack?.({ ok: true });
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    token = 'old';
    renewals = 0;
    renew = async () => {
      token = 'new';
    };
    const { port } = http.address() as AddressInfo;
    channel = new SocketChannel({
      baseUrl: `http://127.0.0.1:${port}`,
      transports: ['websocket'],
      ackTimeoutMs: 5_000,
      token: async () => token,
      renewSession: () => {
        renewals += 1;
        return renew();
      },
    });
  });

  afterEach(async () => {
    channel.close();
    await server.close();
  });

  it('serves every job over one socket, and closes it after the last has left', async () => {
    const one = listener();
    const two = listener();
    const jobs: string[] = [];
    const leaveOne = channel.watch('job-1', one.listen);
    const leaveTwo = channel.watch('job-2', two.listen);
    const leaveJobs = channel.onJob((job) => jobs.push(job.jobId));
    await until(() => channel.connected);
    await expect(channel.subscribe({ jobId: 'job-1' })).resolves.toMatchObject({ ok: true, lastSeq: 3 });
    server.emit('heartbeat', { 'job-1': 7, 'job-3': 1 });
    server.emit('job', JOB);
    await until(() => jobs.length > 0);
    expect(one.told).toEqual(['up', 'heartbeat 7']);
    expect(two.told).toEqual(['up']);
    expect(sockets).toHaveLength(1);

    leaveOne();
    await until(() => unsubscribed.includes('job-1'));
    leaveTwo();
    expect(channel.connected).toBe(true);
    leaveJobs();
    expect(channel.connected).toBe(false);
    await until(() => sockets[0]?.disconnected === true);
  });

  it('comes up again after the connection is lost', async () => {
    const { told, listen } = listener();
    const connection: boolean[] = [];
    const leave = channel.onConnection((up) => connection.push(up));
    channel.watch('job-1', listen);
    await until(() => channel.connected);
    sockets[0]?.conn.close();
    await until(() => told.includes('down'));
    await until(() => channel.connected);
    expect(told).toEqual(['up', 'down', 'up']);
    expect(connection).toEqual([true, false, true]);
    leave();
    sockets[1]?.conn.close();
    await until(() => told.length > 3);
    expect(connection).toHaveLength(3);
    expect(renewals).toBe(0);
  });

  it('renews the session when the handshake is refused for it', async () => {
    accepts = (given) => given === 'new';
    const { told, listen } = listener();
    channel.watch('job-1', listen);
    await until(() => channel.connected);
    expect(told).toEqual(['down', 'up']);
    expect(renewals).toBe(1);
  });

  it('renews the session when the server ends it, and says when that fails', async () => {
    const { told, listen } = listener();
    channel.watch('job-1', listen);
    await until(() => channel.connected);
    sockets[0]?.emit('session-ended', errorReport('auth.session-expired'));
    sockets[0]?.disconnect(true);
    await until(() => told.filter((word) => word === 'up').length === 2);
    expect(renewals).toBe(1);

    renew = () => Promise.reject(SpikeError.fromReport(errorReport('auth.session-expired')));
    sockets[1]?.emit('session-ended', errorReport('auth.session-expired'));
    sockets[1]?.disconnect(true);
    await until(() => told.includes('auth.session-expired'));
    expect(channel.connected).toBe(false);
  });

  it('rejects a subscription while it is down', async () => {
    await expect(channel.subscribe({ jobId: 'job-1' })).rejects.toMatchObject({ code: 'client.unreachable' });
  });
});
