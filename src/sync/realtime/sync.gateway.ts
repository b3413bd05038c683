import { Logger, type OnModuleDestroy } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
  WebSocketServer,
} from '@nestjs/websockets';
import type { Subscription } from 'rxjs';
import type { Server } from 'socket.io';
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
  type SyncEvent,
  type UnsubscribeReply,
} from '../../contract';
import { AppError, toAppError } from '../../errors';
import { SyncRecorder } from '../recorder';
import { JobQueries } from '../persistence/job-queries';
import { JobFeeds } from './job-feeds';
import { JobWatcher } from './job-watcher';
import { Relay } from './relay';
import { RoomSinks } from './room-sinks';
import { SessionWatch } from './session-watch';
import { jobRoom, SocketFollower, type SocketData, type SyncSocket } from './socket-follower';
import { CLIENT_EVENTS, parseSubscribe, TokenBucket } from './socket-requests';

type SyncServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/** A reader that takes nothing for so long, and speaks, is hung up on, ms. */
const STUCK_MS = 1_000;
/** Messages a socket may send: per second, and at once. */
const RATE = { perSecond: 20, burst: 60 };

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
    this.feeds.attach(jobId, (event) => this.fanOut(jobId, event)),
  );
  private readonly paced = { held: 0, everHeld: 0, dropped: 0 };

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

  /** Readers slower than what they are told: held back now, held back ever, dropped since they spoke without listening. */
  get slowReaders(): Readonly<{ held: number; everHeld: number; dropped: number }> {
    return this.paced;
  }

  /** What waits for the slowest reader, in bytes. */
  mostWaitingBytes(): number {
    const all = [...(this.server?.sockets.sockets.values() ?? [])];
    return all.reduce((most, { data }) => Math.max(most, data.follower.waitingBytes), 0);
  }

  afterInit(server: SyncServer): void {
    // Guards do not run for a connection: it is authenticated here, before it is in any room.
    server.use((socket, next) => {
      this.sessions.authenticateHandshake(socket.handshake).then(
        (principal) => {
          const follower = this.followerOf(socket, principal.studentId);
          Object.assign(socket.data, {
            principal,
            follower,
            unwatchSession: () => undefined,
          } satisfies SocketData);
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
    const { principal, follower } = socket.data;
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
      // Whoever speaks and does not listen makes answers wait without end.
      if (follower.stuckMs > STUCK_MS) this.drop(socket);
      else if (!bucket.take() || (event === 'subscribe' && follower.isFull)) answer('request.too-many');
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
      if (valid) follower.unsubscribe(valid.jobId);
      reply(valid ? { ok: true } : failure('request.invalid'));
    });
  }

  handleDisconnect(socket: SyncSocket): void {
    socket.data.unwatchSession();
    socket.data.follower.close();
  }

  private async subscribe(
    socket: SyncSocket,
    request: unknown,
    reply: (answer: SubscribeReply) => void,
  ): Promise<void> {
    const valid = parseSubscribe(request);
    if (!valid) return reply(failure('request.invalid'));
    try {
      await socket.data.follower.subscribe(valid, reply);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'server.unexpected')
        this.logger.error({ msg: 'a subscription failed', jobId: valid.jobId, err: error.cause });
      reply(failure(error.code));
    }
  }

  private followerOf(socket: SyncSocket, studentId: string): SocketFollower {
    const { watcher, feeds, rooms } = this;
    return new SocketFollower(socket, studentId, {
      watcher,
      feeds,
      rooms,
      onPace: (held) => {
        this.paced.held += held ? 1 : -1;
        if (held) this.paced.everHeld += 1;
      },
      onError: (jobId, err) => this.logger.warn({ msg: 'a slow reader could not catch up', jobId, err }),
    });
  }

  private fanOut(jobId: string, event: SyncEvent): void {
    this.server.to(jobRoom(jobId)).emit('sync', event);
    const { sockets } = this.server.sockets;
    for (const id of this.rooms.members(jobId)) sockets.get(id)?.data.follower.pace();
  }

  /** Hangs up at once: an orderly end would wait behind what is not read. */
  private drop(socket: SyncSocket): void {
    this.paced.dropped += 1;
    this.logger.warn({
      msg: 'a reader that speaks and does not listen was dropped',
      sessionId: socket.data.principal.sessionId,
    });
    socket.disconnect(true);
    socket.conn.request.socket.destroy();
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
      const { follower } = socket.data;
      if (!follower.isFull) socket.emit('heartbeat', follower.heard());
    }
  }
}

const noReply = (): void => undefined;

/** What `connect_error` carries to a client that is refused: the code as message, the whole report as data. */
function refusal(thrown: unknown): Error {
  const error: AppError = toAppError(thrown);
  return Object.assign(new Error(error.code), { data: error.report() });
}
