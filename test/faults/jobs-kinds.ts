import type { JobCluster } from './jobs-cluster';
import type { WorkerNode } from './jobs-worker';

export type HealAt = 'at once' | 'resumed' | 'ended';

/** What happens to a worker that has a job. */
export interface WorkerFault {
  readonly name: string;
  /** Resolves when it has struck. */
  strike(worker: WorkerNode): Promise<void>;
  heal(worker: WorkerNode): Promise<void>;
  /** When it may be mended: at once, when the job goes on elsewhere, or only when the job has ended. */
  readonly healAt: HealAt;
  /** The process lives on: it must write nothing when it is mended. */
  readonly leavesGhost: boolean;
}

/** What happens to the database, and so to everybody. */
export interface DatabaseFault {
  readonly name: string;
  readonly how: 'fast' | 'immediate';
}

/** An orderly shutdown takes no longer, ms. */
const SHUTDOWN_MS = 10_000;

const killed = async (worker: WorkerNode): Promise<void> => {
  await worker.process.end('SIGKILL');
  worker.cable.cut();
};
const startAgain = (worker: WorkerNode): Promise<void> => worker.start();

const frozen = (healAt: HealAt): WorkerFault => ({
  name: `SIGSTOP, woken when the job has ${healAt}`,
  strike: async (worker) => worker.process.signal('SIGSTOP'),
  heal: async (worker) => {
    worker.process.signal('SIGCONT');
    worker.cable.release();
  },
  healAt,
  leavesGhost: true,
});

const stalled = (healAt: HealAt): WorkerFault => ({
  name: `a network that stalls, healed when the job has ${healAt}`,
  strike: async (worker) => worker.cable.stall(true),
  heal: async (worker) => {
    worker.cable.stall(false);
    worker.cable.release();
  },
  healAt,
  leavesGhost: true,
});

export const SUDDEN = {
  kill: { name: 'kill -9', strike: killed, heal: startAgain, healAt: 'at once', leavesGhost: false },
  term: {
    name: 'SIGTERM',
    strike: async (worker) => {
      const began = performance.now();
      worker.process.signal('SIGTERM');
      worker.cable.release();
      const { code, signal } = await worker.process.ended;
      const ms = performance.now() - began;
      if (code !== 0)
        throw new Error(`${worker.name} ended with ${code ?? signal} when it was asked to stop`);
      if (ms > SHUTDOWN_MS) throw new Error(`${worker.name} took ${Math.round(ms)} ms to stop`);
    },
    heal: startAgain,
    healAt: 'at once',
    leavesGhost: false,
  },
  cut: {
    name: 'a network that is cut',
    strike: async ({ cable }) => {
      cable.refuse(true);
      cable.cut();
      cable.release();
    },
    heal: async ({ cable }) => cable.refuse(false),
    healAt: 'resumed',
    leavesGhost: true,
  },
} as const satisfies Readonly<Record<string, WorkerFault>>;

export const SILENT = {
  freeze: frozen('ended'),
  doze: frozen('resumed'),
  stall: stalled('ended'),
  lag: stalled('resumed'),
  vanish: {
    name: 'a host that is gone without a word',
    strike: async (worker) => {
      worker.cable.sever(true);
      await worker.process.end('SIGKILL');
    },
    heal: async (worker) => {
      worker.cable.sever(false);
      worker.cable.release();
      await worker.start();
    },
    healAt: 'ended',
    leavesGhost: false,
  },
} as const satisfies Readonly<Record<string, WorkerFault>>;

export const DATABASE: Readonly<Record<'restart' | 'crash', DatabaseFault>> = {
  restart: { name: 'the database restarts', how: 'fast' },
  crash: { name: 'the database is killed', how: 'immediate' },
};

/** Down, what stood still goes nowhere, and up again at the same address. */
export async function strikeDatabase(cluster: JobCluster, { how }: DatabaseFault): Promise<void> {
  await cluster.stopPostgres(how);
  for (const { cable } of cluster.workers) cable.release();
  await cluster.startPostgresAgain();
}
