import { ask, finished, login, startSpike, type Spike } from '../../support/spike';
import { watchLibraryTables } from '../../support/rows-written';
import type { StartSyncReply } from '../../../src/contract';

const COURSES = 40;
const MODULES_PER_COURSE = 25;

/** What `bench:large` and `bench:library` measure, as far as it can be counted. */
describe('a sync of 40 courses and 1,000 modules', () => {
  let spike: Spike;
  beforeAll(async () => {
    spike = await startSpike();
  });
  afterAll(() => spike.stop());

  it('takes at most 40 requests, and at most 10 to find nothing changed and write no row', async () => {
    spike.demo.control.addStudent({
      username: 'many',
      courses: COURSES,
      modulesPerCourse: MODULES_PER_COURSE,
      assignmentsPerCourse: 3,
      seed: 'many',
    });
    const { body } = await login(spike, 'many');
    const token = body.accessToken;
    const first = await finished(spike, token, body.sync?.jobId ?? '');
    expect(first).toMatchObject({
      status: 'completed',
      summary: { courses: COURSES, coursesPartial: 0, items: COURSES * MODULES_PER_COURSE },
    });
    expect(first.summary?.requests).toBeLessThanOrEqual(40);

    const written = await watchLibraryTables(spike.sql);
    const { body: started } = await ask<StartSyncReply>(spike, 'POST', '/api/sync', { token });
    const again = await finished(spike, token, started.jobId);
    expect(again).toMatchObject({
      status: 'completed',
      summary: { courses: COURSES, coursesPartial: 0, added: 0, changed: 0, removed: 0, changes: 0 },
    });
    expect(again.summary?.requests).toBeLessThanOrEqual(10);
    expect(await written()).toEqual({ library: {}, bookkeeping: COURSES });
  });
});
