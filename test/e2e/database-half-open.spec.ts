import { Cable } from '../support/cable';
import {
  addStudent,
  ask,
  finished,
  migratedDatabase,
  signIn,
  type Spike,
  startSpike,
  until,
} from '../support/spike';
import type { TestDatabase } from '../support/test-database';

/** A network that swallows what is sent to the database, and says nothing of it. */
describe('a connection to the database that is half open', () => {
  let database: TestDatabase;
  let cable: Cable;
  let spike: Spike;

  beforeAll(async () => {
    database = await migratedDatabase();
    const url = new URL(database.url);
    cable = new Cable({ host: url.hostname, port: Number(url.port) });
    url.host = `127.0.0.1:${await cable.lay()}`;
    spike = await startSpike({ database: { url: url.href, drop: async () => undefined } });
  });
  afterAll(async () => {
    await spike.stop();
    await spike.demo.stop();
    await cable.remove();
    await database.drop();
  });

  it('is given up, and a job goes on where it was, over a new one', async () => {
    const { username, password } = addStudent(spike, 4);
    const hold = spike.demo.control.hold('core_course_get_contents', undefined, 2);
    const { accessToken: token, jobId } = await signIn(spike, username, password);
    await hold.arrived;
    cable.freeze(); // what is connected stays so, and carries nothing any more
    hold.release();
    await until(() => spike.logs.some((line) => line.includes('its connections are cut')));
    const job = await finished(spike, token, jobId);
    expect(job).toMatchObject({ status: 'completed', courses: { total: 4, done: 4, failed: 0 } });
    // Each part has found its own way back: the relay may listen again a moment after the job has ended.
    await until(async () => (await ask(spike, 'GET', '/health/ready')).status === 200);
  }, 90_000);
});
