import { Logger, type OnModuleDestroy } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
  WebSocketServer,
} from '@nestjs/websockets';
import type { Subscription } from 'rxjs';
import type { Server, Socket } from 'socket.io';
import { Sessions } from '../../auth';
import {
  type ClientToServer,
  type ErrorCode,
  errorReport,
  HEARTBEAT_INTERVAL_MS,
  type ServerToClient,
  SOCKET_LIMITS,
  SOCKET_PATH,
  type SubscribeReply,
  type UnsubscribeReply,
} from '../../contract';
import { AppError, toAppError } from '../../errors';
import type { Principal } from '../../http';
import { SyncRecorder } from '../recorder';
import { JobQueries } from '../persistence/job-queries';
import { JobFeeds } from './job-feeds';
import { JobWatcher } from './job-watcher';
import { Relay } from './relay';
import { RoomSinks } from './room-sinks';
import { SessionWatch } from './session-watch';
import { CLIENT_EVENTS, parseSubscribe, TokenBucket } from './socket-requests';

interface SocketData {
  principal: Principal;
  jobs: Set<string>;
  unwatchSession?: () => void;
}

type SyncSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
type SyncServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/** Messages a socket may send: per second, and at once. */
const RATE = { perSecond: 20, burst: 60 };

const jobRoom = (jobId: string): string => `job:${jobId}`;
const studentRoom = (studentId: string): string => `student:${studentId}`;

const failure = (code: ErrorCode) => ({ ok: false as const, ...errorReport(code) });

/** Pushes what is committed to whoever may see it. */
@WebSocketGateway({
  path: SOCKET_PATH,
  serveClient: false,
  maxHttpBufferSize: SOCKET_LIMITS.messageBytes,
  // Ours is better: `after` replays from the database, whichever node answers.
  connectionStateRecovery: undefined,
})
export class SyncGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, OnModuleDestroy {
  @WebSocketServer()
  private readonly server!: SyncServer;

  private readonly logger = new Logger(SyncGateway.name);
  private readonly subscriptions: Subscription[] = [];
  private heartbeat: NodeJS.Timeout | null = null;
  private readonly rooms = new RoomSinks((jobId) =>
    this.feeds.attach(jobId, (event) => this.server.to(jobRoom(jobId)).emit('sync', event)),
  );

  constructor(
    private readonly sessions: Sessions,
    private readonly watcher: JobWatcher,
    private readonly feeds: JobFeeds,
    private readonly recorder: SyncRecorder,
    private readonly queries: JobQueries,
    private readonly relay: Relay,
    private readonly sessionWatch: SessionWatch,
  ) {}

  /** Sockets connected to this node. */
  get connections(): number {
    return this.server?.engine?.clientsCount ?? 0;
  }

