import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { createInterface } from 'node:readline';
import type { Address } from './cable';

export interface TestRedis {
  readonly address: Address;
  stop(): Promise<void>;
}

/** A real Redis of the caller's own, without a file. Rejects where the machine has no `redis-server`. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(server, 'exit');
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject); // `redis-server` is not installed
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
    createInterface(server.stdout).on('line', (line) => {
      if (line.includes('Ready to accept connections')) resolve();
    });
  });
  return {
    address: { host: '127.0.0.1', port },
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
