import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { createInterface } from 'node:readline';
import { transformFileSync } from '@swc/core';
import { Client } from 'pg';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../../src/database/embedded/embedded-postgres';
import { livingProcess } from '../../src/database/embedded/processes';
import { waitUntil } from '../../src/database/embedded/wait-until';

const REPOSITORY = join(__dirname, '../..');
const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const ROOT = process.getuid?.() === 0;
const NOBODY = { uid: 65534, gid: 65534 };
const NAMELESS = { uid: 54321, gid: 54321 };
const WAIT_MS = 20_000;

/** Everything these tests write; a folder that the account of the server may pass through. */
const base = mkdtempSync(join(realpathSync(tmpdir()), 'spike-embedded-'));
const project = join(base, 'closed', 'project');
/** The Node that runs this test may lie where other accounts cannot go. */
const node = ROOT ? join(base, 'node') : process.execPath;
const running = new Set<ChildProcess>();
const servers = new Set<EmbeddedPostgres>();
let folders = 0;

beforeAll(() => {
  chmodSync(base, 0o711);
  mkdirSync(project, { recursive: true });
  chmodSync(dirname(project), 0o755);
  buildProject();
});

afterEach(async () => {
  for (const server of servers) await server.stop();
  servers.clear();
  for (const child of running) child.kill('SIGKILL');
  await until('nothing of this test runs any more', () => serversIn(base).length === 0);
  running.clear();
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('a server of our own', () => {
  it('starts on a new folder: loopback only, password asked, Hebrew and case understood', async () => {
    const { url, port, pid, dataDir } = await start({ dataDir: newFolder() });

    expect(port).toBeLessThan(32_768);
    expect(livingProcess(pid)?.command).toContain(`-D ${dataDir}/cluster`);
    expect(await query(url, "SELECT current_setting('listen_addresses') AS v")).toEqual([{ v: '127.0.0.1' }]);
    expect(await query(url, "SELECT current_setting('unix_socket_directories') AS v")).toEqual([{ v: '' }]);
    expect(await query(url, "SELECT upper('élan') AS up, 'שלום' ~ '^\\w+$' AS word")).toEqual([
      { up: 'ÉLAN', word: true },
    ]);
    expect(await query(url, "SELECT to_tsvector('simple', 'תרגול 3')::text AS v")).toEqual([
      { v: "'3':2 'תרגול':1" },
    ]);
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'cluster')).mode & 0o777).toBe(0o700);

    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps data, password and port at a second start, and leaves no process after stop', async () => {
    const dataDir = newFolder();
    const first = await start({ dataDir });
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await first.stop();
    await first.stop();
    expect(serversIn(dataDir)).toEqual([]);

    const second = await start({ dataDir });
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  it('takes another port when the remembered one is taken, and the wanted settings', async () => {
    const dataDir = newFolder();
    const first = await start({ dataDir });
    await first.stop();
    const squatter = createServer().listen(first.port, '127.0.0.1');
    await once(squatter, 'listening');
    try {
      const second = await start({ dataDir, settings: { work_mem: '7MB', listen_addresses: '*' } });
      expect(second.port).not.toBe(first.port);
      const shown = await query(
        second.url,
        "SELECT name, setting FROM pg_settings WHERE name IN ('work_mem', 'listen_addresses') ORDER BY name",
      );
      expect(shown).toEqual([
        { name: 'listen_addresses', setting: '127.0.0.1' },
        { name: 'work_mem', setting: '7168' },
      ]);
    } finally {
      squatter.close();
    }
  });

  it('keeps every acknowledged row when the server itself is killed', async () => {
    const dataDir = newFolder();
    const { url, pid } = await start({ dataDir, durable: true });
    // A test can kill the server and not the machine: for the latter the server's own promise has to do.
    expect(await query(url, "SELECT current_setting('fsync') AS v")).toEqual([{ v: 'on' }]);
    expect(await query(url, "SELECT current_setting('synchronous_commit') AS v")).toEqual([{ v: 'on' }]);
    await query(url, 'CREATE TABLE rows (n int)');
    const acknowledged = await insertUntilKilled(url, pid, 200);
    await until('the killed server is gone', () => serversIn(dataDir).length === 0);

    const again = await start({ dataDir, durable: true });
    const kept = new Set((await query(again.url, 'SELECT n FROM rows')).map((row) => row.n));
    expect(acknowledged.length).toBeGreaterThanOrEqual(200);
    expect(acknowledged.filter((n) => !kept.has(n))).toEqual([]);
  });
});

describe('a life tied to ours', () => {
  it('ends the server when the process that owns it is killed, and lets the next one start at once', async () => {
    const dataDir = newFolder();
    const owner = await launch(dataDir);
    await query(owner.answer.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    owner.child.kill('SIGKILL');
    await once(owner.child, 'exit');

    const next = await start({ dataDir });
    expect(livingProcess(owner.answer.pid)).toBeUndefined();
    expect(await query(next.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  it('leaves no process behind when the owner is killed and nobody starts again', async () => {
    const dataDir = newFolder();
    const owner = await launch(dataDir);
    expect(serversIn(dataDir).length).toBeGreaterThan(0);
    owner.child.kill('SIGKILL');
    await until('server and guard are gone', () => serversIn(dataDir).length === 0);
    expect(existsSync(join(owner.answer.dataDir, 'cluster', 'postmaster.pid'))).toBe(false);
  });

  it('survives Ctrl-C, which a terminal sends to the whole group, until our own shutdown has run', async () => {
    const dataDir = newFolder();
    const owner = await launch(dataDir);
    process.kill(-Number(owner.child.pid), 'SIGINT');
    expect(await owner.nextLine()).toMatchObject({ answeredAfterInterrupt: true });
    await owner.finish();
    expect(serversIn(dataDir)).toEqual([]);
  });

  it('lets go of a data folder half made by a killed process', async () => {
    const dataDir = newFolder();
    const child = spawnProject(dataDir);
    const half = (): string[] => inFolder(dataDir).filter((name) => name.startsWith('staging.'));
    const isWriting = (): boolean =>
      half().some((name) => existsSync(join(dataDir, name, 'cluster', 'base')));
    await until('initdb is at work', isWriting);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(dataDir, 'cluster'))).toBe(false);
    expect(half()).toHaveLength(1);

    const { url } = await start({ dataDir });
    expect(await query(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(half()).toEqual([]);
  });

  it('is not misled by a stale postmaster.pid whose pid another process has now', async () => {
    const dataDir = newFolder();
    const first = await start({ dataDir });
    await first.stop();
    const { uid, gid } = statSync(join(dataDir, 'cluster'));
    const stranger = spawn('/bin/cat', [], { uid, gid, cwd: '/', stdio: ['pipe', 'ignore', 'ignore'] });
    running.add(stranger);
    const pidFile = join(dataDir, 'cluster', 'postmaster.pid');
    writeFileSync(
      pidFile,
      `${stranger.pid}\n${dataDir}/cluster\n1\n${first.port}\n\n127.0.0.1\n0 0\nready   \n`,
    );
    chownSync(pidFile, uid, gid);

    const second = await start({ dataDir });
    expect(await query(second.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(stranger.exitCode).toBeNull();
  });
});

describe('what keeps it from starting', () => {
  it('data in use by another living Spike, which goes on undisturbed', async () => {
    const dataDir = newFolder();
    const owner = await launch(dataDir);
    await expect(start({ dataDir })).rejects.toMatchObject({
      code: 'data-in-use',
      message: expect.stringContaining(`process ${owner.child.pid}`),
    });
    expect(await query(owner.answer.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await owner.finish();
  });

  it('data of another major version', async () => {
    const dataDir = newFolder();
    await (await start({ dataDir })).stop();
    writeFileSync(join(dataDir, 'cluster', 'PG_VERSION'), '12\n');
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'other-major-version' });
  });

  it.each([
    ['a file where the folder should be', (dataDir: string) => writeFileSync(dataDir, '')],
    [
      'something else where the data should be',
      (dataDir: string) => mkdirSync(join(dataDir, 'cluster', 'photos'), { recursive: true }),
    ],
  ])('%s', async (_case, prepare) => {
    const dataDir = newFolder();
    prepare(dataDir);
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'data-unusable' });
  });

  it('a password that is lost, or is not that of the data', async () => {
    const dataDir = newFolder();
    await (await start({ dataDir })).stop();
    const file = join(dataDir, 'password');
    writeFileSync(file, 'another\n');
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'data-unusable' });
    expect(serversIn(dataDir)).toEqual([]);
    rmSync(file);
    await expect(start({ dataDir })).rejects.toMatchObject({ code: 'data-unusable' });
  });

  it('a server that gives up: its last words are told, and no process stays', async () => {
    const dataDir = newFolder();
    await expect(start({ dataDir, settings: { max_connections: 'many' } })).rejects.toMatchObject({
      code: 'start-failed',
      message: expect.stringContaining('invalid value for parameter "max_connections"'),
    });
    expect(serversIn(dataDir)).toEqual([]);
  });

  it('a data folder that cannot be laid out: what initdb said is told, and nothing half-made stays', async () => {
    const share = join(project, 'node_modules', PACKAGE, 'native', 'share');
    const dataDir = newFolder();
    renameSync(share, `${share}.away`);
    try {
      const { answer } = await launch(dataDir);
      expect(answer).toMatchObject({
        code: 'initdb-failed',
        message: expect.stringMatching(/share|postgres\.bki/),
      });
      expect(inFolder(dataDir)).toEqual(['password']);
    } finally {
      renameSync(`${share}.away`, share);
    }
  });

  it('no binaries for this platform', async () => {
    const installed = join(project, 'node_modules', PACKAGE);
    renameSync(installed, `${installed}.away`);
    try {
      const { answer } = await launch(newFolder());
      expect(answer).toMatchObject({ code: 'no-binaries', message: expect.stringContaining(PACKAGE) });
    } finally {
      renameSync(`${installed}.away`, installed);
    }
  });
});

describe('odd places and accounts', () => {
  it('makes the links of the libraries where install scripts were blocked', async () => {
    const native = unlinkedPackage();
    const dataDir = newFolder();
    const { answer, finish } = await launch(dataDir);
    expect(await query(answer.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(linksIn(native).length).toBeGreaterThan(0);
    expect(inFolder(dataDir).filter((name) => name.startsWith('binaries-'))).toEqual([]);
    await finish();
  });

  it('copies the programs beside the data where the package lacks its links and is not ours to write', async () => {
    const native = unlinkedPackage();
    const libraries = join(native, 'lib');
    const dataDir = newFolder();
    chmodSync(libraries, 0o555);
    try {
      const first = await launch(dataDir, ordinary(NOBODY, dataDir));
      expect(await query(first.answer.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
      await first.finish();
      expect(linksIn(native)).toEqual([]);
      const copies = inFolder(dataDir).filter((name) => name.startsWith('binaries-'));
      expect(copies).toHaveLength(1);

      const madeAt = statSync(join(dataDir, String(copies[0]))).ctimeMs;
      const second = await launch(dataDir, ordinary(NOBODY, dataDir));
      expect(second.answer.url).toBe(first.answer.url);
      expect(statSync(join(dataDir, String(copies[0]))).ctimeMs).toBe(madeAt);
      await second.finish();
    } finally {
      chmodSync(libraries, 0o755);
    }
  });

  it('as root below a closed folder keeps the data where the server can reach it, and says where', async () => {
    const closed = dirname(project);
    const dataDir = join(project, '.spike', 'postgres');
    chmodSync(closed, 0o700);
    const hadSystemFolder = existsSync('/var/lib/spike');
    let place: string | undefined;
    try {
      const first = await launch(dataDir);
      place = first.answer.dataDir;
      await query(first.answer.url, 'CREATE TABLE kept AS SELECT 7 AS n');
      await first.finish();
      const second = await launch(dataDir);
      expect(second.answer.url).toBe(first.answer.url);
      expect(await query(second.answer.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
      await second.finish();

      // Only root's server runs as another account; anyone else's reaches whatever its owner reaches.
      expect(place.startsWith('/var/lib/spike/postgres-')).toBe(ROOT);
      expect(place === dataDir).toBe(!ROOT);
      expect(existsSync(join(dataDir, 'README.txt'))).toBe(ROOT);
      if (ROOT) expect(readFileSync(join(dataDir, 'README.txt'), 'utf8')).toContain(place);
      if (ROOT) expect(first.log().join('\n')).toContain(place);
    } finally {
      chmodSync(closed, 0o755);
      if (place) rmSync(place, { recursive: true, force: true });
      if (ROOT && !hadSystemFolder) rmSync('/var/lib/spike', { recursive: true, force: true });
    }
  });

  it.each([
    ['an ordinary user', NOBODY],
    ['a user without a name, as containers have', NAMELESS],
  ])('runs as %s', async (_case, ids) => {
    const dataDir = newFolder();
    const { answer, finish } = await launch(dataDir, ordinary(ids, dataDir));
    expect(await query(answer.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(statSync(join(dataDir, 'cluster')).uid).toBe(ROOT ? ids.uid : process.getuid?.());
    expect(answer.dataDir).toBe(dataDir);
    await finish();
    expect(serversIn(dataDir)).toEqual([]);
    expect(inFolder(dataDir).filter((name) => name.startsWith('staging.'))).toEqual([]);
  });

  it('as root serves data that an ordinary user made, as that user', async () => {
    const dataDir = newFolder();
    const theirs = await launch(dataDir, ordinary(NAMELESS, dataDir));
    await theirs.finish();
    const ours = await start({ dataDir });
    expect(ours.url).toBe(theirs.answer.url);
    expect(statSync(`/proc/${ours.pid}`, { throwIfNoEntry: false })?.uid ?? process.getuid?.()).toBe(
      ROOT ? NAMELESS.uid : process.getuid?.(),
    );
  });
});

async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ durable: false, ...options });
  servers.add(server);
  return server;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Inserts 1, 2, 3 … one commit each, kills the server at `killAt`, and goes on until the connection breaks. */
async function insertUntilKilled(url: string, pid: number, killAt: number): Promise<number[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const acknowledged: number[] = [];
  try {
    for (let n = 1; ; n++) {
      await client.query('INSERT INTO rows VALUES ($1)', [n]);
      acknowledged.push(n);
      if (n === killAt) process.kill(pid, 'SIGKILL');
    }
  } catch {
    return acknowledged;
  }
}

async function until(what: string, condition: () => boolean): Promise<void> {
  if (!(await waitUntil(condition, WAIT_MS))) throw new Error(`Waited in vain until ${what}`);
}

function newFolder(): string {
  const parent = join(base, `data-${++folders}`);
  mkdirSync(parent);
  return join(parent, 'postgres');
}

const inFolder = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** Command lines of living processes, ours excepted, that name a folder: servers, initdb and their guards. */
function serversIn(folder: string): string[] {
  const launchers = new Set([...running].map((child) => child.pid));
  return processIds()
    .filter((pid) => !launchers.has(pid))
    .map((pid) => livingProcess(pid)?.command ?? '')
    .filter((command) => command.includes(`${folder}/`) && command.includes('postgres'));
}

function processIds(): number[] {
  const listed = existsSync('/proc/self')
    ? readdirSync('/proc')
    : execFileSync('ps', ['-A', '-o', 'pid='], { encoding: 'utf8' }).split('\n');
  return listed.map(Number).filter((pid) => pid > 0);
}

/** Root becomes the given user, and gives it the folder; anyone else stays who they are. */
function ordinary(ids: { uid: number; gid: number }, dataDir: string): { uid?: number; gid?: number } {
  if (!ROOT) return {};
  chownSync(dirname(dataDir), ids.uid, ids.gid);
  return ids;
}

interface Answer {
  url: string;
  pid: number;
  dataDir: string;
  code?: string;
  message?: string;
}

interface Launched {
  child: ChildProcess;
  answer: Answer;
  nextLine(): Promise<Partial<Answer> & Record<string, unknown>>;
  log(): string[];
  /** Lets it shut down in order, and waits for its end. */
  finish(): Promise<void>;
}

function spawnProject(dataDir: string, ids: { uid?: number; gid?: number } = {}): ChildProcess {
  const child = spawn(node, [join(project, 'run.cjs'), dataDir], {
    ...ids,
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.add(child);
  return child;
}

/** Starts the launcher in a Node process of its own, in the copied project, and waits for what it answers. */
async function launch(dataDir: string, ids: { uid?: number; gid?: number } = {}): Promise<Launched> {
  const child = spawnProject(dataDir, ids);
  if (!child.stdout || !child.stderr) throw new Error('no pipes');
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<Answer & Record<string, unknown>> => {
    const line = await lines.next();
    if (line.done) throw new Error(`The process ended without an answer: ${log.join('\n')}`);
    return JSON.parse(line.value);
  };
  const finish = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const exit = once(child, 'exit');
    child.stdin?.end();
    expect(await exit).toEqual([0, null]);
  };
  return { child, answer: await nextLine(), nextLine, log: () => log, finish };
}

const RUN = `
const { startEmbeddedPostgres } = require('./embedded/embedded-postgres.js');
const { Client } = require('pg');
const say = (what) => console.log(JSON.stringify(what));
startEmbeddedPostgres({ dataDir: process.argv[2], durable: false, log: (line) => console.error(line) }).then(
  ({ url, pid, dataDir, stop }) => {
    process.on('SIGINT', async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      const { rowCount } = await client.query('SELECT 1');
      await client.end();
      say({ answeredAfterInterrupt: rowCount === 1 });
    });
    process.stdin.on('end', stop).resume();
    say({ url, pid, dataDir });
  },
  ({ code, message }) => say({ code, message }),
);
`;

/** A project apart from this one, with its own node_modules: what it may and may not reach can be changed. */
function buildProject(): void {
  const source = join(REPOSITORY, 'src/database/embedded');
  mkdirSync(join(project, 'embedded'));
  for (const name of readdirSync(source).filter((file) => /(?<!\.spec)\.ts$/.test(file))) {
    const { code } = transformFileSync(join(source, name), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(join(project, 'embedded', `${parse(name).name}.js`), code);
  }
  writeFileSync(join(project, 'run.cjs'), RUN);
  for (const name of ['pg', 'zod', PACKAGE]) copyPackage(name);
  if (ROOT) cpSync(process.execPath, node);
}

function copyPackage(name: string): void {
  const from = join(REPOSITORY, 'node_modules', name);
  const to = join(project, 'node_modules', name);
  if (!existsSync(from) || existsSync(to)) return;
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  const { dependencies = {} } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
  for (const dependency of Object.keys(dependencies)) copyPackage(dependency);
}

/** The copied project's binaries as `npm ci --ignore-scripts` leaves them. */
function unlinkedPackage(): string {
  const native = join(project, 'node_modules', PACKAGE, 'native');
  for (const link of linksIn(native)) unlinkSync(link);
  expect(linksIn(native)).toEqual([]);
  return native;
}

function linksIn(native: string): string[] {
  const libraries = join(native, 'lib');
  return readdirSync(libraries)
    .map((name) => join(libraries, name))
    .filter((path) => lstatSync(path).isSymbolicLink());
}
