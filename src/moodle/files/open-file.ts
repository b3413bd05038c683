import { Readable } from 'node:stream';
import { AppError } from '../../errors';
import { refused } from '../failures/errorcodes';
import { failureOf, jsonOf } from '../http/json-answer';
import type { MoodleHttpClient, OpenAnswer } from '../http/moodle-http.client';
import { networkFailure } from '../http/network-failure';
import { baseOver } from '../http/redirects';
import { refusalOf } from '../parse';
import type { MoodleAccess, MoodleSite } from '../words';
import { encodeForm } from '../ws/form';

export interface OpenFileOptions {
  /** A `Range` header, verbatim, e.g. `bytes=0-1023`. */
  readonly range?: string;
  /** An `ETag` as Moodle gave it, quotes included. */
  readonly ifNoneMatch?: string;
  readonly signal: AbortSignal;
}

export interface OpenedFile {
  readonly status: 200 | 206 | 304 | 416;
  readonly headers: {
    readonly contentType: string | null;
    /** Bytes of this answer; `null` where Moodle does not say. */
    readonly contentLength: number | null;
    readonly contentRange: string | null;
    /** A hash of the content: equal as long as the content is. */
    readonly etag: string | null;
    readonly lastModified: string | null;
  };
  /** To be read or destroyed. Fails with an `AppError`, or with the abort reason. */
  readonly body: Readable;
}

const STATUSES: ReadonlySet<number> = new Set<OpenedFile['status']>([200, 206, 304, 416]);
export const isFileStatus = (status: number): status is OpenedFile['status'] => STATUSES.has(status);

/** Errors are short; a JSON file without an ETag is looked at no further than this. */
const MAX_ERROR_BYTES = 64 * 1024;

const FILE_PATH = /^(?:webservice\/)?pluginfile\.php\//;

/**
 * The address that takes a token. Texts of Moodle name files by the address that takes a browser's session instead.
 * @throws AppError `moodle.redirect-refused` for whatever is not a file of this site: it must never see the token.
 */
export function tokenUrl(site: MoodleSite, fileUrl: string): string {
  const url = URL.canParse(fileUrl) ? new URL(fileUrl) : null;
  const base = url && baseOver(url, site);
  const inside = url && base ? url.pathname.slice(base.pathname.length) : '';
  if (!url || !base || !FILE_PATH.test(inside))
    throw new AppError('moodle.redirect-refused', { detail: `file: not under the site's pluginfile.php` });
  // To where the site is now: what was listed before a move stands under the old address.
  return `${site.baseUrl}/${inside.replace(FILE_PATH, 'webservice/pluginfile.php/')}${url.search}`;
}

/** Opens a file for streaming; the token travels in the body of a POST, where no access log looks. */
export async function openFile(
  http: MoodleHttpClient,
  { site, token }: MoodleAccess,
  fileUrl: string,
  { range, ifNoneMatch, signal }: OpenFileOptions,
): Promise<OpenedFile> {
  const answer = await http.stream({
    site,
    url: tokenUrl(site, fileUrl),
    contentType: 'application/x-www-form-urlencoded',
    body: encodeForm({ token }),
    headers: {
      // Ranges and lengths are those of the file itself.
      'accept-encoding': 'identity',
      ...(range === undefined ? {} : { range }),
      ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }),
    },
    what: 'file',
    reader: token,
    signal,
  });
  try {
    const head = await readHead(answer, token);
    const status = answer.status;
    if (!isFileStatus(status))
      throw failureOf({ ...answer, body: head }, { what: 'file', place: 'file', secret: token });
    return { status, headers: headersOf(answer), body: bodyOf(answer, head, signal) };
  } catch (error) {
    answer.close();
    signal.throwIfAborted();
    throw networkFailure(error, 'file');
  }
}

/**
 * Moodle refuses files with status 200 and a JSON body. A JSON file of a course looks the same from outside, but has an ETag, or
 * does not hold `error` and `errorcode`. Answers what was read to find out, which is the beginning of the body.
 */
async function readHead(answer: OpenAnswer, token: string): Promise<Buffer> {
  const isJson = (answer.headers['content-type'] ?? '').includes('json');
  const plainFile = isFileStatus(answer.status) && !(isJson && answer.headers.etag === undefined);
  if (plainFile) return Buffer.alloc(0);
  const head = await readUpTo(answer.body, MAX_ERROR_BYTES);
  const errorcode = refusalOf(jsonOf(head));
  if (errorcode !== null) throw refused(errorcode, 'file', 'file', token);
  return head;
}

/** Reads whole chunks until `max` bytes are there or the stream ends, and leaves the stream open. */
async function readUpTo(stream: Readable, max: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    size += chunk.length;
    if (size >= max) break;
  }
  return Buffer.concat(chunks, size);
}

/**
 * The rest of an answer behind what was already read of it. Not a generator: one that waits for a silent server cannot be closed,
 * and one that nobody has read from does not clean up.
 */
export function bodyOf({ body: source, close }: OpenAnswer, head: Buffer, signal: AbortSignal): Readable {
  const body = new Readable({
    read: () => source.resume(),
    destroy: (error, done) => {
      close();
      done(error);
    },
  });
  // Whoever opened it may not read it yet, or have left: an error that nobody hears must not end the process.
  body.on('error', () => undefined);
  if (head.length > 0) body.push(head);
  if (source.readableEnded) body.push(null);
  source.on('data', (chunk: Buffer) => {
    if (!body.push(chunk)) source.pause();
  });
  source.once('end', () => body.push(null));
  const fail = (error: Error): void => {
    body.destroy(signal.aborted ? (signal.reason as Error) : networkFailure(error, 'file'));
  };
  source.on('error', fail);
  if (source.errored) fail(source.errored);
  return body;
}

export function headersOf({ headers }: Pick<OpenAnswer, 'headers'>): OpenedFile['headers'] {
  const length = headers['content-encoding'] === undefined ? headers['content-length'] : undefined;
  return {
    contentType: headers['content-type'] ?? null,
    contentLength: length === undefined ? null : Number(length),
    contentRange: headers['content-range'] ?? null,
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
  };
}
