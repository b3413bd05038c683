import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { ErrorsModule } from '../../src/errors/errors.module';
import type { CourseDetails, CourseSummary, Deadline, Page, Problem, SearchHit } from '../../src/contract';
import type { AuthenticatedRequest } from '../../src/http';
import { LibraryModule, LibraryReader, LibraryWriter, StudentMoodleAccess } from '../../src/library';
import type { MoodleAccess } from '../../src/moodle';
import {
  activity,
  content,
  DAY,
  DUE,
  file,
  iso,
  type LibraryDatabase,
  listed,
  openLibraryDatabase,
  section,
} from './library-fixtures';

const TOKEN = 'marker-token-7f3a';
const BODY = Buffer.from('0123456789'.repeat(100));
const ETAG = '"5f2a"';

/** Where a server on the loopback listens. */
function urlOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
}

/** Serves files as Moodle does: by POST, the token in the body, refusals as JSON with status 200. */
class FileServer {
  readonly requests: { url: string; body: string; range?: string; closed: Promise<unknown> }[] = [];
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return urlOf(this.server);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const url = request.url ?? '';
    const { range } = request.headers;
    this.requests.push({ url, body, range, closed: once(response, 'close') });
    const name = new URL(url, 'http://moodle.test').pathname.split('/').at(-1) ?? '';
    if (name.startsWith('refused')) {
      response.setHeader('Content-Type', 'application/json; charset=utf-8');
      response.end(JSON.stringify({ error: 'no', errorcode: name.split('.')[1] }));
      return;
    }
    response.setHeader('Content-Type', TYPES[name.split('.')[1] ?? ''] ?? 'application/octet-stream');
    response.setHeader('ETag', ETAG);
    response.setHeader('Last-Modified', 'Wed, 02 Dec 2026 12:59:22 GMT');
    if (request.headers['if-none-match'] === ETAG) {
      response.writeHead(304).end();
      return;
    }
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    const part = from === undefined ? BODY : BODY.subarray(Number(from), to ? Number(to) + 1 : undefined);
    if (from !== undefined) {
      const last = Number(from) + part.length - 1;
      response.setHeader('Content-Range', `bytes ${from}-${last}/${BODY.length}`);
    }
    response.writeHead(from === undefined ? 200 : 206, { 'Content-Length': part.length });
    const way = name.split('.')[0] ?? '';
    if (way === 'silent' || way === 'early') response.flushHeaders();
    if (way === 'early') response.destroy();
    else if (way === 'broken') response.write(part.subarray(0, 10), () => response.destroy());
    else if (way === 'stuck') response.write(part.subarray(0, 10));
    else if (way !== 'silent') response.end(part);
  }
}

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  png: 'image/png',
};

