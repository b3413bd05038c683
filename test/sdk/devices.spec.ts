import http from 'node:http';
import type net from 'node:net';
import { createSpikeClient, memoryTokenStore, type SpikeClient } from '../../client/src/sdk';
import type { Connection } from '../../client/src/sdk';
import { type JobSnapshot, SOCKET_PATH, type SyncEvent } from '../../src/contract';
import { Cable } from '../support/cable';
import { addStudent, eventsOf, finished, type Spike, startSpike, until } from '../support/spike';

const POLL_MS = 250;

/** What a device was told of a job. */
class Story {
  readonly events: SyncEvent[] = [];
  readonly connections: Connection[] = [];
  first = 0;
  snapshots = 0;
  completed: JobSnapshot[] = [];

  constructor(client: SpikeClient, jobId: string) {
    client.watchJob(
      jobId,
      (job, event) => {
        if (event) this.events.push(event);
        else {
          this.snapshots += 1;
          this.first = job.lastSeq;
        }
      },
      {
        onComplete: (job) => this.completed.push(job),
        onConnection: (connection) => this.connections.push(connection),
      },
    );
  }

  get connection(): Connection | undefined {
    return this.connections.at(-1);
  }
}

/** The SDK against a real server, with what happens to devices between the two. */
describe('a device', () => {
  let spike: Spike;
  const clients: SpikeClient[] = [];

  beforeAll(async () => {
    spike = await startSpike({ env: { JOB_POLLING_INTERVAL: String(POLL_MS) } });
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
    spike.demo.control.releaseAll();
  });
  afterAll(() => spike.stop());

  const at = (baseUrl: string): SpikeClient => {
    const client = createSpikeClient({ baseUrl, tokenStore: memoryTokenStore() });
    clients.push(client);
    return client;
  };
  const begin = async (
    client: SpikeClient,
  ): Promise<{ jobId: string; token: string; release: () => void }> => {
    const { username, password } = addStudent(spike, 6);
    const hold = spike.demo.control.hold('core_course_get_contents');
    const reply = await client.login({ universityId: 'demo', username, password });
    await hold.arrived;
    if (!reply.sync) throw new Error('no job began');
    return { jobId: reply.sync.jobId, token: reply.accessToken, release: () => hold.release() };
  };
  const expectWhole = async (story: Story, token: string, jobId: string): Promise<void> => {
    expect(story.events).toEqual((await eventsOf(spike, token, jobId)).slice(story.first));
    expect(story.snapshots).toBe(1);
    expect(story.completed.map(({ status }) => status)).toEqual(['completed']);
  };

  it('that wakes on a connection which died in its sleep is told what it missed, long before a heartbeat fails', async () => {
    const cable = new Cable({ host: '127.0.0.1', port: Number(new URL(spike.url).port) });
    const client = at(`http://127.0.0.1:${await cable.lay()}`);
    const { jobId, token, release } = await begin(client);
    const story = new Story(client, jobId);
    await until(() => story.connection === 'live');
    cable.freeze(); // it sleeps: both ends believe that they are connected
    release();
    await finished(spike, token, jobId);
    expect(story.completed).toEqual([]);
    client.wake();
    const woken = performance.now();
    await until(() => story.completed.length > 0);
    expect(performance.now() - woken).toBeLessThan(15_000); // half of what the heartbeat takes at the least
    await expectWhole(story, token, jobId);
    await cable.remove();
  });

  it('that wakes on a connection which lives goes on with it, and is told nothing twice', async () => {
    const client = at(spike.url);
    const { jobId, token, release } = await begin(client);
    const story = new Story(client, jobId);
    await until(() => story.connection === 'live');
    const changes: boolean[] = [];
    client.onConnection((up) => changes.push(up));
    for (let n = 0; n < 5; n += 1) client.wake();
    release();
    await until(() => story.completed.length > 0);
    await expectWhole(story, token, jobId);
    expect(changes).toEqual([]);
  });

  it('behind a wall that lets no sockets through asks over REST at the interval of the server, and goes back to the socket', async () => {
    const wall = await Wall.before(spike.url);
    const client = at(wall.url);
    const { jobId, token, release } = await begin(client);
    const story = new Story(client, jobId);
    await until(() => story.connection === 'polling');
    const asked = wall.polls.length;
    await until(() => wall.polls.length >= asked + 5);
    const pauses = wall.polls
      .slice(asked)
      .map((time, n) => time - (wall.polls[asked + n - 1] ?? time - POLL_MS));
    expect(Math.min(...pauses)).toBeGreaterThan(POLL_MS * 0.8);
    wall.open = true;
    client.wake();
    await until(() => story.connection === 'live');
    const before = wall.polls.length;
    release();
    await until(() => story.completed.length > 0);
    expect(wall.polls.length).toBe(before);
    await expectWhole(story, token, jobId);
    await wall.remove();
  });

  it('that never gets a socket is told the whole story all the same', async () => {
    const wall = await Wall.before(spike.url);
    const client = at(wall.url);
    const { jobId, token, release } = await begin(client);
    const story = new Story(client, jobId);
    await until(() => story.connection === 'polling');
    release();
    await until(() => story.completed.length > 0);
    expect(story.connections).not.toContain('live');
    await expectWhole(story, token, jobId);
    await wall.remove();
  });
});

/** A proxy of a campus that knows HTTP and no WebSockets. */
class Wall {
  open = false;
  /** When the events of a job were asked for, ms. */
  readonly polls: number[] = [];
  private readonly server: http.Server;
  private readonly sockets = new Set<net.Socket>();

  private constructor(private readonly to: URL) {
    this.server = http.createServer((request, response) => {
      if (request.url?.includes('/events')) this.polls.push(performance.now());
      if (request.url?.startsWith(SOCKET_PATH)) {
        response.writeHead(403).end();
        return;
      }
      const onward = http.request(
        {
          host: this.to.hostname,
          port: this.to.port,
          path: request.url,
          method: request.method,
          headers: request.headers,
        },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    });
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    this.server.on('upgrade', (request, near: net.Socket) => {
      if (!this.open) {
        near.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
        return;
      }
      const onward = http.request({
        host: this.to.hostname,
        port: this.to.port,
        path: request.url,
        headers: request.headers,
      });
      onward.on('upgrade', (answer, far, head) => {
        const headers = Object.entries(answer.headers).map(
          ([name, value]) => `${name}: ${String(value)}\r\n`,
        );
        near.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join('')}\r\n`);
        near.write(head);
        near.pipe(far).pipe(near);
        for (const [one, other] of [
          [near, far],
          [far, near],
        ] as const) {
          one.on('error', () => other.destroy());
          one.on('close', () => other.destroy());
        }
      });
      onward.on('error', () => near.destroy());
      onward.end();
    });
  }

  static async before(url: string): Promise<Wall> {
    const wall = new Wall(new URL(url));
    await new Promise<void>((resolve) => wall.server.listen(0, '127.0.0.1', resolve));
    return wall;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as net.AddressInfo).port}`;
  }

  async remove(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
