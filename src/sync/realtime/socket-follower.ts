import type { Socket } from 'socket.io';
import {
  type ClientToServer,
  type ErrorCode,
  errorReport,
  type ServerToClient,
  SOCKET_LIMITS,
  type SubscribeReply,
  type SyncEvent,
} from '../../contract';
import { AppError } from '../../errors';
import { Backlog, type Connection, MOST_WAITING } from './backlog';
import type { JobFeeds } from './job-feeds';
import type { JobWatcher, OpenedWatch } from './job-watcher';
import type { RoomSinks } from './room-sinks';
import type { TokenBucket, ValidSubscribe } from './socket-requests';

export interface SocketData {
  readonly follower: SocketFollower;
  readonly bucket: TokenBucket;
}

export type SyncSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

export interface FollowerParts {
  readonly watcher: JobWatcher;
  readonly feeds: JobFeeds;
  readonly rooms: RoomSinks;
  /** A reader was held back, or caught up again. */
  readonly onPace: (held: boolean) => void;
  /** So many events went out to this socket alone. */
  readonly onTold: (events: number) => void;
  readonly onError: (jobId: string, error: unknown) => void;
}

const NO_JOBS: readonly string[] = [];
const NOTHING = (): void => undefined;

/**
 * The jobs that one socket follows. A reader that does not keep up is taken out of its rooms before it costs more than `Backlog`
 * allows, and the others go on; as soon as its connection takes more, it is told what it missed, from the node's memory or the
 * database, and is back in its rooms.
 */
export class SocketFollower {
  /** Counted from the moment it is asked for, so that the limit holds for requests at once. */
  private jobs: readonly string[] = NO_JOBS;
  /** Jobs that wait for a slow reader, and what of each it was told last. */
  private held: Map<string, number> | null = null;
  /** While it is held back: its connection takes more. */
  private onDrain: () => void = NOTHING;
  private catchingUp = false;
  private readonly backlog: Backlog;

  constructor(
    private readonly socket: SyncSocket,
    readonly studentId: string,
    readonly sessionId: string,
    private readonly parts: FollowerParts,
  ) {
    this.backlog = new Backlog(socket.conn as unknown as Connection);
  }

  /** The session that opened the socket is over. */
  sessionEnded(code: ErrorCode): void {
    this.socket.emit('session-ended', errorReport(code));
    this.socket.disconnect(true);
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
      const seq = this.parts.rooms.has(jobId, this.socket) ? this.parts.feeds.lastSeq(jobId) : null;
      if (seq !== null) seqs[jobId] = seq;
    }
    return seqs;
  }

  /** Hands the job over by `reply`, and follows it from there. @throws AppError for a job that is not this student's. */
  async subscribe({ jobId, after }: ValidSubscribe, reply: (answer: SubscribeReply) => void): Promise<void> {
    if (!this.jobs.includes(jobId)) {
      if (this.jobs.length >= SOCKET_LIMITS.subscriptions)
        throw new AppError('socket.too-many-subscriptions');
      this.jobs = [...this.jobs, jobId];
    }
    try {
      await this.follow(jobId, after, ({ job, events }) => {
        reply({ ok: true, job, events, lastSeq: job.lastSeq });
        this.parts.onTold(events.length);
        return job.lastSeq;
      });
    } catch (error) {
      this.drop(jobId);
      throw error;
    }
  }

  unsubscribe(jobId: string): void {
    this.held?.delete(jobId);
    if (this.drop(jobId)) this.leaveRoom(jobId);
  }

  /** To be called after whatever was sent to its rooms. */
  pace(): void {
    if (this.backlog.isFull) this.holdBack();
  }

  close(): void {
    for (const jobId of this.jobs) this.parts.rooms.leave(jobId, this.socket);
    this.jobs = NO_JOBS;
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
      this.parts.onTold(1);
    });
    await watch.passed;
    // From its own sink to the room's in one step: nothing falls in between, nothing comes by both, and the feed lives on.
    if (this.isFollowed(jobId) && this.backlog.isFull) this.hold(jobId, told);
    else if (this.isFollowed(jobId)) {
      this.parts.rooms.join(jobId, this.socket);
    }
    watch.close();
  }

  private isFollowed(jobId: string): boolean {
    return this.socket.connected && this.jobs.includes(jobId);
  }

  /** Whether it was followed. */
  private drop(jobId: string): boolean {
    const before = this.jobs.length;
    this.jobs = this.jobs.filter((each) => each !== jobId);
    return this.jobs.length < before;
  }

  private leaveRoom(jobId: string): void {
    this.parts.rooms.leave(jobId, this.socket);
  }

  private holdBack(): void {
    for (const [jobId, seq] of Object.entries(this.heard())) {
      this.hold(jobId, seq);
      this.leaveRoom(jobId);
    }
  }

  private hold(jobId: string, told: number): void {
    if (!this.held) {
      this.parts.onPace(true);
      this.onDrain = () => void this.catchUp();
      this.socket.conn.on('drain', this.onDrain);
    }
    (this.held ??= new Map<string, number>()).set(jobId, told);
  }

  private letGo(): void {
    if (this.held) {
      this.parts.onPace(false);
      this.socket.conn.off('drain', this.onDrain);
      this.onDrain = NOTHING;
    }
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
      this.drop(jobId);
      this.parts.onError(jobId, error);
    }
  }

  /** As many as the connection takes; answers with the last. */
  private tell(events: readonly SyncEvent[], before: number): number {
    let told = before;
    for (const event of events) {
      if (this.backlog.isFull) break;
      this.socket.emit('sync', event);
      this.parts.onTold(1);
      told = event.seq;
    }
    return told;
  }
}
