import type { JobSnapshot, SubscribeReply, SubscribeRequest, SyncEvent } from '../../../src/contract';
import type { SpikeError } from './spike-error';

/** What a channel tells whoever watches a job. Never called from within the call that registers it. */
export interface LiveListener {
  /** The channel came up, or came up again: what was subscribed before is forgotten by the server. */
  readonly onUp: () => void;
  /** The channel went down, or an attempt to open it failed. */
  readonly onDown: () => void;
  readonly onEvent: (event: SyncEvent) => void;
  /** The server's newest sequence number of the job. */
  readonly onHeartbeat: (lastSeq: number) => void;
  /** The session ended and could not be renewed. */
  readonly onSessionEnded: (error: SpikeError) => void;
}

/** The port through which live events arrive. One channel serves every job of a client. */
export interface LiveChannel {
  readonly connected: boolean;
  /** Opens the channel if it is not open; the returned function leaves, and the last one to leave closes it. */
  watch(jobId: string, listener: LiveListener): () => void;
  /** Subscribes, or asks again; rejects when the channel is down or no ack comes in time. */
  subscribe(request: SubscribeRequest): Promise<SubscribeReply>;
  /** Jobs of this student that are created from now on, on whichever device. */
  onJob(listener: (job: JobSnapshot) => void): () => void;
  /** Tells whether the channel came up or went down, from now on; never opens it. */
  onConnection(listener: (up: boolean) => void): () => void;
  /** The device was asleep, or came to another network: whatever is believed of the channel is looked at again, now. */
  wake(): void;
  close(): void;
}
