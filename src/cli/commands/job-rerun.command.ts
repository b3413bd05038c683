import type { INestApplicationContext } from '@nestjs/common';
import { JobInspection, SyncService } from '../../sync';
import { type Command, EXIT, type Input, NotDone, UsageError } from '../command';
import { findStudent } from './find-student';

async function studentOf(
  app: INestApplicationContext,
  { args: [jobId], options }: Input,
): Promise<{ id: string; universityId: string }> {
  if (typeof options.student === 'string') return findStudent(app, options.student);
  const job = await app.get(JobInspection, { strict: false }).find(jobId ?? '');
  if (!job) throw new NotDone('sync.job-not-found', `There is no job ${jobId}.`);
  return { id: job.studentId, universityId: job.universityId };
}

export const jobRerun: Command = {
  words: 'job rerun',
  usage: 'ID | --student STUDENT',
  summary: 'start a new sync for the student of a job; STUDENT is an id, or university/username',
  options: { student: { type: 'string' } },
  takes: [0, 1],
  async run(spike, input) {
    if ((input.args.length === 1) === (input.options.student !== undefined))
      throw new UsageError(
        'Usage: npm run spike -- job rerun ID | --student STUDENT: the id of a job, or a student, and not both',
      );
    const app = await spike.app();
    const { id, universityId } = await studentOf(app, input);
    const sync = app.get(SyncService, { strict: false });
    const { jobId, created } = await sync.startBackgroundSync(id, universityId, 'manual');
    const text = created ? `The job ${jobId} was started.` : `The job ${jobId} of this student runs already.`;
    return { exit: EXIT.ok, json: { jobId, created }, text };
  },
};
