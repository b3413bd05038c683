import { errorReport } from './errors';
import { applyEvent, initialJobData, type JobSnapshot } from './job';
import type { CourseReceipt, SyncEvent } from './events';
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
const receipt = (moodleId: number, outcome: CourseReceipt['outcome']): CourseReceipt => ({
  moodleId,
  name: `קורס ${moodleId}`,
  outcome,
  error: outcome === 'failed' ? error : null,
  parts: [],
  staleSince: null,
  triedAgain: outcome !== 'read',
  requests: 1,
  bytes: 10,
  ms: 5,
});
const failed = (seq: number): SyncEvent => ({
  ...base,
  seq,
  type: 'course.failed',
  status: 'analyzing_content',
  progress: 55,
  data: { moodleId: 7, name: 'חדו״א', error, courses: counts, receipt: receipt(7, 'failed') },
});

const failedAfter = (snapshot: JobSnapshot): JobSnapshot => applyEvent(snapshot, failed(3));

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

  it('writes the receipt of each course as it comes, and marks as skipped whose turn never came', () => {
    const listed = applyEvent(job, {
      ...base,
      seq: 2,
      type: 'courses.listed',
      status: 'fetching_courses',
      progress: 20,
      data: { courses: counts, receipts: [7, 8, 9].map((id) => receipt(id, 'waiting')) },
    });
    const after = applyEvent(failedAfter(listed), {
      ...base,
      seq: 4,
      type: 'job.failed',
      status: 'failed',
      progress: 55,
      data: { error },
    });
    expect(listed.receipt.map(({ outcome }) => outcome)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(after.receipt.map(({ moodleId, outcome }) => [moodleId, outcome])).toEqual([
      [7, 'failed'],
      [8, 'skipped'],
      [9, 'skipped'],
    ]);
  });

  const started = (resumed: boolean): SyncEvent => ({
    ...base,
    attempt: 2,
    seq: 3,
    type: 'job.started',
    status: 'analyzing_content',
    progress: 55,
    data: { resumed },
  });

  it('keeps what an earlier attempt had read when a new one goes on, until it has listed the courses anew', () => {
    const resumed = applyEvent(applyEvent(job, failed(2)), started(true));
    expect(resumed).toMatchObject({ attempt: 2, progress: 55, failures: [{ moodleId: 7 }], courses: counts });
    const listed = applyEvent(resumed, {
      ...base,
      attempt: 2,
      seq: 4,
      type: 'courses.listed',
      status: 'analyzing_content',
      progress: 55,
      data: {
        courses: { total: 2, done: 1, failed: 0 },
        receipts: [receipt(7, 'waiting'), receipt(8, 'read')],
      },
    });
    expect(listed).toMatchObject({ failures: [], courses: { total: 2, done: 1, failed: 0 } });
    expect(listed.receipt.map(({ outcome }) => outcome)).toEqual(['waiting', 'read']);
  });

  it('begins anew where it begins', () => {
    expect(applyEvent(applyEvent(job, failed(2)), started(false))).toMatchObject({
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
