import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { AppError } from '../../src/errors';
import type { MoodleReader } from '../../src/moodle';
import {
  encodings,
  json,
  printed,
  refusal,
  rejection,
  siteInfo,
  Started,
  TOKEN,
  type Handler,
} from './moodle-site';

const started = new Started();
afterEach(() => started.end());

const signal = (): AbortSignal => new AbortController().signal;
const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');

/** The error of opening a reader on a site that answers so. */
async function failure(handler: Handler, options = {}): Promise<unknown> {
  const { access } = await started.site(handler);
  return rejection(started.moodle(options).openReader(access, signal()));
}

const html = (
  response: http.ServerResponse,
  status: number,
  headers: http.OutgoingHttpHeaders = {},
): unknown =>
  response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<!DOCTYPE html><p>תחזוקה</p>');

describe('what an answer means', () => {
  const rows: [string, Handler, object][] = [
    [
      'an expired token',
      (_, r) => json(r, refusal('accessexception')),
      { code: 'auth.moodle-token-expired' },
    ],
    ['a deleted token', (_, r) => json(r, refusal('invalidtoken')), { code: 'auth.moodle-token-expired' }],
    [
      'a suspended account',
      (_, r) => json(r, refusal('wsaccessusersuspended')),
      { code: 'auth.moodle-account-suspended' },
    ],
    [
      'maintenance of the site',
      (_, r) => json(r, refusal('sitemaintenance')),
      { code: 'moodle.maintenance', retryable: true },
    ],
    ['an unknown function', (_, r) => json(r, refusal('invalidrecord')), { code: 'moodle.function-missing' }],
    [
      'an errorcode of its own',
      (_, r) => json(r, refusal('Limit must be between 1 and 50 (inclusive)')),
      {
        code: 'moodle.request-refused',
        detail: 'core_webservice_get_site_info: Limit must be between 1 and 50 (inclusive)',
      },
    ],
    [
      'a refusal with status 500',
      (_, r) => json(r, refusal('invalidtoken'), 500),
      { code: 'auth.moodle-token-expired' },
    ],
    [
      'a refusal with status 503',
      (_, r) => json(r, refusal('upgraderunning'), 503),
      { code: 'moodle.maintenance' },
    ],
    [
      'an upgrade',
      (_, r) => html(r, 503, { 'retry-after': '300' }),
      { code: 'moodle.maintenance', retryable: true, retryAfterMs: 300_000 },
    ],
    ['an overloaded proxy', (_, r) => html(r, 503), { code: 'moodle.server-error', retryable: true }],
    [
      'too many requests',
      (_, r) => html(r, 429, { 'retry-after': '7' }),
      { code: 'moodle.busy', retryable: true, retryAfterMs: 7000 },
    ],
    ['web services switched off', (_, r) => r.writeHead(403).end(), { code: 'moodle.web-services-disabled' }],
    ['a firewall', (_, r) => html(r, 403), { code: 'moodle.access-denied' }],
    ['no Moodle at all', (_, r) => html(r, 404), { code: 'moodle.wrong-address' }],
    ['a crash', (_, r) => html(r, 500), { code: 'moodle.server-error', retryable: true }],
    ['a gateway without Moodle behind it', (_, r) => html(r, 502), { code: 'moodle.server-error' }],
    ['a page instead of JSON', (_, r) => html(r, 200), { code: 'moodle.invalid-response', retryable: true }],
    ['nothing', (_, r) => r.end(), { code: 'moodle.invalid-response' }],
    ['JSON that breaks off', (_, r) => r.end('{"userid":3,"func'), { code: 'moodle.invalid-response' }],
    [
      'bytes that are no UTF-8',
      (_, r) =>
        r.end(
          Buffer.concat([
            Buffer.from('{"userid":3,"fullname":"'),
            Buffer.from([0xc3, 0x28]),
            Buffer.from('"}'),
          ]),
        ),
      { code: 'moodle.invalid-response' },
    ],
    [
      'JSON without what must be there',
      (_, r) => json(r, { username: 'noa' }),
      { code: 'moodle.invalid-response' },
    ],
    ['an answer of another kind', (_, r) => json(r, null), { code: 'moodle.invalid-response' }],
    [
      'compression that breaks off',
      (_, r) =>
        r
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(gzipSync(JSON.stringify(siteInfo())).subarray(0, 40)),
      { code: 'moodle.invalid-response' },
    ],
    [
      'compression that is none',
      (_, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end('plainly not'),
      { code: 'moodle.invalid-response' },
    ],
  ];
  it.each(rows)('%s', async (_, handler, expected) => {
    const error = await failure(handler);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject(expected);
  });

  it('reads a date in Retry-After', async () => {
    const error = await failure((_, r) =>
      html(r, 503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }),
    );
    expect(error).toMatchObject({ code: 'moodle.maintenance', retryAfterMs: expect.any(Number) });
    expect((error as AppError).retryAfterMs).toBeGreaterThan(50_000);
    expect((error as AppError).retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it('reads gzip, Hebrew and a mark of byte order', async () => {
    const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(JSON.stringify(siteInfo()))]);
    const { access, received } = await started.site((_, r) => {
      r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body));
    });
    const reader = await started.moodle().openReader(access, signal());
    expect(reader.profile.fullName).toBe('נועה לוי');
    expect(reader.stats()).toEqual({ requests: 1, bytes: body.length });
    // Not that it was asked for: nothing is saved by it on the way to this machine.
    expect(received[0]?.headers['accept-encoding']).toBe('identity');
  });
});

