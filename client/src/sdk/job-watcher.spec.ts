import {
  applyEvent,
  EMPTY_COUNTS,
  errorReport,
  type CourseReceipt,
  type EventsReply,
  type JobSnapshot,
  type JobStatus,
  type SubscribeReply,
  type SubscribeRequest,
  type SyncEvent,
} from '../../../src/contract';
import { JobWatcher, type Connection, type JobSource, type WatchOptions } from './job-watcher';
import type { LiveChannel, LiveListener } from './live-channel';
import { SpikeError } from './spike-error';

const JOB = 'job-1';
const POLL_MS = 2_000;

const start: JobSnapshot = {
  jobId: JOB,
  status: 'starting',
  progress: 0,
  message: { he: 'א', en: 'a' },
  attempt: 1,
  lastSeq: 0,
  trigger: 'sign-in',
  courses: EMPTY_COUNTS,
  failures: [],
  receipt: [],
  coverage: [],
  error: null,
  summary: null,
  createdAt: '2026-10-20T10:00:00Z',
  updatedAt: '2026-10-20T10:00:00Z',
  finishedAt: null,
};

const receipt = (moodleId: number, more: Partial<CourseReceipt> = {}): CourseReceipt => ({
  moodleId,
  name: moodleId === 7 ? 'אינפי' : 'אלגברה',
  outcome: 'waiting',
  error: null,
  parts: [],
  staleSince: null,
  triedAgain: true,
  requests: 0,
  bytes: 0,
  ms: 0,
  ...more,
});

/** What the server of this test has written: five steps, a course that fails, the end. */
function script(): SyncEvent[] {
  const at = '2026-10-20T10:00:01Z';
  const base = (seq: number, status: JobStatus, progress: number) => ({
    jobId: JOB,
    seq,
    attempt: 1,
    status,
    progress,
    message: { he: `צעד ${seq}`, en: `step ${seq}` },
    at,
  });
  return [
    { ...base(1, 'starting', 0), type: 'job.started', data: { resumed: false } },
    {
      ...base(2, 'fetching_courses', 20),
      type: 'courses.listed',
      data: { courses: { total: 2, done: 0, failed: 0 }, receipts: [receipt(7), receipt(8)] },
    },
    {
      ...base(3, 'analyzing_content', 55),
      type: 'course.read',
      data: {
        moodleId: 7,
        name: 'אינפי',
        sections: 3,
        items: 9,
        courses: { total: 2, done: 1, failed: 0 },
        receipt: receipt(7, { outcome: 'read', requests: 0.5 }),
      },
    },
    {
      ...base(4, 'analyzing_content', 70),
      type: 'course.failed',
      data: {
        moodleId: 8,
        name: 'אלגברה',
        error: errorReport('moodle.timeout'),
        courses: { total: 2, done: 1, failed: 1 },
        receipt: receipt(8, { outcome: 'failed', error: errorReport('moodle.timeout') }),
      },
    },
    { ...base(5, 'cancelled', 70), type: 'job.cancelled', data: {} },
  ];
}

/** A server of the contract with a socket that can be pulled out and a REST side that can fail. */
class FakeServer implements LiveChannel, JobSource {
  connected = true;
  /** How many events are committed. */
  written = 0;
  /** Events handed over in one reply. */
  replyLimit = 1_000;
  /** Events up to this number are no longer kept. */
  forgotten = 0;
  restFails: SpikeError | null = null;
  /** Nothing is answered, as on a connection that died without a word. */
  restHangs = false;
  refuses: SubscribeReply | null = null;
  readonly subscriptions: SubscribeRequest[] = [];
  readonly restCalls: string[] = [];
  listener: LiveListener | null = null;
  private acks: Promise<void> = Promise.resolve();
  private readonly all = script();

  event(seq: number): SyncEvent {
    const event = this.all[seq - 1];
    if (!event) throw new Error(`no event ${seq}`);
    return event;
  }

