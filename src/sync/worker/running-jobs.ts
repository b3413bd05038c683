import { Injectable } from '@nestjs/common';
import { type RunEnd, RunEnded } from './run-ended';

/** The runs of this process, so that a cancellation or a shutdown reaches them at once. */
@Injectable()
export class RunningJobs {
  private readonly runs = new Map<string, AbortController>();
  private closed: RunEnd | null = null;

  /** Lets runs begin (again). */
  open(): void {
    this.closed = null;
  }

  begin(jobId: string): AbortController {
    // A second run of one job in one process: the first has been fenced off already.
    this.end(jobId, 'superseded');
    const controller = new AbortController();
    this.runs.set(jobId, controller);
    if (this.closed) controller.abort(new RunEnded(this.closed)); // claimed while everything was being ended
    return controller;
  }

  finished(jobId: string, controller: AbortController): void {
    if (this.runs.get(jobId) === controller) this.runs.delete(jobId);
  }

  end(jobId: string, why: RunEnd): void {
    this.runs.get(jobId)?.abort(new RunEnded(why));
  }

  /** Ends every run, and those that are just about to begin. */
  endAll(why: RunEnd): void {
    this.closed = why;
    for (const controller of this.runs.values()) controller.abort(new RunEnded(why));
  }

  get count(): number {
    return this.runs.size;
  }
}
