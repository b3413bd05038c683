import { IncomingMessage } from 'node:http';
import { PhpArray, decodeForm } from './php-form';

/** Enough for 5,000 variables; a larger body is cut off like nginx cuts it. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

export interface Incoming {
  method: string;
  /** Path without the query, still percent-encoded. */
  path: string;
  query: PhpArray;
  headers: IncomingMessage['headers'];
  /** The body as it came, UTF-8. */
  body: string;
  /** Query and form body together; the body wins. Other kinds of body are not looked at. */
  form: PhpArray;
}

export class BodyTooLarge extends Error {}

export async function readIncoming(request: IncomingMessage): Promise<Incoming> {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const search = mark < 0 ? '' : target.slice(mark + 1);
  const body = request.method === 'POST' ? await readBody(request) : '';
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const query = decodeForm(search);
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query,
    headers: request.headers,
    body,
    form: isForm ? decodeForm(body, decodeForm(search)) : query,
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
