import Ajv, { type ValidateFunction } from 'ajv';
import { type JobSnapshot, type SubscribeReply, type SyncEvent } from '../../src/contract';
import { Sockets, subscribe } from '../support/sockets';
import { addStudent, ask, finished, signIn, type Spike, startSpike, until } from '../support/spike';

/** What is really said on a socket is what the document says. */
describe('the AsyncAPI document', () => {
  let spike: Spike;
  let says: (message: string) => ValidateFunction;
  const sockets = new Sockets(() => spike);

  beforeAll(async () => {
    spike = await startSpike();
    const { status, body } = await ask<object>(spike, 'GET', '/api/asyncapi.json');
    expect(status).toBe(200);
    const ajv = new Ajv({ strict: false, validateFormats: false }).addSchema(body, 'document');
    says = (message) => {
      const valid = ajv.getSchema(`document#/components/messages/${message}/payload`);
      if (!valid) throw new Error(`the document has no ${message}`);
      return valid;
    };
  });
  afterAll(async () => {
    sockets.closeAll();
    await spike.stop();
  });

  const expectValid = (message: string, payloads: readonly unknown[]): void => {
    const valid = says(message);
    for (const payload of payloads) expect([valid(payload), valid.errors]).toEqual([true, null]);
  };

  it('is true of a job that is watched, of its replies and of the end of its session', async () => {
    const { username, password } = addStudent(spike, 3);
    const hold = spike.demo.control.hold('core_course_get_contents');
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await hold.arrived;
    const client = await sockets.connect({ token });
    const told: SyncEvent[] = [];
    const jobs: JobSnapshot[] = [];
    const ended: unknown[] = [];
    client.on('sync', (event) => told.push(event));
    client.on('job', (job) => jobs.push(job));
    client.on('session-ended', (report) => ended.push(report));
    const replies: SubscribeReply[] = [
      await subscribe(client, jobId, 0),
      await subscribe(client, '00000000-0000-4000-8000-000000000000'),
    ];
    expect(replies.map(({ ok }) => ok)).toEqual([true, false]);
    hold.release();
    await finished(spike, token, jobId);
    await until(() => told.at(-1)?.type === 'job.completed');
    await ask(spike, 'POST', '/api/sync', { token });
    await until(() => jobs.length > 0);
    const left = await new Promise((resolve) => client.emit('unsubscribe', { jobId }, resolve));
    await ask(spike, 'POST', '/api/auth/logout', { token });
    await until(() => ended.length > 0);

    expectValid('sync', told);
    expectValid('job', jobs);
    expectValid('subscribeReply', replies);
    expectValid('unsubscribeReply', [left]);
    expectValid('sessionEnded', ended);
    expectValid('subscribe', [{ jobId }, { jobId, after: 3 }]);
    expect(new Set(told.map(({ type }) => type)).size).toBeGreaterThan(2);
    // A schema that takes anything would prove nothing.
    expect(says('sync')({ ...told[0], status: 'dancing' })).toBe(false);
    expect(says('job')({ ...jobs[0], lastSeq: 'one' })).toBe(false);
  });
});
