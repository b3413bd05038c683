import type { ErrorCode } from '../../contract';
import { AppError, toAppError } from '../../errors';
import type { SyncDraft } from './draft';
import type { RunContext } from './run-context';

/** Errors of one course that mean no other can be read or stored either. */
const ENDS_THE_RUN = new Set<ErrorCode>([
  'database.unavailable',
  'moodle.web-services-disabled',
  'moodle.mobile-service-disabled',
  'moodle.wrong-address',
]);

export const endsTheRun = (error: AppError): boolean =>
  error.kind === 'sign-in' || error.code === 'server.unexpected' || ENDS_THE_RUN.has(error.code);

/** What costs the course, or the part, in whose work it was thrown; what costs the run is thrown on. */
export function ownFault(thrown: unknown, { signal }: Pick<RunContext, 'signal'>): AppError {
  signal.throwIfAborted();
  const error = toAppError(thrown);
  if (endsTheRun(error)) throw thrown;
  return error;
}

/** A run that brought no course at all has failed, for the reason its courses share. */
export function refuseEmptyHanded(draft: SyncDraft): void {
  if (draft.listed.length === 0 || draft.read.size > 0) return;
  const codes = new Set([...draft.failures.values()].map(({ error }) => error.code));
  const [only] = codes;
  throw new AppError(codes.size === 1 && only ? only : 'sync.all-courses-failed');
}
