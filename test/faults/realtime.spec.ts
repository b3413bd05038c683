import { Cluster } from './realtime-cluster';
import { runSeed } from './realtime-run';

/** The first of so many: `SEED=17 SEEDS=1 npm run test:faults:realtime` runs one again. */
const FIRST = Number(process.env.SEED ?? 1);
const SEEDS = Number(process.env.SEEDS ?? 200);
const A_SEED_MS = 60_000;
const SLOW_SECONDS = 8;

const seeds = Array.from({ length: SEEDS }, (_, n) => FIRST + n);
const kinds = [
  { relay: 'PostgreSQL', seeds: seeds.filter((seed) => seed % 2 === 1) },
  { relay: 'Redis', seeds: seeds.filter((seed) => seed % 2 === 0) },
].filter((kind) => kind.seeds.length > 0);

describe.each(kinds)('with a relay over $relay', ({ relay, seeds }) => {
  const cluster = new Cluster(relay === 'Redis');

  beforeAll(() => cluster.start(), A_SEED_MS);
  afterAll(() => cluster.stop(), A_SEED_MS);

  it(
    'every device has the log of the database, whatever breaks',
    async () => {
      let events = 0;
      for (const seed of seeds) {
        await cluster.ready();
        const began = performance.now();
        const outcome = await runSeed(cluster, seed);
        const seconds = (performance.now() - began) / 1000;
        // Nothing is lost, and yet something took its time: worth a look.
        if (seconds > SLOW_SECONDS)
          process.stderr.write(
            `seed ${seed} took ${seconds.toFixed(1)} s: ${outcome.faults.join(', ')}; ${outcome.late.join(', ')}\n`,
          );
        events += outcome.events;
        if (outcome.wrong.length > 0)
          throw new Error(
            [
              `seed ${seed}: ${outcome.wrong.join('; ')}`,
              `faults: ${outcome.faults.join(', ')}`,
              `again: SEED=${seed} SEEDS=1 npm run test:faults:realtime`,
            ].join('\n'),
          );
      }
      expect(events).toBeGreaterThan(seeds.length);
    },
    SEEDS * A_SEED_MS,
  );
});
