import { JobInspection } from '../../sync';
import { type Command, EXIT } from '../command';
import { duration, table } from '../table';

/** More than a person reads; the metrics count all of them. */
const MOST = 1_000;

export const jobsActive: Command = {
  words: 'jobs active',
  usage: '',
  summary: 'the jobs under way, the oldest first',
  takes: [0, 0],
  async run(spike) {
    const jobs = await (await spike.app()).get(JobInspection, { strict: false }).active(MOST);
    const rows = jobs.map((job) => [
      job.jobId,
      job.universityId,
      job.status,
      job.progress,
      job.attempt,
      job.queue,
      duration(job.ageSeconds),
      duration(job.quietSeconds),
      job.lastRetry,
    ]);
    const text =
      jobs.length === 0
        ? 'No job is under way.'
        : table(['job', 'university', 'status', '%', 'try', 'queue', 'age', 'quiet', 'last retry'], rows);
    return { exit: EXIT.ok, json: { jobs }, text };
  },
};
