import { AppError } from '../../../errors';
import { failureOf } from '../../http/json-answer';
import type { PageAnswer } from './page-browser';
import { pageFailure, type PageOutcome } from './outcomes';

/** Addresses to which Moodle sends whoever has something to do first, or who may not go further. */
const STATIONS: readonly (readonly [RegExp, PageOutcome])[] = [
  [/\/login\/(change_password|forgot_password|set_password)\.php$/, 'must-change-password'],
  [/\/(user\/policy|admin\/tool\/policy\/\w+)\.php$/, 'policy-not-agreed'],
  [/\/user\/edit(advanced)?\.php$/, 'profile-incomplete'],
];
const MAINTENANCE = /<body[^<>]*\bid="page-maintenance-message"/;

/** What a page is about, for the meaning of its refusal. */
export type PageSubject = 'site' | 'course' | 'activity' | 'file';

const REFUSED: Readonly<Record<PageSubject, AppError['code']>> = {
  site: 'moodle.request-refused',
  course: 'moodle.course-unavailable',
  activity: 'moodle.access-denied',
  file: 'moodle.file-not-found',
};

type Found = Pick<PageAnswer, 'url' | 'location'>;

/** Where the site has an answer stand; a link that leads elsewhere says nothing of the student. */
const placeOf = ({ url, location }: Found): URL =>
  location && location.origin === url.origin ? location : url;

/** Whether this is the sign-in page, or a redirect to it. */
export const asksToSignIn = (found: Found): boolean => /\/login\/index\.php$/.test(placeOf(found).pathname);

const stationAt = (found: Found): PageOutcome | undefined =>
  STATIONS.find(([path]) => path.test(placeOf(found).pathname))?.[1];

/** Whether this is a page for whoever has something to do first, or a redirect to one. */
export const isStation = (found: Found): boolean => stationAt(found) !== undefined;

/** What stands between the student and the page, all but the need to sign in; `null` for a page. */
export function obstacleOf(answer: PageAnswer, what: string, subject: PageSubject): AppError | null {
  const { status, body } = answer;
  const at = placeOf(answer);
  const station = stationAt(answer);
  if (station) return pageFailure(station, what);
  if (/\/enrol\/index\.php$/.test(at.pathname))
    return new AppError('moodle.course-unavailable', { detail: `${what}: not enrolled` });
  if (status === 404 || status === 403)
    return new AppError(REFUSED[subject], { detail: `${what}: status ${status}` });
  const question = { what, place: subject === 'file' ? 'file' : 'site', secret: null } as const;
  if (status >= 400) {
    if (MAINTENANCE.test(body.toString('latin1')))
      return new AppError('moodle.maintenance', {
        detail: `${what}: status ${status}`,
        retryAfterMs: failureOf(answer, question).retryAfterMs,
      });
    return failureOf(answer, question);
  }
  return null;
}
