import type {
  ActiveJobReply,
  Announcement,
  AutoSyncReply,
  BrowserSignInReply,
  BrowserSignInRequest,
  CalendarEvent,
  Category,
  ChangesReply,
  CourseDetails,
  CourseSummary,
  Deadline,
  EventsReply,
  FinishBrowserSignInRequest,
  Grade,
  ItemClassification,
  JobSnapshot,
  LoginReply,
  LoginRequest,
  MeReply,
  Page,
  SessionReply,
  StartSyncReply,
  University,
} from '../../../src/contract';
import { Http, type HttpRequest } from './http';
import { JobWatcher, type JobListener, type JobWatch, type WatchOptions } from './job-watcher';
import type { LiveChannel } from './live-channel';
import { SocketChannel } from './socket-channel';
import { SpikeError } from './spike-error';
import type { TokenStore } from './token-store';

export interface SpikeClientOptions {
  /** Origin of the API (`https://spike.example`), without a path; empty for the page's own origin. */
  readonly baseUrl?: string;
  /** For clients without cookies (React Native, Node). Without it the browser's HttpOnly cookies are used. */
  readonly tokenStore?: TokenStore;
  readonly fetch?: typeof fetch;
  /** Socket.IO transports, in order. Default: WebSocket alone. */
  readonly transports?: readonly ('websocket' | 'polling')[];
  /** Milliseconds between two looks over REST while the socket is away. */
  readonly pollIntervalMs?: number;
  /** Milliseconds until a request, or an ack, is given up. */
  readonly timeoutMs?: number;
  /** Runs a session refresh alone across tabs, for instance with `navigator.locks`. */
  readonly exclusive?: <T>(run: () => Promise<T>) => Promise<T>;
  /** A session began or was renewed. */
  readonly onSession?: (reply: SessionReply) => void;
  /** The session is over and could not be renewed. */
  readonly onSessionEnded?: (error: SpikeError) => void;
  /** Another way for live events to arrive; tests use it. */
  readonly channel?: LiveChannel;
}

interface Cancellable {
  readonly signal?: AbortSignal;
}

interface Paged extends Cancellable {
  readonly limit?: number;
  readonly cursor?: string | null;
}

/** ISO 8601 with zone; the API takes «from now on» where nothing is said. */
interface Span extends Paged {
  readonly from?: string;
  readonly to?: string;
}

/** Of one course, by its id in the library; of all where nothing is said. */
interface OfCourse extends Paged {
  readonly course?: string | null;
}

interface ChangesCall extends Paged {
  /** The id of a change: what came after it, the oldest first. Without it the newest come first. */
  readonly after?: string;
}

/** Whatever a list can be asked with. */
interface Asked extends Span {
  readonly after?: string | number;
  readonly course?: string | null;
}

export type SpikeClient = ReturnType<typeof createSpikeClient>;

const DEFAULTS = { timeoutMs: 20_000 };

/** Rows of a page when a list is read to its end: as many as the API gives. */
const WHOLE_PAGES = 200;

/**
 * Spike's API for browsers, phones and Node. Every call rejects with a `SpikeError`, and takes a `signal` to be given
 * up with; a request that meets an expired session is repeated once after a refresh.
 */
