import { ERRORS } from '../contract';
import type { MoodleSiteFacts } from '../moodle';
import type { SiteReport } from './probe';
import type { WayIn } from './verdict';

/** One look at a site, for an operator. */
export interface SiteVerdict extends SiteReport {
  readonly baseUrl: string;
  /** Whether the REST protocol is on; `null` where that was not asked. */
  readonly rest: boolean | null;
}

const SIGN_IN: Readonly<Record<MoodleSiteFacts['signIn'], string>> = {
  form: 'user name and password, in the app',
  browser: 'at the university, in a browser',
  'embedded-browser': 'at the university, in a browser inside the app',
};

const WAYS: Readonly<Record<WayIn, string>> = {
  password: 'students sign in with user name and password, and Spike gets a token',
  browser: 'students sign in on the university’s own page, and Spike gets a token',
  pages: 'students sign in with user name and password, and Spike reads the web pages',
  none: 'students cannot sign in',
};

const onOff = (on: boolean | null): string => (on === null ? 'not asked' : on ? 'on' : 'off');

/** Students can sign in there, now. */
export const isOpen = ({ status, verdict }: SiteVerdict): boolean =>
  status === 'ok' && verdict.way !== 'none';

function addressOf({ wwwroot, homeAllowed }: MoodleSiteFacts, baseUrl: string): string {
  if (wwwroot === baseUrl) return wwwroot;
  const followed = homeAllowed ? 'followed' : 'not one of baseUrl and alsoAt: list it there';
  return `${wwwroot} (moved: ${followed})`;
}

function linesOf(facts: MoodleSiteFacts, baseUrl: string, rest: boolean | null): [string, string][] {
  return [
    ['Site', facts.siteName ?? 'without a name'],
    ['Own address', addressOf(facts, baseUrl)],
    ['Moodle', facts.version ?? 'does not tell its version'],
    ['Maintenance', facts.maintenance ? `yes: ${facts.maintenanceMessage ?? 'no message'}` : 'no'],
    ['Web services', onOff(facts.webServices)],
    ['REST protocol', onOff(rest)],
    ['Mobile service', onOff(facts.mobileService)],
    ['Sign-in', SIGN_IN[facts.signIn]],
    ['Sign-in form', facts.loginForm ? 'yes' : 'none'],
    ['Identity providers', facts.identityProviders.join(', ') || 'none'],
    ['Launch address', facts.launchUrl],
  ];
}

/** A readable verdict, line by line. */
export function reportText(report: SiteVerdict): string {
  const { baseUrl, facts, failure, detail, rest, status, verdict } = report;
  const reason = failure && `${ERRORS[failure].message.en} (${[failure, detail].filter(Boolean).join(': ')})`;
  const known: [string, string][] = facts ? linesOf(facts, baseUrl, rest) : [];
  const lines: [string, string][] = [['Reachable', reason === null ? 'yes' : `no: ${reason}`], ...known];
  const width = Math.max(...lines.map(([label]) => label.length));
  const why = verdict.reason === null ? '' : `: ${ERRORS[verdict.reason].message.en} (${verdict.reason})`;
  const later = status === 'maintenance' && verdict.way !== 'none' ? ', once the maintenance is over' : '';
  return [
    baseUrl,
    '',
    ...lines.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`),
    '',
    `  Verdict: ${verdict.way} - ${WAYS[verdict.way]}${later}${why}`,
    '',
  ].join('\n');
}
