import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import {
  SOCKET_PATH,
  type ClientToServer,
  type ErrorReport,
  type JobSnapshot,
  type ServerToClient,
  type SubscribeReply,
  type SubscribeRequest,
} from '../../../src/contract';
import type { LiveChannel, LiveListener } from './live-channel';
import { SpikeError } from './spike-error';
import { onWaking } from './waking';

export interface SocketChannelOptions {
  readonly baseUrl: string;
  /** WebSocket alone by default: one connection, no upgrade. Add `polling` where proxies break WebSockets. */
  readonly transports: readonly ('websocket' | 'polling')[];
  /** Milliseconds to wait for an ack. */
  readonly ackTimeoutMs: number;
  /** The bearer token of a client without cookies. */
  readonly token: () => Promise<string | undefined>;
  /** Renews the session; rejects when it is over. */
  readonly renewSession: () => Promise<unknown>;
}

/** A connection that was asleep answers within this time, or is given up, ms. */
const WAKE_ACK_MS = 2_000;
/** No job of anybody: to leave it changes nothing, and is answered by whoever is there. */
const NO_JOB = '00000000-0000-4000-8000-000000000000';

type SpikeSocket = Socket<ServerToClient, ClientToServer>;

/** Milliseconds before a socket that the server refused is opened again; doubled up to the last. */
const REOPEN_MS = { first: 1_000, last: 15_000 };

/** The one Socket.IO connection of a client: open while somebody watches, renewed with the session. */
export class SocketChannel implements LiveChannel {
  private socket: SpikeSocket | null = null;
  private readonly watchers = new Map<string, Set<LiveListener>>();
  private readonly jobListeners = new Set<(job: JobSnapshot) => void>();
  private readonly connectionListeners = new Set<(up: boolean) => void>();
  private reopenTimer: ReturnType<typeof setTimeout> | undefined;
  private reopenMs = REOPEN_MS.first;
  private waking = false;
  private renewing = false;
  private stopListening: () => void = () => undefined;

  constructor(private readonly options: SocketChannelOptions) {}

  get connected(): boolean {
    return this.socket?.connected ?? false;
  }

