import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { WebSocket, WebSocketServer } from 'ws';
import type { SyncEvent } from '../../contract';
import { encodeEvent, textFrame } from './encoded-event';

const EVENT = {
  jobId: '4b4e6b0a-8c1d-4f0e-9b61-5d7b6c1a2e3f',
  seq: 7,
  attempt: 1,
  type: 'courses.listed',
  status: 'fetching_courses',
  progress: 20,
  message: { he: 'מושך רשימת קורסים…', en: 'Fetching the list of courses… "\\\u2028😀' },
  data: { courses: { total: 3, done: 0, failed: 0 }, receipts: [] },
  at: '2026-11-30T00:00:00.000Z',
} satisfies SyncEvent;

describe('textFrame', () => {
  it.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
    'is read by a WebSocket client, of %i bytes',
    async (length) => {
      const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
      await once(server, 'listening');
      const text = length > 1 ? 'א' + 'x'.repeat(length - 2) : 'x'.repeat(length);
      server.on('connection', (_, { socket }) => {
        socket.write(textFrame(text));
        socket.write(textFrame('and the next'));
      });
      const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const heard = await new Promise<string[]>((resolve, reject) => {
        const messages: string[] = [];
        client.on('error', reject);
        client.on('message', (data: Buffer, binary) => {
          messages.push(binary ? 'binary' : data.toString());
          if (messages.length === 2) resolve(messages);
        });
      });
      expect(heard).toEqual([text, 'and the next']);
      client.terminate();
      server.close();
    },
  );
});

describe('encodeEvent', () => {
  it.each(['websocket', 'polling'] as const)(
    'is the event for a client that comes by %s',
    async (transport) => {
      const http = createServer();
      const server = new Server(http);
      server.on('connection', ({ conn }) => {
        const { packet, options } = encodeEvent(EVENT);
        conn.write(packet, options);
      });
      http.listen(0, '127.0.0.1');
      await once(http, 'listening');
      const client = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
        transports: [transport],
        forceNew: true,
        reconnection: false,
      });
      expect(await new Promise((resolve) => client.once('sync', resolve))).toEqual(EVENT);
      const left = new Promise((resolve) => client.once('disconnect', resolve));
      server.disconnectSockets(true);
      await left;
      await server.close();
      http.closeAllConnections();
    },
  );
});
