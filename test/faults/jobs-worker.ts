import { DatabaseCable } from '../support/database-cable';
import { SpikeProcess } from '../support/spike-process';

/** A worker process at the end of a cable to the database; it comes back as another process when it was ended. */
export class WorkerNode {
  readonly cable: DatabaseCable;
  /** What its processes before the present one wrote. */
  readonly earlierLines: string[] = [];
  private running: SpikeProcess | null = null;

  constructor(
    readonly name: string,
    database: { readonly host: string; readonly port: number },
    private readonly environment: (databasePort: number) => Record<string, string>,
  ) {
    this.cable = new DatabaseCable(database);
  }

  private databasePort = 0;

  async start(): Promise<void> {
    if (this.databasePort === 0) this.databasePort = await this.cable.lay();
    if (this.running && !this.running.isOver) return;
    if (this.running) this.earlierLines.push(...this.running.lines);
    this.running = await SpikeProcess.start({ ...this.environment(this.databasePort), ROLES: 'worker' });
  }

  get process(): SpikeProcess {
    if (!this.running) throw new Error(`${this.name} was not started`);
    return this.running;
  }

  get lines(): readonly string[] {
    return [...this.earlierLines, ...(this.running?.lines ?? [])];
  }

  async remove(): Promise<void> {
    if (this.running && !this.running.isOver) await this.running.end('SIGKILL');
    await this.cable.remove();
  }
}
