import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A living process. A pid alone says little: the system gives it to the next process. */
export interface LivingProcess {
  /** Different for two processes that had the same pid one after the other. */
  startedAt: string;
  command: string;
}

/** What runs under a pid now; undefined when nothing does, or only a dead process waits there to be collected. */
export function livingProcess(pid: number): LivingProcess | undefined {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

/** proc(5): after the name in parentheses come the state (field 3) and, as field 22, the start in ticks after boot. */
function fromProc(pid: number): LivingProcess | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  return { startedAt: fields[19] ?? '', command };
}

/** `lstart` is always five words long, as in «Mon Nov 23 14:31:22 2026». */
function fromPs(pid: number): LivingProcess | undefined {
  const line = execFileSync('ps', ['-ww', '-o', 'lstart=,stat=,command=', '-p', String(pid)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const words = line.trim().split(/\s+/);
  if (words.length < 7 || words[5]?.startsWith('Z')) return undefined;
  return { startedAt: words.slice(0, 5).join('-').replaceAll(':', '-'), command: words.slice(6).join(' ') };
}

/** Names one run of one process, as `pid.start`; file names and command lines carry it to say whose they are. */
export function markOf(pid: number): string {
  return `${pid}.${livingProcess(pid)?.startedAt ?? 'unknown'}`;
}

/** Whether the process that a mark of {@link markOf} names still lives. */
export function markLives(mark: string): boolean {
  const pid = Number(mark.split('.')[0]);
  return Number.isInteger(pid) && livingProcess(pid) !== undefined && markOf(pid) === mark;
}
