import { once } from 'node:events';
import type http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { ERRORS, type ErrorCode } from '../../src/contract';
import { AppError } from '../../src/errors';
import { DEFAULT_OPTIONS, type MoodleOptions, type MoodleSite } from '../../src/moodle';
import { MoodleHttpClient } from '../../src/moodle/http/moodle-http.client';
import {
  json,
  PASSWORD,
  readCourse,
  refusal,
  rejection,
  siteInfo,
  Started,
  TOKEN,
  type Handler,
} from './moodle-site';

const started = new Started();
const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await started.end();
  for (const end of endings.splice(0)) await end();
});

const signal = (): AbortSignal => new AbortController().signal;
const QUICK: Partial<MoodleOptions> = {
  requestTimeoutMs: 400,
  connectTimeoutMs: 400,
  maxAnswerBytes: 1024 * 1024,
};
const INFO = JSON.stringify(siteInfo());
const LENGTH = Buffer.byteLength(INFO);
const answer = (body: string, more = ''): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`;

interface RawSite {
  readonly site: MoodleSite;
  /** Resolves when every connection has ended. */
  idle(): Promise<void>;
}

/** A server that speaks bytes: `speak` is called with each request that has arrived whole. */
async function rawSite(
  speak: (socket: Socket, request: string) => void,
  host = '127.0.0.1',
): Promise<RawSite> {
  const sockets = new Set<Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    let heard = '';
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      const end = heard.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(heard)?.[1] ?? 0);
      if (end < 0 || heard.length < end + 4 + length) return;
      const request = heard;
      heard = '';
      speak(socket, request);
    });
  });
  server.listen(0, host);
  await once(server, 'listening');
  endings.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    site: { universityId: 'test', baseUrl: `http://${name}:${port}` },
    idle: async () => {
      for (const socket of sockets) await new Promise((resolve) => socket.once('close', resolve));
    },
  };
}

/** Writes `bytes` again and again, as fast as they are taken or every `everyMs`, until the other side hangs up. */
function forEver(socket: Socket, bytes: string | Buffer, everyMs?: number): void {
  const again = (): void => {
    while (!socket.destroyed && socket.write(bytes));
  };
  if (everyMs === undefined) {
    socket.on('drain', again);
    again();
    return;
  }
  const drip = setInterval(() => socket.write(bytes), everyMs);
  socket.once('close', () => clearInterval(drip));
}

/** What a student is told: kind and Hebrew text come with the code. */
function expectTold(error: unknown, code: ErrorCode): void {
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code, kind: ERRORS[code].kind, retryable: ERRORS[code].retryable });
}

