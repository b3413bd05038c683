import { isTerminal } from '../../src/contract';
import { until } from '../support/spike';
import { DeviceLog } from './device-log';
import type { Cluster, Student } from './realtime-cluster';
import type { Line, Told } from './realtime-node';
import { Random } from './random';

/** A fault that happens when so many events of the run are committed. */
export interface PlannedFault {
  readonly at: number;
  readonly name: string;
  readonly strike: () => Promise<void> | void;
}

export interface Outcome {
  readonly faults: readonly string[];
  /** What is wrong; none when every device's log is the database's. */
  readonly wrong: readonly string[];
  readonly events: number;
  /** Devices that were last, and how they were connected, where that took long. */
  readonly late: readonly string[];
}

/** Whoever is not told by then is named as late, ms. */
const EARLY_MS = 3_000;
/** Everything must be told by then, ms. */
const PATIENCE_MS = 30_000;

/** One run on a cluster that is ready: jobs are told of while faults strike, all of it by the seed. */
export async function runSeed(cluster: Cluster, seed: number): Promise<Outcome> {
  const random = new Random(seed);
  const jobs: { readonly student: Student; readonly jobId: string; readonly lines: readonly Line[] }[] = [];
  for (const student of cluster.students) {
    const created = toldOnce(cluster, 'created');
    cluster.ask({ do: 'create', studentId: student.id });
    jobs.push({ student, jobId: (await created).jobId, lines: linesOf(random) });
  }
  const total = jobs.reduce((sum, { lines }) => sum + lines.length, 0);
  const faults = plan(cluster, random, total, jobs);
  const logs = jobs.flatMap(({ student, jobId }) =>
    student.devices.map((device) => new DeviceLog(device, jobId)),
  );
  /** Some devices come when the job is under way. */
  const late = logs.map((log) => ({ log, at: random.chance(0.25) ? random.between(1, total) : 0 }));
  const leave: (() => void)[] = [];
  for (const { log, at } of late) if (at === 0) leave.push(log.watch());
  await until(() => late.every(({ log, at }) => at > 0 || log.first !== null));

  const struck: Promise<unknown>[] = [];
  let committed = 0;
  let over = 0;
  const look = (): void => {
    for (const fault of faults) if (fault.at === committed) struck.push(Promise.resolve(fault.strike()));
    for (const { log, at } of late) if (at === committed && at > 0) leave.push(log.watch());
  };
  const stopListening = cluster.onTold((told) => {
    if (told.told === 'line') {
      committed += 1;
      look();
    } else if (told.told === 'over') over += 1;
  });
  for (const { jobId, lines } of jobs) cluster.ask({ do: 'say', jobId, lines });
  const deadline = performance.now() + PATIENCE_MS;
  await until(() => over === jobs.length || performance.now() > deadline);
  stopListening();
  // A job that was cancelled ends early: who was to come later comes now, and what was to strike later does not.
  for (const { log, at } of late) if (at > committed) leave.push(log.watch());
  await Promise.all(struck);
  await cluster.ready();
  const early = performance.now() + EARLY_MS;
  await until(() => logs.every(({ isOver }) => isOver) || performance.now() > early);
  const waiting = logs
    .filter(({ isOver }) => !isOver)
    .map(({ device, connection, job }) => `${device.name} (${connection}) at ${job?.lastSeq}`);
  await until(() => logs.every(({ isOver }) => isOver) || performance.now() > deadline);

  const wrong: string[] = over === jobs.length ? [] : ['the writer did not come to an end'];
  for (const { jobId } of jobs) {
    const truth = await cluster.logOf(jobId);
    if (truth.events.some(({ seq }, n) => seq !== n + 1) || truth.lastSeq !== truth.events.length)
      wrong.push(
        `the database itself has ${JSON.stringify(truth.events.map(({ seq }) => seq))} of ${truth.lastSeq}`,
      );
    if (truth.events.filter(({ status }) => isTerminal(status)).length !== 1)
      wrong.push('the job did not end once');
    for (const log of logs) if (log.jobId === jobId) wrong.push(...log.compare(truth));
  }
  for (const stop of leave) stop();
  return {
    faults: faults.map(({ at, name }) => `${name} at ${at}`),
    wrong,
    events: committed,
    late: waiting,
  };
}

async function toldOnce<T extends Told['told']>(
  cluster: Cluster,
  kind: T,
): Promise<Extract<Told, { told: T }>> {
  return new Promise((resolve) => {
    const stop = cluster.onTold((told) => {
      if (told.told !== kind) return;
      stop();
      resolve(told as Extract<Told, { told: T }>);
    });
  });
}

/** Larger than an announcement can carry. */
const LARGE_NAME = 9_000;

