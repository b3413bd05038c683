import { createServer, type Server } from 'node:net';
import { ERRORS, type University } from '../../src/contract';
import { type DemoUniversity, startDemoUniversity } from '../../src/demo';
import { SiteProbes } from '../../src/universities';
import { ask, login, type Spike, startSpike, until } from '../support/spike';

const name = { he: 'אוניברסיטה', en: 'University' };

/** Takes connections and never says a word. */
async function silentServer(): Promise<{ server: Server; baseUrl: string }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  return { server, baseUrl: `http://127.0.0.1:${address.port}` };
}

describe('the list of universities', () => {
  const demos: DemoUniversity[] = [];
  const started: Spike[] = [];
  let silent: { server: Server; baseUrl: string };

  const university = async (): Promise<DemoUniversity> => {
    const demo = await startDemoUniversity();
    demos.push(demo);
    return demo;
  };
  const spikeWith = async (demo: DemoUniversity, more: readonly { id: string; baseUrl: string }[] = []) => {
    const spike = await startSpike({
      university: demo,
      database: started[0]?.database,
      more: more.map((entry) => ({ ...entry, name })),
      env: { AUTO_SYNC_ENABLED: 'false', ROLES: 'api' },
    });
    started.push(spike);
    return spike;
  };
  const list = async (spike: Spike): Promise<ReadonlyMap<string, University>> => {
    const { status, body } = await ask<University[]>(spike, 'GET', '/api/universities');
    expect(status).toBe(200);
    return new Map(body.map((entry) => [entry.id, entry]));
  };
  const asked = (demo: DemoUniversity): number =>
    demo.requests.filter(({ functions }) => functions.includes('public_config')).length;

  beforeAll(async () => {
    silent = await silentServer();
  });
  afterAll(async () => {
    for (const spike of started.reverse()) await spike.stop();
    for (const demo of demos) await demo.stop();
    silent.server.close();
  });

  it('tells for each how one signs in there, and whether one can', async () => {
    const [form, browser, embedded, closed, cut, plain, gone] = await Promise.all(
      Array.from({ length: 7 }, () => university()),
    );
    if (!form || !browser || !embedded || !closed || !cut || !plain || !gone) throw new Error('not started');
    browser.control.signInByBrowser(2);
    embedded.control.signInByBrowser(3, { identityProviders: ['Microsoft'] });
    closed.control.maintain('חוזרים ב-06:00');
    cut.control.site.maintenance = 'cli';
    plain.control.site.webServices = false;
    await gone.stop();
    const spike = await spikeWith(
      form,
      Object.entries({ browser, embedded, closed, cut, plain, gone }).map(([id, { url }]) => ({
        id,
        baseUrl: url,
      })),
    );
    const shown = [...(await list(spike)).values()].map(({ id, signIn, status, statusMessage }) => [
      id,
      signIn,
      status,
      statusMessage,
    ]);
    expect(shown).toEqual([
      ['demo', 'password', 'ok', null],
      ['browser', 'browser', 'ok', null],
      ['embedded', 'browser', 'ok', null],
      ['closed', 'password', 'maintenance', { he: 'חוזרים ב-06:00', en: 'חוזרים ב-06:00' }],
      ['cut', 'password', 'maintenance', ERRORS['moodle.maintenance'].message],
      ['plain', 'password', 'ok', null],
      ['gone', 'password', 'unreachable', ERRORS['moodle.unreachable'].message],
    ]);
    for (const demo of [form, browser, embedded]) expect(asked(demo)).toBe(1);
    await list(spike);
    for (const demo of [form, browser, embedded]) expect(asked(demo)).toBe(1); // kept
  });

  it('never waits long for a site that does not answer, and then not at all', async () => {
    const spike = await spikeWith(await university(), [{ id: 'silent', baseUrl: silent.baseUrl }]);
    const times: number[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const began = performance.now();
      const known = await list(spike);
      times.push(performance.now() - began);
      expect(known.get('silent')).toMatchObject({
        signIn: 'password',
        status: 'unknown',
        statusMessage: null,
      });
      expect(known.get('demo')).toMatchObject({ status: 'ok' });
    }
    expect(times[0]).toBeLessThan(2500);
    expect(times[1]).toBeLessThan(1000);
  });

  it('is filled from the start, before anybody asks', async () => {
    const demo = await university();
    const spike = await spikeWith(demo);
    await until(() => spike.app.get(SiteProbes).known('demo'));
    expect(asked(demo)).toBe(1);
  });

  it('looks again when a sign-in shows that the site is not as it says', async () => {
    const demo = await university();
    const spike = await spikeWith(demo);
    expect((await list(spike)).get('demo')).toMatchObject({ signIn: 'password' });
    demo.control.signInByBrowser();
    demo.control.site.restProtocol = false; // the site does not tell that
    const before = asked(demo);
    expect((await login(spike, 'noa')).status).toBe(200); // by its pages
    const { verdict } = await spike.app.get(SiteProbes).settled('demo');
    expect(asked(demo)).toBe(before + 1);
    expect(verdict).toEqual({ way: 'pages', reason: 'moodle.web-services-disabled' });
    expect((await login(spike, 'noa')).status).toBe(200); // by its pages
    expect(asked(demo)).toBe(before + 1); // one look for a storm of refusals
  });

  it('goes on with what is known when a site goes away', async () => {
    const demo = await university();
    demo.control.signInByBrowser();
    const spike = await spikeWith(demo);
    const probes = spike.app.get(SiteProbes);
    await probes.settled('demo');
    demo.control.fault({ fn: 'public_config' }, { reset: true });
    probes.refused('demo', 'moodle.wrong-address');
    await until(() => probes.known('demo')?.status === 'unreachable');
    expect((await list(spike)).get('demo')).toMatchObject({
      signIn: 'browser',
      status: 'unreachable',
      statusMessage: ERRORS['moodle.unreachable'].message,
    });
  });
});
