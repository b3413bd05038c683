import { createHash } from 'node:crypto';
import type {
  CourseDetails,
  CourseSummary,
  JobSnapshot,
  LoginReply,
  Page,
  SessionReply,
} from '../../src/contract';
import { findIn, findInDatabase } from '../support/every-column';
import { expectProblem } from '../support/problem';
import { emitAnything, Sockets, subscribe } from '../support/sockets';
import { ask, eventsOf, finished, type Reply, type Spike, startSpike, until } from '../support/spike';

/** Nothing else looks like this, and no encoding of text changes it. */
const MARK = 'mArKeDpAsSwOrD20261123';
const WRONG_MARK = 'wRoNgPaSsWoRd20261123';

describe('a secret', () => {
  let spike: Spike;
  const sockets = new Sockets(() => spike);
  const username = 'marked';
  const password = MARK;
  /** Everything that any client was sent, but for the tokens that are the very answer to a sign-in. */
  const seen: string[] = [];
  /** By name, what must be nowhere. */
  const secrets: Record<string, string> = { password: MARK, 'a wrong password': WRONG_MARK };
  let sessions = 0;

  beforeAll(async () => {
    spike = await startSpike();
    spike.demo.control.addStudent({
      username,
      password,
      courses: 5,
      modulesPerCourse: 6,
      assignmentsPerCourse: 2,
    });
    secrets['the Moodle token'] = spike.demo.control.tokenOf(username);
  });
  afterEach(() => {
    sockets.closeAll();
    spike.demo.control.clearFaults();
    spike.demo.control.releaseAll();
  });
  afterAll(() => spike.stop());

  const note = <T>(reply: Reply<T>): Reply<T> => {
    seen.push(JSON.stringify(reply.body), ...[...reply.headers].map(([name, value]) => `${name}: ${value}`));
    return reply;
  };
  /** Keeps a session's tokens as secrets from now on, and takes note of the rest of the reply. */
  const noteSession = <T extends SessionReply>(reply: Reply<T>): T => {
    const { accessToken, refreshToken, ...rest } = reply.body;
    sessions += 1;
    secrets[`access token ${sessions}`] = accessToken.split('.')[2] ?? '';
    if (refreshToken !== undefined) secrets[`refresh token ${sessions}`] = refreshToken.split('.')[1] ?? '';
    note({ ...reply, body: rest });
    return reply.body;
  };
  const asToken = { 'x-spike-client': 'token' };
  const signIn = async (word = password): Promise<Reply<LoginReply>> =>
    ask(spike, 'POST', '/api/auth/login', {
      headers: asToken,
      body: { universityId: 'demo', username, password: word },
    });
  const get = async <T>(address: string, token: string): Promise<Reply<T>> =>
    note(await ask<T>(spike, 'GET', address, { token }));

  /** Signs in and watches the sync on a socket and as a stream, while things go wrong. */
  async function syncWithTrouble(): Promise<LoginReply & { jobId: string }> {
    const { control } = spike.demo;
    const [refused, broken, busy, last] = control.coursesOf(username);
    const contents = 'core_course_get_contents';
    control.fault({ fn: contents, courseId: refused?.id }, { fail: 'errorcoursecontextnotvalid' });
    // Answers that quote what they were sent, as a careless site would.
    const echo = `<html>wstoken=${control.tokenOf(username)}&password=${MARK}</html>`;
    control.fault({ fn: contents, courseId: broken?.id }, { http: 500, body: echo });
    control.fault({ fn: contents, courseId: busy?.id, times: 1 }, { reset: true });
    control.fault({ fn: 'mod_assign_get_assignments', username }, { fail: control.tokenOf(username) });
    const hold = control.hold(contents, last?.id);
    const session = noteSession(await signIn());
    const jobId = session.sync?.jobId ?? '';
    const socket = await sockets.connect({ token: session.accessToken });
    socket.onAny((...args: unknown[]) => seen.push(JSON.stringify(args)));
    seen.push(JSON.stringify(await subscribe(socket, jobId)));
    const stream = fetch(`${spike.url}/api/sync-status/${jobId}/stream`, {
      headers: { authorization: `Bearer ${session.accessToken}` },
    }).then((response) => response.text());
    await hold.arrived;
    // In the middle of the job, with its entry in the queue.
    const { finds } = await findInDatabase(spike, { ...secrets, jobId });
    expect(finds.filter(({ what }) => what !== 'jobId')).toEqual([]);
    expect(finds.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['public.sync_jobs', 'public.sync_job_events', 'graphile_worker._private_jobs']),
    );
    hold.release();
    seen.push(await stream);
    await finished(spike, session.accessToken, jobId);
    return { ...session, jobId };
  }

  it('is found where there is one: the search itself works', async () => {
    const probe = 'aProbeThatIsStored';
    const hidden = {
      plain: `x${probe}x`,
      hex: Buffer.from(`\0${probe}`).toString('hex').toUpperCase(),
      base64: Buffer.from(`{"a":"${probe}"}`).toString('base64'),
      base64url: Buffer.from(`??${probe}??`).toString('base64url'),
      jwt: `x.${Buffer.from(`???${probe}`).toString('base64url')}.x`,
    };
    for (const text of Object.values(hidden)) expect(findIn(text, { probe })).toEqual(['probe']);
    expect(findIn(Buffer.from(`\u00ff${probe}`), { probe })).toEqual(['probe']);
    expect(findIn('aProbeThatIsNot', { probe })).toEqual([]);
    await spike.sql(`CREATE SCHEMA probe`);
    await spike.sql(`CREATE TABLE probe.probe (a text, b bytea, c jsonb, d text[])`);
    await spike.sql(`INSERT INTO probe.probe VALUES ($1, $2, $3, $4)`, [
      probe,
      Buffer.from(probe),
      JSON.stringify([probe]),
      [probe],
    ]);
    const { finds } = await findInDatabase(spike, { probe });
    await spike.sql(`DROP SCHEMA probe CASCADE`);
    expect(finds.map(({ table, column }) => `${table}.${column}`)).toEqual(
      ['a', 'b', 'c', 'd'].map((column) => `probe.probe.${column}`),
    );
  });

  it('is in no log line, event, answer, metric or column, whatever went wrong', async () => {
    // Signing in, right and wrong, with Moodle well and unwell.
    const { control } = spike.demo;
    for (const word of [WRONG_MARK, `${MARK} `, MARK.toLowerCase()])
      expectProblem(note(await signIn(word)), 401, 'auth.invalid-credentials');
    const echo = `password=${MARK} token=${control.tokenOf(username)}`;
    const faults = [
      { http: 500, body: echo },
      { body: echo },
      { body: JSON.stringify({ error: echo, errorcode: echo }), contentType: 'application/json' },
      { body: JSON.stringify({ token: 7, privatetoken: echo }), contentType: 'application/json' },
      { reset: true } as const,
    ];
    const asked: [string, string][] = [
      ['token', password],
      ['core_webservice_get_site_info', control.tokenOf(username)],
    ];
    for (const [fn, sent] of asked)
      for (const effect of [...faults, { fail: sent }]) {
        const fault = control.fault({ fn, username }, effect);
        expect(note(await signIn()).status).toBeGreaterThanOrEqual(401);
        expect(fault.hits).toBeGreaterThan(0);
        fault.clear();
      }
    note(await ask(spike, 'POST', '/api/auth/login', { body: `{"password":"${MARK}", "username":"` }));
    note(
      await ask(spike, 'POST', '/api/auth/login', { body: { password: MARK, username: { [MARK]: MARK } } }),
    );
    note(await ask(spike, 'POST', '/api/auth/login', { body: [MARK] }));
    note(await ask(spike, 'GET', `/api/courses?password=${MARK}`));

    // A sync in which much goes wrong; and what came of it.
    const first = await syncWithTrouble();
    const { accessToken: token, jobId } = first;
    const { body: job } = await get<JobSnapshot>(`/api/sync-status/${jobId}`, token);
    expect(job).toMatchObject({ status: 'completed', courses: { failed: 2 } });
    const events = await eventsOf(spike, token, jobId);
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set([
        'job.created',
        'job.started',
        'stage.started',
        'courses.listed',
        'course.read',
        'course.failed',
        'retry.scheduled',
        'part.failed',
        'job.completed',
      ]),
    );
    seen.push(JSON.stringify(events));
    control.clearFaults();

    // Everything that can be read, a file that fails, and a socket that is sent a secret.
    const { body: courses } = await get<Page<CourseSummary>>('/api/courses', token);
    let fileId = '';
    for (const { id } of courses.items) {
      const { body } = await get<CourseDetails>(`/api/courses/${id}`, token);
      fileId ||= body.sections.flatMap(({ items }) => items.flatMap(({ files }) => files))[0]?.id ?? '';
    }
    for (const address of [
      '/api/deadlines',
      '/api/search?q=a',
      '/api/sync-status',
      '/api/auth/me',
      '/api/universities',
    ])
      expect((await get(address, token)).status).toBe(200);
    expect((await get(`/api/files/${fileId}`, token)).status).toBe(200);
    for (const effect of [{ http: 500, body: echo }, { fail: 'invalidtoken' }, { reset: true } as const]) {
      const fault = control.fault({ fn: 'pluginfile' }, effect);
      expect((await get(`/api/files/${fileId}`, token)).status).toBeGreaterThanOrEqual(400);
      fault.clear();
    }

    // The token dies with a second sync; nothing is asked of Moodle with it any more.
    control.fault({ fn: 'core_enrol_get_users_courses', username }, { fail: 'invalidtoken' });
    const again = note(await ask<{ jobId: string }>(spike, 'POST', '/api/sync', { token }));
    expect((await finished(spike, token, again.body.jobId)).status).toBe('failed');
    seen.push(JSON.stringify(await eventsOf(spike, token, again.body.jobId)));
    control.clearFaults();
    expect((await get(`/api/files/${fileId}`, token)).status).toBe(409);

    const socket = await sockets.connect({ token });
    seen.push(JSON.stringify(await emitAnything(socket, 'subscribe', { jobId: MARK, password: MARK })));
    seen.push(JSON.stringify(await emitAnything(socket, MARK, { token })));
    seen.push(JSON.stringify(await sockets.refusal({ token: `${token}${MARK}` })));

    // A session's whole life.
    const refresh = (refreshToken: string | undefined): Promise<Reply<SessionReply>> =>
      ask(spike, 'POST', '/api/auth/refresh', { headers: asToken, body: { refreshToken } });
    const renewed = noteSession(await refresh(first.refreshToken));
    noteSession(await refresh(renewed.refreshToken));
    await spike.sql(`UPDATE sessions SET rotated_at = now() - interval '1 hour'`);
    expectProblem(note(await refresh(first.refreshToken)), 401, 'auth.session-expired');
    const last = noteSession(await signIn());
    await finished(spike, last.accessToken, last.sync?.jobId ?? '');
    note(await ask(spike, 'POST', '/api/auth/logout', { token: last.accessToken }));
    expectProblem(
      note(await ask(spike, 'GET', '/api/auth/me', { token: last.accessToken })),
      401,
      'auth.session-expired',
    );
    seen.push((await ask<string>(spike, 'GET', '/metrics')).body);

    expect(Object.keys(secrets).length).toBe(3 + 4 * 2);
    for (const [name, secret] of Object.entries(secrets))
      expect(`${name} ${secret.length > 15}`).toBe(`${name} true`);

    await until(() => control.inFlight === 0);
    expect(spike.logs.length).toBeGreaterThan(100);
    expect(spike.logs.flatMap((line) => findIn(line, secrets).map((what) => ({ what, line })))).toEqual([]);
    expect(seen.flatMap((text) => findIn(text, secrets).map((what) => ({ what, text })))).toEqual([]);
    const { finds, tables } = await findInDatabase(spike, secrets);
    expect(finds).toEqual([]);
    expect(tables.length).toBeGreaterThan(10);
  });

  it('is kept by what cannot be turned back: a hash of the refresh token, a seal on the Moodle token', async () => {
    const { refreshToken = '', user } = noteSession(await signIn());
    const hash = createHash('sha256').update(refreshToken).digest();
    const sessions = await spike.sql<{ refresh_hash: Buffer }>(
      'SELECT refresh_hash FROM sessions WHERE id = $1',
      [refreshToken.split('.')[0]],
    );
    expect(sessions.map(({ refresh_hash }) => refresh_hash.equals(hash))).toEqual([true]);
    const sealed = () =>
      spike.sql<{ key_id: string; sealed: Buffer }>(
        'SELECT key_id, sealed FROM moodle_credentials WHERE student_id = $1',
        [user.id],
      );
    const [before] = await sealed();
    expect(before?.key_id).toMatch(/^[0-9a-f]{8}$/);
    // nonce, tag, and as many bytes as the token has
    expect(before?.sealed.length).toBe(12 + 16 + spike.demo.control.tokenOf(username).length);
    noteSession(await signIn());
    const [after] = await sealed();
    expect(after?.sealed.equals(before?.sealed ?? Buffer.alloc(0))).toBe(false); // the same token never seals alike
  });
});
