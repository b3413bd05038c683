import { Client } from 'pg';
import type {
  CourseDetails,
  CourseSummary,
  JobSnapshot,
  LoginReply,
  Page,
  StartSyncReply,
} from '../../src/contract';
import { type DemoUniversity, startDemoUniversity } from '../../src/demo';
import { PAGE_COVERAGE } from '../../src/moodle/pages';
import { findIn, findInDatabase } from '../support/every-column';
import { expectProblem } from '../support/problem';
import {
  ask,
  eventsOf,
  finished,
  login,
  migratedDatabase,
  type Reply,
  signIn,
  type Spike,
  startSpike,
  until,
} from '../support/spike';

const LISTING = 'core_course_get_enrolled_courses_by_timeline_classification';
const PASSWORD = 'A-password-no-text-has-7';

/** A site whose services are off: students come in through its pages. */
describe('a university without web services', () => {
  let spike: Spike;
  let count = 0;
  beforeAll(async () => {
    spike = await startSpike();
    spike.demo.control.site.webServices = false;
  });
  afterEach(() => {
    spike.demo.control.clearFaults();
    spike.demo.control.releaseAll();
    Object.assign(spike.demo.control.site, { webServices: true, mobileService: true, loginForm: true });
    spike.demo.control.site.webServices = false;
  });
  afterAll(() => spike.stop());

  const student = (courses = 2): { username: string; password: string } => {
    count += 1;
    const made = { username: `pupil-${count}`, password: PASSWORD };
    spike.demo.control.addStudent({
      ...made,
      courses,
      modulesPerCourse: 8,
      assignmentsPerCourse: 2,
      seed: made.username,
    });
    return made;
  };
  const passwords = async (studentId: string): Promise<number> => {
    const rows = await spike.sql(
      `SELECT 1 FROM moodle_credentials WHERE student_id = $1 AND kind = 'password'`,
      [studentId],
    );
    return rows.length;
  };
  const kept = (studentId: string): Promise<{ kind: string; job_id: string | null }[]> =>
    spike.sql(`SELECT kind, job_id FROM moodle_credentials WHERE student_id = $1`, [studentId]);
  const enter = async (
    who: { username: string; password: string } = student(),
  ): Promise<LoginReply & { jobId: string }> => signIn(spike, who.username, who.password);
  const startSync = (token: string): Promise<Reply<StartSyncReply>> =>
    ask(spike, 'POST', '/api/sync', { token });
  const postsToForm = (): number =>
    spike.demo.requests.filter(({ method, path }) => method === 'POST' && path === '/login/index.php').length;

  /** A student whose job waits at the list of courses. */
  const inTheMiddle = async (who = student()) => {
    const hold = spike.demo.control.hold(LISTING);
    const session = await enter(who);
    await hold.arrived;
    expect(await kept(session.user.id)).toEqual([{ kind: 'password', job_id: session.jobId }]);
    return { ...session, hold, token: session.accessToken, studentId: session.user.id };
  };

  it('is read all the same: sign-in, sync, library, coverage, a file, and the password is gone', async () => {
    const { accessToken: token, jobId, user } = await enter({ username: 'noa', password: 'demo1234' });
    const job = await finished(spike, token, jobId);
    expect(job).toMatchObject({ status: 'completed', courses: { total: 8, done: 8, failed: 0 } });
    expect(job.coverage).toEqual(PAGE_COVERAGE);
    expect(await kept(user.id)).toEqual([]);
    const { body: courses } = await ask<Page<CourseSummary>>(spike, 'GET', '/api/courses', { token });
    expect(courses.items).toHaveLength(8);
    const details = await Promise.all(
      courses.items.map(({ id }) => ask<CourseDetails>(spike, 'GET', `/api/courses/${id}`, { token })),
    );
    const items = details.flatMap(({ body }) => body.sections.flatMap(({ items: own }) => own));
    expect(items.length).toBeGreaterThan(100);
    const file = items
      .filter(({ type }) => type === 'resource')
      .flatMap(({ files }) => files)
      .find(({ name }) => name.endsWith('.pdf'));
    const opened = await ask<string>(spike, 'GET', `/api/files/${file?.id}`, { token });
    expect(opened.status).toBe(200);
    expect(opened.headers.get('content-type')).toBe('application/pdf');
  });

  it('writes nothing and tells nothing when nothing has changed', async () => {
    const who = student(3);
    const first = await enter(who);
    expect((await finished(spike, first.accessToken, first.jobId)).status).toBe('completed');
    const second = await enter(who);
    const job = await finished(spike, second.accessToken, second.jobId);
    expect(job).toMatchObject({
      status: 'completed',
      summary: { added: 0, changed: 0, removed: 0, changes: 0, coursesPartial: 0 },
    });
    expect(await kept(second.user.id)).toEqual([]);
  });

  it('climbs down once, with one try of the same password', async () => {
    const who = student();
    spike.demo.control.forgetRequests();
    const { accessToken: token, jobId } = await enter(who);
    await finished(spike, token, jobId);
    expect(spike.demo.sessions.failuresOf(who.username)).toBe(0);
    // One for the sign-in, one for the job.
    expect(postsToForm()).toBe(2);
  });

  it('does not try a wrong password more often than it must', async () => {
    const { username } = student();
    expectProblem(await login(spike, username, 'wrong'), 401, 'auth.invalid-credentials');
    // The form and one fresh one, for a slip of the form looks alike.
    expect(spike.demo.sessions.failuresOf(username)).toBe(2);
    // With services on, a token that is refused to a wrong password is the end.
    spike.demo.control.site.webServices = true;
    const other = student();
    const second = await startSpike({ university: spike.demo });
    try {
      expectProblem(await login(second, other.username, 'wrong'), 401, 'auth.invalid-credentials');
      expect(spike.demo.sessions.failuresOf(other.username)).toBe(0);
    } finally {
      await second.stop();
    }
  });

  it.each([
    ['enablewsdescription', { webServices: false }],
    ['servicenotavailable', { mobileService: false }],
  ] as const)('climbs down on %s', async (_errorcode, state) => {
    spike.demo.control.site.webServices = true;
    const own = await startSpike({ university: spike.demo });
    try {
      await until(async () => (await ask(own, 'GET', '/api/universities')).status === 200);
      Object.assign(spike.demo.control.site, state);
      const who = student();
      const { accessToken: token, jobId } = await signIn(own, who.username, who.password);
      expect(await finished(own, token, jobId)).toMatchObject({ status: 'completed' });
    } finally {
      await own.stop();
    }
  });

  it.each(['cannotcreatetoken', 'usernotallowed', 'invalidiptoken', 'missingrequiredcapability'])(
    'climbs down on %s, which speaks of the account',
    async (errorcode) => {
      spike.demo.control.site.webServices = true;
      const own = await startSpike({ university: spike.demo });
      try {
        const who = student();
        spike.demo.control.fault({ fn: 'token', username: who.username }, { fail: errorcode });
        const { accessToken: token, jobId } = await signIn(own, who.username, who.password);
        expect(await finished(own, token, jobId)).toMatchObject({ status: 'completed' });
      } finally {
        await own.stop();
      }
    },
  );

  it('says why there is no token where there is no form either', async () => {
    const demo = await startDemoUniversity();
    const own = await startSpike({ university: demo });
    try {
      await until(async () => (await ask(own, 'GET', '/api/universities')).status === 200);
      demo.control.site.webServices = false;
      demo.sessions.switches.signInElsewhere = 'https://idp.example.ac.il/sso';
      expectProblem(await login(own, 'noa'), 502, 'moodle.web-services-disabled');
      // And once it is known that there are none.
      expectProblem(await login(own, 'noa'), 502, 'moodle.web-services-disabled');
    } finally {
      await own.stop();
      await demo.stop();
    }
  });

  describe('keeps the password for the job and no longer', () => {
    it('that goes well', async () => {
      const { hold, token, jobId, studentId } = await inTheMiddle();
      hold.release();
      expect((await finished(spike, token, jobId)).status).toBe('completed');
      expect(await kept(studentId)).toEqual([]);
    });

    it('that is cancelled', async () => {
      const { token, jobId, studentId } = await inTheMiddle();
      expect((await ask(spike, 'POST', `/api/sync-status/${jobId}/cancel`, { token })).status).toBe(200);
      expect(await kept(studentId)).toEqual([]);
    });

    it('that fails', async () => {
      spike.demo.control.fault({ fn: LISTING }, { fail: 'nopermissions' });
      const { accessToken: token, jobId, user } = await enter();
      expect((await finished(spike, token, jobId)).status).toBe('failed');
      expect(await kept(user.id)).toEqual([]);
    });

    it('whose password is changed at the university while it runs', async () => {
      const who = student();
      const { hold, token, jobId, studentId } = await inTheMiddle(who);
      spike.demo.control.student(who.username).password = 'another';
      spike.demo.sessions.endAll(who.username);
      hold.release();
      expect(await finished(spike, token, jobId)).toMatchObject({
        status: 'failed',
        error: { code: 'auth.invalid-credentials' },
      });
      expect(await kept(studentId)).toEqual([]);
      // The try and the fresh one: no account is locked by a job.
      expect(spike.demo.sessions.failuresOf(who.username)).toBe(2);
    });

    it('that takes too long', async () => {
      const own = await startSpike({ university: spike.demo, env: { AUTO_SYNC_TIMEOUT: '1000' } });
      try {
        const hold = spike.demo.control.hold(LISTING);
        const who = student();
        const { accessToken: token, jobId, user } = await signIn(own, who.username, who.password);
        await hold.arrived;
        expect(await finished(own, token, jobId)).toMatchObject({ error: { code: 'sync.timeout' } });
        expect(await own.sql(`SELECT 1 FROM moodle_credentials WHERE student_id = $1`, [user.id])).toEqual(
          [],
        );
      } finally {
        await own.stop();
      }
    });

    it('that is tried too often', async () => {
      const database = await migratedDatabase();
      const api = await startSpike({ university: spike.demo, database, env: { ROLES: 'api' } });
      const who = student();
      const { accessToken: token, jobId, user } = await signIn(api, who.username, who.password);
      const rows = () =>
        api.sql<{ kind: string }>(`SELECT kind FROM moodle_credentials WHERE student_id = $1`, [user.id]);
      expect(await rows()).toEqual([{ kind: 'password' }]);
      // As workers leave it that died with it again and again.
      await api.sql(`UPDATE sync_jobs SET attempt = 9 WHERE id = $1`, [jobId]);
      const worker = await startSpike({ university: spike.demo, database });
      try {
        expect(await finished(api, token, jobId)).toMatchObject({
          error: { code: 'sync.retries-exhausted' },
        });
        expect(await rows()).toEqual([]);
      } finally {
        await worker.stop();
        await api.stop();
        await database.drop();
      }
    });

    it('whose student signs out', async () => {
      const { hold, token, jobId, studentId } = await inTheMiddle();
      expect((await ask(spike, 'POST', '/api/auth/logout', { token })).status).toBe(204);
      expect(await kept(studentId)).toEqual([]);
      hold.release();
      await until(async () => {
        const [row] = await spike.sql<{ status: string }>(`SELECT status FROM sync_jobs WHERE id = $1`, [
          jobId,
        ]);
        return row?.status === 'completed';
      });
    });

    it('that is taken out of the database, or ended there by hand', async () => {
      const one = await inTheMiddle();
      await spike.sql(`DELETE FROM sync_jobs WHERE id = $1`, [one.jobId]);
      expect(await kept(one.studentId)).toEqual([]);
      one.hold.release();
      const other = await inTheMiddle();
      await spike.sql(`UPDATE sync_jobs SET status = 'failed', finished_at = now() WHERE id = $1`, [
        other.jobId,
      ]);
      expect(await kept(other.studentId)).toEqual([]);
    });
  });

  it('is gone on with by another worker, on the password that is still sealed', async () => {
    const database = await migratedDatabase();
    const api = await startSpike({ university: spike.demo, database, env: { ROLES: 'api' } });
    const first = await startSpike({ university: spike.demo, database, env: { ROLES: 'worker' } });
    const hold = spike.demo.control.hold(LISTING);
    const who = student();
    const { accessToken: token, jobId } = await signIn(api, who.username, who.password);
    await hold.arrived;
    await first.stop();
    hold.release();
    const second = await startSpike({ university: spike.demo, database, env: { ROLES: 'worker' } });
    try {
      expect(await finished(api, token, jobId)).toMatchObject({ status: 'completed', attempt: 2 });
      expect(await api.sql(`SELECT 1 FROM moodle_credentials`)).toEqual([]);
    } finally {
      await second.stop();
      await api.stop();
      await database.drop();
    }
  });

  it('asks for the password again, and takes no job without it', async () => {
    const { accessToken: token, jobId, user } = await enter();
    await finished(spike, token, jobId);
    const refused = expectProblem(await startSync(token), 409, 'auth.password-not-kept');
    expect(refused).toMatchObject({ kind: 'sign-in', retryable: false });
    const { body } = await ask<Page<JobSnapshot>>(spike, 'GET', '/api/sync-status', { token });
    expect(body.items.map((job) => job.jobId)).toEqual([jobId]);
    expect(await passwords(user.id)).toBe(0);
  });

  it('answers the running job to a second sign-in, and keeps one password, the one proven last', async () => {
    const who = student();
    const first = await inTheMiddle(who);
    const sealed = () =>
      spike.sql<{ sealed: Buffer }>(`SELECT sealed FROM moodle_credentials WHERE student_id = $1`, [
        first.studentId,
      ]);
    const [before] = await sealed();
    const second = await enter(who);
    expect(second.jobId).toBe(first.jobId);
    const [after, ...more] = await sealed();
    expect(more).toEqual([]);
    expect(after?.sealed.equals(before?.sealed ?? Buffer.alloc(0))).toBe(false);
    expect((await startSync(second.accessToken)).body).toEqual({ jobId: first.jobId, created: false });
    first.hold.release();
    expect((await finished(spike, first.token, first.jobId)).status).toBe('completed');
    expect(await kept(first.studentId)).toEqual([]);
  });

  it('starts another job where the one that was found ends before it could have the newer password', async () => {
    const database = await migratedDatabase();
    const api = await startSpike({ university: spike.demo, database, env: { ROLES: 'api' } });
    const ending = new Client({ connectionString: database.url });
    await ending.connect();
    try {
      const who = student();
      const first = await signIn(api, who.username, who.password);
      // Whoever ends the job has its row in hand while the second sign-in finds it still running.
      await ending.query('BEGIN');
      await ending.query(`SELECT 1 FROM sync_jobs WHERE id = $1 FOR UPDATE`, [first.jobId]);
      const second = signIn(api, who.username, who.password);
      await until(async () => {
        const { rows } = await ending.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows.length > 0;
      });
      await ending.query(`UPDATE sync_jobs SET status = 'failed', finished_at = now() WHERE id = $1`, [
        first.jobId,
      ]);
      await ending.query('COMMIT');
      const { jobId } = await second;
      expect(jobId).not.toBe(first.jobId);
      expect(await api.sql(`SELECT kind, job_id FROM moodle_credentials`)).toEqual([
        { kind: 'password', job_id: jobId },
      ]);
    } finally {
      await ending.end();
      await api.stop();
      await database.drop();
    }
  });

  it('starts a sync with the sign-in even where that is switched off: later there is no password', async () => {
    const own = await startSpike({ university: spike.demo, env: { AUTO_SYNC_ENABLED: 'false' } });
    try {
      const who = student();
      const { accessToken: token, jobId } = await signIn(own, who.username, who.password);
      expect(await finished(own, token, jobId)).toMatchObject({ status: 'completed' });
      expect(await own.sql(`SELECT 1 FROM moodle_credentials`)).toEqual([]);
    } finally {
      await own.stop();
    }
  });

  it('opens files as long as a session of the sign-in is alive, and says what to do when none is', async () => {
    const who = student();
    const { accessToken: token, jobId, user } = await enter(who);
    await finished(spike, token, jobId);
    const [file] = await spike.sql<{ id: string }>(
      `SELECT id FROM library_files WHERE student_id = $1 AND size > 0 LIMIT 1`,
      [user.id],
    );
    const open = (): Promise<Reply> => ask(spike, 'GET', `/api/files/${file?.id}`, { token });
    expect((await open()).status).toBe(200);
    spike.demo.sessions.endAll(who.username);
    expectProblem(await open(), 409, 'auth.password-not-kept');
    // No try to come in was made with anything.
    expect(spike.demo.sessions.failuresOf(who.username)).toBe(0);
    const again = await enter(who);
    await finished(spike, again.accessToken, again.jobId);
    expect((await open()).status).toBe(200);
    await ask(spike, 'POST', '/api/auth/logout', { token: again.accessToken });
    expectProblem(await open(), 409, 'auth.password-not-kept');
  });

  it('leaves the password in no log line, event, answer or column, in the middle of the job and after', async () => {
    const who = student();
    const secrets = { password: who.password };
    const { hold, token, jobId, studentId } = await inTheMiddle(who);
    expect((await findInDatabase(spike, secrets)).finds).toEqual([]);
    hold.release();
    await finished(spike, token, jobId);
    const [job, events] = [
      await ask(spike, 'GET', `/api/sync-status/${jobId}`, { token }),
      await eventsOf(spike, token, jobId),
    ];
    expect(findIn(JSON.stringify([job.body, events]), secrets)).toEqual([]);
    // A site that repeats what it was sent, and fails.
    for (const effect of [
      { http: 500, body: `password=${who.password}` },
      { body: `<a id="loginerrormessage">${who.password}</a>` },
      { reset: true } as const,
    ]) {
      const fault = spike.demo.control.fault({ fn: 'login page' }, effect);
      const reply = await login(spike, who.username, who.password);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(findIn(JSON.stringify(reply.body), secrets)).toEqual([]);
      fault.clear();
    }
    expect((await findInDatabase(spike, secrets)).finds).toEqual([]);
    expect(spike.logs.length).toBeGreaterThan(50);
    expect(spike.logs.filter((line) => findIn(line, secrets).length > 0)).toEqual([]);
    expect(await kept(studentId)).toEqual([]);
  });
});

describe('a site that switches its services off and on again', () => {
  let spike: Spike;
  let demo: DemoUniversity;
  beforeAll(async () => {
    demo = await startDemoUniversity();
    spike = await startSpike({ university: demo });
  });
  afterAll(async () => {
    await spike.stop();
    await demo.stop();
  });

  it('forgets a token that is of no use, and takes a new one when there are some again', async () => {
    const kinds = async (): Promise<string[]> =>
      (await spike.sql<{ kind: string }>(`SELECT kind FROM moodle_credentials`)).map(({ kind }) => kind);
    const first = await signIn(spike, 'noa');
    await finished(spike, first.accessToken, first.jobId);
    expect(await kinds()).toEqual(['token']);
    demo.control.site.webServices = false;
    const second = await signIn(spike, 'noa');
    expect(await finished(spike, second.accessToken, second.jobId)).toMatchObject({ status: 'completed' });
    expect(second.user.id).toBe(first.user.id);
    expect(await kinds()).toEqual([]);
  });
});