  watch(jobId: string, listener: LiveListener): () => void {
    const listeners = this.watchers.get(jobId) ?? new Set<LiveListener>();
    this.watchers.set(jobId, listeners.add(listener));
    this.open();
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      this.watchers.delete(jobId);
      if (this.connected) this.socket?.emit('unsubscribe', { jobId }, () => undefined);
      this.closeIfIdle();
    };
  }

  onJob(listener: (job: JobSnapshot) => void): () => void {
    this.jobListeners.add(listener);
    this.open();
    return () => {
      this.jobListeners.delete(listener);
      this.closeIfIdle();
    };
  }

  onConnection(listener: (up: boolean) => void): () => void {
    this.connectionListeners.add(listener);
    return () => this.connectionListeners.delete(listener);
  }

  async subscribe(request: SubscribeRequest): Promise<SubscribeReply> {
    const { socket } = this;
    if (!socket?.connected) throw SpikeError.ofClient('client.unreachable');
    return new Promise((resolve, reject) => {
      socket.timeout(this.options.ackTimeoutMs).emit('subscribe', request, (error, reply) => {
        if (error) reject(error);
        else resolve(reply);
      });
    });
  }

  wake(): void {
    const { socket } = this;
    if (!socket || this.waking) return;
    if (!socket.connected) {
      this.renew(socket);
      return;
    }
    // A connection that broke while nobody looked is believed alive until its heartbeat fails, most of a minute later: it is asked.
    this.waking = true;
    socket.timeout(WAKE_ACK_MS).emit('unsubscribe', { jobId: NO_JOB }, (error: Error | null) => {
      this.waking = false;
      if (socket !== this.socket) return;
      if (error) this.renew(socket);
      else this.each((listener) => listener.onUp());
    });
  }

  /** Connects anew, at once. */
  private renew(socket: SpikeSocket): void {
    clearTimeout(this.reopenTimer);
    this.reopenTimer = undefined;
    this.renewing = true;
    socket.disconnect();
    this.renewing = false;
    socket.connect();
  }

  close(): void {
    this.stopListening();
    clearTimeout(this.reopenTimer);
    this.reopenTimer = undefined;
    const { socket } = this;
    this.socket = null;
    socket?.removeAllListeners();
    socket?.disconnect();
    this.each((listener) => listener.onDown());
  }

  private open(): void {
    if (this.socket) return;
    const options: Partial<ManagerOptions & SocketOptions> = {
      path: SOCKET_PATH,
      transports: [...this.options.transports],
      withCredentials: true,
      forceNew: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      auth: (give) => {
        void this.options.token().then((token) => give(token ? { token } : {}));
      },
    };
    const socket: SpikeSocket = this.options.baseUrl === '' ? io(options) : io(this.options.baseUrl, options);
    this.socket = socket;
    this.stopListening();
    this.stopListening = onWaking(() => this.wake());
    let sessionEnded: ErrorReport | null = null;
    socket.on('connect', () => {
      sessionEnded = null;
      this.reopenMs = REOPEN_MS.first;
      this.each((listener) => listener.onUp());
      this.tell(true);
    });
    socket.on('sync', (event) => this.of(event.jobId, (listener) => listener.onEvent(event)));
    socket.on('job', (job) => [...this.jobListeners].forEach((listener) => listener(job)));
    socket.on('heartbeat', (newest) => {
      for (const [jobId, seq] of Object.entries(newest))
        this.of(jobId, (listener) => listener.onHeartbeat(seq));
    });
    socket.on('session-ended', (report) => {
      sessionEnded = report;
    });
    socket.on('disconnect', () => {
      this.each((listener) => listener.onDown());
      this.tell(false);
      if (!socket.active && !this.renewing) void this.reopen(socket, sessionEnded !== null);
    });
    socket.on('connect_error', (error) => {
      this.each((listener) => listener.onDown());
      this.tell(false);
      // Socket.IO tries again by itself when the network failed, and not when the server said no.
      if (!socket.active) void this.reopen(socket, isSignInRefusal(error));
    });
  }

  /** Opens a socket that the server closed or refused, with a fresh session if that was the reason. */
  private async reopen(socket: SpikeSocket, renew: boolean): Promise<void> {
    const delay = this.reopenMs;
    this.reopenMs = Math.min(delay * 2, REOPEN_MS.last);
    if (renew) {
      try {
        await this.options.renewSession();
        // A first refusal is answered at once; a server that refuses the fresh session too has to wait.
        if (delay === REOPEN_MS.first) {
          if (socket === this.socket) socket.connect();
          return;
        }
      } catch (error) {
        const failure = SpikeError.from(error);
        if (failure.kind === 'sign-in') {
          this.each((listener) => listener.onSessionEnded(failure));
          return;
        }
      }
    }
    if (socket !== this.socket) return;
    clearTimeout(this.reopenTimer);
    this.reopenTimer = setTimeout(() => socket.connect(), delay);
  }

  private closeIfIdle(): void {
    if (this.watchers.size === 0 && this.jobListeners.size === 0) this.close();
  }

  private of(jobId: string, call: (listener: LiveListener) => void): void {
    [...(this.watchers.get(jobId) ?? [])].forEach(call);
  }

  private tell(up: boolean): void {
    [...this.connectionListeners].forEach((listener) => listener(up));
  }

  private each(call: (listener: LiveListener) => void): void {
    [...this.watchers.values()].flatMap((listeners) => [...listeners]).forEach(call);
  }
}

/** The server's handshake refusal carries an error report as its data. */
function isSignInRefusal(error: Error): boolean {
  if (!('data' in error)) return false;
  const { data } = error;
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'sign-in';
}
