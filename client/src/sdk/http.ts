import { API_PREFIX, type Problem, type SessionReply } from '../../../src/contract';
import { SpikeError } from './spike-error';
import type { TokenStore } from './token-store';

export interface HttpOptions {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Given: Bearer tokens, refresh token in the body. Absent: the browser's HttpOnly cookies. */
  readonly tokenStore?: TokenStore;
  /** Milliseconds until a request without an answer is given up. */
  readonly timeoutMs: number;
  /** Runs a refresh alone across tabs (navigator.locks); by default it just runs. */
  readonly exclusive: <T>(run: () => Promise<T>) => Promise<T>;
  readonly onSession?: (reply: SessionReply) => void;
  readonly onSessionEnded?: (error: SpikeError) => void;
}

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | null | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** `false` for what is asked without a session: no token is sent and a 401 is not answered with a refresh. */
  readonly session?: boolean;
}

const EXPIRED = new Set<string>(['auth.session-required', 'auth.session-expired']);

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}

/** One place through which every REST call goes: credentials, CSRF header, time limit, problem documents, refresh. */
export class Http {
  private refreshing: Promise<SessionReply> | null = null;

  constructor(private readonly options: HttpOptions) {}

  async request<T>(request: HttpRequest): Promise<T> {
    try {
      return await this.send<T>(request);
    } catch (error) {
      if (request.session === false || !(error instanceof SpikeError)) throw error;
      if (error.status !== 401 || !EXPIRED.has(error.code)) throw error;
      await this.refresh();
      return this.send<T>(request);
    }
  }

  /** Renews the session. Callers at the same moment share one request. */
  refresh(): Promise<SessionReply> {
    this.refreshing ??= this.options
      .exclusive(() => this.renew())
      .finally(() => {
        this.refreshing = null;
      });
    return this.refreshing;
  }

  /** Keeps what a sign-in or refresh answered. */
  async keep(reply: SessionReply): Promise<void> {
    const { tokenStore, onSession } = this.options;
    if (tokenStore) {
      const refreshToken = reply.refreshToken ?? (await tokenStore.read())?.refreshToken;
      if (refreshToken) await tokenStore.write({ accessToken: reply.accessToken, refreshToken });
    }
    onSession?.(reply);
  }

  async forget(): Promise<void> {
    await this.options.tokenStore?.write(null);
  }

  async accessToken(): Promise<string | undefined> {
    return (await this.options.tokenStore?.read())?.accessToken;
  }

  async refreshBody(): Promise<{ refreshToken?: string }> {
    const refreshToken = (await this.options.tokenStore?.read())?.refreshToken;
    return refreshToken ? { refreshToken } : {};
  }

  private async renew(): Promise<SessionReply> {
    try {
      const reply = await this.send<SessionReply>({
        method: 'POST',
        path: '/auth/refresh',
        body: await this.refreshBody(),
        session: false,
      });
      await this.keep(reply);
      return reply;
    } catch (error) {
      const failure = SpikeError.from(error);
      if (failure.kind === 'sign-in') {
        await this.forget();
        this.options.onSessionEnded?.(failure);
      }
      throw failure;
    }
  }

  private async send<T>(request: HttpRequest): Promise<T> {
    const { tokenStore, timeoutMs } = this.options;
    const headers: Record<string, string> = {
      accept: 'application/json, application/problem+json',
      // The server takes this header as the proof that a request with cookies comes from the page itself.
      'x-spike-client': tokenStore ? 'token' : 'web',
    };
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    const token = request.session === false ? undefined : await this.accessToken();
    if (token) headers.authorization = `Bearer ${token}`;

    const abort = new AbortController();
    const giveUp = () => abort.abort();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      giveUp();
    }, timeoutMs);
    request.signal?.addEventListener('abort', giveUp, { once: true });
    // Not every `fetch` settles when it is aborted, above all with half an answer: what was given up is not waited for.
    const givenUp = new Promise<never>((_, reject) => {
      abort.signal.addEventListener('abort', () => reject(new Error('given up')), { once: true });
    });
    givenUp.catch(() => undefined);
    if (request.signal?.aborted) giveUp();
    const exchange = async (): Promise<T> => {
      const response = await this.options.fetch(this.address(request), {
        method: request.method ?? 'GET',
        headers,
        credentials: tokenStore ? 'omit' : 'include',
        body: request.body === undefined ? undefined : JSON.stringify(request.body),
        signal: abort.signal,
      });
      return read<T>(response);
    };
    try {
      return await Promise.race([exchange(), givenUp]);
    } catch (error) {
      if (error instanceof SpikeError || request.signal?.aborted) throw error;
      throw SpikeError.ofClient(timedOut ? 'client.timeout' : 'client.unreachable', { cause: error });
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', giveUp);
    }
  }

  private address({ path, query = {} }: HttpRequest): string {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [`${name}=${encodeURIComponent(value)}`],
    );
    return `${this.options.baseUrl}${API_PREFIX}${path}${given.length > 0 ? `?${given.join('&')}` : ''}`;
  }
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    throw SpikeError.ofClient('client.invalid-response', { status: response.status, cause });
  }
  if (response.ok) return body as T;
  if (isProblem(body)) throw new SpikeError(body, { problem: body, status: response.status });
  throw SpikeError.ofClient('client.invalid-response', { status: response.status });
}
