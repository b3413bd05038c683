import { Socket } from 'node:net';

/**
 * The sockets of this process's connections to one database. A connection that is half open (a cable, a host that went) says nothing for a
 * quarter of an hour, and whoever waits for an answer on it waits as long: then all are cut, and everybody begins anew.
 */
export class OpenSockets {
  private readonly open = new Set<Socket>();

  /** For node-postgres: what a connection is to speak over. */
  readonly make = (): Socket => {
    const socket = new Socket();
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket));
    return socket;
  };

  /** Ends every connection as a network does that breaks. Answers how many. */
  cut(): number {
    const sockets = [...this.open];
    for (const socket of sockets) {
      const why = new Error('the database does not answer; its connection was cut');
      socket.destroy(Object.assign(why, { code: 'ETIMEDOUT' }));
    }
    return sockets.length;
  }
}
