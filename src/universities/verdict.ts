import type { ErrorCode } from '../contract';
import type { MoodleSiteFacts } from '../moodle';

/**
 * The best way in: `password` for a token, `browser` on the university's own page for a token, `pages` with a password through the site's
 * web pages (for a student the same as `password`), or `none`.
 */
export type WayIn = 'password' | 'browser' | 'pages' | 'none';

export interface Verdict {
  readonly way: WayIn;
  /** What stands in the way of a better one; `null` where nothing does. */
  readonly reason: ErrorCode | null;
}

/** What the verdict is made of. */
export type Sight = Pick<
  MoodleSiteFacts,
  'homeAllowed' | 'webServices' | 'mobileService' | 'signIn' | 'loginForm'
>;

const hasTokens = ({ webServices, mobileService }: Sight): boolean => webServices && mobileService;
const withoutTokens = ({ webServices }: Sight): ErrorCode =>
  webServices ? 'moodle.mobile-service-disabled' : 'moodle.web-services-disabled';

/** The first rule that holds decides. */
const RULES: readonly (readonly [
  holds: (sight: Sight) => boolean,
  way: WayIn,
  reason: (sight: Sight) => ErrorCode | null,
])[] = [
  [({ homeAllowed }) => !homeAllowed, 'none', () => 'moodle.wrong-address'],
  [(sight) => hasTokens(sight) && sight.signIn !== 'form', 'browser', () => null],
  [hasTokens, 'password', () => null],
  [({ loginForm }) => loginForm, 'pages', withoutTokens],
  [() => true, 'none', withoutTokens],
];

export function verdictOn(sight: Sight): Verdict {
  const [, way, reason] = RULES.find(([holds]) => holds(sight)) ?? [null, 'none' as const, withoutTokens];
  return { way, reason: reason(sight) };
}
