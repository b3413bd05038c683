import { isAscii } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorCode } from '../../contract';
import { AppError } from '../../errors';
import { refused, type Place } from '../failures/errorcodes';
import { refusalOf } from '../parse';
import { httpDate } from './http-date';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** When its headers came, in milliseconds of the process's monotonic clock (`performance.now()`). */
  readonly cameAt?: number;
}

/** What was asked, for the meaning of a refusal and for the log. `secret` is never repeated; see `refused`. */
export interface Question {
  readonly what: string;
  readonly place: Place;
  readonly secret: string | null;
}

interface Unreadable {
  readonly status: number;
  readonly empty: boolean;
  readonly retryAfterMs: number | undefined;
  readonly place: Place;
}

/** What a status means when the body is not Moodle's JSON; the first rule that holds. */
const RULES: readonly (readonly [(answer: Unreadable) => boolean, ErrorCode])[] = [
  [({ status }) => status === 429, 'moodle.busy'],
  [({ status, retryAfterMs }) => status === 503 && retryAfterMs !== undefined, 'moodle.maintenance'],
  [({ status }) => status >= 500, 'moodle.server-error'],
  [({ status, empty, place }) => status === 403 && empty && place !== 'file', 'moodle.web-services-disabled'],
  [({ status }) => status === 403 || status === 401, 'moodle.access-denied'],
  [({ status, place }) => status === 404 && place === 'file', 'moodle.file-not-found'],
  // A page of its own where Moodle's entry points should be: there is no Moodle at this address.
  [({ status }) => status === 404 || status === 410, 'moodle.wrong-address'],
];

/** A slip of the pen, or malice, must not close a site for longer than this. */
const LONGEST_WAIT_MS = 60 * 60 * 1000;

/**
 * `Retry-After` in milliseconds, an hour at most: seconds, or a date. A date is that of the server's clock, which may be wrong by
 * years, so it is held against the `Date` of the same answer; `now` serves where there is none.
 */
export function retryAfterMs(headers: IncomingHttpHeaders, now: number): number | undefined {
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const until = httpDate(value);
  const seconds = /^\s*\d+\s*$/.test(value) ? Number(value) : NaN;
  const wait = until === null ? seconds * 1000 : until - (httpDate(headers.date) ?? now);
  return Number.isNaN(wait) ? undefined : Math.min(LONGEST_WAIT_MS, Math.max(0, wait));
}

/** The body as JSON; `undefined`, which no JSON is, where it is none. Moodle sends UTF-8 and nothing else. */
export function jsonOf(body: Buffer): unknown {
  try {
    // What Moodle sends is nearly always pure ASCII, Hebrew included, as `\u05d0`; that takes no decoding.
    const text = isAscii(body)
      ? body.toString('latin1')
      : new TextDecoder('utf-8', { fatal: true }).decode(body);
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error that an answer without a usable value stands for. */
export function failureOf({ status, headers, body }: Answer, { what, place }: Question): AppError {
  const retry = retryAfterMs(headers, Date.now());
  const empty = body.length === 0;
  const rule = RULES.find(([holds]) => holds({ status, empty, retryAfterMs: retry, place }));
  const kind = empty ? 'nothing' : (headers['content-type'] ?? 'no content type').slice(0, 60);
  return new AppError(rule?.[1] ?? 'moodle.invalid-response', {
    detail: `${what}: status ${status} with ${kind}`,
    retryAfterMs: retry,
  });
}

/**
 * The value that Moodle answered. The HTTP status decides nothing as long as the body is Moodle's JSON: its `errorcode` does.
 * @throws AppError for every refusal, and for whatever is no JSON.
 */
export function readJson(answer: Answer, question: Question): unknown {
  const value = jsonOf(answer.body);
  const errorcode = refusalOf(value);
  if (errorcode !== null) throw refused(errorcode, question.place, question.what, question.secret);
  if (value === undefined || answer.status >= 400) throw failureOf(answer, question);
  return value;
}