  afterInit(server: SyncServer): void {
    // Guards do not run for a connection: it is authenticated here, before it is in any room.
    server.use((socket, next) => {
      this.sessions.authenticateHandshake(socket.handshake).then(
        (principal) => {
          Object.assign(socket.data, { principal, jobs: new Set<string>() });
          next();
        },
        (error: unknown) => next(refusal(error)),
      );
    });
    this.subscriptions.push(
      this.recorder.recorded$.subscribe(({ studentId, event }) => {
        if (event.type === 'job.created') void this.announceJob(studentId, event.jobId);
      }),
      this.relay.remote$.subscribe(({ studentId, jobId, created }) => {
        if (created) void this.announceJob(studentId, jobId);
      }),
    );
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_INTERVAL_MS);
    this.heartbeat.unref();
  }

  onModuleDestroy(): void {
    if (this.heartbeat) clearInterval(this.heartbeat);
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    // The transport closes, as it does when a network breaks: any client comes back by itself, to whichever node is there.
    this.server?.engine?.close();
  }

  handleConnection(socket: SyncSocket): void {
    const { principal } = socket.data;
    void socket.join(studentRoom(principal.studentId));
    // An access token is short; the socket stays for as long as its session lives.
    socket.data.unwatchSession = this.sessionWatch.watch(principal.sessionId, (code) => {
      socket.emit('session-ended', errorReport(code));
      socket.disconnect(true);
    });
    const bucket = new TokenBucket(RATE.perSecond, RATE.burst, () => performance.now());
    socket.use((packet, next) => {
      const [event, ...rest] = packet as [unknown, ...unknown[]];
      const ack = rest.at(-1);
      const answer = (code: ErrorCode): void => {
        if (typeof ack === 'function') (ack as (reply: unknown) => void)(failure(code));
      };
      if (!bucket.take()) answer('request.too-many');
      else if (typeof event !== 'string' || !CLIENT_EVENTS.has(event)) answer('socket.unknown-event');
      else next();
    });
    socket.on('subscribe', (request: unknown, ack: unknown) => {
      // Called with anything at all: a lone function is an ack without a request.
      const reply = typeof request === 'function' ? request : ack;
      void this.subscribe(
        socket,
        request,
        typeof reply === 'function' ? (reply as (r: SubscribeReply) => void) : noReply,
      );
    });
    socket.on('unsubscribe', (request: unknown, ack: unknown) => {
      const last = typeof request === 'function' ? request : ack;
      const reply = typeof last === 'function' ? (last as (r: UnsubscribeReply) => void) : noReply;
      const valid = parseSubscribe(request);
      if (valid) this.leave(socket, valid.jobId);
      reply(valid ? { ok: true } : failure('request.invalid'));
    });
  }

  handleDisconnect(socket: SyncSocket): void {
    socket.data.unwatchSession?.();
    for (const jobId of socket.data.jobs ?? []) this.rooms.leave(jobId, socket.id);
    socket.data.jobs?.clear();
  }

  private async subscribe(
    socket: SyncSocket,
    request: unknown,
    reply: (answer: SubscribeReply) => void,
  ): Promise<void> {
    const valid = parseSubscribe(request);
    if (!valid) return reply(failure('request.invalid'));
    const { jobId, after } = valid;
    const { principal, jobs } = socket.data;
    if (!jobs.has(jobId) && jobs.size >= SOCKET_LIMITS.subscriptions)
      return reply(failure('socket.too-many-subscriptions'));
    jobs.add(jobId); // counted while it is being opened, so that the limit holds for requests at once
    try {
      const opening = this.watcher.watch(jobId, principal.studentId, after); // behind its gate from this moment on
      this.leaveRoom(socket, jobId); // a client that asks again must not hear by the room what waits at the gate
      const watch = await opening;
      if (!socket.connected || !jobs.has(jobId)) return watch.close();
      reply({ ok: true, job: watch.job, events: watch.events, lastSeq: watch.job.lastSeq });
      watch.open((event) => socket.emit('sync', event));
      await watch.passed;
      // From its own sink to the room's in one step: nothing falls in between, nothing comes by both, and the feed lives on.
      if (socket.connected && jobs.has(jobId)) {
        this.rooms.join(jobId, socket.id);
        void socket.join(jobRoom(jobId));
      }
      watch.close();
    } catch (thrown) {
      jobs.delete(jobId);
      const error = toAppError(thrown);
      if (error.code === 'server.unexpected')
        this.logger.error({ msg: 'a subscription failed', jobId, err: error.cause });
      reply(failure(error.code));
    }
  }

  private leave(socket: SyncSocket, jobId: string): void {
    if (socket.data.jobs.delete(jobId)) this.leaveRoom(socket, jobId);
  }

  private leaveRoom(socket: SyncSocket, jobId: string): void {
    void socket.leave(jobRoom(jobId));
    this.rooms.leave(jobId, socket.id);
  }

  /** Tells every open device of the student that a job began. */
  private async announceJob(studentId: string, jobId: string): Promise<void> {
    const room = studentRoom(studentId);
    if (!this.server?.sockets.adapter.rooms.has(room)) return;
    try {
      const job = await this.queries.find(jobId, studentId);
      if (job) this.server.to(room).emit('job', job);
    } catch (error) {
      this.logger.warn({ msg: 'a new job could not be announced', jobId, err: error });
    }
  }

  private async beat(): Promise<void> {
    await this.feeds.checkAll();
    for (const socket of this.server.sockets.sockets.values()) {
      const seqs: Record<string, number> = {};
      for (const jobId of socket.data.jobs) {
        // Counted from the moment it is asked for; told only once it was found to be the student's own.
        const seq = socket.rooms.has(jobRoom(jobId)) ? this.feeds.lastSeq(jobId) : null;
        if (seq !== null) seqs[jobId] = seq;
      }
      socket.emit('heartbeat', seqs);
    }
  }
}

const noReply = (): void => undefined;

/** What `connect_error` carries to a client that is refused: the code as message, the whole report as data. */
function refusal(thrown: unknown): Error {
  const error: AppError = toAppError(thrown);
  return Object.assign(new Error(error.code), { data: error.report() });
}
