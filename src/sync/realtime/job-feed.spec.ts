import { initialJobData, type JobSnapshot, type SyncEvent } from '../../contract';
import { JobFeed, KEPT_EVENTS } from './job-feed';

const event = (seq: number): SyncEvent => ({
  jobId: 'job',
  seq,
  attempt: 1,
  type: 'stage.started',
  status: 'analyzing_content',
  progress: 40,
  message: { he: '', en: '' },
  data: {},
  at: '2026-11-01T00:00:00.000Z',
});

const jobAt = (lastSeq: number): JobSnapshot => ({
  ...initialJobData('sign-in'),
  jobId: 'job',
  status: 'analyzing_content',
  progress: 40,
  message: { he: '', en: '' },
  attempt: 1,
  lastSeq,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  finishedAt: null,
});

describe('JobFeed', () => {
  let standing: number | null;
  let looks: number;
  let stored: SyncEvent[];
  let reads: number[];
  let errors: unknown[];
  let feed: JobFeed;
  let seen: number[];
  let failNextRead: Error | null;
  let onRead: () => void;

  beforeEach(() => {
    [standing, looks] = [0, 0];
    [stored, reads, errors, seen, failNextRead, onRead] = [[], [], [], [], null, () => undefined];
    feed = new JobFeed('job', {
      readView: async () => {
        looks += 1;
        await Promise.resolve();
        if (standing === null) return null;
        return {
          studentId: 'noa',
          job: jobAt(standing),
          events: stored.filter(({ seq }) => seq <= (standing ?? 0)),
        };
      },
      readAfter: async (_jobId, after) => {
        reads.push(after);
        await Promise.resolve();
        onRead();
        if (failNextRead) {
          const failure = failNextRead;
          failNextRead = null;
          throw failure;
        }
        return stored.filter(({ seq }) => seq > after);
      },
      onError: (_jobId, error) => errors.push(error),
    });
    feed.attach(({ seq }) => seen.push(seq));
  });
  /** The job stands at `seq` when the feed first looks. */
  const begin = async (seq: number): Promise<void> => {
    standing = seq;
    await feed.look();
  };
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };

  it('lets nothing out before somebody said where the job stands, then what is newer', async () => {
    feed.accept(event(3));
    feed.accept(event(4));
    expect(seen).toEqual([]);
    await begin(3);
    expect(seen).toEqual([4]);
    expect(reads).toEqual([]);
  });

  it('drops what came twice and orders what came late', async () => {
    await begin(0);
    stored = [event(1), event(2), event(3)];
    feed.accept(event(1));
    feed.accept(event(1));
    feed.accept(event(3));
    feed.accept(event(2));
    await settled();
    expect(seen).toEqual([1, 2, 3]);
  });

  it('fills a hole from the database before anything later goes out', async () => {
    await begin(1);
    stored = [event(1), event(2), event(3), event(4)];
    feed.accept(event(4));
    expect(seen).toEqual([]);
    await settled();
    expect(seen).toEqual([2, 3, 4]);
    expect(reads).toEqual([1]);
  });

  it('reads what it only heard of, once for many announcements', async () => {
    await begin(0);
    stored = [event(1), event(2), event(3)];
    feed.notice(1);
    feed.notice(2);
    feed.notice(3);
    await settled();
    expect(seen).toEqual([1, 2, 3]);
    expect(reads).toEqual([0]);
  });

  it('takes in what comes while it heals', async () => {
    await begin(0);
    stored = [event(1), event(2)];
    onRead = () => {
      onRead = () => undefined;
      feed.accept(event(3));
    };
    feed.notice(2);
    await settled();
    expect(seen).toEqual([1, 2, 3]);
  });

  it('tries again at the next word when a read failed', async () => {
    await begin(0);
    failNextRead = new Error('away');
    stored = [event(1)];
    feed.notice(1);
    await settled();
    expect(seen).toEqual([]);
    expect(errors).toHaveLength(1);
    feed.notice(1);
    await settled();
    expect(seen).toEqual([1]);
  });

  it('does not read for ever what is announced and not there', async () => {
    await begin(0);
    feed.notice(5);
    await settled();
    expect(reads).toEqual([0]);
  });

  it("keeps one reader's trouble from the others", async () => {
    const other: number[] = [];
    feed.attach(() => {
      throw new Error('a broken reader');
    });
    feed.attach(({ seq }) => other.push(seq));
    await begin(0);
    feed.accept(event(1));
    expect(other).toEqual([1]);
    expect(errors).toHaveLength(1);
  });

  it('looks once for all who ask while it looks, and not again after that', async () => {
    standing = 2;
    stored = [event(1), event(2), event(3)];
    const views = await Promise.all([feed.look(), feed.look(), feed.look()]);
    feed.accept(event(3));
    const later = await feed.look();
    expect(looks).toBe(1);
    for (const view of views)
      expect(view).toEqual({ studentId: 'noa', job: jobAt(2), events: [event(1), event(2)] });
    expect(later?.job).toMatchObject({ lastSeq: 3, updatedAt: event(3).at });
    expect(later?.events).toEqual([event(1), event(2), event(3)]);
  });

  it('of a job that is not there knows nothing, and looks again when asked again', async () => {
    standing = null;
    expect(await feed.look()).toBeNull();
    standing = 1;
    expect((await feed.look())?.job.lastSeq).toBe(1);
    expect(looks).toBe(2);
  });

  it('keeps the newest events alone', async () => {
    await begin(0);
    for (let seq = 1; seq <= KEPT_EVENTS + 3; seq += 1) feed.accept(event(seq));
    const view = await feed.look();
    expect(view?.events).toHaveLength(KEPT_EVENTS);
    expect(view?.events[0]?.seq).toBe(4);
  });

  it('is idle when the last reader has gone', () => {
    const other = (): void => undefined;
    feed.attach(other);
    feed.attach(other);
    expect(feed.idle).toBe(false);
    feed.detach(other);
    expect(feed.idle).toBe(false); // the reader of every test is there
  });
});
