import { Logger, type OnModuleDestroy } from '@nestjs/common';
import {
  type OnGatewayConnection,
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
import { SyncFigures } from '../sync-figures';
import { JobQueries } from '../persistence/job-queries';
import { encodeEvent } from './encoded-event';
import { JobFeeds } from './job-feeds';
import { JobWatcher } from './job-watcher';
import { Relay } from './relay';
import { RoomSinks } from './room-sinks';
import { SessionWatch } from './session-watch';
import { type FollowerParts, SocketFollower, type SocketData, type SyncSocket } from './socket-follower';
import { parseSubscribe, TokenBucket } from './socket-requests';

type SyncServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/** A reader that takes nothing for so long, and speaks, is hung up on, ms. */
const STUCK_MS = 1_000;
/** Messages a socket may send: per second, and at once. */
const RATE = { perSecond: 20, burst: 60, now: () => performance.now() };

const failure = (code: ErrorCode) => ({ ok: false as const, ...errorReport(code) });

/** Pushes what is committed to whoever may see it. */
@WebSocketGateway({
  path: SOCKET_PATH,
  serveClient: false,
  maxHttpBufferSize: SOCKET_LIMITS.messageBytes,
  // Ours is better: `after` replays from the database, whichever node answers.
  connectionStateRecovery: undefined,
})
export class SyncGateway implements OnGatewayInit, OnGatewayConnection, OnModuleDestroy {
  @WebSocketServer()
  private readonly server!: SyncServer;

  private readonly logger = new Logger(SyncGateway.name);
  private readonly subscriptions: Subscription[] = [];
  private heartbeat: NodeJS.Timeout | null = null;
  private readonly paced = { held: 0, everHeld: 0, dropped: 0 };
  /** One for all sockets, as is what hears that they leave. */
  private readonly parts: FollowerParts;
  private readonly onLeft: (this: SyncSocket) => void;
  private readonly onMessage: (this: SyncSocket, message: readonly unknown[]) => void;

  constructor(
    private readonly sessions: Sessions,
    watcher: JobWatcher,
    private readonly feeds: JobFeeds,
    private readonly recorder: SyncRecorder,
    private readonly queries: JobQueries,
    private readonly relay: Relay,
    private readonly sessionWatch: SessionWatch,
    private readonly figures: SyncFigures,
  ) {
    this.onLeft = function () {
      const { follower } = this.data;
      sessionWatch.unwatch(follower.sessionId, follower);
      follower.close();
    };
    const hear = this.hear.bind(this);
    this.onMessage = function (message) {
      hear(this, message);
    };
    this.parts = {
      watcher,
      feeds,
      rooms: new RoomSinks(
        feeds,
        () => this.server.sockets.adapter.rooms,
        (event, members) => this.fanOut(event, members),
      ),
      onPace: (held) => {
        this.paced.held += held ? 1 : -1;
        if (held) this.paced.everHeld += 1;
      },
      onTold: (events) => (this.figures.delivered.socket += events),
      onError: (jobId, err) => this.logger.warn({ msg: 'a slow reader could not catch up', jobId, err }),
    };
  }

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
        ({ studentId, sessionId }) => {
          Object.assign(socket.data, {
            follower: new SocketFollower(socket, studentId, sessionId, this.parts),
            bucket: new TokenBucket(RATE),
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
    // Told, and then the transport closes as it does when a network breaks: any client comes back by itself, to whichever node is there.
    this.server?.emit('server-leaving', errorReport('server.shutting-down'));
    this.server?.engine?.close();
  }

  handleConnection(socket: SyncSocket): void {
    const { follower } = socket.data;
    forgetRequest(socket);
    // An access token is short; the socket stays for as long as its session lives.
    this.sessionWatch.watch(follower.sessionId, follower);
    socket.on('disconnect', this.onLeft);
    hearAll(socket, this.onMessage);
  }

  /** Called with anything at all. */
  private hear(socket: SyncSocket, [event, ...args]: readonly unknown[]): void {
    const { follower, bucket } = socket.data;
    const ack = args.at(-1);
    const reply =
      typeof ack === 'function' ? (ack as (answer: SubscribeReply | UnsubscribeReply) => void) : noReply;
    // Whoever speaks and does not listen makes answers wait without end.
    if (follower.stuckMs > STUCK_MS) this.drop(socket);
    else if (!bucket.take() || (event === 'subscribe' && follower.isFull)) reply(failure('request.too-many'));
    else if (event === 'subscribe') void this.subscribe(socket, args[0], reply);
    else if (event === 'unsubscribe') {
      const valid = parseSubscribe(args[0]);
      if (valid) follower.unsubscribe(valid.jobId);
      reply(valid ? { ok: true } : failure('request.invalid'));
    } else reply(failure('socket.unknown-event'));
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

  private fanOut(event: SyncEvent, members: Iterable<string>): void {
    const { packet, options } = encodeEvent(event);
    const { sockets } = this.server.sockets;
    for (const id of members) {
      const socket = sockets.get(id);
      if (!socket) continue;
      socket.conn.write(packet, options);
      this.figures.delivered.socket += 1;
      socket.data.follower.pace();
    }
  }

  /** Hangs up at once: an orderly end would wait behind what is not read. */
  private drop(socket: SyncSocket): void {
    this.paced.dropped += 1;
    this.logger.warn({
      msg: 'a reader that speaks and does not listen was dropped',
      sessionId: socket.data.follower.sessionId,
    });
    socket.disconnect(true);
    terminate(socket);
  }

  /** Tells every open device of the student that a job began. */
  private async announceJob(studentId: string, jobId: string): Promise<void> {
    // No room for each student: a job begins seldom, and thousands of rooms for it cost more than a look at who is there.
    const devices = (): SyncSocket[] =>
      [...(this.server?.sockets.sockets.values() ?? [])].filter(
        ({ data }) => data.follower.studentId === studentId,
      );
    if (devices().length === 0) return;
    try {
      const job = await this.queries.find(jobId, studentId);
      if (job) for (const socket of devices()) socket.emit('job', job);
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

/**
 * The request that opened the socket has been answered and its credentials looked at: its headers and buffers are not kept for as long
 * as the socket lives (https://socket.io/docs/v4/memory-usage/).
 */
function forgetRequest(socket: SyncSocket): void {
  Object.assign(socket.conn, { request: null });
  Object.assign(socket, { handshake: SPENT_HANDSHAKE });
}

const SPENT_HANDSHAKE = Object.freeze({ headers: {}, auth: {}, query: {} });

/**
 * Everything a client says is answered by one function and goes no further. As `socket.use` would have it, which keeps a closure, its
 * scope and a list with room for sixteen more for each socket: of ten thousand that is 3 MB.
 */
function hearAll(
  socket: SyncSocket,
  dispatch: (this: SyncSocket, message: readonly unknown[]) => void,
): void {
  Object.assign(socket, { dispatch });
}

/** Ends the TCP connection where it stands. */
function terminate({ conn }: SyncSocket): void {
  const { transport } = conn as unknown as { transport: { socket?: { terminate?: () => void } } };
  transport.socket?.terminate?.();
}

const noReply = (): void => undefined;

/** What `connect_error` carries to a client that is refused: the code as message, the whole report as data. */
function refusal(thrown: unknown): Error {
  const error: AppError = toAppError(thrown);
  return Object.assign(new Error(error.code), { data: error.report() });
}
