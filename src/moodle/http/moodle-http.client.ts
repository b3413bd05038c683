import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import got, { type Got, type Request, type Response } from 'got';
import { AppError } from '../../errors';
import type { MoodleOptions } from '../moodle.options';
import type { MoodleSite } from '../words';
import { acceptEncoding } from './encoding';
import type { Answer } from './json-answer';
import { networkCode, networkFailure } from './network-failure';
import { baseOver, redirectTarget } from './redirects';
import { keyOf, SharedReads } from './shared-reads';
import type { Entry } from './site-budget';
import { SiteLoad, type SiteTraffic } from './site-load';
import { endWhenTooSlow } from './slowest-speed';

/** One POST to a Moodle site. Everything is a POST: what stands in an address ends up in logs. */
export interface MoodleRequest {
  readonly site: MoodleSite;
  /** Absolute address under the site's base. */
  readonly url: string;
  readonly body: string;
  readonly contentType: 'application/x-www-form-urlencoded' | 'application/json';
  readonly headers?: Readonly<Record<string, string>>;
  /** For errors and logs, e.g. the function's name. */
  readonly what: string;
  readonly signal: AbortSignal;
  /** A student is waiting at the sign-in form: goes before the requests of jobs. */
  readonly urgent?: boolean;
  /** Whose request it is: readers take turns. Without one, the request is a reader of its own. Never shown. */
  readonly reader?: string;
  /** It changes nothing on the site, so an identical one in flight may answer it too. */
  readonly isRead?: boolean;
  /** Counts what is sent and received. */
  readonly meter?: Meter;
}

export interface Meter {
  requests: number;
  bytes: number;
}

export interface OpenAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Its errors are `AppError`s, or the abort reason. */
  readonly body: Readable;
  /** Ends the exchange and frees its place; to be called once the body is read or given up. */
  readonly close: () => void;
}

const EMPTY = Buffer.alloc(0);

type Limits = { readonly request?: number; readonly socket?: number };

interface Opened {
  readonly stream: Request;
  readonly response: Response;
}

/** The server has closed an idle connection just as it was used again: nothing was read, nothing is lost. */
const STALE = new Set(['ECONNRESET', 'EPIPE']);
/** Idle connections are closed before the servers' usual limits; a shorter `Keep-Alive: timeout` of theirs is kept too. */
const IDLE_CONNECTION_MS = 15_000;
const MAX_HOPS = 5;

/**
 * HTTP to Moodle sites: shared keep-alive connections, a budget for each site, time limits, bounded bodies, nothing sent to an
 * address that is not the site's, and errors that hold no secret. It does not retry; a stale connection is not a try.
 */
export class MoodleHttpClient {
  private readonly agent: { readonly http: http.Agent; readonly https: https.Agent };
  private readonly client: Got;
  /** By origin: what shares a server shares its budget. Only sites of the operator's list come here, so it stays small. */
  private readonly loads = new Map<string, SiteLoad>();
  private readonly reads = new Map<string, SharedReads<Answer>>();

  constructor(private readonly options: MoodleOptions) {
    const pool = {
      keepAlive: true,
      maxSockets: options.maxRequests + options.maxFiles,
      maxFreeSockets: options.maxRequests,
      timeout: IDLE_CONNECTION_MS,
    };
    this.agent = { http: new http.Agent(pool), https: new https.Agent(pool) };
    this.client = got.extend({
      agent: this.agent,
      method: 'POST',
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      headers: { 'user-agent': options.userAgent, accept: '*/*' },
    });
  }

  /** Sends a request and reads its answer whole, whatever its status. */
  exchange(request: MoodleRequest): Promise<Answer> {
    if (!request.isRead) return this.exchangeAlone(request);
    const { url, contentType, body, urgent = false } = request;
    const key = keyOf(url, contentType, body, String(urgent));
    return this.readsOf(url).read(key, request.signal, (signal) =>
      this.exchangeAlone({ ...request, signal }),
    );
  }

  /** Sends a request and hands out its answer as a stream without bound; silence and dripping are limited, length is not. */
  async stream(request: MoodleRequest): Promise<OpenAnswer> {
    const load = this.loadOf(request.url);
    const permit = await load.files.acquire(this.entryOf(request, this.options.urgentPatienceMs));
    try {
      const { stream, response } = await this.open(request, { socket: this.options.idleTimeoutMs });
      const { statusCode: status, headers } = response;
      load.answered(permit, { status, headers, body: EMPTY });
      stream.once('close', () => permit.release());
      endWhenTooSlow(stream, {
        windowMs: this.options.idleTimeoutMs,
        bytesPerSecond: this.options.minFileBytesPerSecond,
      });
      const close = (): void => {
        stream.destroy();
        permit.release();
      };
      return { status, headers, body: stream, close };
    } catch (error) {
      load.failed(permit, error, request.signal);
      permit.release();
      throw error;
    }
  }

