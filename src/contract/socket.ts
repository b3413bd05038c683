import type { ErrorReport } from './errors';
import type { SyncEvent } from './events';
import type { JobSnapshot } from './job';

/** Path of the Socket.IO endpoint. */
export const SOCKET_PATH = '/api/sync-status/ws';

/** Milliseconds between two `heartbeat`s. */
export const HEARTBEAT_INTERVAL_MS = 15_000;

export const SOCKET_LIMITS = {
  /** Jobs one socket may watch at once. */
  subscriptions: 32,
  /** Bytes of one message from a client. */
  messageBytes: 16 * 1024,
  /** Events handed over in one subscribe ack; the rest is asked for by `after`. */
  replayEvents: 1_000,
} as const;

export interface SubscribeRequest {
  readonly jobId: string;
  /** The last sequence number the client has; events after it are replayed in the ack. */
  readonly after?: number;
}

export type SubscribeReply =
  | {
      readonly ok: true;
      readonly job: JobSnapshot;
      readonly events: readonly SyncEvent[];
      readonly lastSeq: number;
    }
  | ({ readonly ok: false } & ErrorReport);

export type UnsubscribeReply = { readonly ok: true } | ({ readonly ok: false } & ErrorReport);

/** What a client may send; each is answered by its ack. */
export interface ClientToServer {
  subscribe: (request: SubscribeRequest, ack: (reply: SubscribeReply) => void) => void;
  unsubscribe: (request: { readonly jobId: string }, ack?: (reply: UnsubscribeReply) => void) => void;
}

/** What the server sends. */
export interface ServerToClient {
  sync: (event: SyncEvent) => void;
  /** A job of this student was created, on whichever device. */
  job: (job: JobSnapshot) => void;
  /** The newest sequence number of every job this socket watches. */
  heartbeat: (lastSeq: Readonly<Record<string, number>>) => void;
  /** The session ended; the socket is closed after this. */
  'session-ended': (error: ErrorReport) => void;
}
