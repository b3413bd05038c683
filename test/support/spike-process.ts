import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { until } from './spike';

/** Found from the sources (Jest) and from what is built (benchmarks). */
const ROOT = [path.resolve(__dirname, '../..'), path.resolve(__dirname, '../../..')].find((folder) =>
  existsSync(path.join(folder, 'package.json')),
);
const MAIN = path.join(ROOT ?? '', 'dist/src/main.js');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The built program in a process of its own. */
export class SpikeProcess {
  /** Every line it wrote. */
  readonly lines: string[] = [];
  url = '';
  readonly ended: Promise<Ended>;
  private over: Ended | null = null;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
    this.ended = once(child, 'exit').then(([code, signal]) => {
      this.over = { code: code as number | null, signal: signal as NodeJS.Signals | null };
      return this.over;
    });
  }

  /** Starts it with this environment and nothing of ours; resolves when it listens. */
  static async start(env: Readonly<Record<string, string>>): Promise<SpikeProcess> {
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const process_ = new SpikeProcess(child);
    await process_.listening();
    return process_;
  }

  private async listening(): Promise<void> {
    this.url = await until(() => {
      if (this.over)
        throw new Error(`it ended with ${this.over.code ?? this.over.signal}:\n${this.lines.join('\n')}`);
      return /Spike is running:\s+(\S+)/.exec(
        this.lines.find((line) => line.includes('is running')) ?? '',
      )?.[1];
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isOver(): boolean {
    return this.over !== null;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Sends a signal that ends it, and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<Ended> {
    if (!this.over) this.child.kill(signal);
    return this.ended;
  }

  async health(): Promise<{ readonly ready: boolean; readonly said: string }> {
    const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => null,
    );
    return { ready: answer?.status === 200, said: (await answer?.text().catch(() => '')) ?? '' };
  }

  async isReady(): Promise<boolean> {
    return (await this.health()).ready;
  }
}