describe('connections that fail', () => {
  it('nobody listens', async () => {
    const { access, close } = await started.site(() => undefined);
    await close();
    const error = await rejection(started.moodle().openReader(access, signal()));
    expect(error).toMatchObject({ code: 'moodle.unreachable', retryable: true });
    expect((error as AppError).detail).toBe('core_webservice_get_site_info: ECONNREFUSED');
  });

  it('a host that does not exist', async () => {
    const site = { universityId: 'test', baseUrl: 'http://moodle.invalid' };
    await expect(started.moodle().openReader({ site, token: TOKEN }, signal())).rejects.toMatchObject({
      code: 'moodle.unreachable',
    });
  });

  it.each<[string, Handler, string]>([
    ['a reset before the answer', ({ socket }) => socket.resetAndDestroy(), 'moodle.unreachable'],
    [
      'a reset inside the answer',
      ({ socket }, r) =>
        r.writeHead(200, { 'content-length': 100 }).write('[', () => socket.resetAndDestroy()),
      'moodle.unreachable',
    ],
    [
      'a body shorter than it was said to be',
      ({ socket }, r) => r.writeHead(200, { 'content-length': 100 }).write('[]', () => socket.end()),
      'moodle.unreachable',
    ],
    [
      'chunks that break off',
      ({ socket }, r) => r.writeHead(200).write('[]', () => socket.end()),
      'moodle.unreachable',
    ],
  ])('%s', async (_, handler, code) =>
    expect(await failure(handler)).toMatchObject({ code, retryable: true }),
  );

  it('something that speaks no HTTP', async () => {
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const site = { universityId: 'test', baseUrl: `http://127.0.0.1:${port}` };
    const error = await rejection(started.moodle().openReader({ site, token: TOKEN }, signal()));
    server.close();
    expect(error).toMatchObject({ code: 'moodle.invalid-response' });
  });

  it.each<[string, Handler]>([
    ['silence', () => undefined],
    ['an answer without an end', (_, r) => r.writeHead(200).write('[')],
    [
      'an answer that drips',
      (_, r) => {
        r.writeHead(200).write('[');
        const drip = setInterval(() => r.write(' '), 10);
        r.once('close', () => clearInterval(drip));
      },
    ],
  ])('%s', async (_, handler) => {
    const { access, idle } = await started.site(handler);
    const error = await rejection(started.moodle({ requestTimeoutMs: 150 }).openReader(access, signal()));
    expect(error).toMatchObject({ code: 'moodle.timeout', retryable: true });
    await idle();
  });
});

