import { Injectable } from '@nestjs/common';
import type { RunNumber } from '../persistence/job-upkeep';
import { type RunEnd, RunEnded } from './run-ended';

interface RunningJob {
  readonly attempt: number;
  readonly controller: AbortController;
}

/** The runs of this process, so that a cancellation or a shutdown reaches them at once. */
@Injectable()
export class RunningJobs {
  private readonly runs = new Map<string, RunningJob>();
  private closed: RunEnd | null = null;

  /** Lets runs begin (again). */
  open(): void {
    this.closed = null;
  }

  begin(jobId: string, attempt: number): AbortController {
    // A second run of one job in one process: the first has been fenced off already.
    this.end(jobId, 'superseded');
    const controller = new AbortController();
    this.runs.set(jobId, { attempt, controller });
    if (this.closed) controller.abort(new RunEnded(this.closed)); // claimed while everything was being ended
    return controller;
  }

  finished(jobId: string, controller: AbortController): void {
    if (this.runs.get(jobId)?.controller === controller) this.runs.delete(jobId);
  }

  end(jobId: string, why: RunEnd): void {
    this.runs.get(jobId)?.controller.abort(new RunEnded(why));
  }

  /** Ends every run, and those that are just about to begin. */
  endAll(why: RunEnd): void {
    this.closed = why;
    for (const { controller } of this.runs.values()) controller.abort(new RunEnded(why));
  }

  get numbers(): readonly RunNumber[] {
    return [...this.runs].map(([jobId, { attempt }]) => ({ jobId, attempt }));
  }

  get count(): number {
    return this.runs.size;
  }
}
