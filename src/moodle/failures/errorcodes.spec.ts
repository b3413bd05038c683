import { ERRORS } from '../../contract';
import { codeOf, ERRORCODES, refused, type Place } from './errorcodes';

describe('errorcodes', () => {
  it.each<[string, Place, string]>([
    ['invalidlogin', 'sign-in', 'auth.invalid-credentials'],
    ['usernotconfirmed', 'sign-in', 'auth.account-not-confirmed'],
    ['noguest', 'sign-in', 'auth.guest-not-allowed'],
    ['cannotcreatetoken', 'sign-in', 'auth.account-not-allowed'],
    ['passwordisexpired', 'sign-in', 'auth.must-change-password'],
    ['enablewsdescription', 'sign-in', 'moodle.web-services-disabled'],
    ['servicenotavailable', 'sign-in', 'moodle.mobile-service-disabled'],
    ['requirecorrectaccess', 'sign-in', 'moodle.wrong-address'],
    ['sitemaintenance', 'site', 'moodle.maintenance'],
    ['invalidtoken', 'course', 'auth.moodle-token-expired'],
    ['accessexception', 'site', 'auth.moodle-token-expired'],
    ['accessexception', 'course', 'auth.moodle-token-expired'],
    ['accessexception', 'file', 'moodle.access-denied'],
    ['accessexception', 'sign-in', 'auth.account-not-allowed'],
    ['wsaccessusersuspended', 'site', 'auth.moodle-account-suspended'],
    ['errorcoursecontextnotvalid', 'course', 'moodle.course-unavailable'],
    ['requireloginerror', 'activity', 'moodle.course-unavailable'],
    ['requireloginerror', 'file', 'moodle.access-denied'],
    ['invalidrecord', 'course', 'moodle.course-unavailable'],
    ['invalidrecord', 'site', 'moodle.function-missing'],
    ['invalidrecord', 'activity', 'moodle.access-denied'],
    ['forcepasswordchangenotice', 'file', 'auth.must-change-password'],
    ['sitepolicynotagreed', 'file', 'auth.policy-not-agreed'],
    ['filenotfound', 'file', 'moodle.file-not-found'],
    ['invalidparameter', 'course', 'moodle.request-refused'],
    ['Unable to find forum with id 99999', 'activity', 'moodle.request-refused'],
    ['constructor', 'site', 'moodle.request-refused'],
    ['__proto__', 'site', 'moodle.request-refused'],
  ])('%s at %s is %s', (errorcode, place, code) => expect(codeOf(errorcode, place)).toBe(code));

  it('knows nothing but our own codes', () => {
    const codes = Object.values(ERRORCODES).flatMap((meaning) =>
      typeof meaning === 'string' ? [meaning] : Object.values(meaning),
    );
    expect(codes.filter((code) => !(code in ERRORS))).toEqual([]);
  });

  it.each([
    ['Limit must be between 1 and 50 (inclusive)', 'f: Limit must be between 1 and 50 (inclusive)'],
    ['<b>x</b>', 'f: unprintable errorcode'],
    ['x'.repeat(101), 'f: unprintable errorcode'],
    ['echo of s3cret', 'f: unprintable errorcode'],
  ])('shows errorcode %j as %j', (errorcode, detail) =>
    expect(refused(errorcode, 'site', 'f', 's3cret').detail).toBe(detail),
  );

  it.each([
    ['nopermissions', 'f: nopermissions'],
    ['invalidparameter', 'f: invalidparameter'],
    ['sesskeyofnoa', 'f: unprintable errorcode'],
    ['constructor', 'f: unprintable errorcode'],
    ['Limit must be between 1 and 50', 'f: unprintable errorcode'],
  ])('where the secrets are not at hand, shows errorcode %j as %j', (errorcode, detail) =>
    expect(refused(errorcode, 'site', 'f', null).detail).toBe(detail),
  );
});
