import { errorReport } from './errors';
import { applyEvent, initialJobData, type JobSnapshot } from './job';
import type { SyncEvent } from './events';
import { analysisProgress, isTerminal, JOB_STATUSES, STAGES } from './stages';

const job: JobSnapshot = {
  jobId: 'job',
  status: 'starting',
  progress: 0,
  message: STAGES.starting.message,
  attempt: 1,
  lastSeq: 1,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  finishedAt: null,
  ...initialJobData('sign-in'),
};
const at = '2026-11-01T00:00:01.000Z';
const base = { jobId: 'job', attempt: 1, message: STAGES.analyzing_content.message, at } as const;
const error = errorReport('moodle.timeout');
const counts = { total: 2, done: 0, failed: 1 };
const failed = (seq: number): SyncEvent => ({
  ...base,
  seq,
  type: 'course.failed',
  status: 'analyzing_content',
  progress: 55,
  data: { moodleId: 7, name: 'חדו״א', error, courses: counts },
});

describe('applyEvent', () => {
  it('moves the job, and keeps what failed by name, once for each course', () => {
    const once = applyEvent(job, failed(2));
    expect(once).toMatchObject({
      progress: 55,
      lastSeq: 2,
      courses: counts,
      updatedAt: at,
      finishedAt: null,
    });
    expect(applyEvent(once, failed(3)).failures).toEqual([{ moodleId: 7, name: 'חדו״א', error }]);
  });

  it('changes nothing for an event that was applied', () => {
    const once = applyEvent(job, failed(2));
    expect(applyEvent(once, failed(2))).toBe(once);
  });

  it('begins anew with a new attempt', () => {
    const started: SyncEvent = {
      ...base,
      attempt: 2,
      seq: 3,
      type: 'job.started',
      status: 'starting',
      progress: 0,
      data: { resumed: true },
    };
    expect(applyEvent(applyEvent(job, failed(2)), started)).toMatchObject({
      attempt: 2,
      failures: [],
      courses: { total: null, done: 0, failed: 0 },
    });
  });

  it('ends with a terminal event', () => {
    const ended: SyncEvent = {
      ...base,
      seq: 2,
      type: 'job.failed',
      status: 'failed',
      progress: 20,
      data: { error },
    };
    expect(applyEvent(job, ended)).toMatchObject({ status: 'failed', progress: 20, error, finishedAt: at });
  });

  it('passes over an event of a newer server', () => {
    const newer = {
      ...base,
      seq: 2,
      type: 'course.dreamt',
      status: 'analyzing_content',
      progress: 41,
      data: {},
    } as unknown as SyncEvent;
    expect(applyEvent(job, newer)).toMatchObject({ lastSeq: 2, progress: 41, courses: job.courses });
  });
});

describe('the table of stages', () => {
  it('has the percentages of the specification', () => {
    expect(JOB_STATUSES.map((status) => STAGES[status].progress)).toEqual([
      0,
      10,
      20,
      40,
      70,
      90,
      100,
      null,
      null,
    ]);
    expect(JOB_STATUSES.filter(isTerminal)).toEqual(['completed', 'failed', 'cancelled']);
  });

  it.each([
    [0, 8, 40],
    [4, 8, 55],
    [8, 8, 70],
    [0, 0, 70],
    [1, 3, 50],
  ])('%i of %i courses are %i %%', (done, total, percent) =>
    expect(analysisProgress(done, total)).toBe(percent),
  );
});
