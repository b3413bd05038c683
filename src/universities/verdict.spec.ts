import { type Sight, verdictOn } from './verdict';

const site: Sight = {
  homeAllowed: true,
  webServices: true,
  mobileService: true,
  signIn: 'form',
  loginForm: true,
};

describe('verdictOn', () => {
  it.each<[string, Partial<Sight>, string, string | null]>([
    ['a plain site', {}, 'password', null],
    ['a site without a form of its own', { loginForm: false }, 'password', null],
    ['a site that signs in in a browser', { signIn: 'browser' }, 'browser', null],
    ['a site that signs in in an app’s browser', { signIn: 'embedded-browser' }, 'browser', null],
    ['no web services', { webServices: false }, 'pages', 'moodle.web-services-disabled'],
    ['no mobile service', { mobileService: false }, 'pages', 'moodle.mobile-service-disabled'],
    ['neither', { webServices: false, mobileService: false }, 'pages', 'moodle.web-services-disabled'],
    [
      'a browser site without web services',
      { signIn: 'browser', webServices: false },
      'pages',
      'moodle.web-services-disabled',
    ],
    [
      'no web services and no form',
      { webServices: false, loginForm: false },
      'none',
      'moodle.web-services-disabled',
    ],
    [
      'no mobile service and no form',
      { mobileService: false, loginForm: false },
      'none',
      'moodle.mobile-service-disabled',
    ],
    ['an address that nobody allowed', { homeAllowed: false }, 'none', 'moodle.wrong-address'],
  ])('%s', (_, differences, way, reason) =>
    expect(verdictOn({ ...site, ...differences })).toEqual({ way, reason }),
  );
});
