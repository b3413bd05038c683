import { JobCluster } from './jobs-cluster';
import { DATABASE, type DatabaseFault, SILENT, SUDDEN, type WorkerFault } from './jobs-kinds';
import { MID_REQUEST, PLACES } from './jobs-places';
import { nameOf, type Round, Rounds, type Trial } from './jobs-round';

/** `ONLY='kill -9 before starting' npm run test:faults` runs what is named so. */
const ONLY = process.env.ONLY;
/** Without it faults of one family take turns from place to place. `FULL=1 npm run test:faults` has each of them at each place. */
const FULL = process.env.FULL !== undefined || ONLY !== undefined;
const STRUCK_AT_ONCE = 3;
const SPARE = 1;
const A_ROUND_MS = 300_000;

interface Family {
  readonly name: string;
  readonly faults: readonly (WorkerFault | DatabaseFault)[];
}

const FAMILIES: readonly Family[] = [
  { name: 'kill -9', faults: [SUDDEN.kill] },
  { name: 'SIGTERM or a cut network', faults: [SUDDEN.term, SUDDEN.cut] },
  // They take seconds to be noticed: several of them at once.
  { name: 'silence', faults: Object.values(SILENT) },
  { name: 'the database', faults: Object.values(DATABASE) },
];

const isOfDatabase = (fault: WorkerFault | DatabaseFault): fault is DatabaseFault => 'how' in fault;

/** Faults of a family at every place, as many at once as there are workers to strike; the database's one concerns all of a round. */
function roundsOf({ faults }: Family): Round[] {
  // A request that stands at Moodle is another way of waiting than a moment of the database's: not in one round.
  const rounds = [PLACES, [MID_REQUEST]].flatMap((places) => {
    if (faults.every(isOfDatabase)) {
      const groups = inGroups(places.map((place): Trial => ({ place, fault: null })));
      return groups.flatMap((trials, n) =>
        faults
          .filter((_, turn) => FULL || turn === n % faults.length)
          .map((database) => ({
            database,
            trials: trials.filter((trial) => nameOf(trial, database).includes(ONLY ?? '')),
          })),
      );
    }
    const ofWorkers = faults.filter((fault): fault is WorkerFault => !isOfDatabase(fault));
    const trials = places.flatMap((place, n): Trial[] =>
      ofWorkers.filter((_, turn) => FULL || turn === n % ofWorkers.length).map((fault) => ({ place, fault })),
    );
    return inGroups(trials.filter((trial) => nameOf(trial).includes(ONLY ?? ''))).map((group) => ({
      trials: group,
    }));
  });
  return rounds
    .filter(({ trials }) => trials.length > 0)
    .map((round, n) => ({ ...round, sync: n % 2 === 0 ? 'first' : 'later' }));
}

const inGroups = (trials: readonly Trial[]): Trial[][] =>
  Array.from({ length: Math.ceil(trials.length / STRUCK_AT_ONCE) }, (_, n) =>
    trials.slice(n * STRUCK_AT_ONCE, (n + 1) * STRUCK_AT_ONCE),
  );

describe('a job that is struck', () => {
  const workers = STRUCK_AT_ONCE + SPARE;
  const cluster = new JobCluster({ workers, students: workers });
  const rounds = new Rounds(cluster);

  beforeAll(async () => {
    await cluster.start();
    await rounds.makeReferences();
  }, A_ROUND_MS);
  afterAll(() => cluster.stop(), A_ROUND_MS);

  for (const family of FAMILIES) {
    const all = roundsOf(family);
    if (all.length === 0) continue;
    it(
      `by ${family.name}`,
      async () => {
        const wrong: string[] = [];
        for (const round of all) {
          const outcome = await rounds.run(round);
          wrong.push(...outcome.wrong);
          if (process.env.VERBOSE)
            process.stderr.write(
              [
                ...outcome.resumedAfter.map(
                  ({ trial, ms }) => `${trial}: went on after ${Math.round(ms)} ms`,
                ),
                ...outcome.wrong,
                '',
              ].join('\n'),
            );
        }
        expect(wrong).toEqual([]);
      },
      all.length * A_ROUND_MS,
    );
  }

  it('leaves no secret where it can be read', async () => {
    expect(await rounds.secretsTold()).toEqual([]);
  });
});
