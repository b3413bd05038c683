import { io, type Socket } from 'socket.io-client';
import {
  type ClientToServer,
  type ErrorReport,
  type ServerToClient,
  SOCKET_PATH,
  type SubscribeReply,
} from '../../src/contract';
import type { Spike } from './spike';

export type Client = Socket<ServerToClient, ClientToServer>;

export interface Handshake {
  /** `auth.token`; anything at all, for those who send garbage. */
  readonly token?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Socket.IO clients of one test file, closed together. */
export class Sockets {
  private readonly clients: Client[] = [];

  constructor(private readonly spike: () => Pick<Spike, 'url'>) {}

  /** Resolves once connected; rejects with the server's refusal. */
  async connect(handshake: Handshake): Promise<Client> {
    const client = this.make(handshake);
    await new Promise<void>((resolve, reject) => {
      client.once('connect', resolve);
      client.once('connect_error', reject);
    });
    return client;
  }

  /** The report that a refused handshake gets; throws when it was let in. */
  async refusal(handshake: Handshake): Promise<Partial<ErrorReport>> {
    const client = this.make(handshake);
    return new Promise((resolve, reject) => {
      client.once('connect', () => reject(new Error('the handshake was accepted')));
      client.once('connect_error', (error) =>
        resolve('data' in error && typeof error.data === 'object' ? { ...error.data } : {}),
      );
    });
  }

  closeAll(): void {
    for (const client of this.clients.splice(0)) client.disconnect();
  }

  private make({ token, headers }: Handshake): Client {
    const client: Client = io(this.spike().url, {
      path: SOCKET_PATH,
      auth: token === undefined ? {} : { token },
      ...(headers ? { extraHeaders: { ...headers } } : {}),
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    this.clients.push(client);
    return client;
  }
}

export const subscribe = (client: Client, jobId: string, after?: number): Promise<SubscribeReply> =>
  new Promise((resolve) => client.emit('subscribe', { jobId, after }, resolve));

/** An ack takes milliseconds; one that never comes is a fault to be told soon, ms. */
const ACK_LIMIT_MS = 5_000;

/** Sends an event that the types do not allow, and answers with its ack. */
export const emitAnything = (client: Client, event: string, ...args: unknown[]): Promise<unknown> => {
  const untyped: Socket = client;
  return untyped.timeout(ACK_LIMIT_MS).emitWithAck(event, ...args);
};

/** The same without asking for an answer. */
export const emitBlindly = (client: Client, event: string, ...args: unknown[]): void => {
  const untyped: Socket = client;
  untyped.emit(event, ...args);
};
