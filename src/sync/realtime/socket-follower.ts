import type { Socket } from 'socket.io';
import {
  type ClientToServer,
  type ServerToClient,
  SOCKET_LIMITS,
  type SubscribeReply,
  type SyncEvent,
} from '../../contract';
import { AppError } from '../../errors';
import type { Principal } from '../../http';
import { Backlog, MOST_WAITING } from './backlog';
import type { JobFeeds } from './job-feeds';
import type { JobWatcher, OpenedWatch } from './job-watcher';
import type { RoomSinks } from './room-sinks';
import type { ValidSubscribe } from './socket-requests';

export interface SocketData {
  readonly principal: Principal;
  readonly follower: SocketFollower;
  unwatchSession: () => void;
}

export type SyncSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

export interface FollowerParts {
  readonly watcher: JobWatcher;
  readonly feeds: JobFeeds;
  readonly rooms: RoomSinks;
  /** A reader was held back, or caught up again. */
  readonly onPace: (held: boolean) => void;
  readonly onError: (jobId: string, error: unknown) => void;
}

export const jobRoom = (jobId: string): string => `job:${jobId}`;

/**
 * The jobs that one socket follows. A reader that does not keep up is taken out of its rooms before it costs more than `Backlog`
 * allows, and the others go on; as soon as its connection takes more, it is told what it missed, from the node's memory or the
 * database, and is back in its rooms.
 */
export class SocketFollower {
  /** Counted from the moment it is asked for, so that the limit holds for requests at once. */
  private readonly jobs = new Set<string>();
  /** Jobs that wait for a slow reader, and what of each it was told last. */
  private held: Map<string, number> | null = null;
  private catchingUp = false;
  private readonly backlog: Backlog;

  constructor(
    private readonly socket: SyncSocket,
    private readonly studentId: string,
    private readonly parts: FollowerParts,
  ) {
    this.backlog = new Backlog(socket.conn, () => {
      if (this.held) void this.catchUp();
    });
  }

  get isFull(): boolean {
    return this.backlog.isFull;
  }

  /** How long nothing more has gone out, ms. */
  get stuckMs(): number {
    return this.backlog.stuckMs;
  }

  /** Bytes that wait for this reader. */
  get waitingBytes(): number {
    return this.backlog.bytes;
  }

  /** The newest number of each job that the socket hears of now. */
  heard(): Record<string, number> {
    const seqs: Record<string, number> = {};
    for (const jobId of this.jobs) {
      const seq = this.socket.rooms.has(jobRoom(jobId)) ? this.parts.feeds.lastSeq(jobId) : null;
      if (seq !== null) seqs[jobId] = seq;
    }
    return seqs;
  }

  /** Hands the job over by `reply`, and follows it from there. @throws AppError for a job that is not this student's. */
  async subscribe({ jobId, after }: ValidSubscribe, reply: (answer: SubscribeReply) => void): Promise<void> {
    if (!this.jobs.has(jobId) && this.jobs.size >= SOCKET_LIMITS.subscriptions)
      throw new AppError('socket.too-many-subscriptions');
    this.jobs.add(jobId);
    try {
      await this.follow(jobId, after, ({ job, events }) => {
        reply({ ok: true, job, events, lastSeq: job.lastSeq });
        return job.lastSeq;
      });
    } catch (error) {
      this.jobs.delete(jobId);
      throw error;
    }
  }

  unsubscribe(jobId: string): void {
    this.held?.delete(jobId);
    if (this.jobs.delete(jobId)) this.leaveRoom(jobId);
  }

  /** To be called after whatever was sent to its rooms. */
  pace(): void {
    if (this.backlog.isFull) this.holdBack();
  }

  close(): void {
    for (const jobId of this.jobs) this.parts.rooms.leave(jobId, this.socket.id);
    this.jobs.clear();
    this.letGo();
  }

  /** `handOver` gives out the snapshot and answers with how far it went: where that is not to its end, the job is held back. */
  private async follow(
    jobId: string,
    after: number,
    handOver: (watch: OpenedWatch) => number,
    limit?: number,
  ): Promise<void> {
    const opening = this.parts.watcher.watch(jobId, this.studentId, after, limit); // behind its gate from this moment on
    this.leaveRoom(jobId); // a client that asks again must not hear by the room what waits at the gate
    this.held?.delete(jobId);
    const watch = await opening;
    if (!this.isFollowed(jobId)) return watch.close();
    let told = handOver(watch);
    if (told < watch.job.lastSeq) {
      this.hold(jobId, told);
      return watch.close();
    }
    watch.open((event) => {
      told = event.seq;
      this.socket.emit('sync', event);
    });
    await watch.passed;
    // From its own sink to the room's in one step: nothing falls in between, nothing comes by both, and the feed lives on.
    if (this.isFollowed(jobId) && this.backlog.isFull) this.hold(jobId, told);
    else if (this.isFollowed(jobId)) {
      this.parts.rooms.join(jobId, this.socket.id);
      void this.socket.join(jobRoom(jobId));
    }
    watch.close();
  }

  private isFollowed(jobId: string): boolean {
    return this.socket.connected && this.jobs.has(jobId);
  }

  private leaveRoom(jobId: string): void {
    void this.socket.leave(jobRoom(jobId));
    this.parts.rooms.leave(jobId, this.socket.id);
  }

  private holdBack(): void {
    for (const [jobId, seq] of Object.entries(this.heard())) {
      this.hold(jobId, seq);
      this.leaveRoom(jobId);
    }
  }

  private hold(jobId: string, told: number): void {
    if (!this.held) this.parts.onPace(true);
    (this.held ??= new Map<string, number>()).set(jobId, told);
  }

  private letGo(): void {
    if (this.held) this.parts.onPace(false);
    this.held = null;
  }

  private async catchUp(): Promise<void> {
    if (this.catchingUp) return;
    this.catchingUp = true;
    try {
      while (this.held && this.held.size > 0 && !this.backlog.isFull) {
        for (const [jobId, told] of [...this.held]) {
          if (this.backlog.isFull) break;
          await this.catchUpWith(jobId, told);
        }
      }
      if (this.held?.size === 0) this.letGo();
    } finally {
      this.catchingUp = false;
    }
  }

  private async catchUpWith(jobId: string, told: number): Promise<void> {
    try {
      // Events that are no longer kept: the reader sees the hole, and asks for the job as it stands.
      const handOver = ({ job, events }: OpenedWatch): number =>
        events.length === 0 ? job.lastSeq : this.tell(events, told);
      await this.follow(jobId, told, handOver, MOST_WAITING.messages);
    } catch (error) {
      // Its own heartbeat and the next event show the reader that it is behind: it asks again.
      this.held?.delete(jobId);
      this.jobs.delete(jobId);
      this.parts.onError(jobId, error);
    }
  }

  /** As many as the connection takes; answers with the last. */
  private tell(events: readonly SyncEvent[], before: number): number {
    let told = before;
    for (const event of events) {
      if (this.backlog.isFull) break;
      this.socket.emit('sync', event);
      told = event.seq;
    }
    return told;
  }
}