function linesOf(random: Random): Line[] {
  const courses = random.between(8, 25);
  const slowly = random.between(0, 6);
  const line = (report: Line['report']): Line => ({ report, afterMs: random.between(0, slowly) });
  const receipt = (n: number) =>
    ({
      moodleId: n,
      name: random.chance(0.1) ? 'ל'.repeat(LARGE_NAME) : `קורס ${n}`,
      outcome: 'read',
      error: null,
      parts: [],
      staleSince: null,
      triedAgain: false,
      requests: 1,
      bytes: 1,
      ms: 1,
    }) as const;
  const counts = (done: number) => ({ total: courses, done, failed: 0 });
  const lines = [
    line({ type: 'job.started', status: 'starting', progress: 0, data: { resumed: false } }),
    line({ type: 'stage.started', status: 'fetching_courses', progress: 10, data: {} }),
    line({
      type: 'courses.listed',
      status: 'fetching_courses',
      progress: 20,
      data: { courses: counts(0), receipts: [] },
    }),
  ];
  for (let n = 1; n <= courses; n += 1) {
    const read = receipt(n);
    lines.push(
      line({
        type: 'course.read',
        status: 'fetching_courses',
        progress: 20,
        data: { moodleId: n, name: read.name, sections: 1, items: n, courses: counts(n), receipt: read },
      }),
    );
  }
  const summary = {
    courses,
    coursesFailed: 0,
    coursesPartial: 0,
    changes: 0,
    sections: 0,
    items: 0,
    files: 0,
    deadlines: 0,
    added: 0,
    changed: 0,
    removed: 0,
    requests: 0,
    bytes: 0,
    durationMs: 0,
    stageMs: {},
  };
  lines.push(
    line({ type: 'job.completed', status: 'completed', progress: 100, data: { summary, failures: [] } }),
  );
  return lines;
}

/** What strikes, where and when. Faults that take seconds are rarer than those that take none. */
function plan(
  cluster: Cluster,
  random: Random,
  total: number,
  jobs: readonly { readonly student: Student; readonly jobId: string }[],
): PlannedFault[] {
  const devices = cluster.students.flatMap((student) => student.devices);
  const later = (at: number): number => Math.min(total, at + random.between(1, 15));
  const kinds: readonly (readonly [weight: number, (at: number) => PlannedFault[]])[] = [
    [
      6,
      (at) => {
        const [{ cable, name }, bytes] = [random.of(devices), random.of([0, random.between(1, 400)])];
        return [{ at, name: `cut ${name} after ${bytes} bytes`, strike: () => cable.cut(bytes) }];
      },
    ],
    [
      2,
      (at) => [{ at, name: 'cut every device', strike: () => devices.forEach(({ cable }) => cable.cut()) }],
    ],
    [
      3,
      (at) => {
        const [{ cable, name }, node] = [random.of(devices), random.of(cluster.nodes)];
        const move = (): void => {
          cable.to = { ...cable.to, port: node.port };
          cable.cut();
        };
        return [{ at, name: `move ${name} to another node`, strike: move }];
      },
    ],
    [
      2,
      (at) => {
        const { cable, name } = random.of(devices);
        const away = (): void => {
          cable.refuse(true);
          cable.cut();
        };
        return [
          { at, name: `${name} without a network`, strike: away },
          { at: later(at), name: `${name} with one`, strike: () => cable.refuse(false) },
        ];
      },
    ],
    [
      3,
      (at) => [
        {
          at,
          name: 'end the listeners',
          strike: () => cluster.terminate('spike relay').catch(() => undefined),
        },
      ],
    ],
    [
      2,
      (at) => [
        { at, name: 'end the pools', strike: () => cluster.terminate('spike').catch(() => undefined) },
      ],
    ],
    [
      3,
      (at) => {
        const [events, seed] = [random.between(2, 12), random.between(1, 1e6)];
        return [
          { at, name: `reorder ${events}`, strike: () => cluster.ask({ do: 'reorder', events, seed }) },
        ];
      },
    ],
    [
      1,
      (at) => {
        const node = random.of(cluster.nodes);
        const kill = async (): Promise<void> => {
          const { port } = node;
          const restarted = node.restart();
          const other = cluster.nodes.find((each) => each !== node) ?? node;
          for (const { cable } of devices)
            if (cable.to.port === port) cable.to = { ...cable.to, port: other.port };
          await restarted;
        };
        return [{ at, name: 'kill a node', strike: kill }];
      },
    ],
    [
      2,
      (at) => {
        const node = random.of(cluster.nodes);
        return [
          { at, name: 'freeze a node', strike: () => void node.process.kill('SIGSTOP') },
          { at: later(at), name: 'wake it', strike: () => void node.process.kill('SIGCONT') },
        ];
      },
    ],
    [
      4,
      (at) => [
        { at, name: 'lose answers of the database', strike: () => cluster.writersCable.loseAnswers() },
      ],
    ],
    [1, (at) => [{ at, name: 'restart PostgreSQL', strike: () => cluster.restartPostgres() }]],
    [
      1,
      (at) => {
        const [{ student, jobId }, device] = [random.of(jobs), random.between(0, 2)];
        const cancel = async (): Promise<void> => {
          await student.devices[device]?.client.cancel(jobId).catch(() => undefined); // it may have ended, or nobody answers
        };
        return [{ at, name: 'cancel', strike: cancel }];
      },
    ],
    [
      cluster.redisCable ? 6 : 0,
      (at) => {
        const cable = cluster.redisCable;
        const drop = (): void => {
          cable?.refuse(true);
          cable?.cut();
        };
        return [
          { at, name: 'drop Redis', strike: drop },
          { at: later(at), name: 'Redis is back', strike: () => cable?.refuse(false) },
        ];
      },
    ],
  ];
  const weights = kinds.flatMap(([weight, make]) => Array.from({ length: weight }, () => make));
  const faults = Array.from({ length: random.between(1, 4) }, () =>
    random.of(weights)(random.between(1, total)),
  );
  return faults.flat();
}
