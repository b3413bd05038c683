import {
  ERROR_KINDS,
  errorReport,
  type ErrorCode,
  type ErrorKind,
  type ErrorReport,
  type LocalizedText,
  type Problem,
} from '../../../src/contract';

/** What can go wrong on the way to Spike, before any answer of Spike's own. */
export const CLIENT_ERRORS = {
  'client.unreachable': {
    kind: 'network',
    retryable: true,
    message: {
      he: 'אין חיבור ל-Spike - בדקו את הרשת ונסו שוב',
      en: 'Spike cannot be reached - check your connection and try again',
    },
  },
  'client.timeout': { kind: 'timeout', retryable: true, message: ERROR_KINDS.timeout },
  'client.invalid-response': { kind: 'api', retryable: true, message: ERROR_KINDS.api },
} as const satisfies Record<string, Omit<ErrorReport, 'code'>>;

export type ClientErrorCode = keyof typeof CLIENT_ERRORS;

interface Description {
  readonly code: ErrorCode | ClientErrorCode;
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly message: LocalizedText;
}

/** Every failure of the SDK. Branch on `code` or `kind`; show `text`. */
export class SpikeError extends Error {
  override readonly name = 'SpikeError';
  readonly code: ErrorCode | ClientErrorCode;
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  /** The sentence for the student, in both languages. */
  readonly text: LocalizedText;
  /** The server's problem document; `null` when the server never answered, or spoke over the socket. */
  readonly problem: Problem | null;
  /** HTTP status; 0 when there was none. */
  readonly status: number;

  constructor(description: Description, more: { problem?: Problem; status?: number; cause?: unknown } = {}) {
    super(`${description.code}: ${description.message.en}`, { cause: more.cause });
    this.code = description.code;
    this.kind = description.kind;
    this.retryable = description.retryable;
    this.text = description.message;
    this.problem = more.problem ?? null;
    this.status = more.status ?? more.problem?.status ?? 0;
  }

  static fromProblem(problem: Problem): SpikeError {
    return new SpikeError(problem, { problem });
  }

  static fromReport(report: ErrorReport): SpikeError {
    return new SpikeError(report);
  }

  static ofClient(code: ClientErrorCode, more: { status?: number; cause?: unknown } = {}): SpikeError {
    return new SpikeError({ code, ...CLIENT_ERRORS[code] }, more);
  }

  /** Any thrown thing as a `SpikeError`. */
  static from(error: unknown): SpikeError {
    if (error instanceof SpikeError) return error;
    return new SpikeError(errorReport('server.unexpected'), { cause: error });
  }

  /** True when only signing in again can help. */
  get endsSession(): boolean {
    return this.kind === 'sign-in' && this.code !== 'auth.invalid-credentials';
  }
}
