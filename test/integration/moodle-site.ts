import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import {
  MoodleService,
  type CourseQuestions,
  type CourseReading,
  type MoodleAccess,
  type MoodleCourseContent,
  type MoodleOptions,
  type MoodleReader,
  type MoodleSite,
  type Outcome,
} from '../../src/moodle';

/** Markers that must never be found in anything that is logged or shown. */
export const TOKEN = 'c0ffee00c0ffee00c0ffee00c0ffee00';
export const PASSWORD = 'Pa+ss &w%r=d"שלום1!';

export interface Received {
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly form: URLSearchParams;
  readonly socket: Socket;
}
export type Handler = (request: Received, response: http.ServerResponse) => unknown;

export interface LocalSite {
  readonly site: MoodleSite;
  readonly access: MoodleAccess;
  readonly received: Received[];
  /** Connections opened so far. */
  connections(): number;
  /** Resolves when every connection has ended. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** An HTTP server on a free port of the loopback that answers as `handler` says, below `path`. */
export async function startSite(handler: Handler, path = ''): Promise<LocalSite> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await text(request));
    const seen = { url: request.url ?? '', headers: request.headers, form, socket: request.socket };
    received.push(seen);
    await handler(seen, response);
  };
  const server = http.createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    // A client that hangs up is what many tests are about.
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const site = { universityId: 'test', baseUrl: `http://127.0.0.1:${port}${path}` };
  return {
    site,
    access: { site, token: TOKEN },
    received,
    connections: () => connections,
    idle: async () => {
      for (const socket of sockets) await new Promise((resolve) => socket.once('close', resolve));
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Ends what a test file started, after each test. */
export class Started {
  private readonly endings: (() => unknown)[] = [];

  async site(handler: Handler, path?: string): Promise<LocalSite> {
    const site = await startSite(handler, path);
    this.endings.push(() => site.close());
    return site;
  }

  moodle(options: Partial<MoodleOptions> = {}): MoodleService {
    const moodle = new MoodleService(options);
    this.endings.push(() => moodle.onModuleDestroy());
    return moodle;
  }

  async end(): Promise<void> {
    for (const ending of this.endings.splice(0).reverse()) await ending();
  }
}

export const json = (response: http.ServerResponse, value: unknown, status = 200): unknown =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

export const refusal = (errorcode: string): object => ({
  exception: 'moodle_exception',
  errorcode,
  message: 'הודעה',
});

/** Every function that a reader uses. */
export const ALL_FUNCTIONS = [
  'core_webservice_get_site_info',
  'core_enrol_get_users_courses',
  'core_course_get_contents',
  'mod_assign_get_assignments',
  'mod_assign_get_submission_status',
  'tool_mobile_call_external_functions',
];

export const siteInfo = (functions: readonly string[] = ALL_FUNCTIONS): object => ({
  userid: 3,
  username: 'noa',
  fullname: 'נועה לוי',
  functions: functions.map((name) => ({ name })),
});

/** Asks of a course its contents alone. */
export const NO_QUESTIONS: CourseQuestions = { grades: [], assignments: [], quizzes: [], forums: [] };

/** The value, or the error thrown. */
export function valueOf<T>(outcome: Outcome<T> | null | undefined): T {
  if (outcome?.ok) return outcome.value;
  throw outcome?.error ?? new Error('it was not asked for');
}

/** Readings by course, once all have come. */
export async function collect(readings: AsyncIterable<CourseReading>): Promise<Map<number, CourseReading>> {
  const all = new Map<number, CourseReading>();
  for await (const reading of readings) all.set(reading.courseId, reading);
  return all;
}

/** Contents of one course, in a request of their own; rejects with what the course fails with. */
export async function readCourse(
  reader: MoodleReader,
  courseId: number,
  signal: AbortSignal,
): Promise<MoodleCourseContent> {
  const readings = await collect(reader.readCourses([courseId], NO_QUESTIONS, signal));
  return valueOf(readings.get(courseId)?.contents);
}

/** What a promise was rejected with; an error of its own when it was not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => new Error('it was not rejected'),
    (error: unknown) => error,
  );
}

/** Everything that a log could print of a value: all properties, causes, stacks. */
export function printed(value: unknown): string {
  const fields = value instanceof Error ? [value.stack, JSON.stringify(value), inspect(value.cause)] : [];
  return [inspect(value, { depth: Infinity, showHidden: true, getters: true }), ...fields].join('\n');
}

/** The marker as text and in every encoding in which a request carries it. */
export const encodings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams({ s: secret }).toString().slice(2),
  JSON.stringify(secret).slice(1, -1),
];
