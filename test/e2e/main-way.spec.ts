import { io, type Socket } from 'socket.io-client';
import {
  applyEvent,
  type ChangesReply,
  type ClientToServer,
  type CourseDetails,
  type CourseSummary,
  type JobSnapshot,
  type Page,
  type ServerToClient,
  SOCKET_PATH,
  type SubscribeReply,
  type SyncEvent,
} from '../../src/contract';
import { addStudent, ask, eventsOf, finished, signIn, type Spike, startSpike, until } from '../support/spike';

type Client = Socket<ServerToClient, ClientToServer>;

describe('sign in → live sync → an organised library', () => {
  let spike: Spike;
  const sockets: Client[] = [];
  const connect = async (token: string): Promise<Client> => {
    const socket: Client = io(spike.url, {
      path: SOCKET_PATH,
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
    });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  };
  const subscribe = (socket: Client, jobId: string, after?: number): Promise<SubscribeReply> =>
    new Promise((resolve) => socket.emit('subscribe', { jobId, after }, resolve));

  beforeAll(async () => {
    spike = await startSpike();
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    spike.demo.control.releaseAll();
  });
  afterAll(() => spike.stop());

  it('tells the whole story on the socket, on REST and as a stream, in the same words', async () => {
    const { username, password } = addStudent(spike, 8);
    const hold = spike.demo.control.hold('core_course_get_contents');
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    const socket = await connect(token);
    const live: SyncEvent[] = [];
    socket.on('sync', (event) => live.push(event));
    const reply = await subscribe(socket, jobId);
    if (!reply.ok) throw new Error(reply.code);
    const stream = fetch(`${spike.url}/api/sync-status/${jobId}/stream`, {
      headers: { authorization: `Bearer ${token}` },
    });
    hold.release();
    const job = await finished(spike, token, jobId);
    await until(() => live.at(-1)?.type === 'job.completed');

    const rest = await eventsOf(spike, token, jobId);
    const told = [...reply.events, ...live.filter(({ seq }) => seq > reply.lastSeq)];
    expect(told).toEqual(rest);
    expect(rest.map(({ seq }) => seq)).toEqual(rest.map((_, index) => index + 1));

    const sse = [...(await (await stream).text()).matchAll(/^data: (.*)$/gm)].map(
      ([, json = '']) => JSON.parse(json) as SyncEvent,
    );
    expect(sse).toEqual(rest);

    // A client that applies events one by one ends where REST says the job is.
    expect(rest.filter(({ seq }) => seq > reply.lastSeq).reduce(applyEvent, reply.job)).toEqual(job);
    expect(job).toMatchObject({
      status: 'completed',
      progress: 100,
      courses: { total: 8, done: 8, failed: 0 },
      failures: [],
    });
  });

  it('walks the stages of the specification, with their percentages and both messages', async () => {
    const { username, password } = addStudent(spike, 4);
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await finished(spike, token, jobId);
    const events = await eventsOf(spike, token, jobId);
    const stages = events.filter(
      ({ type }) => type === 'stage.started' || type === 'job.created' || type === 'job.completed',
    );
    expect(stages.map(({ status, progress, message }) => [status, progress, message.he])).toEqual([
      ['starting', 0, '🚀 מתחיל תהליך סנכרון...'],
      ['creating_tables', 10, '🏗️ בודק ומייצר טבלאות נדרשות...'],
      ['fetching_courses', 20, '📊 אוסף נתוני קורסים מהמודל...'],
      ['analyzing_content', 40, '🔍 מנתח תוכן קורסים...'],
      ['classifying_data', 70, '🗂️ מסווג ומארגן נתונים...'],
      ['saving_to_database', 90, '💾 שומר נתונים בדטה בייס...'],
      ['completed', 100, '✅ סנכרון הושלם בהצלחה!'],
    ]);
    expect(events.filter(({ type }) => type === 'course.read').map(({ progress }) => progress)).toEqual([
      47, 55, 62, 70,
    ]);
    expect(events.every(({ message }) => message.he !== '' && message.en !== '')).toBe(true);
    const [row] = await spike.sql<{ message: string; status: string; progress: number }>(
      'SELECT message, status, progress FROM sync_jobs WHERE id = $1',
      [jobId],
    );
    expect(row).toEqual({ message: '✅ סנכרון הושלם בהצלחה!', status: 'completed', progress: 100 });
  });

  it('never reads more than five courses side by side, and reads five', async () => {
    const { username, password } = addStudent(spike, 12);
    spike.demo.control.forgetRequests();
    const slow = spike.demo.control.fault({ fn: 'core_course_get_contents', username }, { delayMs: 40 });
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    const read = new Set<number>();
    const held = spike.demo.control.hold('core_course_get_contents', undefined, 5);
    await held.arrived;
    expect(spike.demo.control.maxInFlight).toBeLessThanOrEqual(6); // five courses, and the list of assignments
    held.release();
    const job = await finished(spike, token, jobId);
    slow.clear();
    for (const event of await eventsOf(spike, token, jobId))
      if (event.type === 'course.read') read.add(event.data.moodleId);
    expect(read.size).toBe(12);
    expect(job.status).toBe('completed');
  });

  it('has the library readable while the sync still runs, and organised when it is done', async () => {
    const { username, password } = addStudent(spike, 6);
    const [, , , , , last] = spike.demo.control.coursesOf(username);
    const hold = spike.demo.control.hold('core_course_get_contents', last?.id);
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await hold.arrived;
    const list = () => ask<Page<CourseSummary>>(spike, 'GET', '/api/courses', { token });
    const early = await until(async () => {
      const { body } = await list();
      return body.items.some(({ syncedAt }) => syncedAt !== null) && body.items;
    });
    expect(early).toHaveLength(6);
    const { body: running } = await ask<JobSnapshot>(spike, 'GET', `/api/sync-status/${jobId}`, { token });
    expect(running).toMatchObject({ status: 'analyzing_content', courses: { total: 6, failed: 0 } });
    expect(running.courses.done).toBeLessThan(6);
    expect(running.receipt.find(({ moodleId }) => moodleId === last?.id)?.outcome).toBe('waiting');
    const readable = early.find(({ syncedAt }) => syncedAt !== null);
    const { body: half } = await ask<CourseDetails>(spike, 'GET', `/api/courses/${readable?.id}`, { token });
    expect(half.sections.flatMap(({ items }) => items).length).toBeGreaterThan(0);
    hold.release();
    await finished(spike, token, jobId);
    for (const { id } of (await list()).body.items) {
      const { body } = await ask<CourseDetails>(spike, 'GET', `/api/courses/${id}`, { token });
      const items = body.sections.flatMap((section) => section.items);
      expect(items.length).toBeGreaterThan(0);
      expect(items.filter(({ category }) => category === null)).toEqual([]);
    }
  });

  it('changes nothing the second time, and shows what changed the third', async () => {
    const { username, password } = addStudent(spike, 3);
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await finished(spike, token, jobId);
    const again = async (): Promise<JobSnapshot> => {
      const { body } = await ask<{ jobId: string; created: boolean }>(spike, 'POST', '/api/sync', { token });
      expect(body.created).toBe(true);
      return finished(spike, token, body.jobId);
    };
    expect((await again()).summary).toMatchObject({ added: 0, changed: 0, removed: 0 });
    const [course] = spike.demo.control.coursesOf(username);
    const module = course?.sections.flatMap(({ modules }) => modules)[0];
    if (!module) throw new Error('a course without modules');
    spike.demo.control.renameModule(module.cmid, 'שם חדש לגמרי');
    expect((await again()).summary).toMatchObject({ added: 0, removed: 0, changes: 1 });
    spike.demo.control.removeModule(module.cmid);
    const third = await again();
    expect(third.summary?.removed).toBeGreaterThanOrEqual(1);
    expect(third.trigger).toBe('manual');
    const { body: feed } = await ask<ChangesReply>(spike, 'GET', '/api/changes', { token });
    expect(feed.items.filter(({ subject }) => subject === 'item')).toEqual([
      expect.objectContaining({ kind: 'removed', subject: 'item', cmid: module.cmid, itemId: null }),
      expect.objectContaining({
        kind: 'changed',
        subject: 'item',
        cmid: module.cmid,
        fields: [{ field: 'name', from: expect.any(String), to: 'שם חדש לגמרי' }],
      }),
    ]);
  });

  it('keeps what it has when a course fails, names the course, and reads it the next time', async () => {
    const { username, password } = addStudent(spike, 4);
    const [, broken] = spike.demo.control.coursesOf(username);
    const fault = spike.demo.control.fault(
      { fn: 'core_course_get_contents', courseId: broken?.id },
      { http: 500, body: '<html>' },
    );
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    const job = await finished(spike, token, jobId);
    expect(job).toMatchObject({
      status: 'completed',
      progress: 100,
      courses: { total: 4, done: 3, failed: 1 },
    });
    expect(job.failures).toEqual([
      expect.objectContaining({
        moodleId: broken?.id,
        error: expect.objectContaining({ kind: 'api', retryable: true }),
      }),
    ]);
    // Three tries: two waits were told.
    expect(
      (await eventsOf(spike, token, jobId)).filter(({ type }) => type === 'retry.scheduled'),
    ).toHaveLength(2);
    // One broken course is looked for by halving its request, and then asked by itself.
    expect(fault.hits).toBeLessThan(20);
    expect(job.receipt.map(({ moodleId, outcome }) => [moodleId === broken?.id, outcome]).sort()).toEqual([
      [false, 'read'],
      [false, 'read'],
      [false, 'read'],
      [true, 'failed'],
    ]);
    fault.clear();
    const { body } = await ask<{ jobId: string }>(spike, 'POST', '/api/sync', { token });
    expect(await finished(spike, token, body.jobId)).toMatchObject({
      courses: { done: 4, failed: 0 },
      failures: [],
    });
  });

  it('fails plainly when the token has died, and keeps the library', async () => {
    const { username, password } = addStudent(spike, 2);
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await finished(spike, token, jobId);
    spike.demo.control.fault({ fn: '*', username }, { fail: 'invalidtoken' });
    const { body } = await ask<{ jobId: string }>(spike, 'POST', '/api/sync', { token });
    const job = await finished(spike, token, body.jobId);
    expect(job).toMatchObject({
      status: 'failed',
      progress: 20,
      error: { code: 'auth.moodle-token-expired', kind: 'sign-in' },
    });
    expect(job.message.he).toBe('❌ שגיאה בתהליך הסנכרון');
    expect((await ask<Page<CourseSummary>>(spike, 'GET', '/api/courses', { token })).body.items).toHaveLength(
      2,
    );
    spike.demo.control.clearFaults();
  });

  it('answers with the running job when asked again, and allows a new one once it has ended', async () => {
    const { username, password } = addStudent(spike, 2);
    const hold = spike.demo.control.hold('core_enrol_get_users_courses');
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await hold.arrived;
    const replies = await Promise.all(
      Array.from({ length: 10 }, () =>
        ask<{ jobId: string; created: boolean }>(spike, 'POST', '/api/sync', { token }),
      ),
    );
    expect(replies.map(({ status, body }) => [status, body])).toEqual(
      replies.map(() => [202, { jobId, created: false }]),
    );
    const active = await ask(spike, 'GET', '/api/sync-status/active', { token });
    expect(active.body).toMatchObject({
      hasActiveJob: true,
      jobId,
      status: 'fetching_courses',
      progress: 20,
    });
    hold.release();
    await finished(spike, token, jobId);
    expect((await ask(spike, 'GET', '/api/sync-status/active', { token })).body).toEqual({
      hasActiveJob: false,
      jobId: null,
      status: null,
      progress: null,
      message: null,
      lastSeq: null,
    });
    const next = await ask<{ jobId: string; created: boolean }>(spike, 'POST', '/api/sync', { token });
    expect(next.body.created).toBe(true);
    await finished(spike, token, next.body.jobId);
  });

  it('stops within a second when it is cancelled in the middle of a request, and says so everywhere', async () => {
    const { username, password } = addStudent(spike, 3);
    const hold = spike.demo.control.hold('core_course_get_contents');
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    const socket = await connect(token);
    const ended = new Promise<SyncEvent>((resolve) => {
      socket.on('sync', (event) => event.type === 'job.cancelled' && resolve(event));
    });
    await subscribe(socket, jobId);
    await hold.arrived;
    const began = performance.now();
    const { status, body } = await ask<JobSnapshot>(spike, 'POST', `/api/sync-status/${jobId}/cancel`, {
      token,
    });
    expect([status, body.status, body.progress]).toEqual([200, 'cancelled', 40]);
    expect(await ended).toMatchObject({ status: 'cancelled', message: { he: 'הסנכרון בוטל' } });
    await until(() => spike.demo.control.inFlight === 0);
    expect(performance.now() - began).toBeLessThan(1_000);
    hold.release();
    const events = await eventsOf(spike, token, jobId);
    expect(events.at(-1)?.type).toBe('job.cancelled');
    const second = await ask(spike, 'POST', `/api/sync-status/${jobId}/cancel`, { token });
    expect(second.status).toBe(200); // cancelling twice is no mistake
    const after = await ask<{ created: boolean; jobId: string }>(spike, 'POST', '/api/sync', { token });
    expect(after.body.created).toBe(true);
    await finished(spike, token, after.body.jobId);
    expect(
      (await ask(spike, 'POST', `/api/sync-status/${after.body.jobId}/cancel`, { token })).body,
    ).toMatchObject({
      code: 'sync.job-finished',
    });
  });

  it('tells every open device that a job began', async () => {
    const { username, password } = addStudent(spike, 1);
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await finished(spike, token, jobId);
    const phone = await connect((await signIn(spike, username, password)).accessToken);
    await until(
      async () =>
        !(await ask<{ hasActiveJob: boolean }>(spike, 'GET', '/api/sync-status/active', { token })).body
          .hasActiveJob,
    );
    const heard = new Promise<JobSnapshot>((resolve) => phone.once('job', resolve));
    const { body } = await ask<{ jobId: string }>(spike, 'POST', '/api/sync', { token });
    expect((await heard).jobId).toBe(body.jobId);
    await finished(spike, token, body.jobId);
  });

  it('replays to a late client what it missed, from where it was', async () => {
    const { username, password } = addStudent(spike, 3);
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    const job = await finished(spike, token, jobId);
    const socket = await connect(token);
    const reply = await subscribe(socket, jobId, 5);
    if (!reply.ok) throw new Error(reply.code);
    expect(reply.events.map(({ seq }) => seq)).toEqual(
      Array.from({ length: job.lastSeq - 5 }, (_, index) => index + 6),
    );
    const stream = await fetch(`${spike.url}/api/sync-status/${jobId}/stream`, {
      headers: { authorization: `Bearer ${token}`, 'last-event-id': String(job.lastSeq - 1) },
    });
    expect([...(await stream.text()).matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual([
      job.lastSeq,
    ]);
    const over = await fetch(`${spike.url}/api/sync-status/${jobId}/stream?after=${job.lastSeq}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(over.status).toBe(204);
  });
});
