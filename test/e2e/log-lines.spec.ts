import { addStudent, ask, finished, signIn, type Spike, startSpike, until } from '../support/spike';

interface Line {
  readonly msg?: string;
  readonly requestId?: string;
  readonly jobId?: string;
  readonly attempt?: number;
  readonly universityId?: string;
  readonly context?: string;
}

/** What belongs together is found by one id: a request, the job that it began, and every run of that job. */
describe('log lines', () => {
  let spike: Spike;

  beforeAll(async () => {
    spike = await startSpike();
  });
  afterAll(() => spike.stop());

  const lines = (): Line[] => spike.logs.map((line) => JSON.parse(line) as Line);

  it('tell of a request that starts a job with both ids, in one line', async () => {
    const { username, password } = addStudent(spike, 1);
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await finished(spike, token, jobId);
    const requestId = 'a-request-of-this-test';
    const { body } = await ask<{ jobId: string }>(spike, 'POST', '/api/sync', {
      token,
      headers: { 'x-request-id': requestId },
    });
    expect(lines().filter(({ msg, requestId: id }) => msg === 'job created' && id === requestId)).toEqual([
      expect.objectContaining({ jobId: body.jobId, universityId: 'demo' }),
    ]);
    const bySignIn = lines().find(({ msg, jobId: id }) => msg === 'job created' && id === jobId);
    expect(bySignIn?.requestId).toMatch(/^[\w-]{36}$/);
    await finished(spike, token, body.jobId);
  });

  it('tell of each run with its job, attempt and university, however many run at once, and of no student', async () => {
    const students = Array.from({ length: 6 }, () => addStudent(spike, 2));
    const jobs = await Promise.all(
      students.map(async ({ username, password }) => {
        const { accessToken: token, jobId } = await signIn(spike, username, password);
        await finished(spike, token, jobId);
        return jobId;
      }),
    );
    for (const jobId of jobs) {
      const own = await until(() => {
        const found = lines().filter((line) => line.jobId === jobId && line.context === 'SyncTask');
        return found.length >= 2 && found;
      });
      expect(own.map(({ msg }) => msg)).toEqual(['run began', 'job completed']);
      for (const line of own) expect(line).toMatchObject({ attempt: 1, universityId: 'demo' });
      expect(own.every(({ requestId }) => requestId === undefined)).toBe(true);
    }
    for (const { username } of students) expect(spike.logs.join('\n')).not.toContain(username);
  });

  it('tell of a run that fails in the same way', async () => {
    const { username, password } = addStudent(spike, 1);
    spike.demo.control.fault({ fn: 'core_enrol_get_users_courses' }, { fail: 'accessexception' });
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await finished(spike, token, jobId);
    const failed = await until(() =>
      lines().find(({ msg, jobId: id }) => msg === 'job failed' && id === jobId),
    );
    expect(failed).toMatchObject({ attempt: 1, universityId: 'demo' });
  });
});
