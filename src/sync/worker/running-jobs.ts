import { Injectable } from '@nestjs/common';
import { type RunEnd, RunEnded } from './run-ended';

/** The runs of this process, so that a cancellation or a shutdown reaches them at once. */
@Injectable()
export class RunningJobs {
  private readonly runs = new Map<string, AbortController>();

  begin(jobId: string): AbortController {
    // A second run of one job in one process: the first has been fenced off already.
    this.end(jobId, 'superseded');
    const controller = new AbortController();
    this.runs.set(jobId, controller);
    return controller;
  }

  finished(jobId: string, controller: AbortController): void {
    if (this.runs.get(jobId) === controller) this.runs.delete(jobId);
  }

  end(jobId: string, why: RunEnd): void {
    this.runs.get(jobId)?.abort(new RunEnded(why));
  }

  endAll(why: RunEnd): void {
    for (const controller of this.runs.values()) controller.abort(new RunEnded(why));
  }

  get count(): number {
    return this.runs.size;
  }
}