describe('a server that speaks HTTP badly', () => {
  const MEGABYTE = 'x'.repeat(1024 * 1024);
  const rows: readonly (readonly [string, (socket: Socket) => unknown, ErrorCode])[] = [
    ['accepts and is silent', () => undefined, 'moodle.timeout'],
    ['hangs up without a word', (s) => s.end(), 'moodle.unreachable'],
    [
      'sends a header of 1 MB',
      (s) => s.write(`HTTP/1.1 200 OK\r\nX: ${MEGABYTE}`),
      'moodle.invalid-response',
    ],
    [
      'sends headers without end',
      (s) => {
        s.write('HTTP/1.1 200 OK\r\n');
        forEver(s, `X-Header: ${'x'.repeat(1000)}\r\n`);
      },
      'moodle.invalid-response',
    ],
    [
      'drips headers',
      (s) => {
        s.write('HTTP/1.1 200 OK\r\n');
        forEver(s, 'X: y\r\n', 10);
      },
      'moodle.timeout',
    ],
    [
      'sends a status line without end',
      (s) => forEver(s, 'HTTP/1.1 200 OK OK OK'),
      'moodle.invalid-response',
    ],
    ['asks to continue for ever', (s) => forEver(s, 'HTTP/1.1 100 Continue\r\n\r\n', 5), 'moodle.timeout'],
    [
      'asks to continue without end',
      (s) => forEver(s, 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100)),
      'moodle.timeout',
    ],
    [
      'changes the protocol',
      (s) => s.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
      'moodle.invalid-response',
    ],
    [
      'sends chunks that are none',
      (s) => s.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n'),
      'moodle.invalid-response',
    ],
    [
      'sends a chunk longer than numbers go',
      (s) => s.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffffff\r\n{}'),
      'moodle.invalid-response',
    ],
    [
      'names two lengths',
      (s) => s.write(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x`),
      'moodle.invalid-response',
    ],
    [
      'names a length and chunks',
      (s) => s.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}'),
      'moodle.invalid-response',
    ],
    [
      'names a length below nothing',
      (s) => s.write('HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}'),
      'moodle.invalid-response',
    ],
    [
      'resets in mid-body',
      (s) => s.write('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"user', () => s.resetAndDestroy()),
      'moodle.unreachable',
    ],
    [
      'says HTTP/1.0 and breaks off',
      (s) => s.end(`HTTP/1.0 200 OK\r\n\r\n${INFO.slice(0, 20)}`),
      'moodle.invalid-response',
    ],
    [
      'says HTTP/1.0 and never ends',
      (s) => {
        s.write('HTTP/1.0 200 OK\r\n\r\n');
        forEver(s, ' ', 10);
      },
      'moodle.timeout',
    ],
    [
      'says HTTP/1.0 and pours',
      (s) => {
        s.write('HTTP/1.0 200 OK\r\n\r\n');
        forEver(s, MEGABYTE);
      },
      'moodle.response-too-large',
    ],
    ['answers 204', (s) => s.end('HTTP/1.1 204 No Content\r\n\r\n'), 'moodle.invalid-response'],
    ['answers 304', (s) => s.end('HTTP/1.1 304 Not Modified\r\n\r\n'), 'moodle.invalid-response'],
    ['answers with status 999', (s) => s.end(answer('<p>').replace('200', '999')), 'moodle.server-error'],
  ];
  it.each(rows)('%s', async (_, speak, code) => {
    const { site, idle } = await rawSite((socket) => void speak(socket));
    expectTold(await rejection(started.moodle(QUICK).openReader({ site, token: TOKEN }, signal())), code);
    await idle();
  });

  it('is silent where TLS should begin', async () => {
    const { site } = await rawSite(() => undefined);
    const secure = { ...site, baseUrl: site.baseUrl.replace('http:', 'https:') };
    const asked = started.moodle(QUICK).openReader({ site: secure, token: TOKEN }, signal());
    expectTold(await rejection(asked), 'moodle.timeout');
  });

  it.each<[string, (socket: Socket) => unknown]>([
    ['in HTTP/1.0, without a length', (s) => s.end(`HTTP/1.0 200 OK\r\n\r\n${INFO}`)],
    ['in HTTP/1.1, without a length', (s) => s.end(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${INFO}`)],
    ['after asking to continue', (s) => s.write(`HTTP/1.1 100 Continue\r\n\r\n${answer(INFO)}`)],
    ['after hints', (s) => s.write(`HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${answer(INFO)}`)],
    [
      'one byte at a time',
      (s) => {
        for (const byte of Buffer.from(answer(INFO))) s.write(Buffer.of(byte));
      },
    ],
    [
      'in chunks with extensions and trailers',
      (s) =>
        s.write(
          `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n${LENGTH.toString(16)};a=b\r\n${INFO}\r\n0\r\nX: y\r\n\r\n`,
        ),
    ],
    [
      'by a clock of another century',
      (s) =>
        s.write(
          answer(INFO, 'Date: Fri, 01 Jan 1904 00:00:00 GMT\r\nExpires: Tue, 01 Jan 2199 00:00:00 GMT\r\n'),
        ),
    ],
    ['by a clock that is none', (s) => s.write(answer(INFO, 'Date: yesterday\r\nAge: -1\r\n'))],
    ['with the type of a page', (s) => s.write(answer(INFO).replace('application/json', 'text/html'))],
    ['with cookies', (s) => s.write(answer(INFO, 'Set-Cookie: MoodleSession=x\r\n'))],
  ])('is understood %s', async (_, speak) => {
    const requests: string[] = [];
    const { site } = await rawSite((socket, request) => {
      requests.push(request);
      speak(socket);
    });
    const moodle = started.moodle(QUICK);
    for (let round = 0; round < 2; round += 1) {
      const reader = await moodle.openReader({ site, token: TOKEN }, signal());
      expect(reader.profile.username).toBe('noa');
    }
    // No state is kept between requests: they may be those of two students.
    for (const request of requests) expect(request).not.toMatch(/^cookie:/im);
  });

  it('cannot slip the next student an answer of its own', async () => {
    const forged = answer(JSON.stringify({ ...siteInfo(), userid: 666, username: 'forged' }));
    let forgeries = 0;
    const { site } = await rawSite((socket, request) => {
      const own = request.includes('wstoken=first') ? answer(INFO) + forged : answer(INFO);
      if (own.length > answer(INFO).length) forgeries += 1;
      socket.write(own);
    });
    const moodle = started.moodle(QUICK);
    for (let round = 0; round < 3; round += 1) {
      await moodle.openReader({ site, token: 'first' }, signal()).catch(() => undefined);
      const reader = await moodle.openReader({ site, token: 'second' }, signal());
      expect(reader.profile.username).toBe('noa');
    }
    expect(forgeries).toBe(3);
  });

  it('is reached by IPv6 as well', async () => {
    const { site } = await rawSite((socket) => socket.write(answer(INFO)), '::1');
    const reader = await started.moodle(QUICK).openReader({ site, token: TOKEN }, signal());
    expect(reader.profile.userId).toBe(3);
  });
});

