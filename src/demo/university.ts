import { functionsOf } from './calls/table';
import { Identifiers } from './data/identifiers';
import { STUDENTS, enrolStudents } from './data/students';
import { Campus } from './endpoints/context';
import { listen } from './http/server';
import { Release } from './model';
import { DemoControl, StudentRecipe } from './state/control';
import { WebSessions } from './pages/sessions';
import { Faults } from './state/faults';
import { initialSite } from './state/site';
import { Tokens } from './state/tokens';
import { RecordedRequest, Traffic } from './state/traffic';
import { World } from './state/world';

export interface DemoOptions {
  /** 0 = any free port. */
  port?: number;
  host?: string;
  /** The address students reach it by, when it is not `http://host:port`. */
  publicUrl?: string;
  release?: Release;
  /** Milliseconds since the epoch. Deadlines are laid around what it says at the start. */
  now?: () => number;
  /** Added to every answer. */
  latencyMs?: number;
  extraStudents?: readonly StudentRecipe[];
  log?: (message: string) => void;
}

export interface DemoStudentInfo {
  username: string;
  password: string;
  nameHe: string;
  descriptionHe: string;
  descriptionEn: string;
}

export interface DemoUniversity {
  /** Base address, without a slash at its end. */
  url: string;
  students: readonly DemoStudentInfo[];
  /** The last requests, oldest first; no token and no password is in them. */
  requests: readonly RecordedRequest[];
  control: DemoControl;
  /** Sessions of the web pages, and how signing in on them goes. */
  sessions: WebSessions;
  /** Cuts all connections, whatever waits at a gate too. */
  stop(): Promise<void>;
}

/** Starts a small Moodle with made-up students and courses on a port of its own. */
export async function startDemoUniversity(options: DemoOptions = {}): Promise<DemoUniversity> {
  const host = options.host ?? '127.0.0.1';
  const release = options.release ?? '4.5';
  const now = options.now ?? Date.now;
  const traffic = new Traffic();
  const server = await listen({
    host,
    port: options.port ?? 0,
    latencyMs: options.latencyMs ?? 0,
    traffic,
    log: options.log ?? (() => undefined),
  });
  const url = (options.publicUrl ?? `http://${host}:${server.port}`).replace(/\/+$/, '');
  const world = new World(url, release);
  const [tokens, faults, ids, site] = [new Tokens(), new Faults(), new Identifiers(), initialSite()];
  const composing = { ids, now: Math.floor(now() / 1000), subsections: release === '4.5' };
  enrolStudents({ world, tokens, faults, composing });
  const control = new DemoControl(world, tokens, faults, traffic, ids, now, site);
  for (const student of options.extraStudents ?? []) control.addStudent(student);
  const sessions = new WebSessions();
  const campus: Campus = { world, site, tokens, sessions, faults, functions: functionsOf(release), now };
  server.open(campus);
  return {
    url,
    students: STUDENTS.map(({ info }) => info),
    requests: traffic.requests,
    control,
    sessions,
    stop: async () => {
      faults.releaseAll();
      await server.stop();
    },
  };
}
