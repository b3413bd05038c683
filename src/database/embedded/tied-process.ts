import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { type Account, spawnOptions } from './account';

export interface ProcessEnd {
  /** Exit code or signal, in words. */
  how: string;
  ok: boolean;
  /** The last lines it wrote to its error stream. */
  lastLines: string[];
}

/** A child whose life is tied to ours: however we end, kill -9 included, it gets an interrupt (SIGINT). */
export interface TiedProcess {
  pid: number | undefined;
  /** Settles when the child, and whatever of its own children wrote to its error stream, are gone. Never rejects. */
  ended: Promise<ProcessEnd>;
  hasEnded: () => boolean;
  signal(signal: NodeJS.Signals): void;
  /** Whether the child keeps our process from ending by itself, as a child does at first. */
  keepsUsAlive(yes: boolean): void;
}

/**
 * A guard waits for the pipe on descriptor 3. A line means «stand down, the child has ended». The end of the pipe
 * without a line can only mean that we died. The guard is forked twice so that it is no child of the program, which
 * takes over the shell's own pid: a PostgreSQL that collects an unknown child logs a complaint.
 */
const GUARDED = [
  'pid=$$',
  '( { read -r line || kill -INT "$pid"; } <&3 >/dev/null 2>&1 & )',
  'exec "$@" 3<&-',
].join('\n');

const KEPT_LINES = 30;

/**
 * Starts a program as the account, in a session of its own: Ctrl-C in a terminal reaches us and not the child, which
 * must outlive our orderly shutdown. On Windows, which has no `sh`, the child is started without a guard.
 */
export function spawnTied(
  program: string,
  args: string[],
  account: Account,
  onLine: (line: string) => void = () => undefined,
): TiedProcess {
  const guarded = process.platform !== 'win32';
  const [file, argv] = guarded ? ['/bin/sh', ['-c', GUARDED, 'sh', program, ...args]] : [program, args];
  const child = spawn(file, argv, {
    ...spawnOptions(account),
    detached: guarded,
    stdio: ['ignore', 'ignore', 'pipe', guarded ? 'pipe' : 'ignore'],
  });

  const lastLines: string[] = [];
  if (child.stderr !== null) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > KEPT_LINES) lastLines.shift();
      onLine(line);
    });
  }
  standGuardDownAtExit(child);

  let over = false;
  const ended = new Promise<ProcessEnd>((resolve) => {
    const end = (how: string, ok: boolean): void => {
      over = true;
      resolve({ how, ok, lastLines });
    };
    child.once('error', (error) => end(error.message, false));
    child.once('close', (code, signal) => end(signal ?? `exit code ${code}`, code === 0));
  });

  return {
    pid: child.pid,
    ended,
    hasEnded: () => over,
    signal: (signal) => void child.kill(signal),
    keepsUsAlive: (yes) => {
      for (const handle of [child, child.stderr, child.stdio[3]]) {
        if (!(handle instanceof Socket) && handle !== child) continue;
        if (yes) handle.ref();
        else handle.unref();
      }
    },
  };
}

function standGuardDownAtExit(child: ChildProcess): void {
  const pipe = child.stdio[3];
  if (!(pipe instanceof Socket)) return;
  pipe.on('error', () => undefined);
  pipe.resume();
  child.once('exit', () => pipe.end('\n'));
}
