import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** Below 32768, where Linux begins to take ports for outgoing connections. */
const RANGE = { from: 15_000, to: 32_767 };

/** The port used last time if it is free, else any free one. */
export async function freePort(portFile: string): Promise<number> {
  const last = lastPort(portFile);
  if (last !== undefined && (await isFree(last))) return last;
  for (;;) {
    const port = randomInt(RANGE.from, RANGE.to + 1);
    if (await isFree(port)) return port;
  }
}

function lastPort(portFile: string): number | undefined {
  try {
    const port = Number(readFileSync(portFile, 'utf8'));
    return Number.isInteger(port) && port > 1023 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
