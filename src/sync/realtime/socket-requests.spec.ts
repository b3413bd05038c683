import { parseSubscribe, TokenBucket } from './socket-requests';

const jobId = '0b0f2c7e-6f0a-4f5e-9a51-6b1f6f6c1f11';

describe('parseSubscribe', () => {
  it('takes a job id, and where to go on', () => {
    expect(parseSubscribe({ jobId })).toEqual({ jobId, after: 0 });
    expect(parseSubscribe({ jobId, after: 7 })).toEqual({ jobId, after: 7 });
    expect(parseSubscribe({ jobId, after: undefined })).toEqual({ jobId, after: 0 });
  });

  it.each([
    undefined,
    null,
    7,
    'text',
    [],
    {},
    { jobId: '' },
    { jobId: `${jobId}\u0000` },
    { jobId: "'; DROP TABLE sync_jobs; --" },
    { jobId: [jobId] },
    { jobId, after: -1 },
    { jobId, after: 1.5 },
    { jobId, after: '3' },
    { jobId, after: null },
    { jobId, after: 1e12 },
    { jobId, after: Number.NaN },
  ])('refuses %j', (value) => expect(parseSubscribe(value)).toBeNull());
});

describe('TokenBucket', () => {
  it('lets a burst through, then as many as the seconds bring', () => {
    let now = 0;
    const bucket = new TokenBucket({ perSecond: 2, burst: 3, now: () => now });
    expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false]);
    now = 500;
    expect([bucket.take(), bucket.take()]).toEqual([true, false]);
    now = 60_000;
    expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false]);
  });
});
