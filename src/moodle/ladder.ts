import { AppError } from '../errors';
import type { ErrorCode } from '../contract';
import { MoodleRefusal } from './failures/errorcodes';
import type { PageSession } from './pages';
import type { MoodleProfile } from './words';
import type { OpenedAccount } from './ws/sign-in';

/** A student's session on the site's own pages, where no token is to be had. */
export interface OpenedPages {
  readonly session: PageSession;
  readonly profile: MoodleProfile;
  /** Why there is no token, where one was asked for. */
  readonly refusal?: ErrorCode;
}

/** The way in that a password opened. */
export type OpenedWay = OpenedAccount | OpenedPages;

/**
 * Refusals that speak of the site or of what an account may do with a token, and never of the password: all but the first are given to a
 * right one alone.
 */
const NO_TOKENS: ReadonlySet<string> = new Set([
  'enablewsdescription',
  'servicenotavailable',
  'cannotcreatetoken',
  'missingrequiredcapability',
  'usernotallowed',
  'invalidtimedtoken',
  'invalidiptoken',
  // Of a token that was just given: the service, or the right to call it, is taken away.
  'accessexception',
]);

/** Whether the same password may open the site's pages, where it was not found wrong. */
function leavesThePages(error: unknown, noTokens: boolean): error is AppError {
  if (!(error instanceof AppError)) return false;
  // 403 with nothing: services, or their protocol, are off.
  if (error.code === 'moodle.web-services-disabled') return true;
  if (error instanceof MoodleRefusal && error.errorcode !== null && NO_TOKENS.has(error.errorcode))
    return true;
  // Where there are none, the address that gives them may be closed altogether.
  return noTokens && error.kind === 'api' && !error.retryable;
}

/** There is no form either: then what stood in the way of a token is what there is to say. */
const NO_FORM: ReadonlySet<ErrorCode> = new Set(['auth.browser-sign-in-required', 'moodle.request-refused']);

/**
 * Tries a token, and where the site gives none, its pages; each once. A token is asked for even where the site is said to have none
 * (`noTokens`): what it says may be old, and nobody's account is locked by it.
 */
export async function climb(ways: {
  readonly token: () => Promise<OpenedAccount>;
  readonly pages: () => Promise<OpenedPages>;
  readonly noTokens: boolean;
}): Promise<OpenedWay> {
  try {
    return await ways.token();
  } catch (refusal) {
    if (!leavesThePages(refusal, ways.noTokens)) throw refusal;
    try {
      return { ...(await ways.pages()), refusal: refusal.code };
    } catch (error) {
      throw error instanceof AppError && NO_FORM.has(error.code) ? refusal : error;
    }
  }
}