describe('redirects', () => {
  const redirect =
    (status: number, location: string): Handler =>
    (_, r) =>
      r.writeHead(status, { location }).end();

  it.each([301, 302, 303, 307, 308])('never leave the site with status %d', async (status) => {
    const other = await started.site((_, r) => json(r, siteInfo()));
    const error = await failure(redirect(status, `${other.site.baseUrl}/steal?token=${TOKEN}`));
    expect(error).toMatchObject({ code: 'moodle.redirect-refused', retryable: false });
    expect((error as AppError).detail).toBe(
      `core_webservice_get_site_info: status ${status} to ${other.site.baseUrl}`,
    );
    expect(other.received).toEqual([]);
  });

  it('keep the form when they stay below the base', async () => {
    const { access, received } = await started.site((request, r) => {
      if (request.url.endsWith('/moved')) json(r, siteInfo());
      else r.writeHead(308, { location: '/moodle/moved' }).end();
    }, '/moodle');
    await started.moodle().openReader(access, signal());
    expect(received.map(({ url, form }) => [url, form.get('wstoken')])).toEqual([
      ['/moodle/webservice/rest/server.php', TOKEN],
      ['/moodle/moved', TOKEN],
    ]);
  });

  it.each([
    ['above the base', 307, '/other/moved'],
    ['to another page without the form', 303, '/moodle/login/index.php'],
    ['to another scheme', 308, 'ftp://127.0.0.1/moodle/'],
    ['to a name and password', 308, 'http://a:b@127.0.0.1/moodle/'],
    ['nowhere readable', 308, 'http://['],
  ])('are refused %s', async (_, status, location) => {
    const { access, received } = await started.site(redirect(status, location), '/moodle');
    await expect(started.moodle().openReader(access, signal())).rejects.toMatchObject({
      code: 'moodle.redirect-refused',
    });
    // The second asks, without a secret, where the site is now.
    expect(received.map(({ form }) => form.has('wstoken'))).toEqual([true, false]);
  });

  it('end when they go round in a circle', async () => {
    const { access, received } = await started.site(redirect(307, '/round'));
    await expect(started.moodle().openReader(access, signal())).rejects.toMatchObject({
      code: 'moodle.redirect-refused',
    });
    expect(received.filter(({ form }) => form.has('wstoken'))).toHaveLength(6);
    expect(received).toHaveLength(12);
  });
});

describe('bodies without bound', () => {
  it('200 MB: stops at the limit and hangs up', async () => {
    let sent = 0;
    const { access, idle } = await started.site((_, r) => {
      const pour = (): void => {
        while (sent < 200 && !r.destroyed) {
          sent += 1;
          if (!r.write(MEGABYTE)) return;
        }
        r.end();
      };
      r.writeHead(200).on('drain', pour);
      pour();
    });
    const error = await rejection(started.moodle().openReader(access, signal()));
    expect(error).toMatchObject({ code: 'moodle.response-too-large', retryable: false });
    await idle();
    expect(sent).toBeLessThan(100);
  });

  it('reads nothing of a body that says it is too long', async () => {
    const { access, idle } = await started.site((_, r) =>
      r.writeHead(200, { 'content-length': 200 * MEGABYTE.length }).write('['),
    );
    const error = await rejection(started.moodle({ maxAnswerBytes: 1000 }).openReader(access, signal()));
    expect(error).toMatchObject({ code: 'moodle.response-too-large' });
    await idle();
  });

  it('counts what comes out of the compression', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * MEGABYTE.length, ' '));
    const error = await failure((_, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb), {
      maxAnswerBytes: MEGABYTE.length,
    });
    expect(error).toMatchObject({ code: 'moodle.response-too-large' });
  });
});

describe('cancelling', () => {
  it('hangs up at once and rejects with the reason', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled by the student');
    const { access, idle } = await started.site(() => controller.abort(reason));
    expect(await rejection(started.moodle().openReader(access, controller.signal))).toBe(reason);
    await idle();
  });

  it('hangs up inside an answer', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled by the student');
    const { access, idle } = await started.site((_, r) =>
      r.writeHead(200).write('[', () => controller.abort(reason)),
    );
    expect(await rejection(started.moodle().openReader(access, controller.signal))).toBe(reason);
    await idle();
  });

  it('leaves the queue without having asked', async () => {
    const { access, received } = await started.site(() => undefined);
    const moodle = started.moodle({ maxRequests: 1 });
    const first = new AbortController();
    const second = new AbortController();
    const asked = rejection(moodle.openReader(access, first.signal));
    const queued = rejection(moodle.openReader({ ...access, token: `${TOKEN}2` }, second.signal));
    second.abort(new Error('second'));
    expect(await queued).toEqual(new Error('second'));
    first.abort(new Error('first'));
    expect(await asked).toEqual(new Error('first'));
    expect(received.length).toBeLessThanOrEqual(1);
  });

  it('asks nothing for a signal that has aborted', async () => {
    const { access, connections } = await started.site(() => undefined);
    const reason = new Error('too late');
    expect(await rejection(started.moodle().openReader(access, AbortSignal.abort(reason)))).toBe(reason);
    expect(connections()).toBe(0);
  });
});