describe('a body that is a trap', () => {
  const SPACES = Buffer.alloc(32 * 1024 * 1024, ' ');
  const encoded =
    (encoding: string, body: Buffer): Handler =>
    (_, r) =>
      r.writeHead(200, { 'content-encoding': encoding }).end(body);
  const rows: readonly (readonly [string, Handler, ErrorCode])[] = [
    ['a gzip bomb', encoded('gzip', gzipSync(SPACES)), 'moodle.response-too-large'],
    ['a deflate bomb', encoded('deflate', deflateSync(SPACES)), 'moodle.response-too-large'],
    ['a brotli bomb', encoded('br', brotliCompressSync(SPACES)), 'moodle.response-too-large'],
    ['a bomb in a bomb', encoded('gzip, gzip', gzipSync(gzipSync(SPACES))), 'moodle.invalid-response'],
    ['an encoding nobody knows', encoded('x-own', gzipSync(INFO)), 'moodle.invalid-response'],
    ['JSON nested without end', (_, r) => r.end('['.repeat(500_000)), 'moodle.invalid-response'],
    [
      'JSON nested deep and closed',
      (_, r) => r.end(`${'['.repeat(400_000)}${']'.repeat(400_000)}`),
      'moodle.invalid-response',
    ],
    [
      'objects nested deep',
      (_, r) => r.end(`${'{"error":'.repeat(80_000)}1${'}'.repeat(80_000)}`),
      'moodle.invalid-response',
    ],
    ['a number without end', (_, r) => r.end('9'.repeat(500_000)), 'moodle.invalid-response'],
    ['UTF-16', (_, r) => r.end(Buffer.from(`\ufeff${INFO}`, 'utf16le')), 'moodle.invalid-response'],
    [
      'Hebrew of another century',
      (_, r) => r.end(Buffer.from(INFO.replace('נועה', '\u00f0\u00e5\u00f2\u00e4'), 'latin1')),
      'moodle.invalid-response',
    ],
    [
      'half a surrogate',
      (_, r) => r.end(Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d])),
      'moodle.invalid-response',
    ],
    ['a list for an object', (_, r) => json(r, []), 'moodle.invalid-response'],
    ['a text for an object', (_, r) => json(r, 'ok'), 'moodle.invalid-response'],
    ['an id of another kind', (_, r) => json(r, { ...siteInfo(), userid: {} }), 'moodle.invalid-response'],
    [
      'an id beyond all numbers',
      (_, r) => json(r, { ...siteInfo(), userid: '9'.repeat(400) }),
      'moodle.invalid-response',
    ],
    [
      'a prototype for an answer',
      (_, r) => r.end('{"__proto__":{"userid":3,"username":"noa"}}'),
      'moodle.invalid-response',
    ],
    [
      'a PHP warning before the JSON',
      (_, r) => r.end(`<br />\n<b>Warning</b>: x\n${INFO}`),
      'moodle.invalid-response',
    ],
    [
      'an error inside success',
      (_, r) => json(r, { ...siteInfo(), ...refusal('sitemaintenance') }),
      'moodle.maintenance',
    ],
  ];
  it.each(rows)('%s', async (_, handler, code) => {
    const { access } = await started.site(handler);
    expectTold(await rejection(started.moodle(QUICK).openReader(access, signal())), code);
  });

  it('200 MB out of 200 kB never stand in memory', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(250_000);
    const { access } = await started.site(encoded('gzip', bomb));
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers)), 1);
    const error = await rejection(started.moodle().openReader(access, signal()));
    clearInterval(watch);
    expectTold(error, 'moodle.response-too-large');
    expect(most).toBeGreaterThan(0);
    expect(most - before).toBeLessThan(80 * 1024 * 1024);
  });

  it('an id as text is an id', async () => {
    const { access } = await started.site((_, r) => json(r, { ...siteInfo(), userid: '3' }));
    const reader = await started.moodle().openReader(access, signal());
    expect(reader.profile.userId).toBe(3);
  });
});

