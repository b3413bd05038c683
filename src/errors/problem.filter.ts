import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ERRORS, type ErrorCode, type Problem } from '../contract';
import { allowedMethods } from './allowed-methods';
import { AppError, toAppError } from './app-error';

/** The HTTP status of each code. The one place where errors meet HTTP. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  'auth.invalid-credentials': 401,
  'auth.unknown-university': 404,
  'auth.must-change-password': 403,
  'auth.account-not-confirmed': 403,
  'auth.policy-not-agreed': 403,
  'auth.profile-incomplete': 403,
  'auth.guest-not-allowed': 403,
  'auth.account-not-allowed': 403,
  'auth.account-locked': 403,
  'auth.session-required': 401,
  'auth.session-expired': 401,
  'auth.moodle-token-expired': 409,
  'auth.password-not-kept': 409,
  'auth.moodle-account-suspended': 403,
  'auth.browser-sign-in-required': 403,
  'auth.password-sign-in-required': 403,
  'auth.passport-unknown': 401,
  'auth.return-address-invalid': 400,
  'auth.cross-site-request': 403,
  'moodle.unreachable': 502,
  'moodle.timeout': 504,
  'moodle.maintenance': 503,
  'moodle.busy': 503,
  'moodle.server-error': 502,
  'moodle.web-services-disabled': 502,
  'moodle.mobile-service-disabled': 502,
  'moodle.wrong-address': 502,
  'moodle.redirect-refused': 502,
  'moodle.invalid-response': 502,
  'moodle.response-too-large': 502,
  'moodle.course-unavailable': 404,
  'moodle.access-denied': 403,
  'moodle.function-missing': 502,
  'moodle.request-refused': 502,
  'moodle.file-not-found': 404,
  'sync.timeout': 504,
  'sync.retries-exhausted': 502,
  'sync.all-courses-failed': 502,
  'sync.job-not-found': 404,
  'sync.job-finished': 409,
  'library.not-found': 404,
  'library.not-stored': 500,
  'request.malformed': 400,
  'request.invalid': 400,
  'request.too-large': 413,
  'request.unsupported-media-type': 415,
  'request.not-found': 404,
  'request.method-not-allowed': 405,
  'request.too-many': 429,
  'socket.unknown-event': 400,
  'socket.too-many-subscriptions': 400,
  'database.unavailable': 503,
  'server.shutting-down': 503,
  'server.unexpected': 500,
};

/** What the HTTP layers below ours throw, by the status they chose. */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'request.malformed',
  404: 'request.not-found',
  405: 'request.method-not-allowed',
  413: 'request.too-large',
  415: 'request.unsupported-media-type',
  429: 'request.too-many',
};

function statusOf(thrown: unknown): number | null {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (typeof thrown !== 'object' || thrown === null) return null;
  // body-parser, path decoding: plain errors that carry a status meant for the client.
  const { status, expose } = thrown as { status?: unknown; expose?: unknown };
  if (typeof status === 'number' && expose === true) return status;
  return thrown instanceof URIError ? 400 : null;
}

function asAppError(thrown: unknown): AppError {
  const status = thrown instanceof AppError ? null : statusOf(thrown);
  if (status === null || status >= 500) return toAppError(thrown);
  return new AppError(BY_STATUS[status] ?? 'request.invalid', { cause: thrown });
}

export function toProblem(error: AppError, instance: string, requestId: string | undefined): Problem {
  return {
    type: `urn:spike:error:${error.code}`,
    title: ERRORS[error.code].message.en,
    status: STATUS[error.code],
    instance,
    ...error.report(),
    ...(error.fields ? { errors: error.fields } : {}),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** Turns whatever was thrown into RFC 9457 problem details. Only what nobody foresaw is logged as an error. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<Request>(), http.getResponse<Response>());
  }

  answer(thrown: unknown, request: Request & { id?: unknown }, response: Response): void {
    // `request.path` lacks the part at which a layer is mounted.
    const [path = '/'] = request.originalUrl.split('?', 1);
    const found = asAppError(thrown);
    const allowed = found.code === 'request.not-found' ? allowedMethods(request, path) : [];
    const error = allowed.length === 0 ? found : new AppError('request.method-not-allowed');
    const requestId = typeof request.id === 'string' ? request.id : undefined;
    if (error.code === 'server.unexpected') {
      this.logger.error({
        msg: 'a request failed unexpectedly',
        requestId,
        method: request.method,
        path,
        err: error.cause,
      });
    } else if (error.detail !== undefined || ERRORS[error.code].kind !== 'validation') {
      this.logger.debug({ msg: 'request refused', requestId, code: error.code, detail: error.detail });
    }
    if (response.headersSent) {
      response.destroy(); // half an answer must not look like a whole one
      return;
    }
    if (allowed.length > 0) response.setHeader('Allow', allowed.join(', '));
    if (error.retryAfterMs !== undefined)
      response.setHeader('Retry-After', Math.ceil(error.retryAfterMs / 1000));
    const problem = toProblem(error, path, requestId);
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}
