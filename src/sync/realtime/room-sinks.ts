import type { SyncEvent } from '../../contract';
import type { JobFeeds } from './job-feeds';

/** What of a socket is needed to be in rooms. */
export interface RoomMember {
  readonly rooms: ReadonlySet<string>;
  join(room: string): unknown;
  leave(room: string): unknown;
}

const roomOf = (jobId: string): string => `job:${jobId}`;

/** Fan-out by Socket.IO's rooms: one sink for all of them, so that an event is encoded once, and a room costs nothing but itself. */
export class RoomSinks {
  /**
   * @param rooms ids of sockets by room, as Socket.IO keeps them
   * @param sendTo sends an event to the sockets of these ids
   */
  constructor(
    private readonly feeds: JobFeeds,
    private readonly rooms: () => ReadonlyMap<string, ReadonlySet<string>>,
    private readonly sendTo: (event: SyncEvent, members: Iterable<string>) => void,
  ) {}

  private readonly sink = (event: SyncEvent): void => {
    this.sendTo(event, this.rooms().get(roomOf(event.jobId)) ?? []);
  };

  has(jobId: string, socket: RoomMember): boolean {
    return socket.rooms.has(roomOf(jobId));
  }

  join(jobId: string, socket: RoomMember): void {
    this.feeds.attach(jobId, this.sink);
    void socket.join(roomOf(jobId));
  }

  /** Also after the socket is gone from everywhere: who was the last closes the door. */
  leave(jobId: string, socket: RoomMember): void {
    void socket.leave(roomOf(jobId));
    if (!this.rooms().has(roomOf(jobId))) this.feeds.detach(jobId, this.sink);
  }
}
