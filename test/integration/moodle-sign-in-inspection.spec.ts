import { json, refusal, Started, type Handler, type LocalSite } from './moodle-site';

const started = new Started();
afterEach(() => started.end());
const signal = (): AbortSignal => new AbortController().signal;

/** A site that says so much of itself, or answers in a way of its own. */
const siteOf = (config: (baseUrl: string) => object, rest?: Handler): Promise<LocalSite> => {
  const opened: Promise<LocalSite> = started.site(async (request, response) => {
    if (request.url.includes('/webservice/rest/')) return rest?.(request, response);
    const { site } = await opened;
    return json(response, [
      { error: false, data: { wwwroot: site.baseUrl, ...config(site.baseUrl) } },
      {
        error: true,
        exception: {
          errorcode: 'servicenotavailable',
          moreinfourl: 'https://docs.moodle.org/401/he/error/webservice/servicenotavailable',
        },
      },
    ]);
  }, '/moodle');
  return opened;
};

describe('looking at a site', () => {
  it('learns in one request how one signs in there', async () => {
    const { site, received } = await siteOf((base) => ({
      httpswwwroot: `${base}/`,
      typeoflogin: 2,
      launchurl: `${base}/admin/tool/mobile/launch.php`,
      identityproviders: [{ name: 'Microsoft', iconurl: '', url: '' }],
    }));
    expect(await started.moodle().inspect(site, signal())).toMatchObject({
      foundAt: site.baseUrl,
      homeAllowed: true,
      signIn: 'browser',
      launchUrl: `${site.baseUrl}/admin/tool/mobile/launch.php`,
      wwwroots: [site.baseUrl, site.baseUrl],
      identityProviders: ['Microsoft'],
      version: '4.1',
    });
    expect(received).toHaveLength(1);
  });

  it.each([
    ['another server', 'https://evil.example/admin/tool/mobile/launch.php'],
    ['another server that looks alike', 'http://127.0.0.1.evil.example/launch.php'],
    ['a password in front', 'http://a:b@127.0.0.1/launch.php'],
    ['a script', 'javascript:alert(1)'],
    ['nothing', ''],
    ['no address', '/launch.php'],
  ])('sends no student to %s', async (_what, launchurl) => {
    const { site } = await siteOf(() => ({ launchurl }));
    const { launchUrl } = await started.moodle().inspect(site, signal());
    expect(launchUrl).toBe(`${site.baseUrl}/admin/tool/mobile/launch.php`);
  });

  it('says where a site has moved, and goes along only where the operator allows it', async () => {
    const wwwroot = 'https://moodle27.example.test/2027';
    const { site } = await siteOf(() => ({ wwwroot, launchurl: `${wwwroot}/launch.php` }));
    const moodle = started.moodle();
    expect(await moodle.inspect(site, signal())).toMatchObject({
      wwwroot,
      homeAllowed: false,
      launchUrl: `${site.baseUrl}/admin/tool/mobile/launch.php`,
    });
    const listed = { ...site, alsoAt: ['https://moodle27.example.test'] };
    expect(await moodle.inspect(listed, signal())).toMatchObject({
      homeAllowed: true,
      launchUrl: `${wwwroot}/launch.php`,
    });
  });

  it('finds a site at another address that the operator lists', async () => {
    const there = await siteOf(() => ({}));
    const here = await started.site(
      (request, response) =>
        response.writeHead(303, { location: request.url.replace('/moodle', there.site.baseUrl) }).end(),
      '/moodle',
    );
    const moodle = started.moodle();
    const site = { ...here.site, alsoAt: [there.site.baseUrl] };
    expect(await moodle.inspect(site, signal())).toMatchObject({
      foundAt: there.site.baseUrl,
      homeAllowed: true,
    });
    await expect(started.moodle().inspect(here.site, signal())).rejects.toMatchObject({
      code: 'moodle.redirect-refused',
    });
  });

  it.each<[string, Handler, boolean]>([
    ['on', (_, r) => json(r, refusal('invalidtoken')), true],
    ['off', (_, r) => r.writeHead(403, { 'content-type': 'text/html' }).end(), false],
    ['behind an error', (_, r) => r.writeHead(500).end('<p>'), false],
  ])('tells whether REST is %s', async (_what, rest, on) => {
    const { site, received } = await siteOf(() => ({}), rest);
    expect(await started.moodle().answersRest(site, signal())).toBe(on);
    expect(received.map(({ form }) => form.has('wstoken'))).toEqual([false]);
  });
});
