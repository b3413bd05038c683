import { parsePublicConfig } from './public-config';
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
      siteName: 'הנגב & הגליל',
      signIn: 'form',
      webServices: true,
      mobileService: true,
      maintenance: false,
      maintenanceMessage: null,
      launchUrl: 'https://moodle.example.test/2027/admin/tool/mobile/launch.php',
      language: 'he',
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
