import type { MoodleSiteFacts } from '../moodle';
import { reportOf } from './probe';
import { isOpen, reportText, type SiteVerdict } from './report-text';

const baseUrl = 'https://moodle.example.test';
const facts: MoodleSiteFacts = {
  wwwroot: baseUrl,
  httpsWwwroot: null,
  siteName: 'מודל',
  signIn: 'browser',
  webServices: true,
  mobileService: true,
  maintenance: false,
  maintenanceMessage: null,
  launchUrl: `${baseUrl}/admin/tool/mobile/launch.php`,
  loginForm: true,
  identityProviders: ['Microsoft', 'Google'],
  language: 'he',
  version: '4.5',
  foundAt: baseUrl,
  homeAllowed: true,
  wwwroots: [baseUrl],
};
const verdictOn = (differences: Partial<MoodleSiteFacts> = {}, rest: boolean | null = true): SiteVerdict => ({
  ...reportOf({ facts: { ...facts, ...differences }, failure: null }),
  baseUrl,
  rest,
});

describe('reportText', () => {
  it('tells an operator everything that was seen, and what it comes to', () => {
    expect(reportText(verdictOn())).toBe(`https://moodle.example.test

  Reachable           yes
  Site                מודל
  Own address         https://moodle.example.test
  Moodle              4.5
  Maintenance         no
  Web services        on
  REST protocol       on
  Mobile service      on
  Sign-in             at the university, in a browser
  Sign-in form        yes
  Identity providers  Microsoft, Google
  Launch address      https://moodle.example.test/admin/tool/mobile/launch.php

  Verdict: browser - students sign in on the university’s own page, and Spike gets a token
`);
  });

  it.each<[string, Partial<MoodleSiteFacts>, RegExp]>([
    ['a move that is followed', { wwwroot: `${baseUrl}/2027` }, /2027 \(moved: followed\)/],
    [
      'a move that is not',
      { homeAllowed: false, wwwroot: 'https://b.example' },
      /b\.example \(moved: not one of/,
    ],
    ['why it is not better', { webServices: false }, /Verdict: pages - .*\(moodle\.web-services-disabled\)/],
    [
      'maintenance',
      { maintenance: true, maintenanceMessage: 'עד מחר' },
      /yes: עד מחר[^]*Verdict: browser - .*, once the maintenance is over/,
    ],
  ])('tells of %s', (_what, differences, text) => expect(reportText(verdictOn(differences))).toMatch(text));

  it('says why a site cannot be asked, and no more', () => {
    const text = reportText({
      ...reportOf({ failure: 'moodle.unreachable', detail: 'ECONNREFUSED' }),
      baseUrl,
      rest: null,
    });
    expect(text.split('\n')).toHaveLength(6);
    expect(text).toMatch(
      /Reachable {2}no: The Moodle site cannot be reached right now \(moodle\.unreachable: ECONNREFUSED\)/,
    );
    expect(text).toMatch(/Verdict: none - students cannot sign in/);
  });
});

describe('isOpen', () => {
  it.each<[string, SiteVerdict, boolean]>([
    ['a browser site', verdictOn(), true],
    ['a site of passwords', verdictOn({ signIn: 'form' }), true],
    ['a site without web services', verdictOn({ webServices: false }), true],
    ['a site under maintenance', verdictOn({ maintenance: true }), false],
    ['a site elsewhere', verdictOn({ homeAllowed: false }), false],
    ['a site that is away', { ...reportOf({ failure: 'moodle.timeout' }), baseUrl, rest: null }, false],
  ])('%s', (_what, report, open) => expect(isOpen(report)).toBe(open));
});