  snapshot(): JobSnapshot {
    return this.all.slice(0, this.written).reduce(applyEvent, start);
  }

  /** Commits events up to `seq`, and pushes those named (all new ones by default). */
  commit(seq: number, push?: readonly number[]): void {
    const fresh = this.all.slice(this.written, seq).map((event) => event.seq);
    this.written = seq;
    for (const pushed of push ?? fresh) this.listener?.onEvent(this.event(pushed));
  }

  /** Holds the next acks until the returned function is called. */
  holdAcks(): () => void {
    let release: () => void = () => undefined;
    this.acks = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  onConnection(): () => void {
    return () => undefined;
  }

  down(): void {
    this.connected = false;
    this.listener?.onDown();
  }

  up(): void {
    this.connected = true;
    this.listener?.onUp();
  }

  // LiveChannel
  watch(_jobId: string, listener: LiveListener): () => void {
    this.listener = listener;
    return () => {
      this.listener = null;
    };
  }

  async subscribe(request: SubscribeRequest): Promise<SubscribeReply> {
    this.subscriptions.push(request);
    if (this.refuses) return this.refuses;
    const job = this.snapshot();
    const events = this.after(request.after ?? job.lastSeq);
    await this.acks;
    if (!this.connected) throw new Error('the socket went away');
    return { ok: true, job, events, lastSeq: job.lastSeq };
  }

  onJob(): () => void {
    return () => undefined;
  }

  wake(): void {
    // this one never sleeps
  }

  close(): void {
    this.down();
  }

  // JobSource
  async job(): Promise<JobSnapshot> {
    this.restCalls.push('job');
    if (this.restFails) throw this.restFails;
    return this.snapshot();
  }

  async events(_jobId: string, after: number, signal: AbortSignal): Promise<EventsReply> {
    this.restCalls.push(`events>${after}`);
    if (this.restHangs)
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
    if (this.restFails) throw this.restFails;
    return { jobId: JOB, events: this.after(after), lastSeq: this.written, pollAfterMs: POLL_MS };
  }

  private after(seq: number): SyncEvent[] {
    return this.all
      .slice(0, this.written)
      .filter((event) => event.seq > seq && event.seq > this.forgotten)
      .slice(0, this.replyLimit);
  }
}

/** Lets every promise that can settle, settle. */
const settle = () => jest.advanceTimersByTimeAsync(0);

function watchWith(server: FakeServer, options: WatchOptions = {}) {
  const seen: (number | 'snapshot')[] = [];
  const connections: Connection[] = [];
  const onComplete = jest.fn<void, [JobSnapshot]>();
  const onError = jest.fn<void, [SpikeError]>();
  const watch = new JobWatcher(
    JOB,
    { channel: server, source: server },
    (_job, event) => seen.push(event?.seq ?? 'snapshot'),
    { onComplete, onError, onConnection: (connection) => connections.push(connection), ...options },
  ).start();
  return { watch, seen, connections, onComplete, onError };
}

describe('JobWatcher', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('does not wait for a REST answer that never comes when the socket is back', async () => {
    const server = new FakeServer();
    const { seen, watch } = watchWith(server);
    await settle();
    server.restHangs = true;
    server.down();
    await settle();
    expect(server.restCalls.at(-1)).toBe('events>0');
    server.commit(2, []);
    server.up();
    await settle();
    expect(seen).toEqual(['snapshot', 1, 2]);
    watch.stop();
  });

  it('gives a snapshot, then each pushed event once, and the end once', async () => {
    const server = new FakeServer();
    server.written = 1;
    const { seen, connections, onComplete, onError, watch } = watchWith(server);
    await settle();
    server.commit(5);
    expect(seen).toEqual(['snapshot', 2, 3, 4, 5]);
    expect(connections).toEqual(['live']);
    expect(onComplete).toHaveBeenCalledTimes(1);
    expect(onComplete.mock.calls[0]?.[0]).toEqual(server.snapshot());
    expect(watch.job?.failures).toEqual([
      { moodleId: 8, name: 'אלגברה', error: errorReport('moodle.timeout') },
    ]);
    expect(watch.job?.receipt.map(({ outcome }) => outcome)).toEqual(['read', 'failed']);
    expect(onError).not.toHaveBeenCalled();
    expect(server.listener).toBeNull();
    expect(server.restCalls).toEqual([]);
  });

  it('drops what it has already', async () => {
    const server = new FakeServer();
    const { seen, watch } = watchWith(server);
    await settle();
    server.commit(2, [1, 1, 2, 1, 2]);
    expect(seen).toEqual(['snapshot', 1, 2]);
    watch.stop();
  });

  it('asks again from the last event when it sees a hole', async () => {
    const server = new FakeServer();
    const { seen, watch } = watchWith(server);
    await settle();
    server.commit(4, [1, 4]);
    expect(seen).toEqual(['snapshot', 1]);
    await settle();
    expect(seen).toEqual(['snapshot', 1, 2, 3, 4]);
    expect(server.subscriptions).toEqual([{ jobId: JOB }, { jobId: JOB, after: 1 }]);
    watch.stop();
  });

  it('keeps events that overtake the first ack', async () => {
    const server = new FakeServer();
    const release = server.holdAcks();
    const { seen, watch } = watchWith(server);
    server.commit(2);
    expect(seen).toEqual([]);
    release();
    await settle();
    expect(seen).toEqual(['snapshot', 1, 2]);
    watch.stop();
  });

  it('notices by the heartbeat that an event was lost', async () => {
    const server = new FakeServer();
    const { seen, watch } = watchWith(server);
    await settle();
    server.commit(2, []);
    server.listener?.onHeartbeat(0);
    await settle();
    expect(seen).toEqual(['snapshot']);
    server.listener?.onHeartbeat(2);
    await settle();
    expect(seen).toEqual(['snapshot', 1, 2]);
    watch.stop();
  });

  it('asks on while replies are cut short', async () => {
    const server = new FakeServer();
    const { seen, onComplete } = watchWith(server);
    await settle();
    server.replyLimit = 2;
    server.commit(5, [5]);
    await settle();
    expect(seen).toEqual(['snapshot', 1, 2, 3, 4, 5]);
    expect(server.subscriptions.map(({ after }) => after)).toEqual([undefined, 0, 2, 4]);
    expect(onComplete).toHaveBeenCalledTimes(1);
  });

  it('takes the snapshot when the events between are no longer kept', async () => {
    const server = new FakeServer();
    const { seen, watch } = watchWith(server);
    await settle();
    server.forgotten = 3;
    server.commit(3, [3]);
    await settle();
    expect(seen).toEqual(['snapshot', 'snapshot']);
    expect(watch.job).toEqual(server.snapshot());
    watch.stop();
  });

  it('subscribes again after a reconnection, from where it was', async () => {
    const server = new FakeServer();
    const { seen, watch } = watchWith(server);
    await settle();
    server.commit(1);
    server.connected = false;
    server.commit(3, []);
    server.up();
    await settle();
    expect(seen).toEqual(['snapshot', 1, 2, 3]);
    expect(server.subscriptions.at(-1)).toEqual({ jobId: JOB, after: 1 });
    watch.stop();
  });

  it('polls every interval while the socket is away, and goes back', async () => {
    const server = new FakeServer();
    const { seen, connections, watch } = watchWith(server);
    await settle();
    server.down();
    await settle();
    expect(server.restCalls).toEqual(['events>0']);
    server.commit(1, []);
    await jest.advanceTimersByTimeAsync(POLL_MS - 1);
    expect(server.restCalls).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(seen).toEqual(['snapshot', 1]);
    // Attempts of the socket that fail add no requests of their own.
    server.down();
    server.down();
    await settle();
    expect(server.restCalls).toEqual(['events>0', 'events>0']);
    server.commit(2, []);
    server.up();
    await settle();
    expect(seen).toEqual(['snapshot', 1, 2]);
    await jest.advanceTimersByTimeAsync(POLL_MS * 5);
    expect(server.restCalls).toHaveLength(2);
    server.commit(3);
    expect(seen).toEqual(['snapshot', 1, 2, 3]);
    expect(connections).toEqual(['live', 'polling', 'live']);
    watch.stop();
  });

  it('reaches the end over REST alone, once', async () => {
    const server = new FakeServer();
    server.connected = false;
    const { seen, connections, onComplete } = watchWith(server);
    await jest.advanceTimersByTimeAsync(POLL_MS);
    server.commit(4, []);
    await jest.advanceTimersByTimeAsync(POLL_MS);
    server.commit(5, []);
    await jest.advanceTimersByTimeAsync(POLL_MS * 3);
    expect(seen).toEqual(['snapshot', 1, 2, 3, 4, 5]);
    expect(connections).toEqual(['polling']);
    expect(onComplete).toHaveBeenCalledTimes(1);
    expect(server.restCalls).toEqual(['job', 'events>0', 'events>4']);
  });

  it('gives a job that has ended already as one snapshot and one end', async () => {
    const server = new FakeServer();
    server.written = 5;
    const { seen, onComplete } = watchWith(server);
    await settle();
    expect(seen).toEqual(['snapshot']);
    expect(onComplete).toHaveBeenCalledTimes(1);
  });

  it('goes through a network failure and says that it is offline', async () => {
    const server = new FakeServer();
    const { seen, connections, onError, watch } = watchWith(server);
    await settle();
    server.restFails = SpikeError.ofClient('client.unreachable');
    server.down();
    await jest.advanceTimersByTimeAsync(POLL_MS * 2);
    server.restFails = null;
    server.commit(1, []);
    await jest.advanceTimersByTimeAsync(POLL_MS);
    expect(seen).toEqual(['snapshot', 1]);
    expect(connections).toEqual(['live', 'offline', 'polling']);
    expect(onError).not.toHaveBeenCalled();
    watch.stop();
  });

  it.each(['sync.job-not-found', 'auth.session-expired'] as const)('ends with the error %s', async (code) => {
    const server = new FakeServer();
    server.refuses = { ok: false, ...errorReport(code) };
    server.restFails = SpikeError.fromReport(errorReport(code));
    const { onError, onComplete } = watchWith(server);
    await settle();
    expect(onError).toHaveBeenCalledTimes(1);
    expect(onError.mock.calls[0]?.[0].code).toBe(code);
    expect(onComplete).not.toHaveBeenCalled();
    expect(server.listener).toBeNull();
  });

  it('reads over REST when the socket refuses to follow, and tries the socket again', async () => {
    const server = new FakeServer();
    server.refuses = { ok: false, ...errorReport('socket.too-many-subscriptions') };
    const { seen, connections, onError, watch } = watchWith(server);
    await settle();
    expect(seen).toEqual(['snapshot']);
    server.refuses = null;
    await jest.advanceTimersByTimeAsync(POLL_MS);
    expect(connections).toEqual(['polling', 'live']);
    expect(onError).not.toHaveBeenCalled();
    watch.stop();
  });

  it('says nothing more once it was stopped or its signal fired', async () => {
    for (const leave of ['stop', 'signal'] as const) {
      const server = new FakeServer();
      const abort = new AbortController();
      const release = server.holdAcks();
      const { seen, onComplete, watch } = watchWith(server, { signal: abort.signal });
      if (leave === 'stop') watch.stop();
      else abort.abort();
      release();
      await settle();
      server.commit(5);
      expect(seen).toEqual([]);
      expect(onComplete).not.toHaveBeenCalled();
      expect(server.listener).toBeNull();
    }
  });
});
