import { userAgent } from './http/user-agent';

/** Limits towards Moodle. Times in milliseconds, sizes in bytes. */
export interface MoodleOptions {
  readonly userAgent: string;
  /** Name lookup, connection and TLS, each. */
  readonly connectTimeoutMs: number;
  /** A whole request, from the moment it is sent to the last byte of the answer. */
  readonly requestTimeoutMs: number;
  /** A file being streamed: longest silence. Its whole length has no limit. */
  readonly idleTimeoutMs: number;
  /** A file being streamed: bytes a second below which it has come to a stop, over a window of `idleTimeoutMs`. */
  readonly minFileBytesPerSecond: number;
  /** Requests in flight to one server, shared by all jobs of the process; fewer while the server shows that it is overloaded. */
  readonly maxRequests: number;
  /** Requests that begin in a second, to one server; one second's worth may begin at once. Fewer under overload. */
  readonly requestsPerSecond: number;
  /** Longest time that a job's request waits for a site which wants to be left alone (`Retry-After`); it fails at once otherwise. */
  readonly patienceMs: number;
  /** The same where a student waits for the answer: at sign-in, and for a file. */
  readonly urgentPatienceMs: number;
  /** Files being streamed from one site at the same time; they never take the place of a request. */
  readonly maxFiles: number;
  /** Longest answer that is read, after decompression. Files are streamed and have no bound. */
  readonly maxAnswerBytes: number;
  /** Batches, or single calls where a site has no batches, that one reader sends at the same time. */
  readonly parallel: number;
}

/** Injection token of `Partial<MoodleOptions>`. */
export const MOODLE_OPTIONS = Symbol('MOODLE_OPTIONS');

export const DEFAULT_OPTIONS: MoodleOptions = {
  userAgent,
  connectTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  idleTimeoutMs: 60_000,
  minFileBytesPerSecond: 1024,
  maxRequests: 6,
  requestsPerSecond: 50,
  patienceMs: 60_000,
  urgentPatienceMs: 10_000,
  maxFiles: 16,
  maxAnswerBytes: 32 * 1024 * 1024,
  parallel: 6,
};
