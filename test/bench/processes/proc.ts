import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const KIB = 1024;
const CLOCK_TICKS = 100;

/** What Linux tells of a process and of all that it started: bytes of memory, seconds of processor. */
export function usageOf(pid: number): { readonly rss: number; readonly cpuSeconds: number } {
  try {
    const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * KIB;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // utime, stime, and those of children that have ended.
    const ticks = [11, 12, 13, 14].reduce((sum, n) => sum + Number(fields[n] ?? 0), 0);
    return { rss, cpuSeconds: ticks / CLOCK_TICKS };
  } catch {
    return { rss: 0, cpuSeconds: 0 }; // it has ended
  }
}

/** Processes whose parent is this one. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => {
      try {
        const stat = readFileSync(`/proc/${each}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
      } catch {
        return false;
      }
    });
}

/** Which of these processes has the TCP connection that begins at this local port. */
export function ownerOfPort(pids: readonly number[], port: number): number | null {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = new Set(
    readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local]) => local?.endsWith(`:${wanted}`))
      .map((fields) => `socket:[${fields[9] ?? ''}]`),
  );
  const owns = (pid: number): boolean => {
    try {
      return readdirSync(`/proc/${pid}/fd`).some((fd) => {
        try {
          return inodes.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
        } catch {
          return false; // closed meanwhile
        }
      });
    } catch {
      return false;
    }
  };
  return pids.find(owns) ?? null;
}
