import { initialJobData, type SyncEvent } from '../../contract';
import { EventBus } from '../../events';
import type { JobQueries } from '../persistence/job-queries';
import type { FencedEvent, JobStore, RecordedEvent } from '../persistence/job-store';
import { AttemptRefused, SyncRecorder } from './sync-recorder';
import type { SyncReported } from './sync-reported.event';

const reported = (id: string, attempt = 1): SyncReported => ({
  type: 'sync.reported',
  id,
  jobId: 'job',
  attempt,
  at: new Date(0),
  report: {
    type: 'courses.listed',
    status: 'fetching_courses',
    progress: 20,
    data: { courses: { total: 3, done: 0, failed: 0 }, receipts: [] },
  },
});

describe('SyncRecorder', () => {
  let bus: EventBus;
  let recorder: SyncRecorder;
  let batches: (readonly FencedEvent[])[];
  let append: (events: readonly FencedEvent[]) => Promise<ReadonlyMap<number, RecordedEvent>>;
  let shown: SyncEvent[];
  let there: RecordedEvent[];

  beforeEach(() => {
    [batches, shown, there] = [[], [], []];
    append = async (events) =>
      new Map(
        events.map((event, n) => [
          n,
          { studentId: 's', event: { ...event, seq: n + 1 } as unknown as SyncEvent },
        ]),
      );
    const store = {
      append: (events: readonly FencedEvent[]) => {
        batches.push(events);
        return append(events);
      },
    };
    const queries = { writtenAfter: async () => there };
    bus = new EventBus();
    recorder = new SyncRecorder(bus, store as unknown as JobStore, queries as unknown as JobQueries);
    recorder.recorded$.subscribe(({ event }) => shown.push(event));
    recorder.onModuleInit();
    recorder.begin('job', 1, initialJobData('sign-in'), 0);
  });
  const say = (event: SyncReported): Promise<void> => {
    const confirmed = recorder.confirmation(event.id);
    bus.publish(event);
    return confirmed;
  };

  it('shows nothing before it is committed', async () => {
    let commit = (): void => undefined;
    const committing = new Promise<void>((resolve) => (commit = resolve));
    const write = append;
    append = async (events) => {
      await committing;
      return write(events);
    };
    const confirmed = say(reported('a'));
    await Promise.resolve();
    expect([batches.length, shown.length]).toEqual([1, 0]);
    commit();
    await confirmed;
    expect(shown).toHaveLength(1);
  });

  it('commits together what gathered while it was writing, and misses nothing that comes in between', async () => {
    await Promise.all(['a', 'b', 'c'].map((id) => say(reported(id))));
    expect(batches.map((batch) => batch.length)).toEqual([1, 2]);
    await say(reported('d')); // said in the very moment in which the last write ended
    expect(batches.map((batch) => batch.length)).toEqual([1, 2, 1]);
  });

  it("carries the job's data from event to event", async () => {
    await say(reported('a'));
    expect(batches[0]?.[0]?.jobData).toMatchObject({ trigger: 'sign-in', courses: { total: 3 } });
  });

  it('refuses a run that is over or was never begun, without a word to the database', async () => {
    recorder.forget('job', 1);
    await expect(say(reported('a'))).rejects.toBeInstanceOf(AttemptRefused);
    await expect(say(reported('b', 2))).rejects.toBeInstanceOf(AttemptRefused);
    expect([batches, shown]).toEqual([[], []]);
  });

  it('tells the run when its attempt is no longer the job’s, and shows nothing of it', async () => {
    append = async () => new Map();
    await expect(say(reported('a'))).rejects.toBeInstanceOf(AttemptRefused);
    expect(shown).toEqual([]);
  });

  it('hands a database failure to who spoke, and goes on', async () => {
    const write = append;
    append = async () => {
      throw new Error('away');
    };
    await expect(say(reported('a'))).rejects.toThrow('away');
    append = write;
    await say(reported('b'));
    expect(shown).toHaveLength(1);
  });

  describe('when the database goes away', () => {
    const away = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    /** The first statement breaks after `before`; those that follow are written. */
    const breaksOnce = (before: (events: readonly FencedEvent[]) => Promise<void>): void => {
      const write = append;
      append = async (events) => {
        append = write;
        await before(events);
        throw away;
      };
    };

    it('says again what was not written', async () => {
      breaksOnce(async () => undefined);
      await say(reported('a'));
      expect(batches.map((batch) => batch.map(({ base }) => base))).toEqual([[0], [0]]);
      expect(shown.map(({ seq }) => seq)).toEqual([1]);
    });

    it('takes for written what was, though the answer was lost', async () => {
      breaksOnce(async (events) => {
        there = [...(await append(events)).values()];
      });
      await say(reported('a'));
      expect(batches).toHaveLength(1);
      expect(shown.map(({ seq }) => seq)).toEqual([1]);
    });

    it('does not take a cancellation that came instead for its own', async () => {
      breaksOnce(async (events) => {
        const [cancelled] = (await append(events)).values();
        if (cancelled)
          there = [{ ...cancelled, event: { ...cancelled.event, type: 'job.cancelled' } as SyncEvent }];
        append = async () => new Map(); // the job has ended
      });
      await expect(say(reported('a'))).rejects.toBeInstanceOf(AttemptRefused);
      expect(shown).toEqual([]);
    });
  });

  it('lets what the database will not take cost the run that said it, and no other', async () => {
    recorder.begin('other', 1, initialJobData('sign-in'), 0);
    const write = append;
    append = async (events) => {
      if (events.some(({ jobId }) => jobId === 'other')) throw new Error('not to be stored');
      return write(events);
    };
    const first = say(reported('a')); // the two after it gather meanwhile
    const good = say(reported('b'));
    const bad = say({ ...reported('c'), jobId: 'other' });
    await first;
    await expect(bad).rejects.toThrow('not to be stored');
    await good;
    expect(shown).toHaveLength(2);
  });

  it('counts on from what it has written, so that a late statement of the same is refused', async () => {
    await say(reported('a'));
    await say(reported('b'));
    expect(batches.map(([event]) => event?.base)).toEqual([0, 1]);
  });
});
