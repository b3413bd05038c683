import { JobInspection, SyncService } from '../../sync';
import { type Command, EXIT, NotDone } from '../command';

export const jobCancel: Command = {
  words: 'job cancel',
  usage: 'ID',
  summary: 'cancel a job on whichever node it runs; what it gathered is kept',
  takes: [1, 1],
  async run(spike, { args: [jobId = ''] }) {
    const app = await spike.app();
    const found = await app.get(JobInspection, { strict: false }).find(jobId);
    if (!found) throw new NotDone('sync.job-not-found', `There is no job ${jobId}.`);
    const job = await app.get(SyncService, { strict: false }).cancel(jobId, found.studentId);
    return { exit: EXIT.ok, json: { job }, text: `The job ${jobId} is ${job.status}, at ${job.progress} %.` };
  },
};
