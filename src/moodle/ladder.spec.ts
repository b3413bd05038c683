import type { ErrorCode } from '../contract';
import { AppError } from '../errors';
import { refused } from './failures/errorcodes';
import { climb, type OpenedPages } from './ladder';
import type { OpenedAccount } from './ws/sign-in';

const ACCOUNT = { access: {}, profile: {} } as unknown as OpenedAccount;
const PAGES = { session: {}, profile: {} } as unknown as OpenedPages;
const fails = (error: AppError) => () => Promise.reject<never>(error);
const refusal = (errorcode: string) => refused(errorcode, 'sign-in', 'login/token.php', '');

async function climbed(
  token: () => Promise<OpenedAccount>,
  pages: () => Promise<OpenedPages> = async () => PAGES,
  noTokens = false,
): Promise<{ way: unknown; tries: number }> {
  let tries = 0;
  const counted = (): Promise<OpenedPages> => {
    tries += 1;
    return pages();
  };
  const way = await climb({ token, pages: counted, noTokens }).catch((error: unknown) => error);
  return { way, tries };
}

describe('the way in', () => {
  it('is a token where there is one, and pages are not even asked', async () => {
    expect(await climbed(async () => ACCOUNT)).toEqual({ way: ACCOUNT, tries: 0 });
  });

  it.each([
    'enablewsdescription',
    'servicenotavailable',
    'cannotcreatetoken',
    'missingrequiredcapability',
    'usernotallowed',
    'invalidtimedtoken',
    'invalidiptoken',
    'accessexception',
  ])('is pages after %s', async (errorcode) => {
    const error = refusal(errorcode);
    expect(await climbed(fails(error))).toEqual({ way: { ...PAGES, refusal: error.code }, tries: 1 });
  });

  it('is pages where services, or their protocol, are off', async () => {
    const { tries } = await climbed(fails(new AppError('moodle.web-services-disabled')));
    expect(tries).toBe(1);
  });

  it.each([
    'invalidlogin',
    'usernotconfirmed',
    'noguest',
    'passwordisexpired',
    'restoredaccountresetpassword',
    'suspended',
    'sitemaintenance',
    'requirecorrectaccess',
    'missingparam',
    'an errorcode of a plug-in',
  ])('ends with %s: the password is tried at no other door', async (errorcode) => {
    const error = refusal(errorcode);
    expect(await climbed(fails(error))).toEqual({ way: error, tries: 0 });
  });

  it.each(['invalidlogin', 'usernotconfirmed', 'suspended', 'passwordisexpired', 'sitemaintenance'])(
    'ends with %s even where the site says that it has no tokens',
    async (errorcode) => {
      expect((await climbed(fails(refusal(errorcode)), undefined, true)).tries).toBe(0);
    },
  );

  it.each<[ErrorCode, number]>([
    ['moodle.wrong-address', 1],
    ['moodle.access-denied', 1],
    ['moodle.unreachable', 0],
    ['moodle.timeout', 0],
    ['moodle.busy', 0],
  ])('where the site says that it has none, and the address is closed (%s)', async (code, tries) => {
    expect((await climbed(fails(new AppError(code)), undefined, true)).tries).toBe(tries);
    expect((await climbed(fails(new AppError(code)))).tries).toBe(0);
  });

  it('is what stood in the way of a token, where there is no form', async () => {
    const error = refusal('enablewsdescription');
    for (const code of ['auth.browser-sign-in-required', 'moodle.request-refused'] as const)
      expect((await climbed(fails(error), fails(new AppError(code)))).way).toBe(error);
    const wrong = new AppError('auth.invalid-credentials');
    expect((await climbed(fails(error), fails(wrong))).way).toBe(wrong);
  });
});
