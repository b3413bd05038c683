import { buffer, text } from 'node:stream/consumers';
import { AppError } from '../../src/errors';
import type { OpenedFile } from '../../src/moodle';
import { json, rejection, Started, TOKEN, type Handler, type LocalSite } from './moodle-site';

const started = new Started();
afterEach(() => started.end());
const signal = (): AbortSignal => new AbortController().signal;

const ETAG = '"2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"';
const FILE =
  '/webservice/pluginfile.php/116/mod_resource/content/0/%D7%94%20%5B1%5D%2B%23.pdf?forcedownload=1';
const pdf: Handler = (_, r) =>
  r
    .writeHead(200, {
      'content-type': 'application/pdf',
      'content-length': 5,
      etag: ETAG,
      'last-modified': 'Mon, 23 Nov 2026 12:02:22 GMT',
      'accept-ranges': 'bytes',
    })
    .end('%PDF-');

interface Opening {
  readonly site: LocalSite;
  readonly opened: Promise<OpenedFile>;
}
async function open(
  handler: Handler,
  more: { path?: string; range?: string; ifNoneMatch?: string } = {},
): Promise<Opening> {
  const site = await started.site(handler);
  const { path = FILE, ...options } = more;
  const opened = started
    .moodle()
    .openFile(site.access, site.site.baseUrl + path, { signal: signal(), ...options });
  return { site, opened };
}

