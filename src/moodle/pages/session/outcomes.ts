import type { ErrorCode } from '../../../contract';
import { AppError } from '../../../errors';

/** What can stand between a student and the pages of their Moodle, each with the code it is reported by. */
const OUTCOMES = {
  'wrong-credentials': 'auth.invalid-credentials',
  'account-locked': 'auth.account-locked',
  'not-confirmed': 'auth.account-not-confirmed',
  'must-change-password': 'auth.must-change-password',
  'policy-not-agreed': 'auth.policy-not-agreed',
  'profile-incomplete': 'auth.profile-incomplete',
  /** The sign-in page leads to another host, or offers nothing but other ways in. */
  'browser-sign-in': 'auth.browser-sign-in-required',
  /** A visitor who never signed in is signed in already, as whoever the site decides. */
  'signed-in-unasked': 'auth.browser-sign-in-required',
  'no-sign-in-form': 'moodle.request-refused',
  'other-address': 'moodle.wrong-address',
  /** The site ended the session, and the one after it too. */
  'session-ended': 'auth.moodle-token-expired',
  unreadable: 'moodle.invalid-response',
} as const satisfies Record<string, ErrorCode>;

export type PageOutcome = keyof typeof OUTCOMES;

/** The outcome as an error; `detail` is for the log and holds neither text of the page nor anything that was typed. */
export function pageFailure(outcome: PageOutcome, detail: string): AppError {
  return new AppError(OUTCOMES[outcome], { detail: `${detail}: ${outcome}` });
}
