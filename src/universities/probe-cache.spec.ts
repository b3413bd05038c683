import type { MoodleSiteFacts } from '../moodle';
import type { Sighting } from './probe';
import { ProbeCache } from './probe-cache';

const FACTS: MoodleSiteFacts = {
  wwwroot: 'https://moodle.example.test',
  httpsWwwroot: null,
  siteName: null,
  signIn: 'form',
  webServices: true,
  mobileService: true,
  maintenance: false,
  maintenanceMessage: null,
  launchUrl: 'https://moodle.example.test/admin/tool/mobile/launch.php',
  loginForm: true,
  identityProviders: [],
  language: null,
  version: null,
  foundAt: 'https://moodle.example.test',
  homeAllowed: true,
  wwwroots: ['https://moodle.example.test'],
};
const WELL: Sighting = { facts: FACTS, failure: null };
const SSO: Sighting = { facts: { ...FACTS, signIn: 'browser' }, failure: null };
const AWAY: Sighting = { failure: 'moodle.unreachable' };

/** A cache whose looks are answered by hand, and whose clock stands still. */
class Bench {
  time = 1000;
  readonly looks: { id: string; answer: (sighting: Sighting) => void; fail: (error: Error) => void }[] = [];
  readonly cache = new ProbeCache({
    look: (id) => new Promise((answer, fail) => this.looks.push({ id, answer, fail })),
    now: () => this.time,
    freshMs: 600,
    failureMs: 60,
    patienceMs: 300,
  });

  answer(sighting: Sighting): void {
    this.looks[this.looks.length - 1]?.answer(sighting);
  }

  async seen(sighting: Sighting): Promise<void> {
    const settled = this.cache.settled('a');
    this.answer(sighting);
    await settled;
  }
}

describe('ProbeCache', () => {
  it('looks once for all who ask at the same time, and again when that is old', async () => {
    const bench = new Bench();
    expect(bench.cache.known('a')).toBeNull();
    const asked = [bench.cache.latest('a'), bench.cache.settled('a'), bench.cache.latest('a')];
    bench.answer(WELL);
    expect((await Promise.all(asked)).map((report) => report?.verdict.way)).toEqual(
      Array(3).fill('password'),
    );
    bench.time += 599;
    expect((await bench.cache.latest('a'))?.status).toBe('ok');
    expect(bench.looks).toHaveLength(1);
    bench.time += 1;
    const again = bench.cache.latest('a');
    bench.answer(SSO);
    expect((await again)?.verdict.way).toBe('browser');
    expect(bench.looks).toHaveLength(2);
  });

  it('looks again soon after a failure, and knows the way in all the while', async () => {
    const bench = new Bench();
    await bench.seen(SSO);
    bench.time += 600;
    await bench.seen(AWAY);
    expect(bench.cache.known('a')).toMatchObject({ status: 'unreachable', verdict: { way: 'browser' } });
    bench.time += 59;
    await bench.cache.latest('a');
    expect(bench.looks).toHaveLength(2);
    bench.time += 1;
    await bench.seen(SSO);
    expect(bench.cache.known('a')?.status).toBe('ok');
  });

  it('answers what is known when a look takes long, and the next time at once', async () => {
    const bench = new Bench();
    expect(await bench.cache.latest('a')).toBeNull();
    bench.time += 1000;
    const began = performance.now();
    expect(await bench.cache.latest('a')).toBeNull();
    expect(performance.now() - began).toBeLessThan(200);
    expect(bench.looks).toHaveLength(1);
    const settled = bench.cache.settled('a');
    bench.answer(WELL);
    expect((await settled).status).toBe('ok');
    expect(bench.cache.known('a')?.status).toBe('ok');
  });

  it('looks again after a look that ended in an error', async () => {
    const bench = new Bench();
    const settled = bench.cache.settled('a');
    const latest = bench.cache.latest('a');
    bench.looks[0]?.fail(new Error('stopped'));
    await expect(settled).rejects.toThrow('stopped');
    expect(await latest).toBeNull();
    await bench.seen(WELL);
    expect(bench.cache.known('a')?.status).toBe('ok');
  });

  it('looks again when a sign-in speaks against what is known, once for a storm', async () => {
    const bench = new Bench();
    await bench.seen(WELL);
    for (let times = 0; times < 3; times += 1) bench.cache.doubt('a', 'moodle.mobile-service-disabled');
    expect(bench.looks).toHaveLength(2);
    bench.answer(WELL);
    expect((await bench.cache.settled('a')).verdict.way).toBe('pages');
    bench.cache.doubt('a', 'moodle.mobile-service-disabled');
    expect(bench.looks).toHaveLength(2);
    bench.time += 60;
    bench.cache.doubt('a', 'moodle.mobile-service-disabled');
    expect(bench.looks).toHaveLength(3);
    bench.answer(WELL);
    await bench.cache.settled('a');
    bench.time += 600;
    await bench.seen(WELL); // what the sign-in showed is forgotten by then
    expect(bench.cache.known('a')?.verdict.way).toBe('password');
  });

  it('keeps sites apart', async () => {
    const bench = new Bench();
    await bench.seen(SSO);
    expect(bench.cache.known('b')).toBeNull();
    bench.cache.begin('b');
    bench.cache.begin('b');
    bench.cache.begin('a');
    expect(bench.looks.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
