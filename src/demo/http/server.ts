import { IncomingMessage, Server, ServerResponse, createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Campus } from '../endpoints/context';
import { FaultEffect, FaultReply } from '../state/faults';
import { OpenRecord, Traffic } from '../state/traffic';
import { BodyTooLarge, readIncoming } from './incoming';
import { JsonText } from './php-json';
import { Reply, bare, html, redirect, upgrading } from './reply';
import { route } from './router';

/** Smaller bodies are not worth compressing. */
const GZIP_FROM = 1024;
/** nginx keeps an idle connection for this long. */
const KEEP_ALIVE_MS = 75_000;

export interface ServerOptions {
  host: string;
  port: number;
  /** Added to every answer. */
  latencyMs: number;
  traffic: Traffic;
  log(message: string): void;
}

export interface ListeningServer {
  port: number;
  /** Given once the address is known, since every link in the data carries it. */
  open(campus: Campus): void;
  stop(): Promise<void>;
}

/** Listens; requests that come before `open` wait for it. */
export async function listen(options: ServerOptions): Promise<ListeningServer> {
  let open: (campus: Campus) => void = () => undefined;
  const opened = new Promise<Campus>((resolve) => (open = resolve));
  const server = createServer((request, response) => {
    void opened.then((campus) => handle(request, response, campus, options));
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, open, stop: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  campus: Campus,
  options: ServerOptions,
): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const traffic = options.traffic.begin(campus.now(), request.method ?? 'GET', path);
  response.setHeader('Date', new Date(campus.now()).toUTCString());
  response.once('close', () => traffic.end(response.headersSent ? response.statusCode : 0, 0));
  try {
    const incoming = await readIncoming(request);
    if (options.latencyMs > 0) await sleep(options.latencyMs, undefined, { ref: false });
    const { site } = campus;
    const elsewhere = path !== '/login/token.php' && incoming.headers.host !== campus.world.host;
    const reply =
      site.maintenance === 'cli'
        ? upgrading(site.maintenanceMessage)
        : elsewhere
          ? redirect(303, `${campus.world.siteUrl}${path}`)
          : await route(path)(incoming, campus, traffic);
    send(request, response, reply, traffic);
  } catch (error) {
    recover(error, { request, response, traffic, options });
  }
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  traffic: OpenRecord;
  options: ServerOptions;
}

function recover(error: unknown, exchange: Exchange): void {
  const { request, response, traffic, options } = exchange;
  if (error instanceof FaultReply) return breakAnswer(error.effect, exchange);
  if (error instanceof BodyTooLarge) {
    return send(request, response, html(413, '<h1>413 Request Entity Too Large</h1>'), traffic);
  }
  options.log(
    `demo university: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown error'}`,
  );
  if (response.headersSent || request.destroyed) response.destroy();
  else send(request, response, html(500, '<h1>500 Internal Server Error</h1>'), traffic);
}

function breakAnswer(effect: FaultEffect, { request, response, traffic }: Exchange): void {
  if ('reset' in effect) {
    response.socket?.resetAndDestroy();
  } else if ('http' in effect) {
    const headers = { 'Content-Type': 'text/html; charset=utf-8', ...effect.headers };
    send(request, response, bare(effect.http, headers, effect.body ?? ''), traffic);
  } else if ('body' in effect) {
    const headers = { 'Content-Type': effect.contentType ?? 'text/html; charset=utf-8' };
    send(request, response, bare(200, headers, effect.body), traffic);
  }
  // What is left is `hang`: the connection stays open and nothing ever comes.
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply, traffic: OpenRecord): void {
  const { body } = reply;
  const wantsGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const zipped = body instanceof JsonText && wantsGzip && body.text.length >= GZIP_FROM;
  const bytes =
    body instanceof JsonText
      ? zipped
        ? body.gzipped
        : body.bytes
      : body === null
        ? null
        : Buffer.from(body);
  const headers: Record<string, string | string[]> = { Server: 'nginx', ...reply.headers };
  if (zipped) headers['Content-Encoding'] = 'gzip';
  if (reply.chunked) headers['Transfer-Encoding'] = 'chunked';
  response.writeHead(reply.status, headers);
  response.end(request.method === 'HEAD' ? undefined : (bytes ?? undefined));
  traffic.end(reply.status, bytes?.length ?? 0);
}