describe('an answer about courses that is odd', () => {
  async function readerWith(answers: Readonly<Record<string, string>>) {
    const { access } = await started.site(({ url, form }, r) => {
      const body = answers[form.get('wsfunction') ?? ''];
      // An empty list of courses makes Spike ask whether the account is in order; it is.
      if (url.includes('pluginfile')) json(r, { error: 'x', errorcode: 'filenotfound' }, 404);
      else if (body === undefined) json(r, siteInfo());
      else r.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
    return started.moodle(QUICK).openReader(access, signal());
  }

  it.each(['{}', '"none"', '7', '{"courses":[]}'])(
    '%s instead of a list is no list of courses, nor one of sections',
    async (body) => {
      const reader = await readerWith({ core_enrol_get_users_courses: body, core_course_get_contents: body });
      expectTold(await rejection(reader.listCourses(signal())), 'moodle.invalid-response');
      expectTold(await rejection(readCourse(reader, 2, signal())), 'moodle.invalid-response');
    },
  );

  it('null instead of a list is an empty one, which proves nothing gone', async () => {
    const reader = await readerWith({
      core_enrol_get_users_courses: 'null',
      core_course_get_contents: 'null',
    });
    expect(await reader.listCourses(signal())).toEqual({ rows: [], whole: true });
    expect(await readCourse(reader, 2, signal())).toMatchObject({ sections: [], whole: false });
  });

  it('ids as text are ids, and lists inside that are null are empty', async () => {
    const reader = await readerWith({
      core_enrol_get_users_courses: '[{"id":"5","shortname":"a","fullname":"b"}]',
      core_course_get_contents:
        '[{"id":"8","name":"x","section":"1","modules":[{"id":"50","name":"y","modname":"resource","instance":"1","contents":null,"dates":null}]},{"id":9,"name":"z","modules":null}]',
    });
    expect((await reader.listCourses(signal())).rows.map(({ id }) => id)).toEqual([5]);
    const { sections } = await readCourse(reader, 5, signal());
    expect(sections.map(({ id, modules }) => [id, modules.map(({ cmid }) => cmid)])).toEqual([
      [8, [50]],
      [9, []],
    ]);
  });
});

describe('a file that does not begin', () => {
  it.each<[string, (socket: Socket) => unknown, ErrorCode]>([
    ['since the server is silent', () => undefined, 'moodle.timeout'],
    [
      'since headers drip',
      (s) => {
        s.write('HTTP/1.1 200 OK\r\n');
        forEver(s, 'X: y\r\n', 10);
      },
      'moodle.timeout',
    ],
    [
      'since it is to continue for ever',
      (s) => forEver(s, 'HTTP/1.1 100 Continue\r\n\r\n', 5),
      'moodle.timeout',
    ],
    [
      'since the server changes the protocol',
      (s) => s.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
      'moodle.invalid-response',
    ],
    ['since it is no HTTP', (s) => s.end('SSH-2.0-OpenSSH_9.2\r\n\r\n'), 'moodle.invalid-response'],
    [
      'since its refusal drips',
      (s) => {
        s.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
        forEver(s, '1\r\n \r\n', 20);
      },
      'moodle.timeout',
    ],
  ])('%s', async (_, speak, code) => {
    const { site, idle } = await rawSite((socket) => void speak(socket));
    const moodle = started.moodle({ ...QUICK, idleTimeoutMs: 200, maxFiles: 1 });
    const opening = moodle.openFile(
      { site, token: TOKEN },
      `${site.baseUrl}/webservice/pluginfile.php/1/a/b/0/c.pdf`,
      { signal: signal() },
    );
    expectTold(await rejection(opening), code);
    await idle();
    expect(moodle.traffic()[0]).toMatchObject({ filesInFlight: 0, filesWaiting: 0 });
  });
});

describe('a file that drips', () => {
  const FILE = '/webservice/pluginfile.php/1/a/b/0/c.mp4';
  const OPTIONS = { idleTimeoutMs: 150, minFileBytesPerSecond: 1000 };
  const drip =
    (bytes: number): Handler =>
    (_, r) => {
      r.writeHead(200, { 'content-type': 'video/mp4' });
      const timer = setInterval(() => r.write(Buffer.alloc(bytes)), 10);
      r.once('close', () => clearInterval(timer));
    };

  it('ends, although it is never silent', async () => {
    const { access, site, idle } = await started.site(drip(1));
    const { body } = await started
      .moodle(OPTIONS)
      .openFile(access, site.baseUrl + FILE, { signal: signal() });
    expectTold(await rejection(once(body.resume(), 'end')), 'moodle.timeout');
    await idle();
  });

  it('does not end when it comes at a walk, or when its reader rests', async () => {
    const { access, site } = await started.site(drip(200));
    const { body } = await started
      .moodle(OPTIONS)
      .openFile(access, site.baseUrl + FILE, { signal: signal() });
    const failed = jest.fn();
    body.on('error', failed);
    let received = 0;
    body.on('data', (chunk: Buffer) => (received += chunk.length));
    while (received < 10_000) await once(body, 'data');
    expect(failed).not.toHaveBeenCalled();
    body.destroy();
  });
});

describe('addresses that only look like the site’s', () => {
  const PATH = '/webservice/pluginfile.php/1/a/b/0/c.pdf';
  const file: Handler = (_, r) => r.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-');
  const home = 'https://moodle.example.test/moodle';
  const closed: MoodleSite = { universityId: 'test', baseUrl: home };

  it.each([
    'https://moodle.example.test@evil.test/moodle',
    'https://moodle.example.test:443@evil.test/moodle',
    'https://moodle.example.test%2f@evil.test/moodle',
    'https://evil.test\\@moodle.example.test/moodle',
    'https://evil.test#@moodle.example.test/moodle',
    'https://evil.test?@moodle.example.test/moodle',
    'https://student@moodle.example.test/moodle',
    'https://:password@moodle.example.test/moodle',
    'https://moodle.example.test.evil.test/moodle',
    'https://moodle.example.test\t.evil.test/moodle',
    'https://moodle.example.test\n.evil.test/moodle',
    'https://evil-moodle.example.test/moodle',
    'https://moodle.example.test./moodle',
    'https://moodle.example.test:8443/moodle',
    'https://moodle.example.test:80/moodle',
    'http://moodle.example.test/moodle',
    'http://moodle.example.test:443/moodle',
    'https://mооdle.example.test/moodle',
    'https://xn--mdle-55da.example.test/moodle',
    'https://moodle.example.test/moodle-evil',
    'https://moodle.example.test/moodle/..',
    'https://moodle.example.test/moodle/%2e%2E/other',
    'https://moodle.example.test/moodle\\..\\other',
    'https://moodle.example.test/MOODLE',
    'https://[::ffff:127.0.0.1]/moodle',
    'https://2130706433/moodle',
    'https://169.254.169.254/moodle',
    '//moodle.example.test/moodle',
    'file:///etc/passwd?',
    'ftp://moodle.example.test/moodle',
    'data:text/plain,https://moodle.example.test/moodle',
    'blob:https://moodle.example.test/moodle',
    'http://unix:/var/run/docker.sock:/moodle',
    'https://moodle.example.test/moodle/login/token.php?x=',
    'https://moodle.example.test/moodle/x/..%2fwebservice',
  ])('%j is refused before anything is sent', async (base) => {
    const moodle = started.moodle(QUICK);
    const opening = moodle.openFile({ site: closed, token: TOKEN }, base + PATH, { signal: signal() });
    expectTold(await rejection(opening), 'moodle.redirect-refused');
    expect(moodle.traffic()).toEqual([]);
  });

  it('one address written otherwise is the same address', async () => {
    const site = await started.site(file, '/moodle');
    const { port } = new URL(site.site.baseUrl);
    const moodle = started.moodle();
    const spellings = [
      `HTTP://127.0.0.1:${port}/moodle`,
      `http://127.1:${port}/moodle`,
      `http://2130706433:${port}/moodle`,
      `http://0x7f.0.0.1:${port}/moodle`,
      `http://１２７.0.0.1:${port}/moodle`,
      `http:\\\\127.0.0.1:${port}\\moodle`,
      `\t http://127.0.0.1:${port}/x/../moodle`,
      `http://127.0.0.1:${port}/moodle/./x/%2e%2e`,
    ];
    for (const spelling of spellings) {
      const { body } = await moodle.openFile(site.access, spelling + PATH, { signal: signal() });
      body.destroy();
    }
    expect(site.received.map(({ url }) => url)).toEqual(spellings.map(() => `/moodle${PATH}`));
  });

  it.each([
    ['another server', (other: string) => other],
    ['another server, as a name', (other: string) => other.replace('127.0.0.1', 'localhost')],
    ['another server, without a scheme', (other: string) => other.replace('http:', '')],
    ['another server, by backslashes', (other: string) => other.replace('http://', '\\\\')],
    ['another server, behind its own name', (other: string) => other.replace('//', '//127.0.0.1@')],
    ['another server, through a tab', (other: string) => other.replace('//', '/\t/')],
  ])('a redirect to %s is refused', async (_, spelling) => {
    const other = await started.site((_request, r) => json(r, siteInfo()));
    const { access, received } = await started.site((_request, r) =>
      r.writeHead(307, { location: `${spelling(other.site.baseUrl)}/webservice/rest/server.php` }).end(),
    );
    const error = await rejection(started.moodle().openReader(access, signal()));
    expectTold(error, 'moodle.redirect-refused');
    expect(other.connections()).toBe(0);
    expect(received.length).toBeGreaterThan(0);
  });
});

describe('the one door', () => {
  it.each(['exchange', 'stream'] as const)('%s sends nothing elsewhere, whoever asks', async (way) => {
    const site = await started.site((_, r) => json(r, siteInfo()), '/moodle');
    const other = await started.site((_, r) => json(r, siteInfo()));
    const client = new MoodleHttpClient({ ...DEFAULT_OPTIONS, ...QUICK });
    for (const url of [`${other.site.baseUrl}/moodle/x`, `${site.site.baseUrl}/../x`]) {
      const sending = client[way]({
        site: site.site,
        url,
        contentType: 'application/json',
        body: TOKEN,
        what: 'test',
        signal: signal(),
      });
      expectTold(await rejection(sending), 'moodle.redirect-refused');
    }
    client.close();
    expect([site.connections(), other.connections()]).toEqual([0, 0]);
  });
});

describe('a site that has moved', () => {
  const config = (wwwroot: string): object => [{ error: false, data: { wwwroot, typeoflogin: 1 } }];
  const FILE = '/webservice/pluginfile.php/1/a/b/0/c.pdf';

  /** Everything a student needs. */
  const alive: Handler = ({ url }, r) => {
    if (url.includes('token.php')) return json(r, { token: TOKEN });
    if (url.includes('/1/grading/')) return json(r, { error: 'x', errorcode: 'filenotfound' }, 404);
    if (url.includes('pluginfile.php'))
      return r.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-');
    return json(r, siteInfo());
  };
  /** Names its new address and refuses everything else, in one of the ways of Moodle and of web servers. */
  const movedTo =
    (address: () => string, refuse: (r: http.ServerResponse) => unknown): Handler =>
    ({ url }, r) =>
      url.includes('service-nologin') ? json(r, config(address())) : refuse(r);
  const credentials = { username: 'noa', password: PASSWORD };

  it.each<[string, (r: http.ServerResponse) => unknown]>([
    ['in Moodle’s words', (r) => json(r, { error: 'x', errorcode: 'requirecorrectaccess' })],
    ['by a redirect of Moodle’s that it cannot make', (r) => json(r, refusal('redirecterrordetected'))],
    ['by an address that is empty', (r) => r.writeHead(404, { 'content-type': 'text/html' }).end('<p>')],
    ['by sending elsewhere', (r) => r.writeHead(303, { location: 'http://127.0.0.2/' }).end()],
  ])('%s is followed to where the operator allows', async (_, refuse) => {
    const now = await started.site(alive, '/2027');
    const old = await started.site(movedTo(() => `${now.site.baseUrl}/`, refuse));
    const site = { ...old.site, alsoAt: [now.site.baseUrl] };
    const moodle = started.moodle();
    const { access } = await moodle.signIn(site, credentials, signal());
    expect(access.site.baseUrl).toBe(now.site.baseUrl);
    const asked = old.received.length;
    // Whoever is known by the old address is read at the new one, with what was listed before and after.
    await moodle.openReader({ site, token: TOKEN }, signal());
    for (const { baseUrl } of [site, now.site]) {
      const opened = await moodle.openFile({ site, token: TOKEN }, baseUrl + FILE, { signal: signal() });
      opened.body.destroy();
    }
    expect(old.received).toHaveLength(asked);
    expect(now.received.slice(-2).map(({ url }) => url)).toEqual([`/2027${FILE}`, `/2027${FILE}`]);
  });

  it('into another folder of its server is followed without being listed', async () => {
    const site = await started.site(({ url, ...rest }, r) => {
      if (url.startsWith('/2026/lib/ajax')) return json(r, config(site.site.baseUrl.replace('2026', '2027')));
      if (url.startsWith('/2027/')) return alive({ url, ...rest }, r);
      return r.writeHead(404, { 'content-type': 'text/html' }).end('<p>');
    }, '/2026');
    const { access } = await started.moodle().signIn(site.site, credentials, signal());
    expect(new URL(access.site.baseUrl).pathname).toBe('/2027');
  });

  it('without leaving word is looked for where the operator allows', async () => {
    const now: { address: string } = { address: '' };
    const next = await started.site((request, r) =>
      request.url.includes('service-nologin') ? json(r, config(now.address)) : alive(request, r),
    );
    now.address = next.site.baseUrl;
    const old = await started.site((_, r) => r.writeHead(404, { 'content-type': 'text/html' }).end('<p>'));
    const site = { ...old.site, alsoAt: [next.site.baseUrl] };
    const { access } = await started.moodle().signIn(site, credentials, signal());
    expect(access.site.baseUrl).toBe(next.site.baseUrl);
  });

  it('to a server that is not listed is not followed: it gets nothing', async () => {
    const elsewhere = await started.site(alive);
    const old = await started.site(
      movedTo(
        () => elsewhere.site.baseUrl,
        (r) => json(r, { error: 'x', errorcode: 'requirecorrectaccess' }),
      ),
    );
    const moodle = started.moodle();
    expectTold(await rejection(moodle.signIn(old.site, credentials, signal())), 'moodle.wrong-address');
    expectTold(await rejection(moodle.openReader(old.access, signal())), 'moodle.wrong-address');
    expect(elsewhere.connections()).toBe(0);
  });

  it.each([
    ['a name and password', (address: string) => address.replace('//', '//a:b@')],
    ['a script', () => 'javascript:alert(1)'],
    ['nothing readable', () => 'http://['],
    ['another scheme', (address: string) => address.replace('http:', 'ftp:')],
    ['the address where it is not', (address: string) => address],
  ])('to %s is not followed', async (_, spelling) => {
    const site = await started.site(
      movedTo(
        () => spelling(site.site.baseUrl),
        (r) => json(r, { error: 'x', errorcode: 'requirecorrectaccess' }),
      ),
    );
    const error = await rejection(started.moodle().signIn(site.site, credentials, signal()));
    expectTold(error, 'moodle.wrong-address');
    expect(site.received.filter(({ url }) => url.includes('token.php'))).toHaveLength(1);
  });

  it('is asked through a redirect that the operator allows, and through no other', async () => {
    const now = await started.site(alive);
    const old = await started.site(({ url }, r) =>
      r.writeHead(308, { location: now.site.baseUrl + url }).end(),
    );
    const moodle = started.moodle();
    expectTold(await rejection(moodle.openReader(old.access, signal())), 'moodle.redirect-refused');
    expect(now.connections()).toBe(0);
    const site = { ...old.site, alsoAt: [now.site.baseUrl] };
    const reader = await moodle.openReader({ site, token: TOKEN }, signal());
    expect(reader.profile.userId).toBe(3);
  });
});
