import { isDeepStrictEqual } from 'node:util';
import type { Connection, SpikeClient } from '../../client/src/sdk';
import type { JobSnapshot, SyncEvent } from '../../src/contract';

/** What one device was told of one job. */
export class DeviceLog {
  readonly events: SyncEvent[] = [];
  first: number | null = null;
  jumps = 0;
  completed = 0;
  job: JobSnapshot | null = null;
  connection: Connection = 'connecting';
  readonly errors: string[] = [];

  constructor(
    readonly device: { readonly name: string; readonly client: SpikeClient },
    readonly jobId: string,
  ) {}

  watch(): () => void {
    const watch = this.device.client.watchJob(
      this.jobId,
      (job, event) => {
        this.job = job;
        if (event) this.events.push(event);
        else if (this.first === null) this.first = job.lastSeq;
        else this.jumps += 1;
      },
      {
        onComplete: () => (this.completed += 1),
        onError: ({ code }) => this.errors.push(code),
        onConnection: (connection) => (this.connection = connection),
      },
    );
    return () => watch.stop();
  }

  get isOver(): boolean {
    return this.completed > 0 || this.errors.length > 0;
  }

  /** How it differs from the truth. */
  compare({
    events,
    lastSeq,
  }: {
    readonly events: readonly SyncEvent[];
    readonly lastSeq: number;
  }): string[] {
    const who = this.device.name;
    const wrong: string[] = this.errors.map((code) => `${who} gave up with ${code}`);
    const expected = events.slice(this.first ?? 0);
    if (this.first === null) wrong.push(`${who} was told nothing`);
    if (this.jumps > 0) wrong.push(`${who} was given a new snapshot instead of what it missed`);
    if (this.completed !== 1)
      wrong.push(`${who} (${this.connection}) was told ${this.completed} times that the job ended`);
    if (this.job?.lastSeq !== lastSeq) wrong.push(`${who} stands at ${this.job?.lastSeq} of ${lastSeq}`);
    if (!isDeepStrictEqual(this.events, expected)) {
      const seqs = this.events.map(({ seq }) => seq);
      wrong.push(
        `${who} has ${JSON.stringify(seqs)} of ${expected.length} events from ${(this.first ?? 0) + 1}`,
      );
    }
    return wrong;
  }
}