describe('connections', () => {
  it('are kept and shared, and requests say who asks without telling it to logs', async () => {
    const { access, received, connections } = await started.site((_, r) => json(r, siteInfo()));
    const moodle = started.moodle();
    for (let index = 0; index < 5; index += 1) await moodle.openReader(access, signal());
    expect(connections()).toBe(1);
    expect(received[0]?.headers['user-agent']).toMatch(/^Spike\/\d+\.\d+\.\d+$/);
    expect(received.map(({ url }) => url)).toEqual(Array(5).fill('/webservice/rest/server.php'));
    expect(received[0]?.form.get('wstoken')).toBe(TOKEN);
    expect(received[0]?.form.get('moodlewssettingfilter')).toBe('true');
  });

  it('are bounded: 20 questions at once use 6', async () => {
    const waiting: (() => void)[] = [];
    let most = 0;
    let open = 0;
    const { access, connections } = await started.site((_, r) => {
      open += 1;
      most = Math.max(most, open);
      const answer = (): void => {
        open -= 1;
        json(r, siteInfo());
      };
      // All six places are taken before the first is given back.
      if (waiting.push(answer) >= 6 || most === 6) waiting.splice(0).forEach((go) => go());
    });
    const moodle = started.moodle();
    const readers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        moodle.openReader({ ...access, token: `${TOKEN}${index}` }, signal()),
      ),
    );
    expect(readers).toHaveLength(20);
    expect(most).toBe(6);
    expect(connections()).toBeLessThanOrEqual(6);
  });

  it('that the server has closed meanwhile are replaced without a failure', async () => {
    const used = new WeakSet<object>();
    const { access, connections } = await started.site(({ socket }, r) => {
      if (used.has(socket)) return void socket.resetAndDestroy();
      used.add(socket);
      return json(r, siteInfo());
    });
    const moodle = started.moodle();
    const readers: MoodleReader[] = [];
    for (let index = 0; index < 3; index += 1) readers.push(await moodle.openReader(access, signal()));
    expect(readers).toHaveLength(3);
    expect(connections()).toBe(3);
  });
});

describe('secrets', () => {
  const echo: Handler = ({ form }, r) =>
    json(r, {
      exception: String(form),
      errorcode: form.get('wstoken') ?? form.get('password'),
      message: String(form),
    });
  it.each<[string, Handler]>([
    ['a refusal that repeats them', echo],
    [
      'a page that repeats them',
      ({ form }, r) => r.writeHead(500, { 'content-type': 'text/html' }).end(String(form)),
    ],
    [
      'a redirect that repeats them',
      ({ form }, r) => r.writeHead(302, { location: `http://127.0.0.2/?${String(form)}` }).end(),
    ],
    ['a reset', ({ socket }) => socket.resetAndDestroy()],
    ['silence', () => undefined],
    ['a body too long', (_, r) => r.end(MEGABYTE)],
    ['broken compression', (_, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end('no')],
    ['JSON of another kind', ({ form }, r) => json(r, { token: String(form), userid: String(form) })],
  ])('are not in the error of %s', async (_, handler) => {
    const { access, site } = await started.site(handler);
    const moodle = started.moodle({ requestTimeoutMs: 150, maxAnswerBytes: 1000 });
    const password = 'MarkerPassword+ &%"שלום';
    const outcomes = await Promise.allSettled([
      moodle.openReader(access, signal()),
      moodle.signIn(site, { username: 'noa', password }, signal()),
      moodle
        .openFile(access, `${site.baseUrl}/webservice/pluginfile.php/1/a/b/0/c.pdf`, { signal: signal() })
        .then(({ body }) => body.destroy()),
    ]);
    const errors: unknown[] = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason] : [],
    );
    // A file may open: it can be of any kind and any length.
    expect(errors.length).toBeGreaterThanOrEqual(2);
    for (const error of errors) {
      expect(error).toBeInstanceOf(AppError);
      const text = printed(error);
      for (const secret of [...encodings(TOKEN), ...encodings(password), ...encodings('MarkerPassword')])
        expect(text).not.toContain(secret);
    }
  });

  it('are not in the address of any request', async () => {
    const { access, site, received } = await started.site(echo);
    const moodle = started.moodle();
    await rejection(moodle.openReader(access, signal()));
    await rejection(moodle.signIn(site, { username: 'noa', password: 'MarkerPassword' }, signal()));
    await rejection(
      moodle.openFile(access, `${site.baseUrl}/webservice/pluginfile.php/1/x`, { signal: signal() }),
    );
    expect(received).toHaveLength(3);
    for (const { url, headers } of received) {
      expect(url).not.toMatch(/MarkerPassword|c0ffee/);
      expect(JSON.stringify(headers)).not.toMatch(/MarkerPassword|c0ffee/);
    }
  });
});
