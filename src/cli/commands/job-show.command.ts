import type { SyncEvent } from '../../contract';
import { JobInspection, JobQueries } from '../../sync';
import { type Command, EXIT, NotDone } from '../command';
import { duration, facts, table } from '../table';

/** Facts of an event in a few words: what its data say beside names. */
function detailOf(event: SyncEvent): string {
  if (event.type === 'retry.scheduled') return `${event.data.error.code}, again in ${event.data.delayMs} ms`;
  if (event.type === 'course.failed') return `${event.data.error.code}: ${event.data.name}`;
  if (event.type === 'course.read') return event.data.name;
  if (event.type === 'part.failed') return `${event.data.error.code}: ${event.data.part}`;
  if (event.type === 'job.failed') return event.data.error.code;
  if (event.type === 'job.started') return event.data.resumed ? 'goes on' : '';
  if (event.type === 'job.created') return event.data.trigger;
  return '';
}

export const jobShow: Command = {
  words: 'job show',
  usage: 'ID [--events]',
  summary: 'a job as it stands, and with --events everything it said',
  options: { events: { type: 'boolean' } },
  takes: [1, 1],
  async run(spike, { args: [jobId = ''], options }) {
    const app = await spike.app();
    const place = await app.get(JobInspection, { strict: false }).find(jobId);
    const tail = place && (await app.get(JobQueries, { strict: false }).tail(jobId, 0));
    if (!place || !tail) throw new NotDone('sync.job-not-found', `There is no job ${jobId}.`);
    const { job } = tail;
    const events = options.events ? await app.get(JobQueries, { strict: false }).eventsAfter(jobId, 0) : null;
    const { universityId, studentId, queue, lastRetry, quietSeconds } = place;
    const lines = facts([
      ['Job', jobId],
      ['Student', studentId],
      ['University', universityId],
      ['Status', `${job.status}, ${job.progress} %`],
      ['Attempt', job.attempt],
      ['Begun by', job.trigger],
      ['Created', job.createdAt],
      ['Ended', job.finishedAt],
      ['Last event', `number ${job.lastSeq}, ${duration(quietSeconds)} ago`],
      ['In the queue', job.finishedAt === null ? queue : 'no, it has ended'],
      [
        'Courses',
        job.courses.total === null
          ? null
          : `${job.courses.done} read, ${job.courses.failed} failed, of ${job.courses.total}`,
      ],
      ['Last retry', lastRetry],
      ['Error', job.error && `${job.error.code}: ${job.error.message.en}`],
    ]);
    const failed = job.failures.map(({ moodleId, error, name }) => [moodleId, error.code, name]);
    const parts = [
      lines,
      failed.length > 0 ? table(['course', 'error', 'name'], failed) : '',
      events
        ? table(
            ['seq', 'try', 'at', 'event', 'status', '%', 'detail'],
            events.map((event) => [
              event.seq,
              event.attempt,
              event.at,
              event.type,
              event.status,
              event.progress,
              detailOf(event),
            ]),
          )
        : '',
    ];
    return {
      exit: EXIT.ok,
      json: {
        job,
        studentId,
        universityId,
        queue: job.finishedAt === null ? queue : null,
        lastRetry,
        ...(events ? { events } : {}),
      },
      text: parts.filter((part) => part !== '').join('\n\n'),
    };
  },
};
