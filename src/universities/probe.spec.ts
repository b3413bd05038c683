import { ERRORS } from '../contract';
import { AppError } from '../errors';
import type { MoodleSiteFacts } from '../moodle';
import { look, reportOf } from './probe';

const site = { universityId: 'test', baseUrl: 'https://moodle.example.test' };
const facts: MoodleSiteFacts = {
  wwwroot: site.baseUrl,
  httpsWwwroot: null,
  siteName: 'Test',
  signIn: 'browser',
  webServices: true,
  mobileService: true,
  maintenance: false,
  maintenanceMessage: null,
  launchUrl: `${site.baseUrl}/admin/tool/mobile/launch.php`,
  loginForm: true,
  identityProviders: [],
  language: 'he',
  version: '4.5',
  foundAt: site.baseUrl,
  homeAllowed: true,
  wwwroots: [site.baseUrl],
};
const seen = (differences: Partial<MoodleSiteFacts> = {}) => ({
  facts: { ...facts, ...differences },
  failure: null,
});
const never = new AbortController().signal;

describe('look', () => {
  it('brings the site’s words', async () => {
    expect(await look({ inspect: async () => facts }, site, never)).toEqual(seen());
  });

  it('brings the reason where there are none', async () => {
    const inspect = (): Promise<never> =>
      Promise.reject(new AppError('moodle.unreachable', { detail: 'ECONNREFUSED' }));
    expect(await look({ inspect }, site, never)).toEqual({
      failure: 'moodle.unreachable',
      detail: 'ECONNREFUSED',
    });
  });

  const hanging = (_: unknown, signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
    );

  it('ends when it takes too long', async () => {
    expect(await look({ inspect: hanging }, site, never, 5)).toEqual({ failure: 'moodle.timeout' });
  });

  it('ends with the reason when it is given up', async () => {
    const reason = new AppError('server.shutting-down');
    const stopping = new AbortController();
    const looking = look({ inspect: hanging }, site, stopping.signal);
    stopping.abort(reason);
    await expect(looking).rejects.toBe(reason);
  });
});

describe('reportOf', () => {
  it('has nothing to say about a site that is well', () => {
    expect(reportOf(seen())).toEqual({
      status: 'ok',
      statusMessage: null,
      failure: null,
      detail: null,
      facts,
      verdict: { way: 'browser', reason: null },
    });
  });

  it('repeats what a site under maintenance tells its students', () => {
    const told = reportOf(seen({ maintenance: true, maintenanceMessage: 'חוזרים ב-06:00' }));
    expect(told).toMatchObject({
      status: 'maintenance',
      statusMessage: { he: 'חוזרים ב-06:00', en: 'חוזרים ב-06:00' },
      verdict: { way: 'browser' },
    });
    expect(reportOf(seen({ maintenance: true })).statusMessage).toEqual(ERRORS['moodle.maintenance'].message);
    const long = reportOf(seen({ maintenance: true, maintenanceMessage: 'x'.repeat(5000) }));
    expect(long.statusMessage?.he).toHaveLength(300);
  });

  it.each([
    ['moodle.maintenance', 'maintenance'],
    ['moodle.unreachable', 'unreachable'],
    ['moodle.timeout', 'unreachable'],
    ['moodle.wrong-address', 'unreachable'],
  ] as const)('tells %s as %s', (failure, status) => {
    expect(reportOf({ failure })).toEqual({
      status,
      statusMessage: ERRORS[failure].message,
      failure,
      detail: null,
      facts: null,
      verdict: { way: 'none', reason: failure },
    });
  });

  it('keeps the way in of a site that cannot be asked any more', () => {
    const before = reportOf(seen());
    expect(reportOf({ failure: 'moodle.unreachable' }, { before })).toMatchObject({
      status: 'unreachable',
      facts,
      verdict: { way: 'browser' },
    });
  });

  it('tells a site to which no way leads as closed, with the reason', () => {
    expect(reportOf(seen({ homeAllowed: false }))).toMatchObject({
      status: 'unreachable',
      statusMessage: ERRORS['moodle.wrong-address'].message,
    });
  });

  it('believes a refused sign-in more than the site', () => {
    expect(reportOf(seen(), { refusal: 'moodle.mobile-service-disabled' })).toMatchObject({
      facts: { mobileService: false },
      verdict: { way: 'pages', reason: 'moodle.mobile-service-disabled' },
    });
    expect(reportOf(seen(), { refusal: 'moodle.wrong-address' }).verdict.way).toBe('browser');
  });
});
