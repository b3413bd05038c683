import { createHash } from 'node:crypto';
import type { CourseDetails, CourseSummary, ErrorCode, LibraryFile, Page } from '../../src/contract';
import type { FaultEffect } from '../../src/demo';
import { expectProblem } from '../support/problem';
import {
  addStudent,
  ask,
  finished,
  type Reply,
  signIn,
  type Spike,
  startSpike,
  until,
} from '../support/spike';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

describe('files', () => {
  let spike: Spike;
  let token: string;
  let files: readonly LibraryFile[];

  /** The student's session, or somebody else's, or none. */
  async function get(
    address: string,
    headers: Record<string, string> = {},
    { as = token, method = 'GET' }: { as?: string; method?: string } = {},
  ): Promise<Answer> {
    const response = await fetch(`${spike.url}${address}`, {
      method,
      // Asking for no compression, `fetch` hands out the bytes as they came.
      headers: { authorization: `Bearer ${as}`, 'accept-encoding': 'identity', ...headers },
    });
    return {
      status: response.status,
      headers: response.headers,
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  }

  /** The file as the university itself hands it out. */
  async function original({ id }: LibraryFile): Promise<Buffer> {
    const [row] = await spike.sql<{ url: string }>('SELECT url FROM library_files WHERE id = $1', [id]);
    const address = new URL(row?.url ?? '');
    address.searchParams.set('token', spike.demo.control.tokenOf('noa'));
    const response = await fetch(address);
    // A refusal is a 200 too, and has no ETag.
    expect([response.status, response.headers.has('etag')]).toEqual([200, true]);
    return Buffer.from(await response.arrayBuffer());
  }

  const addressOf = (file: LibraryFile): string => file.downloadUrl ?? '';
  const find = (wanted: (file: LibraryFile) => boolean): LibraryFile => {
    const found = files.find(wanted);
    if (!found) throw new Error('the demo university has no such file');
    return found;
  };
  const hebrewPdf = (): LibraryFile => find(({ name }) => /^[א-ת].*\.pdf$/.test(name));

  async function filesOf(as: string): Promise<readonly LibraryFile[]> {
    const { body } = await ask<Page<CourseSummary>>(spike, 'GET', '/api/courses', { token: as });
    const found: LibraryFile[] = [];
    for (const { id } of body.items) {
      const course = await ask<CourseDetails>(spike, 'GET', `/api/courses/${id}`, { token: as });
      const items = course.body.sections.flatMap((section) => section.items);
      found.push(...items.filter(({ restricted }) => !restricted).flatMap((item) => item.files));
    }
    return found;
  }

  beforeAll(async () => {
    spike = await startSpike();
    const session = await signIn(spike, 'noa');
    token = session.accessToken;
    await finished(spike, token, session.jobId);
    files = await filesOf(token);
  });
  afterEach(() => {
    spike.demo.control.clearFaults();
    spike.demo.control.releaseAll();
  });
  afterAll(() => spike.stop());

  it('come byte for byte as the university has them, whatever their type', async () => {
    const types = new Map(files.map((file) => [file.mimeType, file]));
    expect(types.size).toBeGreaterThan(4);
    for (const [type, file] of types) {
      const { status, headers, bytes } = await get(addressOf(file));
      const real = await original(file);
      expect({ status, type: headers.get('content-type'), length: headers.get('content-length') }).toEqual({
        status: 200,
        type: expect.stringContaining(type ?? ''),
        length: String(real.length),
      });
      expect(bytes.equals(real)).toBe(true);
      if (file.size > 0) expect(bytes.length).toBe(file.size); // Moodle does not measure its own pages
    }
  });

  it.each([
    ['bytes=0-9', (whole: Buffer) => whole.subarray(0, 10)],
    ['bytes=5-', (whole: Buffer) => whole.subarray(5)],
    ['bytes=-7', (whole: Buffer) => whole.subarray(-7)],
  ])('come in part for Range: %s', async (range, partOf) => {
    const file = hebrewPdf();
    const whole = await original(file);
    const { status, headers, bytes } = await get(addressOf(file), { range });
    const part = partOf(whole);
    const first = whole.indexOf(part);
    expect([status, headers.get('content-range'), headers.get('content-length')]).toEqual([
      206,
      `bytes ${first}-${first + part.length - 1}/${whole.length}`,
      String(part.length),
    ]);
    expect(bytes.equals(part)).toBe(true);
    expect(headers.get('accept-ranges')).toBe('bytes');
  });

  it.each(['bytes=0-1,3-4', 'bytes=x', 'lines=1-2', 'bytes=', 'bytes=9-2'])(
    'come whole for a range that is none: %s',
    async (range) => {
      const file = hebrewPdf();
      const { status, bytes } = await get(addressOf(file), { range });
      expect([status, bytes.equals(await original(file))]).toEqual([200, true]);
    },
  );

  it('come in part only of the version that the client holds the rest of', async () => {
    const file = hebrewPdf();
    const etag = (await get(addressOf(file))).headers.get('etag') ?? '';
    const range = 'bytes=0-4';
    expect((await get(addressOf(file), { range, 'if-range': etag })).status).toBe(206);
    const { status, bytes } = await get(addressOf(file), { range, 'if-range': '"another version"' });
    expect([status, bytes.equals(await original(file))]).toEqual([200, true]);
  });

  it('come not at all when the client has them: 304', async () => {
    const file = hebrewPdf();
    const first = await get(addressOf(file));
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toBe(`"${createHash('sha1').update(first.bytes).digest('hex')}"`);
    const again = await get(addressOf(file), { 'if-none-match': etag });
    expect([again.status, again.bytes.length, again.headers.get('etag')]).toEqual([304, 0, etag]);
    expect((await get(addressOf(file), { 'if-none-match': '"another"' })).status).toBe(200);
  });

  it('answer HEAD with the headers alone', async () => {
    const file = hebrewPdf();
    const { status, headers, bytes } = await get(addressOf(file), {}, { method: 'HEAD' });
    expect([status, headers.get('content-length'), bytes.length]).toEqual([200, String(file.size), 0]);
  });

  it('carry their Hebrew name', async () => {
    const file = hebrewPdf();
    const header = (await get(addressOf(file))).headers.get('content-disposition') ?? '';
    const [, plain, encoded] = /^inline; filename="([ -~]*)"; filename\*=UTF-8''(\S+)$/.exec(header) ?? [];
    expect(decodeURIComponent(encoded ?? '')).toBe(file.name);
    expect(plain).toMatch(/\.pdf$/);
  });

  it('can do nothing in the name of Spike', async () => {
    const pdf = await get(addressOf(hebrewPdf()));
    const shared = {
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache, no-transform',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'SAMEORIGIN',
    };
    const headersOf = ({ headers }: Answer, names: object): Record<string, string | null> =>
      Object.fromEntries(Object.keys(names).map((name) => [name, headers.get(name)]));
    const forPdf = { ...shared, 'content-security-policy': "frame-ancestors 'self'" };
    expect(headersOf(pdf, forPdf)).toEqual(forPdf);
    // What a browser would run is saved instead, in a sandbox should it ever be opened.
    const active = files.filter(({ mimeType }) => /html|svg|xml|zip|officedocument/.test(mimeType ?? ''));
    expect(active.length).toBeGreaterThan(0);
    for (const file of active.slice(0, 4)) {
      const answer = await get(addressOf(file));
      const expected = { ...shared, 'content-security-policy': 'sandbox' };
      expect(headersOf(answer, expected)).toEqual(expected);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
    }
    for (const name of ['set-cookie', 'access-control-allow-origin', 'server', 'x-powered-by'])
      expect(pdf.headers.has(name)).toBe(false);
  });

  const problemOf = async (address: string, as?: string): Promise<Reply> =>
    ask(spike, 'GET', address, { token: as });

  it('are nobody else’s, and not there without a session', async () => {
    const { username, password } = addStudent(spike, 1);
    const other = await signIn(spike, username, password);
    await finished(spike, other.accessToken, other.jobId);
    const [theirs] = await filesOf(other.accessToken);
    expect((await get(theirs?.downloadUrl ?? '', {}, { as: other.accessToken })).status).toBe(200);
    const asked = spike.demo.requests.length;
    expectProblem(await problemOf(theirs?.downloadUrl ?? '', token), 404, 'library.not-found');
    expectProblem(await problemOf(addressOf(hebrewPdf()), other.accessToken), 404, 'library.not-found');
    expectProblem(await problemOf(addressOf(hebrewPdf())), 401, 'auth.session-required');
    expect(spike.demo.requests.slice(asked)).toEqual([]); // Moodle was not asked
  });

  it.each<[string, FaultEffect, number, ErrorCode]>([
    ['is gone', { fail: 'filenotfound' }, 404, 'moodle.file-not-found'],
    ['may not be read', { fail: 'requireloginerror' }, 403, 'moodle.access-denied'],
    ['needs a token that is no longer good', { fail: 'invalidtoken' }, 409, 'auth.moodle-token-expired'],
    ['meets a server error', { http: 500, body: '<html>' }, 502, 'moodle.server-error'],
    ['meets an upgrade', { http: 503, headers: { 'Retry-After': '1' } }, 503, 'moodle.maintenance'],
    ['meets a broken connection', { reset: true }, 502, 'moodle.unreachable'],
    ['is a refusal of a kind of its own', { fail: 'unheardof' }, 502, 'moodle.request-refused'],
  ])('that %s: a plain answer', async (_what, effect, status, code) => {
    const fault = spike.demo.control.fault({ fn: 'pluginfile' }, effect);
    const reply = await problemOf(addressOf(hebrewPdf()), token);
    expectProblem(reply, status, code);
    expect(fault.hits).toBeGreaterThan(0);
    expect(reply.headers.has('content-disposition')).toBe(false);
    fault.clear();
    expect((await get(addressOf(hebrewPdf()))).status).toBe(200);
  });

  it('are let go of at the university once the student has gone', async () => {
    const { control } = spike.demo;
    await until(() => control.inFlight === 0);
    const hang = control.fault({ fn: 'pluginfile' }, { hang: true });
    const gone = new AbortController();
    const asked = fetch(`${spike.url}${addressOf(hebrewPdf())}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: gone.signal,
    });
    await until(() => hang.hits === 1);
    expect(control.inFlight).toBe(1);
    gone.abort();
    await expect(asked).rejects.toThrow('abort');
    await until(() => control.inFlight === 0);
  });
});