export function createSpikeClient(options: SpikeClientOptions = {}) {
  const baseUrl = (options.baseUrl ?? '').replace(/\/+$/, '');
  const timeoutMs = options.timeoutMs ?? DEFAULTS.timeoutMs;
  const http = new Http({
    baseUrl,
    timeoutMs,
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    exclusive: options.exclusive ?? ((run) => run()),
    ...(options.tokenStore ? { tokenStore: options.tokenStore } : {}),
    onSession: (reply) => options.onSession?.(reply),
    onSessionEnded: (error) => options.onSessionEnded?.(error),
  });
  const channel =
    options.channel ??
    new SocketChannel({
      baseUrl,
      transports: options.transports ?? ['websocket'],
      ackTimeoutMs: timeoutMs,
      token: () => http.accessToken(),
      renewSession: () => http.refresh(),
    });

  const get = <T>(path: string, { signal, ...query }: Asked = {}) =>
    http.request<T>({ path, query, ...(signal ? { signal } : {}) });
  const post = <T>(path: string, more: Partial<HttpRequest> = {}) =>
    http.request<T>({ method: 'POST', path, body: {}, ...more });
  const job = (jobId: string, { signal }: Cancellable = {}) =>
    get<JobSnapshot>(`/sync-status/${encodeURIComponent(jobId)}`, signal ? { signal } : {});
  const events = (jobId: string, after: number, { signal }: Cancellable = {}) =>
    get<EventsReply>(
      `/sync-status/${encodeURIComponent(jobId)}/events`,
      signal ? { after, signal } : { after },
    );
  const courses = (paged: Paged = {}) => get<Page<CourseSummary>>('/courses', paged);
  const deadlines = (span: Span = {}) => get<Page<Deadline>>('/deadlines', span);
  const grades = (call: OfCourse = {}) => get<Page<Grade>>('/grades', call);
  const calendar = (span: Span = {}) => get<Page<CalendarEvent>>('/calendar', span);

  return {
    // — sessions —
    universities: ({ signal }: Cancellable = {}) =>
      http.request<readonly University[]>({
        path: '/universities',
        session: false,
        ...(signal ? { signal } : {}),
      }),
    async login(body: LoginRequest, { signal }: Cancellable = {}): Promise<LoginReply> {
      const reply = await post<LoginReply>('/auth/login', {
        body,
        session: false,
        ...(signal ? { signal } : {}),
      });
      await http.keep(reply);
      return reply;
    },
    /** Begins a sign-in on the university's own page. A client with a token store keeps the `secret` until it is finished. */
    beginBrowserSignIn: (body: BrowserSignInRequest, { signal }: Cancellable = {}) =>
      post<BrowserSignInReply>('/auth/browser', { body, session: false, ...(signal ? { signal } : {}) }),
    /** Finishes it with the address that the university returned. */
    async finishBrowserSignIn(
      body: FinishBrowserSignInRequest,
      { signal }: Cancellable = {},
    ): Promise<LoginReply> {
      const reply = await post<LoginReply>('/auth/browser/finish', {
        body,
        session: false,
        ...(signal ? { signal } : {}),
      });
      await http.keep(reply);
      return reply;
    },
    refresh: () => http.refresh(),
    /** Ends the session here and on the server; what is kept here goes even when the server cannot be reached. */
    async logout(): Promise<void> {
      channel.close();
      try {
        await post('/auth/logout', { body: await http.refreshBody() });
      } finally {
        await http.forget();
      }
    },
    async me({ signal }: Cancellable = {}) {
      return (await get<MeReply>('/auth/me', signal ? { signal } : {})).user;
    },

    /** The same with whether Moodle wants another sign-in. */
    account: ({ signal }: Cancellable = {}) => get<MeReply>('/auth/me', signal ? { signal } : {}),

    // — jobs —
    /** Whether Spike syncs by itself between sign-ins, when next, or why not. */
    autoSync: ({ signal }: Cancellable = {}) => get<AutoSyncReply>('/me/auto-sync', signal ? { signal } : {}),
    chooseAutoSync: (enabled: boolean) =>
      http.request<AutoSyncReply>({ method: 'PUT', path: '/me/auto-sync', body: { enabled } }),
    startSync: () => post<StartSyncReply>('/sync'),
    activeJob: ({ signal }: Cancellable = {}) =>
      get<ActiveJobReply>('/sync-status/active', signal ? { signal } : {}),
    job,
    events,
    cancel: (jobId: string) => post<JobSnapshot>(`/sync-status/${encodeURIComponent(jobId)}/cancel`),
    /** Jobs of this student, newest first. */
    history: (paged: Paged = {}) => get<Page<JobSnapshot>>('/sync-status', paged),
    /** Follows a job to its end: see `WatchOptions`. All watches of a client share one socket. */
    watchJob: (jobId: string, listener: JobListener, watch: WatchOptions = {}): JobWatch =>
      new JobWatcher(
        jobId,
        {
          channel,
          pollIntervalMs: options.pollIntervalMs,
          source: {
            job: (id, signal) => job(id, { signal }),
            events: (id, after, signal) => events(id, after, { signal }),
          },
        },
        listener,
        watch,
      ).start(),
    /** Jobs of this student that are created from now on, on whichever device; the result stops listening. */
    onJob: (listener: (job: JobSnapshot) => void) => channel.onJob(listener),

    /** Whether live events can arrive, each time that changes or another attempt failed; the result stops listening. */
    onConnection: (listener: (up: boolean) => void) => channel.onConnection(listener),

    /**
     * To be called when the device may have slept (React Native: `AppState` became active): a connection that broke meanwhile is found
     * within two seconds, and what was missed is told. Browsers need not call it.
     */
    wake: () => channel.wake(),

    // — library —
    courses,
    allCourses: (call: Cancellable = {}) => all(courses, call),
    course: (id: string, { signal }: Cancellable = {}) =>
      get<CourseDetails>(`/courses/${encodeURIComponent(id)}`, signal ? { signal } : {}),
    /** Moves an item to another category, for this student; answers what it is to them now. */
    correctItem: (itemId: string, category: Category) =>
      http.request<ItemClassification>({ method: 'PUT', path: categoryPath(itemId), body: { category } }),
    /** Takes that back. */
    undoCorrection: (itemId: string) =>
      http.request<ItemClassification>({ method: 'DELETE', path: categoryPath(itemId) }),
    deadlines,
    allDeadlines: (span: Omit<Span, 'cursor' | 'limit'> = {}) => all(deadlines, span),
    /** Rows of the grade reports, course by course, in the order of the reports. */
    grades,
    allGrades: (call: Omit<OfCourse, 'cursor' | 'limit'> = {}) => all(grades, call),
    /** The newest first. */
    announcements: (call: OfCourse = {}) => get<Page<Announcement>>('/announcements', call),
    /** What Moodle's calendar holds, the nearest first. */
    calendar,
    allEvents: (span: Omit<Span, 'cursor' | 'limit'> = {}) => all(calendar, span),
    changes: (call: ChangesCall = {}) => get<ChangesReply>('/changes', call),
    /** An address the API gave (`downloadUrl`), made absolute. */
    address: (path: string) => `${baseUrl}${path}`,

    /** Closes the socket. Watches that still run go on over REST until they are stopped. */
    close: () => channel.close(),
  };
}

const categoryPath = (itemId: string): string => `/items/${encodeURIComponent(itemId)}/category`;

/** Follows the cursor to the end. */
async function all<T, Q extends Cancellable>(
  list: (query: Q & Paged) => Promise<Page<T>>,
  call: Q,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await list({ ...call, limit: WHOLE_PAGES, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