  /** Figures of every site that was spoken to. */
  traffic(): readonly SiteTraffic[] {
    return [...this.loads].map(([origin, load]) => load.traffic(origin, this.reads.get(origin)?.joined ?? 0));
  }

  /** Closes the idle connections and those in use. */
  close(): void {
    for (const load of this.loads.values()) load.close();
    this.agent.http.destroy();
    this.agent.https.destroy();
  }

  private async exchangeAlone(request: MoodleRequest): Promise<Answer> {
    const { requestTimeoutMs, patienceMs, urgentPatienceMs } = this.options;
    const load = this.loadOf(request.url);
    const permit = await load.requests.acquire(
      this.entryOf(request, request.urgent ? urgentPatienceMs : patienceMs),
    );
    try {
      const { stream, response } = await this.open(request, { request: requestTimeoutMs });
      const cameAt = performance.now();
      const body = await this.readBounded(stream, response, request);
      const answer = { status: response.statusCode, headers: response.headers, body, cameAt };
      load.answered(permit, answer);
      return answer;
    } catch (error) {
      load.failed(permit, error, request.signal);
      throw error;
    } finally {
      permit.release();
    }
  }

  private entryOf({ reader, urgent = false, what, signal }: MoodleRequest, patienceMs: number): Entry {
    return { reader: reader ?? signal, urgent, what, signal, patienceMs };
  }

  private loadOf(url: string): SiteLoad {
    return madeOnce(this.loads, new URL(url).origin, () => new SiteLoad(this.options));
  }

  private readsOf(url: string): SharedReads<Answer> {
    return madeOnce(this.reads, new URL(url).origin, () => new SharedReads());
  }

  /** The first answer that is no redirect. The form goes along unchanged: a redirect that would drop it leads nowhere. */
  private async open(request: MoodleRequest, limits: Limits): Promise<Opened> {
    let url = request.url;
    for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
      const opened = await this.send({ ...request, url }, limits);
      const target = redirectTarget(opened.response, url, request.site, request.what, () =>
        opened.stream.destroy(),
      );
      if (target === null) return opened;
      opened.stream.destroy();
      url = target;
    }
    throw new AppError('moodle.redirect-refused', {
      detail: `${request.what}: more than ${MAX_HOPS} redirects`,
    });
  }

  private async send(request: MoodleRequest, limits: Limits): Promise<Opened> {
    // The one door through which secrets leave: whatever address a reply, a file or a redirect has made up, it stops here.
    const target = new URL(request.url);
    if (!baseOver(target, request.site))
      throw new AppError('moodle.redirect-refused', {
        detail: `${request.what}: not an address of the site`,
      });
    for (let connection = 1; ; connection += 1) {
      request.signal.throwIfAborted();
      if (request.meter) request.meter.requests += 1;
      const stream = this.client.stream(request.url, {
        body: request.body,
        headers: {
          'content-type': request.contentType,
          'accept-encoding': acceptEncoding(target),
          ...request.headers,
        },
        signal: request.signal,
        timeout: {
          lookup: this.options.connectTimeoutMs,
          connect: this.options.connectTimeoutMs,
          secureConnect: this.options.connectTimeoutMs,
          response: this.options.requestTimeoutMs,
          ...limits,
        },
      });
      try {
        return { stream, response: await responseOf(stream) };
      } catch (error) {
        stream.destroy();
        request.signal.throwIfAborted();
        const stale = stream.reusedSocket === true && STALE.has(networkCode(error));
        if (!stale || connection > 1) throw networkFailure(error, request.what);
      }
    }
  }

  private async readBounded(stream: Request, response: Response, request: MoodleRequest): Promise<Buffer> {
    const max = this.options.maxAnswerBytes;
    const tooLarge = (): AppError =>
      new AppError('moodle.response-too-large', { detail: `${request.what}: more than ${max} bytes` });
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      if (Number(response.headers['content-length'] ?? 0) > max) throw tooLarge();
      for await (const chunk of stream) {
        if (!Buffer.isBuffer(chunk)) continue;
        size += chunk.length;
        if (size > max) throw tooLarge();
        chunks.push(chunk);
      }
    } catch (error) {
      request.signal.throwIfAborted();
      throw networkFailure(error, request.what);
    } finally {
      // Ends the connection too where the body was not read to its end.
      stream.destroy();
      if (request.meter) request.meter.bytes += size;
    }
    return Buffer.concat(chunks, size);
  }
}

function madeOnce<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Read by `networkFailure` as what it is: no HTTP. */
class UnwantedProtocolError extends Error {
  readonly code = 'HPE_UNWANTED_UPGRADE';
}

function responseOf(stream: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve);
    // Stays for the stream's whole life: an error between two readers must not end the process.
    stream.on('error', reject);
    // Where nobody listens for it, a change of protocol ends without answer, error or time limit.
    stream.once('request', (request: http.ClientRequest) =>
      request.once('upgrade', (_response: http.IncomingMessage, socket: Socket) => {
        socket.destroy();
        reject(new UnwantedProtocolError());
      }),
    );
  });
}
