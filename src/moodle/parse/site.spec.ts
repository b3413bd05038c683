import { parsePublicConfig, parseVersion } from './public-config';
import { parseSiteInfo } from './site-info';

const invalid = expect.objectContaining({ code: 'moodle.invalid-response' });

describe('parseSiteInfo', () => {
  it('reads who the student is and what the token may call', () => {
    const reply = {
      sitename: 'אוניברסיטה',
      username: 'noa',
      fullname: 'נועה לוי',
      lang: 'he',
      userid: '3',
      release: '4.5 (Build: 20241007)',
      functions: [{ name: 'core_course_get_contents', version: '1' }, { version: '2' }, null],
    };
    expect(parseSiteInfo(reply)).toEqual({
      userId: 3,
      username: 'noa',
      fullName: 'נועה לוי',
      language: 'he',
      release: '4.5 (Build: 20241007)',
      functions: new Set(['core_course_get_contents']),
    });
  });

  it('needs a user id and nothing else', () => {
    expect(parseSiteInfo({ userid: 3, username: 'noa' })).toMatchObject({ fullName: 'noa', release: null });
    for (const reply of [{}, { userid: null }, null, []]) expect(() => parseSiteInfo(reply)).toThrow(invalid);
  });
});

describe('parsePublicConfig', () => {
  const reply = {
    wwwroot: 'https://moodle.example.test/2027/',
    sitename: 'הנגב &amp; הגליל',
    enablewebservices: 1,
    enablemobilewebservice: '1',
    maintenanceenabled: 0,
    maintenancemessage: '',
    typeoflogin: 1,
    launchurl: 'https://moodle.example.test/2027/admin/tool/mobile/launch.php',
    lang: 'he',
  };

  it('reads what a site says about itself', () => {
    expect(parsePublicConfig(reply)).toEqual({
      wwwroot: 'https://moodle.example.test/2027',
      httpsWwwroot: null,
      siteName: 'הנגב & הגליל',
      signIn: 'form',
      webServices: true,
      mobileService: true,
      maintenance: false,
      maintenanceMessage: null,
      launchUrl: 'https://moodle.example.test/2027/admin/tool/mobile/launch.php',
      loginForm: true,
      identityProviders: [],
      language: 'he',
      version: null,
    });
  });

  it('names the ways in that its sign-in page offers, and nothing else of them', () => {
    const more = {
      ...reply,
      httpswwwroot: 'https://secure.example.test/',
      showloginform: 0,
      identityproviders: [
        { name: 'Microsoft &amp; Co', iconurl: 'https://a', url: 'https://login.example' },
        { name: '' },
        null,
        { name: 'הזדהות אחידה', url: '' },
      ],
    };
    expect(parsePublicConfig(more)).toMatchObject({
      httpsWwwroot: 'https://secure.example.test',
      loginForm: false,
      identityProviders: ['Microsoft & Co', 'הזדהות אחידה'],
    });
  });

  it.each([
    [1, 'form'],
    [2, 'browser'],
    [3, 'embedded-browser'],
    ['2', 'browser'],
    [undefined, 'form'],
  ])('reads type of login %j as %s', (typeoflogin, signIn) =>
    expect(parsePublicConfig({ ...reply, typeoflogin }).signIn).toBe(signIn),
  );

  it('tells maintenance and switched-off services', () => {
    const closed = { ...reply, enablewebservices: 0, enablemobilewebservice: 0, maintenanceenabled: 1 };
    expect(parsePublicConfig({ ...closed, maintenancemessage: '<p>נשוב ב-8</p>' })).toMatchObject({
      webServices: false,
      mobileService: false,
      maintenance: true,
      maintenanceMessage: 'נשוב ב-8',
    });
  });

  it('refuses a reply without an address', () => expect(() => parsePublicConfig({})).toThrow(invalid));
});

describe('parseVersion', () => {
  const answer = (moreinfourl: unknown): unknown => [
    { error: false, data: {} },
    { error: true, exception: { errorcode: 'servicenotavailable', moreinfourl } },
  ];

  it.each([
    ['https://docs.moodle.org/405/he/error/webservice/servicenotavailable', '4.5'],
    ['https://docs.moodle.org/401/en/error/x', '4.1'],
    ['http://docs.moodle.org/39/he/error/x', '3.9'],
    ['https://docs.moodle.org/311/en/x', '3.11'],
    ['https://docs.moodle.org/500/en/x', '5.0'],
    ['https://docs.university.example/405/he/x', null],
    ['', null],
    [7, null],
  ])('reads %j as %j', (address, version) => expect(parseVersion(answer(address))).toBe(version));

  it.each([[[]], [null], [{}], [[{ error: false }]], ['text']])('finds none in %j', (reply) =>
    expect(parseVersion(reply)).toBeNull(),
  );
});