describe('opening a file', () => {
  it('streams it with what Moodle says of it, the token in the body alone', async () => {
    const { site, opened } = await open(pdf);
    const file = await opened;
    expect(await text(file.body)).toBe('%PDF-');
    expect(file).toMatchObject({
      status: 200,
      headers: {
        contentType: 'application/pdf',
        contentLength: 5,
        contentRange: null,
        etag: ETAG,
        lastModified: 'Mon, 23 Nov 2026 12:02:22 GMT',
      },
    });
    expect(site.received.map(({ url, form }) => [url, form.get('token')])).toEqual([[FILE, TOKEN]]);
    expect(site.received[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('passes a range on', async () => {
    const { site, opened } = await open(
      (_, r) => r.writeHead(206, { 'content-range': 'bytes 1-3/5', 'content-length': 3 }).end('PDF'),
      { range: 'bytes=1-3' },
    );
    const file = await opened;
    expect([file.status, file.headers.contentRange, await text(file.body)]).toEqual([
      206,
      'bytes 1-3/5',
      'PDF',
    ]);
    expect(site.received[0]?.headers.range).toBe('bytes=1-3');
  });

  it.each([304, 416] as const)('passes status %d on', async (status) => {
    const { site, opened } = await open((_, r) => r.writeHead(status, { etag: ETAG }).end(), {
      ifNoneMatch: ETAG,
    });
    const file = await opened;
    expect([file.status, await text(file.body)]).toEqual([status, '']);
    expect(site.received[0]?.headers['if-none-match']).toBe(ETAG);
  });

  it('takes the address that texts of Moodle use', async () => {
    const { site, opened } = await open(pdf, { path: '/pluginfile.php/9/mod_label/intro/a.png' });
    (await opened).body.destroy();
    expect(site.received[0]?.url).toBe('/webservice/pluginfile.php/9/mod_label/intro/a.png');
  });
});

describe('a JSON file', () => {
  const notebook = JSON.stringify({ cells: [{ source: 'א'.repeat(200_000) }], error: 'none', errorcode: 5 });
  const withErrorKeys = JSON.stringify({ error: 'a lesson on errors', errorcode: 'x' });
  it.each([
    ['with an ETag', notebook, { etag: ETAG }],
    ['with an ETag and keys of an error', withErrorKeys, { etag: ETAG }],
    ['without an ETag', notebook, {}],
    ['that is small', '{"cells":[]}', {}],
    ['that is none', 'not JSON at all', {}],
    ['that is empty', '', {}],
  ])('%s arrives whole', async (_, content, headers) => {
    const { opened } = await open((_request, r) =>
      r.writeHead(200, { 'content-type': 'application/json', ...headers }).end(content),
    );
    expect((await buffer((await opened).body)).toString()).toBe(content);
  });
});

describe('a refused file', () => {
  it.each([
    ['requireloginerror', 200, 'moodle.access-denied'],
    ['accessexception', 200, 'moodle.access-denied'],
    ['filenotfound', 404, 'moodle.file-not-found'],
    ['invalidtoken', 200, 'auth.moodle-token-expired'],
    ['wsaccessusersuspended', 200, 'auth.moodle-account-suspended'],
    ['forcepasswordchangenotice', 200, 'auth.must-change-password'],
    ['sitemaintenance', 200, 'moodle.maintenance'],
    ['missingparam', 200, 'moodle.request-refused'],
  ])('%s with status %d is %s', async (errorcode, status, code) => {
    const { opened } = await open((_, r) => json(r, { error: 'x', errorcode, stacktrace: null }, status));
    await expect(opened).rejects.toMatchObject({ code });
  });

  it.each<[string, Handler, string]>([
    [
      'a page of its own',
      (_, r) => r.writeHead(404, { 'content-type': 'text/html' }).end('<p>'),
      'moodle.file-not-found',
    ],
    ['an upgrade', (_, r) => r.writeHead(503, { 'retry-after': '300' }).end('<p>'), 'moodle.maintenance'],
    ['a crash', (_, r) => r.writeHead(500).end(), 'moodle.server-error'],
    [
      'a way to the sign-in page',
      (_, r) => r.writeHead(303, { location: '/login/index.php' }).end(),
      'moodle.redirect-refused',
    ],
    [
      'another host',
      (_, r) => r.writeHead(302, { location: 'http://127.0.0.2/x' }).end(),
      'moodle.redirect-refused',
    ],
  ])('with %s', async (_, handler, code) => {
    const { site, opened } = await open(handler);
    await expect(opened).rejects.toMatchObject({ code });
    expect(site.received).toHaveLength(1);
  });

  it.each([
    ['another host', () => 'https://drive.example.test/webservice/pluginfile.php/1/x'],
    ['another port', ({ site }: LocalSite) => site.baseUrl.replace(/:\d+\//, ':1/') + FILE],
    [
      'a host that begins alike',
      ({ site }: LocalSite) => `${site.baseUrl.replace('/moodle', '')}.evil.test/moodle${FILE}`,
    ],
    ['a name before the host', ({ site }: LocalSite) => site.baseUrl.replace('://', '://x@') + FILE],
    ['above the base', ({ site }: LocalSite) => site.baseUrl.replace('/moodle', '') + FILE],
    ['out of the base by dots', ({ site }: LocalSite) => `${site.baseUrl}/%2e%2e${FILE}`],
    ['a page of the site', ({ site }: LocalSite) => `${site.baseUrl}/login/token.php`],
    ['no address', () => 'pluginfile.php/1/x'],
    ['a script', () => 'javascript:alert(1)'],
  ])('never asks for %s', async (_, address) => {
    const site = await started.site(pdf, '/moodle');
    await expect(
      started.moodle().openFile(site.access, address(site), { signal: signal() }),
    ).rejects.toMatchObject({
      code: 'moodle.redirect-refused',
    });
    expect(site.received).toEqual([]);
  });
});

describe('a stream that fails', () => {
  const begun: Handler = (_, r) =>
    r.writeHead(200, { 'content-type': 'video/mp4', 'content-length': 1000 }).write('begin');

  it('ends with an error of ours when it is cut off', async () => {
    const { opened } = await open(({ socket }, r) =>
      r
        .writeHead(200, { 'content-type': 'video/mp4', 'content-length': 1000 })
        .write('begin', () => socket.destroy()),
    );
    const error = await rejection(text((await opened).body));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'moodle.unreachable' });
  });

  it('ends with a time limit when it falls silent', async () => {
    const site = await started.site(begun);
    const moodle = started.moodle({ idleTimeoutMs: 150 });
    const file = await moodle.openFile(site.access, site.site.baseUrl + FILE, { signal: signal() });
    expect(await rejection(text(file.body))).toMatchObject({ code: 'moodle.timeout' });
    await site.idle();
  });

  it('ends with the abort reason, and hangs up', async () => {
    const site = await started.site(begun);
    const controller = new AbortController();
    const file = await started
      .moodle()
      .openFile(site.access, site.site.baseUrl + FILE, { signal: controller.signal });
    const read = rejection(text(file.body));
    const reason = new Error('the student left');
    controller.abort(reason);
    expect(await read).toBe(reason);
    await site.idle();
  });

  it('ends quietly while nobody reads it, and fails whoever reads it then', async () => {
    const site = await started.site(begun);
    const controller = new AbortController();
    const { body } = await started
      .moodle()
      .openFile(site.access, site.site.baseUrl + FILE, { signal: controller.signal });
    const reason = new Error('the student left');
    controller.abort(reason);
    await site.idle();
    await new Promise((resolve) => (body.closed ? resolve(null) : body.once('close', resolve)));
    expect(await rejection(text(body))).toBe(reason);
  });

  it('hangs up and makes room when its reader goes, also before the first byte was read', async () => {
    const site = await started.site(begun);
    const moodle = started.moodle({ maxFiles: 1 });
    const address = site.site.baseUrl + FILE;
    const unread = await moodle.openFile(site.access, address, { signal: signal() });
    unread.body.destroy();
    const read = await moodle.openFile(site.access, address, { signal: signal() });
    for await (const chunk of read.body) {
      expect(String(chunk)).toBe('begin');
      break;
    }
    (await moodle.openFile(site.access, address, { signal: signal() })).body.destroy();
    await site.idle();
    expect(site.received).toHaveLength(3);
  });

  it('leaves room for the next after a refusal and after a whole file', async () => {
    let turn = 0;
    const site = await started.site((request, r) => {
      turn += 1;
      return turn % 2 === 1 ? json(r, { error: 'x', errorcode: 'filenotfound' }, 404) : pdf(request, r);
    });
    const moodle = started.moodle({ maxFiles: 1 });
    const address = site.site.baseUrl + FILE;
    for (let round = 0; round < 2; round += 1) {
      await expect(moodle.openFile(site.access, address, { signal: signal() })).rejects.toMatchObject({
        code: 'moodle.file-not-found',
      });
      expect(await text((await moodle.openFile(site.access, address, { signal: signal() })).body)).toBe(
        '%PDF-',
      );
    }
  });
});
