import type { SyncEvent } from '../../contract';
import { JobFeed } from './job-feed';

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

describe('JobFeed', () => {
  let stored: SyncEvent[];
  let reads: number[];
  let errors: unknown[];
  let feed: JobFeed;
  let seen: number[];
  let failNextRead: Error | null;
  let onRead: () => void;

  beforeEach(() => {
    [stored, reads, errors, seen, failNextRead, onRead] = [[], [], [], [], null, () => undefined];
    feed = new JobFeed(
      async (after) => {
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
      (error) => errors.push(error),
    );
    feed.attach(({ seq }) => seen.push(seq));
  });
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };

  it('lets nothing out before somebody said where the job stands, then what is newer', () => {
    feed.accept(event(3));
    feed.accept(event(4));
    expect(seen).toEqual([]);
    feed.begin(3);
    expect(seen).toEqual([4]);
    expect(reads).toEqual([]);
  });

  it('drops what came twice and orders what came late', async () => {
    feed.begin(0);
    stored = [event(1), event(2), event(3)];
    feed.accept(event(1));
    feed.accept(event(1));
    feed.accept(event(3));
    feed.accept(event(2));
    await settled();
    expect(seen).toEqual([1, 2, 3]);
  });

  it('fills a hole from the database before anything later goes out', async () => {
    feed.begin(1);
    stored = [event(1), event(2), event(3), event(4)];
    feed.accept(event(4));
    expect(seen).toEqual([]);
    await settled();
    expect(seen).toEqual([2, 3, 4]);
    expect(reads).toEqual([1]);
  });

  it('reads what it only heard of, once for many announcements', async () => {
    feed.begin(0);
    stored = [event(1), event(2), event(3)];
    feed.notice(1);
    feed.notice(2);
    feed.notice(3);
    await settled();
    expect(seen).toEqual([1, 2, 3]);
    expect(reads).toEqual([0]);
  });

  it('takes in what comes while it heals', async () => {
    feed.begin(0);
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
    feed.begin(0);
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
    feed.begin(0);
    feed.notice(5);
    await settled();
    expect(reads).toEqual([0]);
  });

  it("keeps one reader's trouble from the others", () => {
    const other: number[] = [];
    feed.attach(() => {
      throw new Error('a broken reader');
    });
    feed.attach(({ seq }) => other.push(seq));
    feed.begin(0);
    feed.accept(event(1));
    expect(other).toEqual([1]);
    expect(errors).toHaveLength(1);
  });

  it('is idle when the last reader has gone', () => {
    const detach = feed.attach(() => undefined);
    expect(feed.idle).toBe(false);
    detach();
    expect(feed.idle).toBe(false);
  });
});
