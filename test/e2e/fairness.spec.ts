import { startDemoUniversity } from '../../src/demo';
import { addStudent, ask, finished, signIn, startSpike, until } from '../support/spike';

/** One worker with one place for all, and a university whose Moodle hangs. */
describe('a busy university', () => {
  it('keeps no student of another one waiting, and has as many jobs at once as it may', async () => {
    const idle = await startDemoUniversity();
    const spike = await startSpike({
      env: { WORKER_CONCURRENCY: '1', UNIVERSITY_MAX_JOBS: '3' },
      more: [{ id: 'idle', name: { he: 'פנויה', en: 'Idle' }, baseUrl: idle.url }],
    });
    try {
      const hold = spike.demo.control.hold('core_enrol_get_users_courses');
      const busy = [];
      for (let n = 0; n < 6; n += 1) {
        const { username, password } = addStudent(spike, 1);
        busy.push(await signIn(spike, username, password));
      }
      await hold.arrived;
      const { username, password } = addStudent({ demo: idle }, 2);
      const { body } = await ask<{ accessToken: string; sync: { jobId: string } }>(
        spike,
        'POST',
        '/api/auth/login',
        {
          body: { universityId: 'idle', username, password },
        },
      );
      expect(await finished(spike, body.accessToken, body.sync.jobId)).toMatchObject({ status: 'completed' });
      const running = await spike.sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM sync_jobs WHERE university_id = 'demo' AND admitted_at IS NOT NULL AND finished_at IS NULL`,
      );
      expect(running).toEqual([{ n: 3 }]);
      const [cancelled] = busy;
      await ask(spike, 'POST', `/api/sync-status/${cancelled?.jobId}/cancel`, {
        token: cancelled?.accessToken,
      });
      hold.release();
      for (const { accessToken, jobId } of busy.slice(1))
        expect(await finished(spike, accessToken, jobId)).toMatchObject({ status: 'completed', attempt: 1 });
      await until(async () => {
        const [row] = await spike.sql<{ n: number }>(`SELECT count(*)::int AS n FROM graphile_worker.jobs`);
        return row?.n === 0;
      });
    } finally {
      await spike.stop();
      await idle.stop();
    }
  }, 60_000);
});
