/** Fan-out by rooms: one sink of a job's feed for all sockets of this node that watch it, so an event is encoded once. */
export class RoomSinks {
  private readonly rooms = new Map<string, { readonly members: Set<string>; readonly detach: () => void }>();

  /** @param attach starts the room's own sink and answers with how to stop it */
  constructor(private readonly attach: (jobId: string) => () => void) {}

  join(jobId: string, socketId: string): void {
    const room = this.rooms.get(jobId) ?? { members: new Set<string>(), detach: this.attach(jobId) };
    room.members.add(socketId);
    this.rooms.set(jobId, room);
  }

  /** Ids of the sockets in a job's room. */
  members(jobId: string): Iterable<string> {
    return this.rooms.get(jobId)?.members ?? [];
  }

  leave(jobId: string, socketId: string): void {
    const room = this.rooms.get(jobId);
    if (!room?.members.delete(socketId) || room.members.size > 0) return;
    room.detach();
    this.rooms.delete(jobId);
  }
}
