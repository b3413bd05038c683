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

/** What a client may ask, and what its ack answers. */
export interface ClientMessages {
  subscribe: { readonly request: SubscribeRequest; readonly reply: SubscribeReply };
  unsubscribe: { readonly request: { readonly jobId: string }; readonly reply: UnsubscribeReply };
}

/** What a client may send; each is answered by its ack. */
export type ClientToServer = {
  [K in keyof ClientMessages]: (
    request: ClientMessages[K]['request'],
    ack: (reply: ClientMessages[K]['reply']) => void,
  ) => void;
};

/** What the server sends. */
export interface ServerMessages {
  sync: SyncEvent;
  /** A job of this student was created, on whichever device. */
  job: JobSnapshot;
  /** The newest sequence number of every job this socket watches. */
  heartbeat: Readonly<Record<string, number>>;
  /** The session ended; the socket is closed after this. */
  'session-ended': ErrorReport;
  /** This node is shutting down in order; the socket is closed after this, and whoever comes back meets another node, or this one anew. */
  'server-leaving': ErrorReport;
}

export type ServerToClient = { [K in keyof ServerMessages]: (message: ServerMessages[K]) => void };