describe('library over HTTP', () => {
  const moodle = new FileServer();
  let db: LibraryDatabase;
  let app: NestExpressApplication;
  let base: string;
  let moodleUrl: string;
  const fileIds = new Map<string, string>();

  beforeAll(async () => {
    db = await openLibraryDatabase();
    moodleUrl = await moodle.start();

    class Access extends StudentMoodleAccess {
      async of(studentId: string): Promise<MoodleAccess> {
        return { site: { universityId: 'demo', baseUrl: moodleUrl }, token: `${TOKEN}-${studentId}` };
      }
    }
    @Global()
    @Module({
      providers: [
        { provide: DataSource, useValue: db.dataSource },
        { provide: StudentMoodleAccess, useClass: Access },
      ],
      exports: [DataSource, StudentMoodleAccess],
    })
    class GivenModule {}

    @Module({ imports: [GivenModule, ErrorsModule, LibraryModule] })
    class LibraryApp {}

    app = await NestFactory.create<NestExpressApplication>(LibraryApp, {
      logger: false,
      abortOnError: false,
      forceCloseConnections: true,
    });
    app.setGlobalPrefix('api');
    app.use((request: AuthenticatedRequest, _response: unknown, next: () => void) => {
      const studentId = request.get('x-student') ?? 'dana';
      request.principal = {
        studentId,
        sessionId: 's',
        universityId: 'demo',
        expiresAt: Number.MAX_SAFE_INTEGER,
      };
      next();
    });
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
    await fill();
  });

  afterAll(async () => {
    await app.close();
    moodle.stop();
    await db.close();
  });

  async function fill(): Promise<void> {
    await db.addStudent('dana');
    await db.addStudent('yossi');
    const writer = new LibraryWriter(db.dataSource);
    const names = [
      'הרצאה 01.pdf',
      'page.html',
      'silent.pdf',
      'early.pdf',
      'broken.pdf',
      'stuck.pdf',
      'refused.filenotfound',
      'refused.requireloginerror',
    ];
    const files = names.map((name) =>
      file(name, {
        url: `${moodleUrl}/webservice/pluginfile.php/1/${encodeURIComponent(name)}?forcedownload=1`,
      }),
    );
    files.push(
      file('elsewhere.pdf', { url: 'http://127.0.0.1:1/webservice/pluginfile.php/1/elsewhere.pdf' }),
    );
    await writer.saveCourses('dana', [listed(1, { cleanTitle: 'מבוא למדעי המחשב' }), listed(2)]);
    await writer.saveContent(
      'dana',
      1,
      content([
        section(10, [
          activity(100, { files }),
          activity(101, { type: 'quiz', dates: [{ id: 'timeclose', label: 'נסגר', at: DUE }] }),
        ]),
      ]),
    );
    const { items } = await new LibraryReader(db.dataSource).listCourses('dana', { limit: 1 });
    const course = await new LibraryReader(db.dataSource).getCourse('dana', items[0]?.id ?? '', new Date());
    for (const { name, id } of course.sections[0]?.items[0]?.files ?? []) fileIds.set(name, id);
  }

  const get = (path: string, init: RequestInit = {}) => fetch(`${base}/api${path}`, init);
  const json = async <Body = Problem>(
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; body: Body }> => {
    const response = await get(path, init);
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const getFile = (name: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
    get(`/files/${fileIds.get(name)}`, { headers, signal });
  const lastRequest = () => moodle.requests.at(-1);

  it('lists courses and opens one', async () => {
    const { status, body } = await json<Page<CourseSummary>>('/courses?limit=1');
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      { moodleId: 1, name: 'מבוא למדעי המחשב', counts: { items: 2, files: 9 } },
    ]);
    const next = await json(`/courses?limit=1&cursor=${body.nextCursor}`);
    expect(next.body).toMatchObject({ items: [{ moodleId: 2 }], nextCursor: null });
    const course = await json<CourseDetails>(`/courses/${body.items[0]?.id}`);
    expect(course.body.sections[0]?.items[0]?.files[0]).toEqual({
      id: fileIds.get('הרצאה 01.pdf'),
      name: 'הרצאה 01.pdf',
      path: '/',
      size: 1000,
      mimeType: 'application/pdf',
      modifiedAt: iso(DUE),
      downloadUrl: `/api/files/${fileIds.get('הרצאה 01.pdf')}`,
    });
  });

  it('lists deadlines from a moment on', async () => {
    const from = encodeURIComponent('2026-12-02T14:59:22+02:00');
    expect((await json<Page<Deadline>>(`/deadlines?from=${from}`)).body.items).toMatchObject([
      { name: 'פריט 101', dueAt: iso(DUE) },
    ]);
    expect((await json<Page<Deadline>>('/deadlines?from=2026-12-02T14:59:22+02:00')).body.items).toHaveLength(
      1,
    );
    expect((await json<Page<Deadline>>('/deadlines?from=2026-12-03')).body.items).toEqual([]);
    expect(
      (await json<Page<Deadline>>(`/deadlines?from=2026-12-01&to=${iso(DUE - DAY)}`)).body.items,
    ).toEqual([]);
  });

  it('searches', async () => {
    const { body } = await json(`/search?q=${encodeURIComponent(' הרצאה ')}`);
    expect(body).toMatchObject({ items: [{ kind: 'file', name: 'הרצאה 01.pdf' }], nextCursor: null });
  });

  it.each([
    '/courses?limit=0',
    '/courses?limit=201',
    '/courses?limit=ten',
    '/courses?limit=1.5',
    '/courses?limit=1&limit=2',
    '/courses?cursor=garbage',
    '/courses?cursor=',
    '/courses?cursor=a&cursor=b',
    `/courses?cursor=${'a'.repeat(3_000)}`,
    '/deadlines?from=yesterday',
    '/deadlines?from=2026-13-01',
    '/deadlines?from=2026-12-02T25:00Z',
    '/deadlines?from=0000-01-01',
    '/deadlines?to=99999-01-01',
    '/deadlines?to=2026-12-02&to=2026-12-03',
    '/search',
    '/search?q=',
    '/search?q=%20',
    '/search?q=%00',
    '/search?q=a&q=b',
    `/search?q=${'a'.repeat(101)}`,
  ])('refuses %s', async (path) => {
    const { status, body } = await json(path);
    expect([status, body.code]).toEqual([400, 'request.invalid']);
    expect(body.errors?.length).toBeGreaterThan(0);
  });

  it.each([
    '/courses/0',
    '/courses/abc',
    '/courses/1%00',
    '/courses/9999999999999999999999',
    '/files/0',
    '/files/x',
  ])('does not find %s', async (path) => {
    const { status, body } = await json(path);
    expect([status, body.code]).toEqual([404, 'library.not-found']);
  });

  it('keeps students apart', async () => {
    const headers = { 'x-student': 'yossi' };
    const { body } = await json<Page<CourseSummary>>('/courses');
    expect((await json<Page<CourseSummary>>('/courses', { headers })).body.items).toEqual([]);
    expect((await json<Page<Deadline>>('/deadlines?from=2000-01-01', { headers })).body.items).toEqual([]);
    expect((await json<Page<SearchHit>>('/search?q=a', { headers })).body.items).toEqual([]);
    expect(await json(`/courses/${body.items[0]?.id}`, { headers })).toMatchObject({ status: 404 });
    const before = moodle.requests.length;
    expect((await getFile('הרצאה 01.pdf', headers)).status).toBe(404);
    expect(moodle.requests).toHaveLength(before);
  });

  describe('a file', () => {
    it('comes whole, under its own name, and shows no token', async () => {
      const response = await getFile('הרצאה 01.pdf');
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/pdf',
        'content-length': '1000',
        'content-disposition': `inline; filename="_ 01.pdf"; filename*=UTF-8''%D7%94%D7%A8%D7%A6%D7%90%D7%94%2001.pdf`,
        'cache-control': 'private, no-cache, no-transform',
        'x-content-type-options': 'nosniff',
        'accept-ranges': 'bytes',
        etag: ETAG,
        'last-modified': 'Wed, 02 Dec 2026 12:59:22 GMT',
      });
      expect(JSON.stringify([...response.headers])).not.toContain(TOKEN);
      expect(Buffer.from(await response.arrayBuffer()).equals(BODY)).toBe(true);
      expect(lastRequest()?.body).toContain(`${TOKEN}-dana`);
    });

    it('comes in parts', async () => {
      const response = await getFile('הרצאה 01.pdf', { range: 'bytes=990-' });
      expect(response.status).toBe(206);
      expect(response.headers.get('content-range')).toBe('bytes 990-999/1000');
      expect(await response.text()).toBe('0123456789');
    });

    it('goes on only with the version that was begun', async () => {
      const same = await getFile('הרצאה 01.pdf', { range: 'bytes=990-', 'if-range': ETAG });
      expect([same.status, (await same.text()).length]).toEqual([206, 10]);
      const other = await getFile('הרצאה 01.pdf', { range: 'bytes=990-', 'if-range': '"older"' });
      expect([other.status, (await other.text()).length]).toEqual([200, 1000]);
    });

    it.each(['bytes=0-1,5-6', 'lines=1-2', 'bytes=abc'])('comes whole for the range %s', async (range) => {
      const response = await getFile('הרצאה 01.pdf', { range });
      expect([response.status, (await response.text()).length]).toEqual([200, 1000]);
      expect(lastRequest()?.range).toBeUndefined();
    });

    it('does not come again when it is the same', async () => {
      const response = await getFile('הרצאה 01.pdf', { 'if-none-match': ETAG });
      expect([response.status, await response.text()]).toEqual([304, '']);
      expect(response.headers.get('etag')).toBe(ETAG);
    });

    it('tells its size without its body', async () => {
      const response = await get(`/files/${fileIds.get('הרצאה 01.pdf')}`, { method: 'HEAD' });
      expect([response.status, response.headers.get('content-length')]).toEqual([200, '1000']);
    });

    it('that could run scripts is saved, in a sandbox', async () => {
      const response = await getFile('page.html');
      await response.arrayBuffer();
      expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(response.headers.get('content-security-policy')).toBe('sandbox');
    });

    it.each([
      ['refused.filenotfound', 404, 'moodle.file-not-found'],
      ['elsewhere.pdf', 502, 'moodle.redirect-refused'],
      ['early.pdf', 502, 'moodle.unreachable'],
    ])('%s is answered with a problem', async (name, status, code) => {
      const response = await getFile(name);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(response.headers.get('etag')).not.toBe(ETAG);
      const body = await response.text();
      expect(JSON.parse(body)).toMatchObject({ status, code });
      expect(body).not.toContain(TOKEN);
    });

    it('that Moodle keeps from the student is a problem of Moodle’s', async () => {
      const response = await getFile('refused.requireloginerror');
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).not.toBe(500);
      expect(await response.json()).toMatchObject({ code: expect.stringMatching(/^(moodle|auth)\./) });
    });

    it('that breaks off does not look whole', async () => {
      const response = await getFile('broken.pdf');
      expect(response.status).toBe(200);
      await expect(response.arrayBuffer()).rejects.toThrow();
    });

    it.each(['stuck.pdf', 'silent.pdf'])('is no longer fetched when the client leaves: %s', async (name) => {
      const leaving = new AbortController();
      const before = moodle.requests.length;
      const response = getFile(name, {}, leaving.signal);
      const arrived = name === 'stuck.pdf' ? response : waitFor(() => moodle.requests.length > before);
      await arrived;
      const upstream = lastRequest();
      leaving.abort();
      await response.then((opened) => opened.arrayBuffer()).catch(() => undefined);
      await upstream?.closed;
      expect(upstream?.url).toContain(name);
      expect((await getFile('הרצאה 01.pdf')).status).toBe(200);
    });
  });
});

/** Resolves as soon as `condition` holds; looks again after each turn of the event loop. */
async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
